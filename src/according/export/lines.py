"""JSON and JSON lines: records whole, nested as they are, nothing flattened and nothing left out.

In: records or dictionaries. Out: UTF-8 bytes, keys in the order of the fields, one object a line.

Example: ``write_lines([Count(low=1, best=1, high=1, kind=CountKind.NUMBER)], stream)``
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

import msgspec


def plain(record: object) -> object:
    """Return a record as dictionaries, lists, strings and numbers; words of a vocabulary become their value."""
    return msgspec.to_builtins(record)


def dump(record: object, *, indent: int | None = None) -> bytes:
    """Return a record as JSON in UTF-8.

    Half a surrogate pair, which no UTF-8 can hold, is written as its escape, so that nothing printed is lost.
    """
    separators = None if indent else (",", ":")
    text = json.dumps(plain(record), ensure_ascii=False, indent=indent, separators=separators)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(plain(record), indent=indent, separators=separators).encode("ascii")


def write_lines(records: Iterable[object], stream: BinaryIO) -> int:
    """Write one JSON object a line and return how many were written."""
    written = 0
    for record in records:
        stream.write(dump(record) + b"\n")
        written += 1
    return written

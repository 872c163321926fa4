"""JSON of reports: one record a line, one record, a list of records, or a list under "articles" or "reports".

In: a stream. Out: one page of kind ``record`` for each report, its bytes as they stood; a failure for each that is
broken, with its line or its number. The rest goes on.

Example::

    list(read_lines(BytesIO(b'{"text": "..."}\\n{broken\\n'), origin="a.jsonl", settings=Settings()))
    # a page with the origin a.jsonl:1, a failure with the origin a.jsonl:2
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from according.charset import decode
from according.collect.json_window import JsonWindow
from according.errors import BadInput, TooLarge
from according.records import Failure, Page
from according.settings import Settings

_PIECE = 1 << 18
_WRAPPED = ("articles", "reports")
_MOST_KEYS = 1_000
_MOST_IN_A_ROW = 1_000  # records that fail, one behind the other, until the file is held to be something else
_RECORD_FACTOR = 2  # of characters: white space, escapes and unknown keys may come on top of what is kept
_SKIPPED_FACTOR = 20  # how much of an endless line is passed over in search of its end


def read_lines(stream: BinaryIO, *, origin: str, settings: Settings) -> Iterator[Page | Failure]:
    """Yield a page or a failure for each line that is not blank.

    Raises:
        BadInput: a thousand lines in a row are no reports.
        TooLarge: a line does not end.
    """
    return _patient(_records(stream, origin, settings), origin)


def _records(stream: BinaryIO, origin: str, settings: Settings) -> Iterator[Page | Failure]:
    for number, line in _lines(cast("io.BufferedIOBase", stream), origin, settings):
        where = f"{origin}:{number}"
        if isinstance(line, Failure):
            yield line
        elif line.strip():
            content = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            reason = _fault(content, where, settings)
            yield Failure(origin=where, reason=reason) if reason else Page(kind="record", content=content, origin=where)


def read_json(stream: BinaryIO, *, origin: str, settings: Settings) -> Iterator[Page | Failure]:
    """Yield a page or a failure for each report of one JSON value: a record, a list, or a list in a wrapper.

    Raises:
        BadInput: it is broken, or holds no reports; what stood in front of the break was yielded.
        TooLarge: one value in it is.
    """
    window = JsonWindow(cast("io.BufferedIOBase", stream), origin=origin, most=settings.max_bytes)
    if window.peek() == "[":
        yield from _patient(_list(window, origin, settings), origin)
    elif window.peek() == "{":
        yield from _object(window, origin, settings)
    else:
        window.value()
        raise BadInput(f"{origin}: JSON without reports; a report is an object with \"text\", "
                       "a file holds one or a list of them")


def _list(window: JsonWindow, origin: str, settings: Settings) -> Iterator[Page | Failure]:
    window.take("[")
    number = 0
    while window.peek() != "]":
        if number:
            window.take(",")
        number += 1
        yield _record(window.value(), f"{origin}#{number}", settings)
    window.take("]")
    if not number:
        raise BadInput(f"{origin}: a list with no reports in it; nothing to read")


def _object(window: JsonWindow, origin: str, settings: Settings) -> Iterator[Page | Failure]:
    """One record; or the wrapper of a list, which is read and what follows it left alone."""
    window.take("{")
    record: dict[str, Any] = {}
    keys = 0
    while window.peek() != "}":
        if record:
            window.take(",")
        if window.peek() != '"':
            window.take('"')
        name = window.value()
        window.take(":")
        if name in _WRAPPED and window.peek() == "[" and "text" not in record:
            yield from _patient(_list(window, origin, settings), origin)
            return
        record[name] = window.value()
        keys += 1
        if window.taken > _RECORD_FACTOR * settings.max_bytes:
            raise TooLarge(f"{origin}: {_over(settings)}")
        if keys > _MOST_KEYS:
            raise TooLarge(f"{origin}: a record of over {_MOST_KEYS:,} keys; a report is a flat record of a few")
    window.take("}")
    yield _record(record, origin, settings)


def _patient(found: Iterator[Page | Failure], origin: str) -> Iterator[Page | Failure]:
    """Yield what is found; give up on a file that is no JSON of reports before it has printed a million lines."""
    failed = 0
    for one in found:
        yield one
        failed = failed + 1 if isinstance(one, Failure) else 0
        if failed == _MOST_IN_A_ROW:
            raise BadInput(f"{origin}: {_MOST_IN_A_ROW:,} records in a row are no reports, so the rest was not read; "
                           "check what the file holds")


def _record(value: Any, where: str, settings: Settings) -> Page | Failure:
    try:
        content = json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        content = json.dumps(value).encode()  # half characters stay escapes; the reader of records mends them
    reason = _fault_of(value) or _too_large(content, settings)
    return Failure(origin=where, reason=reason) if reason else Page(kind="record", content=content, origin=where)


def _fault(content: bytes, where: str, settings: Settings) -> str | None:
    """Return why a line is no report."""
    try:
        value = _load(decode(content, what=where, declared="utf-8").text, where)
    except BadInput as error:
        return str(error).removeprefix(f"{where}: ").removeprefix("line 1: ")
    return _fault_of(value) or _too_large(content, settings)


def _fault_of(value: Any) -> str | None:
    if not isinstance(value, dict):
        return "a JSON value that is no record; a report is an object with \"text\""
    if not isinstance(value.get("text"), str):
        return "a record without \"text\"; a report needs its text as a string"
    return None if value["text"].strip() else "a record with an empty \"text\"; nothing can be read from it"


def _too_large(content: bytes, settings: Settings) -> str | None:
    return _over(settings) if len(content) > settings.max_bytes else None


def _over(settings: Settings) -> str:
    return f"a record of over {settings.max_bytes:,} bytes; raise ACCORDING_MAX_BYTES if it is one report"


def _load(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise BadInput(f"{where}: JSON nested too deep; a report is a flat record") from None
    except json.JSONDecodeError as error:
        raise BadInput(f"{where}: line {error.lineno}: broken JSON ({error.msg} at character {error.colno}); "
                       "mend it or leave it out") from None
    except ValueError:  # an integer of more digits than Python reads
        raise BadInput(f"{where}: broken JSON (a number beyond all bounds); mend it or leave it out") from None


def _lines(stream: io.BufferedIOBase, origin: str, settings: Settings) -> Iterator[tuple[int, bytes | Failure]]:
    """Yield numbered lines; of one that is too long only the failure, so that memory stays bounded."""
    held, number, skipped = b"", 1, 0
    # read1 hands out what there is before it runs into a truncated end; read would lose it.
    while piece := stream.read1(_PIECE):
        first, *rest = piece.split(b"\n")
        held = held + first if not skipped else b""
        skipped = skipped + len(first) if skipped else 0
        for following in rest:
            if not skipped:
                yield number, held
            held, skipped, number = following, 0, number + 1
        if len(held) > settings.max_bytes and not skipped:
            yield number, Failure(origin=f"{origin}:{number}", reason=_over(settings))
            held, skipped = b"", len(held)
        if skipped > _SKIPPED_FACTOR * settings.max_bytes:
            raise TooLarge(f"{origin}: line {number} does not end within {_SKIPPED_FACTOR * settings.max_bytes:,} "
                           "bytes, so what follows it was not read; take the line out")
    if held and not skipped:
        yield number, held

"""CSV for spreadsheets: one row of columns with names, cells that a spreadsheet would run as a formula defused.

In: rows as dictionaries with the same keys. Out: UTF-8 with a byte-order mark (spreadsheets then read Arabic), CRLF.

A text cell that starts with ``= + - @`` or a control character gets an apostrophe in front (OWASP's advice on CSV
injection); numbers stay numbers. One apostrophe taken off such a cell gives the text back, to the letter.

Example: ``defuse("=1+1") == "'=1+1"`` and ``defuse("12") == "12"``
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

# An apostrophe already in front counts as well, so that taking one off always gives the text back.
# Full-width forms are read as their ASCII twins by some spreadsheets.
_RUNS = re.compile(r"'*(?:[\t\r\n]|[ \u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20])")


def defuse(text: str) -> str:
    """Return the text with an apostrophe in front where a spreadsheet would run it."""
    return "'" + text if _RUNS.match(text) else text


def write_table(columns: Sequence[str], rows: Iterable[Mapping[str, object]], stream: BinaryIO, *,
                tags: Mapping[str, str] | None = None) -> int:
    """Write rows as CSV under the columns' names and return how many were written; None becomes an empty cell.

    Args:
        columns: in order.
        rows: with these keys.
        stream: where to.
        tags: HXL tags by column, written as the second row; None: no such row.
    """
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="backslashreplace", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    if tags is not None:
        writer.writerow([tags.get(column, "") for column in columns])
    written = 0
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
        written += 1
    text.flush()
    text.detach()
    return written


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return defuse(value) if isinstance(value, str) else value

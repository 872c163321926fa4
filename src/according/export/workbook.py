"""A workbook for spreadsheets (.xlsx): each table a sheet, and a last sheet that says what the file is.

In: sheets, rows and what is to be said of the file. Out: the same bytes for the same input: the date of making is a
constant. Text is written as text, never as a formula or a link, and defused as in CSV, since a workbook is often saved
as CSV; numbers are numbers.

Example: ``write_workbook([("claims", CLAIM_COLUMNS, rows, None)], [("head", "7:ab")], stream)``
"""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from according.errors import BadRequest
from according.export.forms import Column
from according.export.table import defuse

Table = tuple[str, Mapping[str, Column], Iterable[Mapping[str, object]], Mapping[str, str] | None]

_MADE = datetime.datetime(2000, 1, 1)  # in the place of a clock
_CELL = 32_767  # characters that a cell can hold
_CUT = " [...]"
_ROWS = 1_048_576
_WIDTH = 40  # of a column at most, in characters


def write_workbook(tables: Sequence[Table], about: Iterable[tuple[str, str]], stream: BinaryIO) -> int:
    """Write tables as sheets, then a sheet ``about``, and return how many rows were written.

    Args:
        tables: (name, columns, rows, HXL tags or None).
        about: what to say of the file, by name.
        stream: where to.

    Raises:
        BadRequest: a table has more rows than a sheet can hold.
    """
    xlsxwriter = importlib.import_module("xlsxwriter")  # 60 ms that no other form need pay
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _MADE})
    bold = book.add_format({"bold": True})
    written = 0
    for name, columns, rows, tags in tables:
        written += _write_sheet(book.add_worksheet(name), columns, rows, tags, bold, name)
    sheet = book.add_worksheet("about")
    dictionary = [(f"{name}.{column}", told.meaning) for name, columns, _, _ in tables
                  for column, told in columns.items()]
    for at, (name, text) in enumerate([*about, ("", ""), *dictionary]):
        sheet.write_string(at, 0, name, bold)
        sheet.write_string(at, 1, _text(text))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 100)
    book.close()
    return written


def _write_sheet(sheet: Any, columns: Mapping[str, Column], rows: Iterable[Mapping[str, object]],
                 tags: Mapping[str, str] | None, bold: Any, name: str) -> int:
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column, bold)
        sheet.set_column(at, at, min(_WIDTH, max(10, len(column) + 2)))
        if tags and column in tags:
            sheet.write_string(1, at, tags[column])
    first = 1 if tags is None else 2
    sheet.freeze_panes(first, 0)
    written = 0
    for row in rows:
        if first + written >= _ROWS:
            raise BadRequest(f"a sheet holds {_ROWS} rows and {name} has more: choose .csv or .parquet, "
                             "or narrow with --since and --until")
        for at, column in enumerate(columns):
            _write_cell(sheet, first + written, at, row[column])
        written += 1
    return written


def _write_cell(sheet: Any, row: int, column: int, value: object) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, _text(str(value)))


def _text(text: str) -> str:
    """Return text as a cell can hold it: defused, in UTF-8, cut with a sign where it is too long."""
    whole = defuse(text).encode("utf-8", "backslashreplace").decode("utf-8")
    return whole if len(whole) <= _CELL else whole[:_CELL - len(_CUT)] + _CUT

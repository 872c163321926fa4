"""Hostile cells through CSV and XLSX, opened by LibreOffice: none becomes a formula, and each comes back as it was.

LibreOffice opens the files without a window and says what it holds, as flat XML; a cell with ``table:formula`` is a
formula. Where it is not installed the proof says so and looks at the files alone.

Example: ``python -m prove --only cells``
"""

from __future__ import annotations

import csv
import io
import random
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from unittest import mock
from xml.etree import ElementTree

import openpyxl

from according.export import table, workbook
from according.export.forms import Column
from prove.frame import Outcome, Proof, Scale

_STARTS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "\u00a0=", "  +", "\uff1d", "\uff0b", "\uff0d", "\uff20",
           "'=", "''+", "=+", "-+", "@-", "==", "\ufeff=", "\u200b=", ",=", ";=", '"=', "|=", "+-=", "-@")
_BODIES = ("1+1", "SUM(A1:A9)", "cmd|' /C calc'!A0", 'HYPERLINK("http://127.0.0.1/";"press")', "1", "12", "1e5", "A1",
           'WEBSERVICE("http://127.0.0.1/"&A1)', "DDE(\"cmd\";\"/C calc\";\"!A0\")", "2025-03-07", "TRUE", "'", '"',
           "IMPORTXML(CONCAT(\"http://127.0.0.1/\";A1);\"//a\")", "10% killed", "NOW()", "(1)", "a,b;c\td", "a\nb", "",
           "$A$1", "#REF!", "{1;2}", "killed 12", "''", "INDIRECT(\"A\"&\"1\")", "قتل", "\u202e1+1", "€5", "1/2",
           "{=1}")
_COLUMN = {"number": Column(int, "a number"), "text": Column(str, "a text")}
_IN_UTF8 = "--infilter=CSV:44,34,76,1"  # commas, quotation marks, UTF-8, from the first line: as its dialog offers
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def make_cells(most: int, draw: random.Random) -> list[str]:
    """Return hostile texts: every start before every body, then two of them run together."""
    cells = [start + body for body in _BODIES for start in _STARTS]
    draw.shuffle(cells)
    while len(cells) < most:
        second = draw.choice(_STARTS) + draw.choice(_BODIES)
        cells.append(draw.choice(cells) + draw.choice(("", " ", "\n", ",")) + second)
    return cells[:most]


def run(scale: Scale) -> Outcome:
    """Write the cells, have them opened, take them in again."""
    return _tried(scale, scale.pick(short=150, whole=5_000))


def control(scale: Scale) -> Outcome:
    """The same with cells written as they are."""
    as_it_is: Callable[[str], str] = lambda text: text  # noqa: E731  # it stands in for a function
    with (mock.patch.object(table, "defuse", as_it_is), mock.patch.object(workbook, "defuse", as_it_is),
          mock.patch.object(workbook, "_write_cell", lambda sheet, row, column, value: sheet.write(
              row, column, value if value is None or isinstance(value, int) else "=" + value.lstrip("=")[:20]))):
        return _tried(scale, 150)


def _tried(scale: Scale, most: int) -> Outcome:
    cells = make_cells(most, scale.rng("cells"))
    rows = [{"number": n, "text": text} for n, text in enumerate(cells)]
    csv_file, xlsx_file = scale.folder / "cells.csv", scale.folder / "book.xlsx"
    with csv_file.open("wb") as stream:
        table.write_table(list(_COLUMN), rows, stream)
    with xlsx_file.open("wb") as stream:
        workbook.write_workbook([("cells", _COLUMN, rows, None)], [], stream)
    changed = sum(_undone(seen) != text for seen, text in zip(_from_csv(csv_file), cells, strict=True))
    formulas, opened = _in_workbook(xlsx_file), "no LibreOffice on the PATH: the files alone were looked at"
    if (office := shutil.which("soffice")) is not None:
        found = list(_open(office, (csv_file, xlsx_file), scale.folder))
        formulas += sum(is_formula for sheet in found for is_formula, _ in sheet)
        changed += sum(_flat(_undone(seen)) != _flat(text)
                       for sheet in found for (_, seen), text in zip(sheet, cells, strict=True))
        opened = "opened by LibreOffice"
    said = f"{len(cells):,} cells through CSV and XLSX, {opened}: {formulas} formulas, {changed} values changed"
    return Outcome(tried=2 * len(cells), bad=formulas + changed, said=said)


def _undone(cell: str) -> str:
    """Take off the apostrophe that an export put in front, as docs/exports.md tells readers to."""
    return cell[1:] if cell.startswith("'") and table.defuse(cell[1:]) == cell else cell


def _flat(text: str) -> str:
    """Take out line breaks and tabs, of which LibreOffice drops some in a cell of several lines, and marks."""
    return re.sub(r"[\r\n\t\ufeff]", "", text)


def _from_csv(path: Path) -> list[str]:
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    return [row[1] for row in rows[1:]]


def _in_workbook(path: Path) -> int:
    sheet = openpyxl.load_workbook(path)["cells"]
    return sum(cell.data_type == "f" or cell.hyperlink is not None for row in sheet.iter_rows() for cell in row)


def _open(office: str, paths: Sequence[Path], folder: Path) -> Iterator[list[tuple[bool, str]]]:
    """Yield of each file the rows behind its head: whether LibreOffice holds a formula, and the text of the second."""
    command = [office, f"-env:UserInstallation=file://{folder}/office", "--headless", _IN_UTF8, "--convert-to", "fods",
               "--outdir", str(folder / "opened"), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    for path in paths:
        tree = ElementTree.parse(folder / "opened" / f"{path.stem}.fods")
        rows = [row for row in _rows(next(tree.iter(f"{_TABLE}table"))) if row]
        yield [(any(_TABLE + "formula" in cell.attrib for cell in row), _text(row[1]) if len(row) > 1 else "")
               for row in rows[1:]]


def _rows(sheet: ElementTree.Element) -> Iterator[list[ElementTree.Element]]:
    for row in sheet.iter(f"{_TABLE}table-row"):
        if _TABLE + "number-rows-repeated" not in row.attrib:
            yield [cell for cell in row if cell.tag == f"{_TABLE}table-cell" and
                   (len(cell) or _OFFICE + "value-type" in cell.attrib)]


def _text(cell: ElementTree.Element) -> str:
    return "\n".join(_words(paragraph) for paragraph in cell.findall(f"{_TEXT}p"))


def _words(element: ElementTree.Element) -> str:
    out = element.text or ""
    for inner in element:
        if inner.tag == f"{_TEXT}s":
            out += " " * int(inner.get(f"{_TEXT}c", "1"))
        elif inner.tag == f"{_TEXT}tab":
            out += "\t"
        elif inner.tag == f"{_TEXT}line-break":
            out += "\n"
        else:
            out += _words(inner)
        out += inner.tail or ""
    return out


PROOF = Proof(
    key="cells",
    title="Hostile cells in a spreadsheet",
    does="Texts that spreadsheets run (formulas behind every sign, white space, full-width form and quotation that "
         "leads one in) are written as CSV and as XLSX with the writers of every export, and LibreOffice opens both.",
    passes="0 formulas; values equal in the files, and in LibreOffice but for tabs and line breaks, which it changes",
    guard="the apostrophe in front, and writing text as text",
    run=run, control=control, seconds=30,
)

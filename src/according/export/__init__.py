"""Write what a ledger held in the forms that others read: pure, records in, bytes out.

In: ``Holdings`` (from ``gather``) and the name of a form. Out: bytes on a stream (``render``), or a file written beside
its name and moved into place when whole (``export``), so that a run that is cut short leaves the old file as it was.
Every door goes through ``render``, so that the command and the workbench give the same bytes.

Example: ``export("ucdp-ged", holdings, to=Path("incidents.csv"))``
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from according.errors import BadRequest
from according.export import acled, aec, ged, geo, plover, tables
from according.export.forms import Form, LeftOut
from according.export.lines import write_lines
from according.export.package import facts, metadata
from according.export.parquet import write_parquet
from according.export.table import write_table
from according.export.whole import put_whole
from according.export.workbook import write_workbook
from according.holdings import Holdings

__all__ = ["ENDINGS", "FORMS", "Holdings", "Written", "export", "form_of", "render"]

# name -> what it is; the order is that of the docs
FORMS: Mapping[str, Form] = {
    "claims": tables.CLAIMS,
    "incidents": tables.INCIDENTS,
    "acts": tables.ACTS,
    "links": tables.LINKS,
    "reports": tables.REPORTS,
    "ucdp-ged": ged.FORM,
    "ucdp-aec": aec.FORM,
    "acled": acled.FORM,
    "plover": plover.FORM,
    "geojson": geo.FORM,
    "parquet": tables.PARQUET,
    "xlsx": tables.XLSX,
}

ENDINGS: Mapping[str, str] = {
    ".csv": "a table for spreadsheets, cells that would run as formulas defused",
    ".xlsx": "the same table as a workbook, with a sheet that says what the file is and what each column holds",
    ".parquet": "the same table with types, for notebooks and databases",
    ".jsonl": "one JSON object a line",
    ".geojson": "incidents on a map, with the precision of each place",
    ".zip": "several tables in one file, with a description of each column",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written."""

    rows: int  # rows, objects or features
    left_out: LeftOut  # incidents that the form cannot take, each with the reason


def form_of(name: str, ending: str) -> Form:
    """Return the form of a name, if it can be written under an ending.

    Raises:
        BadRequest: there is no such form, or it has no such ending.
    """
    if name not in FORMS:
        raise BadRequest(f"{name!r} cannot be exported: choose {', '.join(FORMS)}")
    form = FORMS[name]
    if ending not in form.endings:
        told = f"cannot be written as {ending}" if ending else "needs a file whose ending says how it is written"
        raise BadRequest(f"{name} {told}: choose {', '.join(form.endings)}")
    return form


def render(name: str, holdings: Holdings, stream: BinaryIO, *, ending: str | None = None, hxl: bool = False) -> Written:
    """Write one form to a stream: the same holdings give the same bytes.

    Args:
        name: one of ``FORMS``.
        holdings: what the ledger held.
        stream: where to; it is neither closed nor read.
        ending: one of the form's endings; None: its first.
        hxl: write HXL tags as the second row.

    Raises:
        BadRequest: no such form, ending or tags; or what the form needs is not installed.
    """
    ending = FORMS[name].endings[0] if ending is None and name in FORMS else ending or ""
    form = form_of(name, ending)
    tagged = bool(form.sheets) and any(sheet.tags for sheet in form.sheets) and ending in (".csv", ".xlsx")
    if hxl and not tagged:
        fitting = ", ".join(n for n, f in FORMS.items() if any(sheet.tags for sheet in f.sheets))
        raise BadRequest(f"{name} as {ending} has no HXL tags: choose {fitting}, as .csv or .xlsx")
    rows = _WRITERS[ending](form, holdings, stream, hxl)
    return Written(rows=rows, left_out=form.left_out(holdings) if form.left_out else ())


def export(name: str, holdings: Holdings, *, to: Path, hxl: bool = False) -> Written:
    """Write one form to a file, whole or not at all.

    Args:
        name: one of ``FORMS``.
        holdings: what the ledger held.
        to: the file; its ending is one of the form's.
        hxl: write HXL tags as the second row.

    Raises:
        BadRequest: as ``render``.
    """
    form_of(name, to.suffix.lower())
    told: list[Written] = []

    def fill(stream: BinaryIO) -> int:
        told.append(render(name, holdings, stream, ending=to.suffix.lower(), hxl=hxl))
        return told[0].rows

    put_whole(to, fill)
    return told[0]


def _csv(form: Form, holdings: Holdings, stream: BinaryIO, hxl: bool) -> int:
    sheet = form.sheets[0]
    return write_table(tuple(sheet.columns), sheet.rows(holdings), stream, tags=sheet.tags if hxl else None)


def _xlsx(form: Form, holdings: Holdings, stream: BinaryIO, hxl: bool) -> int:
    sheets = [(sheet.name, sheet.columns, sheet.rows(holdings), sheet.tags if hxl and sheet.tags else None)
              for sheet in form.sheets]
    return write_workbook(sheets, facts(form, holdings), stream)


def _parquet(form: Form, holdings: Holdings, stream: BinaryIO, hxl: bool) -> int:
    sheet = form.sheets[0]
    return write_parquet(sheet.columns, sheet.rows(holdings), stream, metadata=metadata(holdings))


def _lines(form: Form, holdings: Holdings, stream: BinaryIO, hxl: bool) -> int:
    return write_lines(form.lines(holdings) if form.lines else (), stream)


def _whole(form: Form, holdings: Holdings, stream: BinaryIO, hxl: bool) -> int:
    return form.whole(holdings, stream) if form.whole else 0


_WRITERS: Mapping[str, Callable[[Form, Holdings, BinaryIO, bool], int]] = {
    ".csv": _csv, ".xlsx": _xlsx, ".parquet": _parquet, ".jsonl": _lines, ".geojson": _whole, ".zip": _whole,
}

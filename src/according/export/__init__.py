"""Write what a ledger holds to a file: the ending says in which form.

In: ``Holdings`` and a path. Out: the file, written beside its name and moved into place when whole, so that a run
that is cut short leaves the old file as it was.

Example: ``export("incidents", holdings, to=Path("incidents.geojson"))``
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from according.errors import BadRequest
from according.export.geo import collection
from according.export.lines import dump, plain, write_lines
from according.export.parquet import write_parquet
from according.export.rows import (
    CLAIM_COLUMNS,
    FIGURE_COLUMNS,
    REPORT_COLUMNS,
    Column,
    Holdings,
    Row,
    claim_rows,
    figure_rows,
    report_rows,
)
from according.export.table import write_table
from according.export.whole import put_whole

__all__ = ["FORMS", "KINDS", "Holdings", "export"]

_TABLES: dict[str, tuple[Mapping[str, Column], Callable[[Holdings], Iterable[Row]]]] = {
    "claims": (CLAIM_COLUMNS, claim_rows),
    "incidents": (FIGURE_COLUMNS, figure_rows),
    "reports": (REPORT_COLUMNS, report_rows),
}
KINDS = tuple(_TABLES)


def _lines(what: str, holdings: Holdings, stream: BinaryIO) -> int:
    return write_lines(_whole(what, holdings), stream)


def _csv(what: str, holdings: Holdings, stream: BinaryIO) -> int:
    columns, rows = _TABLES[what]
    return write_table(tuple(columns), rows(holdings), stream)


def _parquet(what: str, holdings: Holdings, stream: BinaryIO) -> int:
    columns, rows = _TABLES[what]
    kinds = {name: column.kind for name, column in columns.items()}
    return write_parquet(kinds, rows(holdings), stream, head=holdings.head)


def _geojson(what: str, holdings: Holdings, stream: BinaryIO) -> int:
    if what != "incidents":
        raise BadRequest(f"only incidents have a place to draw: {what} cannot be written as .geojson; "
                         "choose .jsonl, .csv or .parquet")
    stream.write(dump(collection(holdings), indent=1) + b"\n")
    return len(holdings.incidents)


# ending -> (writer, what it is)
FORMS: dict[str, tuple[Callable[[str, Holdings, BinaryIO], int], str]] = {
    ".jsonl": (_lines, "one JSON object a line, records whole"),
    ".csv": (_csv, "a table for spreadsheets, cells that would run as formulas defused"),
    ".parquet": (_parquet, "the same table with types, for notebooks and databases"),
    ".geojson": (_geojson, "incidents on a map, with the precision of each place"),
}


def export(what: str, holdings: Holdings, *, to: Path) -> int:
    """Write claims, incidents or reports to a file and return how many rows or objects it holds.

    Args:
        what: one of ``KINDS``.
        holdings: what the ledger held.
        to: the file; its ending is one of ``FORMS``.

    Raises:
        BadRequest: the ending or the kind is none that can be written.
    """
    if what not in _TABLES:
        raise BadRequest(f"{what!r} cannot be exported: choose {', '.join(KINDS)}")
    if to.suffix.lower() not in FORMS:
        raise BadRequest(f"{to}: the ending says the form: {', '.join(FORMS)}")
    writer, _ = FORMS[to.suffix.lower()]
    return put_whole(to, lambda stream: writer(what, holdings, stream))


def _whole(what: str, holdings: Holdings) -> Iterable[object]:
    """Yield the records themselves; an incident carries its figures, its origins and its grade."""
    if what == "reports":
        return holdings.reports.values()
    if what == "claims":
        return holdings.claims
    return (
        {
            "incident": plain(incident),
            "grade": plain(holdings.grades.get(incident.name)),
            "figures": plain(list(holdings.figures.get(incident.name, ()))),
            "origins": plain(list(holdings.origins.get(incident.name, ()))),
        }
        for incident in holdings.incidents
    )

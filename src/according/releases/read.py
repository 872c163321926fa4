"""Read a release: a CSV or JSON-lines file that ``according export`` wrote, or what a ledger holds now.

In: bytes, or ``Holdings``. Out: ``Release``, rows by id with every cell as text. The rows of one incident, one a
figure, become one, its figures beside each other.

Example: ``read_release(b"id,report,evidence_start\\nc-1,r-1,0\\n", name="a.csv").form == "claims"``
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping

from according.errors import BadInput
from according.export.lines import dump
from according.export.rows import FIGURE_COLUMNS, figure_rows
from according.export.table import write_table
from according.holdings import Holdings
from according.releases.changes import Cells, Release

# form -> columns that it alone has, and the columns that make the id of a row; the first that fits is taken
_CSV = {
    "ucdp-ged": ({"relid", "code_status"}, ("relid",)),
    "acled": ({"event_id_cnty", "sub_event_type"}, ("event_id_cnty",)),
    "links": ({"incident", "a", "b", "score"}, ("incident", "a", "b")),
    "claims": ({"id", "report", "evidence_start"}, ("id",)),  # before incidents, whose columns claims have too
    "incidents": ({"incident", "harm", "victims_class"}, ("incident",)),
    "reports": ({"id", "sha256"}, ("id",)),
}
_JSON = {
    "incidents as JSON": {"incident", "figures", "origins"}, "plover": {"id", "quad_code"},
    "ucdp-aec": {"id", "deaths_low"}, "claims as JSON": {"id", "report", "evidence"},
    "reports as JSON": {"id", "sha256"},
}
_OF_FIGURE = ("low", "best", "high", "high_open", "profile", "rule", "origins", "origins_unknown", "marks")
_CELL = 10_000_000  # characters of one cell at most


def release_of(holdings: Holdings) -> Release:
    """Return the incidents of a ledger as a release, as ``export incidents`` writes them to CSV."""
    stream = io.BytesIO()
    write_table(tuple(FIGURE_COLUMNS), figure_rows(holdings), stream)
    return read_release(stream.getvalue(), name="the ledger")


def read_release(content: bytes, *, name: str) -> Release:
    """Return the release that a file holds.

    Args:
        content: the bytes of a CSV or JSON-lines file.
        name: what to call it in messages.

    Raises:
        BadInput: it is none that ``according export`` writes, or two rows have one id.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"{name}: is no text: give a ledger, or a .csv or .jsonl of `according export`") from None
    if text.lstrip().startswith("{"):
        return _lines(text, name)
    csv.field_size_limit(_CELL)
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise BadInput(f"{name}: is no CSV: {error}") from None
    head = next(csv.reader(io.StringIO(text, newline="")), [])
    form = next((form for form, (columns, _) in _CSV.items() if columns <= set(head)), None)
    if form is None:
        raise BadInput(f"{name}: is no release: give a ledger, or what `according export` wrote "
                       f"({', '.join(_CSV)} as .csv; .jsonl)")
    if any(None in row or None in row.values() for row in rows):
        raise BadInput(f"{name}: a row has more or fewer cells than the header")
    told = [row for row in rows if not all(cell == "" or cell.startswith("#") for cell in row.values())]  # HXL tags
    return Release(form=form, rows=_figures(told) if form == "incidents" else _by_id(told, _CSV[form][1], name))


def _by_id(rows: Iterable[dict[str, str]], key: tuple[str, ...], name: str) -> dict[str, Cells]:
    found: dict[str, Cells] = {}
    for row in rows:
        _put(found, " ".join(row[column] for column in key), row, name)
    return found


def _put(found: dict[str, Cells], key: str, row: Cells, name: str) -> None:
    if key in found:
        raise BadInput(f"{name}: two rows have the id {key[:60]!r}")
    found[key] = row


def _figures(rows: Iterable[dict[str, str]]) -> dict[str, Cells]:
    """Return one row an incident: what is said of it once, and each figure under the name of what it counts."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        shared = {column: cell for column, cell in row.items()
                  if column not in (*_OF_FIGURE, "harm", "victims_class", "side", "incident")}
        told = found.setdefault(row["incident"], shared)
        if row["harm"]:
            whose = "all" if "total" in row["marks"].split("; ") else f"{row['victims_class']} {row['side']}".strip()
            told |= {f"{row['harm']} {whose}: {column}": row[column] for column in _OF_FIGURE}
    return dict(found)


def _lines(text: str, name: str) -> Release:
    try:
        rows = [json.loads(line) for line in text.split("\n") if line.strip()]
    except ValueError as error:
        raise BadInput(f"{name}: is no JSON-lines file: {error}") from None
    if not all(isinstance(row, dict) for row in rows):
        raise BadInput(f"{name}: is no JSON-lines file: a line holds no object")
    form = next((form for form, keys in _JSON.items() if keys <= set(rows[0])), None)
    if form is None:
        raise BadInput(f"{name}: is no release: its lines are of no form that `according export` writes")
    found: dict[str, Cells] = {}
    for row in rows:
        _put(found, _json_id(row, name), {key: _cell(value) for key, value in row.items()}, name)
    return Release(form=form, rows=found)


def _json_id(row: Mapping[str, object], name: str) -> str:
    incident = row.get("incident")
    told = incident.get("name") if isinstance(incident, dict) else row.get("id")
    if told is None:
        raise BadInput(f"{name}: a line has no id")
    return str(told)


def _cell(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else dump(value).decode()

"""Every number of people in every form of export is carried by claims that the form names, whatever the holdings are.

Forms of others have no column for a claim; there the row names its incident, and the claims are those that its figure
names. A number is carried where it is an end of one of those claims, or a sum of ends of several.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import openpyxl
import pyarrow.parquet
from hypothesis import HealthCheck, given, settings

from according.export import FORMS, render
from according.export.ged import number_of
from according.holdings import Holdings
from claim_factory import make_claim, make_report
from export_factory import make_holdings, make_incident_of
from made_up_holdings import holdings

Row = Mapping[str, object]
_HARMS = {"injured": "wounded", "captured": "captured", "missing": "missing"}


def carried(value: int, ids: Iterable[str], held: Holdings) -> bool:
    """Say whether a number is an end of one of the claims, or the sum of an end of each of several."""
    claims = {claim.id: claim for claim in held.claims}
    sums = {0}
    named = [claims[name] for name in ids if name in claims]
    for claim in named:
        ends = {end for end in (claim.count.low, claim.count.best, claim.count.high) if end is not None}
        sums |= {one + end for one in sums for end in ends}
    return bool(named) and value in sums - ({0} if not any(0 in _ends(c) for c in named) else set())


def _ends(claim: object) -> tuple[int | None, ...]:
    count = claim.count  # type: ignore[attr-defined]
    return count.low, count.best, count.high


def tables(name: str, ending: str, held: Holdings) -> Iterator[tuple[str, list[Row]]]:
    """Write a form and read it back, table by table."""
    stream = io.BytesIO()
    render(name, held, stream, ending=ending)
    data = stream.getvalue()
    if ending == ".jsonl":
        yield name, [json.loads(line) for line in data.decode().splitlines() if line]
    elif ending == ".geojson":
        yield "geojson", [{"id": f["id"], **f["properties"]} for f in json.loads(data)["features"]]
    elif ending == ".csv":
        yield name, list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    elif ending == ".parquet":
        yield name, pyarrow.parquet.read_table(io.BytesIO(data)).to_pylist()
    elif ending == ".zip":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.namelist():
                if entry.endswith(".parquet"):
                    table = pyarrow.parquet.read_table(io.BytesIO(archive.read(entry)))
                    yield entry.removesuffix(".parquet"), table.to_pylist()
    else:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        for sheet in book.sheetnames:
            rows = list(book[sheet].iter_rows(values_only=True))
            yield sheet, [dict(zip(map(str, rows[0]), row, strict=False)) for row in rows[1:]] if rows else []


def numbers(table: str, row: Row, held: Holdings) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """Yield each number of people of a row with the ids that are to carry it."""
    if table == "claims":
        count = row["count"] if isinstance(row["count"], dict) else row
        yield from ((f"claim {end}", int(str(count[end])), (str(row["id"]),))
                    for end in ("low", "best", "high") if count[end] not in (None, ""))
    elif table == "incidents" and "figures" in row:  # lines: whole figures
        yield from _of_figures(row["figures"])
    elif table == "incidents":
        for end in ("low", "best", "high"):
            if row[end] not in (None, ""):
                yield f"incident {end}", int(str(row[end])), tuple(filter(None, str(row[f"{end}_claims"]).split("; ")))
    elif table in ("ucdp-ged", "ucdp-aec", "acled", "plover", "geojson"):
        yield from _of_others(table, row, held)


def _of_figures(figures: object) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    assert isinstance(figures, list)
    for figure in figures:
        for end in ("low", "best", "high"):
            if figure[end]["value"] is not None:
                yield f"figure {end}", figure[end]["value"], tuple(figure[end]["claims"])


def _of_others(table: str, row: Row, held: Holdings) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    keys = {"ucdp-ged": "relid", "ucdp-aec": "id", "acled": "event_id_cnty"}
    key = str(row[keys.get(table, "id")])
    incident = next(i for i in held.incidents if key in (i.name, str(number_of(i.name))) or key.endswith(i.name[2:]))
    figures = (*held.figures.get(incident.name, ()), *held.spread.get(incident.name, ()))
    named = {harm: {c for f in figures if f.harm.value == harm for b in (f.low, f.best, f.high) for c in b.claims}
             for harm in ("killed", "wounded", "captured", "displaced", "missing", "casualties")}
    dead = tuple(sorted(named["killed"] | named["casualties"]))
    for column in ("best", "low", "high", "deaths_low", "deaths_high", "fatalities"):
        value = row.get(column)
        if value not in (None, "", 0, "0"):
            yield f"{table} {column}", int(str(value)), dead
    for word, value in (row.get("size") or {}).items() if table == "plover" else ():  # type: ignore[attr-defined]
        if value is not None:
            yield f"size {word}", value, tuple(sorted(set().union(*named.values())))
    if table == "geojson":
        yield from _of_figures(row["figures"])
    if table == "acled":
        for value in re.findall(r"between (\d+) and (\d+) fatalities", str(row["notes"])):
            yield from ((f"{table} notes", int(v), dead) for v in value)
        for low, high, word in re.findall(r"(\d+)(?: to (\d+))? (injured|captured|missing)", str(row["notes"])):
            ids = tuple(c.id for c in held.claims if c.id in incident.claims and c.harm.value == _HARMS[word])
            yield from ((f"{table} notes", int(v), ids) for v in (low, high) if v)


def uncarried(held: Holdings, seen: set[str] | None = None) -> set[str]:
    """Return the forms and endings with a number that no named claim carries; ``seen`` gathers those with any."""
    found = set()
    for name, form in FORMS.items():
        for ending in form.endings:
            for table, rows in tables(name, ending, held):
                for value, ids in ((v, i) for row in rows for _, v, i in numbers(table, row, held)):
                    if seen is not None:
                        seen.add(f"{name} {ending}")
                    if not carried(value, ids, held):
                        found.add(f"{name} {ending}")
    return found


@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(holdings())
def test_every_number_is_carried_by_a_named_claim(held: Holdings) -> None:
    assert uncarried(held) == set()


def plain_holdings(**changed: int) -> Holdings:
    report = make_report()
    told = [make_claim(report, low=12, side="Lions of the Valley", klass="combatant", perpetrator="gunmen"),
            make_claim(report, low=3, at=9, klass="civilian"), make_claim(report, low=7, at=30, harm="wounded")]
    held = make_holdings([make_incident_of(f"i-{'a' * 16}", told)], told, [report])
    figures = {name: tuple(replace(f, **{end: replace(getattr(f, end), value=value) for end, value in changed.items()})
                           for f in found) for name, found in held.figures.items()}
    return replace(held, figures=figures, spread=figures if held.spread else {})


def test_a_number_that_no_claim_carries_is_found_in_every_form_that_shows_it() -> None:
    with_numbers: set[str] = set()
    assert uncarried(plain_holdings(), with_numbers) == set()
    everything = {f"{name} {ending}" for name, form in FORMS.items() for ending in form.endings}
    assert everything - with_numbers == {f"{n} {e}" for n in ("acts", "links", "reports") for e in FORMS[n].endings}
    assert uncarried(plain_holdings(low=987_654, best=987_654, high=987_654)) == {
        place for place in with_numbers if not place.startswith("claims ")}
    assert not carried(12, (), plain_holdings())

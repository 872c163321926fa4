"""UCDP GED: one row an incident in the 49 columns of the Georeferenced Event Dataset, by name and in its order.

In: ``Holdings``. Out: rows for CSV, a workbook or Parquet. Ids of UCDP's are never invented: where UCDP gives an actor,
a dyad or a conflict a number, the cell is empty. What the format cannot take (no dead, no date, no country) is named
with the reason.

Source: the header of GED 23.1 and its codebook (formats.md 1); PRIO-GRID numbers cells of half a degree, row by row
from the south-west corner.

Example: ``cell_of(2.29, 10.51) == 145085`` (longitude first)
"""

from __future__ import annotations

from collections.abc import Iterator
from math import floor

from according.export.event import CIVILIANS, NON_STATE, ONE_SIDED, Event, events, spot
from according.export.forms import Column, Form, LeftOut, Row, Sheet
from according.holdings import Holdings, Side, State
from according.records import Place, Report

COLUMNS: dict[str, Column] = {
    "id": Column(int, "our incident as a number: the first 12 digits of its name, read as hexadecimal", wide=True),
    "relid": Column(str, "our incident's name; it outlives re-joining"),
    "year": Column(int, "of date_start"),
    "active_year": Column(int, "1 where the dyad reaches 25 dead (best) in that year in this file, else 0"),
    "code_status": Column(str, "candidate or reviewed (a person looked at it); then what is to be checked"),
    "type_of_violence": Column(int, "1 state-based, 2 non-state, 3 one-sided; empty: not told well enough"),
    "conflict_dset_id": Column(str, "empty: UCDP's id"),
    "conflict_new_id": Column(int, "empty: UCDP's id"),
    "conflict_name": Column(str, "the dyad's name; empty for state-based violence, whose conflicts UCDP names"),
    "dyad_dset_id": Column(str, "empty: UCDP's id"),
    "dyad_new_id": Column(int, "empty: UCDP's id"),
    "dyad_name": Column(str, "side_a - side_b"),
    "side_a_dset_id": Column(str, "empty: UCDP's id"),
    "side_a_new_id": Column(int, "empty: UCDP's id"),
    "side_a": Column(str, "a government, or the side named most; for one-sided violence who did it"),
    "side_b_dset_id": Column(str, "empty: UCDP's id"),
    "side_b_new_id": Column(int, "empty: UCDP's id"),
    "side_b": Column(str, "the other side, or Civilians"),
    "number_of_sources": Column(int, "reports"),
    "source_article": Column(str, "\"outlet,date,headline\" of each report, by semicolon"),
    "source_office": Column(str, "outlets, one a report, by semicolon"),
    "source_date": Column(str, "days of publication, one a report, by semicolon"),
    "source_headline": Column(str, "headlines, one a report, by semicolon"),
    "source_original": Column(str, "who vouches for the numbers: the origins, by semicolon"),
    "where_prec": Column(int, "1 exact, 2 within 25 km, 3 district, 4 province, 5 vague, 6 country, 7 water or air"),
    "where_coordinates": Column(str, "the place that the coordinates are of"),
    "where_description": Column(str, "the place in the words of the reports, by semicolon"),
    "adm_1": Column(str, "province"),
    "adm_2": Column(str, "district"),
    "latitude": Column(float, "degrees north; empty where only the country is known"),
    "longitude": Column(float, "degrees east"),
    "geom_wkt": Column(str, "POINT (longitude latitude)"),
    "priogrid_gid": Column(int, "PRIO-GRID cell of the coordinates"),
    "country": Column(str, "UCDP's name of the country"),
    "country_id": Column(int, "Gleditsch and Ward's number; empty for territories that are not in their list"),
    "region": Column(str, "Africa, Americas, Asia, Europe, Middle East"),
    "event_clarity": Column(int, "1 a day or a few and a province at least are known; 2 less"),
    "date_prec": Column(int, "1 a day, 2 two to six days, 3 a week, 4 a month, 5 a year"),
    "date_start": Column(str, "first possible day, YYYY-MM-DD"),
    "date_end": Column(str, "last possible day"),
    "deaths_a": Column(int, "dead of side_a; a, b, civilians and unknown add up to best"),
    "deaths_b": Column(int, "dead of side_b"),
    "deaths_civilians": Column(int, "dead civilians"),
    "deaths_unknown": Column(int, "dead whose class or side is not told, or whose classes pass the total"),
    "best": Column(int, "best figure; the low where the profile gives no best"),
    "high": Column(int, "largest figure"),
    "low": Column(int, "smallest figure"),
    "gwnoa": Column(str, "Gleditsch and Ward's number of a government that is side_a"),
    "gwnob": Column(str, "of a government that is side_b"),
}
TAGS = {  # as the humanitarian copy of GED tags them (formats.md 5); low and high are ours
    "year": "#date+year", "side_a": "#group+name+first", "side_b": "#group+name+second",
    "source_article": "#meta+source", "source_headline": "#description", "where_coordinates": "#loc+name",
    "adm_1": "#adm1+name", "adm_2": "#adm2+name", "latitude": "#geo+lat", "longitude": "#geo+lon",
    "country": "#country+name", "region": "#region+name", "date_start": "#date+start", "date_end": "#date+end",
    "best": "#affected+killed", "low": "#affected+killed+min", "high": "#affected+killed+max",
}
PREC_LABELS = {1: "exact place", 2: "within 25 km", 3: "district", 4: "province", 5: "vague", 6: "country",
               7: "water or airspace"}
_ACTIVE = 25  # dead in a year from which UCDP calls a dyad active
_GRID = 2  # cells of PRIO-GRID a degree
_ROWS, _COLUMNS = 180 * _GRID, 360 * _GRID


def ged_rows(holdings: Holdings) -> Iterator[Row]:
    """Yield one row an incident that GED can take."""
    found = [ged_row(event) for event in events(holdings) if refusal(event) is None]
    deaths: dict[tuple[object, object], int] = {}
    for row in found:
        key = (row["dyad_name"], row["year"])
        deaths[key] = deaths.get(key, 0) + int(str(row["best"]))
    for row in found:
        active = bool(row["dyad_name"]) and deaths[(row["dyad_name"], row["year"])] >= _ACTIVE
        yield {**row, "active_year": int(active)}


def left_out(holdings: Holdings) -> LeftOut:
    """Return the incidents that GED cannot take, each with the reason."""
    told = ((event.incident.name, refusal(event)) for event in events(holdings))
    return tuple((name, reason) for name, reason in told if reason is not None)


def refusal(event: Event) -> str | None:
    """Say why GED, which holds deadly events at a known time in a known country, cannot take an event."""
    if not event.toll.high:
        return "no number of dead" if event.toll.high is None else "nobody was killed"
    if event.incident.when.start is None:
        return "no date"
    return "no country" if event.state is None else None


def ged_row(event: Event) -> Row:
    """Return an event in the columns of GED; ``active_year`` is 0 until the other events are known."""
    when, state = event.incident.when, event.state
    side_a, side_b = _sides(event)
    dyad = f"{side_a} - {side_b}" if side_a and side_b else None
    return {
        **dict.fromkeys(COLUMNS),
        "id": number_of(event.incident.name), "relid": event.incident.name,
        "year": int(when.start[:4]) if when.start else None, "active_year": 0, "code_status": _status(event),
        "type_of_violence": event.violence, "dyad_name": dyad,
        "conflict_name": dyad if event.violence in (NON_STATE, ONE_SIDED) else None, "side_a": side_a, "side_b": side_b,
        **_sources(event), **place_cells(event.incident.place, event),
        "country": state.ucdp_name if state else None, "country_id": state.gw if state else None,
        "region": (state.ucdp_region or None) if state else None,
        "event_clarity": _clarity(event), "date_prec": when.date_prec, "date_start": when.start, "date_end": when.end,
        "deaths_a": event.split.a, "deaths_b": event.split.b, "deaths_civilians": event.split.civilians,
        "deaths_unknown": event.split.unknown, "best": event.toll.best, "high": event.toll.high, "low": event.toll.low,
        "gwnoa": _government(event.side_a, event), "gwnob": _government(event.side_b, event),
    }


def number_of(name: str) -> int:
    """Return an incident's name as a whole number that spreadsheets hold without loss (48 bits, 15 digits)."""
    return int(name.removeprefix("i-")[:12], 16)


def cell_of(lon: float, lat: float) -> int:
    """Return the PRIO-GRID cell of a point, in degrees: cells of half a degree, numbered from 1 in the south-west."""
    row = min(floor((lat + 90) * _GRID), _ROWS - 1)
    column = min(floor((lon + 180) * _GRID), _COLUMNS - 1)
    return row * _COLUMNS + column + 1


def place_cells(place: Place | None, event: Event) -> Row:
    """Return the columns of the place; a country's centre is no point (formats.md 7)."""
    if place is None:
        return {}
    lat, lon = (place.lat, place.lon) if place.where_prec != 6 else (None, None)
    known = lat is not None and lon is not None
    return {
        "where_prec": place.where_prec, "where_coordinates": spot(place), "where_description": _described(event),
        "adm_1": place.adm1, "adm_2": place.adm2, "latitude": round(lat, 6) if lat is not None and known else None,
        "longitude": round(lon, 6) if lon is not None and known else None,
        "geom_wkt": f"POINT ({lon:.6f} {lat:.6f})" if known else None,
        "priogrid_gid": cell_of(lon, lat) if lat is not None and lon is not None else None,
    }


def side_label(side: Side, states: State | None) -> str:
    """Return a side as UCDP names it: a government after its country."""
    return f"Government of {states.ucdp_name}" if side.role == "state" and states is not None else side.side_name


def _sides(event: Event) -> tuple[str | None, str | None]:
    first = side_label(event.side_a, event.states.get(event.side_a.country or "")) if event.side_a else None
    if event.violence == ONE_SIDED:
        return first, CIVILIANS
    return first, side_label(event.side_b, event.states.get(event.side_b.country or "")) if event.side_b else None


def _status(event: Event) -> str:
    checks = [*(["high, an 'at least' with nothing above it"] if event.killed and event.killed.high_open else ()),
              *(["classes pass the total"] if event.split.passed else ()),
              *(["type of violence"] if event.violence is None else ()),
              *(["sides"] if event.side_a is None or (event.side_b is None and event.violence != ONE_SIDED) else ())]
    return event.review + (f"; check {', '.join(checks)}" if checks else "")


def _sources(event: Event) -> Row:
    reports = event.reports
    return {
        "number_of_sources": len(reports) or -1,
        "source_article": ";".join(f'"{_cited(report)}"' for report in reports) or None,
        "source_office": _aligned(report.outlet for report in reports),
        "source_date": _aligned(report.published for report in reports),
        "source_headline": _aligned(report.title for report in reports),
        "source_original": _listed(origin.name for origin in event.origins),
    }


def _cited(report: Report) -> str:
    outlet = report.outlet or report.url or report.id
    return ",".join((part or "").replace('"', "'") for part in (outlet, report.published, report.title))


def _aligned(names: Iterator[str | None]) -> str | None:
    """Return one entry a report, empty where it is not known, so that the three lists of sources run side by side."""
    entries = [_entry(name or "") for name in names]
    return ";".join(entries) if any(entries) else None


def _entry(text: str) -> str:
    return " ".join(text.replace(";", ",").split())


def _listed(names: Iterator[str | None]) -> str | None:
    """Return names once each, in order, by semicolon."""
    return ";".join(dict.fromkeys(_entry(name) for name in names if name)) or None


def _described(event: Event) -> str | None:
    return _listed(claim.place.printed.text for claim in event.claims
                   if claim.place is not None and claim.place.printed is not None)


def _clarity(event: Event) -> int:
    place, when = event.incident.place, event.incident.when
    near = place is not None and place.where_prec is not None and place.where_prec <= 4
    return 1 if near and when.date_prec in (1, 2) else 2


def _government(side: Side | None, event: Event) -> str | None:
    state = event.states.get(side.country or "") if side is not None and side.role == "state" else None
    return str(state.gw) if state is not None and state.gw is not None else None


FORM = Form(
    about="UCDP GED, 49 columns: deadly incidents at a known time in a known country",
    endings=(".csv", ".xlsx", ".parquet"), left_out=left_out,
    sheets=(Sheet(name="ucdp-ged", columns=COLUMNS, rows=ged_rows, tags=TAGS),))

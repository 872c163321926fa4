"""The overview: what a query finds, as filters, map, timeline and list.

In: a listing and a query. Out: ``Overview``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields

from according.charts import Dated, Drawing, timeline
from according.phrasing import headline_figures
from according.sift import GRADES, ORDERS, PENDING, Query, Summary
from according.web.compose.lists import incident_rows
from according.web.links import address
from according.web.pages import Overview
from according.web.parts import Chart, Choice, Download, Filter, Frame
from according.words import Harm, Status, VictimsClass

ROWS = 50  # incidents of one part of the list
_GRADES = {
    "Confirmed": "a party admits it", "Fair": "two or more independent origins", "Weak": "one origin",
    "Contested": "origins name different perpetrators",
    "Discounted": "only combatants, or every claim denied or withdrawn",
}
_LABELS = {
    "since": "from", "until": "to", "place": "near", "box": "inside the map's window", "actor": "actor", "harm": "harm",
    "victims": "victims", "grade": "grade", "outlet": "outlet", "origin": "origin", "status": "status",
    "pending": "not known", "text": "words",
}


def make_overview(frame: Frame, query: Query, found: Sequence[Summary], *, around: Sequence[Summary], total: int,
                  names: Mapping[str, tuple[str, ...]], part: int = 1) -> Overview:
    """Return the overview.

    Args:
        frame: what stands around the page.
        query: what was asked.
        found: what it finds, in order.
        around: what it would find without its days: the timeline shows these, the days asked for shaded.
        total: incidents of the ledger.
        names: names to choose from, see ``sift.known_names``.
        part: of the list, from 1.
    """
    parts = max(1, -(-len(found) // ROWS))
    part = min(max(1, part), parts)
    return Overview(
        frame=frame, query=query, filters=_filters(query, found), orders=tuple(ORDERS.items()),
        rows=incident_rows(found[(part - 1) * ROWS:part * ROWS]), found=len(found), total=total, part=part, parts=parts,
        names=dict(names), chosen=_chosen(query), world=None, time=_timeline(query, around),
        downloads=_downloads(query))


def chart_of(drawing: Drawing, downloads: tuple[Download, ...] = ()) -> Chart:
    """Return a drawing as a page prints it."""
    return Chart(name=drawing.name, title=drawing.title, text=drawing.text, columns=drawing.columns, rows=drawing.rows,
                 page=drawing.page, downloads=downloads)


def _timeline(query: Query, around: Sequence[Summary]) -> Chart:
    return chart_of(timeline(
        (Dated(day=s.when.start, **_killed(s)) for s in around), since=query.since, until=query.until))


def _killed(summary: Summary) -> dict[str, int | None]:
    """Return the ends of the figure of all who were killed, where there is one."""
    killed = [f for f in headline_figures(summary.figures) if f.harm is Harm.KILLED]
    if len(killed) != 1:  # of several classes without a total the sum is nobody's figure
        return {"low": None, "best": None, "high": None}
    return {"low": killed[0].low.value, "best": killed[0].best.value, "high": killed[0].high.value}


def _filters(query: Query, found: Sequence[Summary]) -> tuple[Filter, ...]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("harm", "victims", "grade", "status", "pending")}
    for summary in found:
        counts["harm"].update(summary.harms)
        counts["victims"].update(summary.classes)
        counts["grade"][summary.grade.word] += 1
        counts["status"].update(summary.statuses)
        counts["pending"].update(summary.pending)

    def group(name: str, label: str, values: Iterable[tuple[str, str]]) -> Filter:
        chosen = getattr(query, name)
        return Filter(name=name, label=label, choices=tuple(
            Choice(value=value, label=value, help=meaning, count=counts[name][value], chosen=value in chosen)
            for value, meaning in values))

    return (
        group("harm", "Harm", ((word.value, word.meaning) for word in Harm)),
        group("victims", "Victims", ((word.value, word.meaning) for word in VictimsClass)),
        group("grade", "Grade", ((word, _GRADES[word]) for word in GRADES)),
        group("status", "Status of claims", ((word.value, word.meaning) for word in Status)),
        group("pending", "Not known", ((word, f"no claim tells the {word}") for word in PENDING)),
    )


def _chosen(query: Query) -> tuple[tuple[str, str], ...]:
    """Return each filter that is set with the address of the page without it."""
    out = []
    for field in fields(Query):
        value = getattr(query, field.name)
        if value == field.default or field.name not in _LABELS:
            continue
        told = ", ".join(value) if isinstance(value, tuple) else value
        out.append((f"{_LABELS[field.name]}: {told}", address("/", query, **{field.name: None})))
    return tuple(out)


def _downloads(query: Query) -> tuple[Download, ...]:
    forms = (("CSV", "csv", "a table for spreadsheets"), ("XLSX", "xlsx", "a workbook"),
             ("JSON", "json", "incidents with their figures, whole records"),
             ("GeoJSON", "geojson", "incidents on a map, with the precision of each place"))
    return tuple(Download(label=label, href=address("/", query, form=form), what=what) for label, form, what in forms)

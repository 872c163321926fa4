"""The overview: what a query finds, as filters, map, timeline and list.

In: a listing, a query and the sketches that it finds. Out: ``Overview``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from according.catalogue import Listing
from according.charts import Box, Drawing, timeline, world_map
from according.records import Sketch
from according.sift import GRADES, ORDERS, PENDING, Query
from according.web.compose.gathered import by_day, by_place
from according.web.compose.lists import incident_rows
from according.web.links import address
from according.web.pages import Overview
from according.web.parts import Chart, Choice, Download, Filter, Frame
from according.words import Harm, Status, VictimsClass

ROWS = 50  # incidents of one part of the list
_MAP, _PHONE_MAP, _TIMELINE = (660, 330), (358, 340), 300  # pixels: side by side they fill a small laptop's column
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a query finds, and what is drawn and counted of it; the same as long as the ledger is."""

    sketches: tuple[Sketch, ...]  # in order
    filters: tuple[Filter, ...]
    world: Chart
    time: Chart


def make_found(query: Query, found: tuple[Sketch, ...], *, around: Sequence[Sketch]) -> Found:
    """Return what is drawn and counted of what a query finds.

    Args:
        query: what was asked.
        found: what it finds, in order.
        around: what it would find without its days: the timeline shows these, the days asked for shaded.
    """
    return Found(sketches=found, filters=_filters(query, found), world=_world(query, found),
                 time=_timeline(query, around))


def make_overview(frame: Frame, query: Query, found: Found, *, listing: Listing,
                  names: Mapping[str, tuple[str, ...]], part: int = 1) -> Overview:
    """Return the overview.

    Args:
        frame: what stands around the page.
        query: what was asked.
        found: what it finds.
        listing: in which it was found.
        names: names to choose from, see ``sift.known_names``.
        part: of the list, from 1.
    """
    every = found.sketches
    parts = max(1, -(-len(every) // ROWS))
    part = min(max(1, part), parts)
    return Overview(
        frame=frame, query=query, filters=found.filters, orders=tuple(ORDERS.items()),
        rows=incident_rows(listing.whole(sketch.name for sketch in every[(part - 1) * ROWS:part * ROWS])),
        found=len(every), total=len(listing.sketches), part=part, parts=parts,
        names=dict(names), chosen=_chosen(query), world=found.world, time=found.time, downloads=_downloads(query))


def chart_of(drawing: Drawing, downloads: tuple[Download, ...] = (), *, narrow: Drawing | None = None) -> Chart:
    """Return a drawing as a page prints it, with the same drawn for a phone where that needs its own."""
    return Chart(name=drawing.name, title=drawing.title, text=drawing.text, columns=drawing.columns, rows=drawing.rows,
                 page=drawing.page, narrow=narrow.page if narrow else None, downloads=downloads)


def _timeline(query: Query, around: Sequence[Sketch]) -> Chart:
    return chart_of(timeline(by_day(around), since=query.since, until=query.until, width=_TIMELINE))


def _world(query: Query, found: Sequence[Sketch]) -> Chart:
    spots = by_place(found)
    box = Box.parse(query.box) if query.box else None
    wide, narrow = (world_map(spots, box=box, width=width, height=height,
                              zoom_href=lambda seen: address("/", query, box=str(seen)))
                    for width, height in (_MAP, _PHONE_MAP))
    return chart_of(wide, narrow=narrow)


def _filters(query: Query, found: Sequence[Sketch]) -> tuple[Filter, ...]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("harm", "victims", "grade", "status", "pending")}
    alike = Counter((s.harms, s.classes, (s.grade,), s.statuses, s.pending) for s in found)  # some hundreds of 100,000
    for cells, number in alike.items():
        for counter, words in zip(counts.values(), cells, strict=True):
            for word in words:
                counter[word] += number

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

"""Incidents gathered by place and by day before they are drawn: a map of 100,000 has no more circles than one of 1,000.

In: sketches. Out: what the map and the timeline draw, one for each place and each day.

Example: ``by_place(sketches)`` of three incidents in Homs is one ``Spot`` with ``incidents == 3`` and the sums of their
ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from according.charts import Dated, Spot
from according.records import Place, Sketch
from according.web.links import address_of

Ends = tuple[int | None, int | None, int | None]


def by_place(sketches: Iterable[Sketch]) -> list[Spot]:
    """Return a spot for each place; one of a single incident leads to it."""
    page = address_of("incidents", "")  # nothing in a name needs escaping
    told: dict[Place | None, tuple[Counter[Ends], str]] = {}
    for sketch in sketches:
        known = told.get(sketch.place)
        if known is None:
            told[sketch.place] = (Counter((sketch.killed,)), sketch.name)
        else:
            known[0][sketch.killed] += 1
            if sketch.name < known[1]:
                told[sketch.place] = (known[0], sketch.name)
    return [
        spot(name, place, next(iter(ends)) if (many := ends.total()) == 1 else _added(ends), incidents=many,
             href=page + name if many == 1 else None)
        for place, (ends, name) in told.items()]


def by_day(sketches: Iterable[Sketch]) -> list[Dated]:
    """Return what the timeline draws for each first day."""
    days: dict[str | None, Counter[Ends]] = {}
    for (day, killed), number in Counter((s.when.start, s.killed) for s in sketches).items():
        days.setdefault(day, Counter())[killed] += number
    return [_dated(day, ends) for day, ends in days.items()]


def spot(name: str, place: Place | None, ends: Ends, *, href: str | None, incidents: int = 1) -> Spot:
    """Return where the map draws incidents of one place, how large, and where it leads."""
    return Spot(name=name, lat=place.lat if place else None, lon=place.lon if place else None,
                where_prec=place.where_prec if place else None, label=(place.name if place else None) or "not given",
                low=ends[0], best=ends[1], high=ends[2], href=href, incidents=incidents)


def _dated(day: str | None, ends: Counter[Ends]) -> Dated:
    low, best, high = _added(ends)
    opened = sum(number for (least, _, most), number in ends.items() if most is None and least is not None)
    return Dated(day=day, low=low, best=best, high=high, incidents=ends.total(), opened=opened)


def _added(ends: Counter[Ends]) -> tuple[int, int, int]:
    """Return lows, bests and highs summed; what is not known at one end is taken from the nearest end that is."""
    low = best = high = 0
    for (least, middle, most), number in ends.items():
        low += number * (least or 0)
        best += number * next((end for end in (middle, least, most) if end is not None), 0)
        high += number * max((end for end in (least, middle, most) if end is not None), default=0)
    return low, best, high

"""The map: a circle for each place with incidents, by the best figure, with its low and high.

In: one ``Spot`` for each incident or for those of one place, and the box to show. Out: a ``Drawing``. A full disc
reaches to low, a line runs at best, a pale disc reaches to high; areas are to scale. What is known to a district or
less stands in a wide dashed circle. A country's middle is no place: incidents known by country alone are counted in the
text and never drawn. Spots that would lie on each other are one circle with their sums.

Example: ``world_map([Spot(name="i-1", lat=35.4, lon=35.9, where_prec=1, low=13, best=13, high=70, label="Jableh")])``
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from math import sqrt

from according.charts.box import Box, View, around, fit
from according.charts.drawing import Drawing
from according.charts.outlines import Rect, backdrop, free, place_names
from according.charts.palette import light

_LARGEST, _LEAST = 26.0, 3.0  # pixels: radius of the highest figure on a map, of one without any
_CELL = 14  # pixels: spots in one cell of this size are one circle
_MOST = 150  # circles on a map; more are gathered in larger cells
_KM = {3: 20, 4: 60, 5: 60, 7: 40}  # radius of the dashed circle by where_prec, for want of the area's own shape
_AREAS = (4, 5, 7)
_NOTE = "Borders are a backdrop and no statement."
_CREDIT, _ROOM = " Lines: Natural Earth, simplified.", 560  # pixels that both need beside the bar for the distance
_LABELS = 14
_KEY = 27  # pixels from one control to the next; each is 24 wide, which a finger can hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """What the map knows of one incident, or of several at one place; low, best and high are of the killed."""

    name: str  # of the incident; of several the first by name
    lat: float | None  # degrees
    lon: float | None
    where_prec: int | None
    low: int | None
    best: int | None
    high: int | None
    label: str  # the place
    href: str | None = None  # where the circle leads
    incidents: int = 1  # of several low, best and high are sums


@dataclass(frozen=True, slots=True)
class _Circle:
    x: float
    y: float
    spots: tuple[Spot, ...]
    many: int  # incidents
    low: int
    best: int
    high: int
    prec: int


def world_map(spots: Iterable[Spot], *, box: Box | None = None, width: int = 960, height: int = 460,
              zoom_href: Callable[[Box], str] | None = None) -> Drawing:
    """Return the map.

    Args:
        spots: one for each incident, or for those of one place.
        box: what to show; None: what holds every spot.
        width: pixels.
        height: pixels.
        zoom_href: the address that shows a box; circles of several places lead there.
    """
    told = list(spots)
    placed = [s for s in told if s.lat is not None and s.lon is not None and s.where_prec != 6]
    view = fit(box or around([(s.lon or 0.0, s.lat or 0.0) for s in placed]), width, height)
    shown = [s for s in placed if view.box.holds(s.lon or 0.0, s.lat or 0.0)]
    circles = _circles(shown, view)
    top = max([1, *(circle.high for circle in circles)])
    marks = "".join(_mark(circle, top, view, zoom_href) for circle in circles)
    taken = [_around(circle, top) for circle in circles]
    labels = _labels(circles, top, view, taken)
    names = place_names(view, taken)
    inner = f"{backdrop(view)}{names}{marks}{labels}{_legend(view)}{_controls(view, circles, zoom_href)}"
    return Drawing(
        name="map", title="Map of incidents", text=_text(told, placed, shown),
        columns=("place", "incidents", "killed, low", "killed, best", "killed, high", "how exact"),
        rows=tuple(_row(circle) for circle in circles), width=width, height=height, inner=inner, links=True,
        data=(("box", str(view.box)),))


def _circles(spots: list[Spot], view: View) -> list[_Circle]:
    """Spots gathered by cells, the largest circle first so that the smaller lie on top."""
    cell = _CELL
    while True:
        cells: dict[tuple[int, int], list[Spot]] = defaultdict(list)
        for spot in spots:
            x, y = view.at(spot.lon or 0.0, spot.lat or 0.0)
            cells[(int(x // cell), int(y // cell))].append(spot)
        if len(cells) <= _MOST:
            break
        cell *= 2
    circles = [_gathered(sorted(inside, key=lambda s: s.name), view) for inside in cells.values()]
    return sorted(circles, key=lambda c: (-c.high, -c.many, c.spots[0].name))


def _gathered(spots: list[Spot], view: View) -> _Circle:
    ats = [(spot.incidents, *view.at(spot.lon or 0.0, spot.lat or 0.0)) for spot in spots]
    many = sum(spot.incidents for spot in spots)
    low = sum(s.low or 0 for s in spots)
    best = sum(next((end for end in (s.best, s.low, s.high) if end is not None), 0) for s in spots)
    high = sum(max((end for end in (s.low, s.best, s.high) if end is not None), default=0) for s in spots)
    precisions = [s.where_prec or 5 for s in spots]
    return _Circle(sum(n * x for n, x, _ in ats) / many, sum(n * y for n, _, y in ats) / many, tuple(spots), many, low,
                   best, high, min(precisions))


def _mark(circle: _Circle, top: int, view: View, zoom_href: Callable[[Box], str] | None) -> str:
    at = f'cx="{circle.x:.1f}" cy="{circle.y:.1f}"'
    low, best, high = (_radius(value, top) for value in (circle.low, circle.best, circle.high))
    parts = [f'<circle {at} r="{high:.1f}" fill="{light("range")}" fill-opacity="0.55"/>']
    if circle.low and circle.prec not in _AREAS:
        parts.append(f'<circle {at} r="{low:.1f}" fill="{light("best")}" fill-opacity="0.45"/>')
    dash = ' stroke-dasharray="2.5 2.5"' if circle.prec in _AREAS else ""  # the middle of an area is no place either
    parts.append(f'<circle {at} r="{best:.1f}" fill="none" stroke="{light("best")}" stroke-width="1.5"{dash}/>')
    if circle.prec in _KM:
        wide = max(high + 5, view.km(_KM[circle.prec]))
        parts.insert(0, f'<circle {at} r="{wide:.1f}" fill="none" stroke="{light("best")}" stroke-dasharray="3 3"/>')
    told = _told(circle)
    href = _leads(circle, view, zoom_href)
    body = f"<title>{escape(told)}</title>{''.join(parts)}"
    return f'<a href="{escape(href)}" aria-label="{escape(told)}">{body}</a>' if href else f"<g>{body}</g>"


def _leads(circle: _Circle, view: View, zoom_href: Callable[[Box], str] | None) -> str | None:
    if circle.many == 1:
        return circle.spots[0].href
    points = [(s.lon or 0.0, s.lat or 0.0) for s in circle.spots]
    near = around(points)
    if zoom_href is None:
        return None
    half = view.box.zoomed(0.5)
    if near.east - near.west <= half.east - half.west and near.north - near.south <= half.north - half.south:
        return zoom_href(near)
    x, y = (near.west + near.east) / 2, (near.south + near.north) / 2
    here = Box(x - 0.01, y - 0.01, x + 0.01, y + 0.01)
    return zoom_href(here.zoomed((half.east - half.west) / 0.02))


def _radius(value: int, top: int) -> float:
    return _LEAST + (_LARGEST - _LEAST) * sqrt(max(value, 0) / top)


def _around(circle: _Circle, top: int) -> Rect:
    radius = _radius(circle.high, top)
    return circle.x - radius, circle.y - radius, circle.x + radius, circle.y + radius


def _labels(circles: list[_Circle], top: int, view: View, taken: list[Rect]) -> str:
    """The places of the largest circles, right or left of them, where nothing else stands."""
    parts: list[str] = []
    for circle in circles:
        words, room = _short(circle), _radius(circle.high, top) + 4
        long = len(words) * 6.3
        for x, anchor in ((circle.x + room, "start"), (circle.x - room, "end")):
            left = x if anchor == "start" else x - long
            place = (left, circle.y - 7, left + long, circle.y + 6)
            if left > 2 and place[2] < view.width - 2 and free(place, taken):
                taken.append(place)
                parts.append(f'<text x="{x:.1f}" y="{circle.y + 4:.1f}" text-anchor="{anchor}">{escape(words)}</text>')
                break
        if len(parts) == _LABELS:
            break
    halo = f'stroke="{light("ground")}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    return f'<g font-size="11.5" fill="{light("ink")}" {halo} aria-hidden="true">{"".join(parts)}</g>'


def _legend(view: View) -> str:
    """A bar for the distance, and that borders are no statement."""
    room = 140 if view.width >= _ROOM else 60
    km = next((n for n in (1000, 500, 200, 100, 50, 20, 10, 5, 2, 1) if view.km(n) <= room), 1)
    long, y = view.km(km), view.height - 12
    note = _NOTE + (_CREDIT if view.width >= _ROOM else "")
    quiet, size = light("quiet"), f'y="{view.height - 28}" width="{view.width}" height="28"'
    return (f'<g font-size="10.5" fill="{quiet}"><rect {size} fill="{light("ground")}" fill-opacity="0.82"/>'
            f'<path fill="none" stroke="{quiet}" d="M10 {y - 4}v4h{long:.1f}v-4"/>'
            f'<text x="{16 + long:.1f}" y="{y}">{km:,} km</text>'
            f'<text x="{view.width - 10}" y="{y}" text-anchor="end">{note}</text></g>')


def _nearer(seen: Box, circles: list[_Circle]) -> Box:
    """Return the middle half of a box, or as much of it around most incidents where the middle is empty."""
    half = seen.zoomed(0.5)
    if not circles or any(half.holds(s.lon or 0.0, s.lat or 0.0) for circle in circles for s in circle.spots):
        return half
    most = max(circles, key=lambda circle: circle.many).spots[0]
    east, north = (most.lon or 0.0) - (half.west + half.east) / 2, (most.lat or 0.0) - (half.south + half.north) / 2
    return half.moved(east / (half.east - half.west), north / (half.north - half.south))


def _controls(view: View, circles: list[_Circle], zoom_href: Callable[[Box], str] | None) -> str:
    """Links that show the map nearer, farther, or a step aside: a page without script needs no more."""
    if zoom_href is None:
        return ""
    seen, parts = view.box.zoomed(1), []
    x, y = view.width - _KEY * 3 - 8, 8
    for column, row, sign, told, box in (
            (1, 0, "M-5 2l5 -5l5 5", "north", seen.moved(0, 0.4)),
            (0, 1, "M2 -5l-5 5l5 5", "west", seen.moved(-0.4, 0)),
            (2, 1, "M-2 -5l5 5l-5 5", "east", seen.moved(0.4, 0)),
            (1, 2, "M-5 -2l5 5l5 -5", "south", seen.moved(0, -0.4)),
            (0, 2, "M-5 0h10", "farther", seen.zoomed(2)),
            (2, 2, "M-5 0h10M0 -5v10", "nearer", _nearer(seen, circles))):
        at = f"translate({x + column * _KEY + _KEY / 2:g} {y + row * _KEY + _KEY / 2:g})"
        parts.append(f'<a href="{escape(zoom_href(box))}" aria-label="Show the map {told}"><title>{told}</title>'
                     f'<g transform="{at}">'
                     f'<rect x="-12" y="-12" width="24" height="24" rx="3" fill="{light("ground")}" '
                     f'fill-opacity="0.9" stroke="{light("province")}"/><path d="{sign}" fill="none" '
                     f'stroke="{light("ink")}" stroke-width="1.5"/></g></a>')
    return "".join(parts)


def _row(circle: _Circle) -> tuple[str, ...]:
    return (_short(circle), f"{circle.many:,}", f"{circle.low:,}", f"{circle.best:,}", f"{circle.high:,}",
            {1: "exact", 2: "near", 3: "district", 4: "province", 7: "water or air"}.get(circle.prec, "vague"))


def _short(circle: _Circle) -> str:
    counts: Counter[str] = Counter()
    for spot in circle.spots:
        counts[spot.label] += spot.incidents
    names = sorted(counts, key=lambda name: (-counts[name], name))
    return names[0] + (f" and {len(names) - 1} more" if len(names) > 1 else "")


def _told(circle: _Circle) -> str:
    many = circle.many
    return (f"{_short(circle)}: {many:,} incident{'s' if many > 1 else ''}, killed {circle.low:,} to {circle.high:,}, "
            f"best {circle.best:,}")


def _text(told: list[Spot], placed: list[Spot], shown: list[Spot]) -> str:
    every, located, seen = (sum(spot.incidents for spot in spots) for spots in (told, placed, shown))
    parts = [f"{seen:,} incidents are on the map" if seen != 1 else "1 incident is on the map"]
    if located > seen:
        parts.append(f"{located - seen:,} more lie outside it")
    country = sum(spot.incidents for spot in told if spot.where_prec == 6)
    if country:
        parts.append(f"{country:,} are known by country alone and not drawn")
    unplaced = every - located - country
    if unplaced:
        parts.append(f"{unplaced:,} have no place with coordinates")
    return "; ".join(parts) + "."

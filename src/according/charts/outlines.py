"""What a map is drawn on: land, borders, provinces, their names.

In: a ``View``; ``data/outlines.bin``, made by tools/make_outlines.py from public-domain geometry. Out: markup. Lines
are a backdrop: no country of any record is ever taken from them, and a map that shows them prints a disclaimer.

Example: ``backdrop(fit(Box(35, 34, 38, 37), 960, 480))``
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from array import array
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from itertools import accumulate, pairwise
from pathlib import Path

from according.charts.box import View
from according.charts.palette import light

_FILE = Path(__file__).resolve().parent / "data" / "outlines.bin"
_PROVINCES_BELOW = 34  # degrees across: a wider view shows countries alone
_NEAR = 14  # tenths of a pixel: corners nearer than this to the last one are left out
_SMALL = 2.5  # pixels: smaller islands are left out
_STYLE = {"province": ("province", 0.8, ""), "border": ("border", 1.0, ""),
          "disputed": ("border", 1.0, ' stroke-dasharray="40 30"')}
_MOST_NAMES = 40
_EMPTY = ' d=""/>'
Rect = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class _Line:
    west: float
    south: float
    east: float
    north: float
    lons: list[float]
    lats: list[float]


@dataclass(frozen=True, slots=True)
class _Name:
    kind: str  # country | province
    text: str
    lon: float
    lat: float
    across: float  # degrees


@lru_cache(maxsize=64)
def backdrop(view: View) -> str:
    """Return land and lines of a view; kept, since a page's map is mostly asked for again with other circles."""
    lines, _ = _outlines()
    land = "".join(_land(line, view) for line in lines["coast"] if _touches(line, view) and not _tiny(line, view))
    look = f'fill="{light("land")}" fill-rule="evenodd" stroke="{light("border")}" stroke-width="7"'
    parts = [f'<path {look} d="{land}"/>']
    for kind, (colour, width, dash) in _STYLE.items():
        if kind != "province" or view.width / view.across < _PROVINCES_BELOW:
            path = "".join(_stroke(line, view) for line in lines[kind] if _touches(line, view))
            parts.append(f'<path fill="none" stroke="{light(colour)}" stroke-width="{width * 10:g}"{dash} d="{path}"/>')
    return f'<g transform="scale(.1)">{"".join(part for part in parts if not part.endswith(_EMPTY))}</g>'


def _land(line: _Line, view: View) -> str:
    """A coast as a closed path; one cut at the 180th meridian closes along it."""
    ring = _clipped([view.at(x, y) for x, y in zip(line.lons, line.lats, strict=True)], view)
    return _path(ring) + "z" if len(ring) > 2 else ""


def _clipped(ring: list[tuple[float, float]], view: View) -> list[tuple[float, float]]:
    """Cut a ring to the drawing and a little around it (Sutherland and Hodgman): its new edges stay out of sight."""
    for axis, limit, sign in ((0, -4.0, 1), (0, view.width + 4.0, -1), (1, -4.0, 1), (1, view.height + 4.0, -1)):
        out: list[tuple[float, float]] = []
        if not ring:
            return out
        last, last_in = ring[-1], (ring[-1][axis] - limit) * sign >= 0
        for point in ring:
            inside = (point[axis] - limit) * sign >= 0
            if inside != last_in:
                part = (limit - last[axis]) / (point[axis] - last[axis])
                out.append((last[0] + part * (point[0] - last[0]), last[1] + part * (point[1] - last[1])))
            if inside:
                out.append(point)
            last, last_in = point, inside
        ring = out
    return ring


def _stroke(line: _Line, view: View) -> str:
    """A line as far as it is in sight: it is taken up again one corner before it comes back."""
    parts: list[str] = []
    run: list[tuple[float, float]] = []
    before: tuple[float, float] | None = None
    for x, y in zip(line.lons, line.lats, strict=True):
        point = view.at(x, y)
        if -4 <= point[0] <= view.width + 4 and -4 <= point[1] <= view.height + 4:
            if not run and before is not None:
                run.append(before)
            run.append(point)
        elif run:
            parts.append(_path([*run, point]))
            run = []
        before = point
    return "".join(parts) + (_path(run) if len(run) > 1 else "")


def _path(points: list[tuple[float, float]]) -> str:
    """Corners as a path of steps in tenths of a pixel, without those that nobody could tell apart."""
    x, y = round(points[0][0] * 10), round(points[0][1] * 10)
    parts = [f"M{x} {y}l"]
    for at, point in enumerate(points[1:], 2):
        dx, dy = round(point[0] * 10) - x, round(point[1] * 10) - y
        if abs(dx) + abs(dy) > _NEAR or at == len(points):
            parts.append(f"{dx}{'' if dy < 0 else ' '}{dy}{'' if at == len(points) else ' '}")
            x, y = x + dx, y + dy
    return "".join(parts)


def _touches(line: _Line, view: View) -> bool:
    box = view.box
    return line.west <= box.east and line.east >= box.west and line.south <= box.north and line.north >= box.south


def _tiny(line: _Line, view: View) -> bool:
    return (line.east - line.west) * view.across < _SMALL and (line.north - line.south) * view.down < _SMALL


def place_names(view: View, taken: list[Rect]) -> str:
    """Return the names of what is large enough to carry one, the largest first.

    Args:
        view: of the map.
        taken: where something stands already, pixels; the names' own places are added.
    """
    provinces = view.width / view.across < _PROVINCES_BELOW / 3
    parts: list[str] = []
    for name in _outlines()[1]:
        if name.kind == "province" and not provinces:
            continue
        x, y = view.at(name.lon, name.lat)
        half = len(name.text) * (3.9 if name.kind == "country" else 2.9)
        place = (x - half, y - 9, x + half, y + 4)
        if name.across * view.across < half * 1.5 or not _inside(place, view) or not free(place, taken):
            continue
        taken.append(place)
        look = ' letter-spacing="1" font-size="12"' if name.kind == "country" else ' font-size="10.5"'
        parts.append(f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle"{look}>{escape(name.text)}</text>')
        if len(parts) == _MOST_NAMES:
            break
    return f'<g fill="{light("quiet")}" aria-hidden="true">{"".join(parts)}</g>' if parts else ""


def free(place: Rect, taken: list[Rect]) -> bool:
    """Tell whether nothing stands there yet."""
    return not any(place[0] < t[2] and place[2] > t[0] and place[1] < t[3] and place[3] > t[1] for t in taken)


def _inside(place: Rect, view: View) -> bool:
    return place[0] > 2 and place[1] > 2 and place[2] < view.width - 2 and place[3] < view.height - 30


@cache
def _outlines() -> tuple[dict[str, list[_Line]], list[_Name]]:
    """Read the file once: how it is laid out stands in tools/make_outlines.py."""
    body = zlib.decompress(_FILE.read_bytes())
    (size,) = struct.unpack_from("<I", body)
    head = json.loads(body[4: 4 + size])
    at, unit = 4 + size, head["unit"]

    def numbers(count: int) -> array[int]:
        nonlocal at
        read = array("i", body[at: at + 4 * count])
        at += 4 * count
        if sys.byteorder == "big":
            read.byteswap()
        return read

    lines: dict[str, list[_Line]] = {}
    for kind in head["kinds"]:
        many, corners = numbers(2)
        lengths = numbers(many)
        lons = [step * unit for step in accumulate(numbers(corners))]
        lats = [step * unit for step in accumulate(numbers(corners))]
        ends = list(accumulate(lengths, initial=0))
        lines[kind] = [_line(lons[a:b], lats[a:b]) for a, b in pairwise(ends)]
    names = [_Name(kind, text, lon, lat, across) for kind, text, _, lon, lat, across in head["names"]]
    return lines, names


def _line(lons: list[float], lats: list[float]) -> _Line:
    return _Line(min(lons), min(lats), max(lons), max(lats), lons, lats)

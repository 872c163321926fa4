"""Make the outlines that maps are drawn on: coasts, borders, provinces, where names stand.

In: ``world_map.gpkg`` out of Debian's package qgis-common: Natural Earth's provinces (1:10 million, version 4.1, public
domain), generalised; ``tools/outlines.yaml``, where we depart from it. Out: ``src/according/charts/data/outlines.bin``,
the same bytes for the same input. A line between two provinces is kept once and told by what it parts, so that no line
is drawn twice.

Example::

    apt-get download qgis-common && dpkg-deb -x qgis-common_*.deb qgis
    python tools/make_outlines.py qgis/usr/share/qgis/resources/data/world_map.gpkg
"""

from __future__ import annotations

import json
import sqlite3
import struct
import sys
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "according" / "charts" / "data" / "outlines.bin"
WELD = 1e-4  # degrees: corners nearer than this are one corner
UNIT = 0.005  # degrees: the grid of the result
TOLERANCE = {"coast": 0.02, "border": 0.012, "province": 0.02, "disputed": 0.012}  # degrees, simplification
ISLAND = 0.12  # degrees across: smaller rings of coast are left out
KINDS = ("coast", "border", "province", "disputed")
Corner = tuple[int, int]
Ring = list[tuple[float, float]]
Province = tuple[str, str, str, str | None]  # country drawn with, name, country's name, ISO 3166 alpha-2


def main(arguments: list[str]) -> int:
    """Read the source, line it up, simplify, write."""
    if len(arguments) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    rules = yaml.safe_load((HERE / "outlines.yaml").read_text(encoding="utf-8"))
    source = sqlite3.connect(f"file:{arguments[0]}?mode=ro", uri=True)
    provinces, shapes = read_provinces(source, rules)
    arcs = {kind: [] for kind in KINDS}
    for kind, line in lines(provinces, shapes, rules):
        kept = simplify(line, TOLERANCE[kind])
        ring = line[0] == line[-1]
        if ring and (across(line) < ISLAND or len(kept) < 4):
            continue
        arcs[kind].append(kept)
    for line in claims(source, rules):
        arcs["disputed"].append(simplify(line, TOLERANCE["disputed"]))
    write(arcs, names(provinces, shapes))
    return 0


def read_provinces(source: sqlite3.Connection, rules: dict[str, Any]) -> tuple[list[Province], list[list[Ring]]]:
    """Return every province, with the rings of its shape."""
    provinces: list[Province] = []
    shapes: list[list[Ring]] = []
    for geometry, name, country, whole, code in source.execute(
            "SELECT geom, name, adm0_a3, admin, iso_a2 FROM states_provinces ORDER BY fid"):
        drawn = rules["provinces"].get(f"{country}/{name}", country)
        iso = code if code and len(code) == 2 and drawn == country else None
        provinces.append((drawn, name or "", whole if drawn == country else "", iso))
        shapes.append(list(rings(geometry)))
    return provinces, shapes


def rings(blob: bytes) -> Iterator[Ring]:
    """Every ring, or line, of a GeoPackage geometry: its own header, then well-known binary."""
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(blob[3] >> 1) & 7]
    yield from _wkb(blob, 8 + envelope)[0]


def _wkb(blob: bytes, at: int) -> tuple[list[Ring], int]:
    order = "<" if blob[at] == 1 else ">"
    kind, count = struct.unpack_from(order + "II", blob, at + 1)
    at += 9
    found: list[Ring] = []
    if kind in (4, 5, 6, 7):  # many
        for _ in range(count):
            inner, at = _wkb(blob, at)
            found += inner
        return found, at
    for _ in range(count if kind == 3 else 1):  # polygon, else line
        if kind == 3:
            (points,) = struct.unpack_from(order + "I", blob, at)
            at += 4
        else:
            points = count
        flat = struct.unpack_from(f"{order}{points * 2}d", blob, at)
        at += points * 16
        found.append(list(zip(flat[::2], flat[1::2], strict=True)))
    return found, at


def lines(provinces: list[Province], shapes: list[list[Ring]], rules: dict[str, Any]) -> Iterator[tuple[str, Ring]]:
    """Every line once, from junction to junction, with what it parts."""
    owners: dict[tuple[Corner, Corner], set[int]] = defaultdict(set)
    for number, shape in enumerate(shapes):
        for ring in shape:
            corners = [(round(x / WELD), round(y / WELD)) for x, y in ring]
            for a, b in pairwise(corners):
                # the cut along the 180th meridian is no coast
                if a != b and not abs(a[0]) == abs(b[0]) >= 179.9 / WELD:
                    owners[(min(a, b), max(a, b))].add(number)
    kinds = {edge: kind_of([provinces[n] for n in sorted(who)], rules) for edge, who in owners.items()}
    ties: dict[Corner, list[tuple[Corner, str]]] = defaultdict(list)
    for (a, b), kind in sorted(kinds.items()):
        ties[a].append((b, kind))
        ties[b].append((a, kind))
    yield from _walk(kinds, ties)


def _walk(kinds: dict[tuple[Corner, Corner], str],
          ties: dict[Corner, list[tuple[Corner, str]]]) -> Iterator[tuple[str, Ring]]:
    """Follow edges of one kind; a line ends where more than two meet. A coast runs on past that: it is a ring."""
    left = dict(kinds)
    for kind in KINDS:
        of_kind = {corner: sum(1 for _, k in near if k == kind) for corner, near in ties.items()}
        stops = {c for c, count in of_kind.items() if (count % 2 if kind == "coast" else count not in (0, 2))}
        starts = sorted(c for c in stops if any(k == kind for _, k in ties[c]))
        for start in [*starts, *sorted(c for c in ties if c not in stops)]:
            for first, at_kind in ties[start]:
                if at_kind != kind or (min(start, first), max(start, first)) not in left:
                    continue
                line, at = [start], first
                del left[(min(start, first), max(start, first))]
                while at not in stops and at != start:
                    line.append(at)
                    ahead = [n for n, k in ties[at] if k == kind and (min(at, n), max(at, n)) in left]
                    if not ahead:
                        break
                    del left[(min(at, ahead[0]), max(at, ahead[0]))]
                    at = ahead[0]
                line.append(at)
                yield kind, [(x * WELD, y * WELD) for x, y in line]


def kind_of(who: list[Province], rules: dict[str, Any]) -> str:
    """Return what a line parts, by the provinces on its sides."""
    if len(who) == 1:
        return "coast"
    countries = {province[0] for province in who}
    if len(countries) == 1:
        return "province"
    if countries & set(rules["areas"]) or any(set(pair) <= countries for pair in rules["pairs"]):
        return "disputed"
    told = {f"{province[0]}/{province[1]}" for province in who}
    return "disputed" if told & set(rules["disputed_provinces"]) else "border"


def claims(source: sqlite3.Connection, rules: dict[str, Any]) -> Iterator[Ring]:
    """Return the lines of claims that are drawn."""
    for name, geometry in source.execute("SELECT name, geom FROM disputed_borders ORDER BY fid"):
        if name not in rules["leave_out"]:
            yield from rings(geometry)


def simplify(line: Ring, tolerance: float) -> Ring:
    """Douglas and Peucker's, without recursion; ends stay, a ring is cut at its farthest corner first."""
    if len(line) < 3:
        return line
    keep = {0, len(line) - 1}
    if line[0] == line[-1]:
        far = max(range(len(line)), key=lambda i: hypot(line[i][0] - line[0][0], line[i][1] - line[0][1]))
        keep.add(far)
        spans = [(0, far), (far, len(line) - 1)]
    else:
        spans = [(0, len(line) - 1)]
    while spans:
        a, b = spans.pop()
        (x1, y1), (x2, y2) = line[a], line[b]
        long = hypot(x2 - x1, y2 - y1) or 1e-12
        worst, at = 0.0, -1
        for i in range(a + 1, b):
            away = abs((x2 - x1) * (y1 - line[i][1]) - (x1 - line[i][0]) * (y2 - y1)) / long
            if away > worst:
                worst, at = away, i
        if worst > tolerance:
            keep.add(at)
            spans += [(a, at), (at, b)]
    return [line[i] for i in sorted(keep)]


def across(line: Ring) -> float:
    """Return the longer side of the box around a line, degrees."""
    return max(max(x for x, _ in line) - min(x for x, _ in line), max(y for _, y in line) - min(y for _, y in line))


def names(provinces: list[Province], shapes: list[list[Ring]]) -> list[list[object]]:
    """[kind, name, ISO code, lon, lat, degrees across]: where the name of each country and province stands."""
    rows: list[list[object]] = []
    whole: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    labels: dict[str, tuple[str, str | None]] = {}
    for (country, name, long, code), shape in zip(provinces, shapes, strict=True):
        area, x, y = max((middle(ring) for ring in shape if len(ring) > 3), default=(0.0, 0.0, 0.0))
        if not area:
            continue
        size = area ** 0.5
        rows.append(["province", name.partition(" (")[0], code, round(x, 2), round(y, 2), round(size, 2)])
        whole[country].append((area, x, y))
        if long:
            labels.setdefault(country, (long, code))
    for country, parts in sorted(whole.items()):
        if country in labels:
            area = sum(part[0] for part in parts)
            x, y = (sum(part[0] * part[axis] for part in parts) / area for axis in (1, 2))
            rows.append(["country", *labels[country], round(x, 2), round(y, 2), round(area ** 0.5, 2)])
    return sorted(rows, key=lambda row: (str(row[0]), -float(str(row[5])), str(row[1])))


def middle(ring: Ring) -> tuple[float, float, float]:
    """(area in square degrees at its latitude, lon, lat) of a ring."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if not area:
        return 0.0, 0.0, 0.0
    return abs(area) / 2 * cos(radians(y / (3 * area))), x / (3 * area), y / (3 * area)


def write(arcs: dict[str, list[Ring]], labels: list[list[object]]) -> None:
    """Write a length, the names as JSON, then of each kind: how many, their corners, steps east, steps north."""
    told = {"unit": UNIT, "kinds": KINDS, "names": labels}
    head = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    body = bytearray(struct.pack("<I", len(head)) + head)
    for kind in KINDS:
        lines_ = sorted([[(round(x / UNIT), round(y / UNIT)) for x, y in line] for line in arcs[kind]])
        lines_ = [[c for i, c in enumerate(line) if not i or c != line[i - 1]] for line in lines_]
        lines_ = [line for line in lines_ if len(line) > 1]
        flat = [corner for line in lines_ for corner in line]
        steps = [array("i", [b[axis] - a[axis] for a, b in pairwise([(0, 0), *flat])]) for axis in (0, 1)]
        for numbers in (array("i", [len(lines_), len(flat)]), array("i", map(len, lines_)), *steps):
            if sys.byteorder == "big":
                numbers.byteswap()
            body += numbers.tobytes()
        sys.stdout.write(f"{kind}: {len(lines_)} lines, {len(flat)} corners\n")
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(zlib.compress(bytes(body), 9))
    sys.stdout.write(f"{TARGET.name}: {TARGET.stat().st_size} bytes, {len(labels)} names\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

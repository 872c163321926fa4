"""The chain graph: who vouches, who carried, who published, and who copied whom.

In: the origins of an incident, copies among its reports, the reports. Out: a ``Drawing``. Boxes stand in columns, by
how far they are from the reader; the order in a column follows what they are tied to, so that lines cross little. The
layout is ours and the same every time.

Example: ``chain(origins, copies, reports=reports)``
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from according.charts.drawing import Drawing, nothing
from according.charts.palette import light
from according.charts.spec import draw
from according.records import Copy, Origin, Report

_BOX, _GAP = 186, 64  # pixels: of a box, between columns
_STEP, _TALL, _HEAD = 26, 20, 24  # pixels: from row to row, of a box, of the heading
_LABEL = 29  # letters in a box
_ARC = 46  # pixels that a copy's line bends out
_HEADINGS = ("vouches", "carried by", "published by")
_UNKNOWN = "outlet not known"

_Node = tuple[int, str]  # column (0 vouches, 1 carried, 2 published), name


@dataclass(slots=True)
class _Graph:
    ways: set[tuple[_Node, _Node]] = field(default_factory=set)
    nodes: set[_Node] = field(default_factory=set)
    sure: dict[_Node, bool | None] = field(default_factory=dict)


def chain(origins: Sequence[Origin], copies: Sequence[Copy], *, reports: Mapping[str, Report]) -> Drawing:
    """Return the graph of the ways that an incident's words took.

    Args:
        origins: of the incident.
        copies: reports that share another's wording; those between reports of one outlet are left out.
        reports: by id.
    """
    graph = _gather(origins)
    copied = _copied(copies, reports, graph)
    places, columns, tall = _layout(graph)
    wide = len(columns) * _BOX + (len(columns) - 1) * _GAP + (_ARC if copied else 0)
    title = "Who vouches, who carried, who published" + (", who copied whom" if copied else "")
    rows = _table(origins, copied)
    text = _text(origins, graph, copied)
    if not graph.nodes:
        return nothing("chain", title, "No origins.")
    data = {"ways": _ways(graph, places), "copies": _arcs(copied, places), "boxes": _boxes(graph, places),
            "heads": [{"x": place * (_BOX + _GAP), "y": 0, "label": _HEADINGS[column]}
                      for place, column in enumerate(columns)]}
    drawn = draw("chain", data, {"wide": wide, "tall": tall}, width=wide, height=tall)
    return Drawing(name="chain", title=title, text=text, columns=("from", "to", "how"), rows=rows, width=drawn.width,
                   height=drawn.height, inner=drawn.inner)


def _gather(origins: Sequence[Origin]) -> _Graph:
    graph = _Graph()
    for origin in origins:
        source = (0, origin.name)
        graph.nodes.add(source)
        graph.sure[source] = origin.independent
        for way in origin.chains or tuple((origin.name, outlet) for outlet in origin.outlets):
            middle, end = way[1:-1], (way[-1] if len(way) > 1 else _UNKNOWN)
            stops = [source, *((1, name) for name in middle), (2, end or _UNKNOWN)]
            graph.nodes.update(stops)
            graph.ways.update(pairwise(stops))
    return graph


def _copied(copies: Sequence[Copy], reports: Mapping[str, Report], graph: _Graph) -> tuple[tuple[str, str, int], ...]:
    """(outlet copied, outlet that copies, how often), for outlets that the graph shows."""
    pairs: dict[tuple[str, str], int] = defaultdict(int)
    for copy in copies:
        if copy.original not in reports or copy.copier not in reports:
            continue
        first, later = reports[copy.original].outlet or _UNKNOWN, reports[copy.copier].outlet or _UNKNOWN
        if first != later and {(2, first), (2, later)} <= graph.nodes:
            pairs[(first, later)] += 1
    return tuple((a, b, n) for (a, b), n in sorted(pairs.items()))


def _layout(graph: _Graph) -> tuple[dict[_Node, tuple[int, int]], tuple[int, ...], int]:
    """Where each box stands (left, middle), which columns there are, and the height.

    The first column stands by number of ties, each other one by where its ties to the left stand.
    """
    columns = tuple(column for column in range(3) if any(node[0] == column for node in graph.nodes))
    ties: dict[_Node, list[_Node]] = defaultdict(list)
    for a, b in sorted(graph.ways):
        ties[b].append(a)
        ties[a].append(b)
    places: dict[_Node, tuple[int, int]] = {}
    for place, column in enumerate(columns):
        nodes = [node for node in graph.nodes if node[0] == column]

        def rank(node: _Node) -> tuple[float, int, str]:
            left = [places[tie][1] for tie in ties[node] if tie in places]
            return (sum(left) / len(left) if left else 0.0, -len(ties[node]), node[1])

        for row, node in enumerate(sorted(nodes, key=rank)):
            places[node] = (place * (_BOX + _GAP), _HEAD + row * _STEP + _TALL // 2)
    tall = max((middle for _, middle in places.values()), default=0) + _STEP
    return places, columns, tall


def _ways(graph: _Graph, places: Mapping[_Node, tuple[int, int]]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for number, (a, b) in enumerate(sorted(graph.ways)):
        (x, y), (x2, y2) = places[a], places[b]
        if a[0] == b[0]:  # carried by one and then another carrier: both stand in the middle column
            rows += _bow(number, x + _BOX, y, y2, _GAP // 2)
            continue
        half = (x + _BOX + x2) / 2
        rows += [{"way": number, "step": step, "x": px, "y": py}
                 for step, (px, py) in enumerate(((x + _BOX, y), (half, y), (half, y2), (x2, y2)))]
    return rows


def _arcs(copied: tuple[tuple[str, str, int], ...], places: Mapping[_Node, tuple[int, int]]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for number, (a, b, _) in enumerate(copied):
        (x, y), (_, y2) = places[(2, a)], places[(2, b)]
        rows += _bow(number, x + _BOX, y, y2, _ARC)
    return rows


def _bow(way: int, x: int, y: int, y2: int, out: int) -> list[dict[str, object]]:
    return [{"way": way, "step": step, "x": px, "y": py}
            for step, (px, py) in enumerate(((x, y), (x + out, y), (x + out, y2), (x, y2)))]


def _boxes(graph: _Graph, places: Mapping[_Node, tuple[int, int]]) -> list[dict[str, object]]:
    rows = []
    for node in sorted(graph.nodes):
        left, middle = places[node]
        sure = graph.sure.get(node, True)
        label = node[1] if len(node[1]) <= _LABEL else node[1][: _LABEL - 1].rstrip() + "…"
        edge = light("best") if node[0] == 0 and sure else light("border")
        rows.append({"left": left, "right": left + _BOX, "above": middle - _TALL // 2, "below": middle + _TALL // 2,
                     "middle": middle, "label": label, "edge": edge})
    return rows


def _table(origins: Sequence[Origin], copied: tuple[tuple[str, str, int], ...]) -> tuple[tuple[str, ...], ...]:
    doubt = {True: "", False: ", not independent", None: ", independence unknown"}
    ways = {(way[0], way[-1] if len(way) > 1 else _UNKNOWN,
             (f"through {', then '.join(way[1:-1])}" if way[1:-1] else "directly") + doubt[origin.independent])
            for origin in origins for way in origin.chains}
    return (*sorted(ways), *((b, a, f"shares the wording of {n} report{'s' if n > 1 else ''}") for a, b, n in copied))


def _text(origins: Sequence[Origin], graph: _Graph, copied: tuple[tuple[str, str, int], ...]) -> str:
    outlets = sum(1 for column, _ in graph.nodes if column == 2)
    carriers = sum(1 for column, _ in graph.nodes if column == 1)
    independent = sum(1 for origin in origins if origin.independent)
    return (f"{len(origins):,} origins, {independent:,} of them independent, reached {outlets:,} outlets"
            + (f" through {carriers:,} carriers" if carriers else "")
            + (f"; {len(copied):,} outlets share wording with an earlier one" if copied else "") + ".")

"""From scored pairs to groups: linkage inside each connected piece, under must-link and cannot-link.

In: items, scores of pairs, pairs that must and pairs that must not be together. Out: groups, sorted, that partition
the items. A pair without a score counts as ``apart``. Groups are merged best first while the mean of the better part
of the scores between them stays above the threshold: one stray pair cannot chain two incidents together, and one
report whose day or place was read wrongly cannot keep the others of its incident apart. What lies in another
connected piece of accepted pairs changes nothing.

Example: ``cluster("abc", {("a", "b"): 2.0}, apart=-4.0)`` is ``(("a", "b"), ("c",))``.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from math import ceil

Pair = tuple[str, str]

_BETTER = 0.5  # the part of the scores between two groups that decides (docs/decisions/0016)


def pair(a: str, b: str) -> Pair:
    """Return the two in order, so that a pair has one spelling."""
    return (a, b) if a < b else (b, a)


def cluster(items: Iterable[str], scores: Mapping[Pair, float], *, apart: float, threshold: float = 0.0,
            must: Collection[Pair] = (), cannot: Collection[Pair] = ()) -> tuple[tuple[str, ...], ...]:
    """Group items.

    Args:
        items: what is grouped.
        scores: score of each candidate pair, spelled as ``pair`` spells it.
        apart: score of every other pair.
        threshold: mean of the better scores above which two groups become one.
        must: pairs that are together whatever their score, where no ``cannot`` forbids it.
        cannot: pairs that are never in one group.
    """
    found = cluster_pieces(items, scores, apart=apart, threshold=threshold, must=must, cannot=cannot)
    return tuple(sorted(group for piece in found for group in piece))


def cluster_pieces(items: Iterable[str], scores: Mapping[Pair, float], *, apart: float, threshold: float = 0.0,
                   must: Collection[Pair] = (), cannot: Collection[Pair] = (),
                   ) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Group items as ``cluster`` does, piece by piece: one piece has no bearing on the groups of another."""
    everything = sorted(items)
    forbidden = {pair(*p) for p in cannot}
    bound = bind(everything, must, forbidden)
    edges = [p for p, s in scores.items() if s > threshold and p not in forbidden]
    starts = {group[0]: group for group in bound}
    found = []
    for piece in pieces(everything, [*edges, *((group[0], other) for group in bound for other in group[1:])]):
        seeds = [starts[item] for item in piece if item in starts]
        groups = _merge(seeds, scores, forbidden, apart, threshold)
        found.append(tuple(sorted(tuple(sorted(group)) for group in groups)))
    return tuple(found)


def bind(items: Iterable[str], must: Collection[Pair], cannot: Collection[Pair]) -> list[tuple[str, ...]]:
    """Put together what must be, in the order of ``must``, leaving out a bond that would break a ``cannot``."""
    group: dict[str, list[str]] = {item: [item] for item in items}
    for a, b in must:
        if a not in group or b not in group or group[a] is group[b]:
            continue
        if any(pair(x, y) in cannot for x in group[a] for y in group[b]):
            continue
        joined = group[a] + group[b]
        for item in joined:
            group[item] = joined
    return sorted({tuple(sorted(members)) for members in group.values()})


def pieces(items: Iterable[str], edges: Iterable[Pair]) -> list[list[str]]:
    """Return the connected pieces of a graph, each sorted, in order of their first items."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for a, b in edges:
        neighbours[a].add(b)
        neighbours[b].add(a)
    seen: set[str] = set()
    found: list[list[str]] = []
    for item in sorted(items):
        if item in seen:
            continue
        seen.add(item)
        piece, todo = [], [item]
        while todo:
            at = todo.pop()
            piece.append(at)
            todo += sorted(neighbours[at] - seen)
            seen |= neighbours[at]
        found.append(sorted(piece))
    return found


def _merge(seeds: list[tuple[str, ...]], scores: Mapping[Pair, float], forbidden: Collection[Pair], apart: float,
           threshold: float) -> list[tuple[str, ...]]:
    """Merge the best pair of groups until none is good enough; ties go to the groups that sort first."""
    groups = {group[0]: group for group in seeds}
    between: dict[Pair, list[float]] = {}
    names = sorted(groups)
    for at, a in enumerate(names):
        for b in names[at + 1:]:
            if not any(pair(x, y) in forbidden for x in groups[a] for y in groups[b]):
                found = (scores.get(pair(x, y), apart) for x in groups[a] for y in groups[b])
                between[a, b] = sorted(found, reverse=True)
    heap = [(-_fit(found), a, b) for (a, b), found in between.items()]
    heapq.heapify(heap)
    while heap:
        minus_fit, a, b = heapq.heappop(heap)
        if (a, b) not in between or -minus_fit != _fit(between[a, b]):
            continue  # one of the two has been merged since
        if -minus_fit <= threshold:
            break
        _join(a, b, groups, between, heap)
    return list(groups.values())


def _fit(found: list[float]) -> float:
    """The mean of the better part of the scores between two groups, which are sorted from the best."""
    best = found[:max(1, ceil(len(found) * _BETTER))]
    return sum(best) / len(best)


def _join(a: str, b: str, groups: dict[str, tuple[str, ...]], between: dict[Pair, list[float]],
          heap: list[tuple[float, str, str]]) -> None:
    """Put b into a (a sorts first) and renew the scores of a with every other group."""
    groups[a] = tuple(sorted(groups[a] + groups.pop(b)))
    between.pop((a, b))
    for other in sorted(groups):
        if other == a:
            continue
        left, right = between.pop(pair(a, other), None), between.pop(pair(b, other), None)
        if left is None or right is None:
            continue  # a cannot-link of either half binds the whole
        between[pair(a, other)] = sorted(left + right, reverse=True)
        heapq.heappush(heap, (-_fit(between[pair(a, other)]), *pair(a, other)))

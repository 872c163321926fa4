"""From scored pairs to groups: average linkage inside each connected piece, under must-link and cannot-link.

In: items, scores of pairs, pairs that must and pairs that must not be together. Out: groups, sorted, that partition
the items. A pair without a score counts as ``apart``. Groups are merged best first while their mean score stays above
the threshold, so that one stray pair cannot chain two incidents together; what lies in another connected piece of
accepted pairs changes nothing.

Example: ``cluster("abc", {("a", "b"): 2.0}, apart=-4.0)`` is ``(("a", "b"), ("c",))``.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

Pair = tuple[str, str]


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
        threshold: mean score above which two groups become one.
        must: pairs that are together whatever their score, where no ``cannot`` forbids it.
        cannot: pairs that are never in one group.
    """
    everything = sorted(items)
    forbidden = {pair(*p) for p in cannot}
    bound = bind(everything, must, forbidden)
    edges = [p for p, s in scores.items() if s > threshold and p not in forbidden]
    starts = {group[0]: group for group in bound}
    groups: list[tuple[str, ...]] = []
    for piece in pieces(everything, [*edges, *((group[0], other) for group in bound for other in group[1:])]):
        seeds = [starts[item] for item in piece if item in starts]
        groups += _merge(seeds, scores, forbidden, apart, threshold)
    return tuple(sorted(tuple(sorted(group)) for group in groups))


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
    total: dict[Pair, float] = {}
    names = sorted(groups)
    for at, a in enumerate(names):
        for b in names[at + 1:]:
            if not any(pair(x, y) in forbidden for x in groups[a] for y in groups[b]):
                total[a, b] = sum(scores.get(pair(x, y), apart) for x in groups[a] for y in groups[b])
    heap = [(-s / (len(groups[a]) * len(groups[b])), a, b) for (a, b), s in total.items()]
    heapq.heapify(heap)
    while heap:
        minus_mean, a, b = heapq.heappop(heap)
        if (a, b) not in total or -minus_mean != total[a, b] / (len(groups[a]) * len(groups[b])):
            continue  # one of the two has been merged since
        if -minus_mean <= threshold:
            break
        _join(a, b, groups, total, heap)
    return list(groups.values())


def _join(a: str, b: str, groups: dict[str, tuple[str, ...]], total: dict[Pair, float],
          heap: list[tuple[float, str, str]]) -> None:
    """Put b into a (a sorts first) and renew the sums of a with every other group."""
    groups[a] = tuple(sorted(groups[a] + groups.pop(b)))
    total.pop((a, b))
    for other in sorted(groups):
        if other == a:
            continue
        left, right = total.pop(pair(a, other), None), total.pop(pair(b, other), None)
        if left is None or right is None:
            continue  # a cannot-link of either half binds the whole
        total[pair(a, other)] = left + right
        heapq.heappush(heap, (-(left + right) / (len(groups[a]) * len(groups[other])), *pair(a, other)))

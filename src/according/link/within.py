"""One report's claims to its tellings: which of them speak of one incident.

In: the claims of one report, and what judgements bind. Out: ``Told``: the tellings, how well tellings that were kept
apart would fit, and the links that hold each telling together.

Example: "12 died in Homs, 3 of them children; in Hama two were shot": two tellings, of Homs with two claims and of
Hama.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from according.books.weights import Weights
from according.link.cluster import Pair, cluster, pair
from according.link.score import score, shares
from according.link.tell import Telling, look_around, tell
from according.records import Claim, Link, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one report tells."""

    tellings: tuple[Telling, ...]
    apart: Mapping[Pair, float]  # heads of two tellings: mean score of their claims
    links: tuple[Link, ...]  # each further claim of a telling with the one that it fits best


def tell_report(claims: Sequence[Claim], report: Report | None, *, weights: Weights, same: Collection[Pair] = (),
                different: Collection[Pair] = (), alone: Collection[str] = ()) -> Told:
    """Group the claims of one report.

    Args:
        claims: all of one report.
        report: the report, where it is at hand.
        weights: the table of weights; ``within`` is used.
        same: pairs of claims that people hold together.
        different: pairs that people hold apart.
        alone: claims that each stand by themselves, since judgements showed that grouping them was wrong.
    """
    single = singles(claims, report, weights)
    scores = {pair(a, b): score(single[a], single[b], weights.within) for a, b in combinations(sorted(single), 2)}
    grouped = [c for c in single if c not in alone]
    groups = [*cluster(grouped, scores, apart=weights.apart, threshold=weights.threshold_within, must=same,
                       cannot=different), *((c,) for c in single if c in alone)]
    by_id = {c.id: c for c in claims}
    told = tuple(sorted(
        (single[g[0]] if len(g) == 1 else tell([by_id[i] for i in g], single[g[0]].around, lexis=weights.lexis)
         for g in groups),
        key=lambda t: t.head))
    apart = {
        pair(a.head, b.head): sum(scores[pair(x, y)] for x in a.claims for y in b.claims)
        / (len(a.claims) * len(b.claims)) for a, b in combinations(told, 2)}
    return Told(tellings=told, apart=apart, links=tuple(
        link for t in told for link in _links(t, single, scores, weights)))


def singles(claims: Sequence[Claim], report: Report | None, weights: Weights) -> dict[str, Telling]:
    """Return each claim of one report as a telling of its own."""
    around = look_around(claims, report, lexis=weights.lexis)
    return {c.id: tell([c], around, lexis=weights.lexis) for c in sorted(claims, key=lambda c: c.id)}


def _links(telling: Telling, single: Mapping[str, Telling], scores: Mapping[Pair, float],
           weights: Weights) -> list[Link]:
    placed = [telling.head]
    found = []
    for claim in sorted(set(telling.claims) - {telling.head}):
        best = min(placed, key=lambda other: (-scores[pair(claim, other)], other))
        found.append(Link(
            a=best, b=claim, score=round(scores[pair(claim, best)] - weights.threshold_within, 4),
            shares=shares(single[best], single[claim], weights.within)))
        placed.append(claim)
    return found

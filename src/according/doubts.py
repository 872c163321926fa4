"""What is worth a person's look: claims and joins, weighed by how much hangs on them and how doubtful they are.

In: an incident with its figures and claims. Out: ``Task`` records with a weight.

A claim's weight is dispute x size x doubt: how far the figure is apart that it counts towards (the claims that set an
end of it first), how many people it speaks of, how much of it is not sure: hedged or unverified words, a count that is
vague, a place or a day that was not found, a source without a name. A join's weight is the same with the doubt of its
score, in log odds: at 0 it is even.

Example: ``tasks(incident, figures, claims)[0].why == "sets high of killed 13 to 70; unverified"``
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp, log2

from according.records import Claim, Figure, Incident, Link, Task
from according.words import CountKind, Scope, SourceKind, Status

_LINKS = 2  # joins of one incident that are asked about: its weakest
_ENDS = 2.0  # a claim that sets an end of a figure weighs so much more than one that lies between
_FIRM = {Status.STATED: 0.0, Status.HEDGED: 0.6, Status.UNVERIFIED: 0.8, Status.DENIED: 0.8}


def tasks(incident: Incident, figures: Sequence[Figure], claims: Mapping[str, Claim]) -> tuple[Task, ...]:
    """Return what of an incident is worth a look, heaviest first.

    Args:
        incident: joined.
        figures: its figures.
        claims: at least its claims that stand, by id.
    """
    told = [claims[c] for c in incident.claims if c in claims]
    found = [*_claim_tasks(incident.name, figures, told), *_join_tasks(incident, figures, claims)]
    return tuple(sorted(found, key=lambda task: (-task.weight, task.subject, task.other or "")))


def _claim_tasks(name: str, figures: Sequence[Figure], told: Iterable[Claim]) -> Iterator[Task]:
    behind: dict[str, tuple[float, str]] = {}
    for figure in figures:
        for key, (weight, why) in _behind(figure).items():
            if key not in behind or behind[key][0] < weight:
                behind[key] = (weight, why)
    for claim in told:
        if claim.scope is not Scope.INCIDENT:
            continue
        dispute, why = behind.get(claim.id, (0.5, "counts towards no figure"))
        doubt, doubts = _doubt(claim)
        yield Task(incident=name, subject=claim.id, other=None, weight=round(dispute * _size(claim) * doubt, 6),
                   why="; ".join([why, *doubts]))


def _behind(figure: Figure) -> dict[str, tuple[float, str]]:
    """Return what hangs on each claim of a figure: a weight, and in words what it sets."""
    spread = dispute(figure)
    said = f"{figure.harm.value} {_range(figure)}"
    found = dict.fromkeys(figure.claims, (spread, f"counts towards {said}"))
    sets: dict[str, list[str]] = {}
    for end, bound in (("low", figure.low), ("best", figure.best), ("high", figure.high)):
        for claim in bound.claims:
            sets.setdefault(claim, []).append(end)
    return {**found, **{claim: (spread * _ENDS, f"sets {', '.join(ends)} of {said}") for claim, ends in sets.items()}}


def dispute(figure: Figure) -> float:
    """Return how far a figure is apart: 1 where low is high, one more for each doubling between them."""
    low, high = figure.low.value, figure.high.value
    return 1.0 if low is None or high is None else 1.0 + log2((high + 1) / (low + 1))


def _join_tasks(incident: Incident, figures: Sequence[Figure], claims: Mapping[str, Claim]) -> Iterator[Task]:
    apart = max((dispute(figure) for figure in figures), default=1.0)
    known = [link for link in incident.links
             if link.a in claims and link.b in claims and claims[link.a].report != claims[link.b].report]
    for link in sorted(known, key=lambda link: (link.score, link.a, link.b))[:_LINKS]:
        size = max(_size(claims[link.a]), _size(claims[link.b]))
        yield Task(incident=incident.name, subject=link.a, other=link.b, weight=round(apart * size * _unsure(link), 6),
                   why=f"one event or two? the join's score is {link.score:.1f}")


def _unsure(link: Link) -> float:
    """Return how doubtful a join is: 2 at log odds of 0 or below, falling to 0."""
    return 4.0 / (1.0 + exp(min(60.0, max(0.0, link.score))))


def _size(claim: Claim) -> float:
    ends = [end for end in (claim.count.low, claim.count.best, claim.count.high) if end is not None]
    return log2(2 + max(ends, default=0))


def _doubt(claim: Claim) -> tuple[float, list[str]]:
    """Return how doubtful a claim is, 1 being not at all, and what makes it so."""
    source = claim.source
    reasons: list[tuple[float, str]] = []
    if _FIRM[claim.status]:
        reasons.append((_FIRM[claim.status], claim.status.value))
    if claim.count.kind in (CountKind.VAGUE, CountKind.BARE, CountKind.SINGLE):
        reasons.append((0.5, f"the count is {claim.count.kind.value}"))
    if claim.count.approximate:
        reasons.append((0.2, "about"))
    if claim.place is None or claim.place.unresolved is not None:
        reasons.append((0.5, "place not found"))
    if claim.when.start is None:
        reasons.append((0.4, "day not known"))
    if source is not None and (source.kind is SourceKind.UNNAMED or source.unresolved is not None):
        reasons.append((0.4, "source without a name"))
    if claim.score is not None:
        reasons.append((max(0.0, 1.0 - claim.score), f"the reader's score is {claim.score:.2f}"))
    return 1.0 + sum(weight for weight, _ in reasons), [why for _, why in reasons]


def _range(figure: Figure) -> str:
    low, high = figure.low.value, figure.high.value
    told = ["?" if end is None else f"{end:,}" for end in (low, high)]
    return told[0] if low == high else " to ".join(told)

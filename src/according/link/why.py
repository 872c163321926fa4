"""Why two claims are joined, or are not.

In: two claims among others. Out: a ``Link`` with the share of each feature, or of the judgement that binds them.

Example: ``explain(a, b, ...)`` for two bombings of one town a week apart shows ``days_apart`` as the heaviest share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from according.books.weights import Weights, read_weights
from according.errors import BadRequest
from according.link.cluster import pair
from according.link.rulings import rulings
from according.link.score import score, shares
from according.link.tell import Telling
from according.link.within import singles, tell_report
from according.records import Claim, Judgement, Link, Report, Share
from according.words import Scope

_JUDGED = 99.0  # shown for a judgement: above any score


def explain(a: str, b: str, *, claims: Iterable[Claim], reports: Mapping[str, Report],
            judgements: Iterable[Judgement] = (), weights: Weights | None = None) -> Link:
    """Say why two claims are joined, or are not: the shares of their tellings, or the judgement that binds them.

    A score above zero speaks for one incident. Two tellings that score above it may still be parted by the others of
    their groups; the links of the incident show the pairs that joined it.

    Args:
        a: a claim id.
        b: another.
        claims: at least all claims of the two reports.
        reports: at least the two reports, by id.
        judgements: all judgements.
        weights: by default those that ship with the package.

    Raises:
        BadRequest: an id that names no claim here.
    """
    table = weights or read_weights()
    every = {c.id: c for c in claims}
    for wanted in (a, b):
        if wanted not in every:
            raise BadRequest(f"{wanted} names no claim here; take an id that `according show` prints")
    same, different = rulings(judgements)
    if pair(a, b) in different or pair(a, b) in same:
        return judged_link(a, b, same=pair(a, b) in same)
    left, right = every[a], every[b]
    mates = {report: [c for c in every.values() if c.report == report and c.scope in (Scope.INCIDENT, Scope.BACKGROUND)]
             for report in {left.report, right.report}}
    if left.report == right.report:
        single = singles(mates[left.report], reports.get(left.report), table)
        return scored_link(single[a], single[b], a, b, table)
    tellings = [
        next(t for t in tell_report(mates[c.report], reports.get(c.report), weights=table).tellings if c.id in t.claims)
        for c in (left, right)
    ]
    return scored_link(tellings[0], tellings[1], a, b, table)


def scored_link(left: Telling, right: Telling, a: str, b: str, weights: Weights) -> Link:
    """Return the link of two tellings, by the table for one report or for two."""
    inside = left.report == right.report
    table = weights.within if inside else weights.across
    threshold = weights.threshold_within if inside else weights.threshold_across
    return Link(a=a, b=b, score=round(score(left, right, table) - threshold, 4), shares=shares(left, right, table))


def judged_link(a: str, b: str, *, same: bool) -> Link:
    """Return the link that a person made or forbade."""
    weight = _JUDGED if same else -_JUDGED
    return Link(a=a, b=b, score=weight,
                shares=(Share(feature="judgement", value="same" if same else "different", weight=weight),))

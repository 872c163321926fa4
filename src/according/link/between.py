"""Why two incidents, or the claims of two groups, are one or are not.

In: what two groups of reports tell, and the judgements that tie or part their claims. Out: a ``Between``: the pair of
tellings that comes closest with the share of each feature, whether any pair met in a block at all, and the judgements.

Example: two bombings of one town a week apart: they met in no block, and ``days_apart`` weighs heaviest in the pair
that comes closest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from according.books.weights import Weights
from according.link.block import candidates
from according.link.cluster import Pair, pair
from according.link.rulings import in_force
from according.link.tell import Telling
from according.link.why import scored_link
from according.records import Judgement, Link
from according.words import JudgementKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """What stands between two groups of tellings."""

    closest: Link  # of the first claims of the two tellings that fit best; above zero it speaks for one incident
    pairs: int  # of tellings, one of each group
    met: int  # of these that share a block
    above: int  # of these that score for one incident
    judgements: tuple[Judgement, ...]  # in force, that speak of a claim of each group


def between(left: Sequence[Telling], right: Sequence[Telling], *, judgements: Iterable[Judgement],
            weights: Weights) -> Between:
    """Hold two groups of tellings against each other.

    Args:
        left: at least one telling.
        right: at least one, none of them in ``left``.
        judgements: all judgements.
        weights: the table of weights.
    """
    links = [scored_link(a, b, a.head, b.head, weights) for a in left for b in right]
    heads = {t.head for t in left}
    met: set[Pair] = {pair(a.head, b.head) for a, b in candidates([*left, *right])
                      if (a.head in heads) != (b.head in heads)}
    mine, yours = ({c for t in side for c in t.claims} for side in (left, right))
    spoken = tuple(
        j for j in in_force(judgements) if j.kind in (JudgementKind.SAME, JudgementKind.DIFFERENT)
        and j.other is not None and ((j.subject in mine and j.other in yours)
                                     or (j.subject in yours and j.other in mine)))
    return Between(closest=min(links, key=lambda link: (-link.score, link.a, link.b)), pairs=len(links), met=len(met),
                   above=sum(pair(link.a, link.b) in met and link.score > 0 for link in links), judgements=spoken)

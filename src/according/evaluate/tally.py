"""From outcomes to figures: precision, recall and F1, accuracy by role, and how far chance alone moves them.

In: ``Outcome`` records. Out: ``Score``, for all reports, or for those claims of them that are of one kind.

Example: ``score(outcomes).claims.f1``; with ``kind=("harm", "killed")`` of that harm alone.

The intervals are the 2.5 and 97.5 in a hundred of resamples of whole reports, drawn with replacement from a seed:
claims of one report stand and fall together, so a claim is no unit of chance.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from according.evaluate.agree import ROLES
from according.evaluate.match import Outcome, Pair
from according.evaluate.told import Told

_TAIL = 0.025
_WIDTH = 40  # bits that one count takes where several are packed into one whole number


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Precision, recall and F1, rounded to four digits, with the counts they come from and their intervals."""

    precision: float
    recall: float
    f1: float
    matched: int  # claims of the gold that were found
    matched_read: int  # claims read that are claims of the gold; another number only where a kind is scored
    predicted: int
    gold: int
    interval: Mapping[str, tuple[float, float]]  # precision, recall, f1; empty without resamples


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """How often a role is right, over matched claims whose gold tells it."""

    accuracy: float
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The figures of one set of reports."""

    articles: int
    claims: Measure
    lenient: Measure
    full: Measure
    roles: Mapping[str, Accuracy]


Kind = tuple[str, str]
KINDS: Mapping[str, Callable[[Told], str | None]] = {
    "harm": lambda claim: claim.harm,
    "class": lambda claim: claim.klass,
    "scope": lambda claim: claim.scope,
}


def score(
    outcomes: Sequence[Outcome], *, kind: Kind | None = None, resamples: int = 1000, seed: int = 0
) -> Score:
    """Return the figures of reports.

    Args:
        outcomes: one a report.
        kind: count only claims of one kind: what the gold calls so must be found, what is read so must be right.
        resamples: how often reports are drawn anew for the intervals; 0: none.
        seed: of the drawing; the same seed gives the same intervals.
    """
    is_one = _of(kind)
    rows = [_row(outcome, is_one) for outcome in outcomes]
    drawn = _resample(rows, resamples, seed)
    total = [sum(column) for column in zip(*rows, strict=True)] if rows else [0] * 7
    return Score(
        articles=len(outcomes),
        claims=_measure(total, drawn, 0, 1),
        lenient=_measure(total, drawn, 2, 3),
        full=_measure(total, drawn, 4, 4),
        roles=_accuracies(p for o in outcomes for p in o.pairs if is_one(p.gold)),
    )


def kinds_told(outcomes: Iterable[Outcome], dimension: str) -> tuple[str, ...]:
    """Return the words of one dimension of ``KINDS`` that gold or reading use, sorted."""
    word = KINDS[dimension]
    return tuple(sorted({w for o in outcomes for c in (*o.gold, *o.read) if (w := word(c)) is not None}))


def _of(kind: Kind | None) -> Callable[[Told], bool]:
    if kind is None:
        return lambda claim: True
    word, wanted = KINDS[kind[0]], kind[1]
    return lambda claim: word(claim) == wanted


def _row(outcome: Outcome, is_one: Callable[[Told], bool]) -> tuple[int, ...]:
    """Count one report: found and right for claims, the same for lenient, full, read, gold."""
    return (
        sum(is_one(p.gold) for p in outcome.pairs), sum(is_one(p.read) for p in outcome.pairs),
        sum(is_one(p.gold) for p in outcome.lenient), sum(is_one(p.read) for p in outcome.lenient),
        sum(is_one(p.gold) for p in outcome.pairs if p.is_full),
        sum(map(is_one, outcome.read)), sum(map(is_one, outcome.gold)),
    )


def _resample(rows: Sequence[Sequence[int]], resamples: int, seed: int) -> list[list[int]]:
    """Return the sums of so many drawings; each row is packed into one whole number, so that one sum adds them all."""
    if not rows:
        return []
    packed = [sum(value << (_WIDTH * at) for at, value in enumerate(row)) for row in rows]
    mask, draw = (1 << _WIDTH) - 1, random.Random(seed)
    sums = [sum(draw.choices(packed, k=len(packed))) for _ in range(resamples)]
    return [[total >> (_WIDTH * at) & mask for at in range(len(rows[0]))] for total in sums]


def _measure(total: Sequence[int], drawn: Sequence[Sequence[int]], found: int, right: int) -> Measure:
    precision, recall, f1 = _rates(total, found, right)
    many = [_rates(sums, found, right) for sums in drawn]
    interval = {name: _interval([rates[at] for rates in many])
                for at, name in enumerate(("precision", "recall", "f1")) if many}
    return Measure(precision=round(precision, 4), recall=round(recall, 4), f1=round(f1, 4), matched=total[found],
                   matched_read=total[right], predicted=total[5], gold=total[6], interval=interval)


def _rates(sums: Sequence[int], found: int, right: int) -> tuple[float, float, float]:
    precision = sums[right] / sums[5] if sums[5] else 0.0
    recall = sums[found] / sums[6] if sums[6] else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def _interval(values: Sequence[float]) -> tuple[float, float]:
    ordered, cut = sorted(values), int(_TAIL * len(values))
    return round(ordered[cut], 4), round(ordered[-1 - cut], 4)


def _accuracies(pairs: Iterable[Pair]) -> dict[str, Accuracy]:
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for pair in pairs:
        for role, value in pair.roles.items():
            if value is not None:
                of[role] += 1
                right[role] += value
    return {r: Accuracy(accuracy=round(right[r] / of[r], 4), of=of[r]) for r in ROLES if of[r]}

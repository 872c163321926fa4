"""Which claim that was read is which claim of the gold: one to one, the likest first.

In: the gold claims and the read claims of one report. Out: ``Outcome``: what was paired, and how each pair agrees.

Example: two claims of "killed, 12 to 12" whose sentences overlap are a pair, whatever their sources.

Source of the rules: the claims corpus. Two claims can be a pair when they tell of the same harm, their evidence
overlaps and both ends of their counts are the same; in the lenient count, whatever their counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from according.evaluate.agree import FULL, agreement, same_name
from according.evaluate.told import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A gold claim and the read claim that is it."""

    gold: Told
    read: Told
    roles: Mapping[str, bool | None]

    @property
    def is_full(self) -> bool:
        """Say whether it is right in class, source and scope as well."""
        return all(self.roles[role] for role in FULL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one report."""

    report: str
    outlet: str
    gold: tuple[Told, ...]
    read: tuple[Told, ...]
    pairs: tuple[Pair, ...]
    lenient: tuple[Pair, ...]  # counts need not agree


def compare(
    report: str, gold: Sequence[Told], read: Sequence[Told], *, outlet: str = "unknown", bare: bool = False
) -> Outcome:
    """Compare the claims of one report.

    Args:
        report: its id.
        gold: its claims as annotated.
        read: its claims as read.
        outlet: who published it.
        bare: score claims without a number, too.
    """
    wanted = tuple(c for c in gold if bare or c.numbered)
    found = tuple(c for c in read if bare or c.numbered)

    def paired(*, counts: bool) -> tuple[Pair, ...]:
        # A source that any claim of the report has for the number is right, so roles look at all of them
        return tuple(Pair(gold=wanted[i], read=found[j], roles=agreement(wanted[i], found[j], gold))
                     for i, j in match(wanted, found, counts=counts))

    return Outcome(report=report, outlet=outlet, gold=wanted, read=found,
                   pairs=paired(counts=True), lenient=paired(counts=False))


def match(gold: Sequence[Told], read: Sequence[Told], *, counts: bool = True) -> tuple[tuple[int, int], ...]:
    """Return the pairs as indexes into both, the likest first.

    Args:
        gold: as annotated.
        read: as read.
        counts: whether both ends of the counts must agree.
    """
    taken_gold: set[int] = set()
    taken_read: set[int] = set()
    out: list[tuple[int, int]] = []
    for *_, i, j in sorted(_candidates(gold, read, counts=counts)):
        if i not in taken_gold and j not in taken_read:
            taken_gold.add(i)
            taken_read.add(j)
            out.append((i, j))
    return tuple(out)


def _candidates(
    gold: Sequence[Told], read: Sequence[Told], *, counts: bool
) -> Iterator[tuple[bool, bool, int, int, int, int]]:
    """Yield each pair that can be, as a key that sorts the likest first, ending with both indexes."""
    for i, g in enumerate(gold):
        for j, r in enumerate(read):
            if g.harm != r.harm or min(g.end, r.end) <= max(g.start, r.start):
                continue
            agree = (g.low, g.high) == (r.low, r.high)
            if counts and not agree:
                continue
            right = sum(value is True for value in agreement(g, r, gold).values())
            yield not agree, not same_name(g.victims, r.victims), -right, abs(g.start - r.start), i, j

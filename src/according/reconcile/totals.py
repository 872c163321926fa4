"""The total of a harm over classes that do not overlap.

In: the figures of one harm, and the figure over the claims that count people of all classes together. Out: one figure
with the mark ``total``.

Example: 5 to 7 civilians and 3 soldiers make 8 to 10; where a report says "12 people, 5 of them civilians", the 12 is
the total and the 5 the civilians.

Source: method.md, "Totals": add lows to lows and highs to highs over classes that do not overlap; where a report
gives a whole and its parts, the whole rules the total and the parts rule the classes.
"""

from __future__ import annotations

from collections.abc import Sequence

from according.records import Bound, Figure
from according.words import VictimsClass

_INCOMPLETE = Bound(value=None, claims=(), rule="a class has no best figure")
_NONE = Bound(value=None, claims=(), rule="no claim gives it")


def total(figures: Sequence[Figure], whole: Figure | None) -> Figure:
    """Return the total of one harm.

    Args:
        figures: at least one, all of one harm and profile. whole: the figure over claims of class mixed and unknown,
        which can hold all the others; None where there is none.
    """
    civilians = [f for f in figures if f.klass is VictimsClass.CIVILIAN]
    fighters = [f for f in figures if f.klass is VictimsClass.COMBATANT]
    sides, any_side = [f for f in fighters if f.side is not None], [f for f in fighters if f.side is None]
    combatants = _under(any_side[0] if any_side else None, _sum(sides))
    parts = _sum([f for f in (*civilians, combatants) if f is not None])
    chosen = _under(whole, parts) or figures[0]
    return Figure(
        incident=chosen.incident, harm=chosen.harm, klass=VictimsClass.MIXED, side=None, profile=chosen.profile,
        low=chosen.low, best=chosen.best, high=chosen.high, high_open=chosen.high_open,
        origins=max(f.origins for f in figures), origins_unknown=max(f.origins_unknown for f in figures),
        marks=tuple(sorted({"total", *chosen.marks})), aside=(),
        claims=tuple(sorted({c for f in figures for c in f.claims})))


def _sum(figures: Sequence[Figure]) -> Figure | None:
    """Add figures that share nobody."""
    if len(figures) < 2:
        return figures[0] if figures else None
    first = figures[0]
    lows, bests = [f.low for f in figures], [f.best for f in figures]
    highs = [f.best if f.high.value is None else f.high for f in figures]  # the sum then stays open above
    complete = all(b.value is not None for b in bests)
    return Figure(
        incident=first.incident, harm=first.harm, klass=VictimsClass.MIXED, side=None, profile=first.profile,
        low=_add(lows), best=_add(bests) if complete else _INCOMPLETE, high=_add(highs),
        high_open=any(f.high_open or f.high.value is None for f in figures), origins=0, origins_unknown=0,
        marks=tuple(sorted({m for f in figures for m in f.marks})), aside=())


def _add(ends: Sequence[Bound]) -> Bound:
    known = [b for b in ends if b.value is not None]
    if not known:
        return _NONE
    return Bound(value=sum(b.value or 0 for b in known), claims=tuple(sorted({c for b in known for c in b.claims})),
                 rule=f"sum over {len(known)} classes that share nobody")


def _under(whole: Figure | None, parts: Figure | None) -> Figure | None:
    """Let the whole rule; parts that together pass it raise the high."""
    if whole is None or parts is None or not _says_something(whole):
        return parts if whole is None or (not _says_something(whole) and parts is not None) else whole
    best = whole.best if whole.best.value is not None else parts.best
    ends = [b for b in (whole.low, parts.low if whole.low.value is None else whole.low, best) if b.value is not None]
    low = min(ends, key=lambda b: b.value or 0, default=whole.low)
    tops = [b for b in (whole.high, parts.high, best) if b.value is not None]
    high = max(tops, key=lambda b: b.value or 0, default=whole.high)
    passed = high is not whole.high and (high.value or 0) > (whole.high.value or 0)
    return Figure(
        incident=whole.incident, harm=whole.harm, klass=VictimsClass.MIXED, side=None, profile=whole.profile,
        low=low, best=best, high=high, high_open=whole.high_open or (passed and parts.high_open), origins=0,
        origins_unknown=0, aside=(),
        marks=tuple(sorted({*whole.marks, *(("classes together pass the whole",) if passed else ())})))


def _says_something(figure: Figure) -> bool:
    return any(b.value is not None for b in (figure.low, figure.best, figure.high))

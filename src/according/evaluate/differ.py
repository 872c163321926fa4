"""What is wrong, claim by claim: the list of errors that a person reads.

In: ``Outcome`` records. Out: ``Difference`` records, by report and place in it.

Example: a gold claim that nothing was paired with is ``missed``; where a read claim of the same harm overlaps it and
only the number differs, both are one difference of kind ``count``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from according.evaluate.agree import ROLES, source_of
from according.evaluate.match import Outcome
from according.evaluate.told import Told

# kind -> what it means, in the order in which a reader of the page wants them
ERRORS: dict[str, str] = {
    "missed": "in the gold, and nothing like it was read",
    "spurious": "read, and nothing like it is in the gold",
    "count": "the same harm in the same sentence, another number",
    "class": "the class of the victims differs",
    "scope": "the scope differs",
    "source": "the source differs",
    "status": "the status differs",
    "side": "the side of the victims differs",
    "perpetrator": "the perpetrator differs",
    "means": "the means differ",
    "place": "the place differs",
    "time": "the date differs",
    "via": "those through whom it came differ",
    "part of": "one is a part of another count, the other is not",
}
_KIND_OF = {role: role.removeprefix("victims ") for role in ROLES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One claim that is not as it should be; at least one of ``gold`` and ``read`` is there."""

    report: str
    outlet: str
    kinds: tuple[str, ...]  # of ``ERRORS``
    gold: Told | None
    read: Told | None


def differences(outcomes: Iterable[Outcome]) -> tuple[Difference, ...]:
    """Return what differs, report by report and in order of the text."""
    return tuple(d for outcome in outcomes for d in sorted(_of_report(outcome), key=_place))


def told_of(claim: Told, kind: str) -> str:
    """Return what a claim tells of the role that a kind of error is about, in few words; "" where it tells nothing."""
    if kind in ("missed", "spurious", "count"):
        ends = "-".join("?" if end is None else str(end) for end in (claim.low, claim.high))
        count = ends if claim.low != claim.high else str(claim.low if claim.low is not None else "no number")
        return f"{claim.harm} {count}" + (f" ({claim.count_words})" if claim.count_words else "")
    if kind == "via":
        return "; ".join(claim.via)
    if kind == "part of":
        return "a part" if claim.is_part else "no part"
    told = {"class": claim.klass, "scope": claim.scope, "status": claim.status, "source": source_of(claim),
            "side": claim.side, "perpetrator": claim.perpetrator or claim.perpetrator_words, "means": claim.means,
            "place": claim.place or claim.place_words, "time": claim.day}
    return told[kind] or ""


def words_of(claim: Told, kinds: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a claim that are worth lighting: its count, its harm, and those of the kinds that differ."""
    by_kind = {"class": (claim.victims,), "side": (claim.victims,), "source": (claim.source_words, claim.cue),
               "perpetrator": (claim.perpetrator_words,), "means": (claim.means_words,),
               "place": (claim.place_words,), "time": (claim.time_words,)}
    wanted = [claim.count_words, claim.harm_words, *(w for kind in kinds for w in by_kind.get(kind, ()))]
    return tuple(dict.fromkeys(w for w in wanted if w))


def _of_report(outcome: Outcome) -> Iterator[Difference]:
    found = {id(p.gold) for p in outcome.pairs}
    right = {id(p.read) for p in outcome.pairs}
    for pair in outcome.pairs:
        kinds = tuple(_KIND_OF[role] for role, value in pair.roles.items() if value is False)
        if kinds:
            yield _difference(outcome, kinds, pair.gold, pair.read)
    for pair in outcome.lenient:
        if id(pair.gold) not in found and id(pair.read) not in right:
            found.add(id(pair.gold))
            right.add(id(pair.read))
            yield _difference(outcome, ("count",), pair.gold, pair.read)
    for claim in outcome.gold:
        if id(claim) not in found:
            yield _difference(outcome, ("missed",), claim, None)
    for claim in outcome.read:
        if id(claim) not in right:
            yield _difference(outcome, ("spurious",), None, claim)


def _difference(outcome: Outcome, kinds: tuple[str, ...], gold: Told | None, read: Told | None) -> Difference:
    return Difference(report=outcome.report, outlet=outcome.outlet, kinds=kinds, gold=gold, read=read)


def _place(difference: Difference) -> tuple[int, str, str]:
    claim = difference.gold or difference.read
    assert claim is not None
    return claim.start, claim.id, difference.kinds[0]

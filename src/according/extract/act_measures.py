"""The rules that find measures in a sentence: curfews, ceasefires, sieges, closures, orders to leave.

In: ``Tokens`` and the book of acts. Out: ``Told``, with what became of the measure.

Example: in "A curfew has been imposed" the measure "curfew" is told as done by the turn "imposed".
"""

from __future__ import annotations

from collections.abc import Iterator

from according.books.acts import ActBook
from according.books.lexicon import match
from according.extract.act_phrases import Span, clause, object_after, subject
from according.extract.act_places import place_after
from according.extract.act_told import Told, agent_after, doer, is_passive, stage_of
from according.extract.tokens import Tokens
from according.words import ActForm, ActStage

_NEAR = 7  # tokens between a measure and its turn
_FAR = 11  # and its end
# That one can be "under"
_HELD = frozenset({ActForm.SIEGE, ActForm.CURFEW, ActForm.BLOCKADE, ActForm.EMERGENCY})


def find_measures(tokens: Tokens, book: ActBook) -> Iterator[Told]:
    """Yield the measures of a sentence, each with the turn that is told of it."""
    for at in range(len(tokens)):
        if (hit := match(book.measures, tokens.lower, at)) is not None and not _no_measure(
            tokens, at, at + hit[0], book
        ):
            yield from _turned(tokens, (at, at + hit[0]), hit[1], book)
        if (hit_closing := match(book.closing, tokens.lower, at)) is not None:
            yield from _closed(tokens, (at, at + hit_closing[0]), hit_closing[1], book)
        if (besieged := match(book.besieging, tokens.lower, at)) is not None:
            yield from _besieged(tokens, at, at + besieged[0], book)
        if (left := match(book.leaving, tokens.lower, at)) is not None and stage_of(tokens, at, book) is not None:
            who = subject(tokens, at, book)
            passive = at > 0 and tokens.lower[at - 1] in book.small["be"]
            yield Told(
                form=ActForm.EVACUATION,
                stage=ActStage.DONE,
                first=at,
                last=at + left[0],
                actor=None if passive else who,
                target=who if passive else None,
            )


def _no_measure(tokens: Tokens, first: int, last: int, book: ActBook) -> bool:
    if last < len(tokens) and tokens.lower[last] in book.no_measure_after:
        return True
    return any(
        (hit := match(book.no_measure_before, tokens.lower, at)) is not None and at + hit[0] <= first
        for at in range(max(0, first - 6), first)
    )


def _turned(tokens: Tokens, noun: Span, form: ActForm, book: ActBook) -> Iterator[Told]:
    """Yield the measure of a noun with the turn that is told of it: imposed, lifted, violated, proposed."""
    turn = _turn_of(tokens, noun, form, book)
    if turn is None:
        return
    first, last, stage = turn
    real = stage_of(tokens, first, book)
    if real is None or (first and tokens.lower[first - 1] in ("for", "of") and tokens.lower[first].endswith("ing")):
        return  # "blamed its foes for breaking the ceasefire" blames, and tells no end
    if stage is ActStage.BROKEN and form in _HELD:
        stage = ActStage.ENDED  # a siege that is broken is over
    yield Told(
        form=form,
        stage=real if stage is ActStage.DONE else stage,
        first=min(first, noun[0]),
        last=max(last, noun[1]),
        actor=_who_turned(tokens, noun, (first, last), book),
    )


def _turn_of(tokens: Tokens, noun: Span, form: ActForm, book: ActBook) -> tuple[int, int, ActStage] | None:
    """Return the turn told of a measure in its clause: an end or a breach before all, then the nearest."""
    best: tuple[bool, int, int, int, ActStage] | None = None
    around = clause(tokens, noun[0], book)
    for at in range(*around):
        hit = match(book.turns, tokens.lower, at)
        if hit is None or noun[0] <= at < noun[1] or at + hit[0] > around[1]:
            continue
        gap = at - noun[1] if at >= noun[1] else noun[0] - at - hit[0]
        if tokens.lower[at] == "under" and not (form in _HELD and 0 <= noun[0] - at - 1 <= 1):
            continue
        if tokens.lower[at] == "held" and at < noun[0]:
            continue
        # What became of a measure in the end counts: "a truce agreed in May has collapsed"
        row = (hit[1] not in (ActStage.ENDED, ActStage.BROKEN), gap, at, at + hit[0], hit[1])
        if gap <= (_NEAR if row[0] else _FAR) and (best is None or row[:2] < best[:2]):
            best = row
    return best[2:] if best is not None else None


def _who_turned(tokens: Tokens, noun: Span, turn: Span, book: ActBook) -> Span | None:
    """Return who set, ended or broke a measure, where the sentence says it."""
    first, last = turn
    named = first > 0 and (
        tokens.lower[first - 1] in ("new", "in") or tokens.lower[first - 1] in book.small["determiners"]
    )
    if tokens.lower[first] == "under" or named:
        return None  # "a new breach of the truce"
    if tokens.lower[last - 1] == "by":
        actor = object_after(tokens, last, book)
    elif last < noun[0] and not is_passive(tokens, first, book):
        actor = subject(tokens, first, book)
    else:
        actor = agent_after(tokens, max(last, noun[1]), book)
    return doer(tokens, actor, book, rules=True)


def _closed(tokens: Tokens, verb: Span, stage: ActStage, book: ActBook) -> Iterator[Told]:
    around = clause(tokens, verb[0], book)
    real = stage_of(tokens, verb[0], book)
    if real is not ActStage.DONE:
        return
    passive = is_passive(tokens, verb[0], book)
    span = (max(around[0], verb[0] - 9), verb[0]) if passive else (verb[1], min(around[1], verb[1] + 5))
    for at in range(*span):
        hit = match(book.closed, tokens.lower, at)
        if hit is not None:
            actor = agent_after(tokens, verb[1], book) if passive else subject(tokens, verb[0], book)
            if not passive and doer(tokens, actor, book, rules=True) is None:
                continue
            yield Told(
                form=ActForm.CLOSURE,
                stage=stage,
                first=min(verb[0], at),
                last=max(verb[1], at + hit[0]),
                actor=actor,
            )
            return


def _besieged(tokens: Tokens, first: int, last: int, book: ActBook) -> Iterator[Told]:
    who = subject(tokens, first, book)
    if first and tokens.lower[first - 1] in book.small["adjective_after"]:
        return  # "two besieged towns", "the cut off area"
    place, needs = place_after(tokens, last, book)
    if (
        doer(tokens, who, book) is None
        or place is None
        or is_passive(tokens, first, book)
        or stage_of(tokens, first, book) is None
    ):
        return
    yield Told(
        form=ActForm.SIEGE, stage=ActStage.DONE, first=first, last=last, actor=who, place=place, needs_place=needs
    )

"""Hang each count on its word of harm: the score of every (count, word of harm) pair, and the best of them.

In: anchors as ``Counted`` (anchor with its tokens and noun phrase) and triggers. Out: which triggers each count hangs
on.

Example: in "killing 15 civilians and injuring 50 others" 15 hangs on "killing" and 50 on "injuring".
The weights were set by looking at errors on the claims corpus (docs/decisions/0007).
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from typing import TypeVar

from according.books.grammar import word_list
from according.books.lexicon import Lexicon, match
from according.extract.between import (
    JOINING,
    MAY_RISE,
    aside,
    bracketed,
    goes_on,
    is_toll,
    names_among,
    part_word,
    takes_object,
)
from according.extract.hanging import Counted, Hanging
from according.extract.tokens import Tokens
from according.extract.triggers import Trigger
from according.records import Anchor
from according.words import CountKind, Harm

_At = TypeVar("_At", Counted, Trigger)

_THRESHOLD = 0.0
_GAP = 0.11  # a token between
_FAR = 22  # tokens beyond which nothing hangs
_REACH = 160  # the same, with brackets and asides of any length between: no further word is looked at
_STRONG, _WEAK, _CUE, _OTHER_TRIGGER, _OTHER_COUNT = 1.1, 0.35, 0.35, 0.75, 0.3
_AFTER = {
    "participle": 0.9,
    "passive": -0.9,
    "active": 1.5,
    "subject": -1.2,
    "predicate": -1.1,
    "noun": -0.5,
    "of": 1.5,
}
_BEFORE = {
    "participle": 1.0,
    "passive": 1.6,
    "active": -1.1,
    "subject": 1.4,
    "predicate": 1.4,
    "noun": -0.2,
    "of": -1.6,
}
_NEXT = 0.9  # nothing between the people and the word
_NOUN_NEXT = 1.5
_PERSON_NEXT = 0.6  # "98 evacuees were killed": the noun is of people first
_PEOPLE_TOO = frozenset({"evacuees", "victims"})
_TO = word_list("attach", "to")
_AMONG = 1.8  # "15 children were among the injured"
_PART_BONUS = 1.7
_OWN = 1.25  # a part with a word of harm of its own this near keeps it: "including a child, and wounded 22"
_PART_REACH = 32  # tokens from a whole to its parts
_ASIDE = 0.3
_TOLL_GAP = 0.03  # a token between "the death toll from ..." and its number
_VERBISH = word_list("attach", "verbish")
_AGENTS = word_list("attach", "agents")


_SIGNS = {'"': 0.6, "”": 0.6, "“": 0.4, ":": 0.3, ".": 1.0, ";": 0.4}


def attach(
    tokens: Tokens, counts: tuple[Counted, ...], triggers: tuple[Trigger, ...], lexicon: Lexicon
) -> tuple[Hanging, ...]:
    """Return the best trigger of each count that has one, in order of the counts.

    Args:
        tokens: the sentence.
        counts: the counts of the sentence that may be people, in order.
        triggers: its words of harm, in order.
        lexicon: words of clause boundaries and of parts.
    """
    hangings: list[Hanging] = []
    for index, counted in enumerate(counts):
        part = part_word(tokens, counted, counts[:index], lexicon)
        scored = [
            (
                _score(tokens, counted, trigger, counts, triggers, lexicon, part),
                -abs(trigger.first - counted.first),
                trigger,
            )
            for trigger in triggers
            if abs(trigger.first - counted.first) <= _REACH and not _inside(trigger, counted)
        ]
        if not scored:
            continue
        score, _, trigger = max(scored, key=lambda row: row[:2])
        # A part shares the harm of its whole unless a word of harm of its own stands right beside it
        near_whole = bool(hangings) and counted.first - hangings[-1].counted.end < _PART_REACH
        if part and near_whole and score < _OWN:
            trigger, score = hangings[-1].trigger, max(score, 0.5)
        if score > _THRESHOLD:
            hangings.append(Hanging(counted=counted, trigger=trigger, score=score, part=part))
    return _share(tokens, counts, tuple(hangings))


def _share(tokens: Tokens, counts: tuple[Counted, ...], hangings: tuple[Hanging, ...]) -> tuple[Hanging, ...]:
    """Give counts joined by "and" the word of harm of their neighbour: "a woman and her three children were killed"."""
    by_first = {h.counted.first: h for h in hangings}
    for one, other in [*itertools.pairwise(counts), *reversed(list(zip(counts[1:], counts, strict=False)))]:
        if one.first in by_first and other.first not in by_first:
            a, b = (one, other) if one.first < other.first else (other, one)
            between = tokens.lower[a.end : b.first]
            joined = between and set(between) <= JOINING and not a.people.elided
            if joined or (other is b and goes_on(tokens, a, b)):
                by_first[other.first] = Hanging(
                    counted=other, trigger=by_first[one.first].trigger, score=0.4, part=by_first[one.first].part
                )
    return tuple(by_first[first] for first in sorted(by_first))


def _inside(trigger: Trigger, counted: Counted) -> bool:
    return trigger.first < counted.last and counted.first < trigger.last


def _score(
    tokens: Tokens,
    counted: Counted,
    trigger: Trigger,
    counts: tuple[Counted, ...],
    triggers: tuple[Trigger, ...],
    lexicon: Lexicon,
    part: bool,
) -> float:
    if counted.anchor.count.kind is CountKind.SINGLE and trigger.voice == "noun" and trigger.harm is Harm.CASUALTIES:
        return -9.0  # "a casualty figure"
    if trigger.first >= counted.last:
        start, end = min(counted.end, trigger.first), trigger.first
        score = _BEFORE[trigger.voice]
        if counted.anchor.count.kind is CountKind.NONE and end - counted.last <= 1 and trigger.voice in ("noun", "of"):
            return _NOUN_NEXT
        if trigger.voice == "noun" and end - start <= 1:
            score = _NOUN_NEXT if tokens.lower[trigger.first] not in _PEOPLE_TOO else _PERSON_NEXT
        elif (
            tokens.lower[start : start + 2] in (("were", "among"), ("was", "among"), ("are", "among"), ("is", "among"))
            and end - start <= 9
        ):
            return _AMONG
        elif end - start == 0:
            score += _NEXT
        if trigger.voice == "participle" and end - start > 0:
            score -= 0.3 if takes_object(tokens, trigger, counts) else 0.0
        if trigger.voice == "participle" and _did_it(tokens, counted, trigger, counts):
            return -2.0
        if trigger.voice == "participle" and takes_object(tokens, trigger, counts):
            score -= 1.2
    else:
        start, end = trigger.last, counted.first
        score = _AFTER[trigger.voice]
        if is_toll(tokens, trigger) and not (
            MAY_RISE & set(tokens.lower[start:end]) and "to" not in tokens.lower[start:end]
        ):
            return (
                1.6
                - _TOLL_GAP * (end - start)
                - _hindrances(tokens, start, end, counted, trigger, counts, triggers, lexicon) / 2
            )
        if (
            names_among(tokens, trigger)
            and start < end
            and tokens.lower[start] in ("were", "was", "are", "is", "included", "include", "includes")
        ):
            return 1.5 - _GAP * (end - start)
        if end - start == 0:
            score += 0.6
        if (
            trigger.voice == "noun"
            and trigger.harm in (Harm.KILLED, Harm.CASUALTIES, Harm.WOUNDED)
            and 0 < end - start <= 8
            and (set(tokens.lower[start:end]) & _TO)
        ):
            score = 1.4
        if part:
            score += _PART_BONUS if score < 0.5 else 0.0
    if trigger.first >= counted.last and (inner := aside(tokens, start, end)):
        return score - _ASIDE - _GAP * (end - start - inner)
    gap = end - start - bracketed(tokens, start, end)
    if gap > _FAR:
        return -9.0
    return score - _GAP * gap - _hindrances(tokens, start, end, counted, trigger, counts, triggers, lexicon)


def _did_it(tokens: Tokens, counted: Counted, trigger: Trigger, counts: tuple[Counted, ...]) -> bool:
    """Say whether the counted did the harm: "two gunmen shot dead a trader", not "two gunmen killed in a raid"."""
    head = counted.people.head
    if head is None or tokens.lower[head] not in _AGENTS or trigger.last >= len(tokens):
        return False
    after = tokens.lower[trigger.last]
    return (
        after in ("a", "an", "the", "one", "his", "her")
        or tokens.is_capital(trigger.last)
        or takes_object(tokens, trigger, counts)
    )


def _hindrances(
    tokens: Tokens,
    start: int,
    end: int,
    counted: Counted,
    trigger: Trigger,
    counts: tuple[Counted, ...],
    triggers: tuple[Trigger, ...],
    lexicon: Lexicon,
) -> float:
    words = tokens.lower[start:end]
    cost = _STRONG * sum(w in lexicon.strong for w in words)
    cost += _WEAK * sum(w in lexicon.weak for w in words)
    cost += _CUE * sum(1 for i in range(start, end) if match(lexicon.verbs, tokens.lower, i))
    cost += 0.8 * sum(w in _VERBISH for w in words)
    cost += sum(_SIGNS.get(w, 0.0) for w in words)
    others = [t for t in _from_to(triggers, start, end) if t is not trigger]
    cost += _OTHER_TRIGGER * sum(1 for t in others if t.harm is not trigger.harm)
    cost += 0.4 * sum(1 for t in others if t.harm is trigger.harm)
    return cost + _OTHER_COUNT * sum(1 for c in _from_to(counts, start, end) if c is not counted)


def _from_to(ordered: tuple[_At, ...], start: int, end: int) -> tuple[_At, ...]:
    """Return those that begin in a stretch; found by halving, for a sentence may hold hundreds."""
    begins = bisect_left(ordered, start, key=lambda one: one.first)
    return ordered[begins : bisect_left(ordered, end, begins, key=lambda one: one.first)]


def is_vague(anchor: Anchor) -> bool:
    """Say whether a count is a vague word, an article or an absence: less evidence of a claim than a number."""
    return anchor.count.kind in (CountKind.VAGUE, CountKind.SINGLE)

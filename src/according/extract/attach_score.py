"""How well a count hangs on a word of harm: what stands between the two, and on which side the people stand.

In: a sentence as ``Clause``, one of its counts, one of its words of harm. Out: a score; above zero it hangs.

Example: in "killing 15 civilians and injuring 50 others" 15 scores 1.5 and more with "killing", below zero with
"injuring". The weights were set by looking at errors on the claims corpus (docs/decisions/0007).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TypeVar

from according.books.grammar import word_list
from according.books.lexicon import Lexicon, match
from according.extract.between import (
    MAY_RISE,
    aside,
    bracketed,
    is_toll,
    names_among,
    takes_object,
)
from according.extract.hanging import Counted
from according.extract.tokens import Tokens
from according.extract.triggers import Trigger
from according.words import CountKind, Harm

_At = TypeVar("_At", Counted, Trigger)

NEVER = -9.0  # no other words can make up for it
_GAP = 0.11  # a token between
_FAR = 22  # tokens beyond which nothing hangs
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
_OF_THEM = 2.0
_PART_BONUS = 1.7
_ASIDE = 0.3
_TOLL_GAP = 0.03  # a token between "the death toll from ..." and its number
_VERBISH = word_list("attach", "verbish")
_AGENTS = word_list("attach", "agents")
_SIGNS = {'"': 0.6, "”": 0.6, "“": 0.4, ":": 0.3, ".": 1.0, ";": 0.4}
_ALONE = frozenset({"drowned", "evacuated", "relocated", "suffocated"})  # what befalls people without a doer
_PERFECT = frozenset({"have", "has", "had"})
_ARE = frozenset({"were", "was", "are", "is"})
_INCLUDE = frozenset({"included", "include", "includes"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence with the counts and the words of harm in it, each in order."""

    tokens: Tokens
    counts: tuple[Counted, ...]
    triggers: tuple[Trigger, ...]
    lexicon: Lexicon


def score(clause: Clause, counted: Counted, trigger: Trigger, *, part: bool) -> float:
    """Return how well a count hangs on a word of harm; ``part``: it is told as part of a count before it."""
    if counted.anchor.count.kind is CountKind.SINGLE and trigger.voice == "noun" and trigger.harm is Harm.CASUALTIES:
        return NEVER  # "a casualty figure"
    tokens = clause.tokens
    if trigger.first < counted.last:
        start, end = trigger.last, counted.first
        if (decided := _decided_behind(clause, counted, trigger)) is not None:
            return decided
        own = _behind(tokens, trigger, start, end, part=part)
    else:
        start, end = min(counted.end, trigger.first), trigger.first
        if (decided := _decided_before(clause, counted, trigger, start, end)) is not None:
            return decided
        own = _before(clause, trigger, start, end)
        if inner := aside(tokens, start, end):
            return own - _ASIDE - _GAP * (end - start - inner)
    gap = end - start - bracketed(tokens, start, end)
    if gap > _FAR:
        return NEVER
    return own - _GAP * gap - _hindrances(clause, start, end, counted, trigger)


# --- the count stands before the word of harm ------------------------------------------------------------


def _decided_before(clause: Clause, counted: Counted, trigger: Trigger, start: int, end: int) -> float | None:
    """Return the score where a few words settle it, whatever stands between."""
    if counted.anchor.count.kind is CountKind.NONE and end - counted.last <= 1 and trigger.voice in ("noun", "of"):
        return _NOUN_NEXT
    beside = trigger.voice == "noun" and end - start <= 1
    words = clause.tokens.lower[start : start + 2]
    if not beside and words[:1] and words[0] in _ARE and words[1:] == ("among",) and end - start <= 9:
        return _AMONG
    if trigger.voice == "participle" and _did_it(clause, counted, trigger):
        return -2.0
    return _OF_THEM if _of_them(clause, counted, trigger) else None


def _of_them(clause: Clause, counted: Counted, trigger: Trigger) -> bool:
    """Say whether the count is of people harmed before, and the word tells what became of it.

    "One of the injured, Ex Ample, later died".
    """
    words = clause.tokens.lower[counted.last : counted.last + 2]
    if trigger.voice not in ("subject", "passive") or words[:1] != ("of",) or words[1:] not in (("the",), ("those",)):
        return False
    told = next((t for t in clause.triggers if t.first == counted.last + 2), None)
    if told is None or told.harm is trigger.harm or _from_to(clause.counts, told.last, trigger.first):
        return False
    between = clause.tokens.lower[told.last : trigger.first]
    return not any(w in clause.lexicon.strong for w in between)


def _before(clause: Clause, trigger: Trigger, start: int, end: int) -> float:
    own = _BEFORE[trigger.voice]
    if trigger.voice == "noun" and end - start <= 1:
        own = _NOUN_NEXT if clause.tokens.lower[trigger.first] not in _PEOPLE_TOO else _PERSON_NEXT
    elif end - start == 0:
        own += _NEXT
    if trigger.voice == "participle" and takes_object(clause.tokens, trigger, clause.counts):
        own -= 1.5 if end > start else 1.2
    return own


def _did_it(clause: Clause, counted: Counted, trigger: Trigger) -> bool:
    """Say whether the counted did the harm: "two gunmen shot dead a trader", not "two gunmen killed in a raid"."""
    tokens, head = clause.tokens, counted.people.head
    alone = trigger.harm is Harm.MISSING or tokens.lower[trigger.first] in _ALONE
    if not alone and _PERFECT & set(tokens.lower[max(trigger.first - 1, counted.last) : trigger.first]):
        return True  # "150 men have abducted the workers"; who was harmed would "have been"
    if _names_one(tokens, trigger):
        return True
    if head is None or tokens.lower[head] not in _AGENTS or trigger.last >= len(tokens):
        return False
    return (
        tokens.lower[trigger.last] in ("a", "an", "the", "one", "his", "her")
        or tokens.is_capital(trigger.last)
        or takes_object(tokens, trigger, clause.counts)
    )


def _names_one(tokens: Tokens, trigger: Trigger) -> bool:
    """Say whether a name with an age follows: "some 20 cadres allegedly killed Ex Ample (20)"."""
    at = trigger.last
    while at < len(tokens) and at - trigger.last < _NAME and tokens.is_capital(at):
        at += 1
    age = tokens.lower[at : at + 3]
    return at - trigger.last >= 2 and len(age) == 3 and age[0] == "(" and age[1].isdigit() and age[2] == ")"


_NAME = 5  # words of a person's name


# --- the count stands behind it -----------------------------------------------------------------------------


def _decided_behind(clause: Clause, counted: Counted, trigger: Trigger) -> float | None:
    """Return the score of a toll and of "among the dead were", which reach far."""
    tokens, start, end = clause.tokens, trigger.last, counted.first
    between = set(tokens.lower[start:end])
    if is_toll(tokens, trigger) and not (MAY_RISE & between and "to" not in between):
        return 1.6 - _TOLL_GAP * (end - start) - _hindrances(clause, start, end, counted, trigger) / 2
    if names_among(tokens, trigger) and start < end and tokens.lower[start] in _ARE | _INCLUDE:
        return 1.5 - _GAP * (end - start)
    return None


def _behind(tokens: Tokens, trigger: Trigger, start: int, end: int, *, part: bool) -> float:
    own = _AFTER[trigger.voice]
    if end - start == 0:
        own += 0.6
    of_people = trigger.voice == "noun" and trigger.harm in (Harm.KILLED, Harm.CASUALTIES, Harm.WOUNDED)
    if of_people and 0 < end - start <= 8 and set(tokens.lower[start:end]) & _TO:
        own = 1.4
    return own + _PART_BONUS if part and own < 0.5 else own


# --- what stands between --------------------------------------------------------------------------------------


def _hindrances(clause: Clause, start: int, end: int, counted: Counted, trigger: Trigger) -> float:
    lexicon, words = clause.lexicon, clause.tokens.lower[start:end]
    cost = _STRONG * sum(w in lexicon.strong for w in words)
    cost += _WEAK * sum(w in lexicon.weak for w in words)
    cost += _CUE * sum(1 for i in range(start, end) if match(lexicon.verbs, clause.tokens.lower, i))
    cost += 0.8 * sum(w in _VERBISH for w in words)
    cost += sum(_SIGNS.get(w, 0.0) for w in words)
    others = [t for t in _from_to(clause.triggers, start, end) if t is not trigger]
    cost += _OTHER_TRIGGER * sum(1 for t in others if t.harm is not trigger.harm)
    cost += 0.4 * sum(1 for t in others if t.harm is trigger.harm)
    return cost + _OTHER_COUNT * sum(1 for c in _from_to(clause.counts, start, end) if c is not counted)


def _from_to(ordered: tuple[_At, ...], start: int, end: int) -> tuple[_At, ...]:
    """Return those that begin in a stretch; found by halving, for a sentence may hold hundreds."""
    begins = bisect_left(ordered, start, key=lambda one: one.first)
    return ordered[begins : bisect_left(ordered, end, begins, key=lambda one: one.first)]

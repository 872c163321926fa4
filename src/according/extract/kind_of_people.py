"""The class of victims where the words after the noun say it: "people, mostly women and children", "six were children".

In: tokens, the noun phrase of a count. Out: the class, and the noun phrase where it stands after a verb.

Source of the rules: corpus guidelines (a total of civilians and fighters is mixed); people mostly women and children
are civilians.
"""

from __future__ import annotations

from according.books.grammar import word_list
from according.books.lexicon import Lexicon
from according.extract.noun_phrases import NounPhrase, noun_phrase
from according.extract.tokens import Tokens
from according.words import VictimsClass

_MOST = word_list("kind_of_people", "most")
_LINK = word_list("kind_of_people", "link")
_BE = word_list("kind_of_people", "be")
_REACH = 9


def refine_people(
    tokens: Tokens, people: NounPhrase, lexicon: Lexicon, trigger_starts: frozenset[int], *, whole: bool = False
) -> NounPhrase:
    """Return the noun phrase with the class that the words after it give, where its own give none.

    Args:
        tokens: the sentence.
        people: the noun phrase behind a count.
        lexicon: what is known of people.
        trigger_starts: where words of harm begin.
        whole: a share is taken of the count: the verb behind it tells of the share ("of the 14 killed, six were boys").
    """
    if people.klass is not VictimsClass.UNKNOWN:
        return people
    if not whole and (people.head is None or people.elided):
        named = _after_be(tokens, people, lexicon, trigger_starts)
        if named is not None:
            return named
    klass = _qualified(tokens, people.last, lexicon) or _including(tokens, people.last, lexicon)
    if klass is None:
        return people
    return NounPhrase(
        first=people.first, last=people.last, head=people.head, klass=klass, thing=people.thing, elided=people.elided
    )


def _after_be(
    tokens: Tokens, people: NounPhrase, lexicon: Lexicon, trigger_starts: frozenset[int]
) -> NounPhrase | None:
    """Read "six of the dead were children": the people stand after the verb."""
    for at in range(people.first, min(len(tokens) - 1, people.last + 7)):
        if tokens.lower[at] in _BE:
            start = at + 1
            while (
                start < len(tokens) and tokens.lower[start] in _LINK | {"by", "his", "group", "its"} and start - at < 7
            ):
                start += 1
            found = noun_phrase(tokens, start, lexicon, trigger_starts)
            good = found.head is not None and found.head - start <= 3 and found.klass is not VictimsClass.UNKNOWN
            return found if good else None
    return None


def _including(tokens: Tokens, after: int, lexicon: Lexicon) -> VictimsClass | None:
    """Read "people, including civilians and rebel fighters": a total said to hold combatants is mixed."""
    at = next(
        (i for i in range(after, min(len(tokens), after + 12)) if tokens.lower[i] in ("including", "among")), None
    )
    if at is None or any(w in ("were", "was", "killed", "died") for w in tokens.lower[after + 4 : at]):
        return None
    words = tokens.lower[at + 1 : at + 8]
    if words[:1] in (("the",), ("those",)):
        return None
    combatant = any(
        lexicon.people.get(w) is VictimsClass.COMBATANT
        and w not in ("members", "member", "leaders", "leader", "personnel")
        for w in words
    )
    return VictimsClass.MIXED if combatant else None


def _qualified(tokens: Tokens, after: int, lexicon: Lexicon) -> VictimsClass | None:
    at = after
    while at < len(tokens) and at - after < 3 and tokens.lower[at] not in _MOST:
        if tokens.lower[at] not in _LINK:
            return None
        at += 1
    if at >= len(tokens) or tokens.lower[at] not in _MOST:
        return None
    partly = tokens.lower[at] in ("half", "some", "many")
    for i in range(at + 1, min(len(tokens), at + _REACH)):
        word = tokens.lower[i]
        if word in ("civilians", "civilian"):
            return VictimsClass.MIXED
        klass = lexicon.people.get(word)
        if klass is VictimsClass.CIVILIAN:
            return VictimsClass.CIVILIAN
        if klass is VictimsClass.COMBATANT:
            return VictimsClass.MIXED if partly or tokens.lower[at] == "most" else klass
        if word not in _LINK and i - at > 4:
            return None
    return None

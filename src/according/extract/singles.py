"""Single persons that no count word stands for: "the commander was killed", "killing its leader".

In: the words of harm of a sentence that no count hangs on. Out: hangings with a count of one and no printed words.

Source of the rule: method.md, "Reading a count": a named or definite single person is one.
"""

from __future__ import annotations

from dataclasses import replace

from according.books.grammar import word_list
from according.books.lexicon import Lexicon
from according.extract.hanging import Counted, Hanging
from according.extract.noun_phrases import NounPhrase, class_of
from according.extract.tokens import Tokens
from according.extract.triggers import Trigger
from according.records import Anchor, Count, Phrase
from according.words import CountKind, Harm, VictimsClass

_ONE = Count(low=1, best=1, high=1, kind=CountKind.SINGLE)
_BARE = Count(low=None, best=None, high=None, kind=CountKind.BARE)
_SINGULAR_BE = word_list("singles", "singular_be")
_SUBJECT_END = word_list("singles", "subject_end")
_NOT_PEOPLE = word_list("singles", "not_people")
_PLURAL_BARE = word_list("singles", "plural_bare")


def find_singles(
    tokens: Tokens,
    triggers: tuple[Trigger, ...],
    hangings: tuple[Hanging, ...],
    counts: tuple[Counted, ...],
    lexicon: Lexicon,
) -> tuple[Hanging, ...]:
    """Return a hanging for each word of harm that a single person, or a bare plural, stands at and no count does."""
    taken = {h.trigger.first for h in hangings}
    found: list[Hanging] = []
    for trigger in triggers:
        if trigger.first in taken or trigger.harm in (Harm.CASUALTIES, Harm.DISPLACED):
            continue
        people = (
            _subject(tokens, trigger, lexicon)
            if trigger.voice in ("passive", "subject")
            else _object(tokens, trigger, lexicon)
        )
        if people is None or any(c.first < people.last and people.first < c.end for c in counts):
            continue
        found.append(_hang(tokens, trigger, people))
    return tuple(found)


def _hang(tokens: Tokens, trigger: Trigger, people: NounPhrase) -> Hanging:
    bare = tokens.lower[people.last - 1] in _PLURAL_BARE
    at = tokens.starts[people.first]
    anchor = Anchor(phrase=Phrase(text="", start=at, end=at), count=_BARE if bare else _ONE)
    return Hanging(
        counted=Counted(anchor=anchor, first=people.first, last=people.first, people=people),
        trigger=trigger,
        score=0.3,
        part=False,
    )


def _subject(tokens: Tokens, trigger: Trigger, lexicon: Lexicon) -> NounPhrase | None:
    """Return the singular subject before "was killed", "died"."""
    end = trigger.first
    while (
        end > 0
        and trigger.first - end < 4
        and tokens.lower[end - 1] not in _SINGULAR_BE
        and (
            tokens.lower[end - 1] in ("been", "also", "later", "reportedly", "critically", "seriously", "being")
            or tokens.lower[end - 1].endswith("ly")
        )
    ):
        end -= 1
    if trigger.voice == "passive" and not (end > 0 and tokens.lower[end - 1] in _SINGULAR_BE):
        return None
    while end > 0 and tokens.lower[end - 1] in _SINGULAR_BE | {"who", ","}:
        end -= 1
    end = _before_bracket(tokens, end)
    start = end
    while (
        start > 0
        and end - start < 16
        and tokens.lower[start - 1] not in _SUBJECT_END
        and tokens.lower[start - 1] not in lexicon.be
    ):
        start -= 1
    if (named := _named_before(tokens, start, end, lexicon)) is not None:
        return named
    if _is_aside(tokens, start, end, lexicon):
        holder = _before_aside(tokens, start, lexicon)
        if holder is None and tokens.lower[start - 2 : start] == ("identified", "as"):
            holder = _person(tokens, start, end, lexicon)
        if holder is not None or tokens.lower[end - 1] in _PLACES:
            taken = tokens.lower[trigger.last - 1] in _TAKEN
            return holder if holder is not None or taken else _nobody_named(end)
    words = tokens.lower[start:end]
    if not words or set(words) & _NOT_PEOPLE or words[-1] in _PLURAL_BARE or words[-1] in _PLACES:
        return None
    person = _person(tokens, start, end, lexicon)
    place_like = (
        person is not None
        and person.head is None
        and tokens.lower[trigger.last - 1] in _TAKEN
    )
    return None if place_like else person


def _named_before(tokens: Tokens, start: int, end: int, lexicon: Lexicon) -> NounPhrase | None:
    """Return who is named before what is said of them: "Ex Ample (42), the founder of a blog, was killed"."""
    opens = start > 1 and tokens.lower[start - 1] == "," and tokens.lower[start : start + 1] in (("the",), ("a",))
    named = _name_ending(tokens, _before_bracket(tokens, start - 1), lexicon) if opens else None
    if named is None or named.klass is not VictimsClass.UNKNOWN:
        return named
    return replace(named, klass=class_of(tokens.lower[start:end], lexicon))


def _before_bracket(tokens: Tokens, end: int) -> int:
    """Step over an age or a short name in brackets: "identified as Ex Ample (59), was shot"."""
    if end == 0 or tokens.lower[end - 1] != ")":
        return end
    return next((at for at in range(end - 2, max(-1, end - _BRACKET), -1) if tokens.lower[at] == "("), end)


_BRACKET = 5  # tokens of a bracket that is stepped over


def _is_aside(tokens: Tokens, start: int, end: int, lexicon: Lexicon) -> bool:
    """Say whether what stands before the verb ends something said of the subject: "..., in Homs, was killed"."""
    before = tokens.lower[start - 1] if start else ""
    if before == "as" and tokens.lower[start - 2 : start - 1] == ("identified",):
        return True
    if start == 0 or any(w in lexicon.people for w in tokens.lower[start:end]):
        return False
    return before in _ASIDE_ENDS or (before == "," and tokens.lower[end - 1] in _PLACES)


def _before_aside(tokens: Tokens, end: int, lexicon: Lexicon) -> NounPhrase | None:
    """Return the person of whom an aside speaks: "the driver of a lorry, carrying goods to Homs, was killed"."""
    for at in range(end - 1, max(0, end - _ASIDE), -1):
        word = tokens.lower[at]
        if word in (".", ";", '"') or word in lexicon.strong:
            return None
        told = tokens.lower[at - 1 : at + 1] == (",", "the")
        named = _name_ending(tokens, _before_bracket(tokens, at - 1), lexicon) if told else None
        if named is not None:
            return named  # "Example Name, the block officer of a town, was abducted"
        if word not in _ASIDE_OPENS and not (tokens.lower[at - 1] == "," and word.endswith("ing")):
            continue
        last = at - 1 if tokens.lower[at - 1] == "," else at
        first = last
        while first > 0 and last - first < 9 and tokens.lower[first - 1] not in (",", ".", ";", *_SUBJECT_END):
            first -= 1
            if tokens.lower[first] in _DEFINITE:
                stop = next((i for i in range(first, last) if tokens.lower[i : i + 2] in _OF_ONE), last)
                person = _person(tokens, first, stop, lexicon)
                if person is not None and person.head is not None:
                    return person
    return None


def _name_ending(tokens: Tokens, end: int, lexicon: Lexicon) -> NounPhrase | None:
    first = end
    while first > 0 and tokens.is_capital(first - 1) and tokens.lower[first - 1] not in _SUBJECT_END:
        first -= 1
    return _person(tokens, first, end, lexicon) if end - first > 1 else None


def _nobody_named(at: int) -> NounPhrase:
    return NounPhrase(first=at, last=at, head=None, klass=VictimsClass.UNKNOWN, thing=False, elided=True)


_TAKEN = ("captured", "seized", "evacuated", "caught")  # of places as of people
_OF_ONE = (("of", "a"), ("of", "an"))
_ASIDE = 36  # tokens that an aside may take
_ASIDE_ENDS = word_list("singles", "aside_ends")
_ASIDE_OPENS = word_list("singles", "aside_opens")
_DEFINITE = word_list("singles", "definite")
_PLACES = word_list("singles", "places")


def _object(tokens: Tokens, trigger: Trigger, lexicon: Lexicon) -> NounPhrase | None:
    """Return the definite or named person, or the bare plural, after "killing", "killed", "the death of"."""
    if trigger.voice == "predicate":
        at = trigger.first - 1
        return _pronoun(at) if at >= 0 and tokens.lower[at] in ("him", "her") else None
    if trigger.voice not in ("active", "participle", "of"):
        return None
    start = end = trigger.last
    if tokens.lower[start : start + 1] in (("him",), ("her",)) and not (
        start + 1 < len(tokens) and tokens.lower[start + 1] in lexicon.people
    ):
        return _pronoun(start)
    while end < len(tokens) and end - start < 8 and (tokens.lower[end][-1].isalpha() or tokens.lower[end] in "-'’("):
        word = tokens.lower[end]
        if word == "(":  # "killed KCP (Lamphel faction) chairman ..."
            close = next((i for i in range(end + 1, min(len(tokens), end + 6)) if tokens.lower[i] == ")"), None)
            if close is None or close + 1 >= len(tokens) or tokens.lower[close + 1] not in lexicon.people:
                break
            end = close + 1
            continue
        if word in _PLURAL_BARE:
            return NounPhrase(
                first=start,
                last=end + 1,
                head=end,
                klass=class_of(tokens.lower[start : end + 1], lexicon),
                thing=False,
                elided=False,
            )
        if word in _OBJECT_END:
            break
        end += 1
    words = tokens.lower[start:end]
    if not words or (
        words[0] not in ("the", "its", "his", "their", "her", "senior", "top") and not tokens.is_capital(start)
    ):
        return None
    singular = any(w in lexicon.people and (not w.endswith("s") or w in _SINGLE_HEADS) for w in words)
    return _person(tokens, start, end, lexicon) if singular else None


def _pronoun(at: int) -> NounPhrase:
    return NounPhrase(first=at, last=at + 1, head=at, klass=VictimsClass.UNKNOWN, thing=False, elided=False)


_OBJECT_END = word_list("singles", "object_end")
_SINGLE_HEADS = word_list("singles", "single_heads")


_NO_NAME = word_list("singles", "no_name")


def _person(tokens: Tokens, start: int, end: int, lexicon: Lexicon) -> NounPhrase | None:
    words = tokens.lower[start:end]
    heads = [
        start + i for i, w in enumerate(words) if w in lexicon.people and (not w.endswith("s") or w in ("hindus",))
    ]
    named = sum(tokens.is_capital(i) for i in range(start, end)) >= 2 or (
        len(words) <= 2 and tokens.is_capital(end - 1) and words[-1] not in _NO_NAME
    )
    pronoun = len(words) == 1 and words[0] in ("he", "she")
    if not heads and not named and not pronoun:
        return None
    klass = class_of(words, lexicon)
    return NounPhrase(
        first=start,
        last=end,
        head=heads[-1] if heads else None,
        klass=klass if heads else VictimsClass.UNKNOWN,
        thing=False,
        elided=False,
    )

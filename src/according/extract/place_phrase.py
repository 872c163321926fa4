"""The place words of a sentence that stand nearest to a count.

In: ``Tokens``, the count's place among them. Out: the phrase as printed.

Example: "killed four in the village of Taduf, in Aleppo province" gives "the village of Taduf, in Aleppo province".
"""

from __future__ import annotations

import re

from according.books.date_patterns import EVENTS
from according.books.grammar import word_list
from according.books.place_words import open_place_words
from according.extract.tokens import Tokens
from according.records import Phrase

_PHRASE_END = word_list("frame", "phrase_end")
_PREPOSITIONS = word_list("frame", "place_prepositions") - {"of"}
_FLIGHT = word_list("frame", "flight")
_NOT_PLACE = word_list("frame", "not_place")
_PLACE_WORDS = word_list("frame", "place_words")
_INNER = word_list("frame", "place_inner")
_LOOSE_ENDS = word_list("frame", "place_loose_ends")
_HOLDING = frozenset({"in", "near", "of"})
_NATIONS = word_list("frame", "nations")
_SAYS = word_list("frame", "says") | {"told"}
_COMPARES = word_list("frame", "compares")
_ELSEWHERE = word_list("frame", "elsewhere")  # what follows says where something else is, comes from or goes to
_CARGO = 9  # tokens from such a word to its place
_OF_ANOTHER = 30.0  # tokens that such a place counts as farther off
_LONGEST = 14
_BEFORE_KIND = 4  # tokens from "the" to the word of kind: "the northern Ukrainian city of"


def find_place(tokens: Tokens, at: int) -> Phrase | None:
    """Return the place words of the sentence nearest to a count: a preposition and a name or a word for a place."""
    best: tuple[float, int, int] | None = None
    index, cargo = 0, -_CARGO
    while index < len(tokens) - 1:
        cargo = index if tokens.lower[index] in _ELSEWHERE else cargo
        found = _phrase_from(tokens, index)
        if found is None:
            index += 1
            continue
        first, end = found
        last = index
        while (more := _goes_on_in(tokens, end)) is not None:  # "in Nuseirat, in central Gaza"
            last, end = end + 1, more
        distance = min(_distance(index, at), _distance(last, at))
        if index - cargo < _CARGO:  # "lorries carrying fuel for troops in Afghanistan, near Peshawar"
            distance, cargo = distance + _OF_ANOTHER, -_CARGO
        # "the deadliest strike on Ukraine this year" says what an event is measured by
        if _of_the_saying(tokens, index) or not _COMPARES.isdisjoint(tokens.lower[max(0, index - 4) : index]):
            distance += _OF_ANOTHER
        if best is None or distance < best[0]:
            best = (distance, first, end)
        index = end
    return tokens.phrase(best[1], best[2]) if best is not None else None


def _distance(index: int, at: int) -> float:
    return index - at if index >= at else 1.6 * (at - index) + 2


def _phrase_from(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """Return the tokens of the place phrase that a word leads to: a preposition, "fled", "village" of "village of"."""
    if tokens.lower[index] in _PREPOSITIONS or (tokens.lower[index] in _FLIGHT and tokens.is_capital(index + 1)):
        end = _place_end(tokens, index + 1)
        return None if end is None else (index + 1, end)
    if tokens.lower[index] == "the" and _is_old_event(tokens, index + 1):
        return index + 2, index + 3 + tokens.is_capital(index + 3)
    if (
        tokens.printed[index] in open_place_words().kinds
        and tokens.lower[index + 1] == "of"
        and index + 2 < len(tokens)
        and tokens.is_capital(index + 2)
        and (end := _place_end(tokens, index)) is not None
    ):
        before = range(index - 1, max(-1, index - 1 - _BEFORE_KIND), -1)
        return next((i for i in before if tokens.lower[i] == "the"), index), end
    return None


def _is_old_event(tokens: Tokens, year: int) -> bool:
    """Say whether a year and a name call an event: "the 2008 Mumbai shootings"."""
    words = tokens.lower[year : year + 4]
    return (
        len(words) == 4
        and re.fullmatch(r"(?:19|20)\d\d", words[0]) is not None
        and tokens.is_capital(year + 1)
        and (words[2] in EVENTS or (tokens.is_capital(year + 2) and words[3] in EVENTS))
    )


def _goes_on_in(tokens: Tokens, end: int) -> int | None:
    """Return the end of what a comma and "in" or "near" add to a place phrase: "Kumba, in the South West region"."""
    if end + 2 < len(tokens) and tokens.lower[end] == "," and tokens.lower[end + 1] in ("in", "near"):
        return _place_end(tokens, end + 2)
    return None


def _of_the_saying(tokens: Tokens, index: int) -> bool:
    """Say whether a preposition tells where something was said: "said in Geneva", "told Reuters in Durban"."""
    at = index - 1
    while at > 0 and index - at < 4 and tokens.is_capital(at):
        at -= 1
    return at >= 0 and tokens.lower[index] in ("in", "from") and tokens.lower[at] in _SAYS


def _place_end(tokens: Tokens, start: int) -> int | None:
    if tokens.lower[start] in _NOT_PLACE or tokens.lower[start][0].isdigit():
        return None
    end, name, word = start, False, False
    one_of_a_kind = tokens.lower[start] in ("a", "an")  # "a Catholic church", "an RSF attack": of no place's name
    while end < len(tokens) and end - start < _LONGEST:
        lower = tokens.lower[end]
        if tokens.is_capital(end) and lower not in _NOT_PLACE and len(lower) > 1:
            name = name or not one_of_a_kind
        elif lower in _PLACE_WORDS:
            word, one_of_a_kind = True, False
        elif lower in _HOLDING:  # "a convoy near Homs"
            one_of_a_kind = False
        elif lower not in _INNER and not (
            lower.endswith(("held", "controlled"))
            or (lower.isalpha() and _soon_named(tokens, end) and lower not in _PHRASE_END)
        ):
            break
        end += 1
    while end > start and tokens.lower[end - 1] in _LOOSE_ENDS:
        end -= 1
    goes_on = end < len(tokens) and tokens.lower[end].isalpha() and not tokens.is_capital(end)
    if goes_on and _only_nations(tokens, start, end):
        return None  # "in Russian strikes": whose strikes, not where
    return end if end > start and (name or word) else None


def _only_nations(tokens: Tokens, start: int, end: int) -> bool:
    names = [tokens.lower[i] for i in range(start, end) if tokens.is_capital(i)]
    return bool(names) and _NATIONS.issuperset(names) and _PLACE_WORDS.isdisjoint(tokens.lower[start:end])


def _soon_named(tokens: Tokens, at: int) -> bool:
    return any(tokens.is_capital(i) or tokens.lower[i] in _PLACE_WORDS for i in range(at + 1, min(at + 3, len(tokens))))

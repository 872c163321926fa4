"""The people of a count whose words stand elsewhere in its clause: with the noun of harm, or before the number.

In: tokens, a count hung on its word of harm, the lexicon. Out: the noun phrase, or None.

Example: "no casualties among the militants" is of militants; "the number of dead officers rose to five" of officers.
"""

from __future__ import annotations

from according.books.grammar import word_list
from according.books.lexicon import Lexicon
from according.extract.hanging import Hanging
from according.extract.noun_phrases import NounPhrase, noun_phrase
from according.extract.tokens import Tokens
from according.words import VictimsClass

_AMONG = word_list("told_people", "among")
_TALLY = word_list("told_people", "tally")
_OF = word_list("told_people", "of")
_SKIP = word_list("told_people", "skip")
_REACH = 12  # tokens from the word for a tally to its number
_HARMED = word_list("told_people", "harmed")
_FAR = 40  # the same, where the people are told as harmed right there: "the number of civilians killed ... to 1,225"


def find_told_people(tokens: Tokens, hanging: Hanging, lexicon: Lexicon) -> NounPhrase | None:
    """Return the people that a count is told of where no words for people stand at the count itself."""
    own = hanging.counted.people
    open_words = own.elided or own.head is None or tokens.lower[own.head] in lexicon.harm
    if own.klass is not VictimsClass.UNKNOWN or not open_words:
        return None
    return _with_noun(tokens, hanging, lexicon) or _with_tally(tokens, hanging, lexicon)


def _with_noun(tokens: Tokens, hanging: Hanging, lexicon: Lexicon) -> NounPhrase | None:
    """Read "casualties among the militants", "losses in the ranks of the army"."""
    at = max(hanging.trigger.last, hanging.counted.last)
    words = tokens.lower
    if words[at : at + 4] == ("in", "the", "ranks", "of"):
        return _people_at(tokens, at + 4, len(tokens), lexicon)
    if words[at - 1] in _AMONG:  # "casualties among" is one word of harm
        return _people_at(tokens, at, len(tokens), lexicon)
    return _people_at(tokens, at + 1, len(tokens), lexicon) if at < len(words) and words[at] in _AMONG else None


def _with_tally(tokens: Tokens, hanging: Hanging, lexicon: Lexicon) -> NounPhrase | None:
    """Read "the number of dead officers rose to five", "the toll among civilians stands at 12"."""
    end = hanging.counted.first
    for at in range(end - 2, max(-1, end - _FAR), -1):
        if tokens.lower[at] in _TALLY and tokens.lower[at + 1] in _OF:
            found = _people_at(tokens, at + 2, end, lexicon)
            if end - at < _REACH:
                return found
            told = tokens.lower[found.last - 1 : found.last + 1] if found is not None else ()
            return found if any(w in _HARMED or w in lexicon.harm for w in told) else None
    return None


def _people_at(tokens: Tokens, start: int, end: int, lexicon: Lexicon) -> NounPhrase | None:
    while start < end and tokens.lower[start] in _SKIP:
        start += 1
    if start >= end:
        return None
    found = noun_phrase(tokens, start, lexicon, frozenset())
    known = found.head is not None and found.klass is not VictimsClass.UNKNOWN
    return found if known and found.last <= end else None

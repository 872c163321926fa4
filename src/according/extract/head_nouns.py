"""What a number counts: people, or something that is no person. A look at the noun phrase behind it.

In: a ``Line``, the word behind a count, the book of numbers. Out: ``Head``: people, things or neither, and where.

Example: behind "four" in "four Syrian army vehicles" the head is "vehicles": things; in "four truck drivers" people.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from according.books.numbers import NumberBook
from according.extract.line import Line

_WINDOW = 10
_BRACKET = 6  # words that a bracket inside a noun phrase may hold: "Central Reserve Police Force (CRPF) personnel"
_HYPHENS = frozenset("-‑")
_QUOTES = frozenset("\"“”'‘’")
_APOSTROPHES = frozenset("'’")
_AGE_LENGTH = 5  # words of an age behind its number
_AGE_WORDS = frozenset({"year", "years", "month", "months", "day", "days", "week", "old", "yearold"})
_LINKS = frozenset({"of", "for"})


class Kind(Enum):
    """What a noun phrase names."""

    PEOPLE = "people"
    THINGS = "things"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Head:
    """``at`` is the index of the noun that decided."""

    kind: Kind
    at: int


def find_head(line: Line, at: int, book: NumberBook, *, single: bool = False, one: bool = False) -> Head:
    """Return the head of the noun phrase that starts at a word.

    Args:
        line: the text.
        at: the first word behind the count.
        book: nouns for people and things, words that end a noun phrase.
        single: the count is an article: only a noun for one person counts as people.
        one: the count is one: a thing in the singular may be its noun.
    """
    kind, found, k = Kind.NEITHER, at, _behind_of(line, at, book)
    harmed = False
    for _ in range(_WINDOW):
        word = line.word(k)
        if line.is_number(k) and line.glued(k):  # "two F-16 jets"
            k += 1
            continue
        if not word or (word in book.number_stops and not age_length(line, k)):
            break
        if not word[0].isalpha() or word in book.number_stops:
            step = age_length(line, k) or _over_sign(line, k)
            if step == 0:
                break
            if kind is not Kind.NEITHER and _makes_adjective(line, k):
                kind = Kind.NEITHER
            k += step
            continue
        if word in book.stops:
            described = kind is Kind.NEITHER or line.words[found] in book.people_adjectives
            open_pair = word in ("and", "or") and described and not harmed and k > at and not single
            if not open_pair and not _inside_name(line, k):
                break
        elif word in book.harm_states and line.word(k - 1) not in _HYPHENS:
            if kind is not Kind.NEITHER:
                break
            harmed, found = True, k
        elif (named := _kind_of(word, line.word(k + 1), book, single, single or one)) is not Kind.NEITHER:
            if not (harmed and named is Kind.THINGS):
                kind, found = named, k
                if not single and word in book.people_plural and word not in book.people_same:
                    break
        elif kind is not Kind.NEITHER and not _goes_on(line, k):
            if kind is Kind.THINGS or line.words[found] not in book.people_adjectives or word.endswith("ed"):
                break
            kind = Kind.NEITHER  # "a local custom": the adjective's noun is none that the book knows
        k += 1
    if harmed and kind is Kind.NEITHER and not single:
        kind = Kind.PEOPLE
    return Head(kind, found)


def age_length(line: Line, at: int) -> int:
    """Return how many words an age takes ("10-year-old", "two day old"), 0 where none stands."""
    end = at + 1
    while end <= at + _AGE_LENGTH and (line.word(end) in _HYPHENS or line.word(end) in _AGE_WORDS):
        end += 1
    return end - at if line.word(end - 1) in ("old", "yearold") else 0


def _behind_of(line: Line, at: int, book: NumberBook) -> int:
    """Step over "of", "of the", "of all his", "of the 12": "two of the soldiers"."""
    if line.word(at) != "of":
        return at
    at += 1
    for _ in range(3):
        # a second number belongs to the whole: "87 of the 123 drones"
        if line.word(at) not in book.determiners and not line.is_number(at) and line.word(at) not in book.units:
            break
        at += 1
    return at


def _over_sign(line: Line, k: int) -> int:
    """Return how many words to step over at a sign, 0 where the noun phrase ends there."""
    word = line.words[k]
    if word in _HYPHENS:
        return 1 if line.glued(k) or line.glued(k + 1) else 0
    if word in _APOSTROPHES and line.glued(k) and line.word(k + 1) == "s":
        return 2
    if word in _QUOTES:
        return 1
    if word == "(":
        for inner in range(k + 1, k + _BRACKET):
            if line.word(inner) == ")":
                return 0 if line.is_number(inner - 1) else inner - k + 1
    return 0


def _makes_adjective(line: Line, k: int) -> bool:
    # "rebel-held", "the country's": what stood before the sign was no head
    return line.glued(k) and (line.words[k] in _HYPHENS or line.words[k] in _APOSTROPHES)


def _goes_on(line: Line, k: int) -> bool:
    # one more capitalised word of a name: "Communist Party of India Maoist cadre"
    return line.is_capital(k) and (line.is_capital(k - 1) or line.word(k - 1) in _LINKS)


def _inside_name(line: Line, k: int) -> bool:
    # "Communist Party of India", "Commando Battalion for Resolute Action"
    return line.words[k] in _LINKS and line.is_capital(k - 1) and line.is_capital(k + 1)


def _kind_of(word: str, after: str, book: NumberBook, single: bool, one: bool) -> Kind:
    # Behind a number above one a thing in the singular is an adjective: "four army vehicles"
    if word in book.things_plural or (one and word in book.things):
        return Kind.NEITHER if word in book.things_unless_of and after == "of" else Kind.THINGS
    if word in book.people or word in book.people_same:
        return Kind.PEOPLE
    if single:
        if word in book.harm_singles:
            return Kind.PEOPLE
    elif word in book.people_plural or word in book.harm_nouns:
        return Kind.PEOPLE
    if len(word) > 5 and word.endswith(book.people_endings):
        return Kind.PEOPLE if not single or not word.endswith(("men", "people")) else Kind.NEITHER
    return Kind.NEITHER

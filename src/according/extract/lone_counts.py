"""Absence, and small words that stand for people: "no casualties", "a child", "another", "both", "all of them".

In: a ``Line`` and the index of such a word. Out: ``Found`` or None.

Example: at "a" in "a retired army officer was shot" one person is found; at "a" in "a rebel stronghold" none.
"""

from __future__ import annotations

from according.books.numbers import NumberBook
from according.extract.head_nouns import Kind, age_length, find_head
from according.extract.line import Line
from according.extract.vague_counts import OPEN, Found, judge
from according.records import Count
from according.words import CountKind

_ABSENT = Count(low=0, best=0, high=0, kind=CountKind.NONE)
_ONE = Count(low=1, best=1, high=1, kind=CountKind.SINGLE)
_TWO = Count(low=2, best=2, high=2, kind=CountKind.NUMBER)
_BARE = Count(low=None, best=None, high=None, kind=CountKind.BARE)
_AHEAD = 8  # words from "no" to what is absent: "no immediate reports of any civilian casualties"


def find_absence(line: Line, at: int, book: NumberBook) -> Found | None:
    """Return the absence that a word opens ("no casualties", "no one", "without any losses"), or None."""
    word, after = line.words[at], line.word(at + 1)
    if word == "no" and after == "one":
        claimed = not book.claiming.isdisjoint(line.words[at + 2:at + 6])
        return Found(at, at + 1, _ABSENT, "responsibility" if claimed else None)
    if word == "without":
        opened = after in book.absence_openers and not book.absence_nouns.isdisjoint(line.words[at + 2:at + 5])
        return Found(at, at, _ABSENT) if opened or after in book.absence_nouns else None
    if word != "no":
        if word == "neither" and after != "of" and after not in book.be:
            return None
        things = after == "of" and find_head(line, at + 1, book).kind is Kind.THINGS
        return Found(at, at, _ABSENT, "things" if things else None)
    if after in book.reports_of or line.word(at + 2) in book.reports_of:
        near = line.words[at + 1:at + 1 + _AHEAD]
        if book.absence_nouns.isdisjoint(near):
            return None
        return Found(at, at, _ABSENT, None if book.not_known.isdisjoint(near[:3]) else "unknown")
    return _no_people(line, at, book)


def _no_people(line: Line, at: int, book: NumberBook) -> Found | None:
    head = find_head(line, at + 1, book)
    if line.word(at + 1) == "more" or head.kind is not Kind.PEOPLE or line.word(head.at) in ("arrest", "arrests"):
        return None
    return Found(at, at, _ABSENT, "unknown" if line.word(at + 1) in book.not_known else None)


def find_one(line: Line, at: int, book: NumberBook) -> Found | None:
    """Return the one person for whom an article stands ("a child", "a ninth man", "another was killed"), or None."""
    word, after = line.words[at], line.word(at + 1)
    if word == "another" and _stands_alone(after, book):
        return Found(at, at + 1 if after == "one" else at, _ONE)
    if after in book.fractions and line.word(at + 2) == "of":
        return find_fraction(line, at, at + 1, book)
    last = at + 1 if word != "another" and after in book.ordinals else at
    head = find_head(line, last + 1, book, single=True)
    if head.kind is not Kind.PEOPLE:
        behind = last + 1 + age_length(line, last + 1)
        if behind == last + 1 or not _ends_phrase(line.word(behind), book):
            return None
        return Found(at, last, _ONE)  # "a 35-year-old was shot"
    return Found(at, last, _ONE, _not_harmed(line, at, head.at, book))


def _stands_alone(after: str, book: NumberBook) -> bool:
    if not after or not (after[0].isalpha() or after[0].isdecimal()):
        return True
    return after in ("in", "of", "one") or after in book.be or after in book.harm_states


def _ends_phrase(word: str, book: NumberBook) -> bool:
    return not word.isalpha() or word in book.stops or word in book.harm_states


def _not_harmed(line: Line, at: int, noun_at: int, book: NumberBook) -> str | None:
    """Return why a person named with an article is none who was harmed: "an official said", "worked as a driver"."""
    before = line.word(at - 1)
    according = before == "to" and line.word(at - 2) == "according"
    if line.word(noun_at + 1) in book.speech or before in book.speech_before or according:
        return "speaker"
    if before == "by":
        return "perpetrator"
    if before in ("be", "being", "been") or (before == "as" and line.word(at - 2) not in ("well", "such")):
        return "role"
    return None


def find_fraction(line: Line, first: int, at: int, book: NumberBook) -> Found | None:
    """Return "a third of the dead", "two thirds of the victims": a part of people without a number."""
    if line.word(at + 1) != "of" and line.word(at + 1) not in book.be:
        return None
    people = judge(line, first, at, book, only_people=line.word(at + 1) == "of")
    return Found(first, at, OPEN, "fraction") if people is None or people.refused else people


def find_both(line: Line, at: int, book: NumberBook) -> Found | None:
    """Return "both" where it stands for two people, not for "both X and Y"."""
    after = line.word(at + 1)
    if after in book.be or after in book.harm_states:
        return Found(at, at, _TWO)
    head = find_head(line, at + 1, book)
    if head.kind is Kind.THINGS:
        return Found(at, at, _TWO, "things")
    if after == "of":
        return Found(at, at, _TWO)
    noun = line.word(head.at)
    people = head.kind is Kind.PEOPLE and (noun in book.people_plural or noun in book.harm_nouns)
    pair = "and" in line.words[at + 2:at + 5]
    return Found(at, at, _TWO) if not pair and (people or not after.isalpha()) else None


def find_all(line: Line, at: int, book: NumberBook) -> Found | None:
    """Return "all" where it stands for all of some people: "all of them", "all the occupants"."""
    if line.word(at - 1) in book.all_not_after:
        return None
    k = at + 2 if line.word(at + 1) == "of" else at + 1
    if k > at + 1 and line.word(k) in ("them", "whom"):
        return Found(at, at, OPEN)
    while line.word(k) in book.determiners and k < at + 4:
        k += 1
    return Found(at, at, OPEN) if find_head(line, k, book).kind is Kind.PEOPLE else None


def find_others(line: Line, at: int, floor: int) -> Found | None:
    """Return "others" where no quantity stands before it: a bare plural."""
    counted = floor == at or (floor == at - 1 and line.word(floor) == "of")  # "12 others", "dozens of others"
    if (floor and counted) or line.word(at - 1) in ("among", "each", "or", "all", "of"):
        return None
    return Found(at, at, _BARE)

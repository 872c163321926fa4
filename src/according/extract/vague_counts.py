"""Counts without a number, open at both ends: "several", "a number of", "most of them", "half the dead".

In: a ``Line`` and the index of a word that may head such a count. Out: ``Found`` or None.

Example: at "number" in "a large number of civilians" the words are "a large number of".
"""

from __future__ import annotations

from dataclasses import dataclass

from according.books.numbers import NumberBook
from according.extract.head_nouns import Kind, find_head
from according.extract.line import Line
from according.records import Count
from according.words import CountKind

OPEN = Count(low=None, best=None, high=None, kind=CountKind.VAGUE)


@dataclass(frozen=True, slots=True)
class Found:
    """Words ``first`` to ``last``, both inclusive."""

    first: int
    last: int
    count: Count
    refused: str | None = None


def find_vague(line: Line, at: int, floor: int, book: NumberBook) -> Found | None:
    """Return the vague count that a word heads, or None.

    Args:
        line: the text.
        at: a word of ``book.vague``.
        floor: the first word that no earlier count has taken.
        book: what may stand around it.
    """
    word = line.words[at]
    if word in book.vague_multipliers and (found := _several_hundred(line, at, book)) is not None:
        return found
    if word in ("number", "numbers"):
        return _number_of(line, at, floor, book)
    if word in book.sizes:
        after = line.word(at + 1)
        sized = after in book.size_nouns or (line.word(at + 2) in book.size_nouns and after not in book.things_plural)
        return Found(at, at, OPEN) if sized else None
    if word in book.shares:
        return _share(line, at, floor, book)
    doubtful = _DOUBTFUL.get(word)
    if doubtful is not None:
        return doubtful(line, at, floor, book)
    if line.word(at - 1) == "how" or line.word(at + 1) in ("times", "as"):
        return None  # "how many", "many times", "as many as"
    last = at + 1 if line.word(at + 1) == "more" and line.word(at + 2) != "than" else at
    return judge(line, _widen(line, at, floor, book), last, book)


def judge(line: Line, first: int, last: int, book: NumberBook, *, count: Count = OPEN,
          only_people: bool = False) -> Found | None:
    """Return a count of vague words, refused where what follows is no people.

    Args:
        line: the text.
        first: the first word of the count.
        last: its last word.
        book: nouns.
        count: what the words say.
        only_people: return None where no noun for people follows.
    """
    for k in range(last + 1, last + 4):
        if reason := _unit(line.word(k), book):
            return Found(first, last, count, reason)
        if line.word(k) not in book.duration_adjectives and line.word(k) != "of":
            break
    behind = last if line.word(last) == "of" else last + 1
    whole = behind + 2 if line.word(behind + 1) == "the" else behind + 1
    if line.word(behind) == "of" and line.word(whole) in book.pronouns_of_people:
        return Found(first, last, count)
    if line.word(last) == "half" and line.word(behind) in book.determiners:
        behind += 1
    kind = find_head(line, behind, book).kind
    best_of = line.word(behind) == "of" and line.word(whole) in book.superlatives  # "some of the fiercest fighting"
    if kind is Kind.THINGS or (best_of and kind is Kind.NEITHER):
        return Found(first, last, count, "things")
    return None if only_people and kind is not Kind.PEOPLE else Found(first, last, count)


def _unit(word: str, book: NumberBook) -> str | None:
    if word in book.durations:
        return "duration"
    if word in book.distances:
        return "distance"
    return "money" if word in book.currencies else None


def _several_hundred(line: Line, at: int, book: NumberBook) -> Found | None:
    """Read "several hundred", "a few dozen", "many thousands": two of them at least."""
    word = line.word(at + 1).removesuffix("s")
    scale = book.hundred.get(word) or book.scales.get(word) or (book.groups[word] if word == "dozen" else 0)
    if not scale:
        return None
    first = at - 1 if line.word(at) in ("few", "couple") and line.word(at - 1) == "a" else at
    return judge(line, first, at + 1, book, count=Count(low=2 * scale, best=None, high=None, kind=CountKind.VAGUE))


def _number_of(line: Line, at: int, floor: int, book: NumberBook) -> Found | None:
    """Read "a number of", "large numbers of", "such a high number was"; not "the number of"."""
    first = at
    while first > floor and line.word(first - 1) in book.number_sizes:
        first -= 1
    sized = first < at
    if first > floor and line.word(first - 1) in ("a", "an"):
        first -= 1
    elif not sized and (line.word(at) == "number" or line.word(first - 1) == "the"):
        return None
    if first > floor and line.word(first - 1) == "such":
        first -= 1
    if line.word(at + 1) == "of":
        return judge(line, first, at + 1, book)
    return Found(first, at, OPEN) if sized and line.word(at + 1) in book.be else None


def _share(line: Line, at: int, floor: int, book: NumberBook) -> Found | None:
    """Read "the rest", "the vast majority of", "a handful of"."""
    word, first = line.words[at], at
    while first > floor and line.word(first - 1) in book.share_sizes:
        first -= 1
    if line.word(first - 1) not in ("the", "a") and word != "lots":
        return None
    first = max(first - 1, floor) if word != "lots" else first
    remainder = word in ("rest", "remainder")
    if line.word(at + 1) == "of":
        return judge(line, first, at if remainder else at + 1, book, only_people=True)
    alone = line.word(at + 1) in book.be and (remainder or word == "majority")
    if alone:
        return Found(first, at, OPEN)
    return judge(line, first, at, book, only_people=True) if remainder else None  # "and the rest civilians"


def _half(line: Line, at: int, floor: int, book: NumberBook) -> Found | None:
    """Read "half of the dead", "more than half the population"; not "the second half"."""
    after = line.word(at + 1)
    if line.word(at - 1) in book.half_not_after or not (after == "of" or after in book.determiners or after in book.be
                                                        or after == "them"):
        return None
    return judge(line, _widen(line, at, floor, book), at, book, only_people=after not in book.be)


def _most(line: Line, at: int, floor: int, book: NumberBook) -> Found | None:
    """Read "most of them", "mostly children"; not "the most", "most recently"."""
    after = line.word(at + 1)
    if line.words[at] == "most" and (line.word(at - 1) in book.most_not_after or after.endswith("ly")):
        return None
    return judge(line, _widen(line, at, floor, book), at, book, only_people=after != "of")


def _few(line: Line, at: int, floor: int, book: NumberBook) -> Found | None:
    if line.word(at - 1) in book.few_not_after:
        return None
    article = line.word(at - 1) == "a" and at > floor
    return judge(line, at - 1 if article else at, at, book, only_people=not article)


def _more(line: Line, at: int, floor: int, book: NumberBook) -> Found | None:
    """Read "more dead were feared"; not "no more", "12 more", "more than"."""
    before, after = line.word(at - 1), line.word(at + 1)
    follows = after in book.harm_states or after in book.people_plural
    counted = at == floor > 0 or before in ("no", "any", "much", "even", "a", "the", "of") or before in book.vague
    return Found(at, at, OPEN) if follows and not counted else None


def _some(line: Line, at: int, floor: int, book: NumberBook) -> Found | None:
    """Read "some of them", "some were", "including some in hospital"; "some 12" is the number's."""
    before, after = line.word(at - 1), line.word(at + 1)
    if after in ("to", "in", "with") and before in book.some_after:
        return Found(at, at, OPEN)
    alone = after in ("of", "other", "others") or after in book.harm_states or after in book.be
    return judge(line, at, at, book, only_people=not alone)


def _widen(line: Line, at: int, floor: int, book: NumberBook) -> int:
    """Step back over "nearly", "more than", "quite a"."""
    for length in (2, 1):
        if at - length >= floor and " ".join(line.words[at - length:at]) in book.vague_before:
            return at - length
    return at


_DOUBTFUL = {"half": _half, "most": _most, "mostly": _most, "mainly": _most, "few": _few, "more": _more, "some": _some}

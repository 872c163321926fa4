"""Words that change a number, on both sides of it: "at least 12", "12 or more", "20 civilians at least".

In: a ``Line``, the words of a number, the book of numbers. Out: ``Modified``: the wider words and what they do.

Example: around 13 in "at least 13 soldiers" the words are "at least 13" and the effects {"at_least"}.
"""

from __future__ import annotations

from dataclasses import dataclass

from according.books.numbers import NumberBook
from according.extract.line import Line
from according.extract.number import Number
from according.records import Count
from according.words import CountKind

_MOST_BEFORE = 4  # "an estimated at least 50", "just over another 12"
_NOUN_WORDS = 3  # between a number and its "at least": "20 Syrian civilians at least"


@dataclass(frozen=True, slots=True)
class Modified:
    """A number's words with its modifiers, both inclusive."""

    first: int
    last: int
    effects: frozenset[str]


def find_modifiers(line: Line, first: int, last: int, floor: int, book: NumberBook) -> Modified:
    """Return the words from the first modifier before a number to the last one behind it.

    Args:
        line: the text.
        first: the number's first word.
        last: its last word.
        floor: the first word that no earlier count has taken.
        book: the modifiers.
    """
    effects: set[str] = set()
    for _ in range(_MOST_BEFORE):
        found = _before(line, first, floor, book)
        if found is None:
            break
        first -= found[0]
        effects.add(found[1])
    if (after := _after(line, last, book)) is not None:
        last += after[0]
        effects.add(after[1])
    return Modified(first, last, frozenset(effects))


def _before(line: Line, first: int, floor: int, book: NumberBook) -> tuple[int, str] | None:
    word = line.word(first - 1)
    for phrase, effect in book.before.get(word, ()):
        start = first - len(phrase)
        if start < floor or tuple(line.words[start:first]) != phrase:
            continue
        if phrase == ("over",) and line.word(start - 1) in book.over_particles:
            continue
        return len(phrase), effect
    return None


def _after(line: Line, last: int, book: NumberBook) -> tuple[int, str] | None:
    at = last + 1
    if line.word(at) == "+" and line.glued(at):
        return 1, "at_least"
    hyphen = 1 if line.word(at) == "-" and line.glued(at) else 0  # "20-odd", "100-plus"
    if (found := _after_at(line, at + hyphen, book)) is not None:
        return found[0] + hyphen, found[1]
    for k in range(at, at + _NOUN_WORDS):
        if line.word(k) in book.stops or not line.word(k).isalpha():
            return None
        found = _after_at(line, k + 1, book)
        if found is not None and found[1] in ("at_least", "at_most") and line.word(k + 1) in ("at", "or"):
            return 0, found[1]  # the noun stays outside the count's words
    return None


def _after_at(line: Line, at: int, book: NumberBook) -> tuple[int, str] | None:
    for phrase, effect in book.after.get(line.word(at), ()):
        end = at + len(phrase)
        if tuple(line.words[at:end]) != phrase:
            continue
        if phrase[-1] == "more" and line.word(end) == "than":
            continue
        if effect in ("at_least", "at_most") and phrase[0] == "at" and _starts_number(line, end, book):
            continue  # "killed 20 and wounded at least 5": the next number's
        return len(phrase), effect
    return None


def _starts_number(line: Line, at: int, book: NumberBook) -> bool:
    if line.word(at) in ("another", "some", "about", "a", "an"):
        return True
    word = line.word(at)
    return line.is_number(at) or word in book.units or word in book.tens or word in book.hundred \
        or word in book.plurals or word in book.groups


def make_count(number: Number, effects: frozenset[str]) -> Count:
    """Return low, best and high of a number under its modifiers (method.md, "Reading a count")."""
    about = "about" in effects
    value = number.value
    if number.vague:
        if "at_most" in effects or "less_than" in effects:
            return Count(low=None, best=None, high=None, kind=CountKind.VAGUE, approximate=about)
        return Count(low=value, best=None, high=None, kind=CountKind.VAGUE, approximate=about)
    if number.high is not None:
        return _range(value, number.high, effects, about)
    if "more_than" in effects:
        return Count(low=value + 1, best=value + 1, high=None, kind=CountKind.NUMBER, approximate=about)
    if "at_least" in effects:
        return Count(low=value, best=value, high=None, kind=CountKind.NUMBER, approximate=about)
    if "less_than" in effects:
        most = max(value - 1, 0)
        return Count(low=None, best=most, high=most, kind=CountKind.NUMBER, approximate=about)
    if "at_most" in effects:
        return Count(low=None, best=value, high=value, kind=CountKind.NUMBER, approximate=about)
    return Count(low=value, best=value, high=value, kind=CountKind.NUMBER, approximate=about)


def _range(low: int, high: int, effects: frozenset[str], about: bool) -> Count:
    if "at_least" in effects or "more_than" in effects:
        least = low + 1 if "more_than" in effects else low
        return Count(low=least, best=least, high=None, kind=CountKind.RANGE, approximate=about)
    if "at_most" in effects or "less_than" in effects:
        return Count(low=None, best=high, high=high, kind=CountKind.RANGE, approximate=about)
    return Count(low=low, best=(low + high) // 2, high=high, kind=CountKind.RANGE, approximate=about)

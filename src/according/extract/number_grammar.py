"""Read one number, in digits or words, where it starts; and a range of two.

In: a ``Line``, the index of a word, the book of numbers. Out: ``Number`` or None.

Example: at "10" in "10 to 12 men" the number is 10, and the range that it opens is 10 to 12.
"""

from __future__ import annotations

from dataclasses import replace

from according.books.numbers import NumberBook
from according.extract.line import Line
from according.extract.number import DASHES, Number
from according.extract.number_digits import read_digits
from according.extract.number_words import read_words

_RISE_WINDOW = range(2, 7)  # words before "from": "rose on Monday from 12 to 15"


def read_number(line: Line, at: int, book: NumberBook) -> Number | None:
    """Return the number that starts at a word, the longest reading, or None."""
    if line.is_number(at):
        return read_digits(line, at, book)
    return read_words(line, at, book) if line.word(at) in book.number_starts else None


def read_range(line: Line, low: Number, book: NumberBook) -> Number | None:
    """Return the range that a number opens ("10 to 12", "10-12", "between 10 and 12", "10 or 12"), or None."""
    if low.vague or low.decimal or low.code or not _joins(line, low, book):
        return None
    high = read_number(line, low.last + 2, book)
    if high is None or high.vague or high.decimal or high.code:
        return None
    value = low.value
    scale = book.scales.get(line.word(high.last), 1)
    if value < (1000 if low.plain else 100) and scale >= 1000:  # "2 to 3 million"
        value *= scale
    if high.value <= value:
        return None
    first = low.first - 1 if line.word(low.last + 1) == "and" else low.first
    return replace(low, first=first, last=high.last, value=value, high=high.value, plain=low.plain and high.plain)


def _joins(line: Line, low: Number, book: NumberBook) -> bool:
    joint, before = line.word(low.last + 1), line.word(low.first - 1)
    if joint in DASHES:
        glued = line.glued(low.last + 1) and line.glued(low.last + 2)
        return glued and low.digits and line.is_number(low.last + 2)  # "2016 - Four" is no range
    if joint == "and":
        return before == "between"
    if joint == "to":
        return before != "from" or all(line.word(low.first - back) not in book.rises for back in _RISE_WINDOW)
    return joint == "or"

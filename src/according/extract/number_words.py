"""Read a number printed in words: "twenty-two", "a dozen", "half a million", "tens of thousands".

In: a ``Line``, the index of a word, the book of numbers. Out: ``Number`` or None.

Example: at "one" in "one thousand two hundred and five people" the number is 1205 and ends with "five".
"""

from __future__ import annotations

from according.books.numbers import NumberBook
from according.extract.line import Line
from according.extract.number import DASHES, Number

_ABOVE_ALL = 10**12
_ARTICLES = ("a", "an")


def read_words(line: Line, at: int, book: NumberBook) -> Number | None:
    """Return the number that starts at a word, the longest reading, or None."""
    word = line.word(at)
    if word in book.plurals:
        return _plural(line, at, book)
    if (found := _part_of_scale(line, at, book)) is not None:
        return found
    start = at + 1 if word in _ARTICLES else at
    opener = line.word(start)
    if opener == "score" and (start == at or line.word(start + 1) != "of"):
        return None
    if opener in book.groups:
        return _group(line, at, start, book)
    if start > at and opener not in book.hundred and opener not in book.scales:
        return None
    return _cardinal(line, at, book)


def _plural(line: Line, at: int, book: NumberBook) -> Number:
    value, last = book.plurals[line.word(at)], at
    scale = book.plurals.get(line.word(at + 2), 0) // 2
    if line.word(at + 1) == "of" and scale >= 100:  # "tens of thousands"
        value, last = value * scale, at + 2
    return Number(first=at, last=last, value=value, vague=True)


def _part_of_scale(line: Line, at: int, book: NumberBook) -> Number | None:
    """Read "half a million", "half a dozen", "a quarter of a million", "three quarters of a million"."""
    start = at + 1 if line.word(at) in _ARTICLES else at
    if line.word(start) == "half":
        times, parts, end = 1, 2, start + 1
    elif line.word(start) == "quarter":
        times, parts, end = 1, 4, start + 1
    elif line.word(start) == "three" and line.word(start + 1) == "quarters":
        times, parts, end = 3, 4, start + 2
    else:
        return None
    for step in (DASHES, ("of",), _ARTICLES, DASHES):  # "half-a-dozen", "half of a million"
        if line.word(end) in step:
            end += 1
    word = line.word(end)
    whole = book.groups[word] if word == "dozen" else book.scales.get(word, 0)
    return Number(first=at, last=end, value=times * whole // parts) if whole else None


def _group(line: Line, first: int, at: int, book: NumberBook) -> Number:
    """Read "a dozen", "a couple of hundred"."""
    value = book.groups[line.word(at)]
    end = at + 2 if line.word(at + 1) == "of" else at + 1
    word = line.word(end)
    scale = book.hundred.get(word) or book.scales.get(word) or (book.groups[word] if word == "dozen" else 0)
    if line.word(at) == "couple" and scale:
        return Number(first=first, last=end, value=value * scale)
    return Number(first=first, last=at, value=value)


def _cardinal(line: Line, at: int, book: NumberBook) -> Number | None:
    """Read parts below 1,000 with falling scales: "two hundred thousand and five"."""
    total, limit = 0, _ABOVE_ALL
    start: int | None = at
    end = at
    while start is not None:
        part = _below_thousand(line, start, book)
        if part is None:
            break
        value, after = part
        if start == at and (whole := _dozens_or_half(line, at, value, after, book)) is not None:
            return whole
        scale_at = after + 1 if line.word(after) in DASHES and line.word(after + 1) in book.scales else after
        scale = book.scales.get(line.word(scale_at), 0)
        if not scale:
            total, end = total + value, after
            break
        if scale >= limit:
            break
        total, limit, end = total + value * scale, scale, scale_at + 1
        start = _next_part(line, end, limit, book)
    return Number(first=at, last=end - 1, value=total) if end > at else None


def _dozens_or_half(line: Line, first: int, value: int, after: int, book: NumberBook) -> Number | None:
    """Read what stands behind the first part alone: "two dozen", "two and a half million"."""
    if line.word(after) == "dozen":
        return Number(first=first, last=after, value=value * book.groups["dozen"])
    scale = book.scales.get(line.word(after + 3), 0)
    if scale and line.words[after:after + 3] == ["and", "a", "half"]:
        return Number(first=first, last=after + 3, value=value * scale + scale // 2)
    return None


def _next_part(line: Line, at: int, limit: int, book: NumberBook) -> int | None:
    """Where the next part may start behind a scale: at once, behind "and", or behind a comma if hundreds follow."""
    word = line.word(at)
    start = at + 1 if word in ("and", ",") else at
    if line.word(start) not in book.units and line.word(start) not in book.tens:
        return None
    part = _below_thousand(line, start, book)
    if part is None or book.scales.get(line.word(part[1]), 0) >= limit or (word == "," and part[0] < 100):
        return None
    return start


def _below_thousand(line: Line, at: int, book: NumberBook) -> tuple[int, int] | None:
    """Return a value below 1,000 ("a hundred and five"; also "twelve hundred") and the word behind it."""
    word = line.word(at)
    if word in book.hundred or word in book.scales:
        value, end = 1, at
    elif word in _ARTICLES:
        value, end = 1, at + 1
    elif (found := _below_hundred(line, at, book)) is not None:
        value, end = found
    else:
        return None
    hundred_at = end + 1 if line.word(end) in DASHES and line.word(end + 1) in book.hundred else end
    if line.word(hundred_at) not in book.hundred:
        return value, end
    value, end = value * 100, hundred_at + 1
    rest = _below_hundred(line, end + 1 if line.word(end) == "and" else end, book)
    if rest is None or rest[0] == 0 or line.word(rest[1]) in book.hundred:
        return value, end
    return value + rest[0], rest[1]


def _below_hundred(line: Line, at: int, book: NumberBook) -> tuple[int, int] | None:
    word = line.word(at)
    if word in book.units:
        return book.units[word], at + 1
    if word not in book.tens:
        return None
    joined = line.word(at + 1) in DASHES and line.glued(at + 1) and line.glued(at + 2)
    unit_at = at + 2 if joined else at + 1
    unit = book.units.get(line.word(unit_at), 0)
    if 1 <= unit <= 9:
        return book.tens[word] + unit, unit_at + 1
    return book.tens[word], at + 1

"""Read a number printed in digits: "1,200", "12 000", "1.2 million", "3k", "100s".

In: a ``Line``, the index of a run of digits, the book of numbers. Out: ``Number``.

Example: at "1" in "over 1.2 million people" the number is 1200000 and ends with "million".
"""

from __future__ import annotations

import re

from according.books.numbers import NumberBook
from according.extract.line import Line
from according.extract.number import DASHES, Number

# Groups are bounded: a line of nothing but digits and commas stays linear to read
_GROUPED = re.compile(
    r"\d{1,3}(?:,\d{3}){1,5}(?!\d)"  # 1,200
    r"|\d{1,3}(?:, 000){1,3}(?!\d)"  # 1, 000
    r"|\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d)"  # 1,00,000 in South Asia
    r"|[1-9]\d{0,2}(?:['’]\d{3}){1,5}(?!\d)"  # 1'200
    r"|[1-9]\d{0,2}(?:\.\d{3}){1,5}(?!\d|\.\d)"  # 1.200
)
_SPACED = re.compile(r"[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3}){1,3}(?!\d)")  # 1 200
_DECIMAL = re.compile(r"\d{1,12}\.\d{1,6}(?!\d|\.\d)")
_LONGEST = 9  # digits in a row of a number that can be a count
_ROUND = (10, 100, 1000)


def read_digits(line: Line, at: int, book: NumberBook) -> Number:
    """Return the number that starts at a run of digits, its separators and scale words with it."""
    match = _GROUPED.match(line.lower, line.starts[at]) or _spaced(line, at)
    if match is None:
        match = _DECIMAL.match(line.lower, line.starts[at])
        return _scaled(line, at, _last(line, at, match), match.group() if match else line.words[at], book)
    last = _last(line, at, match)
    if "." in match.group() and line.word(last + 1) in book.scales:  # 1.234 million
        return _scaled(line, at, last, match.group(), book)
    return Number(first=at, last=last, value=int(re.sub(r"\D", "", match.group())), digits=True)


def _spaced(line: Line, at: int) -> re.Match[str] | None:
    match = _SPACED.match(line.lower, line.starts[at])
    # "the 101 102 and 103 gas fields": three digits and three more are two names unless the second is round
    if match and (match.end() - match.start() < 7 or match.group().endswith("000")):
        return match
    return None


def _last(line: Line, at: int, match: re.Match[str] | None) -> int:
    return at if match is None else line.last_before(at, match.end())


def _scaled(line: Line, first: int, last: int, printed: str, book: NumberBook) -> Number:
    decimal = "." in printed
    if len(printed) > _LONGEST + decimal:
        return Number(first=first, last=last, value=0, digits=True, code=True)
    scale_at, scale = _scale(line, last + 1, decimal, book)
    if scale:
        value = round(float(printed) * scale) if decimal else int(printed) * scale
        return Number(first=first, last=scale_at, value=value, digits=True)
    value = int(printed.partition(".")[0])
    if not decimal and value in _ROUND and line.word(last + 1) == "s" and line.glued(last + 1):
        return Number(first=first, last=last + 1, value=2 * value, digits=True, vague=True)  # "100s of people"
    code = not decimal and len(printed) > 1 and printed[0] == "0"
    return Number(first=first, last=last, value=value, digits=True, plain=not decimal, decimal=decimal, code=code)


def _scale(line: Line, at: int, decimal: bool, book: NumberBook) -> tuple[int, int]:
    """Return where the scale word stands and what it is worth, 0 where there is none."""
    if line.word(at) in DASHES and line.glued(at) and line.glued(at + 1) and line.word(at + 1) in book.scales:
        at += 1  # "1.2-million"
    word = line.word(at)
    if word in book.scales:
        return at, book.scales[word]
    if word in book.hundred:
        return at, book.hundred[word]
    if word == "dozen":
        return at, book.groups[word]
    if word in book.letters and line.glued(at) and not line.glued(at + 1):
        # "5m" is a distance unless people follow
        people = line.word(at + 1) in book.people_plural or line.word(at + 1) in book.people
        if word != "m" or decimal or people:
            return at, book.letters[word]
    return at, 0

"""Find every count expression of a text, and every number that can be no count, with the reason.

In: a text (one sentence, or many) and the book of numbers. Out: ``Anchor`` records in order; no two overlap.

Example: "At least 29 rebels and a child died on 7 March" gives "At least 29" (29 to open), "a" (1) and "7 March",
refused as a date.

The rules are method.md, "Reading a count". Each word is looked at once and every look ahead is bounded, so the time
grows with the length of the text and with nothing else.
"""

from __future__ import annotations

import re

from according.books.numbers import NumberBook
from according.extract.line import Line, break_line
from according.extract.lone_counts import find_absence, find_all, find_both, find_fraction, find_one, find_others
from according.extract.modifiers import find_modifiers, make_count
from according.extract.not_counts import refuse
from according.extract.number_grammar import read_number, read_range
from according.extract.seen import Refused, Seen
from according.extract.vague_counts import Found, find_vague
from according.records import Anchor, Count, Phrase
from according.words import CountKind

_CHUNK = re.compile(r"\S+")
_ADDRESS_MARKS = ("http", "www.", ".com", "twitter")
_ORDINAL = Count(low=None, best=None, high=None, kind=CountKind.NUMBER)


def find_anchors(text: str, book: NumberBook) -> tuple[Anchor, ...]:
    """Return the count expressions of a text in order.

    Args:
        text: a sentence, or any text; offsets point into it.
        book: number words, modifiers and what forbids a count.

    Returns:
        Anchors that may count people, and with ``refused`` set to a reason (``not_counts``) those that do not.
    """
    line = break_line(text)
    addresses = _addresses(line)
    anchors: list[Anchor] = []
    at = floor = 0
    previous: Refused | None = None
    while at < len(line.words):
        found = _find(line, at, floor, previous, book)
        if found is None:
            at += 1
            continue
        if any(start <= line.starts[at] < end for start, end in addresses):
            found = Found(found.first, found.last, found.count, "address")
        start, end = line.starts[found.first], line.ends[found.last]
        phrase = Phrase(text=text[start:end], start=start, end=end)
        anchors.append(Anchor(phrase=phrase, count=found.count, refused=found.refused))
        previous = Refused(found.refused, found.last) if found.refused else None
        at = floor = found.last + 1
    return tuple(anchors)


def _addresses(line: Line) -> list[tuple[int, int]]:
    if not any(mark in line.lower for mark in _ADDRESS_MARKS):
        return []
    chunks = _CHUNK.finditer(line.lower)
    return [chunk.span() for chunk in chunks if any(mark in chunk.group() for mark in _ADDRESS_MARKS)]


def _find(line: Line, at: int, floor: int, previous: Refused | None, book: NumberBook) -> Found | None:
    word = line.words[at]
    if word not in book.openers and not word[0].isdecimal():
        return None
    found = _number(line, at, floor, previous, book)
    if found is None and word in book.vague:
        found = find_vague(line, at, floor, book)
    if found is not None:
        return found
    if word in ("a", "an", "another"):
        return find_one(line, at, book)
    if word in book.absence:
        return find_absence(line, at, book)
    if word == "both":
        return find_both(line, at, book)
    if word == "all":
        return find_all(line, at, book)
    if word == "others":
        return find_others(line, at, floor)
    return Found(at, at, _ORDINAL, "ordinal") if word in book.ordinals else None


def _number(line: Line, at: int, floor: int, previous: Refused | None, book: NumberBook) -> Found | None:
    number = read_number(line, at, book)
    if number is None:
        return None
    part_at = number.last + (2 if line.word(number.last + 1) == "-" else 1)
    if not number.digits and line.word(part_at) in book.fractions and line.word(part_at) != "half":
        return find_fraction(line, number.first, part_at, book)  # "two thirds of the dead"
    number = read_range(line, number, book) or number
    modified = find_modifiers(line, number.first, number.last, floor, book)
    count = make_count(number, modified.effects)
    refused = refuse(Seen(line, number, modified.effects, modified.first, modified.last, previous, book))
    if refused is None:
        return Found(modified.first, modified.last, count)
    last = number.last if refused.reason == "things" else max(refused.last, number.last)
    return Found(number.first, last, count, refused.reason)

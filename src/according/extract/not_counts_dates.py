"""Dates, years and times: "7 March 2025", "2025-03-07", "since 2011", "6.30 pm", "0830 GMT".

In: ``Seen``. Out: ``Refused`` with date, year, time or ordinal, or None.

Example: "16" and "2017" in "Sun 16 Apr 2017 Four killed" are a date, and "Four" is none.
"""

from __future__ import annotations

import re

from according.books.numbers import NumberBook
from according.extract.head_nouns import Kind
from according.extract.line import Line
from according.extract.number import DASHES
from according.extract.seen import Refused, Seen

_NUMERIC_DATE = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{2,4}(?!\d)")
_CLOCK = re.compile(
    r"\d{1,2}[:.]\d{2}(?: ?[-–] ?\d{1,2}[:.]\d{2})? ?(?:[ap]\.? ?m\b|hours\b|hrs\b|gmt\b|utc\b|local\b)"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?!\d)"
)
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_YEARS = range(1900, 2050)
_PAIRED = (["and"], ["or"], ["to"], ["-"], ["–"], [","], ["&"])


def numeric_date(seen: Seen) -> Refused | None:
    """Refuse "2025-03-07", "7/3/2025", "18:14", "6.30 pm"."""
    line, first = seen.line, seen.number.first
    for pattern, reason in ((_NUMERIC_DATE, "date"), (_CLOCK, "time")):
        if match := pattern.match(line.lower, line.starts[first]):
            return seen.refuse(reason, line.last_before(first, match.end()))
    return None


def ordinal(seen: Seen) -> Refused | None:
    """Refuse "4th", and "7th of March" as a date."""
    at = seen.number.last + 1
    if seen.after not in _ORDINAL_ENDINGS or not (seen.line.glued(at) or seen.after == "th"):
        return None
    month_at = at + 2 if seen.line.word(at + 1) == "of" else at + 1
    if _is_month(seen.line, month_at, seen.book):
        return seen.refuse("date", month_at)
    return seen.refuse("ordinal", at)


def date(seen: Seen) -> Refused | None:
    """Refuse days and years beside the name of a month."""
    return _before_month(seen) or _behind_month(seen) or _behind_date(seen)


def _before_month(seen: Seen) -> Refused | None:
    """Refuse "7 March", "05 Apr", "7 and 8 March"."""
    if not (seen.day or seen.number.code):
        return None
    line, at = seen.line, seen.number.last + 1
    if seen.after in ("and", "or", "&", ",") and line.is_number(at + 1) and len(line.word(at + 1)) <= 2:
        return seen.refuse("date") if _is_month(line, at + 2, seen.book) else None
    if not _is_month(line, at, seen.book):
        return None
    abbreviated = line.word(at + 1) == "." and line.glued(at + 1) and len(line.word(at)) < 5
    return seen.refuse("date", at + 1 if abbreviated else at)


def _behind_month(seen: Seen) -> Refused | None:
    """Refuse "March 7", "Nov. 7", "March 2025"; but "in April 30 people" counts people."""
    line, number, book = seen.line, seen.number, seen.book
    at = number.first - 1
    while line.word(at) in (".", "the", ",") and number.first - at < 3:
        at -= 1
    if not _is_month(line, at, book) or line.glued(at + 1) != (line.word(at + 1) == "."):
        return None
    if number.plain and number.value in _YEARS:
        return seen.refuse("date")
    if (seen.day or number.code) and not (line.word(at - 1) in book.month_alone_after and seen.people_follow()):
        return seen.refuse("date")
    printed = line.words[number.last]
    if number.plain and len(printed) in (5, 6) and printed[-4:-2] in ("19", "20"):
        return seen.refuse("date")  # "Jul 152015": a lost space
    return None


def _behind_date(seen: Seen) -> Refused | None:
    """Refuse what goes on with a date: "March 7, 2025", "December 11 and 12 2016", "February 13 15 17"."""
    gap = seen.gap()
    if gap is None or seen.previous is None or seen.previous.reason not in ("date", "year"):
        return None
    number = seen.number
    if gap in ([], [","]) and number.plain and number.value in _YEARS:
        return None if gap and seen.people_follow() and not _names_a_deed(seen) else seen.refuse("date")
    if not seen.day or seen.effects:
        return None
    if gap in _PAIRED:
        return None if seen.people_follow() else seen.refuse("date")
    return seen.refuse("date") if gap == [] and seen.line.is_number(number.last + 1) else None


def _names_a_deed(seen: Seen) -> bool:
    """Say whether what follows is a deed and nobody: "the May 22, 2012 killing of a trader" counts no 2012 people."""
    return seen.line.word(seen.head().at).endswith(("ing", "ings"))


def _is_month(line: Line, at: int, book: NumberBook) -> bool:
    word = line.word(at)
    if word not in book.months_with_capital:
        return word in book.months
    return line.is_capital(at) or line.word(at - 1) in book.months_after


def year(seen: Seen) -> Refused | None:
    """Refuse "since 2011", "2014-2015"; "2000 people" is a count, "in 2016 civilians" none."""
    number, book = seen.number, seen.book
    if not number.plain or number.value not in _YEARS or seen.effects - {"about"}:
        return None
    if number.high is not None and number.high not in _YEARS:
        short = number.high < 100 and seen.line.word(number.last - 1) in DASHES  # "2015-16" never gets here as a range
        if not short:
            return None
    if seen.before in book.year_words:
        return seen.refuse("year")
    head = seen.head()
    # "2000 people", "2000 killed"; but "the 2003 invasion killed thousands" counts no people
    people = head.kind is Kind.PEOPLE and (head.at == seen.last + 1 or seen.line.words[head.at] not in book.harm_states)
    return None if people else seen.refuse("year")


def era(seen: Seen) -> Refused | None:
    """Refuse "mid-2012", "the 1990s", "his 30s"."""
    line, number = seen.line, seen.number
    if not number.plain:
        return None
    if seen.before in DASHES and line.word(number.first - 2) in seen.book.decade_words and number.value in _YEARS:
        return seen.refuse("year")
    if seen.after == "s" and line.glued(number.last + 1) and number.value % 10 == 0:
        return seen.refuse("year" if number.value in _YEARS else "age", number.last + 1)
    return None


def time(seen: Seen) -> Refused | None:
    """Refuse "6 am", "8 o'clock", "6 10 pm", "1400 hours", "at 5 in the morning"."""
    line, book, last = seen.line, seen.book, seen.number.last
    if seen.after in book.clock_words:
        return seen.refuse("time", last + 1)
    if seen.after in ("a", "p") and line.words[last + 2:last + 4] == [".", "m"]:
        return seen.refuse("time", last + 4 if line.word(last + 4) == "." else last + 3)
    if seen.after == "o" and line.word(last + 3) == "clock":
        return seen.refuse("time", last + 3)
    if line.is_number(last + 1) and line.word(last + 2) in ("am", "pm") and seen.number.value < 25:
        return seen.refuse("time", last + 2)
    if seen.number.digits and len(line.words[last]) == 4 and seen.after == "hours":
        return seen.refuse("time", last + 1)
    in_the_morning = line.words[last + 1:last + 3] == ["in", "the"] and line.word(last + 3) in book.day_parts
    if in_the_morning and seen.before in book.clock_before and seen.number.value < 13:
        return seen.refuse("time", last + 3)
    return None

"""The end of an act: "until Friday morning", "for 48 hours", "until further notice".

In: the words as printed, when the act began, the day of the report. Out: ``When`` of one day, or no day and the reason.

Example: "until Friday morning" in a report of Thursday 2025-03-06 is 2025-03-07.

An end lies ahead: unlike every other time of a report it may be after the report's own day (method.md reads all
others back from it).
"""

from __future__ import annotations

import calendar
import datetime

from according.books.dates import TimeWords, find_dates
from according.records import Phrase, Unresolved, When

_HALF_YEAR = 183
_ORDER = ("day", "weekday", "relative", "duration", "month", "part")


def resolve_until(phrase: Phrase | None, *, when: When, report_day: datetime.date | None) -> When | None:
    """Return the end that is told, None where none is.

    Args:
        phrase: the words as printed.
        when: of the act itself; a length of time counts from its day.
        report_day: the day of the report, from which it counts where the act has none.
    """
    if phrase is None:
        return None
    base = datetime.date.fromisoformat(when.start) if when.start is not None else report_day
    if "further notice" in phrase.text.lower() or "indefinite" in phrase.text.lower():
        return _unknown(phrase, "no end is set")
    if base is None:
        return _unknown(phrase, "the report has no date")
    if "tomorrow" in phrase.text.lower():
        return _day(phrase, base + datetime.timedelta(days=1))
    found = [w for w in find_dates(phrase.text) if w.kind in _ORDER]
    day = _end(min(found, key=lambda w: (_ORDER.index(w.kind), w.start)), base) if found else None
    return _day(phrase, day) if day is not None else _unknown(phrase, "the words name no day")


def _end(words: TimeWords, base: datetime.date) -> datetime.date | None:
    if words.kind == "weekday" and words.weekday is not None:
        return base + datetime.timedelta(days=(words.weekday - base.weekday()) % 7)
    if words.kind == "relative":
        return base + datetime.timedelta(days=max(0, words.offset or 0))
    if words.kind == "part":
        return base
    if words.kind == "duration" and words.amount is not None:
        return _after(words.amount, words.unit, base)
    if words.month is None:
        return None
    year = words.year or base.year
    day = words.day or calendar.monthrange(year, words.month)[1]
    try:
        end = datetime.date(year, words.month, day)
        return end.replace(year=year + 1) if words.year is None and (base - end).days > _HALF_YEAR else end
    except ValueError:
        return None


def _after(amount: int, unit: str | None, base: datetime.date) -> datetime.date | None:
    days = {
        "hour": -(-amount // 24) if amount >= 24 else 0,
        "day": amount,
        "week": 7 * amount,
        "month": 30 * amount,
        "year": 365 * amount,
    }.get(unit or "")
    return base + datetime.timedelta(days=days) if days is not None and days < 3660 else None


def _day(phrase: Phrase, day: datetime.date) -> When:
    return When(printed=phrase, start=day.isoformat(), end=day.isoformat(), date_prec=1)


def _unknown(phrase: Phrase, reason: str) -> When:
    return When(printed=phrase, start=None, end=None, unresolved=Unresolved(reason=reason))

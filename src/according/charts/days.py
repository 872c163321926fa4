"""Days on an axis: as numbers, and how an axis prints them.

In: days as YYYY-MM-DD. Out: whole days since 1970, and a d3 time format that fits the span. Days are numbers in every
specification, so that no clock and no time zone of a machine moves a mark.

Example: ``number("1970-01-02") == 1``
"""

from __future__ import annotations

from datetime import date, timedelta

_EPOCH = date(1970, 1, 1)


def number(day: str) -> int:
    """Return a day as days since 1 January 1970."""
    return (date.fromisoformat(day) - _EPOCH).days


def name(days: int) -> str:
    """Return a number of days since 1970 as YYYY-MM-DD."""
    return (_EPOCH + timedelta(days=days)).isoformat()


def axis_format(first: int, last: int) -> str:
    """Return the d3 time format that labels a span of days without repeating itself."""
    span = last - first
    if span <= 300:
        return "%-d %b %Y" if span <= 6 else "%-d %b" if name(first)[:4] == name(last)[:4] else "%-d %b %y"
    return "%b %Y" if span <= 3000 else "%Y"


def bin_start(day: str, size: str) -> int:
    """Return the first day, as a number, of the day's bin: day, week (from Monday), month."""
    at = date.fromisoformat(day)
    if size == "week":
        at -= timedelta(days=at.weekday())
    elif size == "month":
        at = at.replace(day=1)
    return (at - _EPOCH).days


def bin_end(start: int, size: str) -> int:
    """Return the day after a bin's last, as a number."""
    if size == "day":
        return start + 1
    if size == "week":
        return start + 7
    at = _EPOCH + timedelta(days=start)
    return (at.replace(year=at.year + at.month // 12, month=at.month % 12 + 1) - _EPOCH).days


def bin_size(first: str, last: str) -> str:
    """Return the bins of a span of days: up to some four months by day, up to four years by week, else by month."""
    span = number(last) - number(first)
    return "day" if span <= 120 else "week" if span <= 1500 else "month"

"""A publication date as printed, to a day.

In: what a page, a feed, a record or a person gave as the date. Out: the day as the outlet printed it (its own zone,
never shifted to another), the instant where clock and zone are printed too, or the reason why it cannot be told. A
date that can be read two ways is refused: 12.05.2024 is May to most of the world and December to the rest.

Example::

    read_published("Thu, 06 Mar 2025 23:30:00 +0300").day == date(2025, 3, 6)
    read_published("03/06/2025").reason == "'03/06/2025' can be read two ways"
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_tz

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?![\d-])|(\d{4})(\d{2})(\d{2})(?=$|T\d)")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_UNIX = re.compile(r"(\d{10})(?:\d{3})?$")  # seconds, or milliseconds
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b")
# The forms of a date in words, in English as the C locale spells it; parsed from the left, a clock may follow.
_IN_WORDS = re.compile(r"(?:[a-z]+day,? +|[a-z]{3},? +)?([a-z]+)\.? +(\d{1,2}),? +(\d{4})|"
                       r"(?:[a-z]+day,? +|[a-z]{3},? +)?(\d{1,2}) +([a-z]+)\.?,? +(\d{4})", re.IGNORECASE)
_EARLIEST = 1900
_LONGEST = 100  # characters; a date is short, and what is quoted in a reason must be too


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A day, or why there is none."""

    day: date | None
    instant: datetime | None = None
    reason: str | None = None


def read_published(printed: str) -> Published:
    """Return the day that was printed, or the reason why it cannot be told."""
    text = " ".join(printed.split())
    shown = repr(text[:_LONGEST])
    if len(text) > _LONGEST:
        return Published(day=None, reason=f"{shown}... is no date")
    if match := _YEAR_LAST.match(text):
        return _year_last(match, shown)
    if match := _UNIX.match(text):
        instant = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(match[1]))
        return Published(day=instant.date(), instant=instant)
    parts = _numbers(text) or _words(text)
    if parts is None:
        return Published(day=None, reason=f"{shown} is no date that can be read; write it as YYYY-MM-DD")
    return _day(*parts, shown=shown, instant=_instant(text))


def after(published: Published, latest: str) -> bool:
    """Say whether the report would have been published after ``latest``, an ISO day or date-time.

    Where both print a clock and a zone the instants are compared: on the other side of the date line the day is ahead.
    """
    if published.instant is not None and len(latest) > len("YYYY-MM-DD"):
        bound = datetime.fromisoformat(latest)
        return published.instant > (bound if bound.tzinfo else bound.replace(tzinfo=UTC))
    return published.day is not None and published.day > date.fromisoformat(latest[:10])


def _numbers(text: str) -> tuple[int, int, int] | None:
    match = _ISO.match(text) or _YEAR_FIRST.match(text)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part is not None)
    return year, month, day


def _words(text: str) -> tuple[int, int, int] | None:
    match = _IN_WORDS.match(_ORDINAL.sub(r"\1", text))
    if match is None:
        return None
    name, day, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
    for form in ("%B", "%b"):
        try:
            month = datetime.strptime("Sep" if name.lower() == "sept" else name, form).month
        except ValueError:
            continue
        return int(year), month, int(day)
    return None


def _year_last(match: re.Match[str], shown: str) -> Published:
    one, two, year = int(match[1]), int(match[2]), int(match[3])
    if one <= 12 and two <= 12 and one != two:
        return Published(day=None, reason=f"{shown} can be read two ways; write it as YYYY-MM-DD")
    return _day(year, two if one > 12 else one, one if one > 12 else two, shown=shown, instant=None)


def _day(year: int, month: int, day: int, *, shown: str, instant: datetime | None) -> Published:
    try:
        found = date(year, month, day)
    except ValueError:
        return Published(day=None, reason=f"{shown} is no day of the calendar")
    if year < _EARLIEST:
        return Published(day=None, reason=f"{shown} lies before {_EARLIEST}")
    return Published(day=found, instant=instant)


def _instant(text: str) -> datetime | None:
    """Return the moment where clock and zone are printed."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _instant_of_mail(text)
    return moment if moment.tzinfo is not None else None


def _instant_of_mail(text: str) -> datetime | None:
    # RFC 822, the form of feeds: Thu, 06 Mar 2025 23:30:00 +0300
    fields = parsedate_tz(text)
    if fields is None or fields[9] is None:
        return None
    try:
        return datetime(*fields[:6], tzinfo=UTC) - timedelta(seconds=fields[9])
    except (ValueError, OverflowError):
        return None

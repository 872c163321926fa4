"""How often, how soon again and how long in vain: the numbers of watching, and what follows from them.

In: a clock's word and what a server said. Out: when to come again.

Example::

    pause(3, Manners()) == 960.0    # after three failures in a row: sixteen minutes
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

HOUR, DAY = 3_600.0, 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """Seconds, unless a comment says otherwise."""

    pause: float = 2.0  # between two requests to a host, at the least; robots.txt may ask for more
    longest_delay: float = HOUR  # what robots.txt may ask for; a host that asks for more is not read
    patience: float = 60.0  # a single round waits for no host longer
    tries: int = 6  # times in a row without a whole answer, then it is given up
    first_pause: float = 60.0  # after the first failure; then four times as long each time
    longest_pause: float = DAY
    looks: tuple[float, ...] = (HOUR, 6 * HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY)  # after each look, until the next
    soonest: float = 600.0  # between two looks at a page, however often its list says that it changed
    robots_for: float = DAY  # an answer to robots.txt holds so long (RFC 9309: no longer)
    redirects: int = 5  # of one look
    most_listed: int = 5_000  # new jobs out of one list in one round
    deepest: int = 3  # lists in lists: OPML, index, sitemap
    at_once: int = 4  # hosts that are asked at the same time


def pause(failures: int, manners: Manners) -> float:
    """Return how long to wait after so many failures in a row."""
    return min(manners.first_pause * 4.0 ** (failures - 1), manners.longest_pause)


def retry_after(said: str | None, now: datetime, manners: Manners) -> float | None:
    """Return for how many seconds a server asked not to come again: seconds, or a date; None where it did not say.

    More than a day is taken as a day: the job would else be forgotten.
    """
    if said is None:
        return None
    text = said.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), manners.longest_pause)
    try:
        then = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return min(max((then - now).total_seconds(), 0.0), manners.longest_pause)


def next_look(looks: int, now: datetime, manners: Manners) -> str | None:
    """Return when a page is to be looked at again after so many looks; None: not of itself."""
    return clock_text(later(now, manners.looks[looks - 1])) if 0 < looks <= len(manners.looks) else None


def later(now: datetime, seconds: float) -> datetime:
    """Return the time so many seconds from now."""
    return now + timedelta(seconds=seconds)


def clock_text(moment: datetime) -> str:
    """Return a time as jobs keep it, rounded up to the second: nothing is due too early."""
    moment = moment.astimezone(UTC)
    up = moment.replace(microsecond=0) + timedelta(seconds=math.ceil(moment.microsecond / 1e6))
    return up.strftime("%Y-%m-%dT%H:%M:%SZ")


def now_text(moment: datetime) -> str:
    """Return the present as jobs keep it, rounded down."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def clock_time(text: str) -> datetime:
    """Return the time that ``clock_text`` wrote."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)

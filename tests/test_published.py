from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.parse.published import after, read_published

READ = [
    ("2025-03-06", (2025, 3, 6)),
    ("2025-03-06T23:30:00+03:00", (2025, 3, 6)),  # the outlet's own day, not the 6th or 7th of somewhere else
    ("2025-03-07T00:30:00+03:00", (2025, 3, 7)),
    ("2025-03-06T21:15:00.000Z", (2025, 3, 6)),
    ("2025-03-06 21:15", (2025, 3, 6)),
    ("20250306", (2025, 3, 6)),
    ("20250306T101500Z", (2025, 3, 6)),
    ("2025/03/06", (2025, 3, 6)),
    ("2025.3.6", (2025, 3, 6)),
    ("Thu, 06 Mar 2025 23:30:00 +0300", (2025, 3, 6)),
    ("Thu, 6 Mar 2025 10:00:00 GMT", (2025, 3, 6)),
    ("6 March 2025", (2025, 3, 6)),
    ("March 6, 2025", (2025, 3, 6)),
    ("Mar. 6, 2025, 4:15 p.m.", (2025, 3, 6)),
    ("Thursday, March 6, 2025", (2025, 3, 6)),
    ("March 6th 2025", (2025, 3, 6)),
    ("Sept. 6, 2025", (2025, 9, 6)),
    ("13/03/2025", (2025, 3, 13)),
    ("03/13/2025", (2025, 3, 13)),
    ("05.05.2025", (2025, 5, 5)),  # the same either way
    ("1741219200", (2025, 3, 6)),
    ("1741219200000", (2025, 3, 6)),
    ("  2025-03-06\n", (2025, 3, 6)),
]


@pytest.mark.parametrize(("printed", "day"), READ)
def test_dates_are_read(printed: str, day: tuple[int, int, int]) -> None:
    assert read_published(printed).day == date(*day)


REFUSED = [
    ("03/06/2025", "can be read two ways"),
    ("12.05.2024", "can be read two ways"),
    ("2025-02-30", "no day of the calendar"),
    ("31/31/2025", "no day of the calendar"),
    ("0925-01-01", "lies before 1900"),
    ("yesterday", "no date that can be read"),
    ("2025", "no date that can be read"),
    ("March 2025", "no date that can be read"),
    ("Juvember 6, 2025", "no date that can be read"),
    ("", "no date that can be read"),
    ("2025-03-06" * 100, "is no date"),
    ("9999999999", None),  # a moment in 2286: odd, but a day; that it lies ahead is for `after` to say
]


@pytest.mark.parametrize(("printed", "reason"), REFUSED)
def test_dates_that_cannot_be_told_have_a_reason(printed: str, reason: str | None) -> None:
    found = read_published(printed)
    assert (found.day is None) == (reason is not None)
    assert reason is None or reason in str(found.reason)


AFTER = [
    ("2025-03-06", "2025-03-06", False),
    ("2025-03-07", "2025-03-06", True),
    ("2025-03-07", "2025-03-06T23:59:00Z", True),
    ("2025-03-07T08:00:00+13:00", "2025-03-06T20:00:00Z", False),  # it was the 7th already where it was published
    ("2025-03-07T08:00:00+00:00", "2025-03-06T20:00:00Z", True),
    ("Fri, 07 Mar 2025 08:00:00 +1300", "2025-03-06T20:00:00Z", False),
    ("Fri, 07 Mar 2025 08:00:00 +0000", "2025-03-06T20:00:00", True),
]


@pytest.mark.parametrize(("printed", "latest", "is_after"), AFTER)
def test_nothing_is_published_after_it_was_fetched(printed: str, latest: str, is_after: bool) -> None:
    assert after(read_published(printed), latest) == is_after


def test_every_day_of_two_years_in_every_form() -> None:
    day = date(2023, 12, 31)
    while day < date(2026, 1, 1):
        moment = datetime(day.year, day.month, day.day, 23, 30)
        forms = ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S+02:00", "%Y%m%d", "%d %B %Y", "%B %d, %Y", "%A, %d %B %Y", "%b %d, %Y",
                 "%a, %d %b %Y %H:%M:%S -0500")
        for form in forms:
            assert read_published(moment.strftime(form)).day == day, moment.strftime(form)
        day += timedelta(days=1)


@given(st.text(max_size=200))
def test_no_text_breaks_it(printed: str) -> None:
    found = read_published(printed)
    assert (found.day is None) == (found.reason is not None)

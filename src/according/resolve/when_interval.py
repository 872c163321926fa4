"""What time words mean against a report's date: an interval of days and its precision, or the reason why there is none.

In: ``TimeWords`` and the day of the report. Out: (first day, last day, ``date_prec`` after UCDP).

Example: "over the weekend" in a report of Monday 2016-06-20 is (2016-06-18, 2016-06-19, 2).
"""

from __future__ import annotations

import calendar
import datetime

from according.books.dates import TimeWords, find_dates

DAY, DAYS, WEEK, MONTH, YEAR = 1, 2, 3, 4, 5  # date_prec after UCDP
_NEAR = 62  # days between a whole date and a day without a year that may be taken to belong to one account
Interval = tuple[datetime.date, datetime.date, int]  # first day, last day, date_prec


def interval_of(
    words: TimeWords, report: datetime.date | None, anchors: tuple[datetime.date, ...] = ()
) -> Interval | str:
    """Return the interval of time words, or the reason why there is none.

    Args:
        words: as found in the text.
        report: the day of the report.
        anchors: whole dates that a report without a day of its own names; they give the year to days near them.
    """
    first = _single(words, report, anchors)
    if isinstance(first, str):
        return first
    start, end, prec = first
    if words.until is not None:
        last = _single_of(words.text[words.until[0] - words.start : words.until[1] - words.start], report, anchors)
        if last is not None and last[1] >= start:
            return start, last[1], precision(start, last[1])
    if words.until_day is not None:
        end = _date(start.year, start.month, words.until_day) or start
        return start, max(start, end), precision(start, max(start, end))
    if words.since:
        if report is None:
            return "the report has no date"
        return start, max(end, report), precision(start, report)
    return start, end, prec


def _single_of(text: str, report: datetime.date | None, anchors: tuple[datetime.date, ...]) -> Interval | None:
    for words in find_dates(text):
        interval = _single(words, report, anchors)
        return None if isinstance(interval, str) else interval
    return None


def _single(words: TimeWords, report: datetime.date | None, anchors: tuple[datetime.date, ...]) -> Interval | str:
    if words.ambiguous:
        return f"{words.text} may be the {words.day}th of the {words.month}th month or the other way round"
    if words.kind == "day":
        return _of_day(words, report, anchors)
    if words.kind == "month":
        return _of_month(words, report)
    if words.kind == "year" and words.year is not None:
        return datetime.date(words.year, 1, 1), datetime.date(words.year, 12, 31), YEAR
    if report is None:
        return "the report has no date"
    if words.kind == "weekday" and words.weekday is not None:
        return _of_weekday(words, report)
    if words.kind == "relative" and words.offset is not None:
        day = report + datetime.timedelta(days=words.offset)
        return day, day, DAY
    if words.kind == "span" or (words.kind == "duration" and words.unit in ("hour", "day", "week")):
        return _of_span(words, report)
    if words.kind == "ago":
        return _of_ago(words, report)
    if words.kind == "part":
        return report, report, DAY
    return "the time words lean on another time"


def _of_day(words: TimeWords, report: datetime.date | None, anchors: tuple[datetime.date, ...]) -> Interval | str:
    """A day without a year is the last such day before the report; without that, the one near a whole date."""
    if words.month is None or words.day is None:
        return "the time words name no day"
    if words.year is not None:
        day = _date(words.year, words.month, words.day)
    elif report is not None:
        day = _date(report.year, words.month, words.day)
        if day is None or day > report:
            day = _date(report.year - 1, words.month, words.day)
    else:
        near = {
            d
            for anchor in anchors
            for year in (anchor.year - 1, anchor.year, anchor.year + 1)
            if (d := _date(year, words.month, words.day)) is not None and abs((d - anchor).days) <= _NEAR
        }
        if len(near) != 1:
            return "the report has no date, so the year is not known"
        day = near.pop()
    return f"there is no day {words.text!r}" if day is None else (day, day, DAY)


def _of_month(words: TimeWords, report: datetime.date | None) -> Interval | str:
    if words.month is None:
        return "the time words name no month"
    year = words.year
    if year is None:
        if report is None:
            return "the report has no date, so the year is not known"
        # "last October" in a report of October is a year ago
        over = words.month > report.month or (words.modifier == "last" and words.month == report.month)
        year = report.year - over
    start, end = _whole_month(year, words.month)
    if words.since and words.modifier == "mid":
        start = start.replace(day=15)
    return start, end, MONTH


def _of_weekday(words: TimeWords, report: datetime.date) -> Interval:
    """A weekday is the last such day up to the report: "Wednesday" in a report of a Wednesday is that day."""
    back = (report.weekday() - (words.weekday or 0)) % 7
    if words.modifier == "last" and back == 0:
        back = 7
    day = report - datetime.timedelta(days=back)
    return day, day, DAY


def _of_span(words: TimeWords, report: datetime.date) -> Interval | str:
    modifier, unit = words.modifier, words.unit
    if modifier in ("next", "coming"):
        return "the time words speak of the future"
    if unit == "weekend":
        saturday = report - datetime.timedelta(days=(report.weekday() - 5) % 7)
        if modifier == "last" and report.weekday() >= 5:  # told at the weekend after it
            saturday -= datetime.timedelta(days=7)
        return saturday, min(saturday + datetime.timedelta(days=1), report), DAYS
    if modifier == "first" and words.year is not None and unit == "month" and 1 <= (words.amount or 1) <= 12:
        return datetime.date(words.year, 1, 1), _whole_month(words.year, words.amount or 1)[1], YEAR
    if words.amount is not None and unit is not None:
        return _back(words.amount, unit, report)
    if modifier == "recent" or unit is None or words.text.split()[-1].endswith("s"):
        return "the time words name no length"
    if unit == "day":
        return _back(2, "day", report)
    if unit == "week":
        monday = report - datetime.timedelta(days=report.weekday())
        if modifier == "this":
            return monday, report, WEEK
        if modifier == "past":
            return _back(1, "week", report)
        return monday - datetime.timedelta(days=7), monday - datetime.timedelta(days=1), WEEK
    if unit == "month":
        year, month = (report.year, report.month) if modifier == "this" else _month_before(report)
        return (*_whole_month(year, month), MONTH)
    if unit == "year":
        year = report.year if modifier == "this" else report.year - 1
        if words.text.lower().startswith("so far"):
            return datetime.date(year, 1, 1), report, YEAR
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31), YEAR
    return "the time words name no length"


def _back(amount: int, unit: str, report: datetime.date) -> Interval:
    """Count back from the report: "the past three days" are three with its own, "two weeks" go back fourteen."""
    if unit == "hour":
        days = max(1, -(-amount // 24))
    elif unit == "day":
        days = amount - 1 if amount < 7 else amount
    elif unit == "week":
        days = 7 * amount
    elif unit == "month":
        start = _months_before(report, amount)
        return start, report, precision(start, report)
    else:
        years = amount * (10 if unit == "decade" else 1)
        start = _months_before(report, 12 * years)
        return start, report, YEAR
    start = report - datetime.timedelta(days=days)
    return start, report, precision(start, report)


def _of_ago(words: TimeWords, report: datetime.date) -> Interval | str:
    if words.amount is None or words.unit is None:
        return "the time words name no length"
    if words.unit in ("hour", "day"):
        days = words.amount if words.unit == "day" else words.amount // 24
        day = report - datetime.timedelta(days=days)
        return day, day, DAY
    if words.unit == "week":
        monday = report - datetime.timedelta(days=7 * words.amount)
        return monday - datetime.timedelta(days=3), min(report, monday + datetime.timedelta(days=3)), WEEK
    if words.unit == "month":
        month = _months_before(report, words.amount)
        return (*_whole_month(month.year, month.month), MONTH)
    year = report.year - words.amount * (10 if words.unit == "decade" else 1)
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31), YEAR


def precision(start: datetime.date, end: datetime.date) -> int:
    """Return the UCDP date precision of an interval by its length."""
    days = (end - start).days + 1
    for bound, prec in ((1, DAY), (6, DAYS), (8, WEEK), (31, MONTH)):
        if days <= bound:
            return prec
    return YEAR


def _whole_month(year: int, month: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])


def _month_before(day: datetime.date) -> tuple[int, int]:
    return (day.year - 1, 12) if day.month == 1 else (day.year, day.month - 1)


def _months_before(day: datetime.date, months: int) -> datetime.date:
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None

"""When: time words against the report's date line.

In: the time words of a claim (or none) and the ``DateContext`` of the report. Out: ``When``: an interval with its
precision, or no interval and the reason. Nothing is ever read against today (method.md, "Place and time").

Example: "on Tuesday" in a report of Wednesday 2016-06-01 gives 2016-05-31, ``date_prec`` 1.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from according.books.date_uses import begins_a_stretch, dates_a_saying, in_dateline
from according.books.dates import TimeWords, find_dateline, find_dates
from according.records import Phrase, Unresolved, When
from according.resolve.when_interval import DAY, DAYS, Interval, interval_of

__all__ = ["DateContext", "TimeWords", "date_context", "find_dateline", "find_dates", "resolve_when"]

_HEAD = 250  # characters in which the report's date may stand twice
_LATE = 14  # days that a report may be published after its date line
_LINE_IS_OFF = (
    366  # days between a date in the head and the day of publication beyond which the head speaks of the past
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateContext:
    """What a report says about days, gathered once."""

    report_date: datetime.date | None
    mentions: tuple[TimeWords, ...]
    sayings: frozenset[int]  # where mentions begin that date what somebody said: "said on Monday"
    anchors: tuple[datetime.date, ...]  # whole dates that it names: they give the year to days near them


def date_context(text: str, *, published: str | None) -> DateContext:
    """Gather a report's dates once.

    Args:
        text: the clean text.
        published: the day of publication from outside the text, YYYY-MM-DD.

    Returns:
        The context; the date line of the text wins over ``published``, which feeds get wrong (claims guidelines).
    """
    outside = _iso(published)
    line = find_dateline(text)
    day = line.date if line is not None else None
    if day is None or (outside is not None and abs((day - outside).days) > _LINE_IS_OFF):
        day = outside
    skip = (line.start, line.end) if line is not None else (-1, -1)
    if line is None and outside is not None:
        day = _line_without_year(text, outside)
    mentions = tuple(
        m
        for m in find_dates(text)
        if not in_dateline(text, m)
        and not begins_a_stretch(text, m)
        and not (m.start < skip[1] and m.end > skip[0])
        and not (m.date is not None and m.date == day and m.start < _HEAD)
    )
    anchors = tuple(sorted({m.date for m in mentions if m.date is not None}))
    sayings = frozenset(m.start for m in mentions if dates_a_saying(text, m))
    return DateContext(report_date=day, mentions=mentions, sayings=sayings, anchors=anchors)


def _line_without_year(text: str, outside: datetime.date) -> datetime.date:
    """Return the day of a date line without a year ("KYIV, July 8 - ") not long before the day of publication."""
    for words in find_dates(text):
        if words.start < _HEAD and in_dateline(text, words):
            interval = interval_of(words, outside)
            if not isinstance(interval, str) and (outside - interval[0]).days <= _LATE:
                return interval[0]
    return outside


def resolve_when(
    phrase: Phrase | None, *, context: DateContext, at: int | None = None, sentence: tuple[int, int] | None = None
) -> When:
    """Resolve a claim's time words.

    Args:
        phrase: the words as printed; None where the sentence has none.
        context: of the report, by ``date_context``.
        at: where the claim stands, for words that lean on an earlier time ("a day after") and for claims without any.
        sentence: span of the claim's sentence.

    Returns:
        The interval and its precision; where it cannot be told, no interval, the reason, and ``latest``, the last
        possible day, which is the report's own.
    """
    report = context.report_date
    if phrase is None:
        return _without_words(context, at, sentence)
    words = _widest(phrase)
    if words is None:
        return _unknown(phrase, report, "the time words name no day")
    interval = interval_of(words, context.report_date, context.anchors)
    if isinstance(interval, str) and words.kind in ("after", "open", "part"):
        interval = _leaning(words, context, phrase.start)
    if isinstance(interval, str):
        return _unknown(phrase, report, interval)
    start, end, prec = interval
    late = report is not None and start > report
    if late and words.year is None:
        return _unknown(phrase, report, f"{start.isoformat()} lies after the report")
    # a whole date is believed before the report's own, which feeds get wrong
    note = Unresolved(reason="the day lies after the report's date") if late else None
    return When(printed=phrase, start=start.isoformat(), end=end.isoformat(), date_prec=prec, unresolved=note)


def _widest(phrase: Phrase) -> TimeWords | None:
    """Return the time words of a phrase that say most: a day before a part of a day; a bare "1988" will do."""
    found = find_dates(phrase.text) or find_dates(f"in {phrase.text}") or find_dates(f"at {phrase.text}")
    order = ("day", "weekday", "relative", "month", "year", "span", "ago", "after", "part", "duration", "open")
    return min(found, key=lambda w: (order.index(w.kind), w.start), default=None)


def _leaning(words: TimeWords, context: DateContext, at: int) -> Interval | str:
    """Resolve words that lean on a day told before them: "a day later", "earlier in the day", "at dawn"."""
    day = context.report_date
    told = [w for w in context.mentions if w.end <= at and w.kind in ("day", "weekday", "relative") and not w.since]
    for one in reversed(told):
        interval = interval_of(one, context.report_date, context.anchors)
        if not isinstance(interval, str):
            day = interval[0]
            break
    if day is None:
        return "the time words lean on another time"
    lower = words.text.lower()
    if words.kind == "open" and not lower.startswith(("earlier", "later", "shortly")):
        return "the time words lean on another time"
    if words.kind != "after" or words.unit in (None, "hour") or "same" in lower:
        return day, day, DAY
    if words.unit != "day" or "few" in lower or (words.amount is None and lower.startswith("days")):
        return "the time words lean on another time"
    amount = words.amount or 1
    day += datetime.timedelta(days=-amount if lower.endswith(("before", "earlier")) else amount)
    if context.report_date is not None and day > context.report_date:
        return "the time words lean on another time"
    return day, day, DAY


def _without_words(context: DateContext, at: int | None, sentence: tuple[int, int] | None) -> When:
    """Resolve a claim without time words: the nearest day told before it, within its own account."""
    report = context.report_date
    here = sentence if sentence is not None else (at, at) if at is not None else None
    if here is not None and here[1] is not None:
        for words in _nearest(context, here[0] or 0, here[1]):
            interval = interval_of(words, context.report_date, context.anchors)
            if not isinstance(interval, str) and interval[2] <= DAYS and (report is None or interval[0] <= report):
                start, end, prec = interval
                return When(printed=None, start=start.isoformat(), end=end.isoformat(), date_prec=prec)
    return _unknown(None, report, "the report names no day for it")


def _nearest(context: DateContext, start: int, end: int) -> list[TimeWords]:
    """Return the named days by nearness: those that date a deed first, those that date a saying last."""
    # "until Friday" dates the end of a curfew, not a deed
    days = [
        w
        for w in context.mentions
        if w.kind in ("day", "weekday", "relative") and not w.since and not w.text.lower().startswith(("until", "till"))
    ]
    inside = [w for w in days if start <= w.start < end]
    before = sorted((w for w in days if w.end <= start), key=lambda w: -w.end)
    after = sorted((w for w in days if w.start >= end), key=lambda w: w.start)
    told = [w for w in before if w.start not in context.sayings]
    deeds = [w for w in (*inside, *told[:1], *after[:1]) if w.start not in context.sayings]
    return deeds + before[:1] + after[:1]


def _unknown(printed: Phrase | None, report: datetime.date | None, reason: str) -> When:
    if report is None and reason == "the report names no day for it":
        reason = "the report has no date and names no day for it"
    return When(
        printed=printed,
        start=None,
        end=None,
        latest=report.isoformat() if report is not None else None,
        unresolved=Unresolved(reason=reason),
    )


def _iso(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None

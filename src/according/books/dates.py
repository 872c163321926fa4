"""The date grammar: time words in running text, with where they stand and what they say.

In: a text. Out: ``TimeWords`` spans, longest match, sorted, never overlapping. Nothing is resolved here: what "Tuesday"
is depends on the report's date, which ``according.resolve.when`` knows. Day comes before month in 12.05.2024;
03/04/2024 is marked as ambiguous.

Example: ``find_dates("killed on Friday since March 2011")`` gives "on Friday" (weekday) and "since March 2011" (month).
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from according.books.date_patterns import Patterns, time_patterns

_HEAD, _FOOT = 250, 120  # characters in which a report's own date line is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """Words of time and what they say; what they leave open is ``None``."""

    start: int
    end: int
    text: str
    kind: str  # day | weekday | relative | month | year | span | ago | after | part | duration | open
    core: tuple[int, int]  # without the leading preposition
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # Monday is 0
    offset: int | None = None  # days from the report's date
    amount: int | None = None
    unit: str | None = None  # hour | day | week | weekend | month | year
    modifier: str | None = None  # last | this | next | past | first | early | mid | late
    since: bool = False  # the words name a beginning: from then until the report
    ambiguous: bool = False  # 03/04/2024
    until: tuple[int, int] | None = None  # span of the second end: "Saturday and Sunday"
    until_day: int | None = None  # the second day of the same month: "between 26 and 30 January"

    @property
    def date(self) -> datetime.date | None:
        """The day, where the words alone name one."""
        if self.year is None or self.month is None or self.day is None or self.ambiguous:
            return None
        try:
            return datetime.date(self.year, self.month, self.day)
        except ValueError:
            return None


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_GLUED = re.compile(r"(\d{1,2})((?:19|20)\d\d)\b")
_DIGITS = re.compile(r"(?<!\d)(\d{1,2})([-./])(\d{1,2})[-./]((?:19|20)\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_NUMBER = re.compile(r"(?<![\d.])(\d{1,2})(?:st|nd|rd|th)?(?![\d:])")
_DAYS = re.compile(  # two days of one month
    r"(?i)(?<!\d)(?<!\d-)(\d{1,2})(?:st|nd|rd|th)?(?:\s*[-–]\s*|\s+(?:and|to|until|through)\s+)(\d{1,2})(?:st|nd|rd|th)?(?![\d-])"
)
_LEAD = re.compile(r"(?i)(?:on|in|at|by|since|from|until|till|during|around|over|of|for|within|throughout|as\s+of)\s+")
_SINCE = re.compile(r"(?i)(?:ever\s+)?since\b|from\b")
_MODIFIER = re.compile(r"(?i)\b(last|past|previous|preceding|this|next|coming|recent|first|early|mid|late|end)\b")


@lru_cache(maxsize=256)  # reader and resolver both ask for the same texts
def find_dates(text: str) -> tuple[TimeWords, ...]:
    """Return every time expression of a text: sorted, none overlapping another, the longest where several begin."""
    patterns = time_patterns()
    out: list[TimeWords] = []
    at = 0
    for begin in patterns.start.finditer(text):
        if (start := begin.start()) < at:
            continue
        # the longest first, in the order of the kinds where two are equally long
        ends = (
            (match.end(), kind)
            for kind, pattern in patterns.kinds.items()
            if (match := pattern.match(text, start)) is not None
        )
        for end, kind in sorted(ends, key=lambda one: -one[0]):
            words = _read(text, start, end, kind, patterns)
            if words is not None:
                out.append(words)
                at = words.end
                break
    return tuple(out)


def find_dateline(text: str) -> TimeWords | None:
    """Return the report's own date: the first whole date in its head, else the last in its foot.

    A date inside a sentence of the head ("attacked on 21 August 2013") is none: a dateline stands at the start of a
    line,
    after a label such as "Published", or before a dash.
    """
    for start, end, last in ((0, _HEAD, False), (max(0, len(text) - _FOOT), len(text), True)):
        found = [
            words
            for match in time_patterns().dateline.finditer(text, start, end)
            if (words := _read(text, match.start(), match.end(), "day", time_patterns())) is not None
            and words.date is not None
            and _stands_alone(text, words)
        ]
        if found:
            return found[-1] if last else found[0]
    return None


_BEFORE = re.compile(
    r"(?i)(?:^|[\n\r|]|[-–—:•,]|\b(?:published|posted|updated|publication|date|dated|last\s+updated"
    r"|print this page|added|created|written|modified|release|released|edition"
    r"|reuters|afp|ap|by)\b(?:\s+(?:at|on|of|date))?:?)\s*(?:\d{1,2}:\d\d\s*)?$"
)


_CLOCK = re.compile(r",?\s+(?:at\s+)?(?:[01]?\d|2[0-3])[:.]?[0-5]\d(?!\d)(?:\s*(?:[AaPp]\.?[Mm]|GMT|UTC)\b)?")


def _stands_alone(text: str, words: TimeWords) -> bool:
    before = text[max(0, words.start - 40) : words.start]
    return bool(_BEFORE.search(before)) or bool(_CLOCK.match(text, words.end))


def _read(text: str, start: int, end: int, kind: str, patterns: Patterns) -> TimeWords | None:
    """Read what the words say; None where they say nothing after all."""
    printed = text[start:end].rstrip(" ,.")
    end = start + len(printed)
    lead = _LEAD.match(printed)
    words = TimeWords(
        start=start,
        end=end,
        text=printed,
        kind=kind,
        core=(start + (lead.end() if lead else 0), end),
        since=bool(_SINCE.match(printed)) and kind not in ("open", "span"),
    )
    if kind == "day":
        return _read_days(words, patterns)
    modifier = _MODIFIER.search(printed)
    words = replace(words, modifier=modifier.group(1).lower() if modifier else None)
    if kind in ("month", "year", "since"):
        return _read_month(words, patterns)
    if kind in ("span", "ago", "after", "duration"):
        return _read_amount(words, patterns)
    return words


def _read_days(words: TimeWords, patterns: Patterns) -> TimeWords | None:
    if (days := _DAYS.search(words.text)) is not None:
        return _read_span(words, days, patterns)
    matches = list(patterns.one_day.finditer(words.text))
    if not matches:
        return None
    first = _read_day(words, matches[0].group(), patterns)
    if len(matches) == 1:
        return first
    at = words.start + matches[-1].start()
    return replace(first, until=(at, words.start + matches[-1].end()))


def _read_span(words: TimeWords, days: re.Match[str], patterns: Patterns) -> TimeWords:
    """Read two days of one month: "between 26 and 30 January", "March 3-5"."""
    last = _read_day(words, words.text.replace(days.group(), days[2], 1), patterns)
    return replace(last, day=int(days[1]), until_day=int(days[2]), since=False)


def _read_day(words: TimeWords, printed: str, patterns: Patterns) -> TimeWords:
    """Read one day: digits, day and month, a weekday, or a word such as yesterday."""
    lower = " ".join(printed.lower().split())
    modifier = lower.split()[0] if lower.split()[0] in ("last", "this", "next", "past") else None
    if (iso := _ISO.search(printed)) is not None:
        return replace(words, year=int(iso[1]), month=int(iso[2]), day=int(iso[3]))
    if (digits := _DIGITS.search(printed)) is not None:
        day, month = int(digits[1]), int(digits[3])
        ambiguous = digits[2] == "/" and day <= 12 and month <= 12 and day != month
        if month > 12 >= day:
            day, month = month, day
        return replace(words, year=int(digits[4]), month=month, day=day, ambiguous=ambiguous)
    if (month_match := patterns.month.search(printed)) is not None:
        rest = printed[: month_match.start()] + " " + printed[month_match.end() :]
        rest = _GLUED.sub(r"\1 \2", rest)
        year = _YEAR.search(rest)
        number = _NUMBER.search(rest)
        return replace(
            words,
            month=patterns.months[month_match.group().rstrip(".")],
            year=int(year.group()) if year else None,
            day=int(number[1]) if number else None,
        )
    for name, weekday in patterns.weekdays.items():
        if name.lower() in lower:
            return replace(words, kind="weekday", weekday=weekday, modifier=modifier)
    for name in sorted(patterns.days, key=len, reverse=True):
        if name in lower:
            return replace(words, kind="relative", offset=patterns.days[name], modifier=modifier)
    return words


def _read_month(words: TimeWords, patterns: Patterns) -> TimeWords | None:
    """Read month and year at the end of the words: "since the war began in March 2011"."""
    text = words.text
    if words.kind == "since":
        days = list(patterns.dateline.finditer(text))
        if days:
            return replace(_read_day(words, days[-1].group(), patterns), kind="day", since=True)
    year = next(iter([*_YEAR.finditer(text)][-1:]), None)
    month = next(iter([*patterns.month.finditer(text)][-1:]), None)
    if month is None and year is None:
        return None
    kind = "month" if month is not None else "year"
    return replace(
        words,
        kind=kind,
        month=patterns.months[month.group()] if month else None,
        year=int(year.group()) if year else None,
        since=words.since or words.kind == "since",
    )


def _read_amount(words: TimeWords, patterns: Patterns) -> TimeWords:
    """Read amount and unit of a span: "the past three days", "eight days ago"."""
    lower = words.text.lower().replace("-", " ").split()
    # the longest first: "weekend" before "week"
    unit = next(
        (u for u in sorted(patterns.units, key=len, reverse=True) for w in lower if w.rstrip("s") == u.rstrip("s")),
        None,
    )
    amount = None
    for one in lower:
        if one.isdigit():
            amount = int(one)
            break
        if one in patterns.numbers and one != "first":
            amount = patterns.numbers[one]
            break
    year = _YEAR.search(words.text)
    return replace(words, amount=amount, unit=unit, year=int(year.group()) if year else None)

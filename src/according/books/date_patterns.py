"""The patterns of the date grammar, built from the word list ``data/time_words.yaml``.

In: the word list. Out: ``Patterns``: one compiled pattern per kind of time words, and the lists that read them.

Example: ``time_patterns().kinds["day"].match("on Tuesday morning")`` matches it whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from according.errors import BadBook

# what the name of an old event ends in: "the 2008 Mumbai shootings"
EVENTS = frozenset(
    ["attack", "attacks", "bombing", "bombings", "clashes", "earthquake", "genocide", "killings", "massacre", "raid",
     "riots", "shooting", "shootings", "siege", "war"]
)
_FILE = Path(__file__).parent / "data" / "time_words.yaml"


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists, as the patterns need them."""

    months: dict[str, int]
    weekdays: dict[str, int]
    full_weekdays: tuple[str, ...]
    parts: tuple[str, ...]
    days: dict[str, int]
    numbers: dict[str, int]
    vague: tuple[str, ...]
    units: tuple[str, ...]
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Patterns:
    """The compiled patterns and the word lists behind them."""

    kinds: dict[str, re.Pattern[str]]  # in order of preference among equally long matches
    start: re.Pattern[str]  # where any of them may begin
    one_day: re.Pattern[str]  # a single day: explicit date, weekday or a word such as yesterday
    dateline: re.Pattern[str]
    month: re.Pattern[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    days: dict[str, int]
    numbers: dict[str, int]
    units: tuple[str, ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    months = {name: int(number) for number, names in data["months"].items() for name in names.split()}
    weekdays = {name: int(number) for number, names in data["weekdays"].items() for name in names.split()}
    if sorted(set(months.values())) != list(range(1, 13)) or sorted(set(weekdays.values())) != list(range(7)):
        raise BadBook(f"{_FILE.name}: twelve months and seven days of the week are wanted")
    return _Words(
        months=months,
        weekdays=weekdays,
        full_weekdays=tuple(names.split()[0] for names in data["weekdays"].values()),
        parts=tuple(data["parts"]),
        days=dict(data["days"]),
        numbers=dict(data["numbers"]),
        vague=tuple(data["vague"]),
        units=tuple(data["units"]),
        first=tuple(data["first"].split()),
    )


def _any(words: Iterable[str]) -> str:
    # the longest first, so that "Sept" is not read as "Sep"
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


def _pieces(words: _Words) -> dict[str, str]:
    """Return the smallest pieces by name."""
    month = rf"(?:{_any(words.months)})(?:\b|(?=\d))\.?"
    short = rf"(?:{_any(words.weekdays)})\b\.?"
    number, year = r"\d{1,2}(?:st|nd|rd|th)?", r"(?:19|20)\d\d"
    daymonth = rf"{number}\s+(?:of\s+)?{month}(?:,?\s+{year})?(?!\w)"  # 8 November 2016
    monthday = rf"{month}\s*{number}(?:,?\s*{year}(?!\d)|(?![\d:]))(?!\w)"  # October 25, 2012; Jan 202015
    digits = rf"(?:{year}-\d\d-\d\d|\d{{1,2}}[-./]\d{{1,2}}[-./]{year})(?!\d)"
    return {
        "month": month,
        "short": short,
        "number": number,
        "year": year,
        "weekday": rf"(?:{_any(words.full_weekdays)})s?(?:['’]s?)?",
        "part": rf"(?:{_any(words.parts)})",
        "daymonth": daymonth,
        "explicit": rf"(?:(?:{short},?\s+)?(?:{daymonth}|{monthday}|{digits}))",
        "relative": rf"(?:{_any(words.days)})\b",
        "amount": rf"(?:\d{{1,3}}|{_any(words.numbers)}|{_any(words.vague)})",
        "unit": rf"(?:{_any(words.units)})s?\b",
    }


def _day_patterns(p: dict[str, str]) -> tuple[str, str]:
    """Return the pattern of a single day and that of one or two days with all that leads in and out."""
    # early on, at dawn on, the early hours of, on the night of, around midday on, overnight
    lead = (
        r"(?i:(?:(?:just|only|shortly)\s+)?"
        r"(?:(?:on|in|at|by|since|from|until|till|during|around|before|after|of|over|as\s+of)\s+)?(?:the\s+)?"
        rf"(?:(?:very\s+)?(?:early|late|later|earlier|pre-?dawn)\s+(?:(?:hours|{p['part']})\s+)?(?:of\s+|on\s+|in\s+)?"
        rf"|(?:day(?:time)?|{p['part']})\s+(?:of\s+|on\s+|hours\s+of\s+|hours\s+on\s+)?"
        r"|overnight\s+(?:on\s+|into\s+)?)?(?:the\s+)?)"
    )
    tail = rf"(?:\s+(?i:(?:early\s+|late\s+)?{p['part']}\b)|\s+overnight\b)?(?:\s*\((?i:today|yesterday)\))?"
    named = rf"(?:{p['explicit']}|{p['weekday']}\b)"
    one = rf"(?:(?i:last|this|next|past)\s+)?(?:{named}|(?i:{p['relative']})(?:\s+(?:on\s+)?{named})?)"
    join = r"\s*(?:,?\s+and|-|–|\s+to|\s+through|\s+until|\s+or|,?\s+and\s+into|\s+into)\s+(?:(?i:early|late|on)\s+)*"
    return one, rf"(?:{_two_days(p)}|{lead}{one}{tail}(?:{join}{one}{tail})?)"


def _two_days(p: dict[str, str]) -> str:
    """Return the pattern of two days of one month: between 26 and 30 January; 3-5 August; from March 3 to 5."""
    dash, number = r"\s*[-–]\s*", p["number"]
    to = rf"(?:{dash}|\s+(?i:and|to|until|through)\s+)"
    monthday = rf"{p['month']}\s*{number}"
    bare = rf"(?:(?i:between|from|on)\s+)?{number}{dash}{p['daymonth']}|{monthday}{dash}{number}(?!\d)"
    led = rf"(?i:between|from)\s+(?:{number}{to}{p['daymonth']}|{monthday}{to}{number}(?!\w))"
    return f"{led}|{bare}"


def _long_patterns(p: dict[str, str]) -> dict[str, str]:
    """Return the patterns of months, years, spans and beginnings."""
    third = r"(?:(?i:early|mid|late|last|this|next)[\s-]+)"
    when = rf"(?:{p['explicit']}|{third}?{p['month']}(?:\s+{p['year']})?(?!\w)|{p['year']}(?!\d))"
    into = r"(?i:in|since|during|of|by|until|from|around|throughout|over|back\s+in)\s+"
    return {
        "since": rf"(?i:since)\s+(?:[^\s.,;()]+\s+){{0,14}}?(?i:in|on|of|last)\s+{when}",
        "month": rf"{into}(?i:(?:the\s+)?(?:end|start|beginning|middle|month)\s+of\s+)?{third}?{p['month']}"
        rf"(?:,?\s+(?:of\s+)?{p['year']})?(?![\w-])"
        rf"|{third}?{p['month']},?\s+(?:of\s+)?{p['year']}(?!\d)|{third}{p['month']}(?!\s*\d)(?!\w)",
        "year": rf"{into}{third}?{p['year']}(?![\d\w-])|{third}{p['year']}(?!\d)"
        rf"|(?<=the\s){p['year']}(?=\s(?:[A-Z][\w'’-]+\s){{1,2}}(?:{_any(EVENTS)})\b)",
        "span": rf"(?i:(?:(?:over|in|during|within|for|throughout|of|since|from|on|earlier|later|late|early|at)\s+)?"
        rf"(?:the\s+|just\s+the\s+)?(?:(?:whole|entire|course\s+of\s+the)\s+)?"
        rf"(?:so\s+far\s+)?(?:past|last|previous|preceding|this|next|coming|first)\s+(?:{p['amount']}\s+)?{p['unit']}(?:\s+of\s+{p['year']})?"
        rf"|(?:in\s+|over\s+|during\s+)?(?:the\s+)?recent\s+{p['unit']}"
        rf"|(?:(?:over|during|at|on)\s+)?the\s+(?:whole\s+|entire\s+)?weekend\b"
        rf"|(?:in|within|over|during)\s+(?:less\s+than\s+|under\s+|just\s+|only\s+|about\s+|the\s+)?{p['amount']}\s+{p['unit']}"
        r"|(?:in|over|during)\s+the\s+same\s+(?:period|day|month|week)\b)",
    }


def _loose_patterns(p: dict[str, str]) -> dict[str, str]:
    """Return the patterns that hang on another time: ago, a day after, at dawn, a length, so far."""
    return {
        "ago": r"(?i:(?:(?:just|nearly|almost|about|around|some|over|more\s+than|less\s+than|only)\s+)?"
        rf"{p['amount']}\s+{p['unit']}\s+ago\b)",
        "after": r"(?i:(?:(?:just|nearly|almost|about|around|some|over|more\s+than|less\s+than|only)\s+)?"
        rf"(?:{p['amount']}\s+)?{p['unit']}\s+(?:earlier|before|later|after)\b"
        r"|(?:on\s+)?the\s+(?:following|next|same|previous)\s+(?:day|night|morning)\b"
        r"|(?:the\s+)?(?:day|night|week|month|year)\s+(?:after|before)\b)",
        "part": r"(?i:(?:at|since|around|before|by|until|in|during|from)\s+(?:about\s+)?(?:the\s+)?"
        r"(?:early\s+|late\s+)?"
        rf"(?:{p['part']}|early\s+hours)\b"
        r"|(?:at\s+)?(?:(?:around|about)\s+)?\d{1,2}(?:[\s:.]?\d\d)?\s*(?:am|pm|a\.m\.|p\.m\.)(?!\w))",
        "duration": r"(?i:(?:for\s+)?(?:more\s+than\s+|over\s+|nearly\s+|almost\s+|less\s+than\s+|about\s+)?"
        rf"{p['amount']}[\s-]+{p['unit']}(?!-old)(?:-long)?"
        r"(?:\s+(?:of\s+)?(?:war|conflict|fighting|siege|clashes|offensive|battle)\b)?)",
        "open": r"(?i:(?:since\s+then|so\s+far|until\s+now|to\s+date|recently"
        r"|(?:earlier|later)(?:\s+(?:on|in)\s+the\s+day)?"
        r"|shortly\s+(?:after|before)|since\s+(?:the|its|it)\s+(?:[^\s.,;()]+\s+){0,6}?(?:began|started|erupted|launched)"
        r"|since\s+the\s+(?:start|beginning|outbreak|onset)\s+of\s+(?:the\s+)?\w+)\b)",
    }


def _starts(words: _Words) -> re.Pattern[str]:
    lower = {
        *words.first,
        *words.parts,
        *(w.split()[0] for w in (*words.numbers, *words.vague, *words.days)),
        *words.units,
        *(f"{unit}s" for unit in words.units),
    }
    return re.compile(rf"(?<![\w-])(?:\d|(?i:{_any(lower)})\b|(?:{_any(words.weekdays)})|(?:{_any(words.months)}))")


@lru_cache(maxsize=1)
def time_patterns() -> Patterns:
    """Return the compiled patterns.

    Raises:
        BadBook: the word list lacks a month or a day of the week.
    """
    words = _words()
    p = _pieces(words)
    one, day = _day_patterns(p)
    kinds = {"day": day, **_long_patterns(p), **_loose_patterns(p)}
    return Patterns(
        kinds={kind: re.compile(pattern) for kind, pattern in kinds.items()},
        start=_starts(words),
        one_day=re.compile(rf"(?<![\w-]){one}"),
        dateline=re.compile(rf"(?<![\w-]){p['explicit']}"),
        month=re.compile(rf"(?<![\w])(?:{_any(words.months)})(?![a-z])"),
        months=words.months,
        weekdays=words.weekdays,
        days=words.days,
        numbers=words.numbers,
        units=words.units,
    )

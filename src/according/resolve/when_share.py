"""When, from the whole report: a claim without words of time is of the day that its number, or its whole, is told with.

In: drafts with their dates. Out: dates; one that is taken over has no printed words.

Example: a headline "100 fighters killed" over "100 fighters have been killed in the past three days" is of three days.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from according.records import Draft, When
from according.resolve.when_interval import precision
from according.words import CountKind, Scope

_SAME = 3  # from this number on, the same number is no coincidence


def share_times(drafts: Sequence[Draft], whens: Sequence[When], scopes: Sequence[Scope]) -> tuple[When, ...]:
    """Return the date of each draft, those without words of time given the one that the report tells elsewhere.

    One event at a place of its own does not last as long as the period over which its dead are counted among others.
    """
    out: list[When] = []
    for i, (draft, when) in enumerate(zip(drafts, whens, strict=True)):
        told = None
        if when.printed is None:
            told = _whole(draft, drafts, whens) or _same_number(i, drafts, whens)
            if told is not None and scopes[i] is Scope.INCIDENT and draft.place is not None and told.start != told.end:
                told = None
        out.append(replace(told, printed=None) if told is not None else when)
    return tuple(out)


def _whole(draft: Draft, drafts: Sequence[Draft], whens: Sequence[When]) -> When | None:
    for other, when in zip(drafts, whens, strict=True):
        if other.at == draft.part_of and other.harm is draft.harm and when.printed is not None and when.start:
            return when
    return None


def _same_number(index: int, drafts: Sequence[Draft], whens: Sequence[When]) -> When | None:
    """Return the one date that the same number of the same harm is told with."""
    draft = drafts[index]
    if draft.count.kind is CountKind.SINGLE or (draft.count.low or 0) < _SAME:
        return None
    found = {
        (when.start, when.end): when
        for other, when in zip(drafts, whens, strict=True)
        if other.harm is draft.harm and other.count.low == draft.count.low and when.printed is not None and when.start
    }
    return next(iter(found.values())) if len(found) == 1 else None


def run_on(whens: Sequence[When], scopes: Sequence[Scope], *, text: str, day: date | None) -> tuple[When, ...]:
    """Return the dates, a total counted from when a war began running on to the day of the report.

    "The war, which began in April 2023, has killed 150,000": of April 2023 to today, and not of April 2023.

    Args:
        whens: of each claim.
        scopes: of each.
        text: the clean text.
        day: of the report.
    """
    out: list[When] = []
    for when, scope in zip(whens, scopes, strict=True):
        if (
            day is not None
            and scope in (Scope.CUMULATIVE, Scope.PERIOD)
            and when.printed is not None
            and when.start is not None
            and when.end is not None
            and when.end < day.isoformat()
            and _BEGAN.search(text, max(0, when.printed.start - _BEFORE), when.printed.start) is not None
        ):
            when = replace(when, end=day.isoformat(), date_prec=precision(date.fromisoformat(when.start), day))
        out.append(when)
    return tuple(out)


_BEFORE = 40  # characters before words of time in which the beginning is told
_BEGAN = re.compile(
    r"\b(?:began|begun|started|erupted|broke out|outbreak|beginning|onset|start)\b[^.;:]*$", re.IGNORECASE
)

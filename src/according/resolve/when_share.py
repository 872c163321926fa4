"""When, from the whole report: a claim without words of time is of the day that its number, or its whole, is told with.

In: drafts with their dates. Out: dates; one that is taken over has no printed words.

Example: a headline "100 fighters killed" over "100 fighters have been killed in the past three days" is of three days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from according.records import Draft, When
from according.words import CountKind

_SAME = 3  # from this number on, the same number is no coincidence


def share_times(drafts: Sequence[Draft], whens: Sequence[When]) -> tuple[When, ...]:
    """Return the date of each draft, those without words of time given the one that the report tells elsewhere."""
    out: list[When] = []
    for i, (draft, when) in enumerate(zip(drafts, whens, strict=True)):
        told = None
        if when.printed is None:
            told = _whole(draft, drafts, whens) or _same_number(i, drafts, whens)
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

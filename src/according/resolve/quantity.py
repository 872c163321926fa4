"""How many, where the words need the report: "the rest" is the whole less the parts that are told.

In: drafts in order of the text. Out: the same drafts, with counts filled in where they follow.

Source of the rule: corpus guidelines ("The rest of the dead" of at least 22 with six told is at least 16).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from according.records import Count, Draft
from according.words import CountKind


def resolve_quantities(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the drafts with "the rest" counted, where the whole and the other parts are known."""
    return tuple(_count_rest(d, drafts) if _is_rest(d) else d for d in drafts)


def _is_rest(draft: Draft) -> bool:
    words = draft.count_words.text.lower().split() if draft.count_words is not None else []
    return bool(words) and "rest" in words and draft.count.low is None


def _count_rest(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    wholes = [
        d for d in drafts if d.at < draft.at and d.harm is draft.harm and d.part_of is None and d.count.low is not None
    ]
    if draft.part_of is not None:
        wholes = [d for d in wholes if d.at == draft.part_of]
    if not wholes:
        return draft
    whole = wholes[-1]
    told = [
        d.count.low
        for d in drafts
        if d.part_of == whole.at and d.harm is draft.harm and d.at != draft.at and d.sentence - whole.sentence <= 2
    ]
    if not told or any(n is None for n in told):
        return draft
    parts = sum(n for n in told if n is not None)
    low = (whole.count.low or 0) - parts
    if low < 0:
        return draft
    high = None if whole.count.high is None else whole.count.high - parts
    count = Count(low=low, best=low, high=high, kind=CountKind.NUMBER, approximate=whole.count.approximate)
    return replace(draft, count=count, part_of=whole.at)

"""What a count is part of, told in another sentence: "Five children were among the dead" of the eleven before.

In: drafts in order of the text, the sentences. Out: the same drafts, parts tied to their wholes.

Source of the rule: corpus guidelines (``part_of``); method.md (parts are never added to their whole). "Another five"
is no part, nor is a smaller number by itself: it may be another incident.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from according.books.grammar import word_list
from according.records import Draft, Sentence
from according.words import Scope

_DEAD = "|".join(sorted(word_list("part_ties", "dead")))
_AMONG = re.compile(
    rf"\bamong(?:st)? (?:the|those) (?:\w+ )?(?:{_DEAD})\b|\bof (?:the|those) (?:{_DEAD})\b|\bof them\b"
    rf"|\bthe (?:{_DEAD}) (?:also )?include(?:s|d)?|\bamong them\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"\b(?:another|others?)\b", re.IGNORECASE)
_REACH = 6  # sentences back


def tie_parts(drafts: Sequence[Draft], sentences: Sequence[Sentence]) -> tuple[Draft, ...]:
    """Return the drafts with parts of what an earlier sentence counts tied to it."""
    return tuple(_tied(i, drafts, sentences[d.sentence].text) for i, d in enumerate(drafts))


def _tied(index: int, drafts: Sequence[Draft], sentence: str) -> Draft:
    draft = drafts[index]
    size = _size(draft)
    if draft.part_of is not None or size is None or draft.scope is Scope.CUMULATIVE:
        return draft
    if _AMONG.search(sentence) is None or _ANOTHER.search(sentence) is not None:
        return draft
    wholes = [
        d
        for d in drafts[:index]
        if d.harm is draft.harm
        and d.part_of is None
        and draft.sentence - _REACH <= d.sentence < draft.sentence
        and (_size(d) or 0) > size
    ]
    return replace(draft, part_of=wholes[-1].at) if wholes else draft


def _size(draft: Draft) -> int | None:
    return draft.count.low if draft.count.low is not None else draft.count.high

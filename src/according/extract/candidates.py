"""What the trained reader judges: every count that may be of people, with what the pattern reader makes of it.

In: gated sentences. Out: ``Candidate`` records in order of the text, and the marks (words of harm, roles, counts) that
the model is shown beside the words.

Example: in "12 rebels and a child died" the candidates are "12" and "a"; the pattern reader reads both as killed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from according.books.lexicon import Lexicon, open_lexicon
from according.extract import Gated, Read
from according.extract.tokens import tokenise
from according.extract.triggers import find_triggers
from according.records import Anchor, Count, Draft, Phrase
from according.words import CountKind, Harm

HARMS: tuple[Harm, ...] = tuple(Harm)
KINDS: tuple[CountKind, ...] = tuple(CountKind)
# Spans that the model marks and is shown, in this order, with the field of the draft that holds each
ROLES: tuple[str, ...] = ("harm_words", "victims", "perpetrator", "means", "place", "time", "source", "cue")
_OPEN_TO = (None, "things")  # refusals that the model may overrule


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A count that may be of harm, in the sentence ``gated[index]``."""

    index: int
    at: int
    phrase: Phrase | None  # None: a single person or a bare plural that no count word stands for
    count: Count
    drafts: tuple[Draft, ...]  # what the pattern reader reads here: none, one, or one a harm


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of the clean text that the model is shown with a number on one of the channels."""

    start: int
    end: int
    channel: int  # 0 counts, 1 words of harm, 2 roles as the pattern reader marks them
    value: int


def find_candidates(gated: Sequence[Gated], read: Read) -> tuple[Candidate, ...]:
    """Return the candidates of a report, in order of the text.

    Args:
        gated: the sentences that hold a word of harm.
        read: what the pattern reader reads in them.
    """
    by_at: dict[int, list[Draft]] = {}
    for draft in read.drafts:
        by_at.setdefault(draft.at, []).append(draft)
    where = {one.sentence.index: i for i, one in enumerate(gated)}
    found = [
        Candidate(index=where[d[0].sentence], at=at, phrase=d[0].count_words, count=d[0].count, drafts=tuple(d))
        for at, d in by_at.items()
    ]
    for index, one in enumerate(gated):
        taken = [
            (d.at, d.count_words.end if d.count_words is not None else d.at)
            for d in read.drafts
            if d.sentence == one.sentence.index
        ]
        found += [
            _open(index, anchor)
            for anchor in one.anchors
            if anchor.refused in _OPEN_TO and not any(a <= anchor.phrase.start < max(b, a + 1) for a, b in taken)
        ]
    return tuple(sorted(found, key=lambda c: (c.index, c.at)))


def _open(index: int, anchor: Anchor) -> Candidate:
    return Candidate(index=index, at=anchor.phrase.start, phrase=anchor.phrase, count=anchor.count, drafts=())


def find_marks(one: Gated, drafts: Sequence[Draft], lexicon: Lexicon | None = None) -> tuple[Mark, ...]:
    """Return the marks of one sentence: its counts, its words of harm, and the roles of its drafts."""
    marks = [
        Mark(
            start=a.phrase.start,
            end=a.phrase.end,
            channel=0,
            value=1 + KINDS.index(a.count.kind) if a.refused is None else len(KINDS) + 1 + (a.refused == "things"),
        )
        for a in one.anchors
    ]
    tokens = tokenise(one.sentence)
    for trigger in find_triggers(tokens, lexicon or open_lexicon()):
        phrase = tokens.phrase(trigger.first, trigger.last)
        marks.append(Mark(start=phrase.start, end=phrase.end, channel=1, value=1 + HARMS.index(trigger.harm)))
    for draft in drafts:
        for value, role in enumerate(ROLES, start=1):
            phrase_or_none: Phrase | None = getattr(draft, role)
            if phrase_or_none is not None and role != "harm_words":
                marks.append(Mark(start=phrase_or_none.start, end=phrase_or_none.end, channel=2, value=value))
    return tuple(marks)

"""Remarks on figures told before: "the figures could not be verified" goes to the figures that it speaks of.

In: drafts and all sentences. Out: the status of each draft.
Source of the rule: product.md (the remark belongs to the figures told just before it); corpus guidelines.
"""

from __future__ import annotations

from collections.abc import Sequence

from according.books.grammar import word_list
from according.books.lexicon import open_lexicon
from according.records import Draft, Sentence
from according.words import Status

_ABOUT_FIGURES = tuple(sorted(word_list("status", "about_figures")))
_ALL = tuple(sorted(word_list("status", "all")))
_REACH = 3  # sentences back within the same paragraph


def resolve_statuses(drafts: Sequence[Draft], sentences: Sequence[Sentence]) -> tuple[Status, ...]:
    """Return the status of each draft, in the order of the drafts."""
    remarks = [s for s in sentences if _is_remark(s, drafts)]
    out: list[Status] = []
    for draft in drafts:
        status = draft.status
        if status in (Status.STATED, Status.HEDGED) and any(_speaks_of(r, draft, sentences, drafts) for r in remarks):
            status = Status.UNVERIFIED
        out.append(status)
    return tuple(out)


def _is_remark(sentence: Sentence, drafts: Sequence[Draft]) -> bool:
    if any(d.sentence == sentence.index for d in drafts):
        return False
    lower = sentence.text.lower()
    unverified = [
        " ".join(words)
        for rows in open_lexicon().status.values()
        for words, status in rows
        if status is Status.UNVERIFIED
    ]
    return any(phrase in lower for phrase in unverified) and any(word in lower for word in _ABOUT_FIGURES)


def _speaks_of(remark: Sentence, draft: Draft, sentences: Sequence[Sentence], drafts: Sequence[Draft]) -> bool:
    at = draft.sentence
    if not 0 < remark.index - at <= _REACH or sentences[at].paragraph != remark.paragraph:
        # A remark that is a paragraph of its own speaks of the paragraph before it
        alone = sum(s.paragraph == remark.paragraph for s in sentences) == 1
        if not (alone and 0 < remark.index - at <= _REACH and sentences[at].paragraph == remark.paragraph - 1):
            return False
    if any(phrase in remark.text.lower() for phrase in _ALL):
        return True
    last = max((d.sentence for d in drafts if d.sentence < remark.index), default=-1)
    return at == last

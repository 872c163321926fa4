"""Read the claims of sentences as they are printed: find the counts, ask a reader what each one is a count of.

In: sentences of a clean text, a ``Reader``, the book of numbers. Out: ``Found``: drafts, and a refusal with its reason
for every number near a word of harm that became no draft.

Example: ``extract(sentences, reader=PatternReader()).drafts[0].harm``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from according.books.lexicon import open_lexicon
from according.books.numbers import NumberBook, open_numbers
from according.errors import TooLarge
from according.extract.anchors import find_anchors
from according.records import Anchor, Draft, Phrase, Refusal, Sentence
from according.words import CountKind

_WORD = re.compile(r"[a-z]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+")
# A sentence without a word of harm that parts the count of the sentence before it: "Six of them were soldiers"
_GOES_ON = re.compile(r"\b(?:of them|of those|of the (?:dead|victims)|[Tt]he rest)\b")
# Of one report. Later steps hold every claim against every other, so that a text of 100,000 such words would take days.
# The fullest report of the corpora has 96 counts in 33 sentences (docs/decisions/0036).
_MOST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Gated:
    """A sentence that holds a word of harm, with the sentence before it and its count expressions."""

    sentence: Sentence
    before: Sentence | None
    anchors: tuple[Anchor, ...]  # offsets in the clean text; refused ones among them


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a reader says of sentences: drafts, and for anchors (by start) that are none, the reason."""

    drafts: tuple[Draft, ...]
    reasons: Mapping[int, str]
    refusals: tuple[Refusal, ...] = ()  # what a reader was told and does not believe; no count of the sentence's own


class Reader(Protocol):
    """What reads drafts out of gated sentences. Pure: the same sentences give the same drafts."""

    @property
    def name(self) -> str:
        """Name and version, kept with every claim."""
        ...

    def read(self, gated: Sequence[Gated]) -> Read:
        """Return the drafts of the sentences of one report."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The drafts of a report, in order of the text, and its refusals."""

    drafts: tuple[Draft, ...]
    refusals: tuple[Refusal, ...]


def extract(sentences: Sequence[Sentence], *, reader: Reader, numbers: NumberBook | None = None) -> Found:
    """Return the drafts of a report and a refusal for every other number near a word of harm.

    Args:
        sentences: the sentences of the clean text, in order.
        reader: what decides which counts are claims.
        numbers: the book of numbers; the packaged one by default.

    Raises:
        TooLarge: there are more counts beside words of harm, or sentences with such words, than a report has.
    """
    book = numbers or open_numbers()
    gated = gate(sentences, book)
    read = reader.read(gated)
    drafts = tuple(sorted(read.drafts, key=lambda d: (d.at, d.harm, d.harm_words.start)))
    refusals = (*read.refusals, *_refuse(gated, drafts, read.reasons, book))
    return Found(drafts=drafts, refusals=tuple(sorted(refusals, key=lambda r: (r.words.start, r.words.end))))


def gate(sentences: Sequence[Sentence], numbers: NumberBook) -> tuple[Gated, ...]:
    """Return the sentences that hold a word of harm, with their counts; ordinary news stops here.

    Raises:
        TooLarge: see ``extract``.
    """
    starts = frozenset(open_lexicon().harm)
    out: list[Gated] = []
    counts = 0
    for sentence in sentences:
        goes_on = (
            bool(out) and out[-1].sentence.index == sentence.index - 1 and _GOES_ON.search(sentence.text) is not None
        )
        if not goes_on and starts.isdisjoint(_WORD.findall(sentence.text.lower())):
            continue
        anchors = tuple(_shift(a, sentence.start) for a in find_anchors(sentence.text, numbers))
        before = sentences[sentence.index - 1] if sentence.index else None
        out.append(Gated(sentence=sentence, before=before, anchors=anchors))
        counts += len(anchors)
        if max(counts, len(out)) > _MOST:
            raise TooLarge(f"over {_MOST:,} counts or sentences of harm, more than a report holds; split it")
    return tuple(out)


def _shift(anchor: Anchor, by: int) -> Anchor:
    phrase = Phrase(text=anchor.phrase.text, start=anchor.phrase.start + by, end=anchor.phrase.end + by)
    return Anchor(phrase=phrase, count=anchor.count, refused=anchor.refused)


def _refuse(
    gated: Sequence[Gated], drafts: Sequence[Draft], reasons: Mapping[int, str], numbers: NumberBook
) -> tuple[Refusal, ...]:
    """Account for every count that no draft used. An article ("a car") is no number: it is passed over in silence."""
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for draft in drafts:
        words = draft.count_words  # a bare plural has none: "others" became a claim all the same
        taken[draft.sentence].append((words.start, words.end) if words is not None else (draft.at, draft.at + 1))
    out: list[Refusal] = []
    for one in gated:
        used = taken[one.sentence.index]
        spoken = [*used, *((a.phrase.start, a.phrase.end) for a in one.anchors)]
        for anchor in one.anchors:
            phrase = anchor.phrase
            if _overlaps(phrase, used) or _is_article(anchor):
                continue
            reason = anchor.refused or reasons.get(phrase.start) or "the reader found no harm that it counts"
            out.append(_refusal(phrase, one.sentence, reason))
        out += [_refusal(p, one.sentence, "is no count") for p in _numbers(one, numbers) if not _overlaps(p, spoken)]
    return tuple(out)


def _overlaps(phrase: Phrase, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < phrase.end and phrase.start < end for start, end in spans)


def _is_article(anchor: Anchor) -> bool:
    articles = ("a", "an", "the", "his", "her", "its", "their")
    return anchor.count.kind is CountKind.SINGLE and anchor.phrase.text.lower() in articles


def _refusal(words: Phrase, sentence: Sentence, reason: str) -> Refusal:
    told = Phrase(text=sentence.text, start=sentence.start, end=sentence.end)
    return Refusal(words=words, reason=reason, sentence=told)


def _numbers(one: Gated, numbers: NumberBook) -> list[Phrase]:
    """Return every digit and number word of a sentence, also where the grammar of counts sees no count at all."""
    text, start = one.sentence.text, one.sentence.start
    words = numbers.units.keys() | numbers.tens.keys() | numbers.groups.keys() | {"several"}
    return [
        Phrase(text=m.group(), start=start + m.start(), end=start + m.end())
        for m in _NUMBER.finditer(text)
        if m.group()[0].isdigit() or m.group().lower() in words
    ]

"""The model's input: windows of whole sentences, with numbers for words, marks and candidates.

In: gated sentences, candidates, a tokenizer. Out: ``Window`` records and, for a batch of them, arrays.

A window holds the sentences that have candidates, each with the sentence before it, in order and each once: a report
is one window of some 250 word pieces, or two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from according.extract import Gated
from according.extract.candidates import KINDS, Candidate, Mark, find_marks
from according.records import Count, Sentence
from according.words import Harm, Scope, Status, VictimsClass

Ints = npt.NDArray[np.int64]

CHANNELS = 4  # counts, words of harm, roles, place of the sentence (context, read, headline)
CHANNEL_SIZES: tuple[int, ...] = (len(KINDS) + 3, len(Harm) + 1, 9, 4)
# Of a candidate: the pattern reader's harm, class, scope, status, part, source; then kind, size, bounds, repeats,
# position, no words
FEATURE_SIZES: tuple[int, ...] = (
    len(Harm) + 2,
    len(VictimsClass) + 1,
    len(Scope) + 1,
    len(Status) + 1,
    2,
    3,
    len(KINDS),
    14,
    5,
    3,
    7,
    2,
)
PATTERN_FEATURES = 6  # the first so many come from the pattern reader
LONGEST = 320  # word pieces in a window
_LONGEST_SENTENCE = 150
_CLS, _SEP = 101, 102
_SIZES = (0, 1, 2, 3, 5, 10, 20, 50, 100, 300, 1000, 5000, 15000)
_POSITIONS = (0, 1, 2, 3, 6, 10, 20)


class Encoding(Protocol):
    """What a tokenizer returns for one text."""

    @property
    def ids(self) -> list[int]:
        """Return the number of each word piece."""

    @property
    def offsets(self) -> list[tuple[int, int]]:
        """Return where each stands in the text."""


class Encodes(Protocol):
    """The one thing asked of a tokenizer."""

    def encode(self, sequence: str, /, *, add_special_tokens: bool) -> Encoding:
        """Return the word pieces of a text with their offsets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Word pieces with their marks and the candidates among them."""

    ids: tuple[int, ...]
    channels: tuple[tuple[int, ...], ...]  # one row a channel
    starts: tuple[int, ...]  # of each piece in the clean text; -1 for signs that are ours
    ends: tuple[int, ...]
    candidates: tuple[int, ...]  # indices into the report's candidates
    places: tuple[tuple[int, int, int, int], ...]  # first and last piece of each, first and last of its sentence
    features: tuple[tuple[int, ...], ...]


@dataclass(slots=True)
class _Piece:
    ids: list[int]
    channels: list[list[int]]
    starts: list[int]
    ends: list[int]


def make_windows(gated: Sequence[Gated], candidates: Sequence[Candidate], tokenizer: Encodes) -> tuple[Window, ...]:
    """Return the windows of one report, in order; every candidate stands in exactly one."""
    pieces: dict[int, _Piece] = {}
    rows = _rows(gated, candidates)
    features = [_features(c, candidates, gated) for c in candidates]
    out: list[Window] = []
    held: list[tuple[Sentence, int | None]] = []
    length = 1
    for sentence, index in rows:
        if sentence.index not in pieces:
            pieces[sentence.index] = _piece(sentence, index, gated, candidates, tokenizer)
        more = len(pieces[sentence.index].ids)
        if length + more > LONGEST and any(i is not None for _, i in held):
            out.append(_window(held, pieces, candidates, features))
            held = held[-1:] if index is not None and held[-1][0].index == sentence.index - 1 else []
            held = [(s, None) for s, _ in held]
            length = 1 + sum(len(pieces[s.index].ids) for s, _ in held)
        held.append((sentence, index))
        length += more
    if any(i is not None for _, i in held):
        out.append(_window(held, pieces, candidates, features))
    return tuple(out)


def _rows(gated: Sequence[Gated], candidates: Sequence[Candidate]) -> list[tuple[Sentence, int | None]]:
    """Return the sentences to encode, in order, each once, with the index of those that are read."""
    read = {c.index for c in candidates}
    rows: dict[int, tuple[Sentence, int | None]] = {}
    for index, one in enumerate(gated):
        if index not in read:
            continue
        if one.before is not None and one.before.index not in rows:
            rows[one.before.index] = (one.before, None)
        rows[one.sentence.index] = (one.sentence, index)
    return [rows[i] for i in sorted(rows)]


def _piece(
    sentence: Sentence, index: int | None, gated: Sequence[Gated], candidates: Sequence[Candidate], tokenizer: Encodes
) -> _Piece:
    encoded = tokenizer.encode(sentence.text, add_special_tokens=False)
    keep = len(encoded.ids) if index is not None else _LONGEST_SENTENCE
    ids = list(encoded.ids[:keep])[: LONGEST - 40]
    starts = [sentence.start + a for a, _ in encoded.offsets[: len(ids)]]
    ends = [sentence.start + b for _, b in encoded.offsets[: len(ids)]]
    marks: tuple[Mark, ...] = ()
    if index is not None:
        marks = find_marks(gated[index], [d for c in candidates if c.index == index for d in c.drafts])
    place = 3 if sentence.is_title else 2 if index is not None else 1
    channels = [[0] * (len(ids) + 1) for _ in range(CHANNELS)]
    channels[3] = [place] * (len(ids) + 1)
    for mark in marks:
        for i, (a, b) in enumerate(zip(starts, ends, strict=True)):
            if a < mark.end and mark.start < b:
                channels[mark.channel][i] = mark.value
    return _Piece(ids=[*ids, _SEP], channels=channels, starts=[*starts, -1], ends=[*ends, -1])


def _window(
    held: Sequence[tuple[Sentence, int | None]],
    pieces: dict[int, _Piece],
    candidates: Sequence[Candidate],
    features: Sequence[tuple[int, ...]],
) -> Window:
    ids, starts, ends = [_CLS], [-1], [-1]
    channels: list[list[int]] = [[0] for _ in range(CHANNELS)]
    chosen: list[int] = []
    places: list[tuple[int, int, int, int]] = []
    for sentence, index in held:
        base, piece = len(ids), pieces[sentence.index]
        ids += piece.ids
        starts += piece.starts
        ends += piece.ends
        for row, more in zip(channels, piece.channels, strict=True):
            row += more
        for number, candidate in enumerate(candidates):
            if index is not None and candidate.index == index:
                first, last = _pieces_of(candidate, piece)
                chosen.append(number)
                places.append((base + first, base + last, base, len(ids) - 1))
    return Window(
        ids=tuple(ids),
        channels=tuple(tuple(c) for c in channels),
        starts=tuple(starts),
        ends=tuple(ends),
        candidates=tuple(chosen),
        places=tuple(places),
        features=tuple(features[i] for i in chosen),
    )


def _pieces_of(candidate: Candidate, piece: _Piece) -> tuple[int, int]:
    """Return the first and last piece of a candidate; of one without words, the piece where it hangs."""
    end = candidate.phrase.end if candidate.phrase is not None else candidate.at + 1
    found = [i for i, (a, b) in enumerate(zip(piece.starts, piece.ends, strict=True)) if a < end and candidate.at < b]
    return (found[0], found[-1]) if found else (len(piece.ids) - 1, len(piece.ids) - 1)


def _features(candidate: Candidate, candidates: Sequence[Candidate], gated: Sequence[Gated]) -> tuple[int, ...]:
    drafts, count = candidate.drafts, candidate.count
    first = drafts[0] if drafts else None
    same = sum(c.count.low == count.low and c.count.high == count.high for c in candidates) - 1
    value = size(count)
    return (
        0 if first is None else 1 + len(Harm) if len(drafts) > 1 else 1 + tuple(Harm).index(first.harm),
        0 if first is None else 1 + tuple(VictimsClass).index(first.victims_class),
        0 if first is None else 1 + tuple(Scope).index(first.scope),
        0 if first is None else 1 + tuple(Status).index(first.status),
        int(first is not None and first.part_of is not None),
        0 if first is None or first.source is None else 1 + (first.carrier is not None),
        KINDS.index(count.kind),
        _bucket(value, _SIZES),
        _bounds(count),
        min(same, 2) if value is not None and value > 2 else 0,
        _bucket(gated[candidate.index].sentence.index, _POSITIONS) - 1,
        int(candidate.phrase is None),
    )


def size(count: Count) -> int | None:
    """Return the number that a count is nearest to, or None."""
    return count.low if count.low is not None else count.high


def _bucket(value: int | None, edges: Sequence[int]) -> int:
    return 0 if value is None else sum(value >= edge for edge in edges)


def _bounds(count: Count) -> int:
    if count.low is None:
        return 0 if count.high is None else 1
    return 2 if count.high is None else 3 if count.low == count.high else 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Arrays for one pass of the model."""

    ids: Ints  # windows x pieces, 0 where a window has ended
    channels: Ints  # windows x pieces x CHANNELS
    anchors: Ints  # candidates x (window, first, last, sentence first, sentence last)
    features: Ints  # candidates x FEATURE_SIZES


def make_batch(windows: Sequence[Window]) -> Batch:
    """Return the arrays of some windows; candidates follow each other in the order of the windows."""
    longest = max(len(w.ids) for w in windows)
    ids = np.zeros((len(windows), longest), dtype=np.int64)
    channels = np.zeros((len(windows), longest, CHANNELS), dtype=np.int64)
    for i, window in enumerate(windows):
        ids[i, : len(window.ids)] = window.ids
        channels[i, : len(window.ids)] = np.asarray(window.channels, dtype=np.int64).T
    anchors = [(i, *place) for i, window in enumerate(windows) for place in window.places]
    features = [row for window in windows for row in window.features]
    return Batch(
        ids=ids,
        channels=channels,
        anchors=np.asarray(anchors, dtype=np.int64).reshape(-1, 5),
        features=np.asarray(features, dtype=np.int64).reshape(-1, len(FEATURE_SIZES)),
    )

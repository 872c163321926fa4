"""Spans and the map between clean text and raw text, built from the edits themselves.

In: a raw text and edits (start, end, replacement) against it. Out: the clean text and a ``TextMap`` that carries
offsets both ways exactly.

Example::

    clean, text_map = apply_edits("a  b", (Edit(start=1, end=3, text=" "),))
    clean == "a b"; text_map.to_raw(2, 3) == (3, 4); text_map.to_clean(3, 4) == (2, 3)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Replace raw[start:end] by text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMap:
    """Pieces (raw start, raw end, clean start, clean end) that tile both texts; equal lengths are copied text."""

    pieces: tuple[tuple[int, int, int, int, bool], ...]

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw span that holds the clean span; inside an edit it widens to the whole edit."""
        if start >= end:
            at = self._raw_at(start)
            return at, at
        first = self._piece(start, 2)
        last = self._piece(end - 1, 2)
        raw_start = first[0] + (start - first[2]) if first[4] else first[0]
        raw_end = last[0] + (end - last[2]) if last[4] else last[1]
        return raw_start, raw_end

    def to_clean(self, start: int, end: int) -> tuple[int, int]:
        """Return the clean span that the raw span became; what was cut away becomes an empty span."""
        if start >= end:
            piece = self._piece(start, 0)
            at = piece[2] + (start - piece[0]) if piece[4] else piece[2]
            return at, at
        first = self._piece(start, 0)
        last = self._piece(end - 1, 0)
        clean_start = first[2] + (start - first[0]) if first[4] else first[2]
        clean_end = last[2] + (end - last[0]) if last[4] else last[3]
        return clean_start, max(clean_start, clean_end)

    def _piece(self, at: int, column: int) -> tuple[int, int, int, int, bool]:
        # Empty pieces (pure cuts on the clean side) are stepped over: the last piece that starts at or before wins,
        # and on the clean side an empty piece never holds a character.
        index = bisect_right(self.pieces, at, key=lambda p: p[column]) - 1
        while index > 0 and self.pieces[index][column] == self.pieces[index][column + 1]:
            index -= 1
        return self.pieces[max(index, 0)]

    def _raw_at(self, at: int) -> int:
        if not self.pieces:
            return 0
        piece = self._piece(at, 2)
        return piece[0] + min(at - piece[2], piece[1] - piece[0]) if piece[4] else piece[0]


def apply_edits(raw: str, edits: Iterable[Edit]) -> tuple[str, TextMap]:
    """Apply edits that do not overlap, in any order, and return the clean text with its map.

    Raises:
        ValueError: two edits overlap or one lies outside the text.
    """
    pieces: list[tuple[int, int, int, int, bool]] = []
    out: list[str] = []
    raw_at = clean_at = 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start < raw_at or edit.end < edit.start or edit.end > len(raw):
            raise ValueError(f"edit {edit.start}-{edit.end} overlaps another or lies outside the text")
        if edit.start > raw_at:
            out.append(raw[raw_at : edit.start])
            pieces.append((raw_at, edit.start, clean_at, clean_at + edit.start - raw_at, True))
            clean_at += edit.start - raw_at
        out.append(edit.text)
        pieces.append((edit.start, edit.end, clean_at, clean_at + len(edit.text), False))
        clean_at += len(edit.text)
        raw_at = edit.end
    if raw_at < len(raw) or not pieces:
        out.append(raw[raw_at:])
        pieces.append((raw_at, len(raw), clean_at, clean_at + len(raw) - raw_at, True))
    return "".join(out), TextMap(pieces=tuple(pieces))

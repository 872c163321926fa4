"""Clean a report's text: mend mojibake, drop what no one sees, keep once what stands again; offsets map both ways.

In: ``Report``. Out: ``Text`` with the clean text, the map to the raw text, and where each repeat stood.

Example: a headline that stands twice is kept once, and ``text.repeats`` says where the second one stood.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

import ftfy

from according.records import Repeat, Report, Text
from according.spans import Edit, apply_edits
from according.titles import find_title

# Shorter pieces stand again by chance ("Read more", "Syria"), or are said again on purpose ("No one was hurt.")
_SHORTEST_LINE = 16  # letters and digits
_SHORTEST_SENTENCE = 32

# Two or more characters beyond ASCII in a row, the first of them a lead byte of UTF-8 read as Latin-1
_MOJIBAKE = re.compile(r"[ÂÃÅÄâ][^\x00-\x7f]{1,400}")
# Characters that no reader sees and that part words and numbers: soft hyphens, joiners, marks of direction
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
_LINE = re.compile(r"[^\n]+")
# A sentence for the purpose of finding repeats: the real splitting is a later step
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+")
_NOT_LETTER = re.compile(r"[\W_]+")


def clean(report: Report) -> Text:
    """Return the report's text with repeats cut and mojibake mended.

    Args:
        report: the report as it came.

    Returns:
        The text as it is to be read. Cleaning a clean text changes nothing.
    """
    raw = report.text
    repeats = _find_repeats(raw, find_title(raw, report.title))
    cut = [Edit(start=r.again[0], end=r.again[1], text="") for r in repeats]
    for edits in (_mend(raw), _drop_unseen(raw)):
        cut = _without_overlaps(cut, edits)
    clean_text, text_map = apply_edits(raw, cut)
    return Text(raw=raw, clean=clean_text, map=text_map, repeats=repeats)


def _mend(raw: str) -> Iterator[Edit]:
    """Yield the edits that turn UTF-8 read as Windows-1252 back into what was written."""
    for found in _MOJIBAKE.finditer(raw):
        mended = ftfy.fix_encoding(found.group())
        if mended != found.group():
            yield Edit(start=found.start(), end=found.end(), text=_UNSEEN.sub("", mended))


def _drop_unseen(raw: str) -> Iterator[Edit]:
    """Yield the edits that join what only a character without width parts: "5<zero-width space>00 people"."""
    for found in _UNSEEN.finditer(raw):
        yield Edit(start=found.start(), end=found.end(), text="")


def _without_overlaps(kept: list[Edit], more: Iterable[Edit]) -> list[Edit]:
    """Return the edits in order, those of ``more`` left out that touch one that is kept already."""
    starts = [e.start for e in kept]
    free = []
    for edit in more:
        at = bisect_left(starts, edit.end)
        if at == 0 or kept[at - 1].end <= edit.start:
            free.append(edit)
    return sorted(kept + free, key=lambda e: e.start)


def _find_repeats(raw: str, titles: list[tuple[int, int]]) -> tuple[Repeat, ...]:
    """Return what stood before, to the letter or but for mojibake and spacing.

    Titles, lines, sentences within lines.
    """
    lines: dict[str, tuple[int, int]] = {}
    sentences: dict[str, tuple[int, int]] = {}
    repeats: list[Repeat] = []
    for line in _LINE.finditer(raw):
        key = _key(line.group())
        if len(key) >= _SHORTEST_LINE and key in lines:
            repeats.append(Repeat(kept=lines[key], again=(line.start(), _after(raw, line.end()))))
            continue
        lines.setdefault(key, line.span())
        for start, end in _sentences(raw, line.start(), line.end()):
            key = _key(raw[start:end])
            if len(key) >= _SHORTEST_SENTENCE and key in sentences:
                repeats.append(Repeat(kept=sentences[key], again=(start, end)))
            else:
                sentences.setdefault(key, (start, end))
    again = [t for t in titles[1:] if not any(r.again[0] < t[1] and t[0] < r.again[1] for r in repeats)]
    repeats += [Repeat(kept=titles[0], again=t) for t in again]
    return tuple(sorted(repeats, key=lambda r: r.again))


def _sentences(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans between sentence ends of one line, the white space after each belonging to it."""
    at = start
    for found in _SENTENCE_END.finditer(raw, start, end):
        yield at, found.end()
        at = found.end()
    if at < end:
        yield at, end


def _key(piece: str) -> str:
    """Return what makes two pieces the same.

    Letters and digits; where most are ASCII, those alone (mojibake falls away).
    """
    letters = _NOT_LETTER.sub("", piece).casefold()
    ascii_letters = letters.encode("ascii", "ignore").decode("ascii")
    return ascii_letters if 2 * len(ascii_letters) > len(letters) else letters


def _after(raw: str, end: int) -> int:
    """Return the end of a cut line with its line break, so that no empty line is left behind."""
    return end + 1 if end < len(raw) else end

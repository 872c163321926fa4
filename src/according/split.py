"""Split a clean text into sentences, offsets kept.

In: ``Text`` and the title, if known. Out: ``Sentence`` records that lie in the clean text in order and do not overlap.

Example: ``split(text, title=None)[0].text == text.clean[s.start:s.end]`` for every sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import sentencex

from according.records import Sentence, Text
from according.titles import find_title, headline_words

# After these the splitter breaks where no sentence ends (military and bulletin abbreviations)
_NO_END = re.compile(
    r"(?:\b(?:Bde|Bn|Bat|Div|Regt|Coy|approx|Int|Gen|Col|Lt|Maj|Capt|Sgt|Brig|Cpl|Pvt|Adm|Gov|Sen|Rep|"
    r"Dist|Distt|Dept|Govt|St|Mt|No|Nos|Art|vs|Dr|Mr|Mrs|Ms|Jr|Sr|Smt|Shri|Md|Mohd|Insp|Supt|Const|Jan|Feb|Mar|"
    r"Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|cal|mm|km|est|ca)|\b[A-Z])\.\s*$"
)
_ABBREVIATED = 16  # characters that the longest of them takes, with the white space behind it
_TERMINAL = re.compile(r"[.!?:;\"”’)\]…]\s*$")
_LOWER = re.compile(r"\s*[a-z]")
_LINE = re.compile(r"[^\n]+")

# Bulletins without any full stop: a new sentence is taken to start at a capitalised opener after a word in lower case
_RUN_ON = 240  # characters without a sentence end, above which openers are looked for
_OPENERS = (
    "The A An In On According He She They However Meanwhile Earlier Later Another Police Security During After "
    "Following This These It Two Three Four Five Six Seven Eight Nine Ten One At Separately Though Although While "
    "When Some Many But No Further Giving Speaking Talking Sources Troops Militants Unidentified"
)
# "Daudzai Police Station", "Homs Police Command": names of offices, where no sentence begins
_OFFICE = r"(?!(?:Police|Security) (?:Stations?|Posts?|Command|Lines|Academy|Headquarters|Forces?|Directorate|Chief)\b)"
_OPENER = re.compile(
    r"(?<=[a-z0-9)]) (?=" + _OFFICE + r"(?:" + "|".join(_OPENERS.split()) + r") (?:[a-z]|[A-Z][a-z]+ [a-z]))"
)

# No sentence is longer, for some steps look from each word to every other: cut at the strongest boundary there is
_LONGEST = 2_000  # characters; the longest sentences of the corpora that a person would call one have about 900
_SHORTEST_CUT = 1_000
_BOUNDARIES = (re.compile(r"[;:] |(?<=[a-z])[.!?…](?=[A-Z])| [-–—] "), _OPENER, re.compile(r", "), re.compile(r"\s"))

# A text wrapped by hand at a fixed width: a line's end is then no paragraph's end
_WRAP_MIN, _WRAP_MAX, _WRAP_LINES = 50, 110, 4


def split(text: Text, *, title: str | None = None) -> tuple[Sentence, ...]:
    """Return the sentences of a clean text.

    Args:
        text: the text as cleaned.
        title: the report's title, where known: a first sentence that repeats it is marked ``is_title``.

    Returns:
        Sentences in order, white space at their ends left out.
    """
    found: list[Sentence] = []
    titles = find_title(text.clean, title)
    for number, (start, end) in enumerate(_paragraphs(text.clean)):
        for a, b in _cut_at(titles, _within(text.clean, start, end)):
            a, b = _strip(text.clean, a, b)
            if a < b and any(c.isalnum() for c in text.clean[a:b]):
                found.append(
                    Sentence(
                        index=len(found),
                        start=a,
                        end=b,
                        text=text.clean[a:b],
                        paragraph=number,
                        is_title=len(found) < 3 and _is_title(text.clean[a:b], title),
                    )
                )
    return tuple(found)


def _cut_at(titles: list[tuple[int, int]], spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in spans:
        cuts = [start, *(at for title in titles if start <= title[0] and title[1] <= end for at in title), end]
        yield from ((a, b) for a, b in pairwise(cuts) if a < b)


def _paragraphs(clean: str) -> Iterator[tuple[int, int]]:
    lines = [m.span() for m in _LINE.finditer(clean)]
    wrapped = _is_wrapped(clean, lines)
    start: int | None = None
    for i, (a, b) in enumerate(lines):
        start = a if start is None else start
        following = lines[i + 1] if i + 1 < len(lines) else None
        blank = following is not None and clean.count("\n", b, following[0]) > 1
        goes_on = (
            following is not None
            and not blank
            and (wrapped or (not _TERMINAL.search(clean[a:b]) and _LOWER.match(clean[following[0] : following[1]])))
        )
        if not goes_on:
            yield start, b
            start = None


def _is_wrapped(clean: str, lines: list[tuple[int, int]]) -> bool:
    """Say whether a text was wrapped at a fixed width: many full lines, none over it."""
    lengths = sorted(b - a for a, b in lines)
    if len(lengths) < _WRAP_LINES or lengths[-1] > _WRAP_MAX:
        return False
    return lengths[len(lengths) // 2] >= _WRAP_MIN


def _within(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of one paragraph: the splitter's, joined where it broke at an abbreviation."""
    pending: int | None = None
    for piece in sentencex.get_sentence_boundaries("en", clean[start:end]):
        a = start + int(piece["start_index"])
        b = start + int(piece["end_index"])
        pending = a if pending is None else pending
        if _NO_END.search(clean[max(pending, b - _ABBREVIATED) : b]) and b < end:
            continue
        yield from _bounded(clean, pending, b)
        pending = None
    if pending is not None:
        yield from _bounded(clean, pending, end)


def _bounded(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence, in pieces where it is longer than a sentence may be."""
    while end - start > _LONGEST:
        low, high = start + _SHORTEST_CUT, start + _LONGEST
        ends = ([m.end() for m in boundary.finditer(clean, low, high)] for boundary in _BOUNDARIES)
        at = next((found[-1] for found in ends if found), high)
        yield from _run_on(clean, start, at)
        start = at
    yield from _run_on(clean, start, end)


def _run_on(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start < _RUN_ON:
        yield start, end
        return
    at = start
    for opener in _OPENER.finditer(clean, start, end):
        if opener.start() - at < 40 or clean[at : opener.start()].count(",") * 160 > opener.start() - at:
            continue  # punctuated text: its commas and stops are to be trusted
        yield at, opener.start()
        at = opener.start()
    yield at, end


def _strip(clean: str, start: int, end: int) -> tuple[int, int]:
    while start < end and clean[start].isspace():
        start += 1
    while end > start and clean[end - 1].isspace():
        end -= 1
    return start, end


def _is_title(sentence: str, title: str | None) -> bool:
    """Say whether a sentence is the headline, or a date line and the headline."""
    words = [w.casefold() for w in headline_words(title)]
    return bool(words) and [w.casefold() for w in re.findall(r"\w+", sentence)][-len(words) :] == words

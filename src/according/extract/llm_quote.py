"""Where words that a language model quotes stand in a sentence, to the letter.

In: words from outside, a sentence. Out: every place where they stand as printed, as phrases of the report.

Example: "50" does not stand in "500 people", nor "dead" in "deadline".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from according.records import Phrase, Sentence

_MOST_WORDS = 2_000  # letters of one quotation
_MOST_PLACES = 20  # of one sentence that are looked at
_SHOWN = 60  # letters of an answer that a reason repeats


def find_words(words: str, sentence: Sentence) -> Iterator[Phrase]:
    """Yield every place of a sentence where words stand as printed; between words any white space will do."""
    pieces = words.split()
    if not pieces or len(words) > _MOST_WORDS:
        return
    text, start = sentence.text, sentence.start
    places = re.finditer(r"\s+".join(map(re.escape, pieces)), text)
    for found in islice(places, _MOST_PLACES):
        a, b = found.span()
        # "50" does not stand in "500", nor "dead" in "deadline"
        if not (_glued(text, a) or _glued(text, b)):
            yield Phrase(text=text[a:b], start=start + a, end=start + b)


def _glued(text: str, at: int) -> bool:
    """Say whether a word goes on across an offset; signs of no width, which the eye does not see, are stepped over."""
    before, after = at - 1, at
    while before >= 0 and unicodedata.category(text[before]) == "Cf":
        before -= 1
    while after < len(text) and unicodedata.category(text[after]) == "Cf":
        after += 1
    return before >= 0 and after < len(text) and text[before].isalnum() and text[after].isalnum()


def overlap(a: Phrase, b: Phrase) -> bool:
    """Say whether two phrases share a letter."""
    return a.start < b.end and b.start < a.end


def short(text: str) -> str:
    """Return the start of a text from outside, on one line, without what steers a terminal."""
    flat = " ".join("".join(c if c.isprintable() else " " for c in text[: _SHOWN * 4]).split())
    return flat if len(flat) <= _SHOWN else flat[:_SHOWN] + "…"

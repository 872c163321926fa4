"""Time words that date no event: a date line's day, and the day on which something was said.

In: a text and time words in it, by ``according.books.dates``. Out: whether they are such.

Example: in "TUNIS, Jan 5 - Thirty died, a minister said on Sunday" neither day is one of the deaths.
"""

from __future__ import annotations

import re

from according.books.dates import TimeWords
from according.books.lexicon import open_lexicon


def in_dateline(text: str, words: TimeWords) -> bool:
    """Say whether a day without a year is a date line's: "TUNIS, Jan 5 - At least 30 cadets were killed"."""
    if words.kind != "day" or words.year is not None:
        return False
    before = text[max(0, words.start - 60) : words.start]
    return _CITY.search(before) is not None and _DASH.match(text, words.end) is not None


_CITY = re.compile(r"(?:^|\n)[A-Z][A-Z'’/. -]+(?:, [A-Z][\w. ]+)?, $")
_DASH = re.compile(r"\s*(?:\([^)\n]{1,30}\)\s*)?[-–—]")


def dates_a_saying(text: str, words: TimeWords) -> bool:
    """Say whether time words stand beside a verb of saying, and so do not date the harm (claims guidelines)."""
    verbs = open_lexicon().verbs
    before = _CLAUSE.split(text[max(0, words.start - 60) : words.start])[-1].lower().split()[-5:]
    after = text[words.end : words.end + 25].lower().split()[:1]
    return any(word.strip("\"'") in verbs for word in (*before, *after))


def begins_a_stretch(text: str, words: TimeWords) -> bool:
    """Say whether a day is where a stretch begins, and so dates nothing told elsewhere: "within days of 6 March"."""
    return _STRETCH.search(text[max(0, words.start - 40) : words.end]) is not None


def ends_a_saying(text: str, words: TimeWords) -> bool:
    """Say whether nothing but to whom and where stands between a verb of saying and its day.

    "Told Reuters in Durban on Sunday", not "said Aziz was kidnapped on Sunday".
    """
    verbs = open_lexicon().verbs
    for word in reversed(text[max(0, words.start - 80) : words.start].split()):
        bare = word.strip("\"'“”‘’,")
        if bare.lower() in verbs:
            return True
        if not (bare[:1].isupper() or bare in _BY_THE_WAY):
            return False
    return False


_STRETCH = re.compile(r"\b(?:within|in)\s(?:[\w-]+\s){0,3}(?:hours|days|weeks|months)\s(?:of|after|from)\s+[\dA-Z]")
_BY_THE_WAY = frozenset(
    ["a", "agency", "at", "by", "from", "in", "journalists", "news", "phone", "reporters", "statement", "the"]
)
_CLAUSE = re.compile(r"[.;:!?\n]|\b(?:that|when|after|where|while)\b")

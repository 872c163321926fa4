"""A text in the smallest pieces that the count grammar needs: runs of digits, runs of letters, single signs.

In: any text. Out: ``Line``: words in lower case with offsets into the text.

Example: ``break_line("Su-24s hit").words == ["su", "-", "24", "s", "hit"]``.

This is finer than ``tokens.tokenise``: "9K720", "12-year-old" and "killed12" must come apart to be told from counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PIECE = re.compile(r"\d+|[^\W\d_]+|[^\s\w]")


@dataclass(frozen=True, slots=True)
class Line:
    """Parallel lists; an index outside them is an empty word."""

    text: str
    lower: str  # as long as text, letter for letter
    words: list[str]
    starts: list[int]
    ends: list[int]

    def word(self, at: int) -> str:
        """Return a word, or "" outside the line."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def glued(self, at: int) -> bool:
        """Say whether no space stands before a word (and there is a word before it)."""
        return 0 < at < len(self.words) and self.starts[at] == self.ends[at - 1]

    def is_capital(self, at: int) -> bool:
        """Say whether a word starts with a capital letter."""
        return 0 <= at < len(self.words) and self.text[self.starts[at]].isupper()

    def is_number(self, at: int) -> bool:
        """Say whether a word is made of digits."""
        return 0 <= at < len(self.words) and self.words[at][0].isdecimal()

    def last_before(self, at: int, end: int) -> int:
        """Return the last word from ``at`` on that ends by an offset."""
        while at + 1 < len(self.words) and self.ends[at + 1] <= end:
            at += 1
        return at


def break_line(text: str) -> Line:
    """Return the pieces of a text."""
    lower = text.lower()
    if len(lower) != len(text):  # a few letters, such as the dotted capital I, grow when lowered
        lower = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _PIECE.finditer(lower):
        words.append(match.group())
        starts.append(match.start())
        ends.append(match.end())
    return Line(text, lower, words, starts, ends)

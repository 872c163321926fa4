"""Words of a sentence, with where each stands in the clean text.

In: ``Sentence``. Out: ``Tokens``: parallel tuples of words as printed, in lower case, and offsets.

Example: ``tokenise(sentence).lower[0] == "twelve"``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from according.records import Phrase, Sentence

# A run of mojibake that could not be mended is one sign; a number with its separators; a word with inner hyphens and
# apostrophes
# (al-Bab, Syria's, O'Neill); any other sign alone
_TOKEN = re.compile(r"[_\x80-\uffff]*_[_\x80-\uffff]*|\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-'’`][^\W_]+)*|[^\s\w]|[\w]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """A sentence in words. Offsets point into the clean text of the report."""

    printed: tuple[str, ...]
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    offset: int  # of the sentence in the clean text
    text: str

    def __len__(self) -> int:
        return len(self.printed)

    def phrase(self, first: int, last: int) -> Phrase:
        """Return the words from ``first`` to before ``last`` as a phrase."""
        start, end = self.starts[first], self.ends[last - 1]
        return Phrase(text=self.text[start - self.offset : end - self.offset], start=start, end=end)

    def at(self, offset: int) -> int:
        """Return the index of the first word that ends after an offset of the clean text."""
        return bisect_left(self.ends, offset + 1)

    def is_capital(self, index: int) -> bool:
        """Say whether a word starts with a capital letter, or holds one after an article of its own (al-Bab)."""
        word = self.printed[index]
        return word[0].isupper() or (word[:3].lower() in ("al-", "el-", "ad-", "as-", "ar-") and not word.islower())


def tokenise(sentence: Sentence) -> Tokens:
    """Return the words of a sentence."""
    found = list(_TOKEN.finditer(sentence.text))
    printed = tuple(m.group() for m in found)
    return Tokens(
        printed=printed,
        lower=tuple("-" if "_" in w else w.lower().replace("’", "'") for w in printed),
        starts=tuple(sentence.start + m.start() for m in found),
        ends=tuple(sentence.start + m.end() for m in found),
        offset=sentence.start,
        text=sentence.text,
    )

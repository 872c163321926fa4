"""What the checks of ``not_counts`` share about one number: where it stands, its modifiers, what came before.

In: a ``Line`` and a ``Number``. Out: ``Seen``, and ``Refused``: what a check answers.

Example: in "over 12 houses" ``seen.first`` is the index of "over", ``seen.after`` is "houses".
"""

from __future__ import annotations

from dataclasses import dataclass

from according.books.numbers import NumberBook
from according.extract.head_nouns import Head, Kind, find_head
from according.extract.line import Line
from according.extract.number import Number


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a number is no count, and the last word of what says so."""

    reason: str
    last: int


@dataclass(frozen=True, slots=True)
class Seen:
    """One number in its place."""

    line: Line
    number: Number
    effects: frozenset[str]
    first: int  # with modifiers
    last: int  # with modifiers
    previous: Refused | None  # the number before, where it was refused
    book: NumberBook

    @property
    def before(self) -> str:
        """The word before the bare number."""
        return self.line.word(self.number.first - 1)

    @property
    def after(self) -> str:
        """The word behind the bare number."""
        return self.line.word(self.number.last + 1)

    @property
    def noun_at(self) -> int:
        """Where a unit may stand: behind a hyphen ("12-year"), an "of" ("hundreds of miles"), a half ("and a half")."""
        at = self.last + 1
        if self.line.words[at:at + 3] == ["and", "a", "half"]:
            return at + 3
        word = self.line.word(at)
        return at + 1 if word == "of" or (word in ("-", "‑") and self.line.glued(at)) else at

    @property
    def day(self) -> bool:
        """Say whether the number may be a day of a month."""
        return self.number.plain and (self.number.high or self.number.value) <= 31

    def refuse(self, reason: str, last: int | None = None) -> Refused:
        """Return a refusal that ends with a word, by default with the number."""
        return Refused(reason, self.number.last if last is None else last)

    def head(self) -> Head:
        """What stands behind the number, modifiers stepped over."""
        one = self.number.value == 1 and self.number.high is None
        return find_head(self.line, self.last + 1, self.book, one=one)

    def people_follow(self) -> bool:
        """Say whether a noun for people, or a word of harm, follows."""
        return self.head().kind is Kind.PEOPLE

    def gap(self) -> list[str] | None:
        """Return the words between the number before, if it was refused, and this one."""
        if self.previous is None:
            return None
        return self.line.words[self.previous.last + 1:self.number.first]

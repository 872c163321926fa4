"""A count with the people it counts, and a count hung on a word of harm.

In: nothing. Out: the two records that the modules of the pattern reader hand on.
"""

from __future__ import annotations

from dataclasses import dataclass

from according.extract.noun_phrases import NounPhrase
from according.extract.triggers import Trigger
from according.records import Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A count in a sentence: tokens ``first`` to before ``last``, with the people it counts."""

    anchor: Anchor
    first: int
    last: int
    people: NounPhrase

    @property
    def end(self) -> int:
        """Return the token after the people."""
        return max(self.last, self.people.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hanging:
    """A count and a word of harm that it hangs on."""

    counted: Counted
    trigger: Trigger
    score: float
    part: bool  # it stands after "including" or the like: part of the count before

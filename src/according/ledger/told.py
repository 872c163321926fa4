"""The contract of the table of summaries, as ``base`` is that of a ledger.

In: names of incidents. Out: sketches, summaries and their parts, some hundreds at a time. What was decided since the
last settle is in none of them (``late`` says what that is), and an incident may have none yet: who asks makes these as
they are asked for (``according.catalogue``).

Example::

    table = ledger.summaries()
    seals = table.seals(recipe)                      # every incident; None where it has no summary by these rules
    page = table.whole(list(seals)[:50])
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from according.records import Sketch, Summary, Task, Voice


class Summaries(Protocol):
    """The table of summaries. What is asked of an incident that has none there is left out."""

    def mark(self) -> int:
        """Return a number that is another one whenever incidents or summaries are others."""

    def seals(self, recipe: int) -> dict[str, int | None]:
        """Return every incident in the order of ``Ledger.incidents``, with the seal of its summary.

        None where it has none that was made by these rules.
        """

    def sketches(self, names: Iterable[str]) -> Iterator[Sketch]:
        """Yield the sketches of some incidents."""

    def whole(self, names: Iterable[str]) -> dict[str, Summary]:
        """Return the summaries of some incidents, by name."""

    def voices(self, names: Iterable[str] | None = None) -> Iterator[tuple[str, tuple[Voice, ...]]]:
        """Yield the voices of some incidents or of all, each with the incident's name."""

    def tasks(self, names: Iterable[str]) -> Iterator[tuple[str, tuple[Task, ...]]]:
        """Yield the tasks of some incidents, each with the incident's name."""

    def saying(self, words: Sequence[str], names: Iterable[str] | None = None) -> frozenset[str]:
        """Return the incidents, of some or of all, in whose text each of some words stands, to the letter."""

    def late(self) -> frozenset[str]:
        """Return the ids of the judgements that came since the last settle."""

    def untold(self, recipe: int, likely: Collection[str] = ()) -> tuple[int, tuple[str, ...]]:
        """Return how far the last settle saw, and the incidents that have no summary by these rules.

        Where some are named of which it is likely, and these are all, no others are looked through.
        """

    def tell(self, made: Sequence[Summary], *, recipe: int, settled: int) -> bool:
        """Keep the summaries of incidents that have none, and drop those that other rules made.

        Args:
            made: of the ledger as the last settle left it, without later judgements.
            recipe: of the rules that made them.
            settled: how far the last settle saw when they were made. Where another came since, nothing is kept.

        Returns:
            Whether they were kept.
        """

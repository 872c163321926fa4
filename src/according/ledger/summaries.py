"""The one implementation of ``Summaries``, for SQLite and PostgreSQL.

In: a ``Store`` and names of incidents. Out: sketches, summaries and their parts.

Example: ``SqlSummaries(store).saying(["market"])`` are the incidents of which a title or a sentence speaks of a market.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Select, func, select

from according.ledger.behind import by_incident
from according.ledger.engines import Store
from according.ledger.index import plain
from according.ledger.marks import marks, put_marks
from according.ledger.payloads import JUDGEMENT
from according.ledger.rows import add, lots, pages
from according.ledger.summary_rows import (
    drop_summaries,
    sketch_of,
    summary_of,
    summary_row,
    tasks_of,
    voices_of,
)
from according.ledger.sums import MODULUS, SEAL, TELLING
from according.ledger.tables import ENTRIES, FIGURES, INCIDENTS, SUMMARIES
from according.records import Figure, Sketch, Summary, Task, Voice

_ORDER = (INCIDENTS.c.day, INCIDENTS.c.key)


class SqlSummaries:
    """The summaries in an SQL database; every method is documented in ``Summaries``."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def mark(self) -> int:
        """Return the seal of the marks, which changes with any of them."""
        with self._store.reading() as connection:
            return marks(connection).get(SEAL, 0)

    def seals(self, recipe: int) -> dict[str, int | None]:
        """Return the seal of each incident's summary."""
        with self._store.snapshot() as connection:
            seen = marks(connection)
            if seen.get("told") != recipe:
                return dict.fromkeys(connection.execute(select(INCIDENTS.c.name).order_by(*_ORDER)).scalars())
            statement: Select[Any] = select(SUMMARIES.c.name, SUMMARIES.c.seal)
            if seen.get("summaries") == seen.get("incidents"):  # in the order of an index that holds both
                statement = statement.order_by(SUMMARIES.c.day, SUMMARIES.c.key)
            else:
                statement = (select(INCIDENTS.c.name, SUMMARIES.c.seal).order_by(*_ORDER)
                             .outerjoin(SUMMARIES, SUMMARIES.c.name == INCIDENTS.c.name))
            return {name: seal for name, seal in connection.execute(statement)}  # noqa: C416  # rows are no pairs to mypy

    def sketches(self, names: Iterable[str]) -> Iterator[Sketch]:
        """Yield sketches."""
        return (sketch_of(row) for row in self._rows(select(SUMMARIES.c.name, SUMMARIES.c.sketch), names))

    def whole(self, names: Iterable[str]) -> dict[str, Summary]:
        """Return summaries with their figures."""
        found: dict[str, Summary] = {}
        for lot in lots(names):
            with self._store.snapshot() as connection:
                rows = connection.execute(select(SUMMARIES).where(SUMMARIES.c.name.in_(lot))).all()
                figures = by_incident(connection, FIGURES, lot, Figure)
            found.update((row.name, summary_of(row, figures.get(row.name, ()))) for row in rows)
        return found

    def voices(self, names: Iterable[str] | None = None) -> Iterator[tuple[str, tuple[Voice, ...]]]:
        """Yield voices."""
        return ((row.name, voices_of(row)) for row in self._rows(select(SUMMARIES.c.name, SUMMARIES.c.voices), names))

    def tasks(self, names: Iterable[str]) -> Iterator[tuple[str, tuple[Task, ...]]]:
        """Yield tasks."""
        return ((row.name, tasks_of(row)) for row in self._rows(select(SUMMARIES.c.name, SUMMARIES.c.tasks), names))

    def saying(self, words: Sequence[str], names: Iterable[str] | None = None) -> frozenset[str]:
        """Return the incidents whose text holds each word."""
        # No LIKE: a word may hold its wildcards, and SQLite's takes letters of both cases for one.
        place = func.strpos if self._store.shared else func.instr
        rarest = sorted(words, key=len, reverse=True)  # where a long word is missing the others are not looked for
        statement = select(SUMMARIES.c.name).where(*(place(SUMMARIES.c.text, plain(word)) > 0 for word in rarest))
        if names is not None:
            return frozenset(row.name for row in self._rows(statement, names))
        with self._store.reading() as connection:
            return frozenset(connection.execute(statement).scalars())

    def late(self) -> frozenset[str]:
        """Return judgements since the last settle."""
        with self._store.snapshot() as connection:
            return frozenset(connection.execute(select(ENTRIES.c.key).where(
                ENTRIES.c.seq > marks(connection).get("settled", 0), ENTRIES.c.kind == JUDGEMENT)).scalars())

    def untold(self, recipe: int, likely: Collection[str] = ()) -> tuple[int, tuple[str, ...]]:
        """Return the incidents without a summary."""
        every = select(INCIDENTS.c.name).order_by(*_ORDER)
        lacking = every.where(INCIDENTS.c.name.not_in(select(SUMMARIES.c.name)))
        with self._store.snapshot() as connection:
            seen = marks(connection)
            settled, there = seen.get("settled", 0), seen.get("summaries", 0)
            if seen.get("told") != recipe:
                return settled, tuple(connection.execute(every).scalars())
            found = [name for lot in lots(sorted(likely))
                     for name in connection.execute(lacking.where(INCIDENTS.c.name.in_(lot))).scalars()]
            if there + len(found) == seen.get("incidents", 0):
                return settled, tuple(found)
            return settled, tuple(connection.execute(lacking).scalars())

    def tell(self, made: Sequence[Summary], *, recipe: int, settled: int) -> bool:
        """Keep summaries."""
        by_name = {summary.sketch.name: summary for summary in made}
        with self._store.writing() as connection:
            seen = marks(connection)
            if seen.get("settled") != settled:
                return False
            number, total = seen.get("summaries", 0), seen.get(TELLING, 0)
            if seen.get("told") != recipe:
                drop_summaries(connection, None)
                number = total = 0
            for lot in lots(by_name):
                there = select(SUMMARIES.c.name).where(SUMMARIES.c.name.in_(lot))
                homes = connection.execute(select(INCIDENTS.c.name, *_ORDER).where(
                    INCIDENTS.c.name.in_(lot), INCIDENTS.c.name.not_in(there)))
                rows = [summary_row(by_name[name], day=day, key=key) for name, day, key in homes]
                add(connection, SUMMARIES, rows)
                number, total = number + len(rows), (total + sum(row["seal"] for row in rows)) % MODULUS
            put_marks(connection, {**seen, "summaries": number, TELLING: total, "told": recipe})
        return True

    def _rows(self, statement: Select[Any], names: Iterable[str] | None) -> Iterator[Any]:
        """Yield the rows of some incidents by name, or of all; the statement's first column is the name."""
        if names is None:
            yield from pages(self._store.reading, statement, (SUMMARIES.c.name,))
            return
        for lot in lots(names):
            with self._store.reading() as connection:
                rows = connection.execute(statement.where(SUMMARIES.c.name.in_(lot))).all()
            yield from rows

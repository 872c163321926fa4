"""Summaries as rows: how one is written and read back, how they go, and whether those that stand are as they were told.

In: ``Summary`` records, or the connection of a writer. Out: rows, records, sums. A row's seal is the sum of its other
cells, and the mark ``telling`` the sum of the rows, so that a settle that replaces five of a million reads five.

Example: ``summary_row(summary, day="2025-03-06", key="9f3c...")["seal"]``
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from according.codec import encode
from according.ledger.index import plain
from according.ledger.payloads import unpack
from according.ledger.rows import lots, pages
from according.ledger.sums import MODULUS, sum_of
from according.ledger.tables import INCIDENTS, SUMMARIES
from according.records import Figure, Grade, Place, Sketch, Summary, Task, Voice, When
from according.words import MeansType

_CELLS = tuple(column for column in SUMMARIES.columns if column.name != "seal")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a row of a list says beside the figures."""

    place: Place | None
    when: When
    means: MeansType | None
    grade: Grade
    origins: int
    origins_unknown: int


def summary_row(summary: Summary, *, day: str, key: str) -> dict[str, Any]:
    """Return the row of a summary; its figures stand in their own table. Day and key are the incident's."""
    told = _Told(place=summary.place, when=summary.when, means=summary.means, grade=summary.grade,
                 origins=summary.origins, origins_unknown=summary.origins_unknown)
    cells: dict[str, str] = {
        "name": summary.sketch.name, "day": day, "key": key, "sketch": encode(summary.sketch).decode(),
        "payload": encode(told).decode(), "voices": encode(summary.voices).decode(),
        "tasks": encode(summary.tasks).decode(), "text": plain(summary.text) or ""}
    return {**cells, "seal": sum_of(SUMMARIES.name, [tuple(cells.values())])}


def summary_of(row: Row[Any], figures: Sequence[Figure]) -> Summary:
    """Return the summary of a whole row, given the figures of its incident."""
    told = unpack(row.payload, _Told, f"the summary of incident {row.name}")
    return Summary(
        sketch=sketch_of(row), place=told.place, when=told.when, means=told.means, grade=told.grade,
        figures=tuple(figures), origins=told.origins, origins_unknown=told.origins_unknown, text=row.text,
        voices=voices_of(row), tasks=tasks_of(row))


def sketch_of(row: Row[Any]) -> Sketch:
    """Return the sketch of a row."""
    return unpack(row.sketch, Sketch, f"the sketch of incident {row.name}")


def voices_of(row: Row[Any]) -> tuple[Voice, ...]:
    """Return the voices of a row."""
    return unpack(row.voices, tuple[Voice, ...], f"the voices of incident {row.name}")


def tasks_of(row: Row[Any]) -> tuple[Task, ...]:
    """Return the tasks of a row."""
    return unpack(row.tasks, tuple[Task, ...], f"the tasks of incident {row.name}")


def drop_summaries(connection: Connection, names: Collection[str] | None) -> tuple[int, int]:
    """Take summaries out, those of some incidents or all; return how many, and their sum. Of all that is not needed."""
    if names is None:
        connection.execute(delete(SUMMARIES))
        return 0, 0
    number = total = 0
    for lot in lots(sorted(names)):
        seals = connection.execute(select(SUMMARIES.c.seal).where(SUMMARIES.c.name.in_(lot))).scalars().all()
        connection.execute(delete(SUMMARIES).where(SUMMARIES.c.name.in_(lot)))
        number, total = number + len(seals), total + sum(seals)
    return number, total % MODULUS


def summaries_sum(connection: Connection) -> tuple[int, int]:
    """Return how many summaries there are, and the sum over their rows as they stand."""
    number = total = 0
    for row in _rows(connection):
        number, total = number + 1, total + _sum_of(row)
    return number, total % MODULUS


def summary_problems(connection: Connection, seen: Mapping[str, int], *, anew: str) -> Iterator[str]:
    """Yield what is wrong with the summaries, given the marks and the way out."""
    number = total = 0
    for row in _rows(connection):
        have = _sum_of(row)
        number, total = number + 1, total + have
        if row.seal != have:
            yield f"incident {row.name}: its summary was changed since it was settled; {anew}"
    if (number, total % MODULUS) != (seen.get("summaries", 0), seen.get("telling", 0)):
        yield f"there are other summaries than the last settle left; {anew}"
    strays = select(SUMMARIES.c.name).where(SUMMARIES.c.name.not_in(select(INCIDENTS.c.name)))
    yield from (f"table {SUMMARIES.name}: a row is of incident {name}, which there is not"
                for name in sorted(connection.execute(strays).scalars()))


def _rows(connection: Connection) -> Iterator[Row[Any]]:
    rest = (column for column in SUMMARIES.columns if column is not SUMMARIES.c.name)
    return pages(lambda: nullcontext(connection), select(SUMMARIES.c.name, *rest), (SUMMARIES.c.name,))


def _sum_of(row: Row[Any]) -> int:
    return sum_of(SUMMARIES.name, [tuple(row._mapping[column] for column in _CELLS)])

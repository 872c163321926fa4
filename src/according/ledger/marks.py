"""How far the last settle saw and what it left, as numbers under names, sealed so that ``verify`` sees a change.

In: the connection of a reader or a writer. Out: the marks by name (``tables.MARKS`` says what each is).

Example: ``marks(connection)["settled"] == 412``
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from according.ledger.accounts import JOINED
from according.ledger.summary_rows import summaries_sum
from according.ledger.sums import JOINING, SEAL, TELLING, VERSIONS, marks_seal, tables_sum
from according.ledger.superseding import SUPERSEDED
from according.ledger.tables import MARKS


def marks(connection: Connection) -> dict[str, int]:
    """Return how far the last settle saw, and what it left; empty before the first."""
    return {row.name: row.value for row in connection.execute(select(MARKS))}


def put_marks(connection: Connection, values: Mapping[str, int]) -> None:
    """Put marks under their seal in the place of the old ones."""
    connection.execute(delete(MARKS))
    sealed = {**values, SEAL: marks_seal(values)}
    connection.execute(insert(MARKS), [{"name": name, "value": value} for name, value in sealed.items()])


def seal_anew(connection: Connection) -> None:
    """Give the marks of a settle the sums that this version holds them to: an earlier one made none."""
    if seen := marks(connection):
        joined, superseded = (tables_sum(connection, tables) for tables in (JOINED, SUPERSEDED))
        number, told = summaries_sum(connection)
        put_marks(connection, {**seen, JOINING: joined, VERSIONS: superseded, TELLING: told, "summaries": number,
                               "told": seen.get("told", 0)})

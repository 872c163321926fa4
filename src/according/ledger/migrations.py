"""Numbered changes of the tables, each recorded when it was applied. A released one is never edited, only followed.

In: the connection of a writer. Out: a ledger with the tables of this version.

A new ledger gets the tables as ``tables.py`` has them today, and every number at once; an older one gets the numbers
that it lacks, in order. So a migration from 2 on alters what ``m001_first_tables`` made at the time of its release.

Example: ``MIGRATIONS[0].__name__ == "m001_first_tables"``; the table ``migrations`` of a new ledger has the row (1,
that name).
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, func, insert, inspect, select, text

from according.errors import LedgerError, LedgerTooNew
from according.ledger.marks import seal_anew
from according.ledger.tables import (
    ACCOUNTS,
    ACTS,
    BLOCKS,
    CAPTURED,
    CAPTURES,
    HOSTS,
    JOBS,
    METADATA,
    PASSED,
    RESTATED,
    ROBOTS,
    SUMMARIES,
    TELLINGS,
)
from according.ledger.tables import MIGRATIONS as RECORD


def m001_first_tables(connection: Connection) -> None:
    """Make the chain and the tables derived from it."""
    METADATA.create_all(connection, checkfirst=False)


def m002_accounts(connection: Connection) -> None:
    """Make the tables by which a settle builds upon the last one; they are empty until the next settle."""
    METADATA.create_all(connection, tables=[ACCOUNTS, TELLINGS, BLOCKS], checkfirst=False)


def m003_acts(connection: Connection) -> None:
    """Make room for what reports say beside counts. What was read before has none until it is read again."""
    connection.execute(text("ALTER TABLE reports ADD COLUMN acts INTEGER"))
    ACTS.create(connection)


def m004_captures(connection: Connection) -> None:
    """Make the tables by which captures of a page and what they set aside are found; empty until the next capture."""
    METADATA.create_all(connection, tables=[CAPTURES, CAPTURED, PASSED, RESTATED], checkfirst=False)


def m005_jobs(connection: Connection) -> None:
    """Make the tables of watching; they are empty until the first round."""
    METADATA.create_all(connection, tables=[JOBS, HOSTS, ROBOTS], checkfirst=False)


def m006_summaries(connection: Connection) -> None:
    """Make the table of summaries; the next settle fills it, until then they are made as they are asked for."""
    METADATA.create_all(connection, tables=[SUMMARIES], checkfirst=False)


def m007_days_by_their_ends(connection: Connection) -> None:
    """Put the last day of incidents into the index of their days."""
    connection.execute(text("DROP INDEX incidents_by_day"))
    connection.execute(text("CREATE INDEX incidents_by_day ON incidents (day, key, end_day)"))


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    m001_first_tables, m002_accounts, m003_acts, m004_captures, m005_jobs, m006_summaries, m007_days_by_their_ends)


def applied(connection: Connection, place: str, *, shared: bool) -> int:
    """Return the number of the newest migration that a ledger has; 0 where there are no tables yet.

    Raises:
        LedgerTooNew: it has numbers that this version does not know.
        LedgerError: the tables there are somebody else's.
    """
    there = set(inspect(connection).get_table_names())
    if not {"entries", RECORD.name} <= there:
        # A database of PostgreSQL may hold more than ours; a file is ours alone.
        if there & set(METADATA.tables) or (there and not shared):
            raise LedgerError(f"{place}: this is a database of something else; name another with --ledger")
        return 0
    newest = connection.execute(select(func.max(RECORD.c.number))).scalar_one() or 0
    if newest > len(MIGRATIONS):
        raise LedgerTooNew(
            f"{place}: it was written by a later version of According (its tables are number {newest}, this version "
            f"knows {len(MIGRATIONS)}): install that version, or name another with --ledger")
    return int(newest)


def upgrade(connection: Connection, place: str, *, shared: bool, now: Callable[[], str]) -> None:
    """Bring the tables to this version; nothing happens where they are. The connection must be a writer's.

    Raises:
        LedgerTooNew, LedgerError: as ``applied``.
    """
    number = applied(connection, place, shared=shared)
    missing = MIGRATIONS[number:]
    for migration in missing[:1] if number == 0 else missing:
        migration(connection)
    if missing:
        connection.execute(insert(RECORD), [
            {"number": number + step, "name": migration.__name__, "applied": now()}
            for step, migration in enumerate(missing, start=1)])
    if missing and number:
        seal_anew(connection)

"""What a ledger says of itself before it is opened in earnest: engine, tables, last entry, jobs that wait.

In: an address. Out: ``Health``. Nothing is made, changed or upgraded.

Example: ``health("ledger.sqlite").tables == (4, 4)``
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import inspect, select, text

from according.ledger.engines import SQLITE, open_store, wal_is_safe
from according.ledger.migrations import MIGRATIONS, applied
from according.ledger.posting import chain_head
from according.ledger.tables import ENTRIES

_PATIENCE = 5.0  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """A ledger as it lies there."""

    place: str  # its address, the password hidden
    engine: str  # SQLite or PostgreSQL with its version
    tables: tuple[int, int]  # the number that it has, and that this version makes
    entries: int
    last: str | None  # when the last entry was recorded
    jobs: Mapping[str, int]  # of watching, by state


def health(address: str) -> Health:
    """Return what a ledger says of itself.

    Raises:
        LedgerTooNew: a later version wrote it.
        LedgerError: there is none, or it cannot be reached or read.
    """
    store = open_store(address, read_only=True, patience=_PATIENCE)
    try:
        with store.reading() as connection:
            number = applied(connection, store.place, shared=store.shared)
        with store.snapshot() as connection:
            version = connection.execute(text("SHOW server_version" if store.shared else "SELECT sqlite_version()"))
            engine = f"{'PostgreSQL' if store.shared else 'SQLite'} {version.scalar_one()}"
            if number == 0:
                return Health(place=store.place, engine=engine, tables=(0, len(MIGRATIONS)), entries=0, last=None,
                              jobs={})
            head = chain_head(connection)
            last = connection.execute(select(ENTRIES.c.recorded).where(ENTRIES.c.seq == head.count)).scalar()
            jobs: dict[str, int] = {}
            if inspect(connection).has_table("jobs"):  # of a ledger that somebody watches into
                told = connection.execute(text("SELECT state, count(*) AS number FROM jobs GROUP BY state"))
                jobs = {row.state: row.number for row in told}
        return Health(place=store.place, engine=engine, tables=(number, len(MIGRATIONS)), entries=head.count, last=last,
                      jobs=jobs)
    finally:
        store.engine.dispose()


def sqlite_in_use() -> tuple[str, bool]:
    """Return the version of SQLite that writes ledgers, and whether it is free of the WAL-reset bug."""
    return str(SQLITE.sqlite_version), wal_is_safe(SQLITE.sqlite_version_info)

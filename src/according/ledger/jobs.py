"""The table of jobs of ``according watch``, on SQLite and PostgreSQL.

In: a ``Store`` and the records of ``according.jobs``. Out: the same.

Example::

    jobs = SqlJobs(store)
    jobs.put([job])
    jobs.first("example.org", "2025-03-07T08:00:00Z")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, fields
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, bindparam, func, select, update
from sqlalchemy.exc import SQLAlchemyError

from according.errors import LedgerError
from according.jobs import DEAD, GONE, READ, TAKEN, WAITING, Host, Job, Robots
from according.ledger.engines import Store
from according.ledger.rows import lots, pages, upsert
from according.ledger.tables import HOSTS, JOBS, ROBOTS

try:
    import fcntl as _fcntl
except ImportError:  # Windows: nothing keeps two runs apart there
    _locks: ModuleType | None = None
else:
    _locks = _fcntl

_RIGHT = "hashtext('according watch'), hashtext(current_schema())"  # a server may hold several ledgers
_OPEN = (WAITING, READ, GONE, DEAD)  # whatever has a due time is looked at then
# Built once: they are asked for each request, and to build them takes longer than to run them.
_HOSTS_DUE = (select(JOBS.c.host, func.min(JOBS.c.due).label("earliest"))
              .where(JOBS.c.due <= bindparam("now"), JOBS.c.state.in_(_OPEN)).group_by(JOBS.c.host))
_FIRST = (select(JOBS).where(JOBS.c.host == bindparam("at"), JOBS.c.due <= bindparam("now"), JOBS.c.state.in_(_OPEN))
          .order_by(JOBS.c.due, JOBS.c.key).limit(1))
_FIELDS = tuple(field.name for field in fields(Job))


class SqlJobs:
    """Jobs in a ledger's database; every method is documented in ``according.jobs.Jobs``."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the one right to watch into this ledger."""
        with _alone_on_server(self._store) if self._store.shared else _alone_on_disk(self._store):
            yield

    def recover(self) -> int:
        """Put what a killed run had in hand back to waiting."""
        with self._store.writing() as connection:
            back = update(JOBS).where(JOBS.c.state == TAKEN).values(state=WAITING)
            return int(connection.execute(back).rowcount)

    def get(self, addresses: Iterable[str]) -> dict[str, Job]:
        """Return the jobs of some addresses."""
        found: dict[str, Job] = {}
        for lot in lots(addresses):
            with self._store.reading() as connection:
                rows = connection.execute(select(JOBS).where(JOBS.c.key.in_([_key(address) for address in lot])))
                found.update((row.address, _job(row)) for row in rows)
        return found

    def put(self, jobs: Sequence[Job], host: Host | None = None) -> None:
        """Keep jobs and the state of a host."""
        with self._store.writing() as connection:
            for lot in lots(_row(job) for job in jobs):
                _keep(connection, JOBS, lot)
            if host is not None:
                _keep(connection, HOSTS, [asdict(host)])

    def listed_in(self, feed: str, kind: str) -> tuple[Job, ...]:
        """Return the jobs of a kind that were found in a list."""
        return tuple(self._jobs(select(JOBS).where(JOBS.c.feed == feed, JOBS.c.kind == kind)))

    def hosts_due(self, now: str) -> dict[str, str]:
        """Return the hosts that have a job due."""
        with self._store.reading() as connection:
            return {row.host: row.earliest for row in connection.execute(_HOSTS_DUE, {"now": now})}

    def first(self, host: str, now: str) -> Job | None:
        """Return the job of a host that is due longest."""
        with self._store.reading() as connection:
            row = connection.execute(_FIRST, {"at": host, "now": now}).first()
        return None if row is None else _job(row)

    def next_due(self, now: str) -> str | None:
        """Return the earliest time after now at which a job is due."""
        with self._store.reading() as connection:
            later = select(func.min(JOBS.c.due)).where(JOBS.c.due > now, JOBS.c.state.in_(_OPEN))
            found: str | None = connection.execute(later).scalar_one()
            return found

    def waiting_at(self, host: str) -> Iterator[Job]:
        """Yield the jobs of a host that were never looked at and are not dead."""
        return self._jobs(select(JOBS).where(JOBS.c.host == host, JOBS.c.looks == 0, JOBS.c.state != DEAD))

    def in_state(self, state: str) -> Iterator[Job]:
        """Yield the jobs in a state, by address."""
        return iter(sorted(self._jobs(select(JOBS).where(JOBS.c.state == state)), key=lambda job: job.address))

    def counts(self) -> Mapping[str, int]:
        """Return how many jobs there are in each state."""
        with self._store.reading() as connection:
            rows = connection.execute(select(JOBS.c.state, func.count().label("number")).group_by(JOBS.c.state))
            return {row.state: row.number for row in rows}

    def hosts(self) -> dict[str, Host]:
        """Return the hosts of which anything is known."""
        with self._store.reading() as connection:
            rows = connection.execute(select(HOSTS)).all()
        return {row.name: Host(name=row.name, free=row.free, failures=row.failures, reason=row.reason) for row in rows}

    def robots(self, place: str) -> Robots | None:
        """Return what a place answered last."""
        with self._store.reading() as connection:
            row = connection.execute(select(ROBOTS).where(ROBOTS.c.place == place)).first()
        return None if row is None else Robots(place=row.place, at=row.at, text=row.text)

    def put_robots(self, robots: Robots, host: Host) -> None:
        """Keep what a place answered."""
        with self._store.writing() as connection:
            _keep(connection, ROBOTS, [asdict(robots)])
            _keep(connection, HOSTS, [asdict(host)])

    def _jobs(self, statement: Select[Any]) -> Iterator[Job]:
        for row in pages(self._store.reading, statement, (JOBS.c.key,)):
            yield _job(row)


def _key(address: str) -> str:
    """Return what stands for an address: it may have 4,096 characters, more than an index of PostgreSQL takes."""
    return sha256(address.encode("utf-8", "surrogatepass")).hexdigest()


def _row(job: Job) -> dict[str, Any]:
    return {**{name: getattr(job, name) for name in _FIELDS}, "key": _key(job.address),
            "reports": " ".join(job.reports)}


def _job(row: Row[Any]) -> Job:
    values = {name: getattr(row, name) for name in _FIELDS}
    return Job(**{**values, "reports": tuple(values["reports"].split())})


def _keep(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows in the place of those with their key."""
    if rows:
        connection.execute(_keeping(connection.dialect.name, table), list(rows))


@lru_cache
def _keeping(dialect: str, table: Table) -> Any:
    adding = upsert(dialect, table)
    keys = [column.name for column in table.primary_key]
    rest = {column.name: adding.excluded[column.name] for column in table.columns if column.name not in keys}
    return adding.on_conflict_do_update(index_elements=keys, set_=rest)


# --- one run at a time ----------------------------------------------------------------------------


@contextmanager
def _alone_on_server(store: Store) -> Iterator[None]:
    with store.reading() as connection:
        got = connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({_RIGHT})").scalar_one()
        connection.commit()
        if not got:
            raise _busy(store)
        try:
            yield
        finally:
            # The lock is of the session, and ends with it where the connection is gone already.
            with suppress(SQLAlchemyError):
                connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_RIGHT})")
            connection.invalidate()


@contextmanager
def _alone_on_disk(store: Store) -> Iterator[None]:
    file = None if store.place == ":memory:" else f"{store.place}.watching"
    if file is None or _locks is None:
        yield
        return
    with Path(file).open("wb") as held:  # stays behind empty: to take it away would let two runs hold two files
        try:
            _locks.flock(held, _locks.LOCK_EX | _locks.LOCK_NB)
        except BlockingIOError:
            raise _busy(store) from None
        yield


def _busy(store: Store) -> LedgerError:
    return LedgerError(f"{store.place}: another `according watch` runs into it; let it end, or stop it")

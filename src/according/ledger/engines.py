"""Where the two engines differ, all of it: how an address is opened, how a writer takes its turn, how a snapshot
begins.

In: the address of a ledger. Out: a ``Store``: connections for reading, for one snapshot, for writing.

SQLite comes from ``pysqlite3``, which bundles a version without the WAL-reset bug (3.7.0 to 3.51.2 may corrupt a file
when two connections write and checkpoint at once). Where only an affected SQLite is to be had, the rollback journal
is used instead. ``synchronous=EXTRA``: with NORMAL 183 of 400 simulated power cuts lost a commit that was
acknowledged. With FULL none did under a write-ahead log, and some did under the rollback journal, whose deletion is the
commit: EXTRA syncs the folder, too, and is no other than FULL under the former.

Example::

    store = open_store("ledger.sqlite", read_only=False, patience=5.0)
    with store.writing() as connection:
        ...                                # BEGIN IMMEDIATE ... COMMIT; PostgreSQL: an advisory lock to the end
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from types import ModuleType
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, Engine, Table, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import QueuePool, StaticPool
from sqlalchemy.schema import CreateTable

from according.errors import LedgerError
from according.ledger.trouble import told
from according.ledger.turns import begin_writing, is_busy

try:
    from pysqlite3 import dbapi2 as _sqlite
except ImportError:  # no wheel for this system: the one that Python came with
    import sqlite3 as _sqlite

SQLITE: ModuleType = _sqlite
_MAGIC = b"SQLite format 3\0"
_TURN = 0x6163636F726469  # "accordi": the advisory lock that every writer of a PostgreSQL database takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """An opened database; every error inside one of its contexts leaves as a ``LedgerError`` that names ``place``."""

    engine: Engine
    place: str  # the address for messages, its password hidden
    read_only: bool
    shared: bool  # PostgreSQL: a server keeps it, not a file
    patience: float  # seconds that a writer waits for its turn

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for one statement."""
        with told(self.place), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Give a connection that sees one moment, however many statements are asked of it."""
        with told(self.place), self.engine.connect() as connection:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ" if self.shared else "BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the one writer's connection: waits for its turn, commits at the end, takes all back on any exception."""
        if self.read_only:
            raise LedgerError(f"{self.place}: it can only be read; make it writable, or name another with --ledger")
        with told(self.place), self.engine.connect() as connection:
            if self.shared:
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")
            else:
                begin_writing(connection, self.patience)
            yield connection
            connection.commit()


def file_problems(store: Store, connection: Connection) -> Iterator[str]:
    """Yield what the engine itself finds wrong with its file; a server looks after its own."""
    if not store.shared:
        found = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
        yield from (f"the file is damaged: {line}" for line in found if line != "ok")


def write_copy(store: Store, to: Path) -> None:
    """Write a ledger's file as it stands at one moment into another, which is not there yet; writers go on."""
    with store.reading() as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(to),))


def open_store(address: str, *, read_only: bool, patience: float) -> Store:
    """Open the database at an address: a path, ``:memory:``, ``sqlite:///path`` or ``postgresql://...``.

    Raises:
        LedgerError: there is none to read, it is none, or it cannot be opened.
    """
    scheme, mark, rest = address.partition("://")
    if not mark:
        return _open_sqlite(address, read_only, patience)
    if scheme == "sqlite":
        return _open_sqlite(rest.removeprefix("/") or ":memory:", read_only, patience)
    if scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        return _open_postgres(f"postgresql+psycopg://{rest}", read_only, patience)
    raise LedgerError(f"{scheme}://: no ledger is kept so; give a path or postgresql://USER@HOST/DATABASE")


# --- SQLite -------------------------------------------------------------------------------------------


def _open_sqlite(name: str, read_only: bool, patience: float) -> Store:
    if name == ":memory:":
        engine = _sqlite_engine(lambda: _connect("file::memory:", patience), in_memory=True)
        return Store(engine=engine, place=name, read_only=False, shared=False, patience=patience)
    path = Path(name).expanduser()
    exists = _look_at(path, read_only)
    read_only = read_only or (exists and not os.access(path, os.W_OK))
    uri = path.absolute().as_uri() + _mode(path, read_only)
    engine = _sqlite_engine(lambda: _connect(uri, patience), in_memory=False)
    store = Store(engine=engine, place=str(path), read_only=read_only, shared=False, patience=patience)
    if not read_only:
        _choose_journal(store, patience)
    return store


def _look_at(path: Path, read_only: bool) -> bool:
    try:
        if path.is_dir():
            raise LedgerError(f"{path}: this is a folder; name a file in it, such as {path / 'ledger.sqlite'}")
        if not path.exists():
            if read_only:
                raise LedgerError(f"{path}: there is no ledger yet; `according add` makes one")
            path.parent.mkdir(parents=True, exist_ok=True)
            return False
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as error:
        raise LedgerError(f"{path}: {error.strerror}; look at its folder and the rights on it") from None
    if start not in (b"", _MAGIC):
        raise LedgerError(f"{path}: this is no ledger but some other file; name another with --ledger")
    return True


def _mode(path: Path, read_only: bool) -> str:
    if not read_only:
        return "?mode=rwc"
    # A reader of a WAL file must make a -shm beside it. On a medium where it cannot, and where no writer can have left
    # a -wal either, nothing can change the file under us, which is what `immutable` promises to SQLite.
    wal = path.with_name(path.name + "-wal")
    frozen = not os.access(path.parent, os.W_OK) and not (wal.exists() and wal.stat().st_size > 0)
    return "?mode=ro&immutable=1" if frozen else "?mode=ro"


def _connect(uri: str, patience: float) -> Any:
    connection = SQLITE.connect(uri, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=EXTRA")
    return connection


def _sqlite_engine(connect: Callable[[], Any], *, in_memory: bool) -> Engine:
    return sqlalchemy.create_engine(
        "sqlite+pysqlite://", module=SQLITE, creator=connect, poolclass=StaticPool if in_memory else QueuePool)


def _choose_journal(store: Store, patience: float) -> None:
    wanted = "wal" if wal_is_safe(SQLITE.sqlite_version_info) else "delete"
    end = time.monotonic() + patience
    while True:
        try:
            with told(store.place), store.engine.connect() as connection:
                try:
                    if connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() != wanted:
                        connection.exec_driver_sql(f"PRAGMA journal_mode={wanted}")
                    return
                except OperationalError as error:
                    # Two processes that make one ledger at once: SQLite does not wait here, so we do.
                    if not is_busy(error) or time.monotonic() > end:
                        raise
            time.sleep(0.02)
        except LedgerError:
            store.engine.dispose()
            raise


@contextmanager
def scratch(tables: Sequence[Table]) -> Iterator[Connection]:
    """Give a database with empty tables of these shapes, without their indexes, that is gone afterwards.

    It is a file in the folder for temporary files: the indexes of a large ledger do not fit into memory.
    """
    with TemporaryDirectory(prefix="according-") as folder:
        engine = _sqlite_engine(lambda: _connect((Path(folder) / "scratch.sqlite").as_uri(), 0.0), in_memory=True)
        try:
            with told(f"the scratch database in {gettempdir()}"), engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=OFF")
                connection.exec_driver_sql("PRAGMA synchronous=OFF")
                connection.exec_driver_sql("BEGIN")
                for table in tables:
                    connection.execute(CreateTable(table))
                yield connection
        finally:
            engine.dispose()


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Say whether this SQLite is free of the WAL-reset bug (mended in 3.51.3, and in 3.44.6 and 3.50.7)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


# --- PostgreSQL ---------------------------------------------------------------------------------------


def _open_postgres(address: str, read_only: bool, patience: float) -> Store:
    try:
        url = make_url(address)
        engine = sqlalchemy.create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    except (ArgumentError, ValueError):
        raise LedgerError("postgresql://...: no address; one goes postgresql://USER@HOST:PORT/DATABASE") from None
    except ImportError:
        raise LedgerError("postgresql://...: this needs the extra: pip install 'according[postgres]'") from None

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {max(1, int(patience * 1000))}")
            cursor.execute("SET synchronous_commit = on")
            cursor.execute(f"SET default_transaction_read_only = {'on' if read_only else 'off'}")
            cursor.execute("SET client_encoding = 'UTF8'")
        connection.commit()

    place = url.set(drivername="postgresql").render_as_string(hide_password=True)
    return Store(engine=engine, place=place, read_only=read_only, shared=True, patience=patience)

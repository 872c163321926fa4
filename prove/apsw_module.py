"""A database module over apsw, so that the ledger runs on a disk of our own making.

In: a file system of SQLite (a VFS) by name. Out: what SQLAlchemy asks of a module such as ``pysqlite3``: the ledger's
own code, statements and pragmas run on it unchanged. The SQLite inside apsw is not the one that is shipped, but one of
the same year; what a power cut left is read with the one that is shipped.

Example::

    with mounted(Module("logged")):
        open_ledger("/scratch/ledger.sqlite").post(readings)
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import apsw

from according.ledger import engines


class Error(Exception):
    """What a database module raises; ``sqlite_errorname`` as the one of Python has it."""

    sqlite_errorname = "SQLITE_ERROR"


class OperationalError(Error):
    """Anything but a broken constraint."""


class IntegrityError(Error):
    """A broken constraint."""


def _told(error: apsw.Error) -> Error:
    kind = IntegrityError if isinstance(error, apsw.ConstraintError) else OperationalError
    made = kind(str(error))
    code = getattr(error, "extendedresult", None) or getattr(error, "result", apsw.SQLITE_ERROR)
    names = (apsw.mapping_extended_result_codes, apsw.mapping_result_codes)
    made.sqlite_errorname = next((str(table[code]) for table in names if code in table), "SQLITE_ERROR")
    return made


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except apsw.Error as error:
        raise _told(error) from error


class Cursor:
    """A cursor as PEP 249 has it. All rows are drawn at once: a statement half read would hold a COMMIT up."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: deque[Any] = deque()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid = None

    def _trace(self, cursor: Any, statement: str, values: object) -> bool:
        self.description = [(name, None, None, None, None, None, None) for name, _ in cursor.get_description()] or None
        return True

    def execute(self, statement: str, values: Sequence[object] = ()) -> Cursor:
        """Run one statement."""
        with _telling():
            raw = self._connection.raw.cursor()
            raw.exec_trace = self._trace
            self._rows = deque(raw.execute(statement, tuple(values)))
            self.rowcount = self._connection.raw.changes()
        return self

    def executemany(self, statement: str, values: Sequence[Sequence[object]]) -> Cursor:
        """Run one statement with many sets of values."""
        with _telling():
            self._connection.raw.executemany(statement, [tuple(one) for one in values])
        return self

    def fetchone(self) -> Any:
        """Return the next row or None."""
        return self._rows.popleft() if self._rows else None

    def fetchmany(self, size: int = 1) -> list[Any]:
        """Return some rows."""
        return [self._rows.popleft() for _ in range(min(size, len(self._rows)))]

    def fetchall(self) -> list[Any]:
        """Return all rows that are left."""
        return self.fetchmany(len(self._rows))

    def close(self) -> None:
        """Forget the rows."""
        self._rows.clear()


class Connection:
    """A connection without transactions of its own making, as ``isolation_level=None`` means."""

    isolation_level = None

    def __init__(self, raw: apsw.Connection, module: Module) -> None:
        self.raw = raw
        self._module = module

    def cursor(self) -> Cursor:
        """Return a new cursor."""
        return Cursor(self)

    def execute(self, statement: str, values: Sequence[object] = ()) -> Cursor:
        """Run one statement on a cursor of its own."""
        return self.cursor().execute(self._module.instead.get(statement, statement), values)

    def create_function(self, name: str, count: int, call: Callable[..., Any], deterministic: bool = False) -> None:
        """Make a function for SQL."""
        self.raw.create_scalar_function(name, call, count, deterministic=deterministic)

    def commit(self) -> None:
        """End the transaction, if there is one, and tell the module's listener."""
        if self.raw.in_transaction:
            with _telling():
                self.raw.execute("COMMIT")
            self._module.committed(self.raw)

    def rollback(self) -> None:
        """Take the transaction back, if there is one."""
        if self.raw.in_transaction:
            with _telling():
                self.raw.execute("ROLLBACK")

    def close(self) -> None:
        """Close it. What the last checkpoint meets is not told, as SQLite itself does not."""
        with suppress(apsw.Error):
            self.raw.close()


class Module:
    """What stands in the place of ``pysqlite3.dbapi2``."""

    paramstyle = "qmark"
    threadsafety = 1
    apilevel = "2.0"
    sqlite_version = apsw.sqlite_lib_version()
    sqlite_version_info = tuple(map(int, apsw.sqlite_lib_version().split(".")))
    Error, DatabaseError, InterfaceError, OperationalError = Error, Error, Error, OperationalError
    IntegrityError, ProgrammingError, InternalError = IntegrityError, OperationalError, OperationalError
    DataError, NotSupportedError, Warning = OperationalError, OperationalError, Error

    def __init__(self, vfs: str, *, instead: dict[str, str] | None = None, checkpoint: int = 1000,
                 committed: Callable[[apsw.Connection], None] = lambda raw: None) -> None:
        self.instead = instead or {}  # statements that a control runs in the place of the ledger's own
        self.committed = committed
        self._vfs = vfs
        self._checkpoint = checkpoint  # pages of a -wal after which it is put into the file; 1000 unless told

    def connect(self, address: str, *, timeout: float, **others: object) -> Connection:
        """Open a file on the disk of this module."""
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI
        with _telling():
            raw = apsw.Connection(address, flags=flags, vfs=self._vfs)
        raw.set_busy_timeout(int(timeout * 1000))
        raw.wal_autocheckpoint(self._checkpoint)
        return Connection(raw, self)


@contextmanager
def mounted(module: Module) -> Iterator[None]:
    """Let every ledger that is opened meanwhile run on a module."""
    shipped = engines.SQLITE
    engines.SQLITE = module  # type: ignore[assignment]
    try:
        yield
    finally:
        engines.SQLITE = shipped

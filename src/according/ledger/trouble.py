"""What a database driver says when it fails, in one line that names the ledger and the way out.

In: an exception of SQLAlchemy around one of SQLite (``sqlite_errorname``) or PostgreSQL (``sqlstate``). Out: a
``LedgerError``. No exception of SQLAlchemy leaves the ledger's room: every call of a database stands inside ``told``.

Example: ``SQLITE_FULL`` on ``reports.sqlite`` becomes "reports.sqlite: no room left on the disk; nothing of this step
was kept, all before it stands: make room and run the same command again".
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from according.errors import LedgerBroken, LedgerError

_LOCKED = "another process is writing to it and did not finish in time; nothing was changed: run the same command again"
_READ_ONLY = "it may be read but not written; nothing was changed: make it writable or name another with --ledger"
_FULL = ("no room left on the disk; nothing of this step was kept, all before it stands: "
         "make room and run the same command again")
_NO_LEDGER = "this is no ledger; name another with --ledger"
_DAMAGED = "the file is damaged; put back a copy of it, or restore a dump"
_NO_ENTRY = "it cannot be opened: look at its folder and the rights on it"
_FAILED = ("the disk failed or takes no more; nothing of this step was kept, all before it stands: "
           "look at the disk and run the same command again")
_GONE = "the connection to the database is gone; nothing of this step was kept: run the same command again"

# The longest beginning that fits an error's name decides.
_SQLITE: dict[str, tuple[type[LedgerError], str]] = {
    "SQLITE_BUSY": (LedgerError, _LOCKED),
    "SQLITE_LOCKED": (LedgerError, _LOCKED),
    "SQLITE_READONLY": (LedgerError, _READ_ONLY),
    "SQLITE_PERM": (LedgerError, _READ_ONLY),
    "SQLITE_AUTH": (LedgerError, _READ_ONLY),
    "SQLITE_FULL": (LedgerError, _FULL),
    "SQLITE_IOERR": (LedgerError, _FAILED),  # a limit on the size of files too: EFBIG is no ENOSPC
    "SQLITE_NOTADB": (LedgerError, _NO_LEDGER),
    "SQLITE_CORRUPT": (LedgerBroken, _DAMAGED),
    "SQLITE_CANTOPEN": (LedgerError, _NO_ENTRY),
    "SQLITE_TOOBIG": (LedgerError, "one report is larger than the database takes; it was not kept"),
}
_POSTGRES: dict[str, tuple[type[LedgerError], str]] = {
    "55P03": (LedgerError, _LOCKED),
    "40": (LedgerError, _LOCKED),  # serialization failure, deadlock
    "25006": (LedgerError, _READ_ONLY),
    "42501": (LedgerError, "the user may not do this; ask for rights on its schema or name another with --ledger"),
    "53100": (LedgerError, _FULL),
    "53300": (LedgerError, "the server has no connection left; run the same command again later"),
    "28": (LedgerError, "the server refuses this user; look at the user and password in the address"),
    "3D000": (LedgerError, "there is no such database on the server; make it with createdb or name another"),
    "57P": (LedgerError, _GONE),
    "08": (LedgerError, _GONE),
    "XX001": (LedgerBroken, _DAMAGED),
    "XX002": (LedgerBroken, _DAMAGED),
    "22021": (LedgerError, "the database is not in UTF-8; make one with createdb --encoding=UTF8"),
}


def explain(error: SQLAlchemyError, place: str) -> LedgerError:
    """Return the error of ours that says what a driver's error means for the one who runs a command."""
    cause = getattr(error, "orig", None)
    name = getattr(cause, "sqlite_errorname", None)
    known = _longest(_SQLITE, name) if isinstance(name, str) else None
    state = getattr(cause, "sqlstate", None)
    if known is None and isinstance(state, str):
        known = _longest(_POSTGRES, state)
    if known is None and isinstance(error, DBAPIError) and error.connection_invalidated:
        known = (LedgerError, _GONE)
    if known is not None:
        return known[0](f"{place}: {known[1]}")
    first_line = (str(cause if cause is not None else error).strip().splitlines() or [type(error).__name__])[0]
    return LedgerError(f"{place}: {first_line}")


def _longest(table: dict[str, tuple[type[LedgerError], str]], name: str) -> tuple[type[LedgerError], str] | None:
    fitting = [beginning for beginning in table if name.startswith(beginning)]
    return table[max(fitting, key=len)] if fitting else None


@contextmanager
def told(place: str) -> Iterator[None]:
    """Turn whatever SQLAlchemy raises inside into a ``LedgerError`` about this place."""
    try:
        yield
    except SQLAlchemyError as error:
        raise explain(error, place) from error

"""How a writer of a file takes its turn: by asking again and again, each as often as the others.

In: a connection to SQLite. Out: the write transaction, begun.

SQLite's own waiting asks less and less often, at last ten times a second, so that who has waited long loses to who has
just come: with eight writers and five seconds of patience some were told of a lock (docs/decisions/0035).

Example: ``begin_writing(connection, 5.0)`` and then ``connection.commit()``.
"""

from __future__ import annotations

import random
import time

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

_SHORTEST, _LONGEST = 0.001, 0.01  # seconds between two tries; at random, so that none always comes second


def begin_writing(connection: Connection, patience: float) -> None:
    """Begin a write transaction as soon as no other has one.

    Raises:
        OperationalError: none of the tries within ``patience`` seconds found the file free.
    """
    connection.exec_driver_sql("PRAGMA busy_timeout=0")
    try:
        end = time.monotonic() + patience
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                return
            except OperationalError as error:
                if not is_busy(error) or time.monotonic() > end:
                    raise
            time.sleep(random.uniform(_SHORTEST, _LONGEST))
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={int(patience * 1000)}")


def is_busy(error: OperationalError) -> bool:
    """Say whether a statement failed because another connection has what it needs."""
    return str(getattr(error.orig, "sqlite_errorname", "")).startswith("SQLITE_BUSY")

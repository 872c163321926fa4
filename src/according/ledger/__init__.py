"""The ledger: what was read, by whom it was judged, and what follows from it.

In: an address. Out: a ``Ledger`` (the contract is in ``base``).

Example::

    with open_ledger("reports.sqlite") as ledger:
        ledger.post(readings)
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module

from according.ledger.base import Ledger


def open_ledger(
    address: str, *, read_only: bool = False, patience: float = 5.0, now: Callable[[], str] | None = None,
) -> Ledger:
    """Open the ledger at an address, making it if it is not there; a context manager.

    Args:
        address: a path, ``:memory:``, ``sqlite:///path`` or ``postgresql://user@host/database``.
        read_only: for a command that only reads: nothing is made or changed. A file that cannot be written is
            opened so of itself.
        patience: seconds that a writer waits for its turn.
        now: the clock for the times of recording; the default is the machine's, in UTC.

    Raises:
        LedgerTooNew: a later version wrote it.
        LedgerError: it cannot be opened; the message names it and the way out.
    """
    # SQLAlchemy takes longer to import than most commands to run (0.6 s): only those that open a ledger pay for it.
    sql = import_module("according.ledger.sql")
    ledger: Ledger = sql.open_sql(address, read_only=read_only, patience=patience, now=now or _utc_now)
    return ledger


def _utc_now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

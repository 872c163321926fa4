"""A ledger carried elsewhere: copied, backed up, restored, brought to the tables of this version.

In: addresses. Out: the head of the chain as it stands there now. What is carried is the chain, entry by entry with its
hashes and times; it is checked on the way, and what came since the start of a copy stays behind. What is derived is
made anew by the next settle (a backup of a file has it, since it is the file).

Example::

    head = copy("ledger.sqlite", "postgresql://desk@server/ledger")
    head = back_up("ledger.sqlite", Path("monday.sqlite"))  # also monday.sqlite.head, to keep elsewhere
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path

from according.errors import BadRequest, LedgerBroken, LedgerError
from according.ledger import open_ledger
from according.ledger.base import Entry, Head, head_text, read_head
from according.ledger.dump import entries, holding
from according.ledger.engines import Store, file_problems, open_store, write_copy
from according.ledger.migrations import MIGRATIONS, applied
from according.ledger.posting import chain_head

_PATIENCE = 5.0  # seconds that a reader waits for a writer of a file in rollback mode


def copy(source: str, target: str, *, against: Head | None = None) -> Head:
    """Copy the chain of one ledger into another, which is empty or not there yet; all of it or nothing.

    Args:
        source: an address; also of a ledger that an earlier version wrote.
        target: an address.
        against: a head that the source is known to have had.

    Returns:
        The head of both.

    Raises:
        BadRequest: the target is not empty.
        LedgerBroken: the chain of the source does not hold, or is not the one of ``against``.
    """
    with _read(source) as store, open_ledger(target) as into:
        _same(store, against)
        return into.restore(_chain(store))


def back_up(address: str, to: Path) -> Head:
    """Write a backup: a ledger in one file, and its head in ``FILE.head``; others may write meanwhile.

    The backup appears whole or not at all, on the disk before it has its name.

    Raises:
        BadRequest: there is such a file already.
        LedgerBroken: the chain does not hold; nothing is written.
    """
    part = to.with_name(f"{to.name}.part")
    for path in (to, head_file(to)):
        if path.exists():
            raise BadRequest(f"{path}: it is there already; give the backup another name")
    part.unlink(missing_ok=True)  # what a backup that was stopped left
    try:
        with _read(address) as store:
            if store.shared:
                copy(address, str(part))
            else:
                write_copy(store, part)
        with _read(str(part)) as kept:
            head = _whole(kept)
        _to_disk(part)
        head_file(to).write_text(head_text(head) + "\n", encoding="ascii")
        _to_disk(head_file(to))
        part.rename(to)
    finally:
        for left in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal"))):
            left.unlink(missing_ok=True)
    return head


def restore(backup: Path, address: str, *, against: Head | None = None) -> Head:
    """Put a backup into a ledger that is empty or not there yet, held against its head.

    Args:
        backup: what ``back_up`` wrote.
        address: where to.
        against: the head as it was kept elsewhere; without it, the one in the file beside the backup, if it is there.

    Raises:
        BadRequest, LedgerBroken: as ``copy``.
    """
    if against is None and head_file(backup).exists():
        against = read_head(head_file(backup).read_text(encoding="utf-8", errors="replace"))
    return copy(str(backup), address, against=against)


def upgrade(address: str) -> tuple[int, int, Head]:
    """Bring a ledger's tables to this version; return the number they had, the one they have, and the head."""
    before, now = tables_of(address)
    with open_ledger(address) as opened:
        return before, now, opened.head()


def tables_of(address: str) -> tuple[int, int]:
    """Return the number of the tables that a ledger has, and of those that this version makes.

    Raises:
        LedgerTooNew: a later version wrote it.
        LedgerError: there is none.
    """
    with _read(address) as store, store.reading() as connection:
        return applied(connection, store.place, shared=store.shared), len(MIGRATIONS)


def head_file(backup: Path) -> Path:
    """Return where the head of a backup is written."""
    return backup.with_name(f"{backup.name}.head")


@contextmanager
def _read(address: str) -> Iterator[Store]:
    """Open a ledger of any version that is known, for its chain alone, which is the same in all."""
    store = open_store(address, read_only=True, patience=_PATIENCE)
    try:
        with store.reading() as connection:
            if applied(connection, store.place, shared=store.shared) == 0:
                raise LedgerError(f"{store.place}: there is no ledger yet; `according add` makes one")
        yield store
    finally:
        store.engine.dispose()


def _chain(store: Store) -> Iterator[Entry]:
    """Yield the entries up to the head of now: what others write meanwhile would never let a copy end."""
    with store.reading() as connection:
        last = chain_head(connection).count
    return takewhile(lambda entry: entry.seq <= last, entries(store.reading))


def _same(store: Store, against: Head | None) -> None:
    if against is None or against.count == 0:
        return
    found = next((entry.hash for entry in entries(store.reading, against.count - 1)), None)
    if found is None:
        raise LedgerBroken(f"{store.place}: entries are cut off: its head was once {head_text(against)}")
    if found != against.hash:
        raise LedgerBroken(f"{store.place}: it is not the ledger of which the head was {head_text(against)}")


def _whole(store: Store) -> Head:
    with store.reading() as connection:
        wrong = next(file_problems(store, connection), None)
    if wrong is not None:
        raise LedgerBroken(f"{store.place}: {wrong}; no backup was made")
    deque(holding(entries(store.reading)), maxlen=0)
    with store.reading() as connection:
        return chain_head(connection)


def _to_disk(path: Path) -> None:
    for what in (path, path.parent):
        handle = os.open(what, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

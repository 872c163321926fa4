"""The chain as a stream: out of a ledger, into an empty one, and over the indexes of its own.

In: a ``Store`` or entries. Out: entries, a head, fresh indexes. What comes of a dump is the same ledger: every entry
as it was, with its hash and its time of recording.

Example: ``restore(new, entries(old.reading))`` copies a ledger from SQLite to PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext

from sqlalchemy import delete, select

from according.errors import BadRequest, LedgerBroken
from according.ledger.base import Entry, Head
from according.ledger.chain import START, fault, head_of
from according.ledger.engines import Store
from according.ledger.index import Indexer
from according.ledger.posting import chain_head, put
from according.ledger.rows import Opening, pages
from according.ledger.tables import ENTRIES, INDEXES, SETTLED

_PAGE = 100  # entries: one may be a whole report


def entries(opening: Opening, after: int = 0) -> Iterator[Entry]:
    """Yield the chain in order."""
    for row in pages(opening, select(ENTRIES).where(ENTRIES.c.seq > after), (ENTRIES.c.seq,), size=_PAGE):
        yield Entry(seq=row.seq, kind=row.kind, key=row.key, payload=row.payload, recorded=row.recorded,
                    previous=row.previous, hash=row.hash)


def restore(store: Store, given: Iterable[Entry]) -> Head:
    """Write a dump into an empty ledger, all of it or nothing.

    Raises:
        BadRequest: the ledger is not empty.
        LedgerBroken: the dump's chain does not hold, or an entry cannot be read.
    """
    with store.writing() as connection:
        if chain_head(connection) != START:
            raise BadRequest(f"{store.place}: it is not empty; a dump goes into a new ledger only")
        put(connection, holding(given))
        return chain_head(connection)


def holding(given: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries of a chain as long as it holds. Raises LedgerBroken where it does not."""
    head = START
    for entry in given:
        if (wrong := fault(head, entry)) is not None:
            raise LedgerBroken(f"the dump does not hold: {wrong}")
        yield entry
        head = head_of(entry)


def rebuild(store: Store) -> None:
    """Drop all that is derived and index the chain anew, in one transaction."""
    with store.writing() as connection:
        for table in (*SETTLED, *INDEXES):
            connection.execute(delete(table))
        indexer = Indexer(connection)
        for entry in entries(lambda: nullcontext(connection)):
            indexer.take(entry)
        indexer.flush()

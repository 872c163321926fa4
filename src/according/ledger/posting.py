"""How reports and readings go in: appended to the chain and indexed in one transaction.

In: a ``Store`` and records. Out: what was new.

Example: ``post(store, [reading], now)`` appends a ``report`` and a ``reading``: ``Receipt(new=1, claims=4)``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, Row, bindparam, select

from according.ledger.base import Entry, Head, Receipt
from according.ledger.chain import START, head_of, seal
from according.ledger.engines import Store
from according.ledger.index import Indexer, plain
from according.ledger.payloads import (
    READING,
    REPORT,
    RETIREMENT,
    Retirement,
    payload,
    reading_payload,
    says_more,
    unpack,
)
from according.ledger.rows import add, lots
from according.ledger.tables import ENTRIES, REPORTS
from according.records import Reading, Report

Clock = Callable[[], str]
_Row = Row[str, int, int | None, str | None, int | None]

# A commit waits for the disk: 12 ms in a trial where all else of a report took 1. Kept in lots, some hundred reports a
# second go in, and a kill costs at most the reading of the last lot again.
_LOT = 64
_LOT_SECONDS = 0.2

# Built once: to build a statement takes SQLAlchemy longer than the database takes to run it.
_LAST = select(ENTRIES.c.seq, ENTRIES.c.hash).order_by(ENTRIES.c.seq.desc()).limit(1)
_PAYLOAD = select(ENTRIES.c.payload).where(ENTRIES.c.seq == bindparam("at"))
_REPORT = (select(REPORTS.c.id, REPORTS.c.entry, REPORTS.c.reading, REPORTS.c.reader, REPORTS.c.acts)
           .where(REPORTS.c.id == bindparam("of")))


def chain_head(connection: Connection) -> Head:
    """Return the head of the chain."""
    last = connection.execute(_LAST).first()
    return START if last is None else Head(count=last.seq, hash=last.hash)


def append(connection: Connection, said: Sequence[tuple[str, str, str]], now: Clock) -> None:
    """Append entries (kind, key, payload) to the chain and index them. The connection must be the writer's."""
    head = chain_head(connection)
    entries = []
    for kind, key, text in said:
        entries.append(seal(head, kind=kind, key=key, payload=text, recorded=now()))
        head = head_of(entries[-1])
    put(connection, entries)


def put(connection: Connection, entries: Iterable[Entry]) -> None:
    """Write sealed entries and index them."""
    indexer = Indexer(connection)
    for lot in lots(entries):
        add(connection, ENTRIES, ({"seq": entry.seq, "kind": entry.kind, "key": entry.key, "payload": entry.payload,
                                   "recorded": entry.recorded, "previous": entry.previous, "hash": entry.hash}
                                  for entry in lot))
        for entry in lot:
            indexer.take(entry)
    indexer.flush()


def post(store: Store, readings: Iterable[Reading], now: Clock) -> Receipt:
    """Keep readings in small lots; see ``Ledger.post``."""
    total, since = Receipt(), 0.0
    lot: list[tuple[Reading, str]] = []
    try:
        for reading in readings:
            body = reading_payload(reading)
            # Passing over is the usual case of a second run: no lock is taken for it.
            if not wanted(store, reading.report, reading.reader, acts=reading.acts is not None):
                total = _sum(total, Receipt(known=1))
                continue
            since = since if lot else time.monotonic()
            lot.append((reading, body))
            if len(lot) >= _LOT or time.monotonic() - since > _LOT_SECONDS:
                full, lot = lot, []
                total = _sum(total, _keep_lot(store, full, now))
    finally:  # also when a reading cannot be drawn or kept: what was drawn before it is
        if lot:
            total = _sum(total, _keep_lot(store, lot, now))
    return total


def _keep_lot(store: Store, lot: Iterable[tuple[Reading, str]], now: Clock) -> Receipt:
    """Keep a lot in one transaction; its entries go in together, since a statement costs more than what it writes."""
    total = Receipt()
    said: list[tuple[str, str, str]] = []
    held: set[str] = set()
    with store.writing() as connection:
        for reading, body in lot:
            report = reading.report.id
            if report in held:  # what is there of it must be seen
                append(connection, said, now)
                said, held = [], set()
            row = report_row(connection, report)
            # another writer may have been here meanwhile
            if not _wants(connection, row, reading.report, reading.reader, acts=reading.acts is not None):
                total = _sum(total, Receipt(known=1))
                continue
            receipt, entries = _keep(connection, row, reading, body)
            total = _sum(total, receipt)
            said += entries
            held.add(report)
        append(connection, said, now)
    return total


def _sum(one: Receipt, other: Receipt) -> Receipt:
    return Receipt(new=one.new + other.new, known=one.known + other.known, replaced=one.replaced + other.replaced,
                   amended=one.amended + other.amended, claims=one.claims + other.claims)


def _keep(connection: Connection, row: _Row | None, reading: Reading, body: str,
          ) -> tuple[Receipt, list[tuple[str, str, str]]]:
    """Return what keeping a reading does, and the entries that say it."""
    report, record = reading.report.id, payload(reading.report)
    said = []
    old = None if row is None or row.reading is None else payload_at(connection, row.reading)
    if row is None or payload_at(connection, row.entry) != record:
        said.append((REPORT, report, record))
    if old == body:
        return Receipt(known=1, amended=1), said
    if row is not None and row.reading is not None:
        gone = Retirement(reading=row.reading, reader=row.reader, by=reading.reader)
        said.append((RETIREMENT, report, payload(gone)))
    said.append((READING, report, body))
    if row is None:
        return Receipt(new=1, claims=len(reading.claims)), said
    same_reader = row.reader == plain(reading.reader)
    return Receipt(known=int(same_reader), amended=int(same_reader), replaced=int(not same_reader),
                   claims=len(reading.claims)), said


def wanted(store: Store, report: Report, reader: str, *, acts: bool) -> bool:
    """Say whether a reading of this report by this reader would be kept; ``acts``: it brings what else was said."""
    with store.reading() as connection:
        return _wants(connection, report_row(connection, report.id), report, reader, acts=acts)


def _wants(connection: Connection, row: _Row | None, report: Report, reader: str, *, acts: bool) -> bool:
    if row is None or row.reader != plain(reader) or (acts and row.acts is None):
        return True
    standing = unpack(payload_at(connection, row.entry), Report, f"entry {row.entry} (report)")
    return says_more(report, standing)


def report_row(connection: Connection, report: str) -> _Row | None:
    """Return what the index says of a report: id, entry of its record, entry of its live reading, reader, acts."""
    return connection.execute(_REPORT, {"of": report}).first()


def payload_at(connection: Connection, seq: int) -> str:
    """Return the payload of an entry."""
    text: str | None = connection.execute(_PAYLOAD, {"at": seq}).scalar_one_or_none()
    return "" if text is None else text  # "" cannot be read, and says so with the number of the entry

"""Reports, readings and judgements: how they go in, and how they come out again.

In: a ``Store`` and records. Out: records. Everything that goes in is appended to the chain and indexed in one
transaction.

Example: ``post(store, [reading], now)`` appends a ``report`` and a ``reading``: ``Receipt(new=1, claims=4)``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from sqlalchemy import Connection, Row, bindparam, select, union

from according.errors import BadRequest
from according.ledger.base import Entry, Head, Receipt
from according.ledger.chain import START, head_of, seal
from according.ledger.engines import Store
from according.ledger.index import Indexer, plain
from according.ledger.payloads import (
    JUDGEMENT,
    READING,
    REPORT,
    RETIREMENT,
    ReadingKept,
    Retirement,
    payload,
    reading_payload,
    says_more,
    unpack,
)
from according.ledger.rows import add, lots, pages
from according.ledger.tables import CLAIMS, ENTRIES, MEMBERS, NAMES, REPORTS
from according.records import Claim, Judgement, Reading, Report

Clock = Callable[[], str]

# Built once: to build a statement takes SQLAlchemy longer than the database takes to run it.
_LAST = select(ENTRIES.c.seq, ENTRIES.c.hash).order_by(ENTRIES.c.seq.desc()).limit(1)
_PAYLOAD = select(ENTRIES.c.payload).where(ENTRIES.c.seq == bindparam("at"))
_REPORT = (select(REPORTS.c.id, REPORTS.c.entry, REPORTS.c.reading, REPORTS.c.reader)
           .where(REPORTS.c.id == bindparam("of")))

# A commit waits for the disk: 12 ms in a trial where all else of a report took 1. Kept in lots, some hundred reports a
# second go in, and a kill costs at most the reading of the last lot again.
_LOT = 64
_LOT_SECONDS = 0.2

_LETTERS = ("r-", "c-", "i-", "j-")


# --- in -------------------------------------------------------------------------------------------------


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
            if not wanted(store, reading.report, reading.reader):  # the usual case of a second run: no lock is taken
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
    total = Receipt()
    with store.writing() as connection:
        for reading, body in lot:
            again = _wanted(connection, reading.report, reading.reader)  # another writer may have been here meanwhile
            total = _sum(total, _keep(connection, reading, body, now) if again else Receipt(known=1))
    return total


def _sum(one: Receipt, other: Receipt) -> Receipt:
    return Receipt(new=one.new + other.new, known=one.known + other.known, replaced=one.replaced + other.replaced,
                   amended=one.amended + other.amended, claims=one.claims + other.claims)


def _keep(connection: Connection, reading: Reading, body: str, now: Clock) -> Receipt:
    report, record, said = reading.report.id, payload(reading.report), []
    row = _report_row(connection, report)
    old = None if row is None or row.reading is None else _payload_at(connection, row.reading)
    if row is None or _payload_at(connection, row.entry) != record:
        said.append((REPORT, report, record))
    if old == body:
        append(connection, said, now)
        return Receipt(known=1, amended=1)
    if row is not None and row.reading is not None:
        gone = Retirement(reading=row.reading, reader=row.reader, by=reading.reader)
        said.append((RETIREMENT, report, payload(gone)))
    append(connection, [*said, (READING, report, body)], now)
    if row is None:
        return Receipt(new=1, claims=len(reading.claims))
    same_reader = row.reader == plain(reading.reader)
    return Receipt(known=int(same_reader), amended=int(same_reader), replaced=int(not same_reader),
                   claims=len(reading.claims))


def wanted(store: Store, report: Report, reader: str) -> bool:
    """Say whether a reading of this report by this reader would be kept."""
    with store.reading() as connection:
        return _wanted(connection, report, reader)


def _wanted(connection: Connection, report: Report, reader: str) -> bool:
    row = _report_row(connection, report.id)
    if row is None or row.reader != plain(reader):
        return True
    standing = unpack(_payload_at(connection, row.entry), Report, f"entry {row.entry} (report)")
    return says_more(report, standing)


def _report_row(connection: Connection, report: str) -> Row[str, int, int | None, str | None] | None:
    return connection.execute(_REPORT, {"of": report}).first()


def _payload_at(connection: Connection, seq: int) -> str:
    text: str | None = connection.execute(_PAYLOAD, {"at": seq}).scalar_one_or_none()
    return "" if text is None else text  # "" cannot be read, and says so with the number of the entry


def judge(store: Store, judgement: Judgement, now: Clock) -> bool:
    """Append a judgement unless one of its id is there."""
    text = payload(judgement)
    there = select(ENTRIES.c.seq).where(ENTRIES.c.kind == JUDGEMENT, ENTRIES.c.key == judgement.id).limit(1)
    with store.writing() as connection:
        if connection.execute(there).first() is not None:
            return False
        append(connection, [(JUDGEMENT, judgement.id, text)], now)
    return True


# --- out ------------------------------------------------------------------------------------------------


def reports(store: Store) -> Iterator[Report]:
    """Yield the record that stands of every report, by id."""
    statement = select(REPORTS.c.id, ENTRIES.c.seq, ENTRIES.c.payload).join(ENTRIES, ENTRIES.c.seq == REPORTS.c.entry)
    for row in pages(store.reading, statement, (REPORTS.c.id,)):
        yield unpack(row.payload, Report, f"entry {row.seq} (report)")


def report(store: Store, name: str) -> Report:
    """Return the record that stands of one report."""
    with store.reading() as connection:
        return _report(connection, name)


def _report(connection: Connection, name: str) -> Report:
    row = _report_row(connection, name)
    if row is None:
        raise BadRequest(f"{name}: the ledger has no report of this id")
    return unpack(_payload_at(connection, row.entry), Report, f"entry {row.entry} (report)")


def reading(store: Store, name: str) -> Reading:
    """Return the live reading of a report."""
    with store.snapshot() as connection:
        record = _report(connection, name)
        row = _report_row(connection, name)
        if row is None or row.reading is None:
            return Reading(report=record, reader="", claims=(), refusals=(), repeats=())
        what = f"entry {row.reading} (reading)"
        kept = unpack(_payload_at(connection, row.reading), ReadingKept, what)
    claims = tuple(unpack(bytes(raw).decode(), Claim, what) for raw in kept.claims)
    return Reading(report=record, reader=kept.reader, claims=claims, refusals=kept.refusals, repeats=kept.repeats)


def claims(store: Store, incident: str | None, live: bool) -> Iterator[Claim]:
    """Yield claims by report and place in it."""
    statement = select(CLAIMS.c.report, CLAIMS.c.reading, CLAIMS.c.position, CLAIMS.c.id, CLAIMS.c.payload)
    if incident is not None:
        statement = statement.join(MEMBERS, MEMBERS.c.claim == CLAIMS.c.id).where(MEMBERS.c.incident == incident)
    if live:
        statement = statement.where(CLAIMS.c.retired.is_(None))
    for row in pages(store.reading, statement, (CLAIMS.c.report, CLAIMS.c.reading, CLAIMS.c.position)):
        yield unpack(row.payload, Claim, f"claim {row.id}")


def claim(store: Store, name: str) -> Claim:
    """Return one claim: the live one, else the one that was retired last."""
    statement = (select(CLAIMS.c.payload).where(CLAIMS.c.id == name)
                 .order_by(CLAIMS.c.retired.is_not(None), CLAIMS.c.reading.desc()).limit(1))
    with store.reading() as connection:
        text = connection.execute(statement).scalar_one_or_none()
    if text is None:
        raise BadRequest(f"{name}: the ledger has no claim of this id")
    return unpack(text, Claim, f"claim {name}")


def judgements(store: Store) -> Iterator[Judgement]:
    """Yield every judgement, by time, then id. They are few: people made them."""
    statement = select(ENTRIES.c.seq, ENTRIES.c.payload).where(ENTRIES.c.kind == JUDGEMENT)
    found = [unpack(row.payload, Judgement, f"entry {row.seq} (judgement)")
             for row in pages(store.reading, statement, (ENTRIES.c.seq,))]
    yield from sorted(found, key=lambda judgement: (judgement.when, judgement.id))


def find(store: Store, prefix: str, limit: int) -> tuple[str, ...]:
    """Return ids that start so; without its letter a prefix is tried with each."""
    prefix = prefix.strip().lower()
    if not prefix:
        return ()
    starts = [prefix] if prefix[1:2] == "-" else [letter + prefix for letter in _LETTERS]
    found: set[str] = set()
    with store.reading() as connection:
        for start in starts:
            # "~" sorts after every character of an id, so these two ends hold exactly the ids that start so.
            parts = [select(column.label("id")).where(column >= start, column < f"{start}~")
                     for column in (REPORTS.c.id, CLAIMS.c.id, NAMES.c.name)]
            parts.append(select(ENTRIES.c.key.label("id")).where(
                ENTRIES.c.kind == JUDGEMENT, ENTRIES.c.key >= start, ENTRIES.c.key < f"{start}~"))
            found.update(connection.execute(union(*parts).order_by("id").limit(limit)).scalars())
    return tuple(sorted(found)[:limit])

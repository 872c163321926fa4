"""What one entry of the chain does to the indexes over the chain. Posting, restoring and rebuilding all go this way,
and so the indexes come out the same to the byte.

In: a connection and an entry that was just appended, or is replayed. Out: rows of reports, claims, names, bearers.

Example: a ``retirement`` of reading 12 sets ``claims.retired`` to its own number wherever ``claims.reading`` is 12.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

from according.addresses import page_of
from according.ledger.base import Entry
from according.ledger.payloads import Naming, ReadingKept, Retirement, unpack, unpack_entry
from according.ledger.rows import PAGE, add, lots, upsert
from according.ledger.tables import ACTS, BEARERS, CAPTURED, CAPTURES, CLAIMS, NAMES, REPORTS
from according.records import Act, CaptureNote, Claim, Report

_LARGEST = 2**63 - 1  # what a column takes; a larger count stays in the payload

# Built once: to build a statement takes SQLAlchemy longer than the database takes to run it.
_SET_READING = (update(REPORTS).where(REPORTS.c.id == bindparam("of"))
                .values(reading=bindparam("at"), reader=bindparam("by"), acts=bindparam("told")))
_RETIRE = tuple(update(table).where(table.c.reading == bindparam("of")).values(retired=bindparam("at"))
                for table in (CLAIMS, ACTS))


class Indexer:
    """Brings the indexes up to entry after entry; rows that only add wait until ``flush``, to go in by the hundred."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._reports: dict[str, dict[str, Any]] = {}
        self._claims: list[dict[str, Any]] = []
        self._acts: list[dict[str, Any]] = []
        self._captures: list[dict[str, Any]] = []
        self._captured: list[dict[str, Any]] = []

    def take(self, entry: Entry) -> object:
        """Index an entry, the next one of the chain, and return the record that it says.

        Raises:
            LedgerBroken: its payload cannot be read.
        """
        match record := unpack_entry(entry.kind, entry.payload, entry.seq):
            case Report():
                unread = {"id": record.id, "reading": None, "reader": None, "acts": None}
                row = self._reports.setdefault(record.id, unread)
                row.update(entry=entry.seq, outlet=plain(record.outlet), published=plain(record.published),
                           title=plain(record.title))
            case ReadingKept():
                self._take_reading(entry.seq, record)
            case Retirement():
                self.flush()
                for retire in _RETIRE:
                    self._connection.execute(retire, {"of": record.reading, "at": entry.seq})
                self._connection.execute(_SET_READING, {"of": entry.key, "at": None, "by": None, "told": None})
            case CaptureNote():
                self._captures.append(capture_row(entry.seq, record))
                self._captured += [{"capture": record.id, "report": report} for report in sorted(set(record.reports))]
            case Naming():
                self.flush()
                _put_names(self._connection, entry.seq, record)
            case _:
                pass  # judgements are few: they are read from the chain
        return record

    def _take_reading(self, seq: int, reading: ReadingKept) -> None:
        rows, acts = list(claim_rows(seq, reading)), list(act_rows(seq, reading))  # all, before anything is taken
        cells = {"at": seq, "by": plain(reading.reader), "told": None if reading.acts is None else len(reading.acts)}
        if (row := self._reports.get(reading.report)) is not None:
            row.update(reading=cells["at"], reader=cells["by"], acts=cells["told"])
        else:
            self._connection.execute(_SET_READING, {"of": reading.report, **cells})
        self._claims += rows
        self._acts += acts
        if len(self._claims) >= PAGE:
            self.flush()

    def flush(self) -> None:
        """Write what waits. A report that was there keeps its live reading, unless a new one came with its record."""
        if self._reports:
            self._connection.execute(_putting_reports(self._connection.dialect.name), list(self._reports.values()))
        add(self._connection, CLAIMS, self._claims)
        add(self._connection, ACTS, self._acts)
        add(self._connection, CAPTURES, self._captures)
        add(self._connection, CAPTURED, self._captured)
        self._reports, self._claims, self._acts, self._captures, self._captured = {}, [], [], [], []


@cache
def _putting_reports(dialect: str) -> SqliteInsert:
    insert_rows = upsert(dialect, REPORTS)
    new = insert_rows.excluded
    kept = {"reading": func.coalesce(new.reading, REPORTS.c.reading),
            "reader": func.coalesce(new.reader, REPORTS.c.reader),
            "acts": func.coalesce(new.acts, REPORTS.c.acts)}
    cells = {column: new[column] for column in ("entry", "outlet", "published", "title")}
    return insert_rows.on_conflict_do_update(index_elements=[REPORTS.c.id], set_={**cells, **kept})


def claim_rows(seq: int, reading: ReadingKept) -> Iterator[dict[str, Any]]:
    """Yield the rows that index the claims of a reading."""
    for position, raw in enumerate(reading.claims):
        text = bytes(raw).decode()
        claim = unpack(text, Claim, f"claim {position + 1} of entry {seq}")
        place = claim.place
        yield {
            "reading": seq, "position": position, "id": claim.id, "report": claim.report, "retired": None,
            "harm": str(claim.harm), "low": whole(claim.count.low), "high": whole(claim.count.high),
            "start_day": plain(claim.when.start), "end_day": plain(claim.when.end or claim.when.latest),
            "lat": place.lat if place else None, "lon": place.lon if place else None,
            "country": plain(place.country) if place else None, "adm1": plain(place.adm1) if place else None,
            "source": plain(claim.source.name) if claim.source else None, "payload": text,
        }


def act_rows(seq: int, reading: ReadingKept) -> Iterator[dict[str, Any]]:
    """Yield the rows that index the acts of a reading."""
    for position, raw in enumerate(reading.acts or ()):
        text = bytes(raw).decode()
        act = unpack(text, Act, f"act {position + 1} of entry {seq}")
        yield {"reading": seq, "position": position, "id": act.id, "report": act.report, "retired": None,
               "kind": str(act.kind), "form": str(act.form), "payload": text}


def capture_row(seq: int, note: CaptureNote) -> dict[str, Any]:
    """Return the row that indexes a capture."""
    return {"id": note.id, "entry": seq, "page": plain(page_of(note.landed)), "asked": plain(page_of(note.address)),
            "at": plain(note.at), "status": note.status}


def plain(text: str | None) -> str | None:
    """Return the text as a column takes it: PostgreSQL refuses the character NUL, which JSON spells out."""
    return None if text is None else text.replace("\0", "\ufffd")


def whole(number: int | None) -> int | None:
    """Return the number as a column takes it."""
    return None if number is None or abs(number) > _LARGEST else number


def _put_names(connection: Connection, seq: int, naming: Naming) -> None:
    for lot in lots(sorted(naming.names)):
        known = set(connection.execute(select(NAMES.c.name).where(NAMES.c.name.in_(lot))).scalars())
        connection.execute(update(NAMES).where(NAMES.c.name.in_(lot)).values(leads_to=None))
        add(connection, NAMES, ({"name": name, "born": seq, "leads_to": None} for name in lot if name not in known))
    moved = {claim: name for name, claims in naming.names.items() for claim in claims}
    for lot in lots(sorted(moved)):
        firsts = {row.claim: row.first for row in connection.execute(select(BEARERS).where(BEARERS.c.claim.in_(lot)))}
        connection.execute(delete(BEARERS).where(BEARERS.c.claim.in_(lot)))
        add(connection, BEARERS, ({"claim": claim, "name": moved[claim], "first": firsts.get(claim, moved[claim])}
                                  for claim in lot))
    for old, new in sorted(naming.leads.items()):
        # Whatever led to the old name leads to the new one at once: a link is followed in one step.
        connection.execute(update(NAMES).where((NAMES.c.name == old) | (NAMES.c.leads_to == old)).values(leads_to=new))
        connection.execute(update(BEARERS).where(BEARERS.c.name == old).values(name=new))  # claims in no incident now

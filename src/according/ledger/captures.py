"""Captures: when an address held what. They go in as entries of the chain and come out by page and time.

In: a ``Store`` and notes of captures. Out: notes, in an order that does not depend on how they came.

Example: ``note(store, [capture_note], now) == 1``
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, func, or_, select

from according.errors import BadRequest
from according.ledger.engines import Store
from according.ledger.payloads import CAPTURE, payload, unpack
from according.ledger.posting import Clock, append
from according.ledger.rows import lots, pages
from according.ledger.tables import CAPTURED, CAPTURES, ENTRIES, REPORTS
from according.records import CaptureNote

GONE = (404, 410)  # of HTTP: not found; gone, and meant to be
# ... or led to a front page (one slash, at the end): which of these mean that a report is gone, `versions.py` says
_MAY_BE_GONE = or_(CAPTURES.c.status.in_(GONE),
                   (CAPTURES.c.page != CAPTURES.c.asked) & CAPTURES.c.page.not_like("%/_%"))


_COMMON = 100  # pages: a text that stands at more is a wall of consent or an error page, not a report of each


def note(store: Store, notes: Iterable[CaptureNote], now: Clock) -> int:
    """Append captures that are not there; see ``Ledger.note_captures``."""
    given = {one.id: (one, payload(one)) for one in notes}
    if not given:
        return 0
    with store.writing() as connection:
        for lot in lots(sorted(given)):
            for there in connection.execute(select(CAPTURES.c.id).where(CAPTURES.c.id.in_(lot))).scalars():
                del given[there]
        wanted = {report for one, _ in given.values() for report in one.reports}
        for lot in lots(sorted(wanted)):
            wanted.difference_update(connection.execute(select(REPORTS.c.id).where(REPORTS.c.id.in_(lot))).scalars())
        if wanted:
            raise BadRequest(f"{min(wanted)}: the ledger has no report of this id, so no capture of it can be noted")
        append(connection, [(CAPTURE, name, text) for name, (_, text) in given.items()], now)
    return len(given)


def captures(store: Store, reports: Iterable[str] | None, changed: bool) -> Iterator[CaptureNote]:
    """Yield captures by page, time and id; see ``Ledger.captures``."""
    order = (CAPTURES.c.page, CAPTURES.c.at, CAPTURES.c.id)
    statement = select(*order, ENTRIES.c.seq, ENTRIES.c.payload).join(ENTRIES, ENTRIES.c.seq == CAPTURES.c.entry)
    if reports is None:
        if changed:
            gone = select(CAPTURES.c.asked).where(_MAY_BE_GONE)
            several = (select(CAPTURES.c.page).join(CAPTURED, CAPTURED.c.capture == CAPTURES.c.id)
                       .group_by(CAPTURES.c.page).having(func.count(CAPTURED.c.report.distinct()) > 1))
            found = select(CAPTURES.c.page).where(CAPTURES.c.asked.in_(gone)).union(several)
            statement = statement.where(or_(CAPTURES.c.page.in_(found), _MAY_BE_GONE))
        for row in pages(store.reading, statement, order):
            yield unpack(row.payload, CaptureNote, f"entry {row.seq} (capture)")
        return
    with store.reading() as connection:
        rows = {(row.page, row.at, row.id): row for lot in lots(_pages_of(connection, reports)) for row in
                connection.execute(statement.where(or_(
                    CAPTURES.c.page.in_(lot), CAPTURES.c.asked.in_(lot) & _MAY_BE_GONE)))}
    for _, kept in sorted(rows.items()):
        yield unpack(kept.payload, CaptureNote, f"entry {kept.seq} (capture)")


def _pages_of(connection: Connection, reports: Iterable[str]) -> Sequence[str]:
    """Return the pages at which reports were found, and the addresses under which these pages were asked for."""
    found: dict[str, set[str]] = {}
    for lot in lots(sorted(set(reports))):
        for row in connection.execute(select(CAPTURED.c.report, CAPTURES.c.page).distinct().join(
                CAPTURES, CAPTURED.c.capture == CAPTURES.c.id).where(CAPTURED.c.report.in_(lot))):
            found.setdefault(row.report, set()).add(row.page)
    pages_of = {page for at in found.values() if len(at) <= _COMMON for page in at}
    asked: set[str] = set()
    for lot in lots(sorted(pages_of)):
        asked.update(connection.execute(select(CAPTURES.c.asked).where(CAPTURES.c.page.in_(lot))).scalars())
    return sorted(pages_of | asked)


def changed_pages(connection: Connection, notes: Sequence[str]) -> frozenset[str]:
    """Return the reports of the pages that some captures are of, where a page held more than one report or was gone.

    What was captured again unchanged bears on nothing. Captures may arrive in any order: a page may be known to be gone
    before it is known what it held.
    """
    changed: set[str] = set()
    for lot in lots(notes):
        rows = connection.execute(select(CAPTURES.c.page, CAPTURES.c.asked).where(CAPTURES.c.id.in_(lot))).all()
        near = sorted({text for row in rows for text in (row.page, row.asked)})
        gone = connection.execute(select(CAPTURES.c.page, CAPTURES.c.asked).where(
            _MAY_BE_GONE, or_(CAPTURES.c.page.in_(near), CAPTURES.c.asked.in_(near)))).all()
        several = connection.execute(
            select(CAPTURES.c.page).join(CAPTURED, CAPTURED.c.capture == CAPTURES.c.id)
            .where(CAPTURES.c.page.in_({row.page for row in rows}))
            .group_by(CAPTURES.c.page).having(func.count(CAPTURED.c.report.distinct()) > 1)).scalars()
        for part in lots(sorted({*several, *(text for row in gone for text in (row.page, row.asked))})):
            changed.update(connection.execute(select(CAPTURED.c.report).join(
                CAPTURES, CAPTURES.c.id == CAPTURED.c.capture).where(
                    or_(CAPTURES.c.page.in_(part), CAPTURES.c.asked.in_(part)))).scalars())
    return frozenset(changed)

"""How reports, readings and judgements come out again.

In: a ``Store`` and ids. Out: records, streamed where there may be many, in an order that does not depend on how they
came.

Example: ``tuple(claims(store, incident=None, live=True))`` are the claims of all live readings, by report and place
in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, null, select, union

from according.errors import BadRequest
from according.ledger.base import Shelved
from according.ledger.engines import Store
from according.ledger.payloads import JUDGEMENT, ReadingKept, unpack
from according.ledger.posting import payload_at, report_row
from according.ledger.rows import lots, pages
from according.ledger.tables import ACTS, CLAIMS, ENTRIES, MEMBERS, NAMES, PASSED, REPORTS, RESTATED
from according.records import Act, Claim, Judgement, Reading, Report

_LETTERS = ("r-", "c-", "a-", "i-", "j-")
_PLACE = (CLAIMS.c.report, CLAIMS.c.reading, CLAIMS.c.position)
_CLAIMS: Select[Any] = select(*_PLACE, CLAIMS.c.id, CLAIMS.c.payload)
_LIVE = _CLAIMS.where(CLAIMS.c.retired.is_(None))
_CHANGED = select(PASSED.c.report).where(PASSED.c.kind == "changed")  # reports of which a later version stands


def reports(store: Store, every: bool) -> Iterator[Report]:
    """Yield the record of every report that stands, or of every one, by id."""
    statement = select(REPORTS.c.id, ENTRIES.c.seq, ENTRIES.c.payload).join(ENTRIES, ENTRIES.c.seq == REPORTS.c.entry)
    if not every:
        statement = statement.where(REPORTS.c.id.not_in(_CHANGED))
    for row in pages(store.reading, statement, (REPORTS.c.id,)):
        yield unpack(row.payload, Report, f"entry {row.seq} (report)")


def shelf(store: Store) -> tuple[Shelved, ...]:
    """Return every report that stands, without its text, the latest published first, then by id."""
    statement = (select(REPORTS.c.id, REPORTS.c.outlet, REPORTS.c.published, REPORTS.c.title)
                 .where(REPORTS.c.id.not_in(_CHANGED)))
    with store.reading() as connection:
        rows = [Shelved(id=row.id, outlet=row.outlet, published=row.published, title=row.title)
                for row in connection.execute(statement)]
    rows.sort(key=lambda row: row.id)
    return tuple(sorted(rows, key=lambda row: row.published or "", reverse=True))


def report(store: Store, name: str) -> Report:
    """Return the record that stands of one report."""
    with store.reading() as connection:
        return _report(connection, name)


def _report(connection: Connection, name: str) -> Report:
    row = report_row(connection, name)
    if row is None:
        raise BadRequest(f"{name}: the ledger has no report of this id")
    return unpack(payload_at(connection, row.entry), Report, f"entry {row.entry} (report)")


def reading(store: Store, name: str) -> Reading:
    """Return the live reading of a report."""
    with store.snapshot() as connection:
        record = _report(connection, name)
        row = report_row(connection, name)
        if row is None or row.reading is None:
            return Reading(report=record, reader="", claims=(), refusals=(), repeats=())
        what = f"entry {row.reading} (reading)"
        kept = unpack(payload_at(connection, row.reading), ReadingKept, what)
    claims = tuple(unpack(bytes(raw).decode(), Claim, what) for raw in kept.claims)
    acts = None if kept.acts is None else tuple(unpack(bytes(raw).decode(), Act, what) for raw in kept.acts)
    return Reading(report=record, reader=kept.reader, claims=claims, refusals=kept.refusals, repeats=kept.repeats,
                   acts=acts)


def claims(store: Store, incident: str | None, live: bool) -> Iterator[Claim]:
    """Yield claims by report and place in it."""
    statement = as_they_count(_CLAIMS) if live else _CLAIMS.add_columns(null().label("reason"))
    if incident is not None:
        statement = statement.join(MEMBERS, MEMBERS.c.claim == CLAIMS.c.id).where(MEMBERS.c.incident == incident)
    for row in pages(store.reading, statement, _PLACE):
        yield claim_in(row)


def claims_of(store: Store, names: Iterable[str], raw: bool) -> Iterator[Claim]:
    """Yield the live claims of some reports, by report and place in it."""
    statement = _LIVE.add_columns(null().label("reason")) if raw else as_they_count(_CLAIMS)
    for lot in lots(sorted(set(names))):
        with store.reading() as connection:
            rows = connection.execute(statement.where(CLAIMS.c.report.in_(lot)).order_by(*_PLACE)).all()
        for row in rows:
            yield claim_in(row)


def as_they_count(statement: Select[Any]) -> Select[Any]:
    """Leave out what is retired or said anew by a later version; name the reason why what is left is withdrawn."""
    return (statement.add_columns(PASSED.c.reason).outerjoin(PASSED, PASSED.c.report == CLAIMS.c.report)
            .where(CLAIMS.c.retired.is_(None), CLAIMS.c.id.not_in(select(RESTATED.c.claim))))


def claim_in(row: Row[Any]) -> Claim:
    """Return the claim of a row that ``as_they_count`` chose."""
    found = unpack(row.payload, Claim, f"claim {row.id}")
    return found if row.reason is None else replace(found, withdrawn=row.reason)


def reports_of(store: Store, names: Iterable[str]) -> dict[str, str]:
    """Return the report of each claim that the ledger knows, live or retired."""
    found: dict[str, str] = {}
    for lot in lots(sorted(set(names))):
        with store.reading() as connection:
            found.update((row.id, row.report) for row in connection.execute(
                select(CLAIMS.c.id, CLAIMS.c.report).where(CLAIMS.c.id.in_(lot))))
    return found


def claims_around(store: Store, country: str, since: str, until: str) -> Iterator[Claim]:
    """Yield the live claims of a country whose first day lies within the days given."""
    statement = as_they_count(_CLAIMS).where(
        CLAIMS.c.start_day >= since, CLAIMS.c.start_day <= until, CLAIMS.c.country == country)
    with store.reading() as connection:
        rows = connection.execute(statement).all()  # some days of one country: the order is made here, by no index
    for row in sorted(rows, key=lambda row: (row.report, row.reading, row.position)):
        yield claim_in(row)


def acts(store: Store, of: Iterable[str] | None) -> Iterator[Act]:
    """Yield live acts by report and place in it."""
    statement = (select(ACTS.c.report, ACTS.c.reading, ACTS.c.position, ACTS.c.id, ACTS.c.payload)
                 .where(ACTS.c.retired.is_(None), ACTS.c.report.not_in(_CHANGED)))
    order = (ACTS.c.report, ACTS.c.reading, ACTS.c.position)
    wanted = [statement] if of is None else [statement.where(ACTS.c.report.in_(lot)) for lot in lots(sorted(set(of)))]
    for one in wanted:
        for row in pages(store.reading, one, order):
            yield unpack(row.payload, Act, f"act {row.id}")


def act(store: Store, name: str) -> Act:
    """Return one act: the live one, else the one that was retired last."""
    return unpack(_payload_of(store, ACTS, name, "act"), Act, f"act {name}")


def claim(store: Store, name: str) -> Claim:
    """Return one claim: the live one, else the one that was retired last."""
    return unpack(_payload_of(store, CLAIMS, name, "claim"), Claim, f"claim {name}")


def versions(store: Store, name: str) -> tuple[tuple[str, Claim], ...]:
    """Return every reading of a claim with the time at which it was recorded, oldest first."""
    statement = (select(ENTRIES.c.recorded, CLAIMS.c.payload).join(ENTRIES, ENTRIES.c.seq == CLAIMS.c.reading)
                 .where(CLAIMS.c.id == name).order_by(CLAIMS.c.reading))
    with store.reading() as connection:
        rows = connection.execute(statement).all()
    return tuple((row.recorded, unpack(row.payload, Claim, f"claim {name}")) for row in rows)


def _payload_of(store: Store, table: Table, name: str, what: str) -> str:
    statement = (select(table.c.payload).where(table.c.id == name)
                 .order_by(table.c.retired.is_not(None), table.c.reading.desc()).limit(1))
    with store.reading() as connection:
        text: str | None = connection.execute(statement).scalar_one_or_none()
    if text is None:
        raise BadRequest(f"{name}: the ledger has no {what} of this id")
    return text


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
                     for column in (REPORTS.c.id, CLAIMS.c.id, ACTS.c.id, NAMES.c.name)]
            parts.append(select(ENTRIES.c.key.label("id")).where(
                ENTRIES.c.kind == JUDGEMENT, ENTRIES.c.key >= start, ENTRIES.c.key < f"{start}~"))
            found.update(connection.execute(union(*parts).order_by("id").limit(limit)).scalars())
    return tuple(sorted(found)[:limit])

"""What a ledger holds, in one hash that does not depend on how it came to hold it.

In: a ``Store``. Out: a digest over the live reports with their readings, the judgements, and the incidents with figures
and origins. No time of recording, no moment of capture, no incident name is in it: these depend on when and in which
order.

Example: 30 reports added in one call, in 30 calls, backwards, or after three kills give one and the same digest.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, select

from according.codec import encode
from according.identity import digest, text_hash
from according.ledger.engines import Store
from according.ledger.payloads import JUDGEMENT, unpack, without_capture
from according.ledger.rows import Opening, pages
from according.ledger.tables import ENTRIES, FIGURES, INCIDENTS, MEMBERS, ORIGINS, REPORTS
from according.records import Figure, Incident, Origin, Report

_PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An incident as its tables have it: its row, its members, and the rows of its figures and origins in order."""

    row: Row[Any]
    members: frozenset[str]
    figures: tuple[Row[Any], ...]
    origins: tuple[Row[Any], ...]


def content_digest(store: Store) -> str:
    """Return the digest of all content, as of one moment."""
    with store.snapshot() as connection:
        return _running(_contents(lambda: nullcontext(connection)))


def stored_incidents(opening: Opening) -> Iterator[Stored]:
    """Yield every incident by key, with what hangs on it."""
    page: list[Row[Any]] = []
    for row in pages(opening, select(INCIDENTS.c.key, INCIDENTS), (INCIDENTS.c.key,), size=_PAGE):
        page.append(row)
        if len(page) == _PAGE:
            yield from _with_parts(opening, page)
            page = []
    yield from _with_parts(opening, page)


def _with_parts(opening: Opening, page: list[Row[Any]]) -> Iterator[Stored]:
    names = [row.name for row in page]
    parts: dict[tuple[str, str], list[Row[Any]]] = {}
    with opening() as connection:
        for table, order in ((MEMBERS, MEMBERS.c.claim), (FIGURES, FIGURES.c.position), (ORIGINS, ORIGINS.c.position)):
            statement = select(table).where(table.c.incident.in_(names)).order_by(table.c.incident, order)
            for part in connection.execute(statement):
                parts.setdefault((table.name, part.incident), []).append(part)
    for row in page:
        yield Stored(row=row, members=frozenset(part.claim for part in parts.get((MEMBERS.name, row.name), ())),
                     figures=tuple(parts.get((FIGURES.name, row.name), ())),
                     origins=tuple(parts.get((ORIGINS.name, row.name), ())))


def _contents(opening: Opening) -> Iterator[tuple[str, ...]]:
    record, reading = ENTRIES.alias(), ENTRIES.alias()
    live = (select(REPORTS.c.id, record.c.payload.label("record"), reading.c.payload.label("reading"))
            .join(record, record.c.seq == REPORTS.c.entry).outerjoin(reading, reading.c.seq == REPORTS.c.reading))
    for row in pages(opening, live, (REPORTS.c.id,), size=_PAGE):
        said = encode(without_capture(unpack(row.record, Report, f"report {row.id}"))).decode()
        yield "report", text_hash(said), text_hash(row.reading or "")
    decided = select(ENTRIES.c.key, ENTRIES.c.payload).where(ENTRIES.c.kind == JUDGEMENT)
    for row in pages(opening, decided, (ENTRIES.c.key,), size=_PAGE):
        yield "judgement", text_hash(row.payload)
    for stored in stored_incidents(opening):
        yield "incident", *_incident_hashes(stored)


def _incident_hashes(stored: Stored) -> Iterator[str]:
    """Yield the hashes of an incident and its parts with every name taken out, the parts sorted."""
    incident = unpack(stored.row.payload, Incident, f"incident {stored.row.name}")
    yield text_hash(encode(replace(incident, name="")).decode())
    figures = (unpack(row.payload, Figure, f"a figure of incident {row.incident}") for row in stored.figures)
    yield from sorted(text_hash(encode(replace(figure, incident="")).decode()) for figure in figures)
    origins = (unpack(row.payload, Origin, f"an origin of incident {row.incident}") for row in stored.origins)
    yield from sorted(text_hash(encode(replace(origin, id="")).decode()) for origin in origins)


def _running(parts: Iterator[tuple[str, ...]]) -> str:
    total = digest("according")
    for part in parts:
        total = digest(total, *part)
    return total

"""Incidents by the hundred, each with what stands behind it.

In: a ``Store`` and names of incidents. Out: ``Behind``: their records, figures, origins, live claims and reports. Who
walks over a whole ledger asks for some hundred at a time, so that what is held does not grow with the ledger.

Example: ``behind(store, ["i-7f3a"]).claims`` are the claims of one incident.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, select

from according.ledger.base import Behind
from according.ledger.engines import Store
from according.ledger.facts import as_they_count, claim_in
from according.ledger.payloads import unpack
from according.ledger.rows import lots
from according.ledger.tables import CLAIMS, ENTRIES, FIGURES, INCIDENTS, MEMBERS, ORIGINS, REPORTS
from according.records import Figure, Incident, Origin, Report

Kind = TypeVar("Kind")


def behind(store: Store, names: Sequence[str]) -> Behind:
    """Return incidents with what stands behind them, as one moment had it; a name that is none has nothing."""
    with store.snapshot() as connection:
        texts = dict(_rows(connection, select(INCIDENTS.c.name, INCIDENTS.c.payload), INCIDENTS.c.name, names))
        incidents = tuple(unpack(texts[name], Incident, f"incident {name}") for name in names if name in texts)
        members = select(CLAIMS.c.id, CLAIMS.c.payload).join(MEMBERS, MEMBERS.c.claim == CLAIMS.c.id)
        claims = _rows(connection, as_they_count(members), MEMBERS.c.incident, names)
        told = sorted({report for incident in incidents for report in incident.reports})
        records = select(REPORTS.c.id, ENTRIES.c.payload).join(ENTRIES, ENTRIES.c.seq == REPORTS.c.entry)
        return Behind(
            incidents=incidents,
            figures=by_incident(connection, FIGURES, names, Figure),
            origins=by_incident(connection, ORIGINS, names, Origin),
            claims=tuple(map(claim_in, claims)),
            reports=tuple(unpack(text, Report, f"report {name}") for name, text in
                          _rows(connection, records, REPORTS.c.id, told)))


def _rows(connection: Connection, statement: Select[Any], column: Any, values: Sequence[str]) -> Iterator[Any]:
    for lot in lots(values):
        yield from connection.execute(statement.where(column.in_(lot))).all()


def by_incident(connection: Connection, table: Table, names: Sequence[str],
                kind: type[Kind]) -> dict[str, tuple[Kind, ...]]:
    """Return the records of a table by incident, each incident's in the order in which they were given."""
    statement = select(table.c.incident, table.c.position, table.c.payload)
    found: dict[str, list[Kind]] = {}
    for row in sorted(_rows(connection, statement, table.c.incident, names), key=lambda row: row.position):
        found.setdefault(row.incident, []).append(unpack(row.payload, kind, f"what is behind {row.incident}"))
    return {name: tuple(records) for name, records in found.items()}

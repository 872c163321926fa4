"""What others did to the things that a judgement is about, since its maker looked at them.

In: the writer's connection, a judgement, the number of entries that there were then. Out: lines; none where nothing
bears on it. Asked in the transaction that appends the judgement, so of two who decide at once one comes first and the
other is told.

Example: ``news(connection, judgement, 412) == ("reject of c-1f3c by ana on 2025-03-07 10:15: no claim of this",)``
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, select

from according.ledger.captures import changed_pages
from according.ledger.payloads import JUDGEMENT, NAMING, READING, Naming, unpack
from according.ledger.tables import CAPTURES, CLAIMS, ENTRIES
from according.records import Judgement
from according.words import JudgementKind

_SHOWN = 20  # lines


def news(connection: Connection, judgement: Judgement, seen: int) -> tuple[str, ...]:
    """Return what happened since entry ``seen`` that bears on a judgement; its maker's own decisions are no news."""
    claims, incident = _about(judgement)
    lines = [*_decided(connection, judgement, claims, seen), *_reread(connection, claims, seen)]
    if incident is not None:
        lines += _renamed(connection, incident, seen)
    return tuple(lines[:_SHOWN])


def _about(judgement: Judgement) -> tuple[frozenset[str], str | None]:
    """Return the claims that a judgement speaks of, and the incident that it pins a figure of."""
    named = frozenset(name for name in (judgement.subject, judgement.other) if name and name.startswith("c-"))
    if not judgement.subject.startswith("i-"):
        return named, None
    try:
        behind = json.loads(judgement.value or "{}").get("claims", ())
    except (ValueError, AttributeError):
        behind = ()
    return frozenset(behind), judgement.subject


def _decided(connection: Connection, judgement: Judgement, claims: Iterable[str], seen: int) -> Iterator[str]:
    told = {row.key: (row.seq, unpack(row.payload, Judgement, f"entry {row.seq} (judgement)"))
            for row in connection.execute(select(ENTRIES.c.seq, ENTRIES.c.key, ENTRIES.c.payload)
                                          .where(ENTRIES.c.kind == JUDGEMENT).order_by(ENTRIES.c.seq))}
    known = {name: one for name, (_, one) in told.items()}
    mine = {*claims, judgement.subject}
    if judgement.kind is JudgementKind.UNDO:
        mine |= _subjects(judgement, known)
    for seq, one in told.values():
        if seq > seen and one.who != judgement.who and not mine.isdisjoint(_subjects(one, known)):
            what = f" and {one.other}" if one.other else f" {one.field} to {one.value}" if one.field else ""
            when = one.when[:16].replace("T", " ")
            yield f"{one.kind.value} of {one.subject}{what} by {one.who} on {when}: {one.why}"


def _subjects(judgement: Judgement, known: Mapping[str, Judgement]) -> set[str]:
    """Return what a judgement is about; an undoing is about what it takes back, too."""
    found = {judgement.subject, *([judgement.other] if judgement.other else [])}
    passed = {judgement.id}
    while judgement.kind is JudgementKind.UNDO and judgement.subject in known and judgement.subject not in passed:
        judgement = known[judgement.subject]
        passed.add(judgement.id)
        found |= {judgement.subject, *([judgement.other] if judgement.other else [])}
    return found


def _reread(connection: Connection, claims: Iterable[str], seen: int) -> Iterator[str]:
    reports = sorted(set(connection.execute(
        select(CLAIMS.c.report).where(CLAIMS.c.id.in_(sorted(claims))).distinct()).scalars()))
    again = connection.execute(select(ENTRIES.c.key).where(
        ENTRIES.c.seq > seen, ENTRIES.c.kind == READING, ENTRIES.c.key.in_(reports)).distinct()).scalars()
    yield from (f"report {name} was read again" for name in sorted(again))
    notes = list(connection.execute(select(CAPTURES.c.id).where(CAPTURES.c.entry > seen)).scalars())
    yield from (f"report {name} was changed by its outlet, or its page is gone"
                for name in sorted(changed_pages(connection, notes) & set(reports)))


def _renamed(connection: Connection, incident: str, seen: int) -> Iterator[str]:
    for row in connection.execute(select(ENTRIES.c.seq, ENTRIES.c.payload).where(
            ENTRIES.c.seq > seen, ENTRIES.c.kind == NAMING).order_by(ENTRIES.c.seq)):
        moved = unpack(row.payload, Naming, f"entry {row.seq} (naming)")
        if incident in moved.names:
            yield f"incident {incident} gained {', '.join(moved.names[incident])}"
        if incident in moved.leads:
            yield f"incident {incident} leads to {moved.leads[incident]} now"

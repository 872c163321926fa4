"""Whether a ledger is whole.

In: a ``Store``, and a head kept elsewhere if there is one. Out: what is wrong, one line each; nothing where it is
whole. The chain is replayed into a scratch database, and its indexes must be to the byte those of the ledger;
incidents, figures, origins and summaries must agree with their claims and with their seals. One moment is looked at,
whatever is written meanwhile.

Example: ``tuple(problems(store, None)) == ()``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, Table, or_, select

from according.errors import BadRequest, LedgerBroken
from according.identity import incident_key, text_hash
from according.ledger import migrations
from according.ledger.accounts import JOINED
from according.ledger.base import Entry, Head
from according.ledger.chain import faults
from according.ledger.content import Stored, stored_incidents
from according.ledger.derived import figure_row, incident_row, origin_row, seal
from according.ledger.dump import entries
from according.ledger.engines import Store, file_problems, scratch
from according.ledger.index import Indexer
from according.ledger.marks import marks
from according.ledger.names import last_naming
from according.ledger.payloads import unpack
from according.ledger.posting import chain_head
from according.ledger.rows import Opening, lots, pages
from according.ledger.summary_rows import summary_problems
from according.ledger.sums import JOINING, SEAL, TELLING, VERSIONS, marks_seal, tables_sum
from according.ledger.superseding import SUPERSEDED
from according.ledger.tables import CLAIMS, FIGURES, INCIDENTS, INDEXES, MEMBERS, NAMES, ORIGINS
from according.ledger.tables import MIGRATIONS as RECORD
from according.records import Figure, Incident, Origin

_ANEW = "`according settle --rebuild` makes all that is derived anew"
_LEFT = ("incidents", "summaries", JOINING, VERSIONS, TELLING)  # marks that a settle never leaves out
_SHOWN = 20  # lines of one kind; a ledger that was overwritten has no use for a million of them


def problems(store: Store, against: Head | None) -> Iterator[str]:
    """Yield what is wrong, one line each."""
    with store.snapshot() as connection, scratch(INDEXES) as replayed:
        def moment() -> nullcontext[Connection]:
            return nullcontext(connection)

        yield from file_problems(store, connection)
        unread: list[str] = []
        yield from _some(faults(_replay(entries(moment), replayed, unread), against))
        yield from _some(iter(unread))
        for table in INDEXES:
            yield from _some(_differences(table, moment, lambda: nullcontext(replayed)))
        yield from _some(_incident_problems(connection, moment))
        yield from _record_problems(connection)


def _some(lines: Iterator[str]) -> Iterator[str]:
    yield from islice(lines, _SHOWN)
    if more := sum(1 for _ in lines):
        yield f"and {more} more of this kind"


# --- the chain and its indexes -----------------------------------------------------------------------------


def _replay(chain: Iterable[Entry], replayed: Connection, wrong: list[str]) -> Iterator[Entry]:
    """Hand the entries on, indexing them in the scratch database, and note what is wrong with their payloads."""
    indexer = Indexer(replayed)
    for entry in chain:
        try:
            wrong.extend(_contradictions(entry, indexer.take(entry)))
        except LedgerBroken as error:
            wrong.append(str(error))
        yield entry
    indexer.flush()


def _contradictions(entry: Entry, record: object) -> Iterator[str]:
    about = getattr(record, "report", getattr(record, "id", entry.key))
    if about != entry.key:
        yield f"entry {entry.seq} ({entry.kind}) is filed under {entry.key} but speaks of {about}"
    text = getattr(record, "text", None)
    if text is not None and text_hash(text) != getattr(record, "sha256", None):
        yield f"entry {entry.seq} ({entry.kind} {entry.key}): its text is not the one whose hash it states"


def _differences(table: Table, there: Opening, replayed: Opening) -> Iterator[str]:
    """Yield where a table is not what the chain makes of it, going through both side by side."""
    order = list(table.primary_key)
    statement = select(*order, *(column for column in table.columns if column not in set(order)))
    have, want = pages(there, statement, order), pages(replayed, statement, order)
    one, other = next(have, None), next(want, None)
    width = len(order)
    while one is not None or other is not None:
        if other is None or (one is not None and tuple(one[:width]) < tuple(other[:width])):
            yield f"table {table.name}: row {_shown(one, width)} does not come from the chain"
            one = next(have, None)
        elif one is None or tuple(other[:width]) < tuple(one[:width]):
            yield f"table {table.name}: row {_shown(other, width)} is missing"
            other = next(want, None)
        else:
            if tuple(one) != tuple(other):
                yield f"table {table.name}: row {_shown(one, width)} is not what the chain says"
            one, other = next(have, None), next(want, None)


def _shown(row: Row[Any] | None, width: int) -> str:
    return "" if row is None else "/".join(str(value) for value in row[:width])


def _record_problems(connection: Connection) -> Iterator[str]:
    made = [tuple(row) for row in connection.execute(select(RECORD.c.number, RECORD.c.name).order_by(RECORD.c.number))]
    if made != list(enumerate((migration.__name__ for migration in migrations.MIGRATIONS), start=1)):
        yield "the record of how its tables were made is damaged"


# --- what a settle made ---------------------------------------------------------------------------------


def _incident_problems(connection: Connection, moment: Opening) -> Iterator[str]:
    seen = marks(connection)
    last = {"settled": chain_head(connection).count, "named": last_naming(connection)}
    if seen and (not {*last, *_LEFT} <= set(seen) or seen.get(SEAL) != marks_seal(seen)
                 or any(seen[name] > last[name] for name in last)):
        yield f"the marks of the last settle are damaged; {_ANEW}"
    if tables_sum(connection, JOINED) != seen.get(JOINING, 0):
        yield f"what joining keeps of the reports was changed since it was settled; {_ANEW}"
    if tables_sum(connection, SUPERSEDED) != seen.get(VERSIONS, 0):
        yield f"what later captures set aside was changed since it was settled; {_ANEW}"
    yield from _some(summary_problems(connection, seen, anew=_ANEW))
    number = 0
    for stored in stored_incidents(moment):
        number += 1
        try:
            yield from _stored_problems(stored)
        except (LedgerBroken, BadRequest) as error:
            yield str(error)
        yield from _missing_behind(connection, stored, seen.get("settled", 0))
    for table in (FIGURES, ORIGINS, MEMBERS):
        strays = select(table.c.incident).where(table.c.incident.not_in(select(INCIDENTS.c.name))).distinct()
        yield from (f"table {table.name}: a row is of incident {name}, which there is not"
                    for name in sorted(connection.execute(strays).scalars()))
    if number != seen.get("incidents", 0):
        yield f"there are {number} incidents where the last settle left {seen.get('incidents', 0)}"


def _stored_problems(stored: Stored) -> Iterator[str]:
    name = stored.row.name
    incident = unpack(stored.row.payload, Incident, f"incident {name}")
    if incident_key(incident.claims) != incident.key:
        yield f"incident {name}: its key is not that of its claims"
    if frozenset(incident.claims) != stored.members:
        yield f"incident {name}: its members are not the claims that it names"
    for rows in (stored.figures, stored.origins):
        if [row.position for row in rows] != list(range(len(rows))):
            yield f"incident {name}: its figures or origins are not numbered from 0 on"
    behind = [row.payload for row in (*stored.figures, *stored.origins)]
    if stored.row.seal != seal(stored.row.payload, behind):
        yield f"incident {name}: it, a figure or an origin of it was changed since it was settled"
    home = dict.fromkeys(incident.claims, name)
    wanted = [(stored.row, incident_row(incident, behind), "incident")]
    for row in stored.figures:
        figure = unpack(row.payload, Figure, f"a figure of incident {name}")
        wanted.append((row, figure_row(figure, {name}), "figure"))
        if not {claim for bound in (figure.low, figure.best, figure.high) for claim in bound.claims} <= stored.members:
            yield f"incident {name}: its figure of {figure.klass} {figure.harm} rests on a claim that is not its own"
    wanted += [(row, origin_row(unpack(row.payload, Origin, f"an origin of incident {name}"), home), "origin")
               for row in stored.origins]
    for row, cells, what in wanted:
        have = row._mapping
        # The payload itself stands under the seal; records may have gained fields since it was written.
        if any(have[column] != value for column, value in cells.items() if column not in ("payload", "seal")):
            yield f"incident {name}: the columns of its {what} are not what its record says"


def _missing_behind(connection: Connection, stored: Stored, settled: int) -> Iterator[str]:
    """Yield the claims and the name of an incident that the chain does not know; a settle not yet run is no fault."""
    for lot in lots(sorted(stored.members)):
        standing = select(CLAIMS.c.id).where(
            CLAIMS.c.id.in_(lot), or_(CLAIMS.c.retired.is_(None), CLAIMS.c.retired > settled))
        for claim in sorted(set(lot) - set(connection.execute(standing).scalars())):
            yield f"incident {stored.row.name}: its claim {claim} is in no live reading"
    if connection.execute(select(NAMES.c.name).where(NAMES.c.name == stored.row.name)).first() is None:
        yield f"incident {stored.row.name}: the chain never gave this name"

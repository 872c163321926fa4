"""The names of incidents in the ledger: what the chain says of them, and how a naming is appended to it.

In: a ``Store`` and incidents as they join now. Out: the incidents with the names that they keep. Who gets which name is
decided in ``naming``; here is fetched what it must know, and kept what it says.

Example: ``name(store, incidents, now)`` twice with the same incidents appends one entry, not two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from according.errors import BadRequest
from according.identity import incident_name
from according.ledger.base import Head
from according.ledger.engines import Store
from according.ledger.naming import Named, Past, assign
from according.ledger.payloads import NAMING, Naming, payload
from according.ledger.posting import Clock, append, chain_head
from according.ledger.rows import lots, pages
from according.ledger.tables import BEARERS, CLAIMS, ENTRIES, NAMES
from according.records import Incident

_NAMED_AT_ONCE = 10_000  # claims in one naming entry: about 220 kB


def name(store: Store, incidents: Iterable[Incident], now: Clock,
         heirs: Iterable[tuple[str, str, str]] = ()) -> tuple[Incident, ...]:
    """Give incidents their lasting names; see ``Ledger.name_incidents``."""
    given = tuple(incidents)
    home = members_of(given)
    with store.writing() as connection:
        head = chain_head(connection)
        named = assign([incident.claims for incident in given], _past(connection, home, head, _kin(heirs, home)))
        append(connection, [(NAMING, "", text) for text in _naming_payloads(named)], now)
    return tuple(replace(incident, name=name) for incident, name in zip(given, named.names, strict=True))


def _naming_payloads(named: Named) -> Iterator[str]:
    """Yield what moved, in entries of a size that reads well; the leads go last, when all names are there."""
    part: dict[str, tuple[str, ...]] = {}
    claims = 0
    for name in sorted(named.moved):
        part[name] = named.moved[name]
        claims += len(part[name])
        if claims >= _NAMED_AT_ONCE:
            yield payload(Naming(names=part, leads={}))
            part, claims = {}, 0
    if part or named.leads:
        yield payload(Naming(names=part, leads=named.leads))


def _kin(heirs: Iterable[tuple[str, str, str]], home: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the earlier claims that claims of incidents say anew, those in an incident of their own left out."""
    found: dict[str, list[str]] = {}
    for old, _, heir in heirs:
        if heir in home and old not in home:
            found.setdefault(heir, []).append(old)
    return found


def _past(connection: Connection, home: dict[str, str], head: Head, kin: Mapping[str, Sequence[str]]) -> Past:
    bearers, firsts = {}, {}
    for lot in lots(sorted(home)):
        for row in connection.execute(select(BEARERS).where(BEARERS.c.claim.in_(lot))):
            bearers[row.claim], firsts[row.claim] = row.name, row.first
    reports: dict[str, str] = {}
    for lot in lots(claim for claim in sorted(home) if claim not in bearers):
        found = connection.execute(select(CLAIMS.c.id, CLAIMS.c.report).where(CLAIMS.c.id.in_(lot)))
        reports.update((row.id, row.report) for row in found)
    orphans = _orphans(connection, set(reports.values()), home)
    older: dict[str, str] = {}
    for lot in lots(sorted({old for olds in kin.values() for old in olds})):
        older.update((row.claim, row.name) for row in connection.execute(
            select(BEARERS).where(BEARERS.c.claim.in_(lot))))
    spoken = {claim: tuple(older[old] for old in olds if old in older) for claim, olds in kin.items()
              if claim not in bearers}
    wanted = {*bearers.values(), *older.values(), *firsts.values(), *orphans, *map(incident_name, set(home.values()))}
    born, leads = {}, {}
    for lot in lots(sorted(wanted)):
        for row in connection.execute(select(NAMES).where(NAMES.c.name.in_(lot))):
            born[row.name] = row.born
            if row.leads_to is not None:
                leads[row.name] = row.leads_to
    return Past(bearers=bearers, firsts=firsts, born=born, leads=leads, orphans=orphans, reports=reports,
                entry=head.count + 1, kin=spoken)


def _orphans(connection: Connection, reports: set[str], home: dict[str, str]) -> dict[str, dict[str, int]]:
    """Return the names that lost all their claims when these reports were read anew, with their claims by report."""
    lost: dict[str, dict[str, set[str]]] = {}
    for lot in lots(sorted(reports)):
        retired = (select(BEARERS.c.name, CLAIMS.c.report, CLAIMS.c.id).join(BEARERS, BEARERS.c.claim == CLAIMS.c.id)
                   .where(CLAIMS.c.report.in_(lot), CLAIMS.c.retired.is_not(None)).distinct())
        for row in connection.execute(retired):
            if row.id not in home:
                lost.setdefault(row.name, {}).setdefault(row.report, set()).add(row.id)
    living: set[str] = set()
    for lot in lots(sorted(lost)):
        alive = (select(BEARERS.c.name).join(CLAIMS, CLAIMS.c.id == BEARERS.c.claim)
                 .where(BEARERS.c.name.in_(lot), CLAIMS.c.retired.is_(None)).distinct())
        living.update(connection.execute(alive).scalars())
    return {name: {report: len(claims) for report, claims in lost[name].items()} for name in lost if name not in living}


def members_of(incidents: Sequence[Incident]) -> dict[str, str]:
    """Return each claim with the first claim of its incident.

    Raises:
        BadRequest: a claim is in two incidents, or an incident has none.
    """
    home: dict[str, str] = {}
    for incident in incidents:
        if not incident.claims:
            raise BadRequest(f"incident {incident.name or incident.key}: an incident without claims cannot be kept")
        first = min(incident.claims)
        for claim in incident.claims:
            if claim in home:
                raise BadRequest(f"claim {claim}: it stands in two incidents, and a claim may be in one only")
            home[claim] = first
    return home


def borne(connection: Connection, names: set[str]) -> set[str]:
    """Return those of some names that are given and lead nowhere else."""
    found: set[str] = set()
    for lot in lots(sorted(names)):
        statement = select(NAMES.c.name).where(NAMES.c.name.in_(lot), NAMES.c.leads_to.is_(None))
        found.update(connection.execute(statement).scalars())
    return found


def last_naming(connection: Connection) -> int:
    """Return the last naming entry; 0 where there is none."""
    statement = (select(ENTRIES.c.seq).where(ENTRIES.c.kind == NAMING, ENTRIES.c.key == "")
                 .order_by(ENTRIES.c.seq.desc()).limit(1))
    return connection.execute(statement).scalar_one_or_none() or 0


def redirects(store: Store) -> dict[str, str]:
    """Return the names that lead to another."""
    statement = select(NAMES.c.name, NAMES.c.leads_to).where(NAMES.c.leads_to.is_not(None))
    return {row.name: row.leads_to for row in pages(store.reading, statement, (NAMES.c.name,))}

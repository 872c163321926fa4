"""Incidents, figures and origins: how a settle puts them in, and how they come out.

In: a ``Store`` and derived records. Out: derived records. Nothing here is history: all of it is put in the place of
what was there. Each incident is stored under a seal over itself, its figures and its origins, so that ``verify`` sees
a change.

Example: ``replace(store, incidents, figures, origins, upto=412, scope=None)`` and then ``tuple(incidents(store, None,
None))``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, or_, select

from according.codec import encode
from according.errors import BadRequest
from according.identity import digest, text_hash
from according.ledger.accounts import put_accounts
from according.ledger.captures import changed_pages
from according.ledger.engines import Store
from according.ledger.index import plain, whole
from according.ledger.marks import marks, put_marks
from according.ledger.names import borne, last_naming, members_of
from according.ledger.payloads import CAPTURE, JUDGEMENT, NAMING, unpack
from according.ledger.rows import add, lots, pages
from according.ledger.summary_rows import drop_summaries
from according.ledger.sums import JOINING, MODULUS, TELLING, VERSIONS, tables_sum
from according.ledger.superseding import SUPERSEDED, put_superseded
from according.ledger.tables import ENTRIES, FIGURES, INCIDENTS, MEMBERS, NAMES, ORIGINS
from according.records import Changes, Figure, Incident, Joining, Origin, Supersession

_NO_DAY = "9999-99-99"  # sorts after every day


# --- in -------------------------------------------------------------------------------------------------


def replace(
    store: Store, incidents: Iterable[Incident], figures: Iterable[Figure], origins: Iterable[Origin], *,
    upto: int, scope: Iterable[str] | None, joining: Joining | None, superseded: Supersession | None = None,
) -> None:
    """Put derived records in the place of the old ones; see ``Ledger.replace_derived``."""
    given = tuple(incidents)
    home = {claim: incident.name for incident in given for claim in incident.claims}
    members_of(given)
    names = {incident.name for incident in given}
    # All rows are made before the lock is taken: figures may be computed as they are drawn.
    figure_rows = list(_placed(figure_row(figure, names) for figure in figures))
    origin_rows = list(_placed(origin_row(origin, home) for origin in origins))
    behind: dict[str, list[str]] = {}
    for row in (*figure_rows, *origin_rows):
        behind.setdefault(row["incident"], []).append(row["payload"])
    incident_rows = [incident_row(incident, behind.get(incident.name, ())) for incident in given]
    with store.writing() as connection:
        if strangers := names - borne(connection, names):
            raise BadRequest(f"incident {min(strangers)}: the ledger never gave this name; name_incidents comes first")
        before = {} if scope is None else marks(connection)
        gone = _clear(connection, None if scope is None else set(scope), home)
        told, change = put_accounts(connection, joining, whole=scope is None)
        put_superseded(connection, superseded, whole=scope is None)
        add(connection, INCIDENTS, incident_rows)
        add(connection, MEMBERS, ({"claim": claim, "incident": home[claim]} for claim in sorted(home)))
        add(connection, FIGURES, figure_rows)
        add(connection, ORIGINS, origin_rows)
        recipe = 0 if joining is None else joining.recipe
        if scope is not None and before.get("recipe") != recipe:
            recipe = 0  # what one recipe joined and what another joined cannot be built upon together
        put_marks(connection, {
            JOINING: (before.get(JOINING, 0) + change) % MODULUS, VERSIONS: tables_sum(connection, SUPERSEDED),
            TELLING: (before.get(TELLING, 0) - gone[3]) % MODULUS, "told": before.get("told", 0),
            "summaries": before.get("summaries", 0) - gone[2],
            "settled": upto, "named": last_naming(connection), "recipe": recipe,
            "incidents": before.get("incidents", 0) - gone[0] + len(incident_rows),
            "figures": before.get("figures", 0) - gone[1] + len(figure_rows), "claims": before.get("claims", 0) + told})


def _clear(connection: Connection, scope: set[str] | None, home: dict[str, str]) -> tuple[int, int, int, int]:
    """Put incidents aside with all that hangs on them; return how many, how many figures and summaries, their sum."""
    if scope is None:
        drop_summaries(connection, None)
        for table in (FIGURES, ORIGINS, MEMBERS, INCIDENTS):
            connection.execute(delete(table))
        return 0, 0, 0, 0
    incidents = figures = 0
    aside = scope | set(home.values())
    for lot in lots(sorted(home)):
        aside.update(connection.execute(select(MEMBERS.c.incident).where(MEMBERS.c.claim.in_(lot)).distinct()).scalars())
    told = drop_summaries(connection, aside)
    for lot in lots(sorted(aside)):
        figures += connection.execute(delete(FIGURES).where(FIGURES.c.incident.in_(lot))).rowcount
        for table in (ORIGINS, MEMBERS):
            connection.execute(delete(table).where(table.c.incident.in_(lot)))
        incidents += connection.execute(delete(INCIDENTS).where(INCIDENTS.c.name.in_(lot))).rowcount
    return incidents, figures, *told


def incident_row(incident: Incident, behind: Sequence[str]) -> dict[str, Any]:
    """Return the row of an incident; ``behind`` are the payloads of its figures, then of its origins."""
    place, when, text = incident.place, incident.when, encode(incident).decode()
    return {"name": incident.name, "key": incident.key, "day": plain(when.start) or _NO_DAY,
            "end_day": plain(when.end or when.latest), "lat": place.lat if place else None,
            "lon": place.lon if place else None, "country": plain(place.country) if place else None,
            "means": None if incident.means is None else str(incident.means), "payload": text,
            "seal": seal(text, behind)}


def seal(incident: str, behind: Sequence[str]) -> str:
    """Return the hash over the payloads of an incident, its figures and its origins."""
    return digest(text_hash(incident), *map(text_hash, behind))


def figure_row(figure: Figure, names: Collection[str]) -> dict[str, Any]:
    """Return the row of a figure, but for its position. Raises BadRequest where its incident is not among the names."""
    if figure.incident not in names:
        raise BadRequest(f"a figure of {figure.incident}: this incident is not among those given")
    return {"incident": figure.incident, "profile": plain(figure.profile), "harm": str(figure.harm),
            "klass": str(figure.klass), "side": plain(figure.side), "low": whole(figure.low.value),
            "best": whole(figure.best.value), "high": whole(figure.high.value), "payload": encode(figure).decode()}


def origin_row(origin: Origin, home: Mapping[str, str]) -> dict[str, Any]:
    """Return the row of an origin, but for its position. Raises BadRequest where its first claim has no incident."""
    incident = home.get(origin.claims[0]) if origin.claims else None
    if incident is None:
        raise BadRequest(f"origin {origin.id} ({origin.name}): its first claim is in none of the incidents given")
    return {"incident": incident, "id": origin.id, "payload": encode(origin).decode()}


def _placed(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Number the rows of each incident in the order in which they come."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["incident"]] = counts.get(row["incident"], -1) + 1
        yield {**row, "position": counts[row["incident"]]}


# --- out ------------------------------------------------------------------------------------------------


def settled(store: Store) -> bool:
    """Say whether the last settle saw the last fact, and was not cut off after naming its incidents."""
    last_fact = select(ENTRIES.c.seq).where(ENTRIES.c.kind != NAMING).order_by(ENTRIES.c.seq.desc()).limit(1)
    with store.snapshot() as connection:
        seen = marks(connection)
        fact = connection.execute(last_fact).scalar_one_or_none() or 0
        return fact <= seen.get("settled", 0) and last_naming(connection) <= seen.get("named", 0)


def changes(store: Store) -> Changes | None:
    """Return what came since the last settle; None where there is none that another could build upon."""
    with store.snapshot() as connection:
        seen = marks(connection)
        if not seen.get("recipe") or last_naming(connection) > seen["named"]:
            return None  # cut off after naming: names and incidents do not agree until all is settled anew
        since = select(ENTRIES.c.kind, ENTRIES.c.key).where(ENTRIES.c.seq > seen["settled"], ENTRIES.c.kind != NAMING)
        rows = {(row.kind, row.key) for row in connection.execute(since)}
        reports = {key for kind, key in rows if kind not in (JUDGEMENT, CAPTURE)}
        reports |= changed_pages(connection, sorted(key for kind, key in rows if kind == CAPTURE))
    return Changes(recipe=seen["recipe"], reports=tuple(sorted(reports)),
                   judgements=tuple(sorted(key for kind, key in rows if kind == JUDGEMENT)))


def counts(store: Store) -> tuple[int, int, int]:
    """Return how many claims, incidents and figures the last settle left."""
    with store.reading() as connection:
        seen = marks(connection)
    return seen.get("claims", 0), seen.get("incidents", 0), seen.get("figures", 0)


def incidents(store: Store, since: str | None, until: str | None) -> Iterator[Incident]:
    """Yield incidents by day, then key. An end of its days that is not known rules nothing out."""
    statement = select(INCIDENTS.c.day, INCIDENTS.c.key, INCIDENTS.c.name, INCIDENTS.c.payload)
    if since is not None:
        statement = statement.where(or_(INCIDENTS.c.end_day.is_(None), INCIDENTS.c.end_day >= since))
    if until is not None:
        statement = statement.where(or_(INCIDENTS.c.day == _NO_DAY, INCIDENTS.c.day <= until))
    for row in pages(store.reading, statement, (INCIDENTS.c.day, INCIDENTS.c.key)):
        yield unpack(row.payload, Incident, f"incident {row.name}")


def incident(store: Store, name: str) -> Incident:
    """Return one incident, redirects followed."""
    with store.snapshot() as connection:
        known = connection.execute(select(NAMES.c.name, NAMES.c.leads_to).where(NAMES.c.name == name)).first()
        if known is None:
            raise BadRequest(f"{name}: the ledger has no incident of this name")
        lasting = known.leads_to or name
        text = connection.execute(select(INCIDENTS.c.payload).where(INCIDENTS.c.name == lasting)).scalar_one_or_none()
    if text is None:
        raise BadRequest(f"{name}: no claim of this incident stands any more, or the ledger is to be settled first "
                         "(`according settle`)")
    return unpack(text, Incident, f"incident {lasting}")


def homes(store: Store, claims: Iterable[str]) -> dict[str, str]:
    """Return the incident of each claim that is in one."""
    with store.reading() as connection:
        return homes_of(connection, claims)


def homes_of(connection: Connection, claims: Iterable[str]) -> dict[str, str]:
    """Return the incident of each claim that is in one, on a connection that is open already."""
    found: dict[str, str] = {}
    for lot in lots(sorted(set(claims))):
        found.update((row.claim, row.incident)
                     for row in connection.execute(select(MEMBERS).where(MEMBERS.c.claim.in_(lot))))
    return found


def figures(store: Store, name: str | None) -> Iterator[Figure]:
    """Yield the figures of one incident, or of all by name."""
    statement = select(FIGURES.c.incident, FIGURES.c.position, FIGURES.c.payload)
    if name is not None:
        statement = statement.where(FIGURES.c.incident == incident(store, name).name)
    for row in pages(store.reading, statement, (FIGURES.c.incident, FIGURES.c.position)):
        yield unpack(row.payload, Figure, f"a figure of incident {row.incident}")


def origins(store: Store, name: str) -> tuple[Origin, ...]:
    """Return the origins of one incident."""
    lasting = incident(store, name).name
    statement = (select(ORIGINS.c.payload).where(ORIGINS.c.incident == lasting).order_by(ORIGINS.c.position))
    with store.reading() as connection:
        texts: Sequence[str] = connection.execute(statement).scalars().all()
    return tuple(unpack(text, Origin, f"an origin of incident {lasting}") for text in texts)


def seals(store: Store) -> dict[str, str]:
    """Return the seal of every incident, by day, then key."""
    statement = select(INCIDENTS.c.name, INCIDENTS.c.seal).order_by(INCIDENTS.c.day, INCIDENTS.c.key)
    with store.reading() as connection:
        return {row.name: row.seal for row in connection.execute(statement)}

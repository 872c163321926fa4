"""Which sides were silent: of whom the ledger holds no word on an incident, although one could be expected.

In: an incident, its origins and claims, and the claims told of its country in the days around it. Out: ``Silence``
records.

Silent is (docs/decisions/0014):

victim     a side whose people are said to have been harmed, where no claim of the incident goes back to it;
accused    a side that is said to have done it, where no claim of the incident goes back to it;
neighbour  a party, monitor or named official that vouches for claims of at least two other incidents of the country
           within seven days, and for none of this one.

It says what the ledger holds, not what was never said: a side may have spoken in reports that nobody added.

Example: both sides of a fight are named by a monitor alone: victim and accused are silent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from according.records import Claim, Incident, Origin, Silence, Source
from according.words import Scope, SourceKind

NEIGHBOUR_DAYS = 7  # on either side of the incident's days
_LEAST = 2  # incidents of which a neighbour speaks: one may be chance
_SPEAKERS = (SourceKind.PARTY, SourceKind.MONITOR, SourceKind.OFFICIAL)

Sides = Callable[[str], str | None]


def silent(incident: Incident, origins: Iterable[Origin], *, claims: Mapping[str, Claim], around: Iterable[Claim] = (),
           homes: Mapping[str, str] | None = None, sides: Sides = str.casefold,
           names: Callable[[str], str | None] = lambda actor: None) -> tuple[Silence, ...]:
    """Return who was silent: victims' sides, then accused, then neighbours, each by name.

    Args:
        incident: of which they say nothing.
        origins: its origins.
        claims: at least its claims, by id.
        around: claims told of its country within ``NEIGHBOUR_DAYS`` of its days.
        homes: the incident of each of ``around``, by claim id.
        sides: actor id or name to the side on which it fights.
        names: id of an actor to its name, where the book knows it.
    """
    spoken = tuple(origins)
    parties = {sides(o.party) for o in spoken if o.party}
    heard = {sides(o.name) for o in spoken} | parties
    told = [claims[c] for c in incident.claims if claims[c].scope is not Scope.BACKGROUND]
    named = _named(told, sides, names)
    found = [
        Silence(name=name, id=actor, kind=kind, why=_WHY[kind], claims=tuple(sorted(rows)), incidents=())
        for (kind, side), (name, actor, rows) in named.items() if side not in parties]
    found += _neighbours(incident, around, homes or {}, heard | {side for _, side in named}, sides, names)
    return tuple(sorted(found, key=lambda s: (_KINDS.index(s.kind), s.name)))


_WHY = {
    "victim": "its people are said to have been harmed, and no claim goes back to it",
    "accused": "it is said to have done it, and no claim goes back to it",
}
_KINDS = ("victim", "accused", "neighbour")
_Named = dict[tuple[str, str | None], tuple[str, str | None, list[str]]]


def _named(told: Iterable[Claim], sides: Sides, names: Callable[[str], str | None]) -> _Named:
    """Return the sides that figure in an incident: (kind, side) -> name, id, claims that name it."""
    found: _Named = {}

    def note(kind: str, name: str | None, actor: str | None, claim: str) -> None:
        if name or actor:
            known = (names(actor) if actor else None) or name or actor or ""
            found.setdefault((kind, sides(actor or name or "")), (known, actor, []))[2].append(claim)

    for claim in told:
        note("victim", claim.victims.side, claim.victims.side_id, claim.id)
        if claim.perpetrator is not None:
            note("accused", claim.perpetrator.name, claim.perpetrator.id, claim.id)
    return found


def _neighbours(incident: Incident, around: Iterable[Claim], homes: Mapping[str, str], heard: set[str | None],
                sides: Sides, names: Callable[[str], str | None]) -> list[Silence]:
    spoke: dict[str | None, list[tuple[Claim, Source]]] = defaultdict(list)
    for claim in around:
        source = claim.source
        if source is None or not source.name or source.kind not in _SPEAKERS or claim.id not in homes:
            continue
        if homes[claim.id] != incident.name:
            spoke[sides(source.party or source.id or source.name)].append((claim, source))
    found = []
    for key, rows in spoke.items():
        incidents = sorted({homes[claim.id] for claim, _ in rows})
        if len(incidents) >= _LEAST and not {key, *(sides(s.name or "") for _, s in rows)} & heard:
            name = next((n for _, s in rows if s.party and (n := names(s.party))), min(s.name or "" for _, s in rows))
            found.append(Silence(
                name=name, id=rows[0][1].id, kind="neighbour", claims=tuple(sorted(c.id for c, _ in rows)),
                why=f"it speaks of {len(incidents)} other incidents of these days, and of this one it does not",
                incidents=tuple(incidents)))
    return found

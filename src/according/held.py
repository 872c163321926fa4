"""One incident as a ledger holds it, ready to be reconciled under any profile, whole or as of a day.

In: a settled ledger, the name of an incident, judgements that stand, a day. Out: ``Held``.

Example: ``hold(ledger, "i-7f3a", judgements).figures(find_profile("acled"))``
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from according.books import Books, open_books
from according.books.profiles import Profile
from according.copies import find_copies
from according.earlier import Earlier, earlier
from according.history import known_by
from according.judged import judged
from according.ledger.base import Ledger
from according.origins import origins
from according.reconcile import reconcile
from according.reconcile.matrix import cells
from according.reconcile.pins import read_pins
from according.records import Cell, Claim, Figure, Incident, Judgement, Origin, Report, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An incident with all that its figures are made of."""

    incident: Incident
    origins: tuple[Origin, ...]
    claims: Mapping[str, Claim]
    reports: Mapping[str, Report]
    judgements: Sequence[Judgement]
    sides: Callable[[str], str | None]

    def figures(self, profile: Profile, told: Iterable[Claim] | None = None) -> tuple[Figure, ...]:
        """Return its figures under a profile, of all its claims or of those told so far."""
        return reconcile(self.incident, self._speaking(told), claims=self.claims, reports=self.reports, profile=profile,
                         judgements=self.judgements, sides=self.sides)

    def cells(self, profile: Profile, told: Iterable[Claim] | None = None) -> tuple[Cell, ...]:
        """Return the word of each origin under a profile, of all its claims or of those told so far."""
        return cells(self._speaking(told), claims=self.claims, reports=self.reports, profile=profile, sides=self.sides,
                     pins=read_pins(self.judgements))

    def _speaking(self, told: Iterable[Claim] | None) -> tuple[Origin, ...]:
        if told is None:
            return self.origins
        known = {claim.id for claim in told}
        return tuple(replace(o, claims=tuple(c for c in o.claims if c in known)) for o in self.origins)


def hold(ledger: Ledger, name: str, judgements: Sequence[Judgement], *, as_of: str | None = None) -> Held:
    """Return an incident with what its figures are made of.

    Args:
        ledger: settled.
        name: of the incident; names that were given up lead on.
        judgements: those that stand.
        as_of: YYYY-MM-DD; only what was in print by then. There may be no claim left.

    Raises:
        BadRequest: no incident has that name.
    """
    incident = ledger.incident(name)
    if as_of is not None and (past := earlier(ledger, incident, judgements)) is not None:
        return held_of(past, incident, judgements, past.known(as_of))
    claims = {c.id: c for c in judged(ledger.claims(incident=incident.name), judgements)}
    reports = {report: ledger.report(report) for report in incident.reports}
    if as_of is not None:
        claims = {c.id: c for c in known_by(claims.values(), reports=reports, day=as_of)}
    spoken = ledger.origins(incident.name)
    if set(claims) != set(incident.claims):  # as of a day, or judged since the ledger was settled
        incident = part_of(incident, claims)
        reports = {report: reports[report] for report in incident.reports}
        spoken = known_origins(spoken, claims, reports)
    return Held(incident=incident, origins=spoken, claims=claims, reports=reports, judgements=judgements,
                sides=sides_of(open_books()))


def held_of(past: Earlier, incident: Incident, judgements: Sequence[Judgement],
            claims: Mapping[str, Claim]) -> Held:
    """Return an incident with claims of any versions of its reports; its origins are theirs.

    Args:
        past: the versions behind the incident.
        incident: as it stands.
        judgements: those that stand.
        claims: some of ``past.claims``.
    """
    names = tuple(sorted({claim.report for claim in claims.values()}))
    whole = replace(incident, claims=tuple(sorted(claims)), reports=names, links=tuple(
        link for link in incident.links if link.a in claims and link.b in claims))
    reports = {name: past.reports[name] for name in names}
    return Held(incident=whole, origins=origins_of(whole, claims, reports), claims=claims, reports=reports,
                judgements=judgements, sides=sides_of(open_books()))


def origins_of(incident: Incident, claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> tuple[Origin, ...]:
    """Return who really spoke in an incident, given at least its claims and reports by id."""
    books = open_books()
    copies = find_copies(reports[report] for report in incident.reports) if len(incident.reports) > 1 else ()
    return origins(incident, claims=claims, reports=reports, copies=copies, voices=_voices(books),
                   bodies=_bodies(books))


def _voices(books: Books) -> Callable[[str], Source | None]:
    """Return what says of an outlet or agency who it is as a source."""
    def voice(name: str) -> Source | None:
        known = books.outlets.lookup(name)
        return None if known is None else Source(
            printed=None, name=known.name, cue=None, kind=known.kind, id=known.id, party=known.speaks_for)
    return voice


def _bodies(books: Books) -> Callable[[str], Source | None]:
    """Return what says of an id which body it is; a body with others under it has no single voice."""
    def body(key: str) -> Source | None:
        known = books.actors.get(key)
        return None if known is None or books.actors.has_parts(key) else Source(
            printed=None, name=known.name, cue=None, kind=known.kind, id=known.id, party=known.side)
    return body


def part_of(incident: Incident, claims: Mapping[str, Claim]) -> Incident:
    """Return the incident with the claims given alone; it keeps its name, place and days."""
    return replace(
        incident, claims=tuple(c for c in incident.claims if c in claims),
        reports=tuple(sorted({c.report for c in claims.values()})),
        links=tuple(link for link in incident.links if link.a in claims and link.b in claims))


def known_origins(spoken: Sequence[Origin], claims: Mapping[str, Claim],
                  reports: Mapping[str, Report]) -> tuple[Origin, ...]:
    """Return origins as far as these claims and reports tell of them."""
    outlets = {report.outlet for report in reports.values()}
    found = []
    for origin in spoken:
        told = tuple(c for c in origin.claims if c in claims)
        if told:
            found.append(replace(
                origin, claims=told, reports=tuple(r for r in origin.reports if r in reports),
                outlets=tuple(o for o in origin.outlets if o in outlets),
                chains=tuple(chain for chain in origin.chains if chain and chain[-1] in outlets)))
    return tuple(found)


def sides_of(books: Books) -> Callable[[str], str | None]:
    """Return what says of an actor, by id or name, on which side it fights: one key for one side."""
    return lambda name: books.actors.side_of(name) or name.casefold()

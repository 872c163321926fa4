"""One incident as a ledger holds it, ready to be reconciled under any profile, whole or as of a day.

In: a settled ledger, the name of an incident, judgements that stand, a day. Out: ``Held``.

Example: ``hold(ledger, "i-7f3a", judgements).figures(find_profile("acled"))``
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from according.books import Books, open_books
from according.books.profiles import Profile
from according.history import known_by
from according.judged import judged
from according.ledger.base import Ledger
from according.reconcile import reconcile
from according.reconcile.matrix import cells
from according.reconcile.pins import read_pins
from according.records import Cell, Claim, Figure, Incident, Judgement, Origin, Report


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
    claims = {c.id: c for c in judged(ledger.claims(incident=incident.name), judgements)}
    reports = {report: ledger.report(report) for report in incident.reports}
    if as_of is not None:
        claims = {c.id: c for c in known_by(claims.values(), reports=reports, day=as_of)}
    origins = ledger.origins(incident.name)
    if set(claims) != set(incident.claims):  # as of a day, or judged since the ledger was settled
        incident = part_of(incident, claims)
        reports = {report: reports[report] for report in incident.reports}
        origins = known_origins(origins, claims, reports)
    return Held(incident=incident, origins=origins, claims=claims, reports=reports, judgements=judgements,
                sides=sides_of(open_books()))


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

"""Incidents with their figures for tests of what leaves the house: the rules of reconciliation choose the figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from according.books import open_books
from according.books.profiles import Profile, get_profile
from according.books.states import read_states
from according.gather import sides_by_name, with_bounds
from according.holdings import Holdings
from according.origins import origins
from according.reconcile import reconcile
from according.records import Claim, Figure, Incident, Report
from according.views import sides_of


def make_incident_of(name: str, claims: Sequence[Claim]) -> Incident:
    """Make the incident that holds these claims, at the place and time of the first."""
    first = claims[0]
    return Incident(
        name=name,
        key=f"k-{name}",
        claims=tuple(sorted(c.id for c in claims)),
        reports=tuple(sorted({c.report for c in claims})),
        place=first.place,
        when=first.when,
        means=first.means.type if first.means else None,
        links=(),
        pending=(),
    )


def make_holdings(
    incidents: Sequence[Incident],
    claims: Iterable[Claim],
    reports: Iterable[Report],
    *,
    profile: str = "ucdp",
    reviewed: Iterable[str] = (),
    redirects: Mapping[str, str] | None = None,
) -> Holdings:
    """Make what a ledger with these incidents would hold under a profile."""
    by_id, books = {claim.id: claim for claim in claims}, open_books()
    told = {report.id: report for report in reports}
    spoken = {i.name: origins(i, claims=by_id, reports=told) for i in incidents}
    rules = get_profile(profile)

    def under(chosen: Profile) -> dict[str, tuple[Figure, ...]]:
        return {
            i.name: reconcile(i, spoken[i.name], claims=by_id, reports=told, profile=chosen, sides=sides_of(books))
            for i in incidents
        }

    return Holdings(
        reports=told,
        claims=tuple(by_id.values()),
        incidents=tuple(incidents),
        figures=under(rules),
        spread=under(with_bounds(rules)) if rules.bounds == "none" else {},
        origins=spoken,
        head="7:ab",
        profile=profile,
        version="0.1.0",
        reviewed=frozenset(reviewed),
        redirects=redirects or {},
        states=read_states(),
        sides=sides_by_name(by_id.values(), spoken, books),
    )

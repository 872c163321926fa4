"""What a ledger holds, gathered for those who carry it out of the house: every door that exports calls this.

In: a settled ledger, a profile, bounds. Out: ``Holdings``.

Example::

    with open_ledger(address, read_only=True) as ledger:
        holdings = gather(ledger, profile="acled", since="2025-03-06")
"""

from __future__ import annotations

import datetime
import importlib.metadata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from according.books import Books, open_books
from according.books.profiles import Profile, find_profile
from according.books.roles import role_of
from according.books.states import read_states
from according.held import sides_of
from according.holdings import Holdings, Side
from according.judged import judged, standing
from according.ledger.base import Ledger, head_text
from according.link.main import main_incidents
from according.reconcile import reconcile
from according.records import Claim, Figure, Incident, Judgement, Origin, Report
from according.views import assess, near_to
from according.words import JudgementKind

STORED = "ucdp"  # the profile whose figures a ledger keeps
_FEW = 20  # so many incidents are read one by one; for more the ledger is read through once
_LOOKED_AT = (JudgementKind.CONFIRM, JudgementKind.CORRECT, JudgementKind.PIN)


def gather(ledger: Ledger, *, profile: str = STORED, since: str | None = None, until: str | None = None,
           near: str | None = None, names: Collection[str] | None = None, report: str | None = None) -> Holdings:
    """Return what a ledger holds within bounds, its figures under a profile.

    Args:
        ledger: settled.
        profile: whose rules choose the figures: a profile's name, or the path of a file of profiles.
        since: only incidents that may have happened on this day or later, YYYY-MM-DD.
        until: on this day or earlier.
        near: only incidents near the place of this name.
        names: only these incidents, as a query found them.
        report: only the claims of this report, with the incidents that they were joined to.

    Returns:
        Everything where no bound is given; else the incidents within the bounds with their claims and reports.

    Raises:
        BadRequest: there is no profile or no place of that name.
        BadBook: a file of profiles breaks its rules.
    """
    rules = find_profile(profile)
    head, judgements = ledger.head(), standing(ledger.judgements())
    if report is not None:
        names = frozenset(ledger.homes(claim.id for claim in ledger.reading(report).claims).values())
    incidents = _incidents(ledger, since, until, near, names)
    claims, reports = _told(ledger, incidents, judgements, bounded=bool(since or until or near or names is not None))
    spoken = {incident.name: ledger.origins(incident.name) for incident in incidents}
    books = open_books()
    sides = sides_of(books)

    def under(chosen: Profile) -> dict[str, tuple[Figure, ...]]:
        return {i.name: reconcile(i, spoken[i.name], claims=claims, reports=reports, profile=chosen,
                                  judgements=judgements, sides=sides) for i in incidents}

    figures = _stored(ledger, incidents) if profile == STORED else under(rules)
    shown, printed = tuple(claims.values()), reports
    if report is not None:
        shown = tuple(judged(ledger.reading(report).claims, judgements))
        printed = {report: ledger.report(report)}
    passed = {one.report: one for one in ledger.passed()}
    return Holdings(
        passed=passed, superseded=tuple(ledger.report(name) for name, one in passed.items()
                                        if one.stands in printed and name not in printed),
        reports=printed, claims=shown, acts=tuple(ledger.acts(reports=printed)),
        incidents=incidents, figures=figures, origins=spoken,
        main=dict(main_incidents(incidents, claims=claims, reports=reports)),
        spread=under(with_bounds(rules)) if rules.bounds == "none" else {},
        grades={i.name: assess(i, spoken[i.name], claims=claims) for i in incidents}, head=head_text(head),
        profile=rules.name, version=package_version(), reviewed=_reviewed(incidents, figures, judgements),
        redirects=ledger.redirects(), states=read_states(), sides=sides_by_name(claims.values(), spoken, books),
    )


def with_bounds(profile: Profile) -> Profile:
    """Return the same rules with low and high told, for formats that say how far reports lie apart."""
    return replace(profile, bounds="published")


def _incidents(ledger: Ledger, since: str | None, until: str | None, near: str | None,
               names: Collection[str] | None) -> Sequence[Incident]:
    """Return the incidents within the bounds, by day."""
    if names is not None and len(names) <= _FEW and since is None and until is None:
        found: Sequence[Incident] = sorted(
            (ledger.incident(name) for name in names), key=lambda i: (i.when.start or "9999", i.key))
    else:
        found = [i for i in ledger.incidents(since=since, until=until) if names is None or i.name in names]
    return tuple(found) if near is None else near_to(near, found)


def _told(ledger: Ledger, incidents: Sequence[Incident], judgements: Sequence[Judgement], *,
          bounded: bool) -> tuple[dict[str, Claim], dict[str, Report]]:
    """Return the claims and reports of incidents; where there is no bound all of the ledger, joined or not."""
    if bounded and len(incidents) <= _FEW:
        found = [claim for i in incidents for claim in judged(ledger.claims(incident=i.name), judgements)]
        found.sort(key=lambda claim: (claim.report, claim.evidence.start))
        names = sorted({claim.report for claim in found})
        return {claim.id: claim for claim in found}, {name: ledger.report(name) for name in names}
    claims = {claim.id: claim for claim in judged(ledger.claims(), judgements)}
    reports = {report.id: report for report in ledger.reports()}
    # an earlier version of a page is told only for what no later one says
    reports |= {name: ledger.report(name) for name in sorted({c.report for c in claims.values()} - set(reports))}
    if bounded:
        within = {claim for incident in incidents for claim in incident.claims}
        claims = {name: claim for name, claim in claims.items() if name in within}
        told = {claim.report for claim in claims.values()}
        reports = {name: report for name, report in reports.items() if name in told}
    return claims, reports


def package_version() -> str | None:
    """Return the version of this package; None where it runs from its source alone."""
    try:
        return importlib.metadata.version("according")
    except importlib.metadata.PackageNotFoundError:
        return None


def _stored(ledger: Ledger, incidents: Iterable[Incident]) -> dict[str, tuple[Figure, ...]]:
    found: dict[str, list[Figure]] = {incident.name: [] for incident in incidents}
    for figure in ledger.figures():
        if figure.incident in found:
            found[figure.incident].append(figure)
    return {name: tuple(figures) for name, figures in found.items() if figures}


def _reviewed(incidents: Iterable[Incident], figures: Mapping[str, Sequence[Figure]],
              judgements: Iterable[Judgement]) -> frozenset[str]:
    """Return the claims that a person confirmed, corrected or pinned, and the incidents that rest on such alone.

    An incident counts as reviewed when each claim that sets the best of one of its figures (its low, where there is no
    best) was looked at, or when a judgement names the incident itself.
    """
    seen = {j.subject for j in judgements if j.kind in _LOOKED_AT}
    for incident in incidents:
        setters = {claim for figure in figures.get(incident.name, ())
                   for claim in (figure.best.claims or figure.low.claims)}
        if setters and setters <= seen:
            seen.add(incident.name)
    return frozenset(seen)


def sides_by_name(claims: Iterable[Claim], origins: Mapping[str, Sequence[Origin]], books: Books) -> dict[str, Side]:
    """Return who fights, under every id and name by which the claims call him.

    A name beside which a claim gives an id is that actor's; others are looked up as of the claim's day, since
    "government forces" are another side after a government has fallen.
    """
    told = [(key, name, claim.when.start) for claim in claims for key, name in _named(claim) if key or name]
    sides: dict[str, Side] = {}
    for key, name, _ in told:
        if key:
            sides.setdefault(key, _side(key, name or key, books))
            sides.setdefault(name or key, sides[key])
    for _, name, day in told:
        if name and name not in sides:
            sides[name] = _side(name, name, books, day)
    for party in sorted({o.party for spoken in origins.values() for o in spoken if o.party} - set(sides)):
        sides[party] = _side(party, party, books)
    return sides


def _named(claim: Claim) -> tuple[tuple[str | None, str | None], ...]:
    victims, doer = claim.victims, claim.perpetrator
    return (victims.side_id, victims.side), (doer.id, doer.name) if doer is not None else (None, None)


def _side(told: str, name: str, books: Books, day: str | None = None) -> Side:
    on = datetime.date.fromisoformat(day) if day else None
    found = books.actors.get(told) or next(iter(books.actors.lookup(told, on=on)), None)
    if found is None:
        return Side(key=told.casefold(), name=name, side_name=name, role=None, country=None)
    side = books.actors.get(books.actors.side_of(found.id) or found.id) or found
    return Side(key=side.id, name=found.name, side_name=side.name, role=role_of(found.id, books.actors),
                country=side.country or found.country)

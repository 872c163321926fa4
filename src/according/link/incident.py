"""What an incident says of itself: where, when, with what, and what is missing.

In: the claims of one incident. Out: ``Incident``. Where and when are the most exact value that most claims carry.

Example: claims that say "Homs" (1), "Homs" (1) and "Homs province" (4) give the place "Homs".

Source: method.md, "Pending": no place, no date, no number; kept with what is missing, never dropped, never guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from according.identity import incident_key, incident_name
from according.records import Claim, Incident, Link, Place, Report, When

_VAGUE_PLACE = 6  # a country is no place of an incident


def canonical_order(claims: Iterable[Claim], *, reports: Mapping[str, Report]) -> list[Claim]:
    """Return claims by day of print, report, place in the report: the order that arrival cannot change."""
    def key(claim: Claim) -> tuple[str, str, int, str]:
        report = reports.get(claim.report)
        return (report.published if report and report.published else "9999", claim.report, _at(claim), claim.id)
    return sorted(claims, key=key)


def make_incident(claims: Collection[Claim], *, reports: Mapping[str, Report], links: Iterable[Link]) -> Incident:
    """Return the incident that the claims make, under a fresh name."""
    ordered = canonical_order(claims, reports=reports)
    place, when = _place(ordered), _when(ordered)
    missing = (
        *(("place",) if place is None or (place.where_prec or _VAGUE_PLACE) >= _VAGUE_PLACE else ()),
        *(("date",) if when.start is None else ()),
        *(("number",) if all(c.count.low is None and c.count.high is None for c in ordered) else ()),
    )
    means = Counter(c.means.type for c in ordered if c.means is not None)  # of two told as often, the first told
    return Incident(
        name=incident_name(ordered[0].id), key=incident_key(c.id for c in ordered),
        claims=tuple(sorted(c.id for c in ordered)), reports=tuple(sorted({c.report for c in ordered})),
        place=place, when=when, means=max(means, key=lambda m: means[m]) if means else None,
        links=tuple(sorted(links, key=lambda k: (k.a, k.b))), pending=missing)


def _at(claim: Claim) -> int:
    return claim.count_words.start if claim.count_words else claim.evidence.start


def _place(ordered: Iterable[Claim]) -> Place | None:
    """The most exact place; among equally exact ones that of most reports, then the first told."""
    found = [(c.place, c.report) for c in ordered if c.place is not None and (c.place.id or c.place.name)]
    if not found:
        return None
    backing: dict[tuple[str | None, str | None], set[str]] = {}
    for place, report in found:
        backing.setdefault((place.id, None if place.id else place.name), set()).add(report)
    def rank(row: tuple[int, tuple[Place, str]]) -> tuple[int, int, int]:
        at, (place, _) = row
        support = len(backing[place.id, None if place.id else place.name])
        return (place.where_prec or 9, -support, at)
    return min(enumerate(found), key=rank)[1][0]


def _when(ordered: list[Claim]) -> When:
    """The shortest interval; among equally short ones that of most reports, then the earliest."""
    dated = [c for c in ordered if c.when.start and c.when.end]
    if not dated:
        undated = [c.when for c in ordered if c.when.latest]
        return min(undated, key=lambda w: w.latest or "") if undated else ordered[0].when
    backing: dict[tuple[str | None, str | None], set[str]] = {}
    for claim in dated:
        backing.setdefault((claim.when.start, claim.when.end), set()).add(claim.report)
    def rank(claim: Claim) -> tuple[int, int, str, str]:
        when = claim.when
        return (when.date_prec or 9, -len(backing[when.start, when.end]), when.start or "", when.end or "")
    return min(dated, key=rank).when

"""Many incidents at once: listed under any profile and as of any day, and compared between profiles.

In: a settled ledger. Out: incidents with their figures; differences between two profiles.

Example: ``differences(ledger, profile="acled", against="ucdp")``
"""

from __future__ import annotations

from collections.abc import Iterator

from according.books import open_books
from according.books.profiles import find_profile
from according.held import Held, hold, known_origins, part_of, sides_of
from according.history import known_by
from according.judged import judged, standing
from according.ledger.base import Ledger
from according.reconcile.compare import compare
from according.records import Difference, Figure, Incident
from according.versions import lineages


def survey(ledger: Ledger, *, since: str | None = None, until: str | None = None, profile: str = "ucdp",
           as_of: str | None = None) -> Iterator[tuple[Incident, tuple[Figure, ...]]]:
    """Yield the incidents of a ledger by day, each with its figures.

    Args:
        ledger: settled.
        since: only what may have happened on this day or later.
        until: only what may have happened on this day or earlier.
        profile: as ``look`` takes it.
        as_of: as ``look`` takes it; incidents of which nothing was in print by then are left out.

    Raises:
        BadRequest, BadBook: as ``look``.
    """
    rules, given = find_profile(profile), ledger.incidents(since=since, until=until)
    if rules == find_profile("ucdp") and as_of is None:
        settled: dict[str, list[Figure]] = {}
        for figure in ledger.figures():
            settled.setdefault(figure.incident, []).append(figure)
        yield from ((incident, tuple(settled.get(incident.name, ()))) for incident in given)
        return
    judgements, sides = standing(ledger.judgements()), sides_of(open_books())
    reports = {report.id: report for report in ledger.reports(every=True)}
    told = tuple(judged(ledger.claims(), judgements))
    claims = {c.id: c for c in (told if as_of is None else known_by(told, reports=reports, day=as_of))}
    changed = frozenset() if as_of is None else frozenset(
        version.report for lineage in lineages(ledger.captures(changed=True), ledger.report)
        for version in lineage.versions)
    for incident in given:
        if not changed.isdisjoint(incident.reports):  # by the version that stood on that day
            held = hold(ledger, incident.name, judgements, as_of=as_of)
            if held.incident.claims:
                yield held.incident, held.figures(rules)
            continue
        part = part_of(incident, {c: claims[c] for c in incident.claims if c in claims})
        if part.claims:
            spoken = known_origins(ledger.origins(incident.name), claims, reports)
            yield part, Held(incident=part, origins=spoken, claims=claims, reports=reports, judgements=judgements,
                             sides=sides).figures(rules)


def differences(ledger: Ledger, name: str | None = None, *, profile: str, against: str = "ucdp",
                as_of: str | None = None) -> tuple[Difference, ...]:
    """Return what changes between two profiles, and why.

    Args:
        ledger: settled.
        name: of one incident; None: all of them.
        profile: as ``look`` takes it.
        against: another.
        as_of: as ``look`` takes it.

    Raises:
        BadRequest, BadBook: as ``look``.
    """
    rules, others = find_profile(profile), find_profile(against)
    names = (name,) if name is not None else tuple(incident.name for incident in ledger.incidents())
    judgements = standing(ledger.judgements())
    found: list[Difference] = []
    for each in names:
        held = hold(ledger, each, judgements, as_of=as_of)
        if held.incident.claims:
            found += compare(rules, others, held.figures)
    return tuple(found)

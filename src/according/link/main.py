"""The main incident of a report: the one that its headline and lead tell of.

In: incidents, claims, reports. Out: pairs (report id, incident name), one for each report whose main matter is an
incident. Background comes last; in the headline and lead the incident with most dead wins, then the one told first.

A report whose headline tells what somebody said and names no harm ("Leaders react to the attack") has no main incident,
whatever incidents its claims belong to.

Example: a report whose headline counts 12 dead in Homs and whose last paragraph recalls 40 dead in Hama two years
before has the incident in Homs for its main one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from according.books.headlines import read_headlines
from according.link.tell import title_end
from according.link.wording import words_of
from according.records import Claim, Incident, Report
from according.words import Harm, Scope

_LEAD = 600  # characters after the headline


def main_incidents(incidents: Iterable[Incident], *, claims: Mapping[str, Claim],
                   reports: Mapping[str, Report]) -> tuple[tuple[str, str], ...]:
    """Return the main incident of each report that has one, sorted by report."""
    told: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for incident in incidents:
        for claim in (claims[c] for c in incident.claims):
            told[claim.report][incident.name].append(claim)
    return tuple(
        (report, min(names, key=lambda n: _rank(names[n], reports.get(report), n)))
        for report, names in sorted(told.items()) if is_about_harm(reports.get(report)))


def is_about_harm(report: Report | None) -> bool:
    """Say whether a report's headline can be about an incident; without a headline it can."""
    words = words_of(report.title) if report is not None and report.title else ()
    heads = read_headlines()
    return any(w.startswith(heads.harm) for w in words) or not any(w.startswith(heads.statement) for w in words)


def _rank(claims: list[Claim], report: Report | None, name: str) -> tuple[bool, bool, bool, int, int, str]:
    """Sort key: the smallest is the main incident."""
    end = title_end(report)
    start = min(c.evidence.start for c in claims)
    lead = [c for c in claims if c.evidence.start < end + _LEAD]
    return (all(c.scope is Scope.BACKGROUND for c in claims), start >= end, not lead, -_dead(lead or claims), start,
            name)


def _dead(claims: Iterable[Claim]) -> int:
    return max((c.count.best or c.count.low or 0 for c in claims if c.harm is Harm.KILLED), default=-1)

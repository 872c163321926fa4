"""What an incident's reports said before their outlets changed them, and what stood on a given day.

In: a ledger, an incident, judgements. Out: ``Earlier``: claims of every version, each report with the days on which it
stood. Figures and lists go by the version that stands; toll histories and ``--as-of`` go by this.

Example: a page said 12 until Friday and 15 from then on: ``known("2025-03-06")`` has the 12, Saturday's has the 15.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from according.history import day_of
from according.judged import judged
from according.ledger.base import Ledger
from according.records import Claim, Incident, Judgement, Lineage, Report
from according.versions import is_changed, lineages

_Days = tuple[str | None, str | None]  # from (None: since it was printed), until (None: to this day); the end is out


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """Every version of the reports of an incident."""

    lineages: tuple[Lineage, ...]
    claims: Mapping[str, Claim]  # of all versions, as they were read and judged
    reports: Mapping[str, Report]  # of all versions; a later one bears the day on which it was first seen
    stood: Mapping[str, tuple[_Days, ...]]  # of the reports whose page changed

    @property
    def turns(self) -> frozenset[str]:
        """The days on which an outlet changed something."""
        return frozenset(day for spans in self.stood.values() for span in spans for day in span if day is not None)

    def stands(self, report: str, day: str) -> bool:
        """Say whether a report stood at its address at the end of a day, as far as captures tell."""
        spans = self.stood.get(report)
        return spans is None or any((since or "") <= day and (until is None or day < until) for since, until in spans)

    def known(self, day: str) -> dict[str, Claim]:
        """Return the claims that stood in print at the end of a day."""
        return {name: claim for name, claim in self.claims.items()
                if (printed := day_of(claim, self.reports)) is not None and printed <= day
                and self.stands(claim.report, day)}


def lineages_of(ledger: Ledger, reports: Iterable[str], *, every: bool = False) -> tuple[Lineage, ...]:
    """Return the lineages that some reports are a version of; with ``every`` also of pages that are as they were."""
    wanted = set(reports)
    return tuple(lineage for lineage in lineages(ledger.captures(reports=wanted), ledger.report, every=every)
                 if any(version.report in wanted for version in lineage.versions))


def earlier(ledger: Ledger, incident: Incident, judgements: Sequence[Judgement]) -> Earlier | None:
    """Return the versions behind an incident; None where no outlet changed any of its reports.

    Args:
        ledger: settled.
        incident: whose reports are looked at.
        judgements: those that stand.
    """
    pages = lineages_of(ledger, incident.reports, every=True)
    found = tuple(page for page in pages if is_changed(page))
    if not found:
        return None
    before = {old for olds in ledger.restated(incident.claims).values() for old in olds}
    of = {*incident.reports, *(version.report for lineage in found for version in lineage.versions)}
    wanted = before | set(incident.claims)
    claims = {c.id: c for c in judged(ledger.claims_of(of, raw=True), judgements) if c.id in wanted}
    reports = {name: ledger.report(name) for name in of}
    return Earlier(lineages=found, claims=claims, stood=_stood(pages),
                   reports={name: _dated(report, found) for name, report in reports.items()})


def _stood(found: Iterable[Lineage]) -> dict[str, tuple[_Days, ...]]:
    spans: dict[str, list[_Days]] = {}
    for lineage in found:
        ends = [version.seen[:10] for version in lineage.versions[1:]]
        last = lineage.gone[:10] if lineage.gone is not None else None
        for at, (version, until) in enumerate(zip(lineage.versions, [*ends, last], strict=True)):
            spans.setdefault(version.report, []).append((version.seen[:10] if at else None, until))
    return {name: tuple(days) for name, days in spans.items()}


def _dated(report: Report, found: Iterable[Lineage]) -> Report:
    """Return a later version under the day on which it was first seen: outlets leave the day of the first one."""
    seen = [version.seen[:10] for lineage in found for version in lineage.versions[1:]
            if version.report == report.id and lineage.versions[0].report != report.id]
    if not seen or report.published is None:
        return report if not seen else replace(report, published=min(seen))
    return replace(report, published=max(report.published, min(seen)))

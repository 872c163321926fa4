"""Totals over days, places or a campaign, as each source told them, beside the sum of the incidents that they cover.

In: claims of scope period and cumulative that cover an incident, their reports, the incidents that they cover with
figures. Out: ``Total`` records: one source's total of one harm for one class of victims since one day, as it grew.

Example: a monitor's dead "since Thursday", 147 on Friday, 745 on Saturday, 1,018 on Sunday, are one total with three
words; beside it stands what the incidents of these days add up to.

Source: method.md, "From claims to origins", rule 3: a period total over known incidents is kept as a parent and shown
beside their sum; it never enters a figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from according.books import open_books
from according.records import Claim, Figure, Incident, Report, Total, TotalWord
from according.words import Scope

_LATER = "9999"
Covers = Callable[[Claim, Incident], bool]


def totals(incident: Incident, *, told: Iterable[Claim], reports: Mapping[str, Report], beside: Sequence[Incident],
           figures: Callable[[str], Iterable[Figure]], covers: Covers) -> tuple[Total, ...]:
    """Return the totals that cover an incident, those with most words first.

    Args:
        incident: which they are to cover.
        told: any claims; those of scope incident and background are passed over.
        reports: at least their reports, by id.
        beside: the incidents of the country in these days, with this one.
        figures: the figures of an incident, by its name.
        covers: says whether a total covers an incident.
    """
    groups: dict[tuple[str, str, str, str], list[Claim]] = defaultdict(list)
    for claim in told:
        if claim.scope in (Scope.PERIOD, Scope.CUMULATIVE) and covers(claim, incident):
            name = _source(claim, reports)
            groups[name, claim.harm.value, claim.victims.klass.value, claim.when.start or ""].append(claim)
    found = [_total(name, rows, reports, beside, figures, covers) for (name, _, _, _), rows in groups.items()]
    return tuple(sorted(found, key=lambda t: (-len(t.words), t.source, t.harm.value, t.klass.value, t.start)))


def _total(name: str, rows: Sequence[Claim], reports: Mapping[str, Report], beside: Sequence[Incident],
           figures: Callable[[str], Iterable[Figure]], covers: Covers) -> Total:
    ordered = sorted(rows, key=lambda c: (_day(c, reports) or _LATER, c.count.low or 0, c.id))
    last = ordered[-1]
    ends: list[tuple[int | None, int | None]] = []
    covered = []
    for incident in beside:
        if any(covers(claim, incident) for claim in ordered):
            counted = [f for f in figures(incident.name) if f.harm is last.harm]
            if counted:
                covered.append(incident.name)
                ends.append(_ends(counted))
    return Total(
        source=name, harm=last.harm, klass=last.victims.klass, start=last.when.start or "", end=last.when.end,
        words=tuple(TotalWord(day=_day(c, reports), low=c.count.low, high=c.count.high, claim=c.id, report=c.report,
                              chain=(*c.via, _outlet(c, reports))) for c in ordered),
        reports=tuple(dict.fromkeys(c.report for c in ordered)), covers=tuple(covered),
        sum_low=sum(low or 0 for low, _ in ends),
        sum_high=None if any(high is None for _, high in ends) else sum(high or 0 for _, high in ends))


def _ends(figures: Sequence[Figure]) -> tuple[int | None, int | None]:
    """The low and high of all classes together: their total where there is one."""
    whole = next((f for f in figures if "total" in f.marks), None)
    if whole is not None:
        return whole.low.value, whole.high.value
    return figures[0].low.value, figures[0].high.value


def _source(claim: Claim, reports: Mapping[str, Report]) -> str:
    """Return whose total it is: that of the body, whoever speaks for it (docs/decisions/0019)."""
    actors = open_books().actors
    body = actors.get(claim.source.id) if claim.source is not None and claim.source.id else None
    if body is not None and not actors.has_parts(body.id):
        return body.name
    if claim.source is not None and claim.source.name:
        return claim.source.name
    return _outlet(claim, reports)


def _outlet(claim: Claim, reports: Mapping[str, Report]) -> str:
    report = reports.get(claim.report)
    return (report.outlet if report is not None else None) or "outlet not known"


def _day(claim: Claim, reports: Mapping[str, Report]) -> str | None:
    report = reports.get(claim.report)
    return report.published if report is not None else None

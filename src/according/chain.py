"""The way of an incident's claims: who vouched, who carried, who printed, who copied whom, who was first.

In: an incident, its origins, claims and reports, and near copies among these. Out: a ``ChainGraph``.

Example: a monitor tells an agency, two outlets print the agency's text, one of them without saying so: one origin, one
carrier, two reports, and a copy from the credited to the uncredited report with the words that they share.

Source: method.md, "From claims to origins", rule 1.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from according.records import ChainEdge, ChainGraph, ChainNode, Claim, Copy, Incident, Origin, Report

_WORD = re.compile(r"[^\W_]+")
_LATER = "9999"  # a report without a date sorts after all others
_HEAD, _FOOT = 320, 220  # characters at both ends of a report in which it credits another


def chain_graph(incident: Incident, origins: Iterable[Origin], *, claims: Mapping[str, Claim],
                reports: Mapping[str, Report], copies: Iterable[Copy] = ()) -> ChainGraph:
    """Return the chain graph of an incident.

    Args:
        incident: whose claims are followed.
        origins: its origins, which partition its claims.
        claims: at least its claims, by id.
        reports: at least its reports, by id.
        copies: near copies among its reports, from ``find_copies``.
    """
    spoken = tuple(origins)
    days = {c: _day(claims[c], reports) for o in spoken for c in o.claims if c in claims}
    first_day = min((day for day in days.values() if day is not None), default=None)
    ways = _ways(spoken, claims, reports)
    carriers = {(node, name) for stations in ways.values() for node, name in stations if node.startswith("via ")}
    nodes = [
        *(ChainNode(id=o.id, kind="origin", name=o.name, independent=o.independent,
                    day=min((d for c in o.claims if (d := days.get(c)) is not None), default=None)) for o in spoken),
        *(ChainNode(id=node, kind="carrier", name=name, day=None) for node, name in sorted(carriers)),
        *(ChainNode(id=r.id, kind="report", name=r.outlet or "outlet not known", day=r.published)
          for r in sorted((reports[i] for i in incident.reports if i in reports), key=_printed)),
    ]
    return ChainGraph(
        incident=incident.name, nodes=tuple(nodes), edges=(*_steps(ways), *_copied(incident, copies, reports)),
        independent=sum(o.independent is True for o in spoken), unknown=sum(o.independent is None for o in spoken),
        first_day=first_day,
        first=tuple(o.id for o in spoken if first_day is not None and first_day in {days.get(c) for c in o.claims}))


def _ways(spoken: Iterable[Origin], claims: Mapping[str, Claim],
          reports: Mapping[str, Report]) -> dict[str, list[tuple[str, str]]]:
    """Return the stations (node, name) of each claim, from its origin to its report."""
    names: dict[str, str] = {}  # a carrier printed in two spellings is one node, named as first seen
    found = {}
    for origin in spoken:
        for claim in (claims[c] for c in origin.claims if c in claims):
            outlet = (reports[claim.report].outlet or "") if claim.report in reports else ""
            known = (fold(outlet), fold(origin.name))
            between = [(f"via {fold(via)}", via) for via in claim.via if fold(via) not in known]
            found[claim.id] = [(origin.id, origin.name), *((n, names.setdefault(n, via)) for n, via in between),
                               (claim.report, outlet)]
    return found


def _steps(ways: Mapping[str, list[tuple[str, str]]]) -> list[ChainEdge]:
    went: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim, stations in ways.items():
        for (a, _), (b, _) in pairwise(stations):
            went[a, b].add(claim)
    return [ChainEdge(start=a, end=b, how="carries" if a.startswith("via ") else "vouches", claims=tuple(sorted(told)))
            for (a, b), told in sorted(went.items())]


def _copied(incident: Incident, copies: Iterable[Copy], reports: Mapping[str, Report]) -> list[ChainEdge]:
    """Return one edge for each report that copies others: from the one that it is closest to."""
    best: dict[str, Copy] = {}
    inside = set(incident.reports)
    for copy in sorted(copies, key=lambda c: (-c.share, _printed(reports[c.original]))):
        if copy.copier in inside and copy.original in inside:
            best.setdefault(copy.copier, copy)
    return [
        ChainEdge(start=c.original, end=c.copier, claims=(), share=c.share, words=c.words,
                  how="reruns" if _same_outlet(reports[c.original], reports[c.copier]) else "copies",
                  credited=credits(reports[c.copier], reports[c.original].outlet))
        for _, c in sorted(best.items())
    ]


def _same_outlet(a: Report, b: Report) -> bool:
    return a.outlet is not None and b.outlet is not None and fold(a.outlet) == fold(b.outlet)


def credits(report: Report, outlet: str | None) -> bool:
    """Say whether the head or the foot of a report names an outlet."""
    ends = f" {fold(report.text[:_HEAD])} {fold(report.text[-_FOOT:])} "
    return bool(outlet) and f" {fold(outlet or '')} " in ends


def fold(name: str) -> str:
    """Return a name in lower case with single spaces, so that two spellings of one carrier meet."""
    return " ".join(_WORD.findall(name.casefold()))


def _day(claim: Claim, reports: Mapping[str, Report]) -> str | None:
    report = reports.get(claim.report)
    return report.published if report is not None else None


def _printed(report: Report) -> tuple[str, str]:
    return report.published or _LATER, report.id

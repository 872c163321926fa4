"""Claims and judgements to incidents: block, score, cluster.

In: claims of any number of reports, the reports, and what people judged. Out: incidents that partition the claims of
scope ``incident`` and ``background``, each with the shares of the features that joined it. The same whatever the order
in which anything comes.

Example::

    for incident in link(claims, reports=reports, judgements=judgements):
        incident.claims, incident.links[0].shares

Source: method.md, "Joining claims into incidents". First the claims of one report are grouped into its tellings of
each incident (``within.py``), then tellings of different reports are held against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

from according.books.weights import Weights, read_weights
from according.link.block import candidates
from according.link.cluster import Pair, cluster, pair, pieces
from according.link.incident import make_incident
from according.link.rulings import parted_inside, rulings
from according.link.score import score
from according.link.tell import Telling
from according.link.why import explain, judged_link, scored_link
from according.link.within import Told, tell_report
from according.records import Claim, Incident, Judgement, Link, Report
from according.words import Scope

__all__ = ["explain", "link"]


def link(claims: Iterable[Claim], *, reports: Mapping[str, Report], judgements: Iterable[Judgement] = (),
         weights: Weights | None = None) -> tuple[Incident, ...]:
    """Join claims into incidents.

    Args:
        claims: claims of any scope; those of scope period and cumulative are passed over.
        reports: the reports of the claims, by id.
        judgements: all judgements; only same, different and undo matter here.
        weights: the table of weights; by default the one that ships with the package.

    Returns:
        Incidents in the order of their names, each named after its first claim (naming.py keeps older names).
    """
    table = weights or read_weights()
    joined = {c.id: c for c in claims if c.scope in (Scope.INCIDENT, Scope.BACKGROUND)}
    same, different = rulings(judgements)
    told = _tell_all(joined, reports, same, different, table)
    by_head = {t.head: t for report in told.values() for t in report.tellings}
    home = {claim: head for head, t in by_head.items() for claim in t.claims}
    scores = {pair(a.head, b.head): score(a, b, table.across) for a, b in candidates(by_head.values())}
    for report in told.values():
        scores |= report.apart  # the tellings of one report were parted once; their score speaks against joining them
    bonds = _lift(same, home)
    groups = cluster(by_head, scores, apart=table.apart, threshold=table.threshold_across, must=bonds,
                     cannot=_lift(different, home))
    inside: dict[str, list[Link]] = defaultdict(list)
    for report in told.values():
        for row in report.links:
            inside[home[row.a]].append(row)
    incidents = [
        make_incident([joined[c] for head in group for c in by_head[head].claims], reports=reports, links=[
            *_links_across([by_head[head] for head in group], scores, set(bonds), table),
            *(row for head in group for row in inside[head])])
        for group in groups
    ]
    return tuple(sorted(incidents, key=lambda i: (i.name, i.key)))


def _tell_all(claims: Mapping[str, Claim], reports: Mapping[str, Report], same: Collection[Pair],
              different: Collection[Pair], table: Weights) -> dict[str, Told]:
    """Group each report's claims; take apart what two judgements show to be grouped wrongly."""
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims.values():
        by_report[claim.report].append(claim)
    parted = {*different, *parted_inside(same, different, {c.id: c.report for c in claims.values()})}

    def grouped(report: str, alone: Collection[str] = ()) -> Told:
        return tell_report(by_report[report], reports.get(report), weights=table, same=same, different=parted,
                           alone=alone)

    told = {report: grouped(report) for report in sorted(by_report)}
    torn = _torn(told.values(), same, different)
    for report in sorted({claims[c].report for c in torn}):
        told[report] = grouped(report, torn)
    return told


def _torn(told: Iterable[Told], same: Collection[Pair], different: Collection[Pair]) -> set[str]:
    """Return claims of tellings that ``same`` ties together although ``different`` parts them.

    A telling is only our guess; two judgements that contradict each other through it show that it was wrong.
    """
    tellings = {t.head: t for report in told for t in report.tellings}
    home = {claim: head for head, t in tellings.items() for claim in t.claims}
    torn: set[str] = set()
    bonds = _lift(same, home)
    for piece in pieces({head for bond in bonds for head in bond}, bonds):
        inside = set(piece)
        if any(home.get(a) in inside and home.get(b) in inside for a, b in different):
            torn.update(claim for head in piece for claim in tellings[head].claims)
    return torn


def _lift(pairs: Iterable[Pair], home: Mapping[str, str]) -> list[Pair]:
    """Carry pairs of claims over to the tellings that hold them."""
    return [pair(home[a], home[b]) for a, b in pairs if a in home and b in home and home[a] != home[b]]


def _links_across(group: Sequence[Telling], scores: Mapping[Pair, float], bonds: Collection[Pair],
                  table: Weights) -> list[Link]:
    """The strongest links that hold the group together: one less than it has tellings."""
    by_head = {t.head: t for t in group}
    ranked = sorted((p not in bonds, -scores.get(p, table.apart), p) for p in combinations(sorted(by_head), 2))
    reached = {head: head for head in by_head}
    found = []
    for _, _, (a, b) in ranked:
        if reached[a] == reached[b]:
            continue
        old, new = reached[b], reached[a]
        reached = {head: new if root == old else root for head, root in reached.items()}
        found.append(judged_link(a, b, same=True) if (a, b) in bonds else
                     scored_link(by_head[a], by_head[b], a, b, table))
    return found

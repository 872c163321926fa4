"""Every report's claims to its tellings, under judgements that reach from one report into another.

In: claims of any number of reports, the reports, and the pairs that people hold together and apart. Out: ``Told`` by
report.

Example: claims a and c of one report are taken apart where a is judged the same as b, and b different from c.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from according.books.weights import Weights
from according.link.cluster import Pair, pair, pieces
from according.link.rulings import parted_inside
from according.link.within import Told, tell_report
from according.records import Claim, Report


def tell_all(claims: Mapping[str, Claim], reports: Mapping[str, Report], same: Collection[Pair],
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
    bonds = lift(same, home)
    for piece in pieces({head for bond in bonds for head in bond}, bonds):
        inside = set(piece)
        if any(home.get(a) in inside and home.get(b) in inside for a, b in different):
            torn.update(claim for head in piece for claim in tellings[head].claims)
    return torn


def lift(pairs: Iterable[Pair], home: Mapping[str, str]) -> list[Pair]:
    """Carry pairs of claims over to the tellings that hold them."""
    return [pair(home[a], home[b]) for a, b in pairs if a in home and b in home and home[a] != home[b]]

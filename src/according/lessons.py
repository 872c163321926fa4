"""What a ledger can teach a reader: reports with their claims as people judged them.

In: a ledger. Out: ``Lesson`` records, by report id.

Example: ``[lesson.unjudged for lesson in lessons(ledger)]``
"""

from __future__ import annotations

from collections.abc import Iterator

from according.judged import judged, standing
from according.ledger.base import Ledger
from according.records import Claim, Lesson
from according.words import JudgementKind

_ABOUT_READING = (JudgementKind.CONFIRM, JudgementKind.CORRECT, JudgementKind.REJECT)


def lessons(ledger: Ledger) -> Iterator[Lesson]:
    """Yield the reports of which at least one claim was confirmed, corrected or rejected, by id."""
    judgements = standing(ledger.judgements())
    said = {j.subject for j in judgements if j.kind in _ABOUT_READING}
    claims = tuple(ledger.claims())
    kept = {claim.id: claim for claim in judged(claims, judgements)}
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.report, []).append(claim)
    for report, read in by_report.items():
        if not said.isdisjoint(claim.id for claim in read):
            yield Lesson(report=ledger.report(report), claims=tuple(kept[c.id] for c in read if c.id in kept),
                         unjudged=sum(claim.id not in said for claim in read))

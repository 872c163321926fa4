"""Claims as cards: what was said, according to whom, with the sentence and its words marked.

In: claims and their reports. Out: ``ClaimCard`` records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from according.phrasing import count_text, place_text, source_text, when_text
from according.records import Claim, Judgement, Report
from according.web.compose.marking import sentence
from according.web.links import address_of
from according.web.parts import ClaimCard


def claim_cards(claims: Iterable[Claim], *, reports: Mapping[str, Report], notes: Mapping[str, str] | None = None,
                judgements: Sequence[Judgement] = ()) -> tuple[ClaimCard, ...]:
    """Return claims as cards, in the order given.

    Args:
        claims: to be told.
        reports: their reports, by id.
        notes: claim id to why it counts or does not, where a figure is told.
        judgements: those that stand; what is about a claim is told on its card.
    """
    return tuple(claim_card(claim, reports[claim.report], note=(notes or {}).get(claim.id), judgements=judgements)
                 for claim in claims)


def claim_card(claim: Claim, report: Report, *, note: str | None = None,
               judgements: Sequence[Judgement] = ()) -> ClaimCard:
    """Return one claim as a card."""
    printed = claim.victims.printed.text if claim.victims.printed else "people"
    side = f", {claim.victims.side}" if claim.victims.side else ""
    return ClaimCard(
        id=claim.id, href=address_of("claims", claim.id), harm=claim.harm.value, count=count_text(claim),
        victims=f"{printed} ({claim.victims.klass.value}{side})", roles=tuple(_roles(claim)), status=claim.status.value,
        scope=claim.scope.value, source=source_text(claim.source, claim.via), sentence=sentence(claim),
        report=report.id, report_href=address_of("reports", report.id, anchor=claim.id),
        outlet=report.outlet or "outlet not known", published=report.published or "date not known", note=note,
        judged=tuple(tell_judgement(j) for j in judgements if claim.id in (j.subject, j.other)))


def tell_judgement(judgement: Judgement) -> str:
    """Return a judgement in one line."""
    what = judgement.kind.value
    if judgement.field is not None:
        what += f" {judgement.field} to {judgement.value}"
    return f"{what}, {judgement.who}, {judgement.when[:16].replace('T', ' ')}: {judgement.why}"


def _roles(claim: Claim) -> Iterator[tuple[str, str]]:
    yield "according to", source_text(claim.source, claim.via)
    if claim.perpetrator is not None:
        printed = claim.perpetrator.printed.text if claim.perpetrator.printed else ""
        yield "by", claim.perpetrator.name or printed
    if claim.means is not None:
        yield "with", claim.means.type.value
    yield "where", place_text(claim.place)
    yield "when", when_text(claim.when)
    yield "status", claim.status.value
    if claim.scope.value != "incident":
        yield "scope", f"{claim.scope.value}: {claim.scope.meaning}"
    if claim.part_of is not None:
        yield "part of", claim.part_of

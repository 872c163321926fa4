"""Claims as a person reads them: what was said, according to whom, with the sentence.

In: readings and claims. Out: a table on a terminal, labelled lines elsewhere.

Example: ``show_reading(reading)``
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from according.cli.screen import flat, is_terminal, say, table
from according.phrasing import count_text, place_text, plural, source_text, victims_text, when_text
from according.records import Act, Claim, Phrase, Reading, Refusal, Report


def show_reading(reading: Reading, *, refusals: bool = False) -> None:
    """Print a report's heading and its claims; the numbers that became none where asked for."""
    say(_heading(reading.report, len(reading.claims)))
    for field, reason in reading.report.unknown:
        say(f"   {field} not known: {flat(reason)}")
    say()
    show_claims(reading.claims)
    if refusals:
        show_refusals(reading.refusals)


def show_claims(claims: Sequence[Claim]) -> None:
    """Print claims with their evidence."""
    if not claims:
        return
    if is_terminal():
        table(("claim", "where and when", "according to", "evidence"), [_cells(claim) for claim in claims], lines=True)
        return
    for number, claim in enumerate(claims, 1):
        say(f"{number}. {claim.harm.value} {flat(count_text(claim))}: {flat(victims_text(claim))}")
        for label, value in claim_lines(claim):
            say(f"   {label:<9} {value}")
        say()


def claim_lines(claim: Claim) -> Iterable[tuple[str, str]]:
    """Yield what a claim says beyond its count, label and value; what is not given is left out."""
    if claim.perpetrator is not None:
        named = claim.perpetrator.name or (claim.perpetrator.printed.text if claim.perpetrator.printed else "")
        yield "by", flat(named)
    if claim.means is not None:
        yield "means", claim.means.type.value
    yield "where", flat(place_text(claim.place))
    yield "when", when_text(claim.when)
    yield "source", flat(source_text(claim.source, claim.via))
    yield "status", claim.status.value + ("" if claim.scope.value == "incident" else f"; scope {claim.scope.value}")
    if claim.part_of is not None:
        yield "part of", claim.part_of
    yield "evidence", quoted(claim.evidence)
    yield "id", claim.id


def show_refusals(refusals: Sequence[Refusal]) -> None:
    """Print the numbers that stand in a sentence with a word of harm and became no claim, with the reason."""
    say(f"{plural(len(refusals), 'number')} near a word of harm became no claim" + (":" if refusals else "."))
    for refusal in refusals:
        say(f'   "{flat(refusal.words.text)}": {flat(refusal.reason)}')
        say(f"      in {quoted(refusal.sentence)}")
    say()


def show_acts(acts: Sequence[Act]) -> None:
    """Print what else a report says: kind and form, who, where, when, until when, on whose word, with the sentence."""
    say(f"{plural(len(acts), 'act')} beside the counts" + (":" if acts else "."))
    for act in acts:
        stage = "" if act.stage.value == "done" else f" ({act.stage.value})"
        say(f"   {act.kind.value}: {act.form.value}{stage}")
        for label, value in _act_lines(act):
            say(f"      {label:<9} {value}")
    say()


def _act_lines(act: Act) -> Iterable[tuple[str, str]]:
    if act.actor is not None and act.actor.name:
        yield "by", flat(act.actor.name)
    if act.target is not None and act.target.name:
        yield "towards", flat(act.target.name)
    yield "where", flat(place_text(act.place))
    yield "when", when_text(act.when)
    if act.until is not None:
        yield "until", when_text(act.until)
    yield "source", flat(source_text(act.source, act.via))
    yield "status", act.status.value + ("" if act.scope.value == "incident" else f"; scope {act.scope.value}")
    yield "evidence", quoted(act.evidence)


def quoted(phrase: Phrase) -> str:
    """Return a phrase on one line in quotation marks."""
    return f"“{flat(phrase.text)}”"


def _heading(report: Report, claims: int) -> str:
    parts = [report.title or report.key or report.id, report.outlet, report.published]
    return " · ".join([flat(part) for part in parts if part] + [plural(claims, "claim")])


def _cells(claim: Claim) -> tuple[str, str, str, str]:
    by = claim.perpetrator
    named = (by.name or (by.printed.text if by.printed else "")) if by else ""
    what = [f"{claim.harm.value} {flat(count_text(claim))}", flat(victims_text(claim)),
            f"by {flat(named)}" if named else ""]
    where = [flat(place_text(claim.place)), when_text(claim.when), claim.means.type.value if claim.means else ""]
    firm = claim.status.value + ("" if claim.scope.value == "incident" else f", {claim.scope.value}")
    who = [flat(source_text(claim.source, claim.via)), firm]
    return (_stack(what), _stack(where), _stack(who), f"{quoted(claim.evidence)}\n{claim.id}")


def _stack(lines: Iterable[str]) -> str:
    return "\n".join(line for line in lines if line)

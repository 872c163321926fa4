"""Where a number comes from: a figure's ends with rules and sentences, an origin's word with its history, one claim.

In: a ``View`` and which number is meant. Out: ``Why``, ``Says``, ``ClaimPage``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from according.books.profiles import read_profiles
from according.errors import BadRequest
from according.phrasing import ends, heading
from according.records import Cell, Claim, Figure, Incident, Judgement, Report
from according.views import View
from according.web.compose.claims import claim_card, claim_cards
from according.web.compose.lists import tell_figure, top
from according.web.compose.matrix import effect, tell_steps
from according.web.links import address_of
from according.web.pages import ClaimPage, Says, Why
from according.web.parts import ClaimCard, EndTold, Frame


def make_why(frame: Frame, view: View, *, harm: str, victims: str, side: str | None, total: bool,
             judgements: Sequence[Judgement], inset: bool) -> Why:
    """Return where a figure comes from. Raises BadRequest where the incident has no such figure."""
    figure = next((f for f in view.figures if f.harm.value == harm and ("total" in f.marks) == total
                   and (total or (f.klass.value == victims and f.side == side))), None)
    if figure is None:
        raise BadRequest(f"{view.incident.name} has no figure of {harm}, {victims} under {view.profile}")
    notes = _notes(figure)
    asides = {aside.claim: aside.reason for aside in figure.aside}
    counted = sorted((c for c in notes if c in view.claims), key=lambda c: (_rank(notes[c]), c))
    about = read_profiles().get(view.profile)
    return Why(
        frame=frame, inset=inset, back=_back(view), told=tell_figure(figure, most=top(figure), profile=view.profile),
        profile=view.profile, about=about.about if about else "", ends=_ends(figure),
        marks=tuple(mark for mark in figure.marks if mark != "total"),
        counted=claim_cards((view.claims[c] for c in counted), reports=view.reports, notes=notes,
                            judgements=judgements),
        aside=claim_cards((view.claims[c] for c in sorted(asides) if c in view.claims and c not in notes),
                          reports=view.reports, notes=asides, judgements=judgements))


def make_says(frame: Frame, view: View, *, origin: str, harm: str, victims: str, side: str | None,
              judgements: Sequence[Judgement], inset: bool) -> Says:
    """Return what an origin says of one thing. Raises BadRequest where it says nothing of it."""
    cell = next((c for c in view.matrix.cells if (c.origin, c.harm.value, c.klass.value, c.side)
                 == (origin, harm, victims, side)), None)
    spoken = next((o for o in view.origins if o.id == origin), None)
    if cell is None or spoken is None:
        raise BadRequest(f"{view.incident.name}: that origin says nothing of {harm}, {victims}")
    others = {aside.claim: aside.reason for aside in cell.others}
    return Says(
        frame=frame, inset=inset, back=_back(view), origin=spoken.name, harm=harm,
        who=victims + (f", {side}" if side else ""), text=ends(cell.low, cell.high), standing=cell.standing,
        effect=effect(cell), steps=tell_steps(cell.steps), cards=_cards(cell, view, judgements),
        others=claim_cards((view.claims[c] for c in others if c in view.claims), reports=view.reports, notes=others,
                           judgements=judgements))


def make_claim(frame: Frame, claim: Claim, report: Report, incident: Incident | None, *,
               judgements: Sequence[Judgement], inset: bool) -> ClaimPage:
    """Return one claim's page."""
    return ClaimPage(
        frame=frame, inset=inset, card=claim_card(claim, report, judgements=judgements),
        incident=None if incident is None else (heading(incident), address_of("incidents", incident.name)),
        reader=claim.reader, span=f"{claim.evidence.start:,} to {claim.evidence.end:,}",
        scope=f"{claim.scope.value}: {claim.scope.meaning}", review=address_of("review", claim=claim.id))


def _cards(cell: Cell, view: View, judgements: Sequence[Judgement]) -> tuple[ClaimCard, ...]:
    return claim_cards((view.claims[c] for c in cell.claims if c in view.claims), reports=view.reports,
                       judgements=judgements)


def _ends(figure: Figure) -> tuple[EndTold, ...]:
    def told(value: int | None) -> str:
        return "none" if value is None else f"{value:,}"

    high = "open" if figure.high_open and figure.high.value is None else told(figure.high.value)
    return (
        EndTold(name="low", value=told(figure.low.value), rule=figure.low.rule),
        EndTold(name="best", value=told(figure.best.value), rule=figure.best.rule),
        EndTold(name="high", value=high + (" or more" if figure.high_open and figure.high.value is not None else ""),
                rule=figure.high.rule))


def _notes(figure: Figure) -> dict[str, str]:
    """Return what each claim does for a figure."""
    sets: dict[str, list[str]] = {}
    for name, bound in (("low", figure.low), ("best", figure.best), ("high", figure.high)):
        for claim in bound.claims:
            sets.setdefault(claim, []).append(name)
    notes = {claim: f"sets {', '.join(names)}" for claim, names in sets.items()}
    return {**dict.fromkeys(figure.claims, "counts, and lies between the ends"), **notes}


def _rank(note: str) -> int:
    return 0 if "best" in note else 1 if note.startswith("sets") else 2


def _back(view: View) -> tuple[str, str]:
    asked: Mapping[str, str | None] = {"profile": view.profile, "as_of": view.as_of}
    return heading(view.incident), address_of("incidents", view.incident.name, **asked)

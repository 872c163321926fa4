"""One incident as a person reads it: figures, claims by origin, why they were joined.

In: ``View``. Out: text or JSON on stdout.

Example: ``show_incident(look(ledger, "i-7f3a"))``
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from according.cli.chain import show_chain
from according.cli.claims import quoted
from according.cli.screen import flat, say, say_bytes, table
from according.cli.why import show_why
from according.documents import document, incident_document
from according.phrasing import (
    act_text,
    amendment_text,
    change_text,
    count_text,
    ends,
    figure_text,
    figure_whom,
    heading,
    plural,
    source_text,
    victims_text,
)
from according.records import Change, Claim, Figure, Link, Origin, Report
from according.views import View

_SHARES = 4  # features told of each join: the ones that weigh most
_LINKS = 8  # joins told of each incident


def show_incident(view: View, *, as_json: bool = False, most: int | None = None, why: bool = False) -> None:
    """Print an incident: figures, claims by origin, toll history, why joined.

    Args:
        view: the incident.
        as_json: print records instead of text.
        why: say of each figure what set it, and what was set aside by which rule.
        most: leave it at so many origins, those with most claims; None: all.
    """
    if as_json:
        say_bytes(document(incident_document(view, why=why)))
        return
    say(f"{view.incident.name}  {flat(heading(view.incident))}")
    say(f"{plural(len(view.claims), 'claim')} in {plural(len(view.reports), 'report')}, {_independent(view)}; "
        f"grade {view.grade.word}: {flat(view.grade.why)}")
    if view.as_of is not None:
        say(f"as of {view.as_of}: only what was in print by then; joined as it is today")
    if view.incident.pending:
        say(f"pending: {', '.join(view.incident.pending)} not known")
    say()
    _show_figures(view)
    if why:
        show_why(view)
    shown = sorted(view.origins, key=lambda origin: -len(origin.claims))[:most]
    for origin in (origin for origin in view.origins if origin in shown):
        _show_origin(origin, view)
    if len(shown) < len(view.origins):
        say(f"and {plural(len(view.origins) - len(shown), 'more origin')}: according show {view.incident.name}")
        say()
    show_chain(view)
    _show_acts(view)
    _show_history(view)
    show_changes(view.changes, {name: report.outlet for name, report in view.reports.items()})
    _show_links(view)
    _show_judgements(view)


def _independent(view: View) -> str:
    sure = sum(1 for origin in view.origins if origin.independent)
    unknown = sum(1 for origin in view.origins if origin.independent is None)
    return plural(sure, "independent origin") + (f", {unknown} more of unknown independence" if unknown else "")


def _show_figures(view: View) -> None:
    if not view.figures:
        say("no figure: no claim gives a number that counts towards one")
        say()
        return
    say(f"Figures (profile {view.profile})")
    table(("harm", "victims", "figure", "origins", "best is", "marks"), [_figure_row(f) for f in view.figures])
    _show_asides(view)
    say()


def _show_asides(view: View) -> None:
    """Print the claims that count towards no figure, by reason."""
    reasons: dict[str, set[str]] = {}
    for aside in (aside for figure in view.figures for aside in figure.aside):
        reasons.setdefault(aside.reason, set()).add(aside.claim)
    for reason, claims in sorted(reasons.items()):
        say(f"set aside, {flat(reason)}: {', '.join(sorted(claims))}")


def _figure_row(figure: Figure) -> tuple[str, ...]:
    origins = f"{figure.origins}" + (f" + {figure.origins_unknown} unknown" if figure.origins_unknown else "")
    marks = ", ".join(mark for mark in figure.marks if mark != "total")
    return (figure.harm.value, figure_whom(figure), figure_text(figure), origins, figure.best.rule, marks)


def _show_origin(origin: Origin, view: View) -> None:
    party = f", speaks for {view.parties.get(origin.party, origin.party)}" if origin.party else ""
    doubts = {True: "", False: ", not independent", None: ", independence unknown"}
    outlets = flat(", ".join(origin.outlets)) or "no named outlet"
    say(f"Origin: {flat(origin.name)} ({origin.kind.value}{party}{doubts[origin.independent]}), in {outlets}")
    told = [view.claims[name] for name in origin.claims if name in view.claims]
    for evidence, group in groupby(told, key=lambda claim: (claim.report, claim.evidence)):
        for claim in group:
            _show_claim(claim, view.reports[claim.report])
        say(f"      {quoted(evidence[1])}")
    say()


def _show_claim(claim: Claim, report: Report) -> None:
    firm = "" if claim.status.value == "stated" else f", {claim.status.value}"
    said = f"{claim.harm.value} {count_text(claim)} {victims_text(claim)}, {source_text(claim.source, claim.via)}"
    where = f"{report.published or 'no date'}  {report.outlet or 'outlet not known'}"
    say(f"  {flat(where)}: {flat(said)}{firm}  {claim.id}")


def _show_acts(view: View) -> None:
    """Print what else the reports say of it; what several tell alike is told once, with how many tell it."""
    if not view.acts:
        return
    say("What else the reports say")
    alike: dict[str, list[str]] = {}
    for act in view.acts:
        alike.setdefault(act_text(act), []).append(act.id)
    for told, ids in alike.items():
        more = f", {plural(len(ids), 'time')}" if len(ids) > 1 else ""
        say(f"  {flat(told)}{more}  {ids[0]}")
    say()


def _show_judgements(view: View) -> None:
    if not view.judgements:
        return
    say()
    say("Judgements")
    for told in view.judgements:
        what = f" {flat(f'{told.field} {told.value}')}" if told.field else ""
        other = f" and {told.other}" if told.other else ""
        who = f"{told.when[:10]} {flat(told.who)}"
        say(f"  {who}: {told.kind.value} {flat(told.subject)}{other}{what}; {flat(told.why)}  {told.id}")


def _show_history(view: View) -> None:
    """Print how the figures moved from day to day."""
    if not view.history.figure:
        return
    say("Toll history")
    rows = []
    for moment in view.history.figure:
        side = f", {moment.side}" if moment.side else ""
        best = "" if moment.best is None or moment.low == moment.high else f", best {moment.best:,}"
        rows.append((moment.day or "no date", f"{moment.harm.value} {moment.klass.value}{side}",
                     ends(moment.low, moment.high) + best, moment.change))
    table(("day", "who", "figure", "change"), rows)
    say()


def show_changes(changes: Sequence[Change], outlets: Mapping[str, str | None]) -> None:
    """Print what outlets changed after it was read, each changed count with its old and its new sentence.

    Args:
        changes: as ``views`` gives them.
        outlets: of at least one report of each change, by report id.
    """
    if not changes:
        return
    say("Changed by outlets")
    for change in changes:
        outlet = outlets.get(change.before) or outlets.get(change.after or "") or change.page.partition("/")[0]
        say(f"  {flat(change_text(change, outlet))}")
        for amendment in change.claims:
            say(f"    {flat(amendment_text(amendment))}")
            for when, claim in (("was", amendment.before), ("is", amendment.after)):
                if claim is not None:
                    say(f"      {when}: {quoted(claim.evidence)}")
    say()


def _show_links(view: View) -> None:
    """Print why claims were joined, the weakest joins first: those are the ones to doubt."""
    if not view.incident.links:
        return
    say("Why joined, weakest first" if len(view.incident.links) > 1 else "Why joined")
    weakest = sorted(view.incident.links, key=lambda link: (link.score, link.a, link.b))
    for link in weakest[:_LINKS]:
        say(f"  {link.a} and {link.b}: {_why(link)}")
    if len(weakest) > _LINKS:
        say(f"  and {plural(len(weakest) - _LINKS, 'stronger join')}: --json has them all")


def _why(link: Link) -> str:
    """Name the features that spoke for a join and those against it; the bias is the same for every pair."""
    told = sorted((share for share in link.shares if share.feature != "bias" and share.weight),
                  key=lambda share: (-abs(share.weight), share.feature))[:_SHARES]
    named = (f"{share.feature.replace('_', ' ')} {flat(share.value)} ({share.weight:+.1f})" for share in told)
    return ", ".join(named) or "a judgement"

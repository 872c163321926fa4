"""``according incidents``, ``show`` and ``brief``: what the ledger holds.

In: a ledger and an id. Out: incidents, their figures, origins and claims; reports; single claims.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qsl

import typer

from according.brief import brief as write_brief
from according.brief.notes import Notes
from according.brief.page import brief_html, brief_page
from according.brief.text import brief_text
from according.catalogue import Catalogue, find_incidents
from according.changes import notice_in
from according.cli.chain import show_totals
from according.cli.claims import show_acts, show_claims, show_reading
from according.cli.incident import show_changes, show_incident
from according.cli.options import (
    AsOfOption,
    JsonOption,
    LedgerOption,
    NearOption,
    ProfileOption,
    QueryOption,
    SinceOption,
    UntilOption,
    address,
    settings_here,
)
from according.cli.screen import flat, note, say, say_bytes, table
from according.corrections import report_changes
from according.documents import document, incidents_document
from according.errors import BadRequest
from according.export.lines import dump
from according.ledger import open_ledger
from according.ledger.base import Ledger, head_text
from according.phrasing import figure_text, headline_figures, moment_text, place_name, plural, when_text
from according.records import Figure, Incident
from according.settings import Settings
from according.sift import read_query
from according.surveys import survey
from according.views import View, look, near_to, totals_over

_SHOWN = 12  # ids told where a shortened one names many

IdArgument = Annotated[str, typer.Argument(metavar="ID", help="May be shortened as long as it names one thing.")]


def incidents(
    since: SinceOption = None,
    until: UntilOption = None,
    near: NearOption = None,
    pending: Annotated[bool, typer.Option(
        "--pending", help="Only those of which the place, the date or a number is not known.")] = False,
    profile: ProfileOption = "ucdp",
    as_of: AsOfOption = None,
    query: QueryOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the incidents of the ledger with their figures."""
    with reading_ledger(ledger, settings_here()) as opened:
        names = names_of(query, opened)
        rows = [(incident, told) for incident, told in survey(
            opened, since=since, until=until, profile=profile, as_of=as_of)
            if (incident.pending or not pending) and (names is None or incident.name in names)]
        found: Sequence[Incident] = [incident for incident, _ in rows]
        figures = {incident.name: told for incident, told in rows}
        if near is not None:
            found = near_to(near, found)
        if as_json:
            say_bytes(document(incidents_document((i, figures.get(i.name, ())) for i in found)))
        elif found:
            list_incidents(found, figures)
        else:
            bounds = since or until or near or pending or as_of or query
            note("no incident" + (" within these bounds" if bounds else ": add reports first"))


def show(
    identifier: IdArgument,
    why: Annotated[bool, typer.Option(
        "--why", help="Of an incident: what set each end of each figure, what was set aside, and the rules.")] = False,
    profile: ProfileOption = "ucdp",
    as_of: AsOfOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a report, a claim or an incident whole."""
    with reading_ledger(ledger, settings_here()) as opened:
        name = one_id(identifier, opened)
        if name.startswith("r-"):
            _show_report(name, opened, as_json=as_json)
        elif name.startswith("c-"):
            _show_claim(name, opened, as_json=as_json)
        elif name.startswith("a-"):
            _show_act(name, opened, as_json=as_json)
        elif name.startswith("i-"):
            view = look(opened, name, profile=profile, as_of=as_of)
            show_incident(view, as_json=as_json, why=why)
            if not as_json and as_of is None:
                show_totals(totals_over(opened, view.incident))
                _note_seen(opened)
        else:
            found = next(j for j in opened.judgements() if j.id == name)
            say_bytes(dump(found, indent=1) + b"\n")


def brief(
    identifier: IdArgument,
    profile: ProfileOption = "ucdp",
    as_of: AsOfOption = None,
    form: Annotated[str, typer.Option(
        "--form", metavar="FORM",
        help="markdown, html (a part of a page) or page (one file with its charts).")] = "markdown",
    to: Annotated[Path | None, typer.Option(
        "--to", metavar="FILE", show_default=False, help="Write it there instead of printing it.")] = None,
    ledger: LedgerOption = None,
) -> None:
    """Write a first account of an incident, every sentence with its footnote."""
    if form not in ("markdown", "html", "page"):
        raise typer.BadParameter(f"{form!r} is no form of a brief: choose markdown, html or page")
    with reading_ledger(ledger, settings_here()) as opened:
        view = look(opened, one_id(identifier, opened, start="i-"), profile=profile, as_of=as_of)
        head = head_text(opened.head())
    written = write_brief(view.incident, view.figures, view.origins, claims=view.claims, reports=view.reports,
                          acts=view.acts, changes=view.changes)
    if form == "markdown":
        told = brief_text(written, claims=view.claims, reports=view.reports, acts=view.acts)
    else:
        notes = Notes(claims=view.claims, reports=view.reports, acts=view.acts)
        told = brief_html(written, notes) if form == "html" else brief_page(
            written, notes, charts=_pictures(view), facts=_facts(view))
    if to is None:
        say(told.rstrip("\n"))
    else:
        to.write_text(told, encoding="utf-8")
        note(f"{to}: {form}, {view.incident.name}, profile {view.profile}, ledger head {head}")


def _pictures(view: View) -> list[str]:
    """Return the figures and the longest toll history of a view as SVG."""
    charts = importlib.import_module("according.charts")  # it draws with an engine that no other verb needs
    told = [figure for figure in view.figures if figure.low.value is not None or figure.high.value is not None]
    things = charts.toll_things(view.history)
    drawn = [charts.ranges(told)] if told else []
    if things:
        drawn.append(charts.toll(view.history, things[0], names={o.id: o.name for o in view.origins}, as_of=view.as_of))
    return [drawing.svg for drawing in drawn]


def _facts(view: View) -> str:
    day_of = f", as of {view.as_of}" if view.as_of else ""
    return f"Incident {view.incident.name}, profile {view.profile}{day_of}; {plural(len(view.reports), 'report')}."


def names_of(query: str | None, ledger: Ledger) -> frozenset[str] | None:
    """Return the names of the incidents that a query of the workbench finds; None where nothing is asked."""
    if query is None:
        return None
    asked = read_query(parse_qsl(query.partition("?")[2] or query, strict_parsing=False))
    return frozenset(sketch.name for sketch in find_incidents(Catalogue().of(ledger), asked))


def list_incidents(found: Sequence[Incident], figures: Mapping[str, Sequence[Figure]]) -> None:
    """Print incidents, one a row."""
    table(("incident", "when", "where", "what", "figures", "reports"), [_row(i, figures) for i in found])


def reading_ledger(given: str | None, settings: Settings) -> Ledger:
    """Open the ledger for a verb that only reads."""
    return open_ledger(address(given, settings), read_only=True)


def one_id(prefix: str, ledger: Ledger, *, start: str = "") -> str:
    """Return the one id that a shortened one names.

    Args:
        prefix: as typed.
        ledger: where it is looked for.
        start: only ids that start so are meant (``i-``: incidents).

    Raises:
        BadRequest: it names nothing, or several things.
    """
    hits = [hit for hit in ledger.find(prefix) if hit.startswith(start)]
    if prefix in hits:
        return prefix
    if not hits:
        raise BadRequest(f"nothing in the ledger has an id that starts with {prefix!r}: see `according incidents`")
    if len(hits) > 1:
        more = ", ..." if len(hits) > _SHOWN else ""
        raise BadRequest(f"{prefix!r} is short for several: {', '.join(hits[:_SHOWN])}{more}; write more of it")
    return hits[0]


def by_incident(ledger: Ledger) -> Mapping[str, list[Figure]]:
    """Return the figures of every incident by its name."""
    out: dict[str, list[Figure]] = {}
    for figure in ledger.figures():
        out.setdefault(figure.incident, []).append(figure)
    return out


def _row(incident: Incident, figures: Mapping[str, Sequence[Figure]]) -> tuple[str, ...]:
    told = "; ".join(
        f"{f.harm.value} {figure_text(f)}" + ("" if "total" in f.marks else f" [{f.klass.value}]")
        for f in headline_figures(figures.get(incident.name, ()))
    )
    missing = f"pending: no {', no '.join(incident.pending)}" if incident.pending else ""
    what = "; ".join(part for part in (told, missing) if part)
    return (incident.name, when_text(incident.when), flat(place_name(incident.place)),
            incident.means.value if incident.means else "", what, f"{len(incident.reports)}")


def _show_report(name: str, ledger: Ledger, *, as_json: bool) -> None:
    reading = ledger.reading(name)
    if as_json:
        say_bytes(dump(reading, indent=1) + b"\n")
        return
    show_reading(reading)
    say(f"{reading.report.id} · {reading.report.url or 'no address'} · sha256 {reading.report.sha256[:16]}… "
        f"· {plural(len(reading.repeats), 'repeat')} · read by {reading.reader}")
    if (notice := notice_in(reading.report.text)) is not None:
        say(f"it says that it was corrected or updated: “{flat(notice)}”")
    for passed in ledger.passed([name]):
        stands = f"; {passed.stands} stands there now" if passed.stands else ""
        say(f"it stands no longer: {passed.reason}{stands}" if passed.kind == "gone" else
            f"it stands no longer: its outlet changed it, seen on {moment_text(passed.since)}{stands}")
    show_changes(report_changes(ledger, name), {name: reading.report.outlet})


def _note_seen(ledger: Ledger) -> None:
    count = ledger.head().count
    note(f"seen up to entry {count}: `according judge ... --seen {count}` stops where others came between")


def _show_act(name: str, ledger: Ledger, *, as_json: bool) -> None:
    act = ledger.act(name)
    if as_json:
        say_bytes(dump(act, indent=1) + b"\n")
        return
    report = ledger.report(act.report)
    show_acts([act])
    say(f"in {report.id} · {report.outlet or 'outlet not known'} · {report.published or 'date not known'} "
        f"· characters {act.evidence.start} to {act.evidence.end} · read by {act.reader}")


def _show_claim(name: str, ledger: Ledger, *, as_json: bool) -> None:
    claim = ledger.claim(name)
    if as_json:
        say_bytes(dump(claim, indent=1) + b"\n")
        return
    report = ledger.report(claim.report)
    show_claims([claim])
    say(f"in {report.id} · {report.outlet or 'outlet not known'} · {report.published or 'date not known'} "
        f"· characters {claim.evidence.start} to {claim.evidence.end} · read by {claim.reader}")
    joined = [i for i in ledger.incidents() if name in i.claims]
    say(f"joined to {joined[0].name}" if joined else f"joined to no incident: its scope is {claim.scope.value}")
    _note_seen(ledger)

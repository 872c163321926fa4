"""Incidents: each whole, under a profile and as of a day; where its numbers come from; its charts as files.

In: an incident's name. Out: its page, and the pages behind its numbers.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from according.books.profiles import get_profile
from according.charts import Drawing, chain, pdf, png, toll, toll_things
from according.documents import incident_document
from according.errors import BadRequest
from according.judged import judged, standing
from according.ledger.base import Ledger
from according.phrasing import heading
from according.sift import read_day
from according.views import View, look
from according.web.compose.frame import make_frame
from according.web.compose.incident import chain_copies, make_incident
from according.web.compose.why import make_claim, make_says, make_why
from according.web.rendering import render
from according.web.state import bench_of, user_of
from according.web.tables import as_file, json_file, no_form, table

router = APIRouter(include_in_schema=False)


def view_of(ledger: Ledger, name: str, profile: str, as_of: str) -> View:
    """Return an incident under a profile of ours; a path of a file, which the command takes, is no profile here."""
    get_profile(profile)
    return look(ledger, name, profile=profile, as_of=read_day("as_of", as_of) if as_of else None)


_FORMS = "csv, xlsx, json"


@router.get("/incidents/{name}")
def incident(request: Request, name: str, profile: str = "ucdp", as_of: str = "", thing: int = 0,
             form: str = "", rows: str = "claims") -> Response:
    """Show one incident, or give its claims or its figures as a table, or all of it as JSON."""
    bench = bench_of(request)
    view = view_of(bench.ledger, name, profile, as_of)
    if form == "json":
        return json_file(incident_document(view), view.incident.name)
    if form:
        if form not in _FORMS.split(", "):
            raise no_form(form, _FORMS)
        if rows not in ("claims", "figures"):
            raise BadRequest(f"rows={rows!r}: choose claims, figures")
        what = "claims" if rows == "claims" else "incidents"
        return table(bench, what, form, name=f"{view.incident.name}-{rows}", profile=profile,
                     names=frozenset([view.incident.name]))
    whole = bench.ledger.incident(name)
    days = sorted({day for report in whole.reports if (day := bench.ledger.report(report).published)})
    frame = make_frame(bench, user_of(request), title=heading(view.incident), here="overview")
    return render(make_incident(frame, view, days=days, judgements=standing(bench.ledger.judgements()), thing=thing))


@router.get("/incidents/{name}/why")
def why(request: Request, name: str, harm: str, victims: str, side: str | None = None, total: str = "",
        profile: str = "ucdp", as_of: str = "", inset: str = "") -> Response:
    """Show where a figure comes from."""
    bench = bench_of(request)
    view = view_of(bench.ledger, name, profile, as_of)
    frame = make_frame(bench, user_of(request), title=f"{harm}: {heading(view.incident)}", here="overview")
    return render(make_why(frame, view, harm=harm, victims=victims, side=side, total=bool(total), inset=bool(inset),
                           judgements=standing(bench.ledger.judgements())))


@router.get("/incidents/{name}/says")
def says(request: Request, name: str, origin: str, harm: str, victims: str, side: str | None = None,
         profile: str = "ucdp", as_of: str = "", inset: str = "") -> Response:
    """Show what an origin says, and how it came to it."""
    bench = bench_of(request)
    view = view_of(bench.ledger, name, profile, as_of)
    frame = make_frame(bench, user_of(request), title=f"{harm}: {heading(view.incident)}", here="overview")
    return render(make_says(frame, view, origin=origin, harm=harm, victims=victims, side=side, inset=bool(inset),
                            judgements=standing(bench.ledger.judgements())))


@router.get("/incidents/{name}/{chart}.{form}")
def chart(request: Request, name: str, chart: str, form: str, profile: str = "ucdp", as_of: str = "",
          thing: int = 0) -> Response:
    """Give the toll or the chain of an incident as a file."""
    view = view_of(bench_of(request).ledger, name, profile, as_of)
    return chart_file(_drawn(view, chart, thing), form, f"{view.incident.name}-{chart}")


def chart_file(drawing: Drawing, form: str, name: str) -> Response:
    """Return a chart as a file. Raises BadRequest where the form is none."""
    kinds = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
    if form not in kinds:
        raise BadRequest(f"a chart has no form {form!r}: choose {', '.join(kinds)}")
    data = drawing.svg.encode() if form == "svg" else png(drawing) if form == "png" else pdf(drawing)
    return as_file(data, kinds[form], f"{name}.{form}")


def _drawn(view: View, name: str, thing: int) -> Drawing:
    if name == "chain":
        return chain(view.origins, chain_copies(view.chain.edges), reports=view.reports)
    things = toll_things(view.history)
    if name != "toll" or not 0 <= thing < len(things):
        raise BadRequest(f"{view.incident.name} has no such chart: choose toll or chain")
    return toll(view.history, things[thing], names={o.id: o.name for o in view.origins}, as_of=view.as_of)


@router.get("/claims/{name}")
def claim(request: Request, name: str, inset: str = "") -> Response:
    """Show one claim, as judgements left it."""
    bench = bench_of(request)
    ledger = bench.ledger
    found, decided = ledger.claim(name), standing(ledger.judgements())
    told = next(iter(judged([found], decided)), found)  # a rejected claim is shown as it was read
    home = ledger.homes([found.id]).get(found.id)
    frame = make_frame(bench, user_of(request), title=f"Claim {found.id}", here="reports")
    return render(make_claim(frame, told, ledger.report(told.report), ledger.incident(home) if home else None,
                             judgements=decided, inset=bool(inset)))

"""The overview: incidents under a query, and the same as tables.

In: a query in the address. Out: the page, or with ``form=`` the list as CSV, XLSX, JSON or GeoJSON.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from according.documents import incidents_document
from according.sift import read_query
from according.views import survey
from according.web.compose.frame import make_frame
from according.web.compose.overview import make_overview
from according.web.rendering import render
from according.web.state import Bench, bench_of, user_of
from according.web.tables import PATIENCE, json_file, no_form, table

router = APIRouter(include_in_schema=False)


_FORMS = "csv, xlsx, json, geojson"


@router.get("/")
def overview(request: Request, part: int = 1, form: str = "") -> Response:
    """Show what a query finds, or give it as a table."""
    bench = bench_of(request)
    query = read_query(request.query_params.multi_items())
    found = bench.found(query)
    if form:
        return _table(bench, form, frozenset(sketch.name for sketch in found.sketches))
    frame = make_frame(bench, user_of(request), title="Incidents", here="overview")
    return render(make_overview(frame, query, found, listing=bench.listing(), names=bench.names(), part=part))


def _table(bench: Bench, form: str, names: frozenset[str]) -> Response:
    """Return incidents as the command's export or its list writes them, in the ledger's order."""
    if form == "json":
        bench.settler.wait(PATIENCE)
        rows = [row for row in survey(bench.ledger) if row[0].name in names]
        return json_file(incidents_document(rows), "incidents")
    if form not in _FORMS.split(", "):
        raise no_form(form, _FORMS)
    return table(bench, "incidents", form, name="incidents", names=names)

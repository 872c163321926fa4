"""The overview: incidents under a query, and the same as tables.

In: a query in the address. Out: the page, or with ``form=`` the list as CSV, XLSX, JSON or GeoJSON.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from according.catalogue import find_incidents
from according.sift import read_query, without_days
from according.web.compose.frame import make_frame
from according.web.compose.overview import make_overview
from according.web.rendering import render
from according.web.state import bench_of, user_of

router = APIRouter(include_in_schema=False)


@router.get("/")
def overview(request: Request, part: int = 1) -> Response:
    """Show what a query finds."""
    bench = bench_of(request)
    query = read_query(request.query_params.multi_items())
    listing = bench.listing()
    found = find_incidents(listing, query)
    around = found if query == without_days(query) else find_incidents(listing, without_days(query))
    frame = make_frame(bench, user_of(request), title="Incidents", here="overview")
    return render(make_overview(frame, query, found, around=around, total=len(listing.summaries),
                                names=bench.names(), part=part))

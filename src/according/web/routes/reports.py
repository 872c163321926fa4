"""Reports: the list, and each as it was read.

In: a report's id. Out: its page.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from according.judged import judged, standing
from according.web.compose.frame import make_frame
from according.web.compose.report import make_report, make_reports, report_heading
from according.web.rendering import render
from according.web.state import bench_of, user_of
from according.web.tables import json_file, no_form, table

router = APIRouter(include_in_schema=False)
_FORMS = "csv, xlsx, jsonl"


@router.get("/reports")
def reports(request: Request, words: str = "", part: int = 1, form: str = "") -> Response:
    """List the reports, or give all of them as a table."""
    bench = bench_of(request)
    if form:
        if form not in _FORMS.split(", "):
            raise no_form(form, _FORMS)
        return table(bench, "reports", form, name="reports")
    frame = make_frame(bench, user_of(request), title="Reports", here="reports")
    return render(make_reports(frame, bench.shelf(), words=words, part=part))


@router.get("/reports/{name}")
def report(request: Request, name: str, refusals: str = "", form: str = "") -> Response:
    """Show one report with its claims, or give these as a table, or all of it as JSON."""
    bench = bench_of(request)
    reading = bench.ledger.reading(name)
    if form == "json":
        return json_file(reading, name)
    if form:
        if form not in ("csv", "xlsx"):
            raise no_form(form, "csv, xlsx, json")
        return table(bench, "claims", form, name=name, report=name)
    decided = standing(bench.ledger.judgements())
    claims = tuple(judged(reading.claims, decided))
    homes = sorted(set(bench.ledger.homes(claim.id for claim in claims).values()))
    frame = make_frame(bench, user_of(request), title=report_heading(reading.report), here="reports")
    return render(make_report(frame, reading, claims, judgements=decided, refused=bool(refusals),
                              incidents={home: bench.ledger.incident(home) for home in homes}))

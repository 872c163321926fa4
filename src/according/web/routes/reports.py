"""Reports: the list, and each as it was read.

In: a report's id. Out: its page.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from according.archive import read_kept
from according.corrections import report_changes
from according.errors import BadRequest
from according.judged import judged, standing
from according.web.compose.frame import make_frame
from according.web.compose.report import make_report, make_reports, report_heading
from according.web.rendering import render
from according.web.state import bench_of, user_of
from according.web.tables import as_file, json_file, no_form, table

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
    return render(make_report(
        frame, reading, claims, judgements=decided, refused=bool(refusals),
        incidents={home: bench.ledger.incident(home) for home in homes},
        passed=next(iter(bench.ledger.passed([name])), None), changes=report_changes(bench.ledger, name),
        captures=tuple(bench.ledger.captures(reports=[name]))))


@router.get("/reports/{name}/captures/{capture}")
def capture(request: Request, name: str, capture: str) -> Response:
    """Give a page as it came, as a file that no browser opens by itself."""
    bench = bench_of(request)
    note = next((one for one in bench.ledger.captures(reports=[name]) if one.id == capture), None)
    if note is None or note.kept is None or bench.serving.archive is None:
        raise BadRequest(f"{capture}: the archive has no such capture of {name}")
    body = read_kept(bench.serving.archive, note.kept).body
    answer = as_file(body, "application/octet-stream", f"{name}-{note.at[:19]}.page")
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer

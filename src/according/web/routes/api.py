"""The records of the ledger as JSON: what the command prints with ``--json``, at addresses.

In: the query of the overview, or an id. Out: whole records (docs/records.md), and ``/api/openapi.json``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from according.catalogue import find_incidents
from according.documents import document, incident_document, incidents_document, report_head
from according.errors import BadRequest
from according.export.lines import plain
from according.judged import correct, new_judgement
from according.ledger.base import head_text
from according.records import Claim
from according.sift import read_query
from according.web.routes.incidents import view_of
from according.web.routes.review import keep_judgements, who_of
from according.web.schemas import JudgementBody
from according.web.state import bench_of
from according.words import JudgementKind

router = APIRouter(prefix="/api", tags=["records"])
_MOST = 500  # incidents of one answer
_PAIRS = (JudgementKind.SAME, JudgementKind.DIFFERENT)


@router.get("/incidents", summary="Incidents under a query, with their figures")
def incidents(request: Request, offset: int = Query(0, ge=0), limit: int = Query(100, ge=1, le=_MOST)) -> Response:
    """Take the overview's query (since, until, place, actor, harm, ..., sort) and return a part of what it finds."""
    bench = bench_of(request)
    ledger, listing = bench.ledger, bench.listing()
    found = find_incidents(listing, read_query(request.query_params.multi_items()))
    shown = listing.whole(sketch.name for sketch in found[offset:offset + limit])
    told = [(ledger.incident(summary.sketch.name), summary.figures) for summary in shown]
    return _json({"head": head_text(ledger.head()), "found": len(found), "offset": offset,
                  "incidents": incidents_document(told)})


@router.get("/incidents/{name}", summary="One incident whole, under a profile, as of a day")
def incident(request: Request, name: str, profile: str = "ucdp", as_of: str = "") -> Response:
    """Return what `according show NAME --json` prints."""
    return _json(incident_document(view_of(bench_of(request).ledger, name, profile, as_of)))


@router.get("/reports", summary="Reports without their texts")
def reports(request: Request, offset: int = Query(0, ge=0), limit: int = Query(100, ge=1, le=_MOST)) -> Response:
    """Return a part of the reports, the latest published first."""
    bench = bench_of(request)
    ids = [shelved.id for shelved in bench.shelf()]
    told = [report_head(bench.ledger.report(name)) for name in ids[offset:offset + limit]]
    return _json({"head": head_text(bench.ledger.head()), "found": len(ids), "offset": offset, "reports": told})


@router.get("/reports/{name}", summary="One report with its claims, refusals and repeats")
def report(request: Request, name: str) -> Response:
    """Return what `according show NAME --json` prints."""
    return _json(bench_of(request).ledger.reading(name))


@router.get("/claims/{name}", summary="One claim as it was read")
def claim(request: Request, name: str) -> Response:
    """Return what `according show NAME --json` prints."""
    return _json(bench_of(request).ledger.claim(name))


@router.get("/judgements", summary="Every judgement, undone ones too")
def judgements(request: Request) -> Response:
    """Return all judgements by time."""
    return _json([plain(judgement) for judgement in bench_of(request).ledger.judgements()])


@router.post("/judgements", summary="Keep a decision", status_code=201)
def judge(request: Request, body: JudgementBody) -> Response:
    """Keep a judgement; it takes effect when the ledger was settled behind the pages."""
    bench, who = bench_of(request), who_of(request)
    try:
        kind = JudgementKind(body.kind)
    except ValueError:
        raise BadRequest(f"{body.kind!r} is no kind of judgement: choose {', '.join(k.value for k in JudgementKind)}"
                         ) from None
    if kind is JudgementKind.PIN:
        raise BadRequest("a pin is kept by `according judge pin`, which looks up what is pinned")
    value = None if body.value is None else json.dumps(body.value)
    _check(bench_of(request).ledger.claim, kind, body, value)
    if kind is JudgementKind.UNDO and not any(j.id == body.subject for j in bench.ledger.judgements()):
        raise BadRequest(f"{body.subject}: the ledger has no judgement of this id")
    made = new_judgement(kind, body.subject, other=body.other, field=body.field, value=value, who=who, why=body.why,
                         when=datetime.now(UTC).isoformat(timespec="milliseconds"))
    keep_judgements(bench, [made], who, counted=-1 if kind is JudgementKind.UNDO else 1, seen=body.seen)
    return Response(document(made), 201, media_type="application/json")


def _check(claim_of: Callable[[str], Claim], kind: JudgementKind, body: JudgementBody, value: str | None) -> None:
    """Raise BadRequest where a judgement lacks what its kind needs, or names what the ledger has not."""
    if (body.other is not None) != (kind in _PAIRS):
        raise BadRequest("same and different take two claims, every other kind one")
    if (body.field is not None) != (kind is JudgementKind.CORRECT):
        raise BadRequest("field and value go with correct and with nothing else")
    if kind is JudgementKind.UNDO:
        return
    told = claim_of(body.subject)
    if body.other is not None:
        claim_of(body.other)
    if kind is JudgementKind.CORRECT:
        correct(told, body.field, value)


def _json(record: object) -> Response:
    return Response(document(record), media_type="application/json")

"""Origins and outlets: who speaks, and each one's habits.

In: a name. Out: its page; without one, the list.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from according.errors import BadRequest
from according.judged import judged, standing
from according.web.compose.frame import make_frame
from according.web.compose.origins import Told, make_origin, make_origins
from according.web.rendering import render
from according.web.state import bench_of, user_of

router = APIRouter(include_in_schema=False)
_MOST = 100  # incidents shown of one speaker, the latest


@router.get("/origins")
def origins(request: Request, part: int = 1) -> Response:
    """List those who vouch."""
    return _list(request, "origins", part)


@router.get("/outlets")
def outlets(request: Request, part: int = 1) -> Response:
    """List those who publish."""
    return _list(request, "outlets", part)


@router.get("/origins/{name:path}")
def origin(request: Request, name: str) -> Response:
    """Show one who vouches."""
    return _one(request, "origins", name)


@router.get("/outlets/{name:path}")
def outlet(request: Request, name: str) -> Response:
    """Show one who publishes."""
    return _one(request, "outlets", name)


def _list(request: Request, kind: str, part: int) -> Response:
    bench = bench_of(request)
    frame = make_frame(bench, user_of(request), title=kind.capitalize(), here="origins")
    return render(make_origins(frame, bench.listing().summaries.values(), kind=kind, part=part))


def _one(request: Request, kind: str, name: str) -> Response:
    bench = bench_of(request)
    ledger, publishes = bench.ledger, kind == "outlets"
    found = [s for s in bench.listing().summaries.values()
             if any(v.name == name and v.publishes == publishes for v in s.voices)]
    if not found:
        raise BadRequest(f"{name}: the ledger has no word of {'this outlet' if publishes else 'this origin'}")
    found.sort(key=lambda s: (s.when.start or "", s.name), reverse=True)
    decided = standing(ledger.judgements())
    told = []
    for summary in found[:_MOST]:
        incident = ledger.incident(summary.name)
        told.append(Told(
            incident=incident, origins=ledger.origins(summary.name), figures=tuple(ledger.figures(summary.name)),
            claims={c.id: c for c in judged(ledger.claims(incident=summary.name), decided)},
            reports={report: ledger.report(report) for report in incident.reports}))
    frame = make_frame(bench, user_of(request), title=name, here="origins")
    return render(make_origin(frame, name, told, of=len(found), kind=kind))

"""Origins and outlets: who speaks, and each one's habits.

In: a name. Out: its page; without one, the list.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from according.catalogue import Listing
from according.errors import BadRequest
from according.judged import judged, standing
from according.records import Sketch
from according.sift import fold
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
    return render(make_origins(frame, bench.speakers()[kind], kind=kind, part=part))


def _one(request: Request, kind: str, name: str) -> Response:
    bench = bench_of(request)
    ledger, publishes = bench.ledger, kind == "outlets"
    found = _heard(bench.listing(), name, publishes=publishes)
    if not found:
        raise BadRequest(f"{name}: the ledger has no word of {'this outlet' if publishes else 'this origin'}")
    decided = standing(ledger.judgements())
    told = []
    for sketch in found[:_MOST]:
        incident = ledger.incident(sketch.name)
        told.append(Told(
            incident=incident, origins=ledger.origins(sketch.name), figures=tuple(ledger.figures(sketch.name)),
            claims={c.id: c for c in judged(ledger.claims(incident=sketch.name), decided)},
            reports={report: ledger.report(report) for report in incident.reports}))
    frame = make_frame(bench, user_of(request), title=name, here="origins")
    return render(make_origin(frame, name, told, of=len(found), kind=kind))


def _heard(listing: Listing, name: str, *, publishes: bool) -> list[Sketch]:
    """Return the incidents of which one speaks or publishes, the latest first."""
    folded = fold(name)  # the sketches name it so, and others of the same letters: the voices tell
    maybe = [s for s in listing.sketches.values() if folded in (s.outlets if publishes else s.sources)]
    maybe.sort(key=lambda s: (s.when.start or "", s.name), reverse=True)
    heard = listing.heard(name, (s.name for s in maybe), publishes=publishes)
    return [s for s in maybe if s.name in heard]

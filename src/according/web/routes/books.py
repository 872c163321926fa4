"""The books as used, and corrections of names that no book knew.

In: which book. Out: its page; a correction becomes a judgement on each claim that prints the name so.
"""

from __future__ import annotations

import json

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from according.books import open_books
from according.errors import BadRequest
from according.judged import new_judgement
from according.web.compose.books import KINDS, make_books, place_value
from according.web.compose.frame import make_frame
from according.web.links import address_of
from according.web.rendering import render
from according.web.routes.review import Sent, keep_judgements, now, who_of
from according.web.state import bench_of, user_of
from according.words import JudgementKind

router = APIRouter(include_in_schema=False)


@router.get("/books")
@router.get("/books/{kind}")
def books(request: Request, kind: str = "actors") -> Response:
    """Show one book as used."""
    if kind not in KINDS:
        raise BadRequest(f"there is no book of {kind}: choose {', '.join(KINDS)}")
    bench = bench_of(request)
    frame = make_frame(bench, user_of(request), title=f"Books: {kind}", here="books")
    return render(make_books(frame, bench.used_names(), kind, books=open_books()))


@router.post("/books/{kind}")
def correct_name(request: Request, kind: str, form: Sent) -> Response:
    """Keep what a name means, for every claim that prints it so and whose name no book knew."""
    bench, printed, entry = bench_of(request), form.get("printed", ""), form.get("entry", "")
    used = bench.used_names()
    unknown = {"places": used.unknown_places, "actors": used.unknown_actors}.get(kind, {})
    if printed not in unknown:
        raise BadRequest(f"{printed[:80]!r} is no name of {kind} that waits to be looked up")
    field, value = _value(kind, entry)
    why, when, who = (form.get("why") or f"{printed} is {entry}")[:2000], now(), who_of(request)
    keep_judgements(bench, [
        new_judgement(JudgementKind.CORRECT, claim, field=field, value=value, who=who, when=when, why=why)
        for claim in unknown[printed][2]], who)
    return RedirectResponse(address_of("books", kind), 303)


def _value(kind: str, entry: str) -> tuple[str, str]:
    """Return the field of a claim that an entry of a book corrects, and its JSON."""
    if kind == "places":
        place = open_books().places.get(entry)
        if place is not None:
            return "place", place_value(place)
    actor = open_books().actors.get(entry) if kind == "actors" else None
    if actor is None:
        raise BadRequest(f"{entry[:80]!r} is in no book of {kind}")
    return "perpetrator", json.dumps({"id": actor.id, "name": actor.name}, ensure_ascii=False, sort_keys=True)

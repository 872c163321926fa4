"""The review queue: the next task, decisions, skips, undoing.

In: a decision as a form. Out: the judgement in the ledger, and the next task. With ``inset`` only the task comes back,
for the script that puts it into the page; without script each decision is a form that leads to the next page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from according.errors import BadRequest, Overtaken
from according.judged import FIELDS, correct, judged, new_judgement, standing
from according.pipeline import judge
from according.records import Claim, Judgement, Task
from according.web.compose.frame import make_frame
from according.web.compose.review import make_review, tell_last
from according.web.links import address_of
from according.web.queue import LONGEST, decided_keys, pair_key
from according.web.rendering import render
from according.web.state import Bench, bench_of, user_of
from according.words import JudgementKind

router = APIRouter(include_in_schema=False)
_REASONS = {
    JudgementKind.CONFIRM: "read rightly", JudgementKind.REJECT: "no claim of this", JudgementKind.SAME: "one event",
    JudgementKind.DIFFERENT: "two events", JudgementKind.CORRECT: "read otherwise", JudgementKind.UNDO: "taken back",
}
_LONGEST_REASON = 2_000  # characters


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a form that hold text."""
    async with request.form() as form:
        return {name: value for name, value in form.multi_items() if isinstance(value, str)}


Sent = Annotated[dict[str, str], Depends(read_form)]


@router.get("/review")
def review(request: Request, claim: str | None = None, incident: str | None = None, inset: str = "") -> Response:
    """Show the next task, or the one that is named; ``hand`` names those that the page holds already."""
    return show_task(request, claim=claim, incident=incident, inset=bool(inset),
                     hand=tuple(request.query_params.getlist("hand")))


@router.post("/review/decide")
def decide(request: Request, form: Sent) -> Response:
    """Keep a decision and lead on to the next task."""
    bench, who = bench_of(request), who_of(request)
    made = _decisions(bench, form, who)
    try:
        keep_judgements(bench, made, who, seen=_seen(form))
    except Overtaken as error:  # shown with what changed: who decides again has seen it
        answer = show_task(request, claim=form.get("subject"), other=form.get("other") or None, moved=error.told,
                           incident=form.get("only") or None, inset=bool(form.get("inset")))
        answer.status_code = 409
        return answer
    return _onward(request, form)


@router.post("/review/skip")
def skip(request: Request, form: Sent) -> Response:
    """Leave a task for later."""
    bench_of(request).queue.put_off(who_of(request), pair_key(form.get("subject", ""), form.get("other") or None))
    return _onward(request, form)


@router.post("/review/undo")
def undo(request: Request, form: Sent) -> Response:
    """Take back the last decision of who asks, and show its task again."""
    bench, who = bench_of(request), who_of(request)
    mine = [j for j in standing(bench.ledger.judgements()) if j.who == who]
    if not mine:
        raise BadRequest("there is no decision of yours to take back")
    last = [j for j in mine if j.when == mine[-1].when]  # the fields of one correction were kept together
    when = now()
    keep_judgements(bench, [
        new_judgement(JudgementKind.UNDO, j.id, who=who, when=when, why=form.get("why") or _REASONS[JudgementKind.UNDO])
        for j in last], who, counted=-1)
    if form.get("inset"):
        return show_task(request, claim=last[0].subject, other=last[0].other, inset=True)
    return RedirectResponse(address_of("review", claim=last[0].subject, other=last[0].other), 303)


def _seen(form: Mapping[str, str]) -> int | None:
    """Return the entry up to which the page was made that a decision comes from; None where it does not say."""
    told = form.get("seen", "").partition(":")[0]
    return int(told) if told.isascii() and told.isdigit() and len(told) <= 18 else None


def keep_judgements(bench: Bench, made: list[Judgement], who: str, *, counted: int = 1,
                    seen: int | None = None) -> None:
    """Keep judgements and have them settled behind the pages. Raises Overtaken as ``Ledger.judge``."""
    for judgement in made:
        judge(judgement, ledger=bench.ledger, seen=seen)
    bench.queue.count(who, counted)
    bench.settler.wake()


def who_of(request: Request) -> str:
    """Return under which name a decision is kept."""
    return user_of(request).name or bench_of(request).serving.who


def show_task(request: Request, *, claim: str | None = None, other: str | None = None, incident: str | None = None,
              hand: tuple[str, ...] = (), inset: bool = False, moved: tuple[str, ...] = ()) -> Response:
    """Return the page of the next task, or of the one that is named; ``moved``: what others did to it meanwhile."""
    bench, who = bench_of(request), who_of(request)
    ledger = bench.ledger
    decided = standing(ledger.judgements())
    queue = bench.ready_queue()
    open_tasks = list(queue.open_tasks(who, decided_keys(decided), incident=incident, hand=hand))
    other = other or request.query_params.get("other") or None
    task = open_tasks[0] if open_tasks else None
    if claim is not None:
        task = queue.find(pair_key(claim, other)) or Task(
            incident=ledger.homes([claim]).get(claim, ""), subject=ledger.claim(claim).id, other=other, weight=0.0,
            why="you asked for it")
    claims = [] if task is None else [
        _as_judged(ledger.claim(name), decided) for name in (task.subject, task.other) if name]
    home = task.incident if task else ""
    frame = make_frame(bench, user_of(request), title="Review", here="review")
    return render(make_review(
        frame, task, claims=claims, reports={c.report: ledger.report(c.report) for c in claims},
        incident=ledger.incident(home) if home else None, figures=tuple(ledger.figures(home)) if home else (),
        judgements=decided, left=len(open_tasks), done=queue.count(who), more=len(open_tasks) >= LONGEST, inset=inset,
        last=tell_last(decided, who), only=incident, moved=moved))


def _as_judged(claim: Claim, decided: tuple[Judgement, ...]) -> Claim:
    return next(iter(judged([claim], [j for j in decided if j.subject == claim.id])), claim)


def _onward(request: Request, form: Mapping[str, str]) -> Response:
    incident = form.get("only") or None
    if form.get("inset"):
        hand = tuple(key for key in form.get("hand", "").split() if key)
        return show_task(request, incident=incident, hand=hand, inset=True)
    return RedirectResponse(address_of("review", incident=incident), 303)


def _decisions(bench: Bench, form: Mapping[str, str], who: str) -> list[Judgement]:
    """Return the judgements that a form makes: one, or one for each field that is corrected."""
    try:
        kind = JudgementKind(form.get("kind", ""))
    except ValueError:
        raise BadRequest(f"{form.get('kind')!r} is no decision") from None
    why = (form.get("why") or _REASONS.get(kind, "")).strip()[:_LONGEST_REASON]
    when, claim = now(), bench.ledger.claim(form.get("subject", ""))
    if kind in (JudgementKind.SAME, JudgementKind.DIFFERENT):
        other = bench.ledger.claim(form.get("other", ""))
        return [new_judgement(kind, claim.id, other=other.id, who=who, when=when, why=why)]
    if kind in (JudgementKind.CONFIRM, JudgementKind.REJECT):
        return [new_judgement(kind, claim.id, who=who, when=when, why=why)]
    if kind is not JudgementKind.CORRECT:
        raise BadRequest(f"{kind.value} is no decision that is made here")
    decided = standing(bench.ledger.judgements())
    changed = list(_changes(_as_judged(claim, decided), form))
    if not changed:
        raise BadRequest("nothing was changed: confirm the claim, or change a field")
    return [new_judgement(kind, claim.id, field=field, value=value, who=who, when=when, why=why)
            for field, value in changed]


def _changes(claim: Claim, form: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the fields whose value a form changes, each with the JSON of its value; every one is checked."""
    now = {"harm": claim.harm.value, "class": claim.victims.klass.value, "status": claim.status.value,
           "scope": claim.scope.value}
    found = [(field, json.dumps(form[field])) for field in FIELDS
             if field in now and form.get(field) not in (None, now[field])]
    if any(end in form for end in ("low", "best", "high")):
        ends = [_end(form.get(end, "")) for end in ("low", "best", "high")]
        if ends != [claim.count.low, claim.count.best, claim.count.high]:
            found.append(("count", json.dumps(ends)))
    for field, value in found:
        correct(claim, field, value)
    return found


def _end(text: str) -> int | None:
    text = text.strip().replace(",", "").replace(" ", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise BadRequest(f"{text!r} is no count: write a whole number, or nothing for an open end")
    return int(text)


def now() -> str:
    """Return the moment as judgements are kept under it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")



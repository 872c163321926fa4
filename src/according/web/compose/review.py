"""One task of the review queue: what is asked, the evidence, what hangs on it.

In: a task with its claims, reports and incident. Out: ``Review``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from according.judged import FIELDS
from according.phrasing import figure_text, figure_whom, heading, plural
from according.records import Claim, Figure, Incident, Judgement, Report, Task
from according.web.compose.claims import claim_card, tell_judgement
from according.web.compose.marking import paragraphs
from according.web.links import address_of
from according.web.pages import Review
from according.web.parts import Asked, Context, FieldChoice, Frame
from according.words import Harm, Scope, Status, VictimsClass

_AROUND = 1  # paragraphs shown before and after the one that holds the evidence
KEYS: tuple[tuple[str, str], ...] = (
    ("a", "confirm"), ("x", "reject"), ("e", "correct a field"), ("s", "same event"), ("d", "different events"),
    ("r", "write a reason"), ("space", "later"), ("u", "undo"), ("?", "these keys"),
)


def make_review(frame: Frame, task: Task | None, *, claims: Sequence[Claim], reports: Mapping[str, Report],
                incident: Incident | None, figures: Sequence[Figure], judgements: Sequence[Judgement], left: int,
                done: int, more: bool, inset: bool, last: str | None, only: str | None,
                moved: tuple[str, ...] = ()) -> Review:
    """Return the page of a task.

    Args:
        frame: what stands around the page.
        task: what is asked; None: nothing is left.
        claims: the claim, or both claims of a join, as judgements left them.
        reports: their reports by id.
        incident: theirs.
        figures: its figures.
        judgements: those that stand.
        left: tasks that are still to be decided, this one too.
        done: decisions of this person since the server began.
        more: the queue holds its most: there may be more than ``left``.
        inset: only the task, for a script that puts it into the page.
        last: the last decision of this person, in one line.
        only: the incident whose tasks alone are shown.
        moved: what others did to it since the page was made that a decision came from.
    """
    asked = None
    if task is not None and incident is not None:
        asked = Asked(
            key="+".join(sorted(c.id for c in claims)) if task.other else task.subject, subject=task.subject,
            other=task.other, why=task.why,
            cards=tuple(claim_card(c, reports[c.report], judgements=judgements) for c in claims),
            contexts=tuple(_context(c, reports[c.report]) for c in claims),
            incident=heading(incident), incident_href=address_of("incidents", incident.name),
            figures=tuple(f"{f.harm.value} {figure_text(f)}, {figure_whom(f)}"
                          for f in figures if any(c.id in _behind(f) for c in claims)),
            fields=_fields(claims[0]) if task.other is None else (), count=_count(claims[0]))
    return Review(
        frame=frame, inset=inset, asked=asked, left=f"{left:,}" + (" or more" if more else ""), done=done, last=last,
        keys=KEYS, only=only, moved=moved,
        tally=f"{plural(done, 'decision')} by you since the workbench was started")


def tell_last(judgements: Sequence[Judgement], who: str) -> str | None:
    """Return the last judgement of a person in one line."""
    mine = [j for j in judgements if j.who == who]
    return f"{tell_judgement(mine[-1])} ({mine[-1].subject})" if mine else None


def _behind(figure: Figure) -> set[str]:
    return {*figure.claims, *figure.low.claims, *figure.best.claims, *figure.high.claims}


def _context(claim: Claim, report: Report) -> Context:
    told = paragraphs(report.text, claims=[claim])
    at = next((n for n, p in enumerate(told) if p.start <= claim.evidence.start < p.end), 0)
    return Context(
        outlet=report.outlet or "outlet not known", published=report.published or "date not known",
        href=address_of("reports", report.id, anchor=claim.id), lang=report.lang,
        paragraphs=told[max(0, at - _AROUND):at + _AROUND + 1])


def _fields(claim: Claim) -> tuple[FieldChoice, ...]:
    """Return the fields that can be corrected by choosing a word; the count has its own three ends."""
    found = (
        ("harm", "harm", Harm, claim.harm.value), ("class", "victims", VictimsClass, claim.victims.klass.value),
        ("status", "status", Status, claim.status.value), ("scope", "scope", Scope, claim.scope.value))
    assert {name for name, *_ in found} | {"count"} <= set(FIELDS)
    return tuple(FieldChoice(name=name, label=label, now=now, words=tuple((w.value, w.meaning) for w in vocabulary))
                 for name, label, vocabulary, now in found)


def _count(claim: Claim) -> tuple[tuple[str, str], ...]:
    """Return the three ends of the count as they are written in a form."""
    ends = (("low", claim.count.low), ("best", claim.count.best), ("high", claim.count.high))
    return tuple((name, "" if end is None else str(end)) for name, end in ends)

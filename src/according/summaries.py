"""Each incident of a ledger as a list tells it, made of what stands behind it.

In: a settled ledger. Out: ``Summary`` records; and their table in the ledger, filled where it lacks some.

Example::

    keep_summaries(ledger)                                  # after a settle: of the incidents that it made anew
    for summary in summaries(ledger, names, decided): ...   # of now, with judgements that are not settled yet

Source: docs/decisions/0038.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from functools import cache

from according.books import open_books
from according.doubts import tasks
from according.identity import digest
from according.judged import judged, standing
from according.ledger.base import Ledger
from according.phrasing import killed
from according.records import (
    Claim,
    Figure,
    Grade,
    Incident,
    Judgement,
    Origin,
    Place,
    Report,
    Sketch,
    Summary,
    Task,
    Voice,
)
from according.sift import fold
from according.views import assess

LOT = 200  # incidents that are read together
_RULES = 1  # to be raised when a summary says something else of the same incident


@cache
def recipe() -> int:
    """Return a number that is another one whenever summaries are made otherwise."""
    shape = [(kind.__name__, *(field.name for field in fields(kind))) for kind in (Summary, Sketch, Voice, Task, Grade)]
    return 1 + (int(digest(_RULES, repr(shape))[:15], 16) >> 1)


def keep_summaries(ledger: Ledger, judgements: Iterable[Judgement], *, made: Collection[str] = (),
                   progress: Callable[[int, int], None] | None = None) -> int:
    """Make the summaries that a ledger lacks and keep them in it; return how many.

    Args:
        ledger: settled a moment ago.
        judgements: all that it had then, undone ones too.
        made: incidents that were made anew; where only these lack one, no others are looked through.
        progress: told how many of how many are made.
    """
    settled, names = ledger.summaries().untold(recipe(), made)
    late, kept = ledger.summaries().late() if names else frozenset[str](), 0
    decided = standing(j for j in judgements if j.id not in late)
    for start in range(0, len(names), LOT):
        lot = names[start:start + LOT]
        if not ledger.summaries().tell(list(summaries(ledger, lot, decided)), recipe=recipe(), settled=settled):
            break  # another settle came between: it makes what there is to make
        kept += len(lot)
        if progress is not None:
            progress(kept, len(names))
    return kept


def summaries(ledger: Ledger, names: Sequence[str], decided: Sequence[Judgement]) -> Iterator[Summary]:
    """Yield the summaries of some incidents as they are now, some hundred at a time: no more than these is held.

    Args:
        ledger: settled.
        names: of incidents.
        decided: the judgements that stand.
    """
    for start in range(0, len(names), LOT):
        with _without_collector():
            made = list(_made(ledger, names[start:start + LOT], decided))
        yield from made


def _made(ledger: Ledger, names: Sequence[str], decided: Sequence[Judgement]) -> Iterator[Summary]:
    found = ledger.behind(names)
    claims = {claim.id: claim for claim in judged(found.claims, decided)}
    reports = {report.id: report for report in found.reports}
    for i in found.incidents:
        yield summarise(i, found.figures.get(i.name, ()), found.origins.get(i.name, ()), claims=claims, reports=reports)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep Python's collector of circles out of the way while many records that have none are made.

    Each time their number has grown by a quarter it would look through all of them: half of the time at 100,000 claims.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def summarise(incident: Incident, figures: Sequence[Figure], origins: Sequence[Origin], *,
              claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> Summary:
    """Return one incident as a list tells it, given at least its claims and reports by id."""
    told = [claims[c] for c in incident.claims if c in claims]
    printed = [reports[r] for r in incident.reports if r in reports]
    live = {claim.id for claim in told}  # a claim that was rejected since the last settling is out already
    heard = tuple(replace(o, claims=tuple(c for c in o.claims if c in live)) for o in origins)
    grade = assess(replace(incident, claims=tuple(c.id for c in told)), heard, claims=claims)
    worth = tasks(incident, figures, {c.id: c for c in told})
    return Summary(
        sketch=_sketch(incident, figures, origins, told=told, printed=printed, grade=grade, worth=worth),
        place=incident.place, when=incident.when, means=incident.means, grade=grade, figures=tuple(figures),
        origins=sum(1 for o in origins if o.independent),
        origins_unknown=sum(1 for o in origins if o.independent is None),
        text=_text(told, printed), voices=tuple(_voices(heard, told, reports)), tasks=worth)


def _sketch(incident: Incident, figures: Sequence[Figure], origins: Sequence[Origin], *, told: Sequence[Claim],
            printed: Sequence[Report], grade: Grade, worth: Sequence[Task]) -> Sketch:
    return Sketch(
        name=incident.name, place=_bare(incident.place), when=replace(incident.when, printed=None, unresolved=None),
        grade=grade.word, killed=killed(figures), claims=len(told), reports=len(printed), pending=incident.pending,
        changed=max((r.published for r in printed if r.published), default=None),
        size=max((_middle(f) for f in figures), default=0), dispute=max((_spread(f) for f in figures), default=1.0),
        weight=worth[0].weight if worth else 0.0,
        harms=frozenset(c.harm.value for c in told), classes=frozenset(c.victims.klass.value for c in told),
        statuses=frozenset(c.status.value for c in told), actors=_folded(_actors(told, origins)),
        outlets=_folded(r.outlet for r in printed if r.outlet), sources=_folded(o.name for o in origins))


def _bare(place: Place | None) -> Place | None:
    return None if place is None else replace(place, printed=None, unresolved=None)


def _folded(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(map(fold, names))))


def _voices(origins: Iterable[Origin], told: Iterable[Claim], reports: Mapping[str, Report]) -> Iterable[Voice]:
    """Yield who speaks of an incident, then who publishes on it."""
    for origin in origins:
        yield Voice(name=origin.name, publishes=False, kind=origin.kind.value, independent=origin.independent,
                    claims=len(origin.claims))
    outlets = Counter(report.outlet for claim in told if (report := reports.get(claim.report)) and report.outlet)
    for name, count in sorted(outlets.items()):
        yield Voice(name=name, publishes=True, kind="", independent=True, claims=count)


def _text(told: Iterable[Claim], printed: Iterable[Report]) -> str:
    titles = (report.title for report in printed if report.title)
    said = fold(" \n ".join(dict.fromkeys([*titles, *(claim.evidence.text for claim in told)])))
    return said.replace("\0", "\ufffd")  # PostgreSQL takes no NUL; ``sift.words_of`` does likewise


def _actors(told: Iterable[Claim], origins: Iterable[Origin]) -> Iterable[str]:
    """Yield the names under which those who fight, suffer or speak as a party appear."""
    actors = open_books().actors
    for claim in told:
        if claim.victims.side:
            yield claim.victims.side
        if claim.perpetrator is not None and claim.perpetrator.name:
            yield claim.perpetrator.name
    for origin in origins:
        if origin.party:
            known = actors.get(origin.party)
            yield known.name if known is not None else origin.party


def _middle(figure: Figure) -> int:
    return next((end for end in (figure.best.value, figure.low.value, figure.high.value) if end is not None), 0)


def _spread(figure: Figure) -> float:
    low, high = figure.low.value, figure.high.value
    return 1.0 if low is None or high is None else (high + 1) / (low + 1)

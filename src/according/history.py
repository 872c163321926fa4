"""The toll history: how the words of each origin, and the figure, moved with time.

In: an incident, its origins, claims and reports, and the way to reconcile what was known. Out: ``History``; and, for
any day, the claims that were known by then.

Example: the Observatory's 16, 147 and 745 of three days are three moments of one origin, not three origins.

Source: method.md, "From claims to origins", rule 2: an earlier word stays in the toll history.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from according.records import Claim, Figure, History, Incident, Moment, Origin, Report
from according.words import Harm, Scope, Status, VictimsClass

Reconcile = Callable[[tuple[Claim, ...]], tuple[Figure, ...]]
_Ends = tuple[int | None, int | None, int | None]
_Thing = tuple[Harm, VictimsClass, str | None]


def known_by(claims: Iterable[Claim], *, reports: Mapping[str, Report], day: str) -> tuple[Claim, ...]:
    """Return the claims that stood in print by the end of a day, sorted by id.

    Args:
        claims: any claims.
        reports: their reports, by id.
        day: YYYY-MM-DD. A claim whose report has neither a date of publication nor of capture was not known on any day.
    """
    return tuple(sorted((c for c in claims if (printed := day_of(c, reports)) is not None and printed <= day),
                        key=lambda c: c.id))


def day_of(claim: Claim, reports: Mapping[str, Report]) -> str | None:
    """Return the day on which a claim was printed, else the day on which its page was captured."""
    report = reports.get(claim.report)
    if report is None:
        return None
    return report.published or (report.captured[:10] if report.captured else None)


def history(incident: Incident, origins: Sequence[Origin], *, claims: Mapping[str, Claim],
            reports: Mapping[str, Report], figure: Reconcile) -> History:
    """Return how each origin's words and the figures moved.

    Args:
        incident: whose history is wanted.
        origins: its origins.
        claims: at least its claims, by id.
        reports: their reports, by id.
        figure: reconciles the claims known so far, under the caller's profile.
    """
    told = [claims[c] for c in incident.claims]
    days = sorted({day for c in told if (day := day_of(c, reports)) is not None})
    last: dict[_Thing, _Ends] = {}
    moved: list[Moment] = []
    for day in days:
        for row in figure(known_by(told, reports=reports, day=day)):
            thing, ends = (row.harm, row.klass, row.side), (row.low.value, row.best.value, row.high.value)
            if last.get(thing) != ends:
                moved.append(_moment(day, None, thing, ends, tuple(sorted(
                    {*row.low.claims, *row.best.claims, *row.high.claims})), last.get(thing)))
                last[thing] = ends
    return History(incident=incident.name, origins=tuple(_words(origins, claims, reports)), figure=tuple(moved))


def _words(origins: Sequence[Origin], claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> list[Moment]:
    """Each origin's words in order of print; a word that only repeats the last one is no step."""
    found = []
    for origin in origins:
        said: dict[_Thing, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
        for claim in (claims[c] for c in origin.claims):
            whole = claims.get(claim.part_of) if claim.part_of else None
            part = whole is not None and (whole.harm, whole.victims.klass) == (claim.harm, claim.victims.klass)
            counted = any(end is not None for end in _ends(claim))
            if claim.scope is Scope.INCIDENT and claim.status is not Status.DENIED and counted and not part:
                thing = (claim.harm, claim.victims.klass, claim.victims.side_id or claim.victims.side)
                said[thing][day_of(claim, reports) or ""].append(claim)
        for thing, days in sorted(said.items(), key=lambda row: (row[0][0].value, row[0][1].value, row[0][2] or "")):
            before: _Ends | None = None
            for day in sorted(days):
                chosen = min(days[day], key=lambda c: (-_size(c), c.id))
                if _ends(chosen) != before:
                    same = tuple(sorted(c.id for c in days[day] if _ends(c) == _ends(chosen)))
                    found.append(_moment(day or None, origin.id, thing, _ends(chosen), same, before))
                    before = _ends(chosen)
    return found


def _moment(day: str | None, origin: str | None, thing: _Thing, ends: _Ends, claims: tuple[str, ...],
            before: _Ends | None) -> Moment:
    return Moment(day=day, origin=origin, harm=thing[0], klass=thing[1], side=thing[2], low=ends[0], best=ends[1],
                  high=ends[2], claims=claims, change=_change(before, ends))


def _change(before: _Ends | None, after: _Ends) -> str:
    """Name the step: first, up, down, wider, narrower, or same."""
    if before is None:
        return "first"
    old, new = _middle(before), _middle(after)
    if old != new:
        return "up" if new > old else "down"
    spans = [(ends[2] or 0) - (ends[0] or 0) for ends in (before, after)]
    return "same" if spans[0] == spans[1] else "wider" if spans[1] > spans[0] else "narrower"


def _middle(ends: _Ends) -> int:
    low, best, high = ends
    return next((end for end in (best, high, low) if end is not None), 0)


def _ends(claim: Claim) -> _Ends:
    return claim.count.low, claim.count.best, claim.count.high


def _size(claim: Claim) -> int:
    return max((end for end in _ends(claim) if end is not None), default=0)

"""The toll history: how the words of each origin, and the figure, moved with time.

In: an incident, its claims and reports, and the way to reconcile what was known. Out: ``History``; and, for any day,
the claims that were known by then.

Example: the Observatory's 16, 147 and 745 of three days are three moments of one origin, not three origins; 745 that
becomes 722 is a moment with the change ``down``, and the 745 names the day until which it stood.

Source: method.md, "From claims to origins", rule 2: an earlier word stays in the toll history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from according.records import Cell, Claim, Figure, History, Incident, Moment, Report
from according.words import Harm, VictimsClass

_Ends = tuple[int | None, int | None, int | None]
_Thing = tuple[str | None, Harm, VictimsClass, str | None]  # origin, or None for the figure; harm, class, side


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


def history(incident: Incident, *, claims: Mapping[str, Claim], reports: Mapping[str, Report],
            figures: Callable[[tuple[Claim, ...]], Iterable[Figure]],
            cells: Callable[[tuple[Claim, ...]], Iterable[Cell]],
            stands: Callable[[str, str], bool] = lambda report, day: True, turns: Iterable[str] = ()) -> History:
    """Return how each origin's words and the figures moved.

    Args:
        incident: whose history is wanted.
        claims: at least its claims, by id.
        reports: their reports, by id.
        figures: reconciles the claims known so far, under the caller's profile.
        cells: the word of each origin, given the claims known so far. What has no date was said before all the rest.
        stands: says of a report whether it stood at its address at the end of a day; outlets change their pages.
        turns: the days on which they did.
    """
    told = [claims[c] for c in incident.claims]
    undated = tuple(c for c in told if day_of(c, reports) is None)
    days = sorted({*turns, *(day for c in told if (day := day_of(c, reports)) is not None)})
    words, moved = _Steps(), _Steps()
    if undated:
        words.take(None, _words(cells(undated)))
    for day in days:
        known = tuple(c for c in known_by(told, reports=reports, day=day) if stands(c.report, day))
        words.take(day, _words(cells((*undated, *known))))
        moved.take(day, _figures(figures(known)))
    return History(incident=incident.name, origins=words.moments(), figure=moved.moments())


def _words(cells: Iterable[Cell]) -> Iterator[tuple[_Thing, _Ends, tuple[str, ...]]]:
    for cell in cells:
        if cell.aside is None:
            again = (other.claim for other in cell.others if other.reason.startswith("the same number"))
            yield ((cell.origin, cell.harm, cell.klass, cell.side), (cell.low, cell.best, cell.high),
                   tuple(sorted({*cell.claims, *again})))


def _figures(figures: Iterable[Figure]) -> Iterator[tuple[_Thing, _Ends, tuple[str, ...]]]:
    rows = tuple(figures)
    parted = {row.harm for row in rows if "total" not in row.marks}  # a total moves with its classes
    for row in rows:
        ends = row.low.value, row.best.value, row.high.value
        if any(end is not None for end in ends) and not ("total" in row.marks and row.harm in parted):
            yield ((None, row.harm, row.klass, row.side), ends,
                   tuple(sorted({*row.low.claims, *row.best.claims, *row.high.claims})))


class _Steps:
    """The moments of each thing so far; a word that only repeats the last one is no step."""

    def __init__(self) -> None:
        self._told: dict[_Thing, list[Moment]] = {}

    def take(self, day: str | None, rows: Iterable[tuple[_Thing, _Ends, tuple[str, ...]]]) -> None:
        for thing, ends, claims in rows:
            steps = self._told.setdefault(thing, [])
            before = (steps[-1].low, steps[-1].best, steps[-1].high) if steps else None
            if ends == before:
                continue
            if steps:
                steps[-1] = replace(steps[-1], until=day)
            steps.append(Moment(
                day=day, origin=thing[0], harm=thing[1], klass=thing[2], side=thing[3], low=ends[0], best=ends[1],
                high=ends[2], claims=claims, change=_change(before, ends)))

    def moments(self) -> tuple[Moment, ...]:
        """Return every moment, by origin and thing, then day."""
        order = sorted(self._told, key=lambda t: (t[0] or "", t[1].value, t[2].value, t[3] or ""))
        return tuple(moment for thing in order for moment in self._told[thing])


def _change(before: _Ends | None, after: _Ends) -> str:
    """Name the step: first, up, down (a correction downward), wider, narrower, or same."""
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

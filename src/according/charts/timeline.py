"""The timeline: incidents in each day, week or month, and the killed of their figures, low to high.

In: one ``Dated`` for each incident or for those of one day. Out: a ``Drawing``. Sums of ranges are ranges: lows with
lows, highs with highs; an open high adds its best or low, and the text says that some ends are open.

Example: ``timeline([Dated(day="2025-03-06", low=13, best=13, high=18)])``
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from according.charts.days import axis_format, bin_end, bin_size, bin_start, name, number
from according.charts.drawing import Drawing, nothing
from according.charts.spec import draw

_GAP = 0.12  # of a bin, left free between bars


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """What the timeline knows of one incident, or of several of one day."""

    day: str | None  # YYYY-MM-DD, its first possible day; None is counted in the text and not drawn
    low: int | None  # killed
    best: int | None
    high: int | None  # None with a low: open above
    incidents: int = 1  # of several low, best and high are sums
    opened: int = 0  # how many of several are open above


def timeline(rows: Iterable[Dated], *, since: str | None = None, until: str | None = None, width: int = 700) -> Drawing:
    """Return the timeline.

    Args:
        rows: one for each incident of the list, or for those of one day, before the brush cuts it.
        since: first day of the brush; None: from the start.
        until: last day of the brush.
        width: of the plot, pixels.
    """
    told = list(rows)
    dated = [row for row in told if row.day is not None]
    days = sorted(row.day for row in dated if row.day is not None)
    if not days:
        return nothing("timeline", "Incidents over time", "No incident has a day." if told else "No incidents.")
    size = bin_size(days[0], days[-1])
    starts = {day: bin_start(day, size) for day in set(days)}  # a day stands there for many incidents
    bins: dict[int, list[Dated]] = defaultdict(list)
    for row in dated:
        bins[starts[row.day or ""]].append(row)
    told_of = {start: (_count(bins[start]), *sums(bins[start])) for start in sorted(bins)}
    first, last = min(bins), bin_end(max(bins), size)
    bars = [_bar(start, bin_end(start, size), *ends) for start, ends in told_of.items()]
    drawn = draw("timeline", {"bars": bars, "brush": _brush(since, until, first, last)},
                 {"first": first, "last": last, "labels": axis_format(first, last)}, width=width)
    return Drawing(
        name="timeline", title=f"Incidents by {size}", text=_text(told, dated, days, size),
        columns=(size, "incidents", "killed, low", "killed, best", "killed, high"),
        rows=tuple((name(start), *(f"{end:,}" for end in ends)) for start, ends in told_of.items()),
        width=drawn.width, height=drawn.height, inner=drawn.inner,
        data=(("first", name(first)), ("last", name(last - 1)), ("left", f"{drawn.left:g}"), ("plot", str(width))))


def _bar(start: int, end: int, incidents: int, low: int, best: int, high: int) -> dict[str, object]:
    gap = (end - start) * _GAP
    return {"from": start + gap, "to": end - gap, "incidents": incidents, "low": low, "best": best, "high": high}


def sums(rows: Iterable[Dated]) -> tuple[int, int, int]:
    """Return lows, bests and highs summed; what is not known at one end is taken from the nearest end that is."""
    low = best = high = 0
    for row in rows:
        least, middle, most = row.low, row.best, row.high
        if least is None and middle is None and most is None:
            continue
        low += least or 0
        best += middle if middle is not None else least if least is not None else most or 0
        high += max(least or 0, middle or 0, most or 0)
    return low, best, high


def _count(rows: Iterable[Dated]) -> int:
    return sum(row.incidents for row in rows)


def _brush(since: str | None, until: str | None, first: int, last: int) -> list[dict[str, object]]:
    if since is None and until is None:
        return []
    start = max(first, number(since)) if since else first
    end = min(last, number(until) + 1) if until else last
    return [{"from": start, "to": end}] if start < end else []


def _text(told: list[Dated], dated: list[Dated], days: list[str], size: str) -> str:
    low, best, high = sums(dated)
    number, undated = _count(dated), _count(told) - _count(dated)
    opened = sum(row.opened or (row.high is None and row.low is not None) for row in dated)
    many = f"{number:,} incident" + ("" if number == 1 else "s")
    when = f"on {days[0]}" if days[0] == days[-1] else f"from {days[0]} to {days[-1]}, by {size}"
    killed = f"{low:,}" if low == high else f"{low:,} to {high:,}, best {best:,}"
    # incidents may speak of the same dead, a town's and its province's: a sum that does not say so reads as a toll
    return (f"{many} {when}; killed, added up over incidents that may overlap, {killed}"
            + (f"; {opened:,} of them with no upper end known" if opened else "")
            + (f"; {undated:,} more have no day" if undated else "") + ".")

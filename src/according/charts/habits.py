"""Habits: the words of one origin against the best figures of the incidents it spoke on.

In: one ``Word`` for each step of the origin's words. Out: a ``Drawing``: on the line it agrees with best, above it is
higher; a square spoke first, a filled mark was a revision.

Example: ``habits([Word(day="2025-03-06", incident="i-7f3a", value=70, best=28, first=True, change="first")])``
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from according.charts.days import axis_format, number
from according.charts.drawing import Drawing, nothing
from according.charts.palette import light
from according.charts.spec import draw

_FARTHEST = 16  # times the best figure, and its inverse; what lies beyond is drawn at the edge
_EVEN = 1.05  # within five in a hundred of best is told as agreeing


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One step of what an origin said of an incident."""

    day: str | None
    incident: str
    value: int  # best of what it said, else low, else high
    best: int  # the figure's best today, of the same harm and class
    first: bool  # nobody spoke before it
    change: str  # first | up | down | same | wider | narrower


def habits(words: Iterable[Word], *, width: int = 640) -> Drawing:
    """Return an origin's habits.

    Args:
        words: its words; those without a day, or on a figure whose best is 0, are in the table alone.
        width: of the plot, pixels.
    """
    told = sorted(words, key=lambda w: (w.day or "", w.incident, w.value))
    drawn_words = [w for w in told if w.day is not None and w.best > 0 and w.value > 0]
    columns = ("day", "incident", "said", "best today", "times best", "first", "change")
    table = tuple((w.day or "", w.incident, f"{w.value:,}", f"{w.best:,}", f"{w.value / w.best:.2g}" if w.best else "",
                   "yes" if w.first else "", w.change) for w in told)
    title, text = "Its words against the best figures", _text(told)
    if not drawn_words:
        return replace(nothing("habits", title, "No dated words to compare."), text=text, columns=columns, rows=table)
    days = [number(w.day or "") for w in drawn_words]
    first, last = min(days) - 1, max(days) + 1
    shares = [_share(w) for w in drawn_words]
    reach = max(2.0, *shares, *(1 / share for share in shares)) * 1.2
    drawn = draw("habits", {"words": [_row(w) for w in drawn_words]},
                 {"first": first, "last": last, "labels": axis_format(first, last), "least": 1 / reach, "most": reach},
                 width=width)
    return Drawing(name="habits", title=title, text=text, columns=columns, rows=table, width=drawn.width,
                   height=drawn.height, inner=drawn.inner)


def _share(word: Word) -> float:
    return min(max(word.value / word.best, 1 / _FARTHEST), _FARTHEST)


def _row(word: Word) -> dict[str, object]:
    share = _share(word)
    color = light("two") if share > _EVEN else light("three") if share < 1 / _EVEN else light("best")
    return {"day": number(word.day or ""), "share": share, "shape": "square" if word.first else "circle",
            "color": color, "fill": light("ground") if word.change == "first" else color}


def _text(told: list[Word]) -> str:
    compared = [w for w in told if w.best > 0]
    higher = sum(1 for w in compared if w.value / w.best > _EVEN)
    lower = sum(1 for w in compared if w.value / w.best < 1 / _EVEN)
    revised = sum(1 for w in told if w.change not in ("first", "same"))
    incidents = len({w.incident for w in told})
    return (f"{len(told):,} words on {incidents:,} incidents: {higher:,} above today's best figure, {lower:,} below, "
            f"{len(compared) - higher - lower:,} within five in a hundred of it; "
            f"spoke first {sum(w.first for w in told):,} times, revised {revised:,} times.")

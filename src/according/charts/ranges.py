"""Ranges: an incident's figures side by side, and one range in a cell of a table.

In: figures, or three ends. Out: a ``Drawing``, or a little svg that stands beside the numbers it shows.

Example: ``range_bar(13, 13, 18, most=100)``
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from according.charts.drawing import Drawing, nothing
from according.charts.palette import as_variables, light
from according.charts.spec import draw
from according.records import Figure

_WIDE, _TALL = 120, 14  # pixels of a bar in a cell
_LABEL = 40  # letters


def ranges(figures: Sequence[Figure], *, width: int = 360) -> Drawing:
    """Return an incident's figures as bars from low to high, best marked.

    Args:
        figures: of one incident, in the order in which they are shown.
        width: of the plot, pixels.
    """
    rows = [_figure_row(figure) for figure in figures]
    top = max([10, *(int(str(row["high"])) for row in rows)])
    if not figures:
        return nothing("ranges", "Figures: low, best, high", "No figure.")
    text = "; ".join(f"{_label(figure)}: {_words(figure)}" for figure in figures)
    drawn = draw("ranges", {"figures": rows}, {"top": top * 1.1}, width=width)
    return Drawing(
        name="ranges", title="Figures: low, best, high", text=text,
        columns=("harm and victims", "low", "best", "high", "origins"),
        rows=tuple((_label(f), _end(f.low.value), _end(f.best.value), "open" if f.high_open else _end(f.high.value),
                    str(f.origins)) for f in figures),
        width=drawn.width, height=drawn.height, inner=drawn.inner)


def range_bar(low: int | None, best: int | None, high: int | None, *, most: int, open_above: bool = False) -> str:
    """Return a small svg for a cell of a table: a bar from low to high, a mark at best, a triangle where it is open.

    Its scale is logarithmic, from 0 to ``most``, so that 2 and 200 can both be seen in one column. The numbers stand
    beside it, so it is hidden from readers of screens.

    Args:
        low: lower end; None: not known.
        best: best value; None: none.
        high: upper end; None: open or not known.
        most: the highest end of the column.
        open_above: an "at least" with nothing above it.
    """
    ends = [end for end in (low, best, high) if end is not None]
    if not ends:
        return ""
    left, right = _at(min(ends), most), _at(max(ends), most)
    parts = [f'<rect x="{left:g}" y="4" width="{max(right - left, 2):g}" height="6" fill="{light("range")}"/>']
    if best is not None:
        parts.append(f'<rect x="{max(_at(best, most) - 1, 0):g}" y="1" width="2" height="12" fill="{light("best")}"/>')
    if open_above:
        parts.append(f'<path d="M{right + 3:g} 3l5 4l-5 4z" fill="{light("best")}"/>')
    inner = as_variables("".join(parts))
    size = f'width="{_WIDE}" height="{_TALL}" viewBox="0 0 {_WIDE} {_TALL}"'
    return f'<svg class="chart-bar" aria-hidden="true" {size}>{inner}</svg>'


def _at(value: int, most: int) -> float:
    return round((_WIDE - 10) * log10(1 + max(value, 0)) / log10(1 + max(most, 1)), 1)


def _figure_row(figure: Figure) -> dict[str, object]:
    ends = [end for end in (figure.low.value, figure.best.value, figure.high.value) if end is not None]
    label = _label(figure)
    return {"label": label if len(label) <= _LABEL else label[: _LABEL - 1] + "…", "low": min(ends, default=0),
            "best": figure.best.value, "high": max(ends, default=0), "open": figure.high_open and bool(ends),
            "words": _words(figure)}


def _label(figure: Figure) -> str:
    who = "all" if "total" in figure.marks else figure.klass.value + (f", {figure.side}" if figure.side else "")
    return f"{figure.harm.value} {who}"


def _words(figure: Figure) -> str:
    low, best, high = figure.low.value, figure.best.value, figure.high.value
    if low is None and high is None:
        return "no number"
    if figure.high_open or high is None:
        whole = f"{_end(low)} or more"
    elif low is None:
        whole = f"up to {_end(high)}"
    else:
        whole = _end(low) if low == high else f"{_end(low)} to {_end(high)}"
    return whole if best is None or low == high == best else f"{whole}, best {_end(best)}"


def _end(value: int | None) -> str:
    return "" if value is None else f"{value:,}"

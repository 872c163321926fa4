"""The toll chart: what each origin said over time, inside the range of the reconciled figure.

In: a ``History`` and which of its things (harm, class, side). Out: a ``Drawing``: a step line for each origin, a band
from low to high and a thick line for best, a mark at ``as of``.

Example: ``toll(history, toll_things(history)[0], names={"o-1": "monitor"})``
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from according.charts.days import axis_format, number
from according.charts.drawing import Drawing, nothing
from according.charts.palette import light
from according.charts.spec import draw
from according.records import History, Moment
from according.words import Harm, VictimsClass

Thing = tuple[Harm, VictimsClass, str | None]
# Colour and dash together tell lines apart, colour alone never does; what comes after these is dotted and grey.
_SERIES = (("one", 0), ("two", 0), ("three", 0), ("four", 1), ("five", 1), ("six", 1))
_LINE = 13  # pixels between two labels at the lines' ends
_LABEL, _SHORT, _NARROW = 26, 15, 320  # letters of a label at a line's end, on a plot narrower than so many pixels


def toll_things(history: History) -> tuple[Thing, ...]:
    """Return what a history tells of: first what origins dispute most, in how many numbers and by how many of them."""
    told: dict[Thing, list[Moment]] = {(m.harm, m.klass, m.side): [] for m in history.figure}
    for moment in history.origins:
        told.setdefault((moment.harm, moment.klass, moment.side), []).append(moment)

    def rank(thing: Thing) -> tuple[int, int, str, str, str]:
        dated = [m for m in told[thing] if m.day is not None]
        moved = len({_value(m) for m in dated}) * len({m.origin for m in dated})
        return -moved, -len(told[thing]), thing[0].value, thing[1].value, thing[2] or ""

    return tuple(sorted(told, key=rank))


def toll(history: History, thing: Thing, *, names: Mapping[str, str], as_of: str | None = None,
         width: int = 520) -> Drawing:
    """Return the toll chart of one harm to one class (and side).

    Args:
        history: of the incident.
        thing: harm, class, side.
        names: of origins, by their id.
        as_of: the day that the page shows, YYYY-MM-DD; None: no mark.
        width: of the plot, pixels; labels of the lines stand right of it.
    """
    harm, klass, side = thing
    figure = [m for m in history.figure if (m.harm, m.klass, m.side) == thing and m.day is not None]
    said = [m for m in history.origins if (m.harm, m.klass, m.side) == thing and m.day is not None]
    who = klass.value + (f", {side}" if side else "")
    title = f"{harm.value.capitalize()}, {who}: what was said, day by day"
    undated = sum(1 for m in history.origins if (m.harm, m.klass, m.side) == thing and m.day is None)
    table = tuple(_row(m, names) for m in sorted([*figure, *said], key=lambda m: (m.day or "", m.origin or "")))
    columns = ("day", "who", "low", "best", "high", "change")
    text = _text(figure, said, names, undated)
    if not figure and not said:
        return nothing("toll", title, "No dated words.")
    days = [number(m.day or "") for m in [*figure, *said]] + ([number(as_of)] if as_of else [])
    first, last = min(days), max(days) + 1
    top = max(1, *(_most(m) for m in [*figure, *said])) * 1.08
    letters = _LABEL if width >= _NARROW else _SHORT
    lines, spans, ends = _lines(said, {o: _short(name, letters) for o, name in names.items()}, last, top)
    drawn = draw("toll",
                 {"band": _band(figure, last), "words": lines, "spans": spans, "ends": ends, "asof": _mark(as_of)},
                 {"first": first, "last": last, "top": top, "labels": axis_format(first, last)},
                 width=width)
    return Drawing(name="toll", title=title, text=text, columns=columns, rows=table, width=drawn.width,
                   height=drawn.height, inner=drawn.inner)


def _band(figure: Sequence[Moment], last: int) -> list[dict[str, object]]:
    """The figure's range from each of its days to the next."""
    starts = [number(m.day or "") for m in figure]
    ends = [*starts[1:], last][:len(starts)]  # under some rules there are words and no figure
    return [{"from": start, "to": end, "low": m.low if m.low is not None else 0, "best": m.best,
             "high": _most(m)} for m, start, end in zip(figure, starts, ends, strict=True)]


def _lines(said: Sequence[Moment], names: Mapping[str, str], last: int,
           top: float) -> tuple[list[dict[str, object]], list[dict[str, object]], list[dict[str, object]]]:
    """The words of each origin as points of a step line that runs on to the last day, and a label at its end."""
    by_origin: dict[str, list[Moment]] = {}
    for moment in said:
        by_origin.setdefault(moment.origin or "", []).append(moment)
    ranked = sorted(by_origin, key=lambda o: (-len(by_origin[o]), -max(map(_most, by_origin[o])), names.get(o, o), o))
    lines: list[dict[str, object]] = []
    spans: list[dict[str, object]] = []
    ends: list[tuple[int, str, str]] = []
    for place, origin in enumerate(ranked):
        color, dash = _SERIES[place] if place < len(_SERIES) else ("quiet", 2)
        words = sorted(by_origin[origin], key=lambda m: m.day or "")
        points = [(number(m.day or ""), _value(m), True) for m in words] + [(last, _value(words[-1]), False)]
        lines += [{"origin": origin, "day": day, "value": value, "said": own, "color": light(color), "dash": dash}
                  for day, value, own in points]
        spans += [{"day": number(m.day or ""), "low": m.low, "high": m.high, "color": light(color)}
                  for m in words if None not in (m.low, m.high) and m.low != m.high]
        if place < len(_SERIES):
            ends.append((_value(words[-1]), light(color), names.get(origin, origin)))
    return lines, spans, _apart(ends, last, top)


def _apart(ends: list[tuple[int, str, str]], last: int, top: float) -> list[dict[str, object]]:
    """Labels at the ends of lines, pushed apart where they would stand on each other."""
    step = top * _LINE / 250  # the plot's height in the specification
    placed: list[dict[str, object]] = []
    floor = step / 2
    for value, color, label in sorted(ends):
        at = max(float(value), floor)
        floor = at + step
        placed.append({"day": last, "at": at, "label": label, "color": color})
    over = float(max((row["at"] for row in placed), default=0.0)) - top  # type: ignore[arg-type,type-var]
    for row in reversed(placed):
        if over <= 0:
            break
        row["at"] = float(row["at"]) - over  # type: ignore[arg-type]
    return placed


def _mark(as_of: str | None) -> list[dict[str, object]]:
    return [{"day": number(as_of), "label": f"as of {as_of}"}] if as_of else []


def _row(moment: Moment, names: Mapping[str, str]) -> tuple[str, ...]:
    who = "the figure" if moment.origin is None else names.get(moment.origin, moment.origin)
    ends = ("" if end is None else f"{end:,}" for end in (moment.low, moment.best, moment.high))
    return (moment.day or "", who, *ends, moment.change)


def _text(figure: Sequence[Moment], said: Sequence[Moment], names: Mapping[str, str], undated: int) -> str:
    origins = len({m.origin for m in said})
    words = f"{len(said):,} word{'' if len(said) == 1 else 's'}"
    parts = [f"{words} of {origins:,} origin{'' if origins == 1 else 's'}"]
    if figure:
        end = figure[-1]
        low = 0 if end.low is None else end.low
        high = f"{low:,} or more" if end.high is None else f"{low:,}" if low == end.high else f"{low:,} to {end.high:,}"
        best = f", best {end.best:,}" if end.best is not None and not low == end.high == end.best else ""
        parts.append(f"the figure on {end.day} is {high}{best}")
    if said:
        top = max(said, key=lambda m: (_most(m), m.origin or ""))
        parts.append(f"highest word {_most(top):,}, by {names.get(top.origin or '', top.origin or '')} on {top.day}")
    if undated:
        parts.append(f"{undated:,} more have no day")
    return "; ".join(parts) + "."


def _value(moment: Moment) -> int:
    return next((end for end in (moment.best, moment.low, moment.high) if end is not None), 0)


def _most(moment: Moment) -> int:
    return max((end for end in (moment.low, moment.best, moment.high) if end is not None), default=0)


def _short(label: str, letters: int) -> str:
    return label if len(label) <= letters else label[: letters - 1].rstrip() + "…"

"""One Vega-Lite specification, its rows put in, drawn.

In: a name under ``specs/``, rows for its data sets, values for its parameters. Out: the inside of an SVG, the same
bytes for the same input. Drawing happens in this process, without a browser and without a socket; what was drawn last
is kept by content.

A specification says colours of the palette in their light values and has its data sets empty: open it in any Vega-Lite
editor.

Example: ``draw("ranges", {"figures": [...]}, {"top": 100})``
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import vl_convert

from according.charts.palette import SPECS

Row = Mapping[str, object]
_ROOT = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"[^>]*>(.*)</svg>', re.DOTALL)
_LEFT = re.compile(r'transform="translate\(([\d.]+),([\d.]+)\)"')
_TAG = re.compile(r"<[a-z]+ [^>]*>")
_ROLES = re.compile(r' (?:role|class|aria-[a-z]+)="[^"]*"')
_MARGIN = 6  # pixels around a chart
# What every chart has in common; a specification may say otherwise for itself.
_CONFIG: dict[str, object] = {
    "aria": False,  # one description for the whole: a reader of screens is given the table, not hundreds of marks
    "background": None,
    "padding": _MARGIN,
    "font": "sans-serif",  # a font by name may be missing, and its text then vanishes from a PNG without a word
    "view": {"stroke": None},
    "axis": {"domainColor": "#8d979d", "tickColor": "#8d979d", "gridColor": "#d3d9dc", "labelColor": "#58646d",
             "titleColor": "#58646d", "titleFontWeight": "normal", "titleFontSize": 11, "labelFontSize": 11,
             "tickSize": 4, "domain": False},
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a specification gave: the markup inside its svg element, and sizes in pixels."""

    inner: str
    width: int
    height: int
    left: float  # where its plot begins


def draw(name: str, data: Mapping[str, Sequence[Row]], values: Mapping[str, object], *, width: int | None = None,
         height: int | None = None) -> Drawn:
    """Return a chart drawn from its specification.

    Args:
        name: the specification, ``specs/NAME.vl.json``.
        data: rows by the name of a data set of the specification.
        values: values by the name of a parameter.
        width: of the plot, pixels; None: as the specification says.
        height: of the plot, pixels.

    Raises:
        KeyError: the specification knows no such data set or parameter.
    """
    spec = json.loads(_text(name))
    for key, rows in data.items():
        if key not in spec["datasets"]:
            raise KeyError(f"specs/{name}.vl.json has no data set {key!r}")
        spec["datasets"][key] = list(rows)
    known = {parameter["name"]: parameter for parameter in spec["params"]}
    for key, value in values.items():
        known[key]["value"] = value
    for part in spec.get("vconcat", [spec]):
        part.update({"width": width} if width is not None else {})
        part.update({"height": height} if height is not None else {})
    spec["config"] = _CONFIG
    return _drawn(json.dumps(spec, sort_keys=True))


@lru_cache(maxsize=128)
def _drawn(spec: str) -> Drawn:
    svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    root = _ROOT.fullmatch(svg.strip())
    if root is None:
        raise ValueError("the drawing is no svg element")
    left = _LEFT.search(root[3])
    # Its groups call themselves symbols without a name, and its classes are not ours: the chart is one picture.
    inner = _TAG.sub(lambda tag: _ROLES.sub("", tag[0]), root[3])
    return Drawn(inner, round(float(root[1])), round(float(root[2])), float(left[1]) if left else 0.0)


@cache
def _text(name: str) -> str:
    return (SPECS / f"{name}.vl.json").read_text(encoding="utf-8")

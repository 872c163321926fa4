"""Charts: rows and records in, a picture with its text equivalent out.

In: what a page shows. Out: ``Drawing``: markup for a page, an SVG file, PNG and PDF, a description, a table. One file
a chart, here and under ``specs/``: a Vega-Lite specification with empty data sets; the map and the bars in cells are
drawn by hand (docs/decisions/0025).

Example: ``ranges(view.figures).page``
"""

from __future__ import annotations

from according.charts.box import Box
from according.charts.chain import chain
from according.charts.drawing import Drawing, pdf, png
from according.charts.habits import Word, habits
from according.charts.map import Spot, world_map
from according.charts.palette import stylesheet
from according.charts.ranges import range_bar, ranges
from according.charts.timeline import Dated, timeline
from according.charts.toll import Thing, toll, toll_things

__all__ = [
    "Box",
    "Dated",
    "Drawing",
    "Spot",
    "Thing",
    "Word",
    "chain",
    "habits",
    "pdf",
    "png",
    "range_bar",
    "ranges",
    "stylesheet",
    "timeline",
    "toll",
    "toll_things",
    "world_map",
]

"""A drawn chart: the picture, and the same in words and as a table.

In: what a chart drew. Out: ``Drawing``; PNG and PDF of it. A page inlines ``page``, whose colours are style variables,
so that one drawing stands in light and in dark; a file is ``svg``, with the light colours in it.

Example: ``png(timeline(rows))`` gives the bytes of a picture
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import vl_convert

from according.charts.palette import as_variables, light


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A chart with its text equivalent."""

    name: str  # timeline | toll | ranges | chain | habits | map
    title: str
    text: str  # what it shows, in words, for those who do not see it
    columns: tuple[str, ...]  # the same as a table
    rows: tuple[tuple[str, ...], ...]
    width: int  # pixels
    height: int
    inner: str  # what stands inside the svg element, light colours
    data: tuple[tuple[str, str], ...] = ()  # (name, value): what a script must know of it
    links: bool = False  # it holds links, so it is a group of things and no single picture

    @property
    def svg(self) -> str:
        """The chart as a file of its own, light colours, on its ground."""
        ground = f'<rect width="{self.width}" height="{self.height}" fill="{light("ground")}"/>'
        words = f"<title>{escape(self.title)}</title><desc>{escape(self.text)}</desc>"
        size = f'width="{self.width}" height="{self.height}" viewBox="0 0 {self.width} {self.height}"'
        return (f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif">{words}{ground}{self.inner}'
                "</svg>\n")

    @property
    def page(self) -> str:
        """The chart as it stands inside a page: no style, no script, colours as variables of the page."""
        data = "".join(f' data-{escape(name)}="{escape(value)}"' for name, value in self.data)
        role = "group" if self.links else "img"
        told = escape(self.title if self.links else f"{self.title}. {self.text}")
        size = f'width="{self.width}" height="{self.height}" viewBox="0 0 {self.width} {self.height}"'
        return (f'<svg class="chart chart-{self.name}" role="{role}" aria-label="{told}" {size} '
                f'font-family="sans-serif"{data}>{as_variables(self.inner)}</svg>')


def nothing(name: str, title: str, text: str) -> Drawing:
    """Return the drawing that stands where there is nothing to draw: its text."""
    inner = f'<text x="6" y="24" font-size="13" fill="{light("quiet")}">{escape(text)}</text>'
    return Drawing(name=name, title=title, text=text, columns=(), rows=(), width=max(120, 8 * len(text)), height=40,
                   inner=inner)


def png(drawing: Drawing, *, scale: float = 2) -> bytes:
    """Return the chart as a PNG.

    Args:
        drawing: the chart.
        scale: pixels of the picture for one pixel of the drawing, above 0.
    """
    return vl_convert.svg_to_png(drawing.svg, scale=scale)


def pdf(drawing: Drawing) -> bytes:
    """Return the chart as a PDF of one page."""
    return vl_convert.svg_to_pdf(drawing.svg)

"""The colours of the charts, by name, in light and dark.

In: ``specs/palette.json``: name, light value, dark value. Out: the light values for specifications and files, style
variables for pages. A specification holds light values; on a page each of them becomes ``var(--chart-NAME)``.

Example: ``as_variables('<path fill="#24577f"/>') == '<path fill="var(--chart-best)"/>'``
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

SPECS = Path(__file__).resolve().parent / "specs"
_HEX = re.compile(r'"(#[0-9a-f]{6})"')


def light(name: str) -> str:
    """Return a colour's light value.

    Raises:
        KeyError: no such colour.
    """
    return _palette()[name][0]


def as_variables(svg: str) -> str:
    """Return markup in which every colour of the palette is a style variable."""
    names = {value: name for name, (value, _) in _palette().items()}
    return _HEX.sub(lambda hit: f'"var(--chart-{names[hit[1]]})"' if hit[1] in names else hit[0], svg)


def stylesheet() -> str:
    """Return the style variables: light, dark where the reader's system asks for it, either where the page says so."""
    day = _variables(0)
    night = _variables(1)
    return (f":root{{{day}}}\n@media (prefers-color-scheme:dark){{:root{{{night}}}}}\n"
            f':root[data-theme="light"]{{{day}}}\n:root[data-theme="dark"]{{{night}}}\n')


def _variables(which: int) -> str:
    return "".join(f"--chart-{name}:{pair[which]};" for name, pair in _palette().items())


@cache
def _palette() -> dict[str, tuple[str, str]]:
    read = json.loads((SPECS / "palette.json").read_text(encoding="utf-8"))
    palette = {name: (pair[0], pair[1]) for name, pair in read.items()}
    days = [pair[0] for pair in palette.values()]
    if len(set(days)) != len(days):
        raise ValueError("specs/palette.json: two names share a light value, so a page could not tell them apart")
    return palette

"""Imports point down only, none hide, and there is no knot (docs/contributing.md, "Which way imports point").

Every import of our own package counts, also those inside functions and under TYPE_CHECKING, and the modules that the
command loads by name.
"""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import according

ROOT = Path(according.__file__).parent
MODULE = re.compile(r"according(\.[a-z_]+)+")

GROUND = (
    "words",
    "errors",
    "records",
    "holdings",
    "identity",
    "addresses",
    "spans",
    "titles",
    "phrasing",
    "settings",
    "codec",
    "confine",
    "html_bounds",
    "charset",  # bounds and letters of what comes from outside
)
STEPS = (
    "fetch",
    "collect",
    "parse",
    "clean",
    "split",
    "extract",
    "resolve",
    "judged",
    "link",
    "copies",
    "versions",
    "naming",
    "origins",
    "reconcile",
    "grade",
    "history",
    "parents",
    "nearby",
    "chain",
    "silence",
    "ties",
    "totals",
    "sift",
    "doubts",
)
LEAVING = ("brief", "export", "charts")
DOORS = ("cli", "web", "backfill", "__main__")

# A room is the first name below `according`; what each may import, besides itself.
MAY: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(GROUND, GROUND),
    "books": GROUND,
    **dict.fromkeys(STEPS, (*GROUND, "books")),
    "versions": (*GROUND, "copies"),
    **dict.fromkeys(LEAVING, GROUND),
    "evaluate": (*GROUND, "books"),
    "lessons": (*GROUND, "judged", "ledger"),
    "ledger": GROUND,
    "changes": (*GROUND, "books", "versions"),
    "earlier": (*GROUND, "books", *STEPS, "ledger"),
    "held": (*GROUND, "books", *STEPS, "ledger", "earlier"),
    "surveys": (*GROUND, "books", *STEPS, "ledger", "held", "earlier"),
    "trails": (*GROUND, "books", *STEPS, "ledger", "held"),
    "reviewing": (*GROUND, "books", *STEPS, "ledger", "held"),
    "views": (*GROUND, "books", *STEPS, "ledger", "held", "surveys", "earlier", "changes"),
    "settling": (*GROUND, "books", *STEPS, "ledger", "views", "held"),
    "archive": GROUND,
    "pipeline": (*GROUND, "archive", "books", *STEPS, "ledger", "views", "settling"),
    "captures": (*GROUND, "ledger", "pipeline"),
    "catalogue": (*GROUND, "books", *STEPS, "ledger", "views", "held"),
    "documents": (*GROUND, "export", "views"),
    "gather": (*GROUND, "books", *STEPS, "ledger", "views", "held"),
    "compare": (*GROUND, "books", "nearby", "export"),
    "releases": (*GROUND, "export"),
    "demo": (),  # data only
    "cli": (
        *(*GROUND, *LEAVING, "compare", "releases", "evaluate", "lessons", "pipeline", "gather", "ledger"),

"""How According proves what it promises: ``make prove``, or ``python -m prove``.

In: nothing. Out: a table of what was tried and what failed, and docs/tested.md. Each proof stands in a module of its
own with one ``PROOF``; ``table.py`` lists them. Reports are made by the factories of the tests.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

for _folder in ("tests", "src"):
    if str(ROOT / _folder) not in sys.path:
        sys.path.insert(0, str(ROOT / _folder))

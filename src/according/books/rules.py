"""Why a rule of a figure is a rule, in the words of the method.

In: ``data/rules.yaml``. Out: the reason behind a rule that set an end, or behind setting a claim aside.

Example: ``reason_of("smallest low of 3 words")`` begins ``low is the smallest low``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from according.errors import BadBook

_FILE = Path(__file__).parent / "data" / "rules.yaml"


def reason_of(rule: str) -> str:
    """Return why a rule is one, as ``Bound.rule`` or ``Aside.reason`` tells it; the longest beginning that fits rules.

    Raises:
        BadBook: the book has no line for it.
    """
    rows = read_rules()
    fitting = [start for start in rows if rule.startswith(start)]
    if not fitting:
        raise BadBook(f"{_FILE.name}: no line for the rule {rule!r}")
    return rows[max(fitting, key=len)]


@cache
def read_rules() -> Mapping[str, str]:
    """Return the reasons by the words that a rule starts with.

    Raises:
        BadBook: a part is missing, or a line is no text.
    """
    parts = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    if not isinstance(parts, dict) or set(parts) != {"ends", "asides"}:
        raise BadBook(f"{_FILE.name}: must hold ends and asides")
    rows = {start: why for part in parts.values() for start, why in part.items()}
    if any(not isinstance(text, str) or not text.strip() for row in rows.items() for text in row):
        raise BadBook(f"{_FILE.name}: every rule and every reason must be a text")
    return rows

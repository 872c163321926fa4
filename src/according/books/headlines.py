"""What a headline is about: words of statement and words of harm.

In: ``data/headlines.yaml``. Out: ``Headlines``, two tuples of stems, checked.

Example: "Leaders react to the chemical attack" has a stem of statement and none of harm.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from according.errors import BadBook

_FILE = Path(__file__).parent / "data" / "headlines.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Headlines:
    """Stems, folded; a word counts if it begins with one."""

    statement: tuple[str, ...]
    harm: tuple[str, ...]


@cache
def read_headlines() -> Headlines:
    """Return the stems.

    Raises:
        BadBook: a list is missing, or a stem is no lower-case word or stands twice.
    """
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    if not isinstance(rows, dict) or set(rows) != {"statement", "harm"}:
        raise BadBook(f"{_FILE.name}: keys must be harm, statement")
    lists = {key: str(text).split() for key, text in rows.items()}
    for key, stems in lists.items():
        wrong = sorted({s for s in stems if not s.isalpha() or s != s.casefold() or stems.count(s) > 1})
        if wrong:
            raise BadBook(f"{_FILE.name}: {key}: no lower-case word, or twice: {', '.join(wrong)}")
    return Headlines(statement=tuple(sorted(lists["statement"])), harm=tuple(sorted(lists["harm"])))

"""Words that stand in the book of places (there are villages of every name) but mean something else in a report.

In: ``data/not_places.yaml``. Out: a frozen ``NotPlaces``.

Example: ``"march" in open_not_places().words``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from according.books.folding import fold_name
from according.errors import BadBook

_FILE = Path(__file__).parent / "data" / "not_places.yaml"


@dataclass(frozen=True, slots=True)
class NotPlaces:
    """Words that stand in the book of places but mean something else in a report."""

    words: frozenset[str]  # never a place on their own
    titles: frozenset[str]  # what follows them is a person
    given: frozenset[str]  # given names: what follows them is a person
    generic: frozenset[str]  # city, province: may follow a place and belong to it
    media: frozenset[str]  # television, post: what stands before them is an outlet's name


@lru_cache(maxsize=1)
def open_not_places() -> NotPlaces:
    """Read the list of words that are no places.

    Raises:
        BadBook: a word that is not written as the tokens are compared: lower case, without marks.
    """
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    lists = {name: frozenset(data[name].split()) for name in ("words", "titles", "given", "generic", "media")}
    for name, words in lists.items():
        if odd := sorted(word for word in words if fold_name(word).replace(" ", "-") != word):
            raise BadBook(f"{_FILE.name}: {name}: not in lower case without marks: {', '.join(odd)}")
    return NotPlaces(**lists)

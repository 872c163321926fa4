"""Words that stand around a place name: what kind of place it is, whether the event lies by it, and in which part.

In: ``data/place_words.yaml``. Out: a frozen ``PlaceWords``.

Example: ``open_place_words().kinds["tehsil"] == "adm2"``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from according.errors import BadBook

_FILE = Path(__file__).parent / "data" / "place_words.yaml"
_KINDS = ("city", "part", "area", "adm2", "adm1", "country", "rural")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """The lists, lower case."""

    kinds: Mapping[str, str]  # word -> kind of place
    near: frozenset[str]
    back: frozenset[str]  # words that refer back when they stand alone
    directions: frozenset[str]
    bodies: frozenset[str]  # what a name that ends so is: no place, a body that may be called after one


@cache
def open_place_words() -> PlaceWords:
    """Read the list.

    Raises:
        BadBook: a word has two kinds, or a kind is unknown.
    """
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    kinds: dict[str, str] = {}
    for kind, words in data["kinds"].items():
        if kind not in _KINDS:
            raise BadBook(f"{_FILE.name}: unknown kind {kind!r}")
        for word in words.split():
            if word in kinds:
                raise BadBook(f"{_FILE.name}: {word!r} is both {kinds[word]} and {kind}")
            kinds[word] = kind
    lists = {name: frozenset(data[name].split()) for name in ("near", "back", "directions", "bodies")}
    return PlaceWords(kinds=kinds, **lists)

"""The closed word lists of English that the pattern reader and the resolvers use.

In: the packaged list ``data/grammar.yaml``. Out: frozen sets, by the module that uses them and a name.

Example: ``"before" in word_list("noun_phrases", "stop")``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

from according.errors import BadBook


def word_list(module: str, name: str) -> frozenset[str]:
    """Return one list of words, all in lower case.

    Raises:
        BadBook: no such list, a word twice in it, or a word that is not in lower case.
    """
    try:
        words = _lists()[module][name]
    except KeyError:
        raise BadBook(f"grammar.yaml holds no list {module}.{name}") from None
    wrong = [w for w in words if not isinstance(w, str) or w != w.lower()]
    if wrong or len(set(words)) != len(words):
        raise BadBook(f"grammar.yaml: {module}.{name}: wants words in lower case, none twice: {wrong or words}")
    return frozenset(words)


def list_names() -> tuple[tuple[str, str], ...]:
    """Return the module and name of every list, for tests."""
    return tuple((module, name) for module, lists in _lists().items() for name in lists)


@cache
def _lists() -> Mapping[str, Mapping[str, list[Any]]]:
    text = (resources.files("according.books") / "data" / "grammar.yaml").read_text("utf-8")
    loaded: Mapping[str, Mapping[str, list[Any]]] = yaml.load(
        text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return loaded

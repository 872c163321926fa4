"""What part each side plays in a fight: a state's forces, rebels, a militia; as data.

In: ``data/actor_roles.yaml`` and the book of actors. Out: a role by actor.

Example: ``role_of("syria-army-assad", open_books().actors) == "state"``, the role of the side that the army is on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from according.books.actors import Actors
from according.errors import BadBook
from according.words import SourceKind

_FILE = Path(__file__).parent / "data" / "actor_roles.yaml"
_WORDS = _FILE.with_name("side_words.yaml")
ROLES = ("state", "external", "rebel", "militia", "communal", "criminal")


@cache
def read_roles(path: Path = _FILE) -> Mapping[str, str]:
    """Return the role of every side that is no rebel group, by actor id.

    Raises:
        BadBook: an unknown role, or an actor in two lists.
    """
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(rows, dict) or not set(rows) <= set(ROLES):
        raise BadBook(f"{path.name}: must hold lists under {', '.join(ROLES)}")
    roles: dict[str, str] = {}
    for role, ids in rows.items():
        for actor in ids:
            if roles.setdefault(str(actor), role) != role:
                raise BadBook(f"{path.name}: {actor} is {roles[str(actor)]} and {role}")
    return roles


@dataclass(frozen=True, slots=True, kw_only=True)
class SideWords:
    """Words of the names of sides; what each list is for stands at the head of ``side_words.yaml``."""

    common: frozenset[str]
    governs: tuple[str, ...]


@cache
def read_side_words(path: Path = _WORDS) -> SideWords:
    """Return the words by which names of sides are compared.

    Raises:
        BadBook: a list is missing, or holds something else than lower-case words.
    """
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    lists = [rows.get(key) for key in ("common", "governs")] if isinstance(rows, dict) else [None]
    if not all(isinstance(words, list) and words and all(isinstance(w, str) and w == w.casefold() for w in words)
               for words in lists):
        raise BadBook(f"{path.name}: common and governs must be lists of lower-case words")
    return SideWords(common=frozenset(rows["common"]), governs=tuple(rows["governs"]))


def role_of(actor: str, actors: Actors, roles: Mapping[str, str] | None = None) -> str | None:
    """Return the role of an actor, by its own entry or that of its side; None where the book has no such party."""
    known = actors.get(actor)
    if known is None or known.kind is not SourceKind.PARTY:
        return None
    listed = roles if roles is not None else read_roles()
    side = actors.side_of(actor)
    return listed.get(actor) or (listed.get(side) if side else None) or "rebel"

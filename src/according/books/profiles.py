"""Reconciliation profiles: named sets of rules by which figures are chosen, as data.

In: ``data/profiles.yaml``, or a file of the user's in the same form. Out: ``Profile`` by name, checked; what is wrong
is told with its line.

Example: ``read_profiles()["acled"].best`` is ``"lowest"``; ``find_profile("desk.yaml")`` is the one profile of a file,
``find_profile("desk.yaml#strict")`` one of several.

Source: method.md, the table of profiles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from according.errors import BadBook, BadRequest

_FILE = Path(__file__).parent / "data" / "profiles.yaml"
_CHOICES = {
    "best": ("standing", "lowest", "none"), "bounds": ("published", "none"),
    "unknown": ("unknown", "civilian", "widens"), "classes": ("apart", "total"),
}
_KEYS = (*_CHOICES, "about", "vague", "bare_low", "origins")
_LARGEST = 65_536  # bytes of a file of profiles; the shipped one has 2,000


@dataclass(frozen=True, slots=True, kw_only=True)
class Vague:
    """What a vague word is read as."""

    value: int
    battle: int  # the same, in a clash


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One way to reconcile; the fields are explained at the head of profiles.yaml."""

    name: str
    about: str
    best: str
    bounds: str
    unknown: str
    classes: str
    vague: Mapping[str, Vague]
    bare_low: int | None
    origins: int


def find_profile(given: str) -> Profile:
    """Return the profile that a person names: by its name, or by the path of a file of profiles.

    Args:
        given: ``ucdp``, ``desk.yaml``, or ``desk.yaml#strict`` where the file holds several.

    Raises:
        BadRequest: there is no such profile, or the file holds several and none is named.
        BadBook: the file breaks the rules of a file of profiles.
    """
    path, _, name = given.partition("#")
    if not path.endswith((".yaml", ".yml")):
        return get_profile(given)
    found = read_profiles(Path(path))
    if name:
        return get_profile(name, Path(path))
    if len(found) > 1:
        raise BadRequest(f"{path} holds several profiles: write {path}#NAME with one of {', '.join(found)}")
    return next(iter(found.values()))


def get_profile(name: str, path: Path | None = None) -> Profile:
    """Return one profile.

    Raises:
        BadRequest: there is no profile of that name.
    """
    profiles = read_profiles(path)
    if name not in profiles:
        raise BadRequest(f"there is no profile {name!r}: choose {', '.join(profiles)}"
                         + ("" if path else ", or give a file of your own, PROFILE.yaml"))
    return profiles[name]


def read_profiles(path: Path | None = None) -> Mapping[str, Profile]:
    """Return the profiles of the file by name, by default those that ship with the package.

    A profile of a user's file may say ``like: ucdp`` and then only what differs; it may not bear a shipped one's name,
    since figures tell by name how they were chosen.

    Raises:
        BadBook: an unknown, missing or doubled key, or a value that its key cannot take; with the line.
    """
    return _shipped() if path is None else _read(path, str(path), _shipped())


@cache
def _shipped() -> Mapping[str, Profile]:
    return _read(_FILE, _FILE.name, {})


def _read(file: Path, called: str, shipped: Mapping[str, Profile]) -> Mapping[str, Profile]:
    book = _Book(called)
    rows = book.table(_parsed(file), "must hold one profile at least, each under its name")
    found = {}
    for name, (line, node) in rows.items():
        if name in shipped:
            raise book.wrong(line, f"{name} is the name of a profile that ships with According: call yours otherwise")
        found[name] = _profile(book, name, line, node, shipped)
    if not found:
        raise book.wrong(1, "must hold one profile at least, each under its name")
    return found


class _Book:
    """One file, with the line of everything that is wrong in it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def wrong(self, line: int, why: str) -> BadBook:
        return BadBook(f"{self._name}:{line}: {why}")

    def table(self, node: yaml.Node | None, why: str) -> dict[str, tuple[int, yaml.Node]]:
        """Return the rows of a table by key, each with its line."""
        if not isinstance(node, yaml.MappingNode):
            raise self.wrong(node.start_mark.line + 1 if node is not None else 1, why)
        rows: dict[str, tuple[int, yaml.Node]] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise self.wrong(line, "a key must be a word")
            if key.value in rows:
                raise self.wrong(line, f"{key.value} stands twice; the first is in line {rows[key.value][0]}")
            rows[key.value] = line, value
        return rows

    def word(self, line: int, node: yaml.Node) -> str | None:
        """Return a single value as it is written; None where it is null."""
        if not isinstance(node, yaml.ScalarNode):
            raise self.wrong(line, "must be a single value")
        return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)

    def count(self, line: int, what: str, node: yaml.Node) -> int:
        told = self.word(line, node)
        if told is None or not told.isascii() or not told.isdigit() or len(told) > 9:
            raise self.wrong(line, f"{what} must be a whole number from 0, not {told!r}")
        return int(told)


def _parsed(file: Path) -> yaml.Node | None:
    try:
        raw = file.read_bytes()
        if len(raw) > _LARGEST:
            raise BadBook(f"{file}: has more than {_LARGEST:,} bytes: it is no file of profiles")
        node: yaml.Node | None = yaml.compose(raw.decode("utf-8"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise BadBook(f"{file}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise BadBook(f"{file}: is no UTF-8: byte {error.start}") from None
    except RecursionError:
        raise BadBook(f"{file}: is nested deeper than a file of profiles") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark is not None else 1
        raise BadBook(f"{file}:{line}: is no YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise BadBook(f"{file}: is no YAML: {str(error).splitlines()[0]}") from None
    return node


def _profile(book: _Book, name: str, line: int, node: yaml.Node, shipped: Mapping[str, Profile]) -> Profile:
    rows = book.table(node, f"{name} must be a table of {', '.join(_KEYS)}")
    like: Profile | None = None
    if shipped and "like" in rows:
        at, value = rows.pop("like")
        like = shipped.get(book.word(at, value) or "")
        if like is None:
            raise book.wrong(at, f"like: must be one of {', '.join(shipped)}, not {book.word(at, value)!r}")
    for key, (at, _) in rows.items():
        if key not in _KEYS:
            raise book.wrong(at, f"{key} is no key of a profile: choose {', '.join(_KEYS)}"
                             + (" or like" if shipped else ""))
    missing = [key for key in _KEYS if key not in rows]
    if missing and like is None:
        raise book.wrong(line, f"{name} lacks {', '.join(missing)}" + (
            "; or say `like: ucdp` and write only what differs" if shipped else ""))
    told: dict[str, Any] = {key: _value(book, key, *rows[key]) if key in rows else getattr(like, key) for key in _KEYS}
    return Profile(name=name, **told)


def _value(book: _Book, key: str, line: int, node: yaml.Node) -> object:
    if key == "vague":
        rows = book.table(node, "vague must be a table of words")
        return {word: _vague(book, word, at, value) for word, (at, value) in rows.items()}
    if key == "origins":
        return max(1, book.count(line, key, node))
    told = book.word(line, node)
    if key == "bare_low":
        return None if told is None else book.count(line, key, node)
    if key in _CHOICES and told not in _CHOICES[key]:
        raise book.wrong(line, f"{key} must be one of {', '.join(_CHOICES[key])}, not {told!r}")
    return told or ""


def _vague(book: _Book, word: str, line: int, node: yaml.Node) -> Vague:
    why = f"vague: {word} must be a table with value and, if it differs in a clash, battle"
    rows = book.table(node, why)
    if not {"value"} <= set(rows) <= {"value", "battle"}:
        raise book.wrong(line, why)
    value = book.count(rows["value"][0], f"vague: {word}: value", rows["value"][1])
    return Vague(value=value, battle=book.count(rows["battle"][0], f"vague: {word}: battle", rows["battle"][1])
                 if "battle" in rows else value)


@cache
def read_general_victims() -> tuple[str, ...]:
    """Return the stems of nouns that can hold every other kind of victim.

    Raises:
        BadBook: the list is empty or holds something else than lower-case words.
    """
    file = _FILE.with_name("victims_general.yaml")
    rows = yaml.safe_load(file.read_text(encoding="utf-8"))
    stems = rows.get("stems") if isinstance(rows, dict) else None
    if not isinstance(stems, list) or not stems or any(not isinstance(s, str) or s != s.casefold() for s in stems):
        raise BadBook(f"{file.name}: stems must be a list of lower-case words")
    return tuple(sorted(stems))

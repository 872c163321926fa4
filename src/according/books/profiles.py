"""Reconciliation profiles: named sets of rules by which figures are chosen, as data.

In: ``data/profiles.yaml``, or a file of the user's in the same form. Out: ``Profile`` by name, checked.

Example: ``read_profiles()["acled"].best`` is ``"lowest"``.

Source: method.md, the table of profiles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from according.errors import BadBook, BadRequest

_FILE = Path(__file__).parent / "data" / "profiles.yaml"
_CHOICES = {
    "best": ("standing", "lowest", "none"), "bounds": ("published", "none"),
    "unknown": ("unknown", "civilian", "widens"), "classes": ("apart", "total"),
}
_KEYS = {*_CHOICES, "about", "vague", "bare_low", "origins"}


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


@cache
def read_profiles(path: Path | None = None) -> Mapping[str, Profile]:
    """Return the profiles of the file by name, by default those that ship with the package.

    Raises:
        BadBook: an unknown or missing key, or a value that its key cannot take.
    """
    file = path or _FILE
    try:
        rows = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadBook(f"{file}: cannot be read: {error.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadBook(f"{file}: is no YAML: {str(error).splitlines()[0]}") from None
    if not isinstance(rows, dict) or not rows:
        raise BadBook(f"{file.name}: must hold one profile at least, each under its name")
    return {str(name): _profile(f"{file.name}: {name}", str(name), row) for name, row in rows.items()}


def get_profile(name: str, path: Path | None = None) -> Profile:
    """Return one profile.

    Raises:
        BadRequest: there is no profile of that name.
    """
    profiles = read_profiles(path)
    if name not in profiles:
        raise BadRequest(f"there is no profile {name!r}: choose {', '.join(profiles)}")
    return profiles[name]


def _profile(where: str, name: str, row: object) -> Profile:
    if not isinstance(row, dict) or set(row) != _KEYS:
        found = ", ".join(sorted(map(str, row))) if isinstance(row, dict) else repr(row)
        raise BadBook(f"{where}: keys must be {', '.join(sorted(_KEYS))}; found {found}")
    for key, allowed in _CHOICES.items():
        if row[key] not in allowed:
            raise BadBook(f"{where}: {key} must be one of {', '.join(allowed)}, not {row[key]!r}")
    vague = row["vague"]
    if not isinstance(vague, dict):
        raise BadBook(f"{where}: vague must be a table of words")
    bare = row["bare_low"]
    return Profile(
        name=name, about=str(row["about"]), best=row["best"], bounds=row["bounds"], unknown=row["unknown"],
        classes=row["classes"], vague={str(w): _vague(f"{where}: vague: {w}", v) for w, v in vague.items()},
        bare_low=None if bare is None else _count(f"{where}: bare_low", bare),
        origins=max(1, _count(f"{where}: origins", row["origins"])))


def _vague(where: str, row: object) -> Vague:
    if not isinstance(row, dict) or not {"value"} <= set(row) <= {"value", "battle"}:
        raise BadBook(f"{where}: must be a table with value and, if it differs in a clash, battle")
    value = _count(where, row["value"])
    return Vague(value=value, battle=_count(where, row.get("battle", value)))


def _count(where: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadBook(f"{where}: must be a whole number from 0, not {value!r}")
    return value


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

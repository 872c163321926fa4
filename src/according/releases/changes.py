"""What changed from one release to the next: rows added, changed, merged into others, gone.

In: two releases, each rows by id. Out: ``Changes``. An incident's name outlives re-joining, so a row is the same row
in both; a name that the newer ledger redirects was merged, one that it does not know is gone.

Example: ``compare_releases(old, new, redirects={"i-1": "i-2"}).merged == (("i-1", "i-2"),)``
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from according.errors import BadRequest

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What one release holds."""

    form: str  # incidents, ucdp-ged, acled, claims, reports
    rows: Mapping[str, Cells]  # by id; cells as text, empty where nothing stood


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row that both releases hold, with the cells that differ."""

    id: str
    cells: tuple[tuple[str, str, str], ...]  # (column, old, new)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How a release differs from the one before."""

    form: str
    added: tuple[str, ...]
    changed: tuple[Change, ...]
    merged: tuple[tuple[str, str], ...]  # (old id, id that it lives on in)
    gone: tuple[str, ...]
    same: int


def compare_releases(old: Release, new: Release, *, redirects: Mapping[str, str]) -> Changes:
    """Return what changed.

    Args:
        old: the earlier release.
        new: the later one, of the same form.
        redirects: names that were given up, with the name that each leads to.

    Raises:
        BadRequest: the two are of different forms.
    """
    if old.form != new.form:
        raise BadRequest(f"{old.form} cannot be set beside {new.form}: compare two releases of one form")
    missing = sorted(set(old.rows) - set(new.rows))
    merged = tuple((name, target) for name in missing if (target := _target(name, redirects)) in new.rows)
    lost = {name for name, _ in merged}
    both = sorted(set(old.rows) & set(new.rows))
    changed = tuple(change for name in both if (change := _change(name, old.rows[name], new.rows[name])) is not None)
    return Changes(
        form=old.form, added=tuple(sorted(set(new.rows) - set(old.rows))), changed=changed, merged=merged,
        gone=tuple(name for name in missing if name not in lost), same=len(both) - len(changed))


def _target(name: str, redirects: Mapping[str, str]) -> str:
    seen = {name}
    while name in redirects and redirects[name] not in seen:
        name = redirects[name]
        seen.add(name)
    return name


def _change(name: str, old: Cells, new: Cells) -> Change | None:
    columns = [*old, *(column for column in new if column not in old)]
    cells = tuple((column, old.get(column, ""), new.get(column, "")) for column in columns
                  if old.get(column, "") != new.get(column, ""))
    return Change(id=name, cells=cells) if cells else None

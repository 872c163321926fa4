"""Read the book of actors and check it: ids, sides, dates, and that no name is borne by two at one time.

In: ``data/actors.csv`` and the book of outlets. Out: ``Actors``.

Example: ``open_actors(open_outlets()).get("sohr").name == "Syrian Observatory for Human Rights"``.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path

from according.books.actors import Actor, Actors, Names, name_key
from according.books.outlets import Outlet
from according.errors import BadBook
from according.words import SourceKind

_FILE = Path(__file__).parent / "data" / "actors.csv"
_KINDS = {kind.value: kind for kind in SourceKind}
_MARKS = {"~": "context", "?": "shared", "!": "lookup"}


def open_actors(outlets: Iterable[Outlet] = (), path: Path = _FILE) -> Actors:
    """Read and check the book of actors; outlets join it, so that agencies and state media are found by name.

    Raises:
        BadBook: an id twice, dates out of order, an unknown side or kind, a name that two actors bear at one time.
    """
    entries: list[tuple[Actor, Names]] = []
    with path.open(encoding="utf-8", newline="") as handle:
        for line, row in enumerate(csv.DictReader(handle), start=2):
            entries.append(_entry(row, f"{path.name} line {line}"))
    entries.extend(entry for outlet in outlets for entry in _of_outlet(outlet))
    _check(entries, path.name)
    return Actors(entries)


def _entry(row: dict[str, str], where: str) -> tuple[Actor, Names]:
    if None in row or None in row.values():
        raise BadBook(f"{where}: wrong number of columns")
    start, until = _day(row["from"], where), _day(row["until"], where)
    if start is not None and until is not None and start > until:
        raise BadBook(f"{where}: {row['id']} ends before it begins")
    if row["kind"] not in _KINDS:
        raise BadBook(f"{where}: unknown kind {row['kind']!r}")
    kind = _KINDS[row["kind"]]
    names = _names(row["name"], row["aliases"])
    side = row["side"] or (row["id"] if kind is SourceKind.PARTY else None)
    actor = Actor(
        id=row["id"],
        name=row["name"],
        aliases=tuple(n for n, mark in names[1:] if mark in (None, "shared")),
        kind=kind,
        side=side,
        country=row["country"] or None,
        start=start,
        until=until,
        agency=False,
    )
    return actor, names


def _of_outlet(outlet: Outlet) -> Iterator[tuple[Actor, Names]]:
    """Yield an outlet as an actor, once for each side that it has spoken for."""
    names = tuple(
        (name, "lookup" if name in outlet.quiet else None) for name in dict.fromkeys((outlet.name, *outlet.aliases))
    )
    start = None
    for until, side in (*outlet.spoke_for, (None, outlet.speaks_for)):
        key = outlet.id if until is None else f"{outlet.id}-until-{until.isoformat()}"
        yield (
            Actor(
                id=key,
                name=outlet.name,
                aliases=outlet.aliases,
                kind=outlet.kind,
                side=side,
                country=outlet.country,
                start=start,
                until=until,
                agency=outlet.agency,
            ),
            names,
        )
        start = None if until is None else until + datetime.timedelta(days=1)


def _names(name: str, aliases: str) -> Names:
    out: dict[str, str | None] = {name: None}
    for alias in filter(None, (a.strip() for a in aliases.split("|"))):
        mark = _MARKS.get(alias[0])
        out.setdefault(alias[1:] if mark else alias, mark)
    return tuple(out.items())


def _day(text: str, where: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        raise BadBook(f"{where}: {text!r} is no date") from None


def _check(entries: list[tuple[Actor, Names]], where: str) -> None:
    ids: dict[str, Actor] = {}
    for actor, _ in entries:
        if actor.id in ids:
            raise BadBook(f"{where}: {actor.id} stands twice")
        ids[actor.id] = actor
    bearers: dict[str, list[tuple[Actor, str | None]]] = {}
    for actor, names in entries:
        if actor.side is not None and actor.side not in ids:
            raise BadBook(f"{where}: {actor.id} has the side {actor.side}, which is no actor")
        for name, mark in names:
            if not name_key(name):
                raise BadBook(f"{where}: {actor.id} has an empty name")
            for other, other_mark in bearers.get(name_key(name), ()):
                if other is not actor and _overlap(actor, other) and not _apart(actor, mark, other, other_mark):
                    raise BadBook(f"{where}: {name!r} is borne by {other.id} and {actor.id} at one time")
            bearers.setdefault(name_key(name), []).append((actor, mark))


def _overlap(a: Actor, b: Actor) -> bool:
    return not (
        (a.until is not None and b.start is not None and a.until < b.start)
        or (b.until is not None and a.start is not None and b.until < a.start)
    )


def _apart(a: Actor, mark: str | None, b: Actor, other: str | None) -> bool:
    """Say whether two bearers of one name are told apart: marked as shared, or read in reports on other countries."""
    if mark == "context" and other == "context":
        return a.country != b.country
    return "context" in (mark, other) or "shared" in (mark, other) or mark == other == "lookup"

"""The book of places: 230,000 places, provinces, districts, countries and landscapes in one local SQLite file.

In: a name as printed, or a text. Out: ``PlaceEntry`` records, best first; ``PlaceMention`` spans.
The file is compiled by ``books/build_hook.py`` and never loaded whole: it is asked name by name, answers are kept.

Example: ``open_places().lookup("Jebleh")[0].adm1 == "Latakia"``.
"""

from __future__ import annotations

import csv
import os
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from according.books.folding import SOUND_COUNTRIES, fold_name, fold_sound
from according.errors import BadBook

__all__ = ["PlaceEntry", "Places", "fold_name", "open_places"]

_DATA = Path(__file__).parent / "data"
_KEPT = 20_000  # names whose answers are kept: about 12 MB, the vocabulary of some thousand reports
_BATCH = 400  # keys of one question, well under SQLite's bound on variables

_COLUMNS = """
SELECT n.name, {main}, p.key, p.name, p.kind, p.country, a.name, a.key, d.name, d.key, p.lat, p.lon,
  p.population, p.prec
FROM {table} n JOIN places p ON p.id = n.place
LEFT JOIN places a ON a.id = p.adm1 LEFT JOIN places d ON d.id = p.adm2 WHERE n.name IN ({marks})
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry:
    """One place of the book."""

    id: str  # gn:169304 (GeoNames), adm1:SY.02, adm2:IN.37.Bastar, country:SY, own:SY.eastern-ghouta
    name: str
    kind: str  # city | adm1 | adm2 | country | region | water
    country: str | None  # ISO 3166 alpha-2
    adm1: str | None  # name of the province it lies in
    adm1_id: str | None
    adm2: str | None
    adm2_id: str | None
    lat: float | None  # degrees; none for countries
    lon: float | None
    population: int
    prec: int  # where_prec after UCDP
    main: bool  # found by its own name or one of ours, not by an alternate name


class Places:
    """Looks places up by name. Safe to share between threads and to carry over a fork."""

    def __init__(self, path: Path, people: dict[str, str]) -> None:
        self._path = path
        self.people = people  # folded name of a people -> country: "syrian" -> "SY"
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._pid = 0
        self._known: dict[str, OrderedDict[str, tuple[PlaceEntry, ...]]] = {
            "names": OrderedDict(),
            "sounds": OrderedDict(),
        }
        self._by_key: dict[str, PlaceEntry | None] = {}  # asked for by id, which the file has no index of

    def lookup(self, name: str, *, country: str | None = None) -> tuple[PlaceEntry, ...]:
        """Return the places of that name, best first.

        Args:
            name: as printed; folded here.
            country: keep only places of this country (ISO 3166 alpha-2).

        Returns:
            Places spelled so; where there are none (in that country), places that sound so in transliteration
            from Arabic script. Empty where the book has none.
        """
        found = self.lookup_all((name,), country=country)
        return found[name]

    def lookup_all(self, names: Iterable[str], *, country: str | None = None) -> dict[str, tuple[PlaceEntry, ...]]:
        """Return ``lookup`` of many names at the cost of two questions to the file."""
        keys = {name: fold_name(name) for name in names}
        plain = self._ask("names", keys.values())
        out = {name: _within(plain[key], country) for name, key in keys.items()}
        unheard = {name: fold_sound(name) for name, found in out.items() if not _settled(found, country)}
        if country is None or country in SOUND_COUNTRIES:
            heard = self._ask("sounds", unheard.values())
            for name, sound in unheard.items():
                also = _within(heard[sound], country)
                known = {entry.id for entry in out[name]}
                out[name] += tuple(entry for entry in also if entry.id not in known)
        return out

    def get(self, key: str) -> PlaceEntry | None:
        """Return the place of that id; kept, for reading asks for the same few countries again and again."""
        with self._lock:
            if key in self._by_key:
                return self._by_key[key]
        rows = self._rows(
            "SELECT p.name, 1, p.key, p.name, p.kind, p.country, a.name, a.key, d.name, d.key, p.lat, p.lon,"
            " p.population, p.prec FROM places p LEFT JOIN places a ON a.id = p.adm1"
            " LEFT JOIN places d ON d.id = p.adm2"
            " WHERE p.key = ?",
            (key,),
        )
        found = _entry(rows[0]) if rows else None
        with self._lock:
            if len(self._by_key) >= _KEPT:
                self._by_key.clear()
            self._by_key[key] = found
        return found

    def _ask(self, table: str, keys: Iterable[str]) -> dict[str, tuple[PlaceEntry, ...]]:
        known = self._known[table]
        out: dict[str, tuple[PlaceEntry, ...]] = {"": ()}
        wanted = []
        with self._lock:
            for key in dict.fromkeys(keys):
                if key in known:
                    known.move_to_end(key)
                    out[key] = known[key]
                elif key:
                    wanted.append(key)
        for at in range(0, len(wanted), _BATCH):
            batch = wanted[at : at + _BATCH]
            sql = _COLUMNS.format(
                table=table, main="n.main" if table == "names" else "0", marks=",".join("?" * len(batch))
            )
            found: dict[str, list[PlaceEntry]] = {key: [] for key in batch}
            for row in self._rows(sql, batch):
                found[row[0]].append(_entry(row))
            with self._lock:
                for key, entries in found.items():
                    out[key] = known[key] = tuple(sorted(entries, key=_rank))
                while len(known) > _KEPT:
                    known.popitem(last=False)
        return out

    def _rows(self, sql: str, values: Iterable[str]) -> list[tuple]:  # type: ignore[type-arg]  # rows of SQLite
        with self._lock:
            if self._connection is None or self._pid != os.getpid():
                self._connection, self._pid = self._open(), os.getpid()
            return self._connection.execute(sql, tuple(values)).fetchall()

    def _open(self) -> sqlite3.Connection:
        if not self._path.exists():
            raise BadBook(f"{self._path}: the book of places is not built: run python books/build_hook.py")
        connection = sqlite3.connect(f"file:{self._path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        connection.execute("PRAGMA cache_size = -4096")  # 4 MB
        return connection


def open_places(path: Path | None = None) -> Places:
    """Open the book of places; the file itself is opened at the first question.

    Raises:
        BadBook: the list of countries breaks its rules.
    """
    people: dict[str, str] = {}
    with (_DATA / "countries.csv").open(encoding="utf-8", newline="") as handle:
        for line, row in enumerate(csv.DictReader(handle), start=2):
            for name in row["people"].split("|"):
                if not name:
                    continue
                if fold_name(name) in people:
                    raise BadBook(f"countries.csv line {line}: {name!r} stands twice")
                people[fold_name(name)] = row["country"]
    return Places(path if path is not None else _DATA / "places.sqlite", people)


def _entry(row: tuple) -> PlaceEntry:  # type: ignore[type-arg]
    province, district = row[4] == "adm1", row[4] == "adm2"  # these lie in themselves
    return PlaceEntry(
        main=bool(row[1]),
        id=row[2],
        name=row[3],
        kind=row[4],
        country=row[5],
        adm1=row[3] if province else row[6],
        adm1_id=row[2] if province else row[7],
        adm2=row[3] if district else row[8],
        adm2_id=row[2] if district else row[9],
        lat=row[10],
        lon=row[11],
        population=row[12],
        prec=row[13],
    )


def _rank(entry: PlaceEntry) -> tuple[bool, bool, int, str]:
    # own entries carry no population but stand in the book for a reason: they go before hamlets
    weight = entry.population if not entry.id.startswith("own:") else max(entry.population, 50_000)
    return entry.kind != "country", not entry.main, -weight, entry.id


def _within(entries: tuple[PlaceEntry, ...], country: str | None) -> tuple[PlaceEntry, ...]:
    return entries if country is None else tuple(e for e in entries if e.country == country or e.country is None)


def _settled(found: tuple[PlaceEntry, ...], country: str | None) -> bool:
    """Say whether the spelling as printed is enough: in one country any hit, in the world a well-known one."""
    if country is not None:
        return bool(found)
    return any(e.main and (e.kind != "city" or e.population >= 15_000) for e in found)

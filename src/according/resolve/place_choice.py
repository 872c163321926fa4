"""Which place a name means: what the words around it say, what holds it, the report's country and provinces, size.

In: parts of a place phrase, the report's ``PlaceContext``, the books. Out: entries of the book of places.

Example: ``options_of(part, context, books)`` for "Bijapur" gives districts and towns of the report's country.
"""

from __future__ import annotations

import re

from according.books import Books
from according.books.folding import fold_name
from according.books.not_places import open_not_places
from according.books.place_words import open_place_words
from according.books.places import PlaceEntry
from according.resolve.place_context import TOWN, PlaceContext
from according.resolve.place_parts import Part

_CODE = 3  # letters up to which a name may be a country's code
_SMALL_TOWN = 5_000  # inhabitants from which the first words of a longer name may mean a town
_WELL_KNOWN = 300_000  # inhabitants from which a town abroad is named without its country
_MADE = re.compile(r"-(?:[a-z]+ed|led|held|run)$")  # IS-held, US-formed
_CITY_SHARE = 0.5  # share of a province's people from which its name alone means the city of that name
_KINDS = {
    "city": ("city",),
    "part": ("city",),
    "adm1": ("adm1",),
    "adm2": ("adm2",),
    "country": ("country",),
    "area": ("region", "city", "adm2"),
    "rural": ("adm1",),
}


def known(name: str, context: PlaceContext, books: Books) -> tuple[PlaceEntry, ...]:
    """Return the places of a name in the report's countries; where there are none, those known anywhere."""
    found = books.places.lookup(name)
    home = tuple(e for e in found if e.country is None or e.country in context.countries)
    if len(name) <= _CODE and not name.isupper():
        return tuple(e for e in home if e.main)  # "Oe" is no way to write a country's code
    return home or tuple(
        e for e in found if e.main and (e.kind in ("country", "adm1", "region") or e.population > _WELL_KNOWN)
    )


def is_other(name: str, context: PlaceContext, books: Books) -> bool:
    """Say whether a name in a place phrase is no place: a people, an armed group, a common word."""
    folded = fold_name(name)
    if folded in books.places.people:
        return True
    words = open_place_words()
    if all(w in words.kinds or w in words.directions or w in ("of", "the") for w in folded.split()):
        return True
    if all(half in books.places.people for half in fold_name(name.replace("-", " ")).split()):
        return True
    every = books.places.lookup(name)
    found = [e for e in every if not context.countries or e.country in (None, context.countries[0])]
    if any(e.main and e.country in (None, *context.countries) for e in every):
        return False
    if books.actors.lookup(name) or _MADE.search(name):
        return True
    common = open_not_places().words
    return not found and any(word in common and word not in words.kinds and len(word) > 2 for word in folded.split())


def options_of(part: Part, context: PlaceContext, books: Books) -> tuple[str, tuple[PlaceEntry, ...]]:
    """Return the entries that a part may mean, and the name that found them: with its direction, without words of kind.

    A run of capitals that only begins with a place ("Homs Raid") is that place; ending with a word of kind it is kept.
    """
    words = part.name.split()
    kinds = open_place_words().kinds
    tries = [part.name]
    if part.direction is not None and words[0].lower() != part.direction:
        tries.insert(0, f"{part.direction} {part.name}")
    while len(words) > 1 and (words[-1].lower() in kinds or words[-1].lower() in ("city", "town")):
        words = words[:-1]
        tries.append(" ".join(words))
    if words[0].lower() in open_place_words().directions and len(words) > 1:
        tries.append(" ".join(words[1:]))
    cut = [" ".join(words[:size]) for size in range(len(words) - 1, 0, -1)]  # "Aleppo Residential Neighborhood"
    for name in (*tries, *cut):
        found = known(name, context, books)
        if name not in tries and not _follows(words[len(name.split()) :]):
            found = tuple(e for e in found if _stands_out(e, context))
        if found:
            ends = part.name.split()[-1].lower()
            return (part.name if ends in kinds or not part.name.startswith(name) else name), found
    return part.name, ()


def _follows(rest: list[str]) -> bool:
    """Say whether words may follow a place and not belong to its name: "Aleppo Residential Neighborhood"."""
    lists = open_not_places()
    return any(fold_name(rest[0]) in one for one in (lists.words, lists.generic, open_place_words().kinds))


def _stands_out(entry: PlaceEntry, context: PlaceContext) -> bool:
    """Say whether a place may be meant by the first words of a name alone: no hamlet ("Oe Htein Kwin" is one name)."""
    large = entry.kind != "city" or entry.id.startswith("own:") or entry.population >= _SMALL_TOWN
    return large and entry.country in context.countries[:1]


def choose(
    found: tuple[PlaceEntry, ...],
    part: Part | None,
    holders: list[PlaceEntry] | tuple[PlaceEntry, ...],
    context: PlaceContext,
) -> PlaceEntry:
    """Choose among places of one name: the words around it, what holds it, the report's country and provinces, size."""
    kind = part.kind if part is not None else None
    held_in = {h.id for h in holders}
    countries = {h.country for h in holders if h.country is not None}

    def rank(entry: PlaceEntry) -> tuple[object, ...]:
        return (
            not (
                entry.adm1_id in held_in or entry.adm2_id in held_in or (bool(countries) and entry.country in countries)
            ),
            entry.country not in context.countries[:1] and entry.country is not None,
            not (entry.adm1_id in held_in and entry.kind != "adm1"),
            not _fits(entry, kind),
            entry.kind not in ("country", "region", "water") and entry.country not in context.countries,
            entry.adm1_id not in context.provinces,
            not entry.main,
            -(entry.population if not entry.id.startswith("own:") else max(entry.population, 50_000)),
            entry.id,
        )

    ordered = sorted(found, key=rank)
    best = ordered[0]
    if kind is None and best.kind == "adm1":
        city = next((e for e in ordered if e.kind == "city" and e.adm1_id == best.id), None)
        if city is not None and city.population >= _CITY_SHARE * max(best.population, 1):
            return city
    return best


def _fits(entry: PlaceEntry, kind: str | None) -> bool:
    if kind is None:
        return True
    return entry.kind in _KINDS[kind]


def holders_of(options: list[tuple[PlaceEntry, ...]], at: int) -> list[PlaceEntry]:
    """Return what may hold a part: the districts, provinces and countries that the other parts name."""
    return [
        e
        for i, found in enumerate(options)
        if i != at
        for e in found
        if e.kind in ("adm1", "country", "adm2", "region")
    ]


def nested(chosen: list[PlaceEntry | None]) -> list[int]:
    """Return the order of parts from the most exact: what is told after its holder ("Syria's Idlib") goes first."""
    order = list(range(len(chosen)))
    first = chosen[0]
    if first is None or first.prec <= 2:
        return order
    inner = [
        i
        for i in order[1:]
        if (e := chosen[i]) is not None
        and e.prec < first.prec
        and (
            (first.kind == "country" and e.country == first.country)
            or (first.kind == "adm1" and e.adm1_id == first.id)
            or (first.kind == "region" and e.country == first.country)
        )
    ]
    return [*inner, *(i for i in order if i not in inner)]


def is_stranger(entry: PlaceEntry, name: str, options: list[tuple[PlaceEntry, ...]], context: PlaceContext) -> bool:
    """Say whether a hamlet, or a town by an odd name, lies in no province that the report names.

    What the phrase itself puts into a province is no stranger.
    """
    if entry.kind != "city" or not context.provinces or entry.adm1_id in context.provinces:
        return False
    odd = not entry.main and fold_name(entry.name)[:1] != fold_name(name)[:1]
    if entry.population >= TOWN and not odd:
        return False
    return not any(e.adm1_id == entry.adm1_id for found in options[1:] for e in found)


def rivals_of(entry: PlaceEntry, found: tuple[PlaceEntry, ...], context: PlaceContext) -> tuple[PlaceEntry, ...]:
    """Return places of the name that the report gives as much reason for: in another province, of like size."""
    return tuple(
        e
        for e in found
        if e.id != entry.id
        and e.kind == entry.kind == "city"
        and e.country == entry.country
        and e.adm1_id != entry.adm1_id
        and (entry.adm1_id in context.provinces) == (e.adm1_id in context.provinces)
        and e.main == entry.main
        and e.population >= 0.5 * entry.population
    )[:5]


def is_elsewhere(inner: PlaceEntry | None, holder: PlaceEntry | None) -> bool:
    """Say whether a place of that name lies far from the town that a report puts it in: "al-Qusour in Baniyas"."""
    if inner is None or holder is None or inner.kind != "city" or holder.kind != "city" or inner.id == holder.id:
        return False
    known_points = None not in (inner.lat, inner.lon, holder.lat, holder.lon)
    return known_points and inner.adm1_id != holder.adm1_id and not same_area(inner, holder)


def same_area(a: PlaceEntry, b: PlaceEntry) -> bool:
    """Say whether two places lie within about 20 km of each other."""
    return a.id == b.id or (
        a.lat is not None
        and b.lat is not None
        and a.lon is not None
        and b.lon is not None
        and abs(a.lat - b.lat) < 0.2
        and abs(a.lon - b.lon) < 0.2
    )

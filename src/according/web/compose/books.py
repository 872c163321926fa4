"""The books as a ledger uses them: actors, places and outlets with their claims, and names that no book knows.

In: ``UsedNames`` and the books. Out: ``BooksPage`` of one kind.

What a name that could not be looked up may mean is proposed from three sides: what the resolver itself held possible,
words of the name that the book knows in the countries that the ledger speaks of, and names in use that are spelled
nearly so. Nothing is taken over without a person.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from according.books import Books
from according.books.places import PlaceEntry, fold_name
from according.phrasing import plural
from according.web.links import address_of
from according.web.pages import BooksPage
from according.web.parts import Frame, Proposal, Switch, UnknownName, UsedName
from according.web.usage import Used, UsedNames

KINDS = ("actors", "places", "outlets")
ROWS, UNKNOWN = 200, 60  # names shown of each
_PROPOSALS = 4
_LETTERS = 4  # a word of a name is looked up alone from so many letters
_WORDS = 6  # runs of words that are looked up
_KIND = {"city": "town", "adm1": "province", "adm2": "district"}
_NEAR = 0.75  # of difflib's ratio
_COUNTRIES = 4  # in which words of a name are looked up: those of most claims


def make_books(frame: Frame, used: UsedNames, kind: str, *, books: Books) -> BooksPage:
    """Return the page of one kind of book.

    Args:
        frame: what stands around the page.
        used: the names, see ``count_names``.
        kind: one of ``KINDS``.
        books: what names are looked up in.
    """
    told: Used = getattr(used, kind)
    ranked = sorted(told.items(), key=lambda item: (-item[1], item[0]))
    unknown = {"places": used.unknown_places, "actors": used.unknown_actors}.get(kind, {})
    asked = sorted(unknown.items(), key=lambda item: (-len(item[1][2]), item[0]))
    return BooksPage(
        frame=frame, kind=kind, found=len(told), unknown_found=len(unknown),
        kinds=tuple(Switch(label=each, help=f"{each} as used", href=address_of("books", each), chosen=each == kind)
                    for each in KINDS),
        rows=tuple(UsedName(name=name, what=what, claims=many, href=_where(kind, name))
                   for (name, what), many in ranked[:ROWS]),
        unknown=tuple(
            UnknownName(printed=printed, reason=reason, claims=plural(len(claims), "claim"),
                        example=address_of("claims", claims[0]),
                        proposals=tuple(_proposals(kind, printed, candidates, used, books)))
            for printed, (reason, candidates, claims) in asked[:UNKNOWN]))


def _where(kind: str, name: str) -> str | None:
    """Where incidents that use a name are listed."""
    return address_of(**{"actors": {"actor": name}, "outlets": {"outlet": name}}[kind]) if kind != "places" else None


def _proposals(kind: str, printed: str, candidates: Iterable[str], used: UsedNames, books: Books) -> Iterator[Proposal]:
    found: dict[str, Proposal] = {}
    if kind == "places":
        countries = [code for code, _ in used.countries.most_common(_COUNTRIES) if code]
        entries = [entry for key in candidates if (entry := books.places.get(key)) is not None]
        entries += _by_words(printed, countries, books)
        for entry in entries:
            told = (_KIND.get(entry.kind, entry.kind), entry.adm1 if entry.kind != "adm1" else None, entry.country)
            label = f"{entry.name} ({', '.join(filter(None, told))})"
            if all(label != known.label for known in found.values()):
                found.setdefault(entry.id, Proposal(id=entry.id, label=label))
    else:
        names = {name: actor for actor in books.actors for name in (actor.name, *actor.aliases)}
        near = get_close_matches(printed, names, n=_PROPOSALS, cutoff=_NEAR)
        held = [actor for key in candidates if (actor := books.actors.get(key)) is not None]
        for actor in (*held, *(names[name] for name in near)):
            found.setdefault(actor.id, Proposal(id=actor.id, label=actor.name))
    yield from list(found.values())[:_PROPOSALS]


def _by_words(printed: str, countries: list[str], books: Books) -> list[PlaceEntry]:
    """Runs of capitalised words of a name, the longest first, that the book knows in a country."""
    words = [word.strip("“”\"'(),.") for word in printed.split()]
    runs = [" ".join(words[a:b]) for long in range(len(words), 0, -1) for a in range(len(words) - long + 1)
            for b in (a + long,) if all(word[:1].isupper() for word in words[a:b])]
    # "Syrian" is a people and no place, though one may sound so
    wanted = [run for run in dict.fromkeys(runs) if len(run) >= _LETTERS and fold_name(run) not in books.places.people]
    return [entry for run in wanted[:_WORDS] for country in countries
            for entry in books.places.lookup(run, country=country)[:1]]


def place_value(entry: PlaceEntry) -> str:
    """Return the JSON by which a claim's place is corrected to an entry of the book."""
    name = entry.name + (f", {entry.adm1}" if entry.adm1 and entry.adm1 != entry.name else "")
    return json.dumps({"id": entry.id, "name": name, "lat": entry.lat, "lon": entry.lon,
                       "where_prec": 6 if entry.kind == "country" else entry.prec, "country": entry.country,
                       "adm1": entry.adm1, "adm2": entry.adm2}, ensure_ascii=False, sort_keys=True)

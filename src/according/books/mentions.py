"""Find the places that a text names: capitalised names up to five words long, checked against the book of places.

In: a text and the book. Out: ``PlaceMention`` spans with the entries that fit the report: those in the countries that
it speaks of, or known well enough to be named anywhere. Persons and common words are passed over.

Example: ``find_places("Shelling hit Jableh in Syria.", places)`` gives "Jableh" (Latakia) and "Syria".
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from according.books.folding import fold_name
from according.books.not_places import NotPlaces, open_not_places
from according.books.place_words import open_place_words
from according.books.places import PlaceEntry, Places

_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"{_LETTER}+(?:['’‘`´ʿʾ.-]{_LETTER}+)*(?:\.(?={_LETTER}))?|\d{{4,}}")
_ARTICLE = re.compile(r"(?i:al|el|ez|as|ash|ar|at|an|ad)-[A-Z]")
_OPENS = re.compile(r"[.\n!?:;\"“]")
_POSSESSIVE = re.compile(r"['’‘\x90]s?$|\x90s$")
_ARMS = re.compile(
    r"(?:-\w+)? (?:(?:air|missile|drone|ballistic|artillery|tank) ?)?(?:strikes?|raids?|attacks?|missiles?|drones?"
    r"|jets?|warplanes?|shelling|bombardments?|invasion|offensive|fire)\b"
)
_LONGEST = 5
_WELL_KNOWN = 300_000  # inhabitants from which a town abroad may be named without its country
_KNOWN = 20_000  # the same for a town in a country that the report names in passing
_OPENERS = frozenset({"al", "el", "the"})
# fmt: off
_JOINERS = frozenset({
    "al", "el", "as", "ash", "an", "ar", "ad", "at", "az", "ez", "ezz", "es", "et", "e", "i", "of", "de", "la", "del",
    "do", "da", "dos", "des", "du", "le", "the",
})
# fmt: on


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """Words of a text that name a place, and the places that they may mean, best first."""

    start: int
    end: int
    text: str
    entries: tuple[PlaceEntry, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    capital: bool
    opens: bool  # first of a sentence or line


def find_places(text: str, places: Places, *, countries: tuple[str, ...] = ()) -> tuple[PlaceMention, ...]:
    """Return the places that a text names.

    Args:
        text: a report or a sentence.
        places: the book.
        countries: ISO codes that the text is known to speak of, best first; gathered from the text where empty.

    Returns:
        Mentions in order, none overlapping another, the longest name first; each with at least one entry.
    """
    return survey(text, places, countries=countries)[1]


def find_countries(text: str, places: Places) -> tuple[str, ...]:
    """Return the countries that a text speaks of, most spoken of first."""
    return survey(text, places)[0]


def survey(
    text: str, places: Places, *, countries: tuple[str, ...] = (), fallback: tuple[str, ...] = ()
) -> tuple[tuple[str, ...], tuple[PlaceMention, ...]]:
    """Return the countries and the places of a text in one go; ``fallback`` counts where the text names no country."""
    tokens = _tokens(text)
    candidates = _candidates(tokens, text)
    found = places.lookup_all({name for names in candidates.values() for _, name in names})
    known = countries or _countries(text, tokens, candidates, found, places.people) or fallback
    return known, _choose(text, tokens, candidates, found, known, places.people)


_Found = dict[str, tuple[PlaceEntry, ...]]
_Candidates = dict[int, list[tuple[int, str]]]  # token -> (tokens long, name), longest first


def _countries(
    text: str, tokens: list[_Token], candidates: _Candidates, found: _Found, people: dict[str, str]
) -> tuple[str, ...]:
    """Return the countries of a text: by name, people ("Syrian"; less by "Israeli air strikes"), provinces, towns."""
    score: dict[str, float] = defaultdict(float)
    not_places = open_not_places()
    for at, token in enumerate(tokens):
        if token.capital and (country := people.get(fold_name(token.text))) is not None:
            score[country] += 0.5 if _ARMS.match(text, token.end) else 2
        for _, name in candidates.get(at, ()):
            if " " not in name and fold_name(name) in not_places.words:
                continue
            entries = [e for e in found[name] if e.country is not None and _prominent(e)]
            if entries:
                country_first = entries[0].kind == "country"
                shared = sorted({e.country or "" for e in (entries[:1] if country_first else entries[:4])})
                for one in shared:
                    score[one] += (3.0 if country_first else 1.0) / len(shared)
                break
    top = max(score.values(), default=0.0)
    return tuple(c for c, s in sorted(score.items(), key=lambda item: (-item[1], item[0])) if s >= 0.2 * top)[:6]


def _prominent(entry: PlaceEntry) -> bool:
    if entry.kind in ("country", "adm1", "region") or entry.id.startswith("own:"):
        return entry.main or entry.kind != "city"
    return entry.population >= (30_000 if entry.main else 100_000)


def _tokens(text: str) -> list[_Token]:
    """Return the words that may belong to a name or tell that it is none; other small words are passed over."""
    small = _small()
    out = []
    last = 0
    for match in _WORD.finditer(text):
        word, start = match.group(), match.start()
        capital = word[0].isupper() or bool(_ARTICLE.match(word))
        if capital or word in small:
            gap = text[last:start] if last else "."
            word = _POSSESSIVE.sub("", word) or word
            out.append(_Token(start, start + len(word), word, capital, gap != " " and bool(_OPENS.search(gap))))
        last = match.end()
    return out


@lru_cache(maxsize=1)
def _small() -> frozenset[str]:
    words = open_not_places()
    return words.titles | words.generic | _JOINERS | open_place_words().directions


def _candidates(tokens: list[_Token], text: str) -> _Candidates:
    """Return, for every token that may begin a name, the names that begin there, longest first."""
    out: _Candidates = {}
    for at, token in enumerate(tokens):
        lower = token.text.lower()
        starts = token.capital or (
            (lower in _OPENERS or lower in open_place_words().directions)
            and at + 1 < len(tokens)
            and tokens[at + 1].capital
        )
        if not starts or token.text.isdigit():
            continue
        names = [(1, token.text)] if token.capital else []
        for size in range(2, _LONGEST + 1):
            last = at + size - 1
            if last >= len(tokens) or text[tokens[last - 1].end : tokens[last].start] not in (" ", "-", "’", "'"):
                break
            if tokens[last].capital and not tokens[last].text.isdigit():
                names.append((size, text[token.start : tokens[last].end]))
            elif tokens[last].text.lower() not in _JOINERS:
                break
        if names:
            out[at] = names[::-1]
    return out


def _choose(
    text: str,
    tokens: list[_Token],
    candidates: _Candidates,
    found: dict[str, tuple[PlaceEntry, ...]],
    countries: tuple[str, ...],
    people: dict[str, str],
) -> tuple[PlaceMention, ...]:
    not_places = open_not_places()
    out: list[PlaceMention] = []
    at = 0
    while at < len(tokens):
        step = 1
        for size, name in candidates.get(at, ()):
            entries = _fitting(found[name], countries) if fold_name(name) not in people else ()
            if entries and not _is_no_place(tokens, at, size, text, entries, not_places):
                out.append(
                    PlaceMention(start=tokens[at].start, end=tokens[at + size - 1].end, text=name, entries=entries)
                )
                step = size
                break
        at += step
    return tuple(out)


def _fitting(entries: tuple[PlaceEntry, ...], countries: tuple[str, ...]) -> tuple[PlaceEntry, ...]:
    """Keep the entries in the report's first country; else those that can be named in passing, the best known first."""
    home = tuple(e for e in entries if e.country is None or e.country in countries[:1])
    if home:
        return home
    abroad = [
        e for e in entries if e.kind in ("country", "region", "water", "adm1") and (e.main or e.country in countries)
    ]
    abroad += [
        e
        for e in entries
        if e.kind in ("city", "adm2")
        and e.main
        and (e.population >= (_KNOWN if e.country in countries else _WELL_KNOWN) or e.id.startswith("own:"))
    ]
    return tuple(sorted(abroad, key=lambda e: (e.kind != "country", e.country not in countries, -e.population, e.id)))


def _is_no_place(
    tokens: list[_Token], at: int, size: int, text: str, entries: tuple[PlaceEntry, ...], words: NotPlaces
) -> bool:
    first, last = tokens[at], tokens[at + size - 1]
    best = entries[0]
    if size == 1 and (fold_name(first.text) in words.words or first.text.lower() in open_place_words().directions):
        return True
    if size == 1 and not best.main and (len(first.text) <= 2 or (first.text.isupper() and len(first.text) <= 5)):
        return True  # an acronym or a letter: STF is not Setif
    after = tokens[at + size] if at + size < len(tokens) else None
    follows = after is not None and text[last.end : after.start] == " " and after.capital
    if follows and after is not None and fold_name(after.text) in words.media:
        return True  # "Al-Mayadeen TV"
    if best.kind == "country" or (best.main and best.kind != "city" and size > 1):
        return False
    before = tokens[at - 1] if at > 0 else None
    if before is not None and text[before.end : first.start] in (" ", ". "):
        lower = fold_name(before.text)
        if lower in words.titles or (lower in words.given and before.capital):
            return True
        if size == 1 and before.capital and not before.opens and _is_name_part(before, words) and not best.main:
            return True
    if follows and after is not None and size == 1:
        # "Hama Military Airport" is in Hama, "Bab Amr" of which only "Bab" is known is not
        return fold_name(after.text) not in words.generic and not best.main and best.population < _WELL_KNOWN
    return size == 1 and first.opens and not best.main and best.population < 20_000


def _is_name_part(token: _Token, words: NotPlaces) -> bool:
    lower = fold_name(token.text)
    return lower not in words.generic and lower not in words.words

"""Where: a claim's place words against the book of places, in the light of the whole report.

In: the place words of a claim (or none), the ``PlaceContext`` of the report, the books. Out: ``Place``: the name most
exact first, the entry of the book, coordinates, ``where_prec`` after UCDP; or what it may be and why not known.

Example: "the village of Taduf" in a report on Aleppo gives "Taduf, Aleppo", ``where_prec`` 1.
"""

from __future__ import annotations

import re
from dataclasses import replace

from according.books import Books, PlaceMention
from according.books.place_words import open_place_words
from according.books.places import PlaceEntry
from according.records import Phrase, Place, Unresolved
from according.resolve.place_choice import (
    choose,
    holders_of,
    is_elsewhere,
    is_other,
    is_stranger,
    known,
    nested,
    options_of,
    rivals_of,
    same_area,
)
from according.resolve.place_context import TOWN, PlaceContext, at_home, nearest, place_context
from according.resolve.place_name import called, holder_of, merged
from according.resolve.place_parts import Part, generic_head, parts_of

__all__ = ["PlaceContext", "place_context", "resolve_place"]

_EXACT, _NEAR, _DISTRICT, _PROVINCE, _VAGUE, _COUNTRY = 1, 2, 3, 4, 5, 6  # where_prec after UCDP
_HEADLINE = 150  # characters of a report in which its headline and lead stand
_BACK = {  # kinds of entries that "the town", "the area" may go back to
    "city": ("city",),
    "part": ("city",),
    "adm1": ("adm1",),
    "adm2": ("adm2", "adm1"),
    "country": ("country",),
    "area": ("region", "adm2", "adm1", "city"),
    "rural": ("adm1", "city"),
}


def resolve_place(
    phrase: Phrase | None,
    *,
    context: PlaceContext,
    books: Books,
    at: int | None = None,
    sentence: tuple[int, int] | None = None,
) -> Place | None:
    """Resolve a claim's place words.

    Args:
        phrase: the words as printed; None where the sentence has none.
        context: of the report, by ``place_context``; offsets are into the text given to that.
        books: the books.
        at: where the claim stands, for "the town" and for claims without place words.
        sentence: span of the claim's sentence.

    Returns:
        The place; None where the report names none. ``unresolved`` says what the book lacks or cannot tell apart.
    """
    if phrase is not None and phrase.start in context.desks:
        phrase = None
    here = at if at is not None else phrase.start if phrase is not None else sentence[0] if sentence is not None else 0
    if phrase is None:
        mention = nearest(context, here, sentence)
        return None if mention is None else _of_mention(mention, context, None)
    if (coast := _coast(phrase, context, books)) is not None:
        return coast
    parts = parts_of(
        phrase.text,
        is_place=lambda name: bool(known(name, context, books)),
        is_other=lambda name: is_other(name, context, books),
    )
    if not parts:
        return _back(phrase, here, context, books)
    place = _of_parts(phrase, parts, context, books)
    return _told_below(place, context) if here < _HEADLINE else place


def _told_below(place: Place, context: PlaceContext) -> Place:
    """Narrow a headline's wide place ("Syria's Idlib") to the one place in it that the report names; several: left."""
    if place.where_prec not in (_PROVINCE, _VAGUE, _COUNTRY) or place.id is None:
        return place
    inside = [
        m
        for m in at_home(context)
        if m.entries[0].prec < place.where_prec
        and m.entries[0].country == place.country
        and (place.where_prec != _PROVINCE or m.entries[0].adm1 == place.adm1)
    ]
    for widest in (_NEAR, _DISTRICT, _PROVINCE):
        found = {m.entries[0].id: m for m in reversed(inside) if m.entries[0].prec <= widest}
        if len(found) > 1:
            return place
        if found:
            inner = _of_mention(next(iter(found.values())), context, place.printed)
            name = merged(inner.name or "", place.name or "")
            return replace(
                inner,
                name=name,
                unresolved=Unresolved(reason="the headline is wider than the text", candidates=(place.id,)),
            )
    return place


def _back(phrase: Phrase, here: int, context: PlaceContext, books: Books) -> Place | None:
    """Resolve words without a name: "the town" is the last town named, "the country" the report's."""
    if (side := _side_of_country(phrase, context, books)) is not None:
        return side
    head = generic_head(phrase.text)
    kind = open_place_words().kinds.get(head or "", None)
    before = [m for m in at_home(context) if m.end <= phrase.start]
    fitting = [m for m in before if _is_of_kind(m.entries[0], kind)] if kind is not None else []
    if head in ("city", "capital"):
        fitting = [m for m in fitting if m.entries[0].population >= TOWN] or fitting
    chosen = fitting[-1] if fitting else nearest(context, here, None)
    if chosen is None:
        return Place(printed=phrase, name=None, unresolved=Unresolved(reason="the words name no place"))
    return _of_mention(chosen, context, phrase)


def _side_of_country(phrase: Phrase, context: PlaceContext, books: Books) -> Place | None:
    """Resolve "the east" and "the country's north" to a part of the report's country."""
    words = re.findall(r"[a-z-]+", phrase.text.lower())
    rest = [w for w in words if w not in ("the", "of", "in", "s", "its", "far", "country", "part", "parts")]
    if len(rest) != 1 or rest[0] not in open_place_words().directions or not context.countries:
        return None
    country = books.places.get(f"country:{context.countries[0]}")
    if country is None:
        return None
    name = f"{rest[0] if rest[0].endswith('ern') else rest[0] + 'ern'} {country.name}"
    found = [e for e in books.places.lookup(name, country=country.country) if e.kind == "region"]
    entry = found[0] if found else country
    return _place(phrase, [name], entry, _VAGUE, context, None)


_COAST = re.compile(
    r"^(?:the )?(?:\w+['’]s |\w+n )?(?:coast(?:line)?|coastal (?:areas?|regions?|provinces|strip))\b"
    r"(?! (?:town|city|village|road|highway))",
    re.IGNORECASE,
)


def _coast(phrase: Phrase, context: PlaceContext, books: Books) -> Place | None:
    """Resolve "the Syrian coast", "the coastal region" to the coast of the report's country, where the book has one.

    It is no place that was named before: a toll of the coast is not one of the town in the sentence above.
    """
    if _COAST.match(phrase.text) is None or not context.countries:
        return None
    country = books.places.get(f"country:{context.countries[0]}")
    if country is None:
        return None
    found = [e for e in books.places.lookup(f"{country.name}'s coast", country=country.country) if e.kind == "region"]
    return _place(phrase, [found[0].name], found[0], _VAGUE, context, None) if found else None


def _is_of_kind(entry: PlaceEntry, kind: str | None) -> bool:
    return kind is None or entry.kind in _BACK[kind]


def _of_mention(mention: PlaceMention, context: PlaceContext, phrase: Phrase | None) -> Place:
    told = tuple(e for e in mention.entries if e.kind == "adm1") if mention.start in context.provincial else ()
    entry = choose(told or mention.entries, None, (), context)
    return _place(phrase, [mention.text], entry, entry.prec, context, None)


def _of_parts(phrase: Phrase, parts: tuple[Part, ...], context: PlaceContext, books: Books) -> Place:
    tried = [options_of(part, context, books) for part in parts]
    parts = tuple(replace(part, name=name) for part, (name, _) in zip(parts, tried, strict=True))
    options = [found for _, found in tried]
    chosen = [
        choose(found, part, holders_of(options, i), context) if found else None
        for i, (part, found) in enumerate(zip(parts, options, strict=True))
    ]
    order = nested(chosen)
    options, chosen = [options[i] for i in order], [chosen[i] for i in order]
    parts = tuple(parts[i] for i in order)
    names = [called(part, entry) for part, entry in zip(parts, chosen, strict=True)]
    strangers = tuple(e.id for e in chosen[:1] if e is not None and is_stranger(e, parts[0].name, options, context))
    if strangers:
        chosen[0] = None
    if len(chosen) > 1 and not parts[1].joined and is_elsewhere(chosen[0], chosen[1]):
        strangers, chosen[0] = (chosen[0].id,) if chosen[0] is not None else (), None
    first = next((i for i, entry in enumerate(chosen) if entry is not None), None)
    if first is None:
        reason = f"{names[0]} is not in the book of places" + (
            " for the provinces that the report names" if strangers else ""
        )
        inferred = _province_of(context)
        return _place(
            phrase,
            names,
            inferred,
            inferred.prec if inferred else None,
            context,
            Unresolved(reason=reason, candidates=strangers),
        )
    entry = chosen[first]
    assert entry is not None
    prec = _precision(parts[first], entry)
    unresolved = None
    if first > 0:
        # a village that the book lacks, in a place that it has: near a town (25 km), else as wide as what holds it
        prec = max(prec, _NEAR)
        unresolved = Unresolved(
            reason=f"{names[0]} is not in the book of places; {entry.name} holds it", candidates=(entry.id,)
        )
    elif parts[first].near or any(p.near for p in parts[:first]):
        prec = _NEAR if prec == _EXACT else prec
    together = [e for part, e in zip(parts, chosen, strict=True) if part.joined and e is not None]
    if first == 0 and together and any(not same_area(entry, other) for other in together):
        unresolved = Unresolved(reason="several places are named", candidates=tuple(e.id for e in (entry, *together)))
        prec = _PROVINCE if all(e.adm1_id == entry.adm1_id and e.adm1_id for e in together) else _VAGUE
    rivals = rivals_of(entry, options[first], context)
    if rivals and unresolved is None:
        unresolved = Unresolved(reason="places of the same name", candidates=tuple(e.id for e in (entry, *rivals)))
    return _place(phrase, names, entry, prec, context, unresolved)


def _precision(part: Part, entry: PlaceEntry) -> int:
    if entry.kind == "country":
        return _VAGUE if part.direction is not None else _COUNTRY
    if part.kind == "rural" and entry.prec < _DISTRICT:
        return _DISTRICT
    return entry.prec


def _province_of(context: PlaceContext) -> PlaceEntry | None:
    """Return the one province that a report names, for a place that the book lacks; none where it names several."""
    found = {m.entries[0].id: m.entries[0] for m in context.mentions if m.entries[0].kind == "adm1"}
    return next(iter(found.values())) if len(found) == 1 else None


def _place(
    phrase: Phrase | None,
    names: list[str],
    entry: PlaceEntry | None,
    prec: int | None,
    context: PlaceContext,
    unresolved: Unresolved | None,
) -> Place:
    if entry is None:
        home = context.countries[0] if context.countries else None
        return Place(printed=phrase, name=", ".join(names), country=home, unresolved=unresolved)
    name = ", ".join((*names, *holder_of(names, entry, context)))
    return Place(
        printed=phrase,
        name=name,
        id=entry.id,
        lat=entry.lat,
        lon=entry.lon,
        where_prec=prec,
        country=entry.country,
        adm1=entry.adm1,
        adm2=entry.adm2,
        unresolved=unresolved,
    )

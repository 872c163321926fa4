"""Where, from the whole report: a figure of a war is its country's, and a headline's place is that of its number below.

In: drafts with their places and scopes. Out: places; a place taken over keeps the claim's own printed words.

Example: "Five dead in Syria air strikes" over "at least five were killed in Saraqeb" is in Saraqeb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from according.books import Books
from according.records import Draft, Place, Sentence
from according.resolve.place_context import PlaceContext, nearest
from according.words import CountKind, Scope

_EXACT, _WIDE, _COUNTRY = 3, 4, 6  # where_prec after UCDP: a district or less; a province or more; a country
_SAME = 3  # from this number on, the same number is no coincidence


def take_whole(
    drafts: Sequence[Draft], places: Sequence[Place | None], *, context: PlaceContext, sentences: Sequence[Sentence]
) -> tuple[Place | None, ...]:
    """Return the places, one taken over from words before it taken over whole.

    "The village of Sireha in Gezira state" places "200 others were wounded" after it in Sireha, though the book knows
    Gezira alone.
    """
    told = [(d.place, p) for d, p in zip(drafts, places, strict=True) if d.place is not None and p is not None]
    out = list(places)
    for i, (draft, place) in enumerate(zip(drafts, places, strict=True)):
        if place is None or place.printed is not None:
            continue
        span = sentences[draft.sentence].start, sentences[draft.sentence].end
        mention = nearest(context, draft.at, span)
        if mention is not None:
            whole = next((p for words, p in told if words.start < mention.start < words.end <= draft.at), None)
            if whole is not None and _tells_more(whole, place):
                out[i] = replace(whole, printed=None)
    return tuple(out)


def _tells_more(whole: Place, place: Place) -> bool:
    exact, wide = whole.where_prec or _COUNTRY, place.where_prec or _COUNTRY
    return exact < wide or (whole.unresolved is not None and whole.id == place.id)


def share_places(
    drafts: Sequence[Draft],
    places: Sequence[Place | None],
    scopes: Sequence[Scope],
    *,
    books: Books,
    country: str | None,
) -> tuple[Place | None, ...]:
    """Return the place of each draft.

    Args:
        drafts: of one report.
        places: what their sentences tell.
        scopes: of each draft.
        books: the books.
        country: of the report, ISO 3166 alpha-2.
    """
    out = list(places)
    for i, place in enumerate(places):
        if scopes[i] is Scope.CUMULATIVE and (place is None or place.printed is None):
            out[i] = _country(books, country) or place
        elif scopes[i] is Scope.INCIDENT and (place is None or (place.where_prec or _COUNTRY) >= _WIDE):
            told = _same_number(i, drafts, places, scopes)
            if told is not None:
                out[i] = replace(told, printed=place.printed if place is not None else None)
    return tuple(out)


def _country(books: Books, country: str | None) -> Place | None:
    entry = books.places.get(f"country:{country}") if country is not None else None
    if entry is None:
        return None
    return Place(
        printed=None,
        name=entry.name,
        id=entry.id,
        lat=entry.lat,
        lon=entry.lon,
        where_prec=_COUNTRY,
        country=entry.country,
    )


def _same_number(
    index: int, drafts: Sequence[Draft], places: Sequence[Place | None], scopes: Sequence[Scope]
) -> Place | None:
    """Return the one exact place that the same number of the same harm is told of elsewhere."""
    draft = drafts[index]
    if draft.count.kind is CountKind.SINGLE or (draft.count.low or 0) < _SAME:
        return None
    found: dict[str | None, Place] = {}
    for other, place, scope in zip(drafts, places, scopes, strict=True):
        same = other.harm is draft.harm and other.count.low == draft.count.low and other.sentence != draft.sentence
        exact = place is not None and place.where_prec is not None and place.where_prec <= _EXACT
        if same and exact and scope is Scope.INCIDENT and place is not None and place.printed is not None:
            found.setdefault(place.id, place)
    return next(iter(found.values())) if len(found) == 1 else None

"""What a report says about places, gathered once and looked at by every claim.

In: the clean text and the books. Out: ``PlaceContext``: countries, mentions with offsets, provinces at home.

Example: ``place_context("Shelling hit Jableh in Syria.", books=books).countries == ("SY",)``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from according.books import Books, PlaceMention
from according.books.mentions import survey
from according.books.place_words import open_place_words
from according.resolve.place_desks import is_desk

_LOCATES = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|around|[Oo]utside|[Ii]nside|[Aa]cross|into|between|throughout|on|of|from|over|to)\s+(?:[^\s.,;]+\s+){0,4}$"
    r"|\b(?:attacked|bombarded|bombed|hit|overran|pounded|raided|rocked|shelled|stormed|struck|targeted)\s+$"
)
_PROVINCES = sorted(word for word, kind in open_place_words().kinds.items() if kind == "adm1")
_PROVINCE = re.compile(rf"\s+(?:{'|'.join(_PROVINCES)})\b")
_BREATH = 15  # characters between a town and its province told in one breath
VAGUE = 5  # where_prec from which a mention locates nothing
TOWN = 20_000  # inhabitants from which a town tells in which province a report is at home


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceContext:
    """What a report says about places, gathered once."""

    countries: tuple[str, ...]  # ISO codes, most spoken of first
    mentions: tuple[PlaceMention, ...]
    located: frozenset[int]  # where mentions begin that locate something: "in Homs", not "Homs said"
    provinces: frozenset[str]  # ids of provinces that the report names or whose places it names
    desks: frozenset[int] = frozenset()  # where places begin that only say where a speaker sits
    provincial: frozenset[int] = frozenset()  # where mentions begin that are told to be provinces: "Homs province"


def place_context(text: str, *, books: Books, outlet: str | None = None) -> PlaceContext:
    """Gather a report's places once.

    Args:
        text: the clean text; offsets of mentions point into it.
        books: the books.
        outlet: name of the outlet; its country counts where the report names none.
    """
    home = books.outlets.lookup(outlet) if outlet is not None else None
    fallback = (home.country,) if home is not None and home.country is not None else ()
    countries, mentions = survey(text, books.places, fallback=fallback)
    located = frozenset(m.start for m in mentions if _LOCATES.search(text, max(0, m.start - 50), m.start))
    provincial = frozenset(m.start for m in mentions if _PROVINCE.match(text, m.end))
    named: Counter[str] = Counter()
    for mention in mentions:
        best = mention.entries[0]
        if best.adm1_id is not None and (
            best.kind in ("adm1", "adm2") or best.id.startswith("own:") or (best.main and best.population >= TOWN)
        ):
            named[best.adm1_id] += 1
    return PlaceContext(
        countries=countries,
        mentions=mentions,
        located=located,
        provinces=frozenset(named),
        provincial=provincial,
    )


def without_papers(context: PlaceContext, papers: Sequence[tuple[int, int]]) -> PlaceContext:
    """Return the context without places that are part of an outlet's name: "the Kathmandu Post reported"."""
    gone = {m.start for m in context.mentions if any(start <= m.start < end for start, end in papers)}
    if not gone:
        return context
    return replace(context, mentions=tuple(m for m in context.mentions if m.start not in gone),
                   located=context.located - gone, provincial=context.provincial - gone)


def without_desks(context: PlaceContext, text: str) -> PlaceContext:
    """Return the context without the places where officials sit: "a local official in Damascus said 13 had died".

    Only where the report names another place: an official's town may be all that it says. So with the places in the
    name of a body ("the El Fasher Resistance Committees"), and where something was said ("told Reuters in Durban").
    """
    desks = {m.start for m in context.mentions if is_desk(text, m.start, m.end)}
    left = tuple(m for m in context.mentions if m.start not in desks)
    if not desks or not any(m.entries[0].prec < VAGUE for m in left):
        return context
    return replace(context, mentions=left, located=context.located - desks,
                   provincial=context.provincial - desks, desks=frozenset(desks))


def at_home(context: PlaceContext) -> tuple[PlaceMention, ...]:
    """Return the mentions in the report's first country, where there are any besides the country itself."""
    home = tuple(m for m in context.mentions if m.entries[0].country in (None, *context.countries[:1]))
    return home if any(m.entries[0].kind != "country" for m in home) else context.mentions


def _holds(outer: PlaceMention, inner: PlaceMention) -> bool:
    """Say whether one mention is of a province and another of a place that may lie in it."""
    province = outer.entries[0]
    return province.kind == "adm1" and any(
        e.kind in ("city", "adm2") and e.adm1_id == province.id and inner.entries[0].kind != "adm1"
        for e in inner.entries
    )


def nearest(context: PlaceContext, here: int, sentence: tuple[int, int] | None) -> PlaceMention | None:
    """Return the place that a claim without place words is told of: in its sentence, else before it, else after it."""
    home = at_home(context)
    mentions = tuple(m for m in home if m.start in context.located) or home
    if not mentions:
        return None
    inside = [m for m in home if sentence is not None and sentence[0] <= m.start < sentence[1]]
    # headlines name places without a preposition: "Aleppo blast kills six"
    inside = [m for m in inside if m.start in context.located] or inside
    exact = [m for m in inside if m.entries[0].prec < VAGUE] or inside
    held = {e.adm1_id for m in exact if m.entries[0].kind != "adm1" for e in m.entries if e.kind in ("city", "adm2")}
    # "El Fasher, capital of North Darfur" is El Fasher
    exact = [m for m in exact if m.entries[0].kind != "adm1" or m.entries[0].id not in held]
    if exact:
        return min(exact, key=lambda m: (abs(m.start - here), m.start))
    before = [m for m in mentions if m.end <= here]
    exact = [m for m in before if m.entries[0].prec < VAGUE]
    if exact:  # "Makurdi in Benue State" goes on in Makurdi
        close = [m for m in exact[-2:-1] if _holds(exact[-1], m) and exact[-1].start - m.end < _BREATH]
        return (close or exact)[-1]
    after = [m for m in mentions if m.start > here and m.entries[0].prec < VAGUE]
    return after[0] if after else (before or list(mentions))[-1]

"""Totals of a campaign that say so by what they count over: provinces, a whole coast, "the clashes have killed".

In: drafts with their places, dates and scopes. Out: the scopes, such totals being of a period, and what hangs on them.

Example: "658 in Latakia, 384 in Tartus, 171 in Hama and 12 in Homs" are four totals, and none is of one attack.

Source: method.md, "From claims to origins", rule 3, and "Place and time"; like ``scope_days.py`` these signs are
closed, so they come after the trained second step. A small count may be of one attack told loosely, and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from according.books.grammar import word_list
from according.records import Draft, Place, Sentence, When
from according.resolve.place_context import VAGUE, PlaceContext, at_home
from according.resolve.scope_days import with_it
from according.resolve.scope_spread import clause_of, value
from according.words import Harm, Scope

_SEVERAL = 10  # a smaller count of two provinces is as often of one attack at their border
_MANY = 100  # a smaller one is reached by single attacks
_LIST = 3  # provinces with a number each: a list of a toll by province
_FEW_SENTENCES = 2
_OF_BODIES = (Harm.KILLED, Harm.WOUNDED, Harm.CASUALTIES)  # those who flee go from one province to another
_AND = re.compile(
    r"\s*(?:,|,?\s+and\b|&)\s*(?:in\s+)?(?:the\s+)?"
    r"(?:(?:countryside|suburbs|outskirts|city|province)\s+of\s+)?(?:the\s+)?"
)
_MANY_MEANS = "|".join(sorted(word_list("spread", "many_means")))
_GOES_ON = re.compile(
    rf"\b(?:{_MANY_MEANS})\b[\w\s,'’-]{{0,60}}?\b(?:have|has) (?:\w+ ){{0,2}}(?:kill|claim|cost|le(?:ft|d)|tak)"
)


_AS_OF = re.compile(r"\bas of (?:\d{1,2} [a-z]+|[a-z]+ \d{1,2}|[a-z]+day)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One draft with what was found out of it."""

    draft: Draft
    scope: Scope
    place: Place | None
    when: When
    provinces: frozenset[str]  # of places told in one list after its number: "in Latakia, Tartus and Hama"
    clause: str  # lower case


def running_totals(
    drafts: Sequence[Draft],
    scopes: Sequence[Scope],
    *,
    places: Sequence[Place | None],
    whens: Sequence[When],
    sentences: Sequence[Sentence],
    context: PlaceContext,
) -> tuple[Scope, ...]:
    """Return the scopes, totals over several provinces or of a campaign told without a day being of a period.

    Args:
        drafts: of one report, in order of the text.
        scopes: of each, as found so far.
        places: of each.
        whens: of each.
        sentences: of the clean text.
        context: the places that the report names.
    """
    out = list(scopes)
    rows = [
        Row(
            draft=d, scope=s, place=p, when=w, provinces=_provinces(d, sentences, context), clause=_clause(d, sentences)
        )
        for d, s, p, w in zip(drafts, scopes, places, whens, strict=True)
    ]
    for i, row in enumerate(rows):
        told = row.scope is Scope.INCIDENT and row.draft.harm in _OF_BODIES
        if told and (_over_provinces(row) or _listed(row, rows) or _of_campaign(row)):
            out[i] = Scope.PERIOD
            with_it(i, drafts, out)
    for i, row in enumerate(rows):
        if out[i] is Scope.INCIDENT and (_hangs(i, rows, out) or _lost_among(row, rows, out)):
            out[i] = Scope.PERIOD
    return tuple(out)


def _clause(draft: Draft, sentences: Sequence[Sentence]) -> str:
    sentence = sentences[draft.sentence]
    return sentence.text[slice(*clause_of(draft, sentence))].lower()


def _provinces(draft: Draft, sentences: Sequence[Sentence], context: PlaceContext) -> frozenset[str]:
    """Return the provinces of the places that a clause joins in one list after its count, where it does."""
    sentence = sentences[draft.sentence]
    end = sentence.start + clause_of(draft, sentence)[1]
    named = [m for m in at_home(context) if draft.at <= m.start < end and m.entries[0].prec < VAGUE]
    joined = {
        one.entries[0].adm1_id
        for a, b in pairwise(named)
        if _AND.fullmatch(sentence.text[a.end - sentence.start : b.start - sentence.start])
        for one in (a, b)
    }
    return frozenset(province for province in joined if province is not None)


def _over_provinces(row: Row) -> bool:
    return len(row.provinces) > 1 and (value(row.draft) or 0) >= _SEVERAL and row.draft.part_of is None


def _listed(row: Row, rows: Sequence[Row]) -> bool:
    """Say whether a number stands in a list of a toll by province."""
    told = [r for r in rows if r.draft.sentence == row.draft.sentence and r.draft.harm is row.draft.harm]
    listed = {r.place.adm1 for r in told if r.place is not None and r.place.adm1}
    return len(listed) >= _LIST and max(value(r.draft) or 0 for r in told) >= _MANY


def _of_campaign(row: Row) -> bool:
    """Say whether a great number is told "as of" a day, or without a day of a vague region or of clashes that go on."""
    if (value(row.draft) or 0) < _MANY:
        return False
    if _AS_OF.search(row.clause) is not None:
        return True
    if row.when.printed is not None:
        return False
    vague = row.place is not None and row.place.printed is not None and (row.place.where_prec or 0) == VAGUE
    return vague or _GOES_ON.search(row.clause) is not None


def _hangs(index: int, rows: Sequence[Row], scopes: Sequence[Scope]) -> bool:
    """Say whether a count without a place or day of its own is part of a total, or goes on from one over provinces."""
    row = rows[index]
    if _placed(row) or row.when.printed is not None or row.draft.means is not None:
        return False
    for j, other in enumerate(rows):
        wide = scopes[j] in (Scope.PERIOD, Scope.CUMULATIVE) and other.draft.harm is row.draft.harm
        if wide and other.draft.at == row.draft.part_of:
            return True
        near = 0 < row.draft.sentence - other.draft.sentence <= _FEW_SENTENCES
        if wide and near and j < index and len(other.provinces) > 1 and (value(row.draft) or 0) >= _SEVERAL:
            return True
    return False


def _placed(row: Row) -> bool:
    return row.draft.place is not None or bool(row.provinces)


def _lost_among(row: Row, rows: Sequence[Row], scopes: Sequence[Scope]) -> bool:
    """Say whether hundreds without place or day are told in a report whose totals are over days."""
    if (value(row.draft) or 0) < _MANY or _placed(row) or row.when.printed is not None:
        return False
    totals = [r for s, r in zip(scopes, rows, strict=True) if s is Scope.PERIOD and r.draft.harm is row.draft.harm]
    return any((value(total.draft) or 0) >= (value(row.draft) or 0) for total in totals)

"""Totals over several places or days, told by the whole report: a figure of them is of a period, not of one incident.

In: drafts, their dates and places, the sentences. Out: the indexes of drafts that count over several events.

Example: "Air raids on Aleppo province killed 13", with five at one village and eight at another further down.

Each sign alone is right in half of its cases (docs/decisions/0007); asked for together, as below, they are right in
four of five on both halves of the claims corpus (docs/decisions/0009).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from according.books.grammar import word_list
from according.records import Draft, Place, Sentence, When
from according.resolve.place_context import PlaceContext, at_home
from according.words import CountKind

_MANY_MEANS = word_list("spread", "many_means")
_ONE_MEANS = word_list("spread", "one_means")
_BEFORE_ONE = word_list("spread", "before_one")
_CLAUSE = re.compile(r"[;:\"“”]|\b(?:" + "|".join(sorted(word_list("spread", "clause"))) + r")\b", re.IGNORECASE)
_EXACT, _WIDE = 3, (4, 5, 6)  # where_prec: a district or less; a province or more
_SOME = 4  # a smaller total is no sum of other figures but by chance
_TERMS = 5  # figures that a total may be the sum of


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One draft with what was found out of it."""

    draft: Draft
    when: When
    place: Place | None
    clause: str  # of its sentence, lower case


def told_of(
    drafts: Sequence[Draft], whens: Sequence[When], places: Sequence[Place | None], sentences: Sequence[Sentence]
) -> tuple[Told, ...]:
    """Return the drafts with their dates, places and clauses."""
    return tuple(
        Told(
            draft=d,
            when=w,
            place=p,
            clause=sentences[d.sentence].text[slice(*clause_of(d, sentences[d.sentence]))].lower(),
        )
        for d, w, p in zip(drafts, whens, places, strict=True)
    )


def clause_of(draft: Draft, sentence: Sentence) -> tuple[int, int]:
    """Return where the clause of a sentence begins and ends in which a count stands, within the sentence."""
    at = max(0, draft.at - sentence.start)
    start = max((m.end() for m in _CLAUSE.finditer(sentence.text, 0, at)), default=0)
    end = _CLAUSE.search(sentence.text, at)
    return start, end.start() if end is not None else len(sentence.text)


def count_provinces(drafts: Sequence[Draft], sentences: Sequence[Sentence], context: PlaceContext) -> tuple[int, ...]:
    """Return how many provinces the clause of each draft names after its count: a date line stands before it."""
    out = []
    for draft in drafts:
        sentence = sentences[draft.sentence]
        _, end = clause_of(draft, sentence)
        named = {
            m.entries[0].id
            for m in at_home(context)
            if draft.at <= m.start < sentence.start + end and m.entries[0].kind == "adm1"
        }
        out.append(len(named))
    return tuple(out)


def find_spread(told: Sequence[Told], provinces: Sequence[int]) -> frozenset[int]:
    """Return the indexes of the drafts that are totals over several places.

    Args:
        told: the drafts of the report, in order.
        provinces: for each, how many provinces its clause names.
    """
    return frozenset(
        i
        for i, one in enumerate(told)
        if one.draft.part_of is None and _many_means(one.clause) and _spreads(i, told, provinces[i])
    )


def _spreads(index: int, told: Sequence[Told], provinces: int) -> bool:
    one = told[index]
    place = one.place
    if place is not None and place.unresolved is not None and place.unresolved.reason == "several places are named":
        return True
    if provinces > 1 and one.draft.sentence == 0:
        return True
    size = value(one.draft)
    if size is None:
        return False
    smaller = [
        t
        for j, t in enumerate(told)
        if j != index
        and t.draft.harm is one.draft.harm
        and t.draft.part_of is None
        and 0 < (value(t.draft) or 0) < size
    ]
    after = {
        t.place.id
        for t in smaller
        if t.draft.sentence > one.draft.sentence
        and t.place is not None
        and t.place.where_prec is not None
        and t.place.where_prec <= _EXACT
    }
    biggest = all((value(t.draft) or 0) <= size for t in told if t.draft.harm is one.draft.harm)
    wide = place is not None and place.where_prec in _WIDE
    if len(after) > 1 and (wide or biggest):
        return True
    return biggest and size >= _SOME and _is_sum(size, one, smaller)


def _is_sum(size: int, one: Told, smaller: Sequence[Told]) -> bool:
    """Say whether a number is the sum of two to five smaller ones, told in other sentences."""
    terms = {
        (value(t.draft) or 0, t.place.id if t.place is not None else None)
        for t in smaller
        if t.draft.sentence != one.draft.sentence
    }
    fewest = {0: 0}  # a sum -> the fewest terms that give it
    for term, _ in sorted(terms, key=lambda t: (-t[0], t[1] or ""))[:9]:
        for total, n in list(fewest.items()):
            if total + term <= size:
                fewest[total + term] = min(fewest.get(total + term, n + 1), n + 1)
    return 2 <= fewest.get(size, 0) <= _TERMS


def _many_means(clause: str) -> bool:
    """Say whether a clause speaks of many attacks ("raids", "clashes") and of no single one ("a car bomb")."""
    words = re.findall(r"[a-z][a-z-]*", clause)
    if _MANY_MEANS.isdisjoint(words):
        return False
    for i, word in enumerate(words):
        if word in _ONE_MEANS and not _BEFORE_ONE.isdisjoint(words[max(0, i - 3) : i]):
            return False
    return True


def value(draft: Draft) -> int | None:
    """Return the number of a count, or None where it is open."""
    if draft.count.low is not None:
        return draft.count.low
    return draft.count.high if draft.count.kind is not CountKind.VAGUE else None

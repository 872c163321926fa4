"""What a count is a count of, from the whole report.

In: drafts with the scope their sentence gives, their dates and places, the sentences. Out: the scope for each.

Rules (method.md, corpus guidelines, reader.md "Where quality comes from"): thousands in a sentence about a war are
cumulative; a date well before the report's is background; a total over several places or days is of a period; the same
number told again is of the same scope, and so is a number told in one breath with it; a part is of the scope of its
whole in its sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from according.books.lexicon import open_lexicon
from according.records import Draft, Place, Sentence, When
from according.resolve.scope_spread import Told, find_spread, told_of
from according.words import CountKind, Harm, Scope

_WAR_ANYWAY = 15_000  # more than any single incident in the corpora; UCDP's largest since 1989 are fewer, Rwanda aside
_WAR_BESIDE_WORDS = 900
_LONG_AGO = 5  # days between the last day of a claim and the report's
_MANY = 10


def resolve_scopes(
    drafts: Sequence[Draft],
    whens: Sequence[When],
    places: Sequence[Place | None],
    *,
    sentences: Sequence[Sentence],
    provinces: Sequence[int],
    report_day: date | None,
) -> tuple[Scope, ...]:
    """Return the scope of each draft, in the order of the drafts.

    Args:
        drafts: of one report, in order of the text.
        whens: the date of each.
        places: the place of each.
        sentences: of the clean text.
        provinces: how many provinces the clause of each names.
        report_day: the date of the report.
    """
    told = told_of(drafts, whens, places, sentences)
    spread = find_spread(told, provinces)
    scopes = [_own(t, i in spread, sentences[t.draft.sentence], report_day) for i, t in enumerate(told)]
    _same_numbers(drafts, scopes)
    _one_breath(drafts, scopes)
    by_at = {d.at: i for i, d in enumerate(drafts)}
    for i, draft in enumerate(drafts):
        if draft.part_of in by_at and drafts[by_at[draft.part_of]].sentence == draft.sentence:
            scopes[i] = scopes[by_at[draft.part_of]]
    return tuple(scopes)


def _own(told: Told, spread: bool, sentence: Sentence, report_day: date | None) -> Scope:
    draft, when = told.draft, told.when
    number = _value(draft)
    if (number >= _WAR_ANYWAY and draft.harm is not Harm.DISPLACED) or (
        number >= _WAR_BESIDE_WORDS and not open_lexicon().war.isdisjoint(re.findall(r"\w+", sentence.text.lower()))
    ):
        return Scope.CUMULATIVE
    if draft.scope is Scope.CUMULATIVE and number < _MANY and draft.count.kind is not CountKind.VAGUE:
        return Scope.INCIDENT
    if draft.scope in (Scope.INCIDENT, Scope.PERIOD) and _long_ago(when, report_day):
        return Scope.BACKGROUND
    if draft.scope is Scope.INCIDENT and number >= _MANY and _since_then(told.clause):
        return Scope.CUMULATIVE
    if draft.scope is Scope.INCIDENT and (spread or _lasts(when)):
        return Scope.PERIOD
    return draft.scope


def _since_then(clause: str) -> bool:
    """Say whether a clause tells what "has" come of a war, or since some day that is no day of the week."""
    words = set(re.findall(r"\w+", clause))
    if "since" not in words or _SINCE_A_DAY.search(clause) is not None:
        return False
    return not words.isdisjoint(("have", "has")) or not words.isdisjoint(open_lexicon().war)


_SINCE_A_DAY = re.compile(r"\bsince (?:\w+ )?(?:\w+day|dawn|midnight|morning|noon|(?:the )?(?:early )?morning)\b")
_LASTING = 6  # days: a longer interval is no day told loosely


def _lasts(when: When) -> bool:
    if when.printed is None or when.start is None or when.end is None:
        return False
    return (date.fromisoformat(when.end) - date.fromisoformat(when.start)).days > _LASTING


def _long_ago(when: When, report_day: date | None) -> bool:
    if when.printed is None or when.end is None or report_day is None:
        return False
    return (report_day - date.fromisoformat(when.end)).days > _LONG_AGO


def _same_numbers(drafts: Sequence[Draft], scopes: list[Scope]) -> None:
    """The same number of the same harm is told of the same thing: the scope that is not the plain one wins."""
    groups: dict[tuple[Harm, int], list[int]] = {}
    for i, draft in enumerate(drafts):
        if _value(draft) >= 3:
            groups.setdefault((draft.harm, _value(draft)), []).append(i)
    for members in groups.values():
        told = Counter(scopes[i] for i in members if scopes[i] is not Scope.INCIDENT)
        if told and len(members) > 1:
            scope = sorted(told.items(), key=lambda item: (-item[1], item[0]))[0][0]
            for i in members:
                scopes[i] = scope


def _one_breath(drafts: Sequence[Draft], scopes: list[Scope]) -> None:
    """What is told in one breath ("502 have been killed and 2,600 wounded") is of one scope."""
    for i, (draft, after) in enumerate(pairwise(drafts)):
        if draft.sentence != after.sentence or draft.part_of is not None or after.part_of is not None:
            continue
        if draft.harm is not after.harm and Scope.INCIDENT in (scopes[i], scopes[i + 1]):
            scope = scopes[i] if scopes[i] is not Scope.INCIDENT else scopes[i + 1]
            scopes[i] = scopes[i + 1] = scope


def _value(draft: Draft) -> int:
    return draft.count.low if draft.count.low is not None else draft.count.high or 0

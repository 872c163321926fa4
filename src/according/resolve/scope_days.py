"""Closed words of time that count over two or more days: what they date is a total of a period, whatever else is said.

In: drafts, the scopes found so far, the sentences, the day of the report. Out: the scopes, with these totals mended.

Example: "131 people have been killed in two days of fighting" and, in print on a Saturday, "745 since Thursday, among
them 120 fighters" are of a period; "since Thursday" printed on that Thursday is of one day.

Such words leave nothing to weigh, so they come after the trained second step (method.md, "From claims to origins", rule
3). Among an incident's counts the most that they can hide is one attack told loosely; a total read as an incident
starts an incident that never was, and makes one history into many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from according.records import Draft, Sentence, When
from according.resolve.scope_spread import clause_of, value
from according.words import Harm, Scope

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})|(?P<dated>\d{{1,2}} (?:{_MONTHS})|(?:{_MONTHS}) \d{{1,2}})"
_BEGAN = r"(?:the |this )?(?:\w+ ){1,3}(?:began|started|erupted|broke out|flared) (?:on )?"
_SINCE = re.compile(rf"\bsince (?:last |late |early |{_BEGAN})?(?:{_DAY})\b")
_SOME = r"(?:two|three|four|five|six|seven|several|few|[2-7])"
_DAYS = re.compile(
    rf"\b(?:(?:in|over|during|within) (?:the )?(?:(?:past|last) )?{_SOME} days|(?:past|last) {_SOME} days"
    rf"|{_SOME} days of \w+|(?:after|for|over) days (?:in which|of)"
    r"|(?:in|over|within) (?:the )?(?:(?:past|last) )?(?:36|48|72|96) hours"
    rf"|between (?:\d{{1,2}} and \d{{1,2}} (?:{_MONTHS})|(?:{_MONTHS}) \d{{1,2}} and \d{{1,2}})"
    r"|so far in the (?:violence|fighting|clashes|fight))\b")
_ONE_OF_A_ROW = re.compile(r"\b(?:second|third|fourth|fifth|another|such|deadliest|first)\b[\w\s-]{0,30}$")
_PLAIN = (Scope.INCIDENT, Scope.BACKGROUND)  # what has come "since Thursday" is not over, so it is no background
_MANY = 100  # a smaller total is passed by single attacks
_FEWEST = 3  # one or two people in some days are told of one attack as often as of many


def total_over_days(
    drafts: Sequence[Draft], scopes: Sequence[Scope], *, sentences: Sequence[Sentence], report_day: date | None
) -> tuple[Scope, ...]:
    """Return the scopes, a plain count over two or more days being of a period, and its parts told after it.

    Args:
        drafts: of one report, in order of the text.
        scopes: of each, as found so far.
        sentences: of the clean text.
        report_day: the date of the report; a weekday that is its own is no earlier day.
    """
    out = list(scopes)
    for i, draft in enumerate(drafts):
        number = value(draft)
        if out[i] not in _PLAIN or draft.part_of is not None or number is None or number < _FEWEST:
            continue
        if any(_dates(at, draft, drafts) for at in _times(draft, sentences[draft.sentence], report_day)):
            out[i] = Scope.PERIOD
            with_it(i, drafts, out)
    _above(drafts, out)
    return tuple(out)


def _above(drafts: Sequence[Draft], scopes: list[Scope]) -> None:
    """What is no less than a total of the same harm is as wide: "340 civilians since Thursday ... in all, 553"."""
    totals: dict[Harm, int] = {}
    for draft, scope in zip(drafts, scopes, strict=True):
        number = value(draft)
        if scope is Scope.PERIOD and draft.part_of is None and number is not None and number >= _MANY:
            totals[draft.harm] = min(number, totals.get(draft.harm, number))
    for i, draft in enumerate(drafts):
        number, total = value(draft), totals.get(draft.harm)
        if scopes[i] is not Scope.INCIDENT or draft.part_of is not None or number is None or total is None:
            continue
        if number >= total:
            scopes[i] = Scope.PERIOD
            with_it(i, drafts, scopes)


def _times(draft: Draft, sentence: Sentence, report_day: date | None) -> list[int]:
    """Return where in the text the clause of a count has words for two or more days."""
    start, end = clause_of(draft, sentence)
    clause = sentence.text[start:end].lower()
    found = [m.start() for m in _DAYS.finditer(clause) if _ONE_OF_A_ROW.search(clause, 0, m.start()) is None]
    for m in _SINCE.finditer(clause):
        today = report_day is None or m["weekday"] == _WEEKDAYS[report_day.weekday()]
        if m["weekday"] is None or not today:
            found.append(m.start())
    return [sentence.start + start + at for at in found]


def _dates(at: int, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Say whether words of time are a count's own: no other whole of its harm stands nearer to them."""
    rivals = [d for d in drafts if d.sentence == draft.sentence and d.part_of is None and d.harm is draft.harm]
    before = [d for d in rivals if d.at < at]
    return draft is (before[-1] if before else rivals[0])


def with_it(index: int, drafts: Sequence[Draft], scopes: list[Scope]) -> None:
    """Give the scope of a whole to its parts told after it, and to another harm in the same breath."""
    whole = drafts[index]
    for j, other in enumerate(drafts):
        part = other.part_of == whole.at and other.harm is whole.harm and other.at > whole.at
        breath = j in (index - 1, index + 1) and other.harm is not whole.harm and other.part_of is None
        if other.sentence == whole.sentence and (part or breath) and scopes[j] in _PLAIN:
            scopes[j] = Scope.PERIOD


def share_days(drafts: Sequence[Draft], whens: Sequence[When], scopes: Sequence[Scope]) -> tuple[Scope, ...]:
    """Return the scopes with those that took over a total's days, and parts of totals, as wide as these.

    "803 were killed between 6 and 10 March. In Latakia 185 were killed": both are of the five days. "More than 200 have
    died since the fighting broke out. Around 140 of them died in revenge attacks": so are the 140.
    """
    totals = {
        (when.start, when.end)
        for when, scope in zip(whens, scopes, strict=True)
        if when.printed is not None and scope is Scope.PERIOD and _days(when) >= _SOME_DAYS
    }
    open_ones = [i for i, when in enumerate(whens) if scopes[i] is Scope.INCIDENT and when.printed is None]
    out = list(scopes)
    for i in open_ones:
        if (whens[i].start, whens[i].end) in totals:
            out[i] = Scope.PERIOD
    wholes = {(d.at, d.harm): out[i] for i, d in enumerate(drafts) if out[i] in _WIDE and (value(d) or 0) >= _MANY}
    for i in open_ones:
        part_of = drafts[i].part_of
        if part_of is not None and out[i] is Scope.INCIDENT:
            out[i] = wholes.get((part_of, drafts[i].harm), Scope.INCIDENT)
    return tuple(out)


_WIDE = (Scope.PERIOD, Scope.CUMULATIVE)
_SOME_DAYS = 3  # "on Thursday and Friday" tells one night's attack as often as two days' total


def _days(when: When) -> int:
    if when.start is None or when.end is None:
        return 0
    return (date.fromisoformat(when.end) - date.fromisoformat(when.start)).days + 1

"""What the second step looks at: one row of numbers a claim, from the whole report.

In: ``Seen``, what the resolvers have settled so far. Out: for each claim its columns by name.

Example: for "At least 13 died on Monday" in a report of Wednesday the column ``days_before`` is 2.

A sentence alone rarely says whether its figure is of one event (reader.md, "Where quality comes from"). Beside it
stand what the model and the resolvers hold of this claim and of those around it, the same number told elsewhere, dates
against the report's day, and words that speak of several events.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from according.books.grammar import word_list
from according.records import Draft, Place, Sentence, Source, When
from according.words import CountKind, Harm, MeansType, Scope, SourceKind, Status, VictimsClass

_NOT_TOLD = -999.0
_FAR = 400.0
_TELLING = 3  # from this number on, the same number is no coincidence
_WORD = re.compile(r"[a-z0-9]+")
_NAME = re.compile(r"(?<![.\w] )(?<!^)\b[A-Z][a-z]+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_GROUPS = {
    name: word_list("second_step", name)
    for name in (
        "total",
        "since",
        "span",
        "several",
        "strikes",
        "more",
        "apart",
        "before",
        "war",
        "fight",
        "offensive",
        "wide",
        "ago",
        "civil_places",
        "force_places",
        "people",
        "civilian",
        "combatant",
        "both",
        "rebel",
        "state",
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is known of the claims of one report before the second step."""

    drafts: Sequence[Draft]
    whens: Sequence[When]
    places: Sequence[Place | None]
    provinces: Sequence[int]  # how many the clause of each names
    sources: Sequence[Source | None]
    classes: Sequence[VictimsClass]
    scopes: Sequence[Scope]
    statuses: Sequence[Status]
    sentences: Sequence[Sentence]
    day: date | None  # the report's


Second = Callable[[Seen], tuple[tuple[VictimsClass, ...], tuple[Scope, ...]]]


def view(seen: Seen) -> list[dict[str, float]]:
    """Return what is looked at, by name, for each claim in order."""
    report = _report(seen)
    rows = [dict(_own(seen, i)) | report for i in range(len(seen.drafts))]
    for i, row in enumerate(rows):
        row |= dict(_around(seen, i))
    return rows


def _own(seen: Seen, i: int) -> Iterator[tuple[str, float]]:
    draft, when, source = seen.drafts[i], seen.whens[i], seen.sources[i]
    sentence = seen.sentences[draft.sentence]
    value = number(draft)
    yield "value", _NOT_TOLD if value is None else float(min(value, 50_000))
    yield "open", float(draft.count.low is None) + 2 * float(draft.count.high is None)
    yield "kind", float(tuple(CountKind).index(draft.count.kind))
    yield "harm", float(tuple(Harm).index(draft.harm))
    yield "sentence", float(min(sentence.index, 40))
    yield "down", sentence.index / max(1, len(seen.sentences))
    yield "title", float(sentence.is_title)
    yield "length", float(min(len(sentence.text), 600))
    yield "means", float(-1 if draft.means_type is None else tuple(MeansType).index(draft.means_type))
    yield "means_plural", float(draft.means is not None and draft.means.text.rstrip().endswith("s"))
    yield "status", float(tuple(Status).index(seen.statuses[i]))
    yield "source", float(-1 if source is None else tuple(SourceKind).index(source.kind))
    yield "perpetrator", float(draft.perpetrator is not None)
    yield "victims_words", float(0 if draft.victims is None else len(draft.victims.text.split()))
    yield from _time(when, seen.day)
    yield "time_told", float(draft.time is not None)
    yield from _words("in", sentence.text)
    yield from _words("victims", draft.victims.text if draft.victims is not None else "")
    yield from _words("place", draft.place.text if draft.place is not None else "")
    place = seen.places[i]
    yield "where_prec", float(place.where_prec or 0) if place is not None else -1.0
    yield "provinces", float(seen.provinces[i])
    yield "places", float(len({p.name for p in seen.places if p is not None}))
    yield "names", float(len(_NAME.findall(sentence.text)))
    yield "years", float(len(_YEAR.findall(sentence.text)))
    yield "ands", float(len(re.findall(r"\band\b", sentence.text)))
    for klass in VictimsClass:
        yield f"rule_{klass}", float(seen.classes[i] is klass)
        yield f"draft_{klass}", float(draft.victims_class is klass)
    for scope in Scope:
        yield f"rule_{scope}", float(seen.scopes[i] is scope)
        yield f"draft_{scope}", float(draft.scope is scope)
    yield from _model("model", draft)


def _time(when: When, day: date | None) -> Iterator[tuple[str, float]]:
    start = date.fromisoformat(when.start) if when.start else None
    end = date.fromisoformat(when.end) if when.end else None
    yield "days_before", _NOT_TOLD if day is None or end is None else max(-_FAR, min(_FAR, float((day - end).days)))
    yield "days_long", _NOT_TOLD if start is None or end is None else min(_FAR, float((end - start).days))
    yield "time_printed", float(when.printed is not None)
    yield "date_prec", float(when.date_prec or 0)


def _words(where: str, text: str) -> Iterator[tuple[str, float]]:
    words = set(_WORD.findall(text.lower()))
    for name, group in _GROUPS.items():
        yield f"{where}_{name}", float(not words.isdisjoint(group))


def _model(name: str, draft: Draft) -> Iterator[tuple[str, float]]:
    odds = draft.odds
    klass = odds.klass if odds is not None else (0.0,) * len(VictimsClass)
    scope = odds.scope if odds is not None else (0.0,) * len(Scope)
    yield from ((f"{name}_{k}", p) for k, p in zip(VictimsClass, klass, strict=True))
    yield from ((f"{name}_{s}", p) for s, p in zip(Scope, scope, strict=True))


def _around(seen: Seen, i: int) -> Iterator[tuple[str, float]]:
    """Tell of other claims: those of the same number, of the same sentence, the whole, the parts, the one before."""
    draft, value, everyone = seen.drafts[i], number(seen.drafts[i]), range(len(seen.drafts))
    others = [j for j in everyone if seen.drafts[j].at != draft.at]
    same = [
        j
        for j in others
        if value is not None
        and value >= _TELLING
        and number(seen.drafts[j]) == value
        and seen.drafts[j].harm is draft.harm
    ]
    groups = {
        "same": same,
        "beside": [j for j in others if seen.drafts[j].sentence == draft.sentence],
        "whole": [j for j in others if seen.drafts[j].at == draft.part_of],
        "parts": [j for j in others if seen.drafts[j].part_of == draft.at],
        "before": [j for j in others if seen.drafts[j].sentence < draft.sentence][-2:],
        "after": [j for j in others if seen.drafts[j].sentence > draft.sentence][:2],
        "head": [j for j in others if seen.drafts[j].sentence <= 1],
    }
    for name, members in groups.items():
        yield f"{name}_count", float(len(members))
        yield from _shares(name, members, seen)
    later = [number(seen.drafts[j]) or 0 for j in others if seen.drafts[j].harm is draft.harm]
    yield "larger", float(sum(v > (value or 0) for v in later))
    yield "smaller", float(sum(0 < v < (value or 0) for v in later))
    yield "is_sum", float(_is_sum(value, later))


def _shares(name: str, members: Sequence[int], seen: Seen) -> Iterator[tuple[str, float]]:
    """Tell how the members of a group are classed, by the rules and by the model; -1 where there are none."""
    n = len(members)
    for word, values in ((VictimsClass, seen.classes), (Scope, seen.scopes)):
        for one in word:
            yield f"{name}_rule_{one}", sum(values[j] is one for j in members) / n if n else -1.0
    told = [seen.drafts[j].odds for j in members]
    known = [o for o in told if o is not None]
    for k, klass in enumerate(VictimsClass):
        yield f"{name}_model_{klass}", sum(o.klass[k] for o in known) / len(known) if known else -1.0
    for s, scope in enumerate(Scope):
        yield f"{name}_model_{scope}", sum(o.scope[s] for o in known) / len(known) if known else -1.0


def _report(seen: Seen) -> dict[str, float]:
    """Tell of the report as a whole."""
    n = len(seen.drafts)
    text = " ".join(s.text for s in seen.sentences)
    out = {f"report_{k}": sum(c is k for c in seen.classes) / n for k in VictimsClass}
    out |= {f"report_{s}": sum(c is s for c in seen.scopes) / n for s in Scope}
    out |= {f"report_draft_{k}": sum(d.victims_class is k for d in seen.drafts) / n for k in VictimsClass}
    head = " ".join(s.text for s in seen.sentences[:2])
    out |= dict(_words("head", head)) | dict(_words("report", text))
    return out | {"claims": float(n), "sentences": float(len(seen.sentences)), "dated": float(seen.day is not None)}


def number(draft: Draft) -> int | None:
    """Return the number that a count is nearest to, or None."""
    return draft.count.low if draft.count.low is not None else draft.count.high


def _is_sum(value: int | None, others: Sequence[int]) -> bool:
    """Say whether a number is the sum of two or three others of its harm."""
    smaller = [v for v in others if value is not None and 0 < v < value][:12]
    sums = {a + b for i, a in enumerate(smaller) for b in smaller[i + 1 :]}
    return value is not None and (value in sums or any(value - v in sums and value - v not in smaller for v in smaller))

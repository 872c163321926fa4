"""Resolve drafts into claims: five slots, each over the whole report in order, and offsets back into the raw text.

In: drafts, the report, its clean text and sentences, the books. Out: ``Claim`` records in order of the text, none
twice.

Example: ``resolve(found.drafts, report=report, text=text, sentences=sentences, books=books)[0].source.name``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from according.books import Books
from according.identity import claim_id
from according.records import (
    Claim,
    Draft,
    Means,
    Party,
    Phrase,
    Place,
    Report,
    Sentence,
    Source,
    Text,
    Victims,
    When,
)
from according.resolve.actor import resolve_actor, side_of
from according.resolve.near_context import share_means, share_perpetrators
from according.resolve.place import PlaceContext, place_context, resolve_place
from according.resolve.quantity import resolve_quantities
from according.resolve.scope import resolve_scopes
from according.resolve.scope_spread import count_provinces
from according.resolve.second_view import Second, Seen
from according.resolve.source import find_voices, resolve_sources
from according.resolve.status import resolve_statuses
from according.resolve.victims import resolve_classes
from according.resolve.when import DateContext, date_context, resolve_when
from according.words import Harm, Scope, Status, VictimsClass


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What every slot of one report looks at."""

    report: Report
    text: Text
    sentences: Sequence[Sentence]
    books: Books
    dates: DateContext
    places: PlaceContext
    country: str | None


def resolve(
    drafts: Sequence[Draft],
    *,
    report: Report,
    text: Text,
    sentences: Sequence[Sentence],
    books: Books,
    second: Second | None = None,
) -> tuple[Claim, ...]:
    """Return the claims of a report.

    Args:
        drafts: what a reader found, in order of the text.
        report: the report as it came.
        text: its clean text.
        sentences: the sentences of the clean text.
        books: places, actors, outlets.
        second: what looks again at class and scope, with the whole report settled; None: the rules stand.
    """
    if not drafts:
        return ()
    drafts = resolve_quantities(drafts)
    context = _context(report, text, sentences, books)
    on = context.dates.report_date
    whens = [resolve_when(d.time, context=context.dates, at=d.at, sentence=_span(d, sentences)) for d in drafts]
    voices = find_voices(text.clean, books=books, on=on, outlet=report.outlet)
    sources = resolve_sources(
        drafts, sentences=sentences, voices=voices, books=books, on=on, report=report, country=context.country
    )
    classes = resolve_classes(drafts, text.clean)
    places = [
        resolve_place(d.place, context=context.places, books=books, at=d.at, sentence=_span(d, sentences))
        for d in drafts
    ]
    provinces = count_provinces(drafts, sentences, context.places)
    scopes = resolve_scopes(drafts, whens, places, sentences=sentences, provinces=provinces, report_day=on)
    statuses = resolve_statuses(drafts, sentences)
    if second is not None:
        seen = Seen(
            drafts=drafts,
            whens=whens,
            places=places,
            provinces=provinces,
            sources=[source for source, _ in sources],
            classes=classes,
            scopes=scopes,
            statuses=statuses,
            sentences=sentences,
            day=on,
        )
        classes, scopes = second(seen)
    ids = {(d.at, d.harm): _id(d, report, text) for d in drafts}
    claims = [
        _claim(d, when, place, source, via, klass, scope, status, ids, context)
        for d, when, place, (source, via), klass, scope, status in zip(
            drafts, whens, places, sources, classes, scopes, statuses, strict=True
        )
    ]
    return share_perpetrators(share_means(tuple({c.id: c for c in claims}.values())))


def _context(report: Report, text: Text, sentences: Sequence[Sentence], books: Books) -> _Context:
    places = place_context(text.clean, books=books, outlet=report.outlet)
    return _Context(
        report=report,
        text=text,
        sentences=sentences,
        books=books,
        dates=date_context(text.clean, published=report.published),
        places=places,
        country=places.countries[0] if places.countries else None,
    )


def _claim(
    draft: Draft,
    when: When,
    place: Place | None,
    source: Source | None,
    via: tuple[str, ...],
    klass: VictimsClass,
    scope: Scope,
    status: Status,
    ids: dict[tuple[int, Harm], str],
    context: _Context,
) -> Claim:
    sentence = context.sentences[draft.sentence]
    evidence = _raw(Phrase(text=sentence.text, start=sentence.start, end=sentence.end), context.text)
    return Claim(
        id=ids[(draft.at, draft.harm)],
        report=context.report.id,
        evidence=evidence,
        again=_again(evidence, context.text),
        harm=draft.harm,
        harm_words=_raw(draft.harm_words, context.text),
        count=draft.count,
        count_words=_maybe_raw(draft.count_words, context.text),
        victims=_victims(draft, klass, context),
        perpetrator=_perpetrator(draft, context),
        means=Means(printed=_maybe_raw(draft.means, context.text), type=draft.means_type)
        if draft.means_type is not None
        else None,
        place=_place(place, context.text),
        when=_when(when, context.text),
        source=_source(source, context.text),
        via=via,
        status=status,
        status_words=_maybe_raw(draft.status_words, context.text),
        scope=scope,
        part_of=ids.get((draft.part_of, draft.harm)) if draft.part_of is not None else None,
        reader=draft.reader,
        score=draft.score,
    )


def _id(draft: Draft, report: Report, text: Text) -> str:
    start, end = text.map.to_raw(
        draft.at, max(draft.at, draft.count_words.end if draft.count_words is not None else draft.at)
    )
    return claim_id(report.id, start, draft.harm.value, text.raw[start:end] if draft.count_words is not None else None)


def _victims(draft: Draft, klass: VictimsClass, context: _Context) -> Victims:
    """Name the side of the victims: from their own words, or from those that "others" stands for."""
    side, side_id = None, None
    words = draft.side or draft.victims
    if words is not None and klass is not VictimsClass.CIVILIAN:
        side, side_id = side_of(words.text, books=context.books, on=context.dates.report_date, country=context.country)
    return Victims(printed=_maybe_raw(draft.victims, context.text), klass=klass, side=side, side_id=side_id)


def _perpetrator(draft: Draft, context: _Context) -> Party | None:
    party = resolve_actor(draft.perpetrator, books=context.books, on=context.dates.report_date, country=context.country)
    if party is None:
        return None
    return Party(
        printed=_maybe_raw(party.printed, context.text), name=party.name, id=party.id, unresolved=party.unresolved
    )


def _place(place: Place | None, text: Text) -> Place | None:
    if place is None or place.printed is None:
        return place
    values = {name: getattr(place, name) for name in Place.__dataclass_fields__}
    return Place(**(values | {"printed": _raw(place.printed, text)}))


def _when(when: When, text: Text) -> When:
    values = {name: getattr(when, name) for name in When.__dataclass_fields__}
    return When(**(values | {"printed": _maybe_raw(when.printed, text)}))


def _source(source: Source | None, text: Text) -> Source | None:
    if source is None:
        return None
    values = {name: getattr(source, name) for name in Source.__dataclass_fields__}
    return Source(**(values | {"printed": _maybe_raw(source.printed, text), "cue": _maybe_raw(source.cue, text)}))


def _span(draft: Draft, sentences: Sequence[Sentence]) -> tuple[int, int]:
    return sentences[draft.sentence].start, sentences[draft.sentence].end


def _raw(phrase: Phrase, text: Text) -> Phrase:
    start, end = text.map.to_raw(phrase.start, phrase.end)
    return Phrase(text=text.raw[start:end], start=start, end=end)


def _maybe_raw(phrase: Phrase | None, text: Text) -> Phrase | None:
    return None if phrase is None else _raw(phrase, text)


def _again(evidence: Phrase, text: Text) -> tuple[tuple[int, int], ...]:
    """Return where the evidence stands again: the same words inside each repeat of the piece that holds it."""
    out: list[tuple[int, int]] = []
    for repeat in text.repeats:
        if repeat.kept[0] <= evidence.start and evidence.end <= repeat.kept[1] + 1:
            at = text.raw.find(evidence.text, repeat.again[0], repeat.again[1] + 1)
            out.append((at, at + len(evidence.text)) if at >= 0 else repeat.again)
    return tuple(out)

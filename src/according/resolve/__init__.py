"""Resolve drafts into claims: five slots, each over the whole report in order, and offsets back into the raw text.

In: drafts, the report, its clean text and sentences, the books. Out: ``Claim`` records in order of the text, none
twice.

Example: ``resolve(found.drafts, report=report, text=text, sentences=sentences, books=books)[0].source.name``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
from according.resolve.context import (
    Context,
    maybe_raw,
    open_context,
    raw,
    raw_place,
    raw_source,
    raw_when,
    stands_again,
)
from according.resolve.doer import fuller, named_doer
from according.resolve.near_context import may_share, share_means, share_perpetrators
from according.resolve.open_sides import name_open_sides
from according.resolve.own_deed import own_deed, points_back
from according.resolve.part_ties import tie_parts
from according.resolve.place import resolve_place
from according.resolve.place_share import share_places, take_whole
from according.resolve.quantity import resolve_quantities
from according.resolve.responsibility import share_responsibility
from according.resolve.scope import resolve_scopes
from according.resolve.scope_days import share_days, total_over_days
from according.resolve.scope_running import running_totals
from according.resolve.scope_spread import count_provinces
from according.resolve.second_view import Second, Seen
from according.resolve.sides import own_men, share_sides
from according.resolve.source import resolve_sources
from according.resolve.status import resolve_statuses
from according.resolve.theirs import are_own, not_his_own, own_people
from according.resolve.victims import open_totals, resolve_classes
from according.resolve.when import resolve_when
from according.resolve.when_share import run_on, share_times
from according.words import Harm, Scope, Status, VictimsClass


def resolve(
    drafts: Sequence[Draft],
    *,
    report: Report,
    text: Text,
    sentences: Sequence[Sentence],
    books: Books,
    second: Second | None = None,
    context: Context | None = None,
) -> tuple[Claim, ...]:
    """Return the claims of a report.

    Args:
        drafts: what a reader found, in order of the text.
        report: the report as it came.
        text: its clean text.
        sentences: the sentences of the clean text.
        books: places, actors, outlets.
        second: what looks again at class and scope, with the whole report settled; None: the rules stand.
        context: from ``open_context``, where something else of the report is resolved too; else it is opened here.
    """
    if not drafts:
        return ()
    context = context or open_context(report, text, sentences, books)
    seen, carried = _first_look(resolve_quantities(tie_parts(drafts, sentences)), report, context)
    classes, scopes = second(seen) if second is not None else (seen.classes, seen.scopes)
    scopes = _scopes(seen, scopes, context)
    classes = open_totals(seen.drafts, classes, scopes, sentences)
    claims = _claims(replace(seen, classes=classes, scopes=scopes), carried, context)
    told = share_means(tuple({c.id: c for c in claims}.values()))
    shared = share_perpetrators(share_responsibility(told, mentions=context.voices.mentions, text=text))
    return name_open_sides(shared, text.clean)


def _first_look(drafts: Sequence[Draft], report: Report, context: Context) -> tuple[Seen, tuple[tuple[str, ...], ...]]:
    """Return what the rules make of each draft, slot by slot, and through whom each came."""
    sentences, on = context.sentences, context.on
    whens = [resolve_when(d.time, context=context.dates, at=d.at, sentence=_span(d, sentences)) for d in drafts]
    sources = resolve_sources(
        drafts, sentences=sentences, voices=context.voices, books=context.books, on=on, report=report,
        country=context.country,
    )
    places = tuple(_place(d, context, sentences) for d in drafts)
    places = take_whole(drafts, places, context=context.places, sentences=sentences)
    provinces = count_provinces(drafts, sentences, context.places)
    seen = Seen(
        drafts=drafts,
        whens=whens,
        places=places,
        provinces=provinces,
        sources=[source for source, _ in sources],
        classes=resolve_classes(drafts, context.text.clean),
        scopes=resolve_scopes(drafts, whens, places, sentences=sentences, provinces=provinces, report_day=on),
        statuses=resolve_statuses(drafts, sentences),
        sentences=sentences,
        day=on,
    )
    return seen, tuple(via for _, via in sources)


def _scopes(seen: Seen, scopes: Sequence[Scope], context: Context) -> tuple[Scope, ...]:
    """Return the scopes after the closed rules that nothing overrules."""
    scopes = total_over_days(seen.drafts, scopes, sentences=seen.sentences, report_day=seen.day)
    scopes = running_totals(
        seen.drafts, scopes, places=seen.places, whens=seen.whens, sentences=seen.sentences, context=context.places
    )
    return share_days(seen.drafts, seen.whens, scopes)


def _claims(seen: Seen, carried: Sequence[tuple[str, ...]], context: Context) -> list[Claim]:
    """Return a claim a draft, with what claims of one report have in common shared among them."""
    drafts, scopes = seen.drafts, seen.scopes
    times = share_times(drafts, run_on(seen.whens, scopes, text=context.text.clean, day=seen.day), scopes)
    places = share_places(drafts, seen.places, scopes, books=context.books, country=context.country)
    victims = share_sides(
        drafts,
        [_victims(d, klass, context) for d, klass in zip(drafts, seen.classes, strict=True)],
        sentences=seen.sentences,
        mentions=context.voices.mentions,
    )
    ids = {(d.at, d.harm): _id(d, context.report, context.text) for d in drafts}
    return [
        _claim(d, when, place, source, via, harmed, scope, status, ids, context)
        for d, when, place, source, via, harmed, scope, status in zip(
            drafts, times, places, seen.sources, carried, victims, scopes, seen.statuses, strict=True
        )
    ]


def _claim(
    draft: Draft,
    when: When,
    place: Place | None,
    source: Source | None,
    via: tuple[str, ...],
    victims: Victims,
    scope: Scope,
    status: Status,
    ids: dict[tuple[int, Harm], str],
    context: Context,
) -> Claim:
    sentence = context.sentences[draft.sentence]
    evidence = raw(Phrase(text=sentence.text, start=sentence.start, end=sentence.end), context.text)
    victims = own_people(draft, victims, source, sentence, context.voices.mentions, context.books.actors)
    doer = _perpetrator(draft, victims, scope, source, context)
    return Claim(
        id=ids[(draft.at, draft.harm)],
        report=context.report.id,
        evidence=evidence,
        again=stands_again(evidence, context.text),
        harm=draft.harm,
        harm_words=raw(draft.harm_words, context.text),
        count=draft.count,
        count_words=maybe_raw(draft.count_words, context.text),
        victims=own_men(draft, not_his_own(draft, victims, doer, sentence), source, doer, context.books.actors),
        perpetrator=doer,
        means=Means(printed=maybe_raw(draft.means, context.text), type=draft.means_type)
        if draft.means_type is not None
        else None,
        place=raw_place(place, context.text),
        when=raw_when(when, context.text),
        source=raw_source(source, context.text),
        via=via,
        status=status,
        status_words=maybe_raw(draft.status_words, context.text),
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


def _place(draft: Draft, context: Context, sentences: Sequence[Sentence]) -> Place | None:
    """Resolve where it was; words no book knows, inside the speaker's own name, are none ("the Church in Need")."""
    def resolved(phrase: Phrase | None) -> Place | None:
        return resolve_place(
            phrase, context=context.places, books=context.books, at=draft.at, sentence=_span(draft, sentences)
        )

    found = resolved(draft.place)
    who, where = draft.source, draft.place
    if found is not None and where is not None and who is not None and who.start <= where.start < who.end:
        unknown = found.unresolved is not None and "not in the book" in found.unresolved.reason
        if unknown and where.text.removeprefix("the ")[:1].isupper():
            return resolved(None)
    return found


def _victims(draft: Draft, klass: VictimsClass, context: Context) -> Victims:
    """Name the side of the victims: from their own words, or from those that "others" stands for."""
    side, side_id = None, None
    words = draft.side or draft.victims
    if words is not None and klass is not VictimsClass.CIVILIAN:
        side, side_id = side_of(words.text, books=context.books, on=context.dates.report_date, country=context.country)
    return Victims(printed=maybe_raw(draft.victims, context.text), klass=klass, side=side, side_id=side_id)


def _perpetrator(
    draft: Draft, victims: Victims, scope: Scope, source: Source | None, context: Context
) -> Party | None:
    """Return who did it, as the claim's own sentence says or, where that is open, the one before."""
    sentence = context.sentences[draft.sentence]
    words = draft.perpetrator
    if words is None or points_back(words, sentence):
        own = own_deed(draft, source, sentence, context.books.actors)
        if own is not None and are_own(draft, sentence):
            return None  # "its forces had killed 70 and six of its soldiers had died"
        if own is not None:
            return replace(own, printed=maybe_raw(own.printed, context.text))
        words = named_doer(draft, victims, sentence, context.voices.mentions)
    words = fuller(words, sentence, context.voices.mentions)
    party = resolve_actor(words, books=context.books, on=context.dates.report_date, country=context.country)
    if party is None:
        return None
    printed = party.printed
    taken_over = printed is not None and printed.start < sentence.start
    if taken_over and not may_share(party, victims, scope, draft.count):
        return None
    return Party(
        printed=None if taken_over else maybe_raw(printed, context.text),
        name=party.name,
        id=party.id,
        unresolved=party.unresolved,
    )


def _span(draft: Draft, sentences: Sequence[Sentence]) -> tuple[int, int]:
    return sentences[draft.sentence].start, sentences[draft.sentence].end

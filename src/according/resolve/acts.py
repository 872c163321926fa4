"""Resolve drafts of acts: who, to whom, where, when and until when, on whose word, with which claims.

In: act drafts, the claims of the same report, the report, its clean text and sentences, the books.
Out: ``Act`` records in order of the text, none twice.

Example: ``resolve_acts(found, claims=claims, report=report, text=text, sentences=sentences, books=books)[0].until``.

Rules: an attack is one without a count only where no claim of the report counts people at its place (product.md, "what
a reading of the first report must give": the fight that the figures are of is no second event). What a report tells
twice is kept once, where it says most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from according.books import Books
from according.books.folding import fold_name
from according.identity import act_id
from according.records import (
    Act,
    ActDraft,
    Claim,
    Count,
    Draft,
    Party,
    Phrase,
    Place,
    Report,
    Sentence,
    Source,
    Text,
    Unresolved,
    When,
)
from according.resolve.act_merge import keep_once
from according.resolve.act_ties import is_counted, told_with
from according.resolve.act_until import resolve_until
from according.resolve.actor import resolve_actor
from according.resolve.place import PlaceContext, place_context, resolve_place
from according.resolve.source import find_voices, resolve_sources
from according.resolve.when import DateContext, date_context, resolve_when
from according.words import ActKind, CountKind, Harm, Scope, VictimsClass

READER = "acts 1"
_LONG_AGO = 5  # days between an act and its report beyond which it is background, as for claims (resolve/scope.py)
_VAGUE, _COUNTRY = 5, 6  # where_prec after UCDP
_DIRECTION = re.compile(r"\b(?:north|south|east|west|cent(?:er|re|ral))\w*")
_EARLIER = re.compile(r"(?i)\bearlier (?:in the|this) week\b")
_PRONOUNS = frozenset({"it", "he", "she", "they"})
_WEEK = 3  # date_prec after UCDP
_NEAREST_DAY = (ActKind.MOVEMENT, ActKind.CONTROL, ActKind.ATTACK)
_UNTIL = ("until", "till", "through")
_SPOKEN = (ActKind.STATEMENT, ActKind.CONDOLENCE)
_PLACED = (
    ActKind.MEASURE,
    ActKind.MOVEMENT,
    ActKind.CONTROL,
    ActKind.ATTACK,
)  # told of a place, if not in words then by what stands around


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    report: Report
    text: Text
    sentences: Sequence[Sentence]
    books: Books
    dates: DateContext
    places: PlaceContext
    country: str | None
    claims: tuple[Claim, ...]


def resolve_acts(
    drafts: Sequence[ActDraft],
    *,
    claims: Sequence[Claim],
    report: Report,
    text: Text,
    sentences: Sequence[Sentence],
    books: Books,
) -> tuple[Act, ...]:
    """Return the acts of a report.

    Args:
        drafts: what ``extract.acts.find_acts`` found, in order of the text.
        claims: the claims of the same report.
        report: the report as it came.
        text: its clean text.
        sentences: the sentences of the clean text.
        books: places, actors, outlets.
    """
    if not drafts:
        return ()
    places = place_context(text.clean, books=books, outlet=report.outlet)
    dates = date_context(text.clean, published=report.published)
    dates = replace(dates, mentions=tuple(m for m in dates.mentions if not m.text.lower().startswith(_UNTIL)))
    context = _Context(
        report=report,
        text=text,
        sentences=sentences,
        books=books,
        places=places,
        claims=tuple(claims),
        dates=dates,
        country=places.countries[0] if places.countries else None,
    )
    voices = find_voices(text.clean, books=books, on=context.dates.report_date, outlet=report.outlet)
    spoken = resolve_sources(
        [_as_draft(d) for d in drafts],
        sentences=sentences,
        voices=voices,
        books=books,
        on=context.dates.report_date,
        report=report,
    )
    acts = [_act(draft, source, via, context) for draft, (source, via) in zip(drafts, spoken, strict=True)]
    return keep_once([act for act in acts if act is not None and not is_counted(act, context.claims)])


def _as_draft(act: ActDraft) -> Draft:
    """Return the draft of a claim with the act's words of source: all that ``resolve_sources`` looks at."""
    return Draft(
        sentence=act.sentence,
        count=Count(low=None, best=None, high=None, kind=CountKind.BARE),
        count_words=None,
        at=act.at,
        harm=Harm.CASUALTIES,
        harm_words=act.words,
        victims=None,
        victims_class=VictimsClass.UNKNOWN,
        side=None,
        perpetrator=None,
        means=None,
        means_type=None,
        place=act.place,
        time=act.time,
        source=act.source,
        cue=act.cue,
        status=act.status,
        status_words=act.status_words,
        scope=act.scope,
        scope_words=None,
        part_of=None,
        reader=READER,
        carrier=act.carrier,
    )


def _act(draft: ActDraft, source: Source | None, via: tuple[str, ...], context: _Context) -> Act | None:
    place = _place(draft, context)
    if draft.needs_place and (place is None or place.id is None or place.where_prec == _COUNTRY):
        return None
    if draft.kind in _SPOKEN and source is not None and (source.name or "").lower() in _PRONOUNS:
        return None  # said by nobody that the report names
    when = _when(draft, context)
    start, end = context.sentences[draft.sentence].start, context.sentences[draft.last_sentence].end
    evidence = _raw(Phrase(text=context.text.clean[start:end], start=start, end=end), context.text)
    words = _raw(draft.words, context.text)
    until = resolve_until(draft.until, when=when, report_day=context.dates.report_date)
    return Act(
        id=act_id(context.report.id, words.start, draft.form.value, words.text),
        report=context.report.id,
        evidence=evidence,
        again=_again(evidence, context.text),
        kind=draft.kind,
        form=draft.form,
        stage=draft.stage,
        words=words,
        actor=_party(draft.actor, source if draft.kind in _SPOKEN else None, context),
        target=_party(draft.target, None, context),
        place=_place_as_it_came(place, context.text),
        when=_when_as_it_came(when, context.text),
        until=_when_as_it_came(until, context.text) if until is not None else None,
        source=_source_as_it_came(source, context.text),
        via=via,
        status=draft.status,
        status_words=_maybe_raw(draft.status_words, context.text),
        scope=_scope(draft, when, context),
        beside=told_with(draft, place, when, evidence, context.claims),
        reader=READER,
    )


def _place(draft: ActDraft, context: _Context) -> Place | None:
    """Resolve the place told; where a deed or a measure names none, the place that the text around it names."""
    if draft.kind not in _PLACED and (draft.place is None or draft.place.text.islower()):
        return None
    sentence_start = context.sentences[draft.sentence].start
    sentence_end = context.sentences[draft.last_sentence].end
    if draft.place is not None and _DIRECTION.search(draft.place.text) and draft.place.text.islower():
        # "the southern regions" is a part of the report's country, and goes back to no town told before
        return Place(
            printed=draft.place,
            name=draft.place.text,
            where_prec=_VAGUE,
            country=context.country,
            unresolved=Unresolved(reason="the words name no place but a part of a country"),
        )
    found = resolve_place(
        draft.place, context=context.places, books=context.books, at=draft.at, sentence=(sentence_start, sentence_end)
    )
    if draft.place is not None and found is not None and not _is_named(draft.place.text, found):
        reason = f"{draft.place.text} is not in the book of places"
        return Place(printed=draft.place, name=draft.place.text, unresolved=Unresolved(reason=reason))
    return found


def _is_named(words: str, place: Place) -> bool:
    """Say whether words with a name in them name the place: "the Alawite gunmen" go back to no town told before."""
    names = [w for w in re.findall(r"[\w'’-]+", words) if any(c.isupper() for c in w)]
    known = fold_name(place.name or "")
    return not names or any(fold_name(name) in known for name in names)


def _when(draft: ActDraft, context: _Context) -> When:
    """Resolve the day. Only what happens at a place takes the nearest day told, and none takes the day of an end."""
    report = context.dates.report_date
    sentence = context.sentences[draft.sentence]
    if draft.time is not None and report is not None and (earlier := _EARLIER.search(sentence.text)) is not None:
        start = report - timedelta(days=report.weekday())
        printed = Phrase(
            text=earlier.group(), start=sentence.start + earlier.start(), end=sentence.start + earlier.end()
        )
        return When(printed=printed, start=start.isoformat(), end=report.isoformat(), date_prec=_WEEK)
    if draft.time is None and (draft.until is not None or draft.kind not in _NEAREST_DAY):
        return When(
            printed=None,
            start=None,
            end=None,
            latest=report.isoformat() if report is not None else None,
            unresolved=Unresolved(reason="the report names no day for it"),
        )
    return resolve_when(draft.time, context=context.dates, at=draft.at, sentence=(sentence.start, sentence.end))


def _scope(draft: ActDraft, when: When, context: _Context) -> Scope:
    report = context.dates.report_date
    if (
        when.printed is not None
        and when.end is not None
        and report is not None
        and (report - date.fromisoformat(when.end)).days > _LONG_AGO
    ):
        return Scope.BACKGROUND
    return draft.scope


def _party(phrase: Phrase | None, source: Source | None, context: _Context) -> Party | None:
    if phrase is None:
        return None
    if phrase.text.lower() in _PRONOUNS:
        if source is None or source.printed is None or source.printed.text != phrase.text:
            return None
        return Party(printed=_raw(phrase, context.text), name=source.name, id=source.id, unresolved=source.unresolved)
    party = resolve_actor(phrase, books=context.books, on=context.dates.report_date, country=context.country)
    if party is None:
        return None
    if source is not None and party.name is not None and 2 * len(party.name.split()) < len(phrase.text.split()):
        # A person or an office with a country in its title is not that country
        party = Party(
            printed=phrase,
            name=" ".join(phrase.text.split()),
            unresolved=Unresolved(reason="not in the book of actors"),
        )
    return replace(party, printed=_raw(phrase, context.text))


# --- as it came: offsets into the raw text -------------------------------------------------------------------------


def _place_as_it_came(place: Place | None, text: Text) -> Place | None:
    return replace(place, printed=_maybe_raw(place.printed, text)) if place is not None else None


def _when_as_it_came(when: When, text: Text) -> When:
    return replace(when, printed=_maybe_raw(when.printed, text))


def _source_as_it_came(source: Source | None, text: Text) -> Source | None:
    return (
        replace(source, printed=_maybe_raw(source.printed, text), cue=_maybe_raw(source.cue, text))
        if source is not None
        else None
    )


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

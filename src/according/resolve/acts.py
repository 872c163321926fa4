"""Resolve drafts of acts: who, to whom, where, when and until when, on whose word, with which claims.

In: act drafts, the claims of the same report, what every slot of it looks at.
Out: ``Act`` records in order of the text, none twice.

Example: ``resolve_acts(found, claims=claims, context=context)[0].until``.

Rules: an attack is one without a count only where no claim of the report counts people at its place (product.md, "what
a reading of the first report must give": the fight that the figures are of is no second event). What a report tells
twice is kept once, where it says most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

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
    Source,
    Unresolved,
    When,
)
from according.resolve.act_merge import keep_once
from according.resolve.act_ties import is_counted, told_with
from according.resolve.act_until import resolve_until
from according.resolve.actor import resolve_actor
from according.resolve.context import Context, maybe_raw, raw, raw_place, raw_source, raw_when, stands_again
from according.resolve.place import resolve_place
from according.resolve.source import resolve_sources
from according.resolve.when import resolve_when
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


def resolve_acts(drafts: Sequence[ActDraft], *, claims: Sequence[Claim], context: Context) -> tuple[Act, ...]:
    """Return the acts of a report.

    Args:
        drafts: what ``extract.acts.find_acts`` found, in order of the text.
        claims: the claims of the same report.
        context: what every slot of the report looks at, from ``open_context``.
    """
    if not drafts:
        return ()
    mentions = tuple(m for m in context.dates.mentions if not m.text.lower().startswith(_UNTIL))
    context = replace(context, dates=replace(context.dates, mentions=mentions))
    spoken = resolve_sources(
        [_as_draft(d) for d in drafts], sentences=context.sentences, voices=context.voices, books=context.books,
        on=context.on, report=context.report)
    acts = [_act(draft, source, via, context, claims) for draft, (source, via) in zip(drafts, spoken, strict=True)]
    return keep_once([act for act in acts if act is not None and not is_counted(act, claims)])


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


def _act(
    draft: ActDraft, source: Source | None, via: tuple[str, ...], context: Context, claims: Sequence[Claim]
) -> Act | None:
    place = _place(draft, context)
    if draft.needs_place and (place is None or place.id is None or place.where_prec == _COUNTRY):
        return None
    if draft.kind in _SPOKEN and source is not None and (source.name or "").lower() in _PRONOUNS:
        return None  # said by nobody that the report names
    when = _when(draft, context)
    start, end = context.sentences[draft.sentence].start, context.sentences[draft.last_sentence].end
    evidence = raw(Phrase(text=context.text.clean[start:end], start=start, end=end), context.text)
    words = raw(draft.words, context.text)
    until = resolve_until(draft.until, when=when, report_day=context.on)
    return Act(
        id=act_id(context.report.id, words.start, draft.form.value, words.text),
        report=context.report.id,
        evidence=evidence,
        again=stands_again(evidence, context.text),
        kind=draft.kind,
        form=draft.form,
        stage=draft.stage,
        words=words,
        actor=_party(draft.actor, source if draft.kind in _SPOKEN else None, context),
        target=_party(draft.target, None, context),
        place=raw_place(place, context.text),
        when=raw_when(when, context.text),
        until=raw_when(until, context.text) if until is not None else None,
        source=raw_source(source, context.text),
        via=via,
        status=draft.status,
        status_words=maybe_raw(draft.status_words, context.text),
        scope=_scope(draft, when, context),
        beside=told_with(draft, place, when, evidence, claims),
        reader=READER,
    )


def _place(draft: ActDraft, context: Context) -> Place | None:
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


def _when(draft: ActDraft, context: Context) -> When:
    """Resolve the day. Only what happens at a place takes the nearest day told, and none takes the day of an end."""
    report = context.on
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


def _scope(draft: ActDraft, when: When, context: Context) -> Scope:
    report = context.on
    if (
        when.printed is not None
        and when.end is not None
        and report is not None
        and (report - date.fromisoformat(when.end)).days > _LONG_AGO
    ):
        return Scope.BACKGROUND
    return draft.scope


def _party(phrase: Phrase | None, source: Source | None, context: Context) -> Party | None:
    if phrase is None:
        return None
    if phrase.text.lower() in _PRONOUNS:
        if source is None or source.printed is None or source.printed.text != phrase.text:
            return None
        return Party(printed=raw(phrase, context.text), name=source.name, id=source.id, unresolved=source.unresolved)
    party = resolve_actor(phrase, books=context.books, on=context.on, country=context.country)
    if party is None:
        return None
    if source is not None and party.name is not None and 2 * len(party.name.split()) < len(phrase.text.split()):
        # A person or an office with a country in its title is not that country
        party = Party(
            printed=phrase,
            name=" ".join(phrase.text.split()),
            unresolved=Unresolved(reason="not in the book of actors"),
        )
    return replace(party, printed=raw(phrase, context.text))

"""Whose the harmed fighters are, where their own words leave it open: from the same number, the whole, the sentence.

In: drafts with their victims, in order of the text, and the sides that the report names. Out: victims with sides.

Example: "Strikes on Islamic State positions killed 35 fighters": fighters of the Islamic State.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from according.books.actors import Actor, Actors
from according.books.grammar import word_list
from according.books.roles import role_of
from according.records import Draft, Party, Sentence, Source, Victims
from according.words import CountKind, SourceKind, VictimsClass

_SAME = 3  # from this number on, the same number is no coincidence


def share_sides(
    drafts: Sequence[Draft],
    victims: Sequence[Victims],
    *,
    sentences: Sequence[Sentence],
    mentions: Sequence[tuple[int, int, Actor]],
) -> tuple[Victims, ...]:
    """Return the victims of each draft, combatants without a side given the one that the report tells.

    Args:
        drafts: of one report.
        victims: of each draft.
        sentences: of the clean text.
        mentions: the actors that the text names, with offsets into it.
    """
    out = list(victims)
    for tell in (_same_number, _whole, _same_breath):
        for i, who in enumerate(out):
            if who.side is None and who.klass is VictimsClass.COMBATANT:
                other = tell(i, drafts, out)
                if other is not None:
                    out[i] = replace(who, side=other.side, side_id=other.side_id)
    for i, who in enumerate(out):
        if who.side is None and who.klass is VictimsClass.COMBATANT:
            named = _in_sentence(drafts[i], sentences[drafts[i].sentence], mentions)
            if named is not None:
                out[i] = replace(who, side=named[0], side_id=named[1].id)
    return tuple(out)


def _same_number(index: int, drafts: Sequence[Draft], victims: Sequence[Victims]) -> Victims | None:
    draft = drafts[index]
    if draft.count.kind is CountKind.SINGLE or (draft.count.low or 0) < _SAME:
        return None
    return _only(
        victims[j]
        for j, d in enumerate(drafts)
        if j != index and d.harm is draft.harm and d.count.low == draft.count.low
    )


def _whole(index: int, drafts: Sequence[Draft], victims: Sequence[Victims]) -> Victims | None:
    draft = drafts[index]
    return _only(
        victims[j]
        for j, d in enumerate(drafts)
        if (d.at == draft.part_of and d.harm is draft.harm) or (d.part_of == draft.at and d.harm is draft.harm)
    )


def _same_breath(index: int, drafts: Sequence[Draft], victims: Sequence[Victims]) -> Victims | None:
    """Of "killed three soldiers and wounded two others" the soldiers' side."""
    draft = drafts[index]
    return _only(victims[j] for j, d in enumerate(drafts) if j != index and d.sentence == draft.sentence)


def _only(others: Iterable[Victims]) -> Victims | None:
    """Return the one side that all of them tell who tell one."""
    told = {v.side_id or v.side: v for v in others if v.side is not None}
    return next(iter(told.values())) if len(told) == 1 else None


def _in_sentence(
    draft: Draft, sentence: Sentence, mentions: Sequence[tuple[int, int, Actor]]
) -> tuple[str, Actor] | None:
    """Return the one armed side that a sentence names, besides who did it and who speaks."""
    spoken = [p for p in (draft.perpetrator, draft.source, draft.carrier) if p is not None]
    found: dict[str, tuple[str, Actor]] = {}
    for start, end, actor in mentions:
        if not sentence.start <= start < sentence.end or actor.kind is not SourceKind.PARTY:
            continue
        if any(p.start < end and start < p.end for p in spoken) or not _may_be_of(draft, actor):
            continue
        printed = " ".join(sentence.text[start - sentence.start : end - sentence.start].split())
        proper = printed[:1].isupper() and not (printed.isupper() and len(printed) <= _SHORT)
        found.setdefault(actor.side or actor.id, (printed if proper else actor.name, actor))
    return next(iter(found.values())) if len(found) == 1 else None


_SHORT = 3  # letters of an acronym that says too little alone: IS
_STATE = word_list("sides", "state")
_GROUP = word_list("sides", "group")


def _may_be_of(draft: Draft, actor: Actor) -> bool:
    """Say whether the words for the harmed fit a side: no militants of an army, no soldiers of a front."""
    words = set(draft.victims.text.lower().split()) if draft.victims is not None else set()
    state = not _STATE.isdisjoint(actor.name.lower().split())
    return not state if words & _GROUP else bool(words - _GROUP) and state


_OWN_MEN = word_list("sides", "own_men")


def own_men(draft: Draft, victims: Victims, source: Source | None, doer: Party | None, actors: Actors) -> Victims:
    """Return the victims, soldiers and police of whom a state's own office tells being that state's.

    "13 officers had died", a ministry's official says: they are its own, unless it says that its forces killed them.
    """
    party = source.party if source is not None and source.kind is SourceKind.PARTY else None
    if victims.side is not None or victims.klass is not VictimsClass.COMBATANT or party is None:
        return victims
    if draft.count.kind is CountKind.SINGLE:  # one man is told with his own unit, or with none
        return victims
    words = set(re.findall(r"[a-z]+", victims.printed.text.lower())) if victims.printed is not None else set()
    actor = actors.get(party)
    if actor is None or role_of(party, actors) != "state" or words.isdisjoint(_OWN_MEN) or words & _GROUP - {"members"}:
        return victims
    if doer is not None and (actors.side_of(doer.id or doer.name or "") or doer.id) == party:
        return victims
    return replace(victims, side=actor.name, side_id=actor.id)

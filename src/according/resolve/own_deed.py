"""Who did it, where the speaker says "it": a side that tells of its own deed.

In: a claim's draft, its source and its sentence. Out: the party, or None.

Example: "The army said it had killed 45 fighters", "The army said its jets had struck a camp": the army did it, on its
own word; what a ministry's "forces" did, its state's forces did.
"""

from __future__ import annotations

import re

from according.books.actors import Actor, Actors
from according.books.grammar import word_list
from according.records import Draft, Party, Phrase, Sentence, Source
from according.words import SourceKind

MEN = "|".join(sorted(word_list("own_deed", "men"), key=lambda w: (-len(w), w)))
_DEEDS = "|".join(sorted(word_list("own_deed", "deeds")))
_ARMED = word_list("own_deed", "armed")
_MAY = (SourceKind.PARTY, SourceKind.OFFICIAL)
_SELF = rf"(?:it|they|he|we|(?:its|their|his|our)(?: own)? (?:{MEN}))"
_ASIDE = r"(?:, [^,;]{1,60},)?"  # "its forces, backed by drones, killed"
_OWN = re.compile(
    rf"\b(?:that )?{_SELF}{_ASIDE} (?:(?:had|have|has|also|since|then) ){{0,2}}(?:{_DEEDS})\b[^.;]*$", re.IGNORECASE
)
_PRONOUN = re.compile(rf"{_SELF}", re.IGNORECASE)
_HIS_MEN = re.compile(rf"\b(?:its|their|his|our)(?: own)? (?:{MEN})$", re.IGNORECASE)
_REACH = 12  # characters before the words for a perpetrator in which a possessive may stand
_WE = re.compile(
    rf"\b(?:we|our(?: own)? (?:{MEN})){_ASIDE} (?:(?:had|have|also) ){{0,2}}(?:{_DEEDS})\b[^.;]*$", re.IGNORECASE
)


def own_deed(draft: Draft, source: Source | None, sentence: Sentence, actors: Actors) -> Party | None:
    """Return the speaker as the one who did it, where the sentence has a side say so of itself.

    Args:
        draft: the claim; its words for the perpetrator, if any, only point back.
        source: who vouches for it; a group that no book knows is read as an official.
        sentence: the claim's own.
        actors: the book of actors.
    """
    if source is None or source.kind not in _MAY or draft.cue is None or source.name is None:
        return None
    between = sentence.text[max(0, draft.cue.end - sentence.start) : max(0, draft.at - sentence.start)]
    said = draft.perpetrator is not None and _of_somebody(draft.perpetrator, sentence)
    quoted = _WE.search(sentence.text[: max(0, draft.at - sentence.start)])
    if not said and not quoted and _OWN.search(between) is None:
        return None
    name, key = speaks_for(source, actors)
    return Party(printed=draft.perpetrator, name=name, id=key)


def points_back(words: Phrase, sentence: Sentence) -> bool:
    """Say whether the words for a perpetrator only point at somebody: "it", "its forces", "forces" after "its"."""
    return _PRONOUN.fullmatch(words.text.strip()) is not None or _of_somebody(words, sentence)


def _of_somebody(words: Phrase, sentence: Sentence) -> bool:
    """Say whether the words tell whose men did it by a possessive alone: "its forces had hit", "our troops"."""
    told = sentence.text[max(0, words.start - _REACH - sentence.start) : max(0, words.end - sentence.start)]
    return _HIS_MEN.search(told.rstrip()) is not None


def speaks_for(source: Source, actors: Actors) -> tuple[str | None, str | None]:
    """Return the name and id of the side whose men a speaker calls his own.

    A body under arms is named itself, an office or a person by the side that it speaks for; one whom no book knows
    keeps his own words.
    """
    actor = actors.get(source.id) if source.id is not None else None
    side = actors.get(source.party) if source.party is not None else None
    if actor is not None and is_armed(actor):
        own = source.name is not None and source.name.split(" (")[0] == actor.name
        return (source.name if own else actor.name), actor.id
    return (side.name, side.id) if side is not None else (source.name, source.id)


def is_armed(actor: Actor) -> bool:
    """Say whether an actor fights itself: a side, or a body under arms of one; no ministry and no agency of it."""
    return actor.kind is SourceKind.PARTY and (
        actor.side in (None, actor.id) or not _ARMED.isdisjoint(re.findall(r"[a-z]+", actor.name.lower()))
    )

"""Whose men the harmed are, where the words point back: "14 of its peacekeepers", "lost two of its own".

In: a claim's draft with its victims, its source and its sentence, the actors named. Out: the victims with their side.

Example: "South Africa said 14 of its peacekeepers had died": South African forces; "Malawi lost three": Malawi's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from according.books.actors import Actor, Actors
from according.records import Draft, Party, Sentence, Source, Victims
from according.resolve.own_deed import is_armed, points_back, speaks_for
from according.words import SourceKind, VictimsClass

_COUNT = r"(?:(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|several|dozens of|many of) )?"
_POSSESSED = re.compile(rf"\b(?:its|their|his|our)(?: own)? (?:own )?{_COUNT}$", re.IGNORECASE)
_OWN = re.compile(r"^(?:(?:of )?(?:its|their|his|our) |(?:of )?(?:its|their|his|our)? ?own\b)", re.IGNORECASE)
_GROUP = re.compile(r"\b(?:of|from) the (?:group|movement|gang|militia|organi[sz]ation|force|army)\b", re.IGNORECASE)
_LOSER = re.compile(
    r"(?:^|[;,] |\b(?:and|while|but|said|the) )(?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+)*)"
    r"(?: (?:had|has|have|also|only|itself))*"
    r"(?P<lost> (?:lost|losing))? (?:at least |about |around |up to |some )?$"
)
_GAPPED = re.compile(r"\blost\b[^.;]{1,60}(?:\band|,) $")
_AFTER = re.compile(r"^,? of (?:its|their|his|our)\b", re.IGNORECASE)
_MAY = (SourceKind.PARTY, SourceKind.OFFICIAL)


def own_people(
    draft: Draft,
    victims: Victims,
    source: Source | None,
    sentence: Sentence,
    mentions: Sequence[tuple[int, int, Actor]],
    actors: Actors,
) -> Victims:
    """Return the victims, those told as somebody's own given his side.

    Args:
        draft: the claim.
        victims: as resolved; civilians have no side.
        source: who vouches for the count.
        sentence: the claim's own.
        mentions: the actors that the report names, with offsets into its clean text.
        actors: the book of actors.
    """
    if victims.klass is not VictimsClass.COMBATANT:
        return victims
    inside = [m for m in mentions if sentence.start <= m[0] and m[1] <= sentence.end and m[1] <= draft.at]
    loser = _LOSER.search(sentence.text[: draft.at - sentence.start])
    if loser is not None and (loser["lost"] or _GAPPED.search(sentence.text[: loser.start("name")])):
        known = next((a for start, _, a in inside if start == sentence.start + loser.start("name")), None)
        name = loser["name"] if known is None else known.name
        return replace(victims, side=name, side_id=known.id if known is not None else None)
    if are_own(draft, sentence):
        side = _speaker(draft, source, actors) or _subject(inside)
        if side is not None:
            return replace(victims, side=side[0], side_id=side[1])
    return victims


def are_own(draft: Draft, sentence: Sentence) -> bool:
    """Say whether the words for the harmed point back at somebody: "six of its soldiers", "two of his own"."""
    counted = draft.at + (len(draft.count_words.text) if draft.count_words is not None else 0)
    if _AFTER.match(sentence.text[max(0, counted - sentence.start) :]):
        return True
    if draft.victims is None:
        return False
    before = sentence.text[: max(0, draft.victims.start - sentence.start)]
    words = draft.victims.text
    return any(p.search(t) for p, t in ((_POSSESSED, before), (_OWN, words), (_GROUP, words)))


def _speaker(draft: Draft, source: Source | None, actors: Actors) -> tuple[str, str | None] | None:
    """Return the side of one who speaks before the count: what follows is "its"."""
    if source is None or source.kind not in _MAY or draft.source is None or draft.source.start > draft.at:
        return None
    name, key = speaks_for(source, actors)
    return (name, key) if name is not None else None


def _subject(inside: Sequence[tuple[int, int, Actor]]) -> tuple[str, str | None] | None:
    armed = [actor for _, _, actor in inside if is_armed(actor)]
    return (armed[0].name, armed[0].id) if armed else None


def not_his_own(draft: Draft, victims: Victims, doer: Party | None, sentence: Sentence) -> Victims:
    """Return the victims without a side that was only near: one who tells of his own deed does not harm his own."""
    told = draft.perpetrator is not None and not points_back(draft.perpetrator, sentence)
    if told or doer is None or doer.id is None or doer.id != victims.side_id:
        return victims
    return replace(victims, side=None, side_id=None)

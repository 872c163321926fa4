"""Whom "the group", "it said" and "he" go back to inside one report, and a person's full name.

In: the words, the sources named before, the organisations that the report names. Out: a source or an actor, or None.

Example: "the monitor" after "the Syrian Network for Human Rights" is that network.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from according.books.actors import Actor
from according.books.grammar import word_list
from according.records import Source
from according.words import SourceKind

# "the group", "the monitor", "it": no name of its own, goes back to one
GENERIC = word_list("source", "generic")


_MONITORS = word_list("source", "monitors")


_PERSONS = frozenset({"he", "she"})


_BACK = word_list("source", "back")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """What a report names that can vouch: organisations with offsets, and the agencies credited at its head or foot."""

    text: str
    mentions: tuple[tuple[int, int, Actor], ...]
    credits: tuple[str, ...]


NAME_AT_END = re.compile(r"(?:[A-Z][\w'’-]+\s+){1,3}[A-Z][\w'’-]+$")


def full_name(at: int, words: str, voices: Voices) -> tuple[str, Actor | None] | None:
    """Return a person's name as first given, and the organisation named beside it as theirs."""
    surname = words.split()[-1]
    for found in re.finditer(r"(?:[A-Z][\w'’-]+\s+){0,3}(?:al-|Al-)?" + re.escape(surname) + r"\b", voices.text):
        name = _TITLES.sub("", found.group())
        near = [
            m
            for m in voices.mentions
            if found.start() - 60 <= m[1] and m[0] <= found.end() + 60 and m[2].kind is SourceKind.MONITOR
        ]
        beside = voices.text[max(0, found.start() - 60) : found.end() + 60]
        actor = near[0][2] if near and _POST.search(beside) else None
        if len(name.split()) > len(words.split()) or actor is not None:
            return (name if len(name.split()) >= len(words.split()) else words), actor
        if found.start() >= at:
            break
    return None


_TITLES = re.compile(
    r"^(?:(?:Director|Head|Chief|Spokesman|Observatory|President|Minister|General|Colonel|But|And|The|Dr|Mr|In|Speaking)\b\.?\s*)+"
)


_POST = re.compile(r"\b(?:head|director|chief|spokes\w+|founder|who runs|runs)\b", re.IGNORECASE)


def antecedent(at: int, tokens: Sequence[str], before: Sequence[Source], voices: Voices) -> Source | Actor | None:
    """Return whom "the group" and its like go back to, or forward to in a lead ("a monitor said")."""
    heads = [t for t in tokens if t in _MONITORS or t in _BACK or t in _PERSONS]
    head = heads[-1] if heads else tokens[-1]
    earlier = [s for s in before if s.printed is not None and s.printed.start < at]
    if head in _PERSONS:
        persons = [
            s for s in earlier if s.name and (NAME_AT_END.search(s.name) or "," in s.name or _ROLE.search(s.name))
        ]
        return persons[-1] if persons else None
    if tokens == ["it"] and (named := _named_just_before(at, voices)) is not None:
        return named
    same = [
        s
        for s in earlier
        if s.printed is not None and head in s.printed.text.lower().split() and s.name and s.name.lower() not in GENERIC
    ]
    if head in _BACK and head != "group" and same:
        return same[-1]
    if head in ("statement", "bulletin", "report", "it") and earlier:
        return earlier[-1]
    return monitor(at, voices) if head in _MONITORS or head == "it" else None


def _named_just_before(at: int, voices: Voices) -> Actor | None:
    """Return the organisation that the sentence of "it" names last before it: "the RSF denied it and said"."""
    near = [m for m in voices.mentions if m[1] <= at < m[1] + _SENTENCE]
    return near[-1][2] if near and _FULL_STOP.search(voices.text, near[-1][1], at) is None else None


_SENTENCE = 150  # characters
_FULL_STOP = re.compile(r"[.!?\n]\W")
_ROLE = re.compile(
    r"\b(?:official|spokes\w+|director|doctor|activist|commander|minister|chief|head|governor|officer|resident|witness|source)\b",
    re.IGNORECASE,
)


_WATCHES = re.compile(
    r"observatory|monitor|network|rights|watch|committee|documentation|airwars|acled|body count", re.IGNORECASE
)


def monitor(at: int, voices: Voices) -> Actor | None:
    """Return the monitor named last before a place of the text, else the first after it."""
    monitors = [m for m in voices.mentions if m[2].kind is SourceKind.MONITOR and _WATCHES.search(m[2].name)]
    earlier = [m for m in monitors if m[0] < at]
    if earlier:
        return earlier[-1][2]
    return monitors[0][2] if monitors else None

"""The words of a source that holds more than a name: two who speak together, a body and what it is.

In: the words as printed, the book of actors. Out: the words to be looked up.

Example: "a monitor and rebels" is "a monitor", then "rebels"; "Indepaz, a think tank" is "Indepaz".
"""

from __future__ import annotations

import re
from datetime import date

from according.books.actors import Actors
from according.books.outlets import Outlets
from according.records import Phrase
from according.resolve.antecedent import GENERIC

_ROLE = re.compile(r",\s+(?:which|who|an?|the|whose)\s", re.IGNORECASE)
_LEAD = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


def joined_speakers(phrase: Phrase) -> tuple[Phrase, Phrase] | None:
    """Return two speakers of whom the first only points at one: "a monitor and rebels"; None: one speaker."""
    first, link, second = phrase.text.partition(" and ")
    if not link or "," in phrase.text or not _points(first) or _points(second):
        return None
    cut = phrase.start + len(first)
    return (
        Phrase(text=first, start=phrase.start, end=cut),
        Phrase(text=second, start=cut + len(link), end=phrase.end),
    )


def _points(words: str) -> bool:
    tokens = words.lower().split()
    return bool(tokens) and all(t in GENERIC for t in tokens)


def without_what_it_is(phrase: Phrase, *, actors: Actors, outlets: Outlets, on: date | None) -> Phrase:
    """Return a body of the books without the words that say what it is: "Lusa, the Portuguese news agency" is Lusa."""
    found = _ROLE.search(phrase.text)
    if found is None:
        return phrase
    name = _LEAD.sub("", phrase.text[: found.start()])
    if not actors.lookup(name, on=on) and outlets.lookup(name) is None and not _names_a_body(name):
        return phrase
    return Phrase(text=phrase.text[: found.start()], start=phrase.start, end=phrase.start + found.start())


def _names_a_body(name: str) -> bool:
    """Say whether a name is of one word alone: people are told by two, bodies that no book knows by one."""
    return re.fullmatch(r"[A-Z][\w-]+", name) is not None

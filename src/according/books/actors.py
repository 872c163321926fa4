"""The book of actors: states' forces, armed groups, monitors, agencies, with their names, sides and dates of life.

In: a name as printed, or a text, with the day and the country that it is read for. Out: ``Actor`` records and
``ActorMention`` spans. An alias may carry one mark: ``~`` it counts only in a report about the actor's country
("the army"), ``?`` it is shared by several actors, ``!`` it is looked up but never searched for in texts ("Dawn").

Example: ``actors.lookup("Syrian government forces", on=date(2024, 12, 9))[0].id == "syria-transitional"``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from according.books.folding import fold_name
from according.words import SourceKind

_TOKEN = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*", re.UNICODE)
_LEADING = re.compile(r"(?i)^(?:the|a|an)\s+")
_BRACKETS = re.compile(r"\s*\([^)]*\)")


Names = tuple[tuple[str, str | None], ...]  # names of an actor, each with its mark: context, shared, lookup or none


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One actor: a side or one who speaks for it, a monitor, an agency."""

    id: str
    name: str
    aliases: tuple[
        str, ...
    ]  # proper names that it may be called by; descriptions and looked-up words are not among them
    kind: SourceKind
    side: str | None  # id of the side that it belongs to or speaks for; a side names itself
    country: str | None  # ISO 3166 alpha-2
    start: datetime.date | None
    until: datetime.date | None  # the last day
    agency: bool

    def lives(self, on: datetime.date | None) -> bool:
        """Say whether the actor was there on a day; without a day, whether it may have been."""
        return on is None or ((self.start is None or self.start <= on) and (self.until is None or on <= self.until))


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention:
    """Words of a text that name an actor."""

    start: int
    end: int
    text: str
    actor: Actor


@dataclass(frozen=True, slots=True)
class _Name:
    """One name of one actor, ready to be compared."""

    words: tuple[str, ...]  # folded
    printed: tuple[str, ...]  # as in the book, for capitals
    mark: str | None
    actor: Actor


class Actors:
    """Looks actors up by name and finds them in texts."""

    def __init__(self, entries: Sequence[tuple[Actor, Names]]) -> None:
        self._by_id = {actor.id: actor for actor, _ in entries}
        self._wholes = frozenset(actor.side for actor, _ in entries if actor.side and actor.side != actor.id)
        self._by_name: dict[str, list[_Name]] = {}
        self._by_first: dict[str, list[_Name]] = {}
        for actor, names in entries:
            for printed, mark in names:
                tokens = tuple(_TOKEN.findall(printed))
                name = _Name(words=tuple(fold_name(t) for t in tokens), printed=tokens, mark=mark, actor=actor)
                self._by_name.setdefault(name_key(printed), []).append(name)
                if mark in (None, "shared") and any(t[:1].isupper() for t in tokens):
                    self._by_first.setdefault(name.words[0], []).append(name)
        for names_ in self._by_first.values():
            names_.sort(key=lambda n: (-len(n.words), n.words, n.actor.id))

    def __iter__(self) -> Iterator[Actor]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, key: str) -> Actor | None:
        """Return the actor of that id."""
        return self._by_id.get(key)

    def lookup(self, name: str, *, on: datetime.date | None = None, country: str | None = None) -> tuple[Actor, ...]:
        """Return the actors of that name on that day, best first.

        Args:
            name: as printed; "the", case, hyphens and a remark in brackets are passed over.
            on: the day; without one, actors of every time are returned, the living first.
            country: of the report; decides what "the army" and shared names mean.
        """
        keys = dict.fromkeys(
            (
                name_key(name),
                name_key(_BRACKETS.sub("", name)),
                *(name_key(b) for b in re.findall(r"\(([^)]*)\)", name)),
            )
        )
        for key in keys:
            found = [n for n in self._by_name.get(key, ()) if n.actor.lives(on) and _fits(n, country)]
            if found:
                best = sorted(found, key=lambda n: _rank(n, country))
                return tuple(dict.fromkeys(n.actor for n in best))
        return ()

    def find(
        self, text: str, *, on: datetime.date | None = None, country: str | None = None
    ) -> tuple[ActorMention, ...]:
        """Return every actor that a text names: sorted, the longest name first, none overlapping another."""
        tokens = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]
        folded = [fold_name(t[2]) for t in tokens]
        out: list[ActorMention] = []
        at = 0
        while at < len(tokens):
            name = self._at(tokens, folded, at, text, on, country)
            if name is None or (name.words[0] == "the" and self._reaches(name, tokens, folded, at, text, on, country)):
                at += 1
                continue
            start, end = tokens[at][0], tokens[at + len(name.words) - 1][1]
            if (
                text[end : end + 1] == "-" and text[end + 1 : end + 2].islower()
            ):  # Hezbollah-linked fighters are not Hezbollah
                at += 1
                continue
            out.append(ActorMention(start=start, end=end, text=text[start:end], actor=name.actor))
            at += len(name.words)
        return tuple(out)

    def _reaches(self, name: _Name, tokens: list[tuple[int, int, str]], folded: list[str], at: int, text: str,
                 on: datetime.date | None, country: str | None) -> bool:
        """Say whether a longer name begins after an article: "the UN" is not who "the UN refugee agency" names."""
        longer = self._at(tokens, folded, at + 1, text, on, country) if at + 1 < len(tokens) else None
        return longer is not None and len(longer.words) >= len(name.words)

    def has_parts(self, key: str) -> bool:
        """Say whether other bodies of the book belong to this one: a state with its ministries, the UN."""
        return key in self._wholes

    def side_of(self, key: str, *, on: datetime.date | None = None) -> str | None:
        """Return the side (an actor's id) of an actor given by id or name; None where the book does not know one."""
        actor = self._by_id.get(key)
        if actor is None:
            found = self.lookup(key, on=on)
            actor = found[0] if found else None
        seen: set[str] = set()
        while actor is not None and actor.side is not None and actor.side != actor.id and actor.id not in seen:
            seen.add(actor.id)
            actor = self._by_id.get(actor.side)
        return None if actor is None or actor.side is None else actor.id

    def _at(
        self,
        tokens: list[tuple[int, int, str]],
        folded: list[str],
        at: int,
        text: str,
        on: datetime.date | None,
        country: str | None,
    ) -> _Name | None:
        fitting: list[_Name] = []
        for name in self._by_first.get(folded[at], ()):
            size = len(name.words)
            if fitting and size < len(fitting[0].words):
                break
            if (
                tuple(folded[at : at + size]) == name.words
                and name.actor.lives(on)
                and _fits(name, country)
                and _cased(name, tokens[at : at + size])
                and _joined(tokens[at : at + size], text)
            ):
                fitting.append(name)
        return min(fitting, key=lambda n: _rank(n, country), default=None)


def name_key(name: str) -> str:
    """Return the key under which a name is looked up: folded, without its article."""
    return fold_name(_LEADING.sub("", name.strip()))


def _fits(name: _Name, country: str | None) -> bool:
    return name.mark != "context" or (country is not None and name.actor.country == country)


def _rank(name: _Name, country: str | None) -> tuple[int, bool, str]:
    """Order the bearers of one name: a shared name is its country's, then who bears it alone, then the living."""
    at_home = name.mark == "shared" and country is not None and name.actor.country == country
    return 0 if at_home else 1 if name.mark is None else 2, name.actor.until is not None, name.actor.id


def _cased(name: _Name, tokens: list[tuple[int, int, str]]) -> bool:
    """Capitals in the book are capitals in the text; short all-capital names are exact: IS is not "is"."""
    for printed, (_, _, token) in zip(name.printed, tokens, strict=True):
        if printed.isupper() and len(printed) <= 5:
            if token != printed:
                return False
        elif printed[0].isupper() and not token[0].isupper():
            return False
    return True


def _joined(tokens: list[tuple[int, int, str]], text: str) -> bool:
    """The words of a name stand together: blanks, hyphens, brackets, no full stop and no line between them."""
    return all(text[a[1] : b[0]].strip(" -–(’'/") == "" and b[0] - a[1] <= 3 for a, b in pairwise(tokens))

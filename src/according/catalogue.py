"""What a list knows of every incident of a ledger, and those that a query asks for.

In: a settled ledger. Out: a ``Listing``: a ``Sketch`` of each incident in memory, the rest where it is asked for; and
what a ``Query`` finds in it.

Example::

    catalogue = Catalogue()
    with open_ledger(address, read_only=True) as ledger:
        found = find_incidents(catalogue.of(ledger), Query(harm=("killed",)))

Sketches and summaries are read from the table that settles fill. Of an incident on whose claims a judgement came in
since, or that has no summary in the table yet, they are made here, as they are asked for: so a decision is seen at once
and costs the incidents that it moves, not the whole ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import chain
from threading import Lock
from typing import Any, TypeVar

from according.judged import standing
from according.ledger.base import Head, Ledger
from according.nearby import nearby
from according.records import Judgement, Sketch, Summary, Task, Voice
from according.sift import Query, sift, without_text, words_of
from according.summaries import LOT, recipe, summaries
from according.views import place_entries

_FEW = 2_000  # incidents: of so many the texts are looked into by name, of more all are

K = TypeVar("K")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Every incident of a ledger as one moment had it."""

    head: Head
    settled: bool  # does it take in every report and judgement
    sketches: Mapping[str, Sketch]  # by name, in the order of the ledger
    made: frozenset[str]  # incidents whose summaries are not those of the table but made here
    decided: tuple[Judgement, ...] = field(repr=False)  # judgements that stand
    ledger: Ledger = field(repr=False)

    def whole(self, names: Iterable[str]) -> tuple[Summary, ...]:
        """Return the summaries of some incidents in their order, without those that the ledger no longer has."""
        asked = tuple(names)
        found = self.ledger.summaries().whole(name for name in asked if name not in self.made)
        found.update((s.sketch.name, s) for s in self._anew(name for name in asked if name in self.made))
        return tuple(found[name] for name in asked if name in found)

    def voices(self) -> Iterator[tuple[Voice, ...]]:
        """Yield the voices of all incidents, an incident at a time."""
        yield from (told for name, told in self.ledger.summaries().voices() if name not in self.made)
        yield from (summary.voices for summary in self._anew(self.made))

    def heard(self, name: str, incidents: Iterable[str], *, publishes: bool) -> frozenset[str]:
        """Return of which of some incidents one speaks, or on which it publishes."""
        asked = tuple(incidents)
        kept = self.ledger.summaries().voices(i for i in asked if i not in self.made)
        anew = ((s.sketch.name, s.voices) for s in self._anew(i for i in asked if i in self.made))
        return frozenset(incident for incident, told in chain(kept, anew)
                         if any(voice.name == name and voice.publishes == publishes for voice in told))

    def heaviest_tasks(self, number: int) -> tuple[Task, ...]:
        """Return so many tasks of all incidents, heaviest first."""
        order = sorted(self.sketches.values(), key=lambda s: (-s.weight, s.name))
        best: list[Task] = []
        for start in range(0, len(order), LOT):
            if len(best) == number and order[start].weight < best[-1].weight:
                break  # no task of an incident outweighs its heaviest
            names = [sketch.name for sketch in order[start:start + LOT]]
            kept = self.ledger.summaries().tasks(name for name in names if name not in self.made)
            anew = (s.tasks for s in self._anew(name for name in names if name in self.made))
            found = [task for told in chain((told for _, told in kept), anew) for task in told]
            best = nsmallest(number, [*best, *found], key=lambda t: (-t.weight, t.subject, t.other or ""))
        return tuple(best)

    def saying(self, words: Sequence[str], names: Sequence[str]) -> frozenset[str]:
        """Return which of some incidents hold each of some words in titles and evidence."""
        table, kept = self.ledger.summaries(), [name for name in names if name not in self.made]
        said = table.saying(words, kept if len(kept) <= _FEW else None) - self.made
        anew = self._anew(name for name in names if name in self.made)
        return said | {s.sketch.name for s in anew if all(word in s.text for word in words)}

    def _anew(self, names: Iterable[str]) -> Iterator[Summary]:
        return summaries(self.ledger, tuple(names), self.decided)


class Catalogue:
    """The listing of one ledger; safe to be asked by several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._listing: Listing | None = None
        self._mark = -1
        self._seals: dict[str, int | None] = {}
        self._shared: dict[Any, Any] = {}

    def of(self, ledger: Ledger) -> Listing:
        """Return the listing of a ledger as it is now."""
        with self._lock:
            head, settled, mark = ledger.head(), ledger.settled(), ledger.summaries().mark()
            known = self._listing
            if known is not None and (known.head, known.settled, self._mark) == (head, settled, mark):
                return known
            if known is None or self._mark != mark or known.settled != settled:
                seals = ledger.summaries().seals(recipe())
            else:
                seals = self._seals
            judgements = tuple(ledger.judgements())
            decided = standing(judgements)
            made = _touched(ledger, judgements, decided) & seals.keys()
            made |= {name for name, seal in seals.items() if seal is None}
            sketches = self._sketches(ledger, seals, made, decided)
            self._seals, self._mark = seals, mark
            self._listing = Listing(head=head, settled=settled, sketches=sketches, made=frozenset(made),
                                    decided=decided, ledger=ledger)
            return self._listing

    def _sketches(self, ledger: Ledger, seals: Mapping[str, int | None], made: set[str],
                  decided: Sequence[Judgement]) -> dict[str, Sketch]:
        """Return a sketch of every incident: those that did not change are kept."""
        known = self._listing
        kept = {} if known is None else {
            name: sketch for name, sketch in known.sketches.items()
            if name not in known.made and self._seals.get(name) == seals.get(name)}
        lacking = [name for name in seals if name not in made and name not in kept]
        found = {s.name: self._slim(s) for s in ledger.summaries().sketches(lacking)}
        found |= {s.sketch.name: self._slim(s.sketch) for s in summaries(ledger, sorted(made), decided)}
        return {name: found[name] if name in found else kept[name] for name in seals if name in found or name in kept}

    def _slim(self, sketch: Sketch) -> Sketch:
        """Return the same sketch, what it has in common with others held once for all of them."""
        return Sketch(
            name=sketch.name, place=self._once(sketch.place), when=self._once(sketch.when),
            grade=self._once(sketch.grade), killed=self._once(sketch.killed), claims=sketch.claims,
            reports=sketch.reports, pending=self._once(sketch.pending), changed=self._once(sketch.changed),
            size=sketch.size, dispute=self._once(sketch.dispute), weight=self._once(sketch.weight),
            harms=self._once(sketch.harms), classes=self._once(sketch.classes), statuses=self._once(sketch.statuses),
            actors=self._names(sketch.actors), outlets=self._names(sketch.outlets),
            sources=self._names(sketch.sources))

    def _names(self, names: tuple[str, ...]) -> tuple[str, ...]:
        held: tuple[str, ...] | None = self._shared.get(names)
        return self._once(tuple(map(self._once, names))) if held is None else held

    def _once(self, value: K) -> K:
        held: K = self._shared.setdefault(value, value)
        return held


def _touched(ledger: Ledger, judgements: Sequence[Judgement], decided: Sequence[Judgement]) -> set[str]:
    """Return the incidents of claims whose judgements came or went since the last settle."""
    late = ledger.summaries().late()
    if not late:
        return set()
    now = {j.id for j in decided}
    then = {j.id for j in standing(j for j in judgements if j.id not in late)}
    claims = {claim for j in judgements if j.id in now ^ then for claim in (j.subject, j.other) if claim is not None}
    return set(ledger.homes(claims).values())


def find_incidents(listing: Listing, query: Query) -> tuple[Sketch, ...]:
    """Return what a query asks for; its place is looked up in the book, its words in titles and evidence.

    Raises:
        BadRequest: the book of places does not know the place.
    """
    near: frozenset[str] | None = None
    if query.place is not None:
        near = frozenset(s.name for s in nearby(listing.sketches.values(), place_entries(query.place)))
    if query.text is None:
        return sift(listing.sketches.values(), query, near=near)
    found = sift(listing.sketches.values(), without_text(query), near=near)
    said = listing.saying(words_of(query), [sketch.name for sketch in found])
    return sift(found, query, near=near, said=said)

"""One incident as a list tells it: what filters, orders and charts ask of it, and what a row of the list says.

In: nothing. Out: frozen records: Voice, Sketch, Summary.

A workbench holds a ``Sketch`` of every incident; the rest of a ``Summary`` is read where it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from according.records.claim import Place, When
from according.records.figure import Figure
from according.records.whole import Grade, Task
from according.words import MeansType


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """An origin that speaks of an incident, or an outlet that publishes on it."""

    name: str
    publishes: bool  # an outlet; else an origin
    kind: str  # of an origin: what it is as a source
    independent: bool | None  # of an origin; an outlet's is True
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What filters, orders and charts ask of an incident. Names are folded (``sift.fold``) and sorted."""

    name: str
    place: Place | None  # without the words that were printed
    when: When  # likewise
    grade: str  # the word of its grade
    killed: tuple[int | None, int | None, int | None]  # low, best, high, where one figure is of all killed
    claims: int
    reports: int
    pending: tuple[str, ...]
    changed: str | None  # the last day on which a report of it was published, YYYY-MM-DD
    size: int  # the largest best (or low, where there is none) of its figures of people harmed
    dispute: float  # how many times its widest figure's high holds its low; 1 is none
    weight: float  # of its heaviest task; 0 where it has none
    harms: frozenset[str]
    classes: frozenset[str]
    statuses: frozenset[str]
    actors: tuple[str, ...]  # perpetrators, victims' sides, parties that origins speak for
    outlets: tuple[str, ...]
    sources: tuple[str, ...]  # names of origins


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One incident as a list tells it, and the words that are looked for in it."""

    sketch: Sketch
    place: Place | None
    when: When
    means: MeansType | None
    grade: Grade
    figures: tuple[Figure, ...]  # under the profile that the ledger is settled by
    origins: int  # of known independence
    origins_unknown: int  # more, of unknown independence
    text: str  # titles and evidence, folded
    voices: tuple[Voice, ...]
    tasks: tuple[Task, ...]  # what of it is worth a look, heaviest first

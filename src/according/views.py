"""What a door shows of a ledger that is settled: one incident whole, incidents near a place, how well they stand.

In: a settled ledger and a name. Out: a ``View``, which holds all that a page, a screen or a brief may tell.

Example::

    with open_ledger(address, read_only=True) as ledger:
        view = look(ledger, "i-7f3a")
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from according.books import Books, open_books
from according.chain import chain_graph
from according.copies import find_copies
from according.errors import BadRequest
from according.grade import grade
from according.history import history
from according.judged import judged, standing
from according.ledger.base import Ledger
from according.nearby import nearby
from according.reconcile import reconcile
from according.records import (
    ChainGraph,
    Claim,
    Figure,
    Grade,
    History,
    Incident,
    Judgement,
    Origin,
    Report,
    Silence,
)
from according.silence import NEIGHBOUR_DAYS, silent


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One incident with everything that a door shows of it."""

    incident: Incident
    figures: tuple[Figure, ...]
    origins: tuple[Origin, ...]
    grade: Grade
    history: History
    claims: Mapping[str, Claim]
    reports: Mapping[str, Report]
    parties: Mapping[str, str]  # id of an actor that an origin speaks for -> its name
    chain: ChainGraph
    silent: tuple[Silence, ...]


def look(ledger: Ledger, name: str) -> View:
    """Return one incident with its figures, origins, grade, toll history, claims and reports.

    Raises:
        BadRequest: no incident has that name.
    """
    incident = ledger.incident(name)
    books = open_books()
    judgements, sides = standing(ledger.judgements()), sides_of(books)
    claims = {c.id: c for c in judged(ledger.claims(incident=incident.name), judgements)}
    reports = {report: ledger.report(report) for report in incident.reports}
    spoken = ledger.origins(incident.name)

    def known(told: tuple[Claim, ...]) -> tuple[Figure, ...]:
        then = tuple(replace(o, claims=tuple(c.id for c in told if c.id in o.claims)) for o in spoken)
        return reconcile(incident, then, claims=claims, reports=reports, judgements=judgements, sides=sides)

    return View(
        incident=incident, figures=tuple(ledger.figures(incident.name)), origins=spoken, claims=claims, reports=reports,
        grade=assess(incident, spoken, claims=claims),
        history=history(incident, spoken, claims=claims, reports=reports, figure=known),
        parties={actor.id: actor.name for o in spoken if o.party and (actor := books.actors.get(o.party)) is not None},
        chain=chain_graph(incident, spoken, claims=claims, reports=reports, copies=find_copies(reports.values())),
        silent=_silent(ledger, incident, spoken, claims, judgements),
    )


def _silent(ledger: Ledger, incident: Incident, spoken: Sequence[Origin], claims: Mapping[str, Claim],
            judgements: Sequence[Judgement]) -> tuple[Silence, ...]:
    """Say of whom the ledger has no word on an incident; neighbours only where its country and days are known."""
    books, place, when = open_books(), incident.place, incident.when
    around: list[Claim] = []
    if place is not None and place.country and when.start:
        days = timedelta(days=NEIGHBOUR_DAYS)
        first, last = date.fromisoformat(when.start) - days, date.fromisoformat(when.end or when.start) + days
        found = ledger.claims_around(place.country, since=first.isoformat(), until=last.isoformat())
        around = list(judged(found, judgements))

    def name_of(actor: str) -> str | None:
        known = books.actors.get(actor)
        return None if known is None else known.name

    return silent(incident, spoken, claims=claims, around=around, homes=ledger.homes(c.id for c in around),
                  sides=sides_of(books), names=name_of)


def assess(incident: Incident, spoken: Sequence[Origin], *, claims: Mapping[str, Claim]) -> Grade:
    """Return how well an incident stands, given its origins and at least its claims by id."""
    sides = sides_of(open_books())
    return grade(incident, spoken, claims=claims, sides=lambda party: sides(party) or party.casefold())


def near_to(name: str, incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Return the incidents near a place that the book knows by this name.

    Raises:
        BadRequest: the book of places has no such name.
    """
    found = open_books().places.lookup(name)
    if not found:
        raise BadRequest(f"no place is called {name!r} in the book of places; try another spelling, or a larger place")
    best = found[0]  # a town and its province often bear one name: both are meant
    same = [entry for entry in found if (entry.country, entry.name) == (best.country, best.name)]
    return tuple(nearby(incidents, same))


def sides_of(books: Books) -> Callable[[str], str | None]:
    """Return what says of an actor, by id or name, on which side it fights: one key for one side."""
    return lambda name: books.actors.side_of(name) or name.casefold()

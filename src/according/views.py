"""What a door shows of a ledger that is settled: one incident whole, incidents near a place, how well they stand.

In: a settled ledger and a name. Out: a ``View``, which holds all that a page, a screen or a brief may tell.

Example::

    with open_ledger(address, read_only=True) as ledger:
        view = look(ledger, "i-7f3a")
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from according.books import Books, open_books
from according.books.places import PlaceEntry
from according.books.profiles import Profile, find_profile
from according.chain import chain_graph
from according.copies import find_copies
from according.errors import BadRequest
from according.grade import grade
from according.history import history, known_by
from according.judged import judged, standing
from according.ledger.base import Ledger
from according.nearby import nearby
from according.reconcile import reconcile
from according.reconcile.matrix import cells, matrix
from according.reconcile.pins import read_pins
from according.records import (
    Cell,
    ChainGraph,
    Claim,
    Figure,
    Grade,
    History,
    Incident,
    Judgement,
    Matrix,
    Origin,
    Report,
    Silence,
)
from according.silence import NEIGHBOUR_DAYS, silent


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One incident with everything that a door shows of it."""

    incident: Incident
    profile: str  # under which the figures, the history and the matrix are reconciled
    as_of: str | None  # YYYY-MM-DD: only what was in print by then; None: all
    figures: tuple[Figure, ...]
    origins: tuple[Origin, ...]
    grade: Grade
    history: History
    matrix: Matrix
    claims: Mapping[str, Claim]
    reports: Mapping[str, Report]
    parties: Mapping[str, str]  # id of an actor that an origin speaks for -> its name
    chain: ChainGraph
    silent: tuple[Silence, ...]


def look(ledger: Ledger, name: str, *, profile: str = "ucdp", as_of: str | None = None) -> View:
    """Return one incident with its figures, origins, grade, toll history, matrix, claims and reports.

    Args:
        ledger: settled.
        name: of an incident; names that were given up lead on.
        profile: a profile's name, or the path of a file of profiles (``FILE#NAME`` where it holds several).
        as_of: YYYY-MM-DD. Only reports published by then count, and the incident is made of their claims; it is joined
            as it is today. What the ledger itself held on a day is another question: the chain tells when each report
            was recorded.

    Raises:
        BadRequest: no incident has that name, there is no such profile, or nothing was in print by then.
        BadBook: a file of profiles breaks its rules.
    """
    rules = find_profile(profile)
    incident, books = ledger.incident(name), open_books()
    judgements, sides = standing(ledger.judgements()), sides_of(books)
    claims = {c.id: c for c in judged(ledger.claims(incident=incident.name), judgements)}
    reports = {report: ledger.report(report) for report in incident.reports}
    spoken = ledger.origins(incident.name)
    if set(claims) != set(incident.claims):  # judged since the ledger was settled
        incident, spoken = _part(incident, claims), _known(spoken, claims, reports)
    if as_of is not None:
        claims = {c.id: c for c in known_by(claims.values(), reports=reports, day=as_of)}
        if not claims:
            raise BadRequest(f"{incident.name}: nothing of it was in print by {as_of}; its first report is of "
                             f"{min((r.published or r.captured or '?')[:10] for r in reports.values())}")
        incident = _part(incident, claims)
        reports = {report: reports[report] for report in incident.reports}
        spoken = _known(spoken, claims, reports)
    common = _Common(incident, claims, reports, rules, judgements, sides)
    figures, cells = common.figures(spoken), common.cells(spoken)
    moved = history(
        incident, claims=claims, reports=reports, figures=lambda told: common.figures(_speaking(spoken, told)),
        cells=lambda told: common.cells(_speaking(spoken, told)))
    return View(
        incident=incident, profile=rules.name, as_of=as_of, figures=figures, origins=spoken, claims=claims,
        reports=reports, grade=assess(incident, spoken, claims=claims), history=moved,
        matrix=matrix(incident.name, figures, cells, moved.origins, profile=rules.name),
        parties={actor.id: actor.name for o in spoken if o.party and (actor := books.actors.get(o.party)) is not None},
        chain=chain_graph(incident, spoken, claims=claims, reports=reports, copies=find_copies(reports.values())),
        silent=_silent(ledger, incident, spoken, claims, judgements),
    )


class _Common:
    """What every reconciling of one incident is given."""

    def __init__(self, incident: Incident, claims: Mapping[str, Claim], reports: Mapping[str, Report], profile: Profile,
                 judgements: Sequence[Judgement], sides: Callable[[str], str | None]) -> None:
        self._incident, self._judgements, self._pins = incident, judgements, read_pins(judgements)
        self._claims, self._reports, self._profile, self._sides = claims, reports, profile, sides

    def figures(self, spoken: Sequence[Origin]) -> tuple[Figure, ...]:
        return reconcile(self._incident, spoken, claims=self._claims, reports=self._reports, profile=self._profile,
                         judgements=self._judgements, sides=self._sides)

    def cells(self, spoken: Sequence[Origin]) -> tuple[Cell, ...]:
        return cells(spoken, claims=self._claims, reports=self._reports, profile=self._profile, sides=self._sides,
                     pins=self._pins)


def _part(incident: Incident, claims: Mapping[str, Claim]) -> Incident:
    """Return the incident with the claims given alone; it keeps its name, place and days."""
    return replace(
        incident, claims=tuple(c for c in incident.claims if c in claims),
        reports=tuple(sorted({c.report for c in claims.values()})),
        links=tuple(link for link in incident.links if link.a in claims and link.b in claims))


def _known(spoken: Sequence[Origin], claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> tuple[Origin, ...]:
    """Return origins as far as these claims and reports tell of them."""
    outlets = {report.outlet for report in reports.values()}
    found = []
    for origin in spoken:
        told = tuple(c for c in origin.claims if c in claims)
        if told:
            found.append(replace(
                origin, claims=told, reports=tuple(r for r in origin.reports if r in reports),
                outlets=tuple(o for o in origin.outlets if o in outlets),
                chains=tuple(chain for chain in origin.chains if chain and chain[-1] in outlets)))
    return tuple(found)


def _speaking(spoken: Sequence[Origin], told: Iterable[Claim]) -> tuple[Origin, ...]:
    """Return origins with the claims given alone."""
    known = {claim.id for claim in told}
    return tuple(replace(o, claims=tuple(c for c in o.claims if c in known)) for o in spoken)


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


def survey(ledger: Ledger, *, since: str | None = None, until: str | None = None, profile: str = "ucdp",
           as_of: str | None = None) -> Iterator[tuple[Incident, tuple[Figure, ...]]]:
    """Yield the incidents of a ledger by day, each with its figures.

    Args:
        ledger: settled.
        since: only what may have happened on this day or later.
        until: only what may have happened on this day or earlier.
        profile: as ``look`` takes it.
        as_of: as ``look`` takes it; incidents of which nothing was in print by then are left out.

    Raises:
        BadRequest, BadBook: as ``look``.
    """
    rules, given = find_profile(profile), ledger.incidents(since=since, until=until)
    if rules == find_profile("ucdp") and as_of is None:
        settled: dict[str, list[Figure]] = {}
        for figure in ledger.figures():
            settled.setdefault(figure.incident, []).append(figure)
        yield from ((incident, tuple(settled.get(incident.name, ()))) for incident in given)
        return
    judgements, sides = standing(ledger.judgements()), sides_of(open_books())
    reports = {report.id: report for report in ledger.reports()}
    told = tuple(judged(ledger.claims(), judgements))
    claims = {c.id: c for c in (told if as_of is None else known_by(told, reports=reports, day=as_of))}
    for incident in given:
        part = _part(incident, {c: claims[c] for c in incident.claims if c in claims})
        if part.claims:
            spoken = _known(ledger.origins(incident.name), claims, reports)
            yield part, _Common(part, claims, reports, rules, judgements, sides).figures(spoken)


def assess(incident: Incident, spoken: Sequence[Origin], *, claims: Mapping[str, Claim]) -> Grade:
    """Return how well an incident stands, given its origins and at least its claims by id."""
    sides = sides_of(open_books())
    return grade(incident, spoken, claims=claims, sides=lambda party: sides(party) or party.casefold())


def near_to(name: str, incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Return the incidents near a place that the book knows by this name.

    Raises:
        BadRequest: the book of places has no such name.
    """
    return tuple(nearby(incidents, place_entries(name)))


def place_entries(name: str) -> tuple[PlaceEntry, ...]:
    """Return what the book of places has under a name: a town, and its province where both bear it.

    Raises:
        BadRequest: it has no such name.
    """
    found = open_books().places.lookup(name)
    if not found:
        raise BadRequest(f"no place is called {name!r} in the book of places; try another spelling, or a larger place")
    best = found[0]
    return tuple(entry for entry in found if (entry.country, entry.name) == (best.country, best.name))


def sides_of(books: Books) -> Callable[[str], str | None]:
    """Return what says of an actor, by id or name, on which side it fights: one key for one side."""
    return lambda name: books.actors.side_of(name) or name.casefold()

"""What a door shows of a ledger that is settled: one incident whole, incidents near a place, how well they stand.

In: a settled ledger and a name. Out: a ``View``, which holds all that a page, a screen or a brief may tell.

Example::

    with open_ledger(address, read_only=True) as ledger:
        view = look(ledger, "i-7f3a")
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from according.books import open_books
from according.books.places import PlaceEntry
from according.books.profiles import Profile, find_profile
from according.books.rules import reason_of
from according.chain import chain_graph
from according.copies import find_copies
from according.corrections import changes_of
from according.earlier import Earlier, earlier
from according.errors import BadRequest
from according.grade import grade
from according.held import Held, held_of, hold, sides_of
from according.history import history
from according.judged import judged, standing
from according.ledger.base import Ledger
from according.link.parents import covers
from according.nearby import nearby
from according.reconcile.matrix import matrix
from according.reconcile.pins import FIGURE, is_of, read_figure_pin
from according.records import (
    Act,
    ChainGraph,
    Change,
    Claim,
    Figure,
    Grade,
    Ground,
    History,
    Incident,
    Judgement,
    Matrix,
    Origin,
    Place,
    Report,
    Silence,
    Total,
)
from according.silence import NEIGHBOUR_DAYS, silent
from according.surveys import survey
from according.ties import acts_of
from according.totals import totals
from according.words import Scope

__all__ = ["View", "assess", "explain", "look", "near_to", "sides_of", "survey", "totals_over"]

_TOTAL_DAYS = 62  # before an incident: a total since an earlier day is one of the whole war


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
    acts: tuple[Act, ...]  # what else its reports say of it
    judgements: tuple[Judgement, ...]  # that stand and speak of it or of its claims
    claims: Mapping[str, Claim]
    reports: Mapping[str, Report]
    parties: Mapping[str, str]  # id of an actor that an origin speaks for -> its name
    chain: ChainGraph
    silent: tuple[Silence, ...]
    changes: tuple[Change, ...] = ()  # what outlets changed of its reports


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
    rules, books, judgements = find_profile(profile), open_books(), standing(ledger.judgements())
    held = hold(ledger, name, judgements, as_of=as_of)
    incident, spoken, claims, reports = held.incident, held.origins, held.claims, held.reports
    if not claims:
        raise BadRequest(f"{incident.name}: nothing of it was in print by {as_of}")
    figures, found = held.figures(rules), held.cells(rules)
    past = earlier(ledger, ledger.incident(name), judgements)
    moved = _history(held, past, rules)
    return View(
        incident=incident, profile=rules.name, as_of=as_of, figures=figures, origins=spoken, claims=claims,
        reports=reports, grade=assess(incident, spoken, claims=claims), history=moved,
        matrix=matrix(incident.name, figures, found, moved.origins, profile=rules.name),
        acts=acts_of(incident, ledger.acts(reports=incident.reports), claims=ledger.claims_of(incident.reports)),
        judgements=tuple(j for j in judgements if _speaks_of(j, incident)),
        parties={actor.id: actor.name for o in spoken if o.party and (actor := books.actors.get(o.party)) is not None},
        chain=chain_graph(incident, spoken, claims=claims, reports=reports, copies=find_copies(reports.values())),
        silent=_silent(ledger, incident, spoken, claims, judgements),
        changes=() if past is None else tuple(c for c in changes_of(ledger, past.lineages)
                                              if as_of is None or c.seen[:10] <= as_of),
    )


def _history(held: Held, past: Earlier | None, rules: Profile) -> History:
    """Return how words and figures moved; what outlets changed since moved them too."""
    stands, turns, whole = (lambda report, day: True), frozenset[str](), held
    if past is not None:
        whole = held_of(past, held.incident, held.judgements, past.claims)
        stands, turns = past.stands, past.turns
    return history(whole.incident, claims=whole.claims, reports=whole.reports, stands=stands, turns=turns,
                   figures=lambda told: whole.figures(rules, told), cells=lambda told: whole.cells(rules, told))


def _speaks_of(judgement: Judgement, incident: Incident) -> bool:
    pin = read_figure_pin(judgement) if judgement.field == FIGURE else None
    if pin is not None:
        return is_of(pin, incident)
    return not {judgement.subject, judgement.other}.isdisjoint((incident.name, *incident.claims))


def totals_over(ledger: Ledger, incident: Incident) -> tuple[Total, ...]:
    """Return the totals over days, places or a campaign that cover an incident, beside the sum of what they cover.

    Looked for among the totals of its country that count since a day of the two months before it.
    """
    place, when = incident.place, incident.when
    if place is None or not place.country or not when.start:
        return ()
    since = (date.fromisoformat(when.start) - timedelta(days=_TOTAL_DAYS)).isoformat()
    judgements = standing(ledger.judgements())
    near = tuple(ledger.claims_around(place.country, since=since, until=when.start))
    told = [c for c in (*judged(near, judgements), *_unplaced(ledger, near, place.country, judgements))
            if c.scope in (Scope.PERIOD, Scope.CUMULATIVE) and covers(c, incident)]
    if not told:
        return ()
    first, last = min(c.when.start or when.start for c in told), max(c.when.end or when.start for c in told)
    return totals(
        incident, told=told, reports={c.report: ledger.report(c.report) for c in told}, covers=covers,
        beside=tuple(i for i in ledger.incidents(since=first, until=last)
                     if i.place is not None and i.place.country == place.country),
        figures=cache(lambda name: tuple(ledger.figures(name))))


def _unplaced(ledger: Ledger, near: Sequence[Claim], country: str, judgements: Sequence[Judgement]) -> Iterator[Claim]:
    """Yield totals without a place, of reports that tell of this country alone, as totals over the country."""
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in judged(ledger.claims_of(sorted({c.report for c in near})), judgements):
        told[claim.report].append(claim)
    for rows in told.values():
        if {c.place.country for c in rows if c.place is not None and c.place.country} == {country}:
            yield from (replace(c, place=Place(printed=None, name=None, country=country, where_prec=_COUNTRY))
                        for c in rows if c.place is None or not c.place.country)


_COUNTRY = 6  # where_prec after UCDP


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


def explain(view: View) -> tuple[Ground, ...]:
    """Return what set each end of each figure of a view and why the other claims set none, figure by figure."""
    found = []
    for figure in view.figures:
        for what, bound in (("low", figure.low), ("best", figure.best), ("high", figure.high)):
            found.append(_ground(figure, what, bound.value, bound.claims, bound.rule))
        reasons: dict[str, list[str]] = {}
        for aside in figure.aside:
            reasons.setdefault(aside.reason, []).append(aside.claim)
        found += [_ground(figure, "aside", None, tuple(claims), why) for why, claims in sorted(reasons.items())]
    return tuple(found)


def _ground(figure: Figure, what: str, value: int | None, claims: tuple[str, ...], rule: str) -> Ground:
    return Ground(harm=figure.harm, klass=figure.klass, side=figure.side, total="total" in figure.marks, what=what,
                  value=value, claims=claims, rule=rule, reason=reason_of(rule))


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

"""Summaries of every incident of a ledger, kept between questions and made anew only where something changed.

In: a settled ledger. Out: ``Summary`` records, and those that a ``Query`` asks for.

Example::

    catalogue = Catalogue()
    with open_ledger(address, read_only=True) as ledger:
        found = find_incidents(catalogue.of(ledger), Query(harm=("killed",)))

A summary is made anew when the seal of its incident changed (the seal covers incident, figures and origins) or when a
judgement on one of its claims came in. So a decision costs the incidents that it moves, not the whole ledger.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Lock

from according.books import open_books
from according.doubts import tasks
from according.judged import judged, standing
from according.ledger.base import Head, Ledger
from according.nearby import nearby
from according.records import Claim, Figure, Incident, Judgement, Origin, Report
from according.sift import Query, Summary, Voice, fold, sift
from according.views import assess, place_entries

_LOT = 200  # incidents that are read together


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Every incident of a ledger as one moment had it."""

    head: Head
    summaries: Mapping[str, Summary]  # by name
    settled: bool  # does it take in every report and judgement


class Catalogue:
    """The summaries of one ledger; safe to be asked by several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._listing: Listing | None = None
        self._seals: dict[str, str] = {}
        self._stood: frozenset[str] = frozenset()  # ids of the judgements that stood

    def of(self, ledger: Ledger) -> Listing:
        """Return the listing of a ledger as it is now."""
        with self._lock:
            head, settled = ledger.head(), ledger.settled()
            known = self._listing
            if known is not None and known.head == head and known.settled == settled:
                return known
            seals = ledger.seals()
            decided = standing(ledger.judgements())
            touched = self._touched(ledger, decided) if known is not None else set()
            changed = [name for name, seal in seals.items() if self._seals.get(name) != seal or name in touched]
            kept = dict(known.summaries) if known is not None else {}
            with _without_collector():
                made = _summaries(ledger, changed, decided)
            summaries = {**kept, **made}  # in the order of the ledger; names that it no longer has go
            self._seals, self._stood = seals, frozenset(j.id for j in decided)
            self._listing = Listing(head=head, settled=settled,
                                    summaries={name: summaries[name] for name in seals if name in summaries})
            return self._listing

    def _touched(self, ledger: Ledger, decided: Sequence[Judgement]) -> set[str]:
        """Return the incidents of claims whose judgements came or went."""
        stand = {j.id: j for j in decided}
        moved = [j for j in ledger.judgements() if (j.id in stand) != (j.id in self._stood)]
        claims = {claim for j in moved for claim in (j.subject, j.other) if claim is not None}
        return set(ledger.homes(claims).values())


def find_incidents(listing: Listing, query: Query) -> tuple[Summary, ...]:
    """Return what a query asks for; its place is looked up in the book.

    Raises:
        BadRequest: the book of places does not know the place.
    """
    near: frozenset[str] | None = None
    if query.place is not None:
        found = nearby(listing.summaries.values(), place_entries(query.place))
        near = frozenset(summary.name for summary in found)
    return sift(listing.summaries.values(), query, near=near)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep Python's collector of circles out of the way while many records that have none are made.

    Each time their number has grown by a quarter it would look through all of them: half of the time at 100,000 claims.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _summaries(ledger: Ledger, names: Sequence[str], decided: Sequence[Judgement]) -> dict[str, Summary]:
    """Make summaries some hundred at a time: of a large ledger no more is held than the summaries themselves."""
    made: dict[str, Summary] = {}
    for start in range(0, len(names), _LOT):
        found = ledger.behind(names[start:start + _LOT])
        claims = {claim.id: claim for claim in judged(found.claims, decided)}
        reports = {report.id: report for report in found.reports}
        for i in found.incidents:
            made[i.name] = summarise(i, found.figures.get(i.name, ()), found.origins.get(i.name, ()), claims=claims,
                                     reports=reports)
    return made


def summarise(incident: Incident, figures: Sequence[Figure], origins: Sequence[Origin], *,
              claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> Summary:
    """Return one incident as a list tells it, given at least its claims and reports by id."""
    told = [claims[c] for c in incident.claims if c in claims]
    printed = [reports[r] for r in incident.reports if r in reports]
    live = {claim.id for claim in told}  # a claim that was rejected since the last settling is out already
    heard = tuple(replace(o, claims=tuple(c for c in o.claims if c in live)) for o in origins)
    grade = assess(replace(incident, claims=tuple(c.id for c in told)), heard, claims=claims)
    return Summary(
        name=incident.name, place=incident.place, when=incident.when, means=incident.means, grade=grade,
        figures=tuple(figures), claims=len(told), reports=len(printed),
        origins=sum(1 for o in origins if o.independent),
        origins_unknown=sum(1 for o in origins if o.independent is None),
        pending=incident.pending, changed=max((r.published for r in printed if r.published), default=None),
        size=max((_middle(f) for f in figures), default=0), dispute=max((_spread(f) for f in figures), default=1.0),
        harms=frozenset(c.harm.value for c in told), classes=frozenset(c.victims.klass.value for c in told),
        statuses=frozenset(c.status.value for c in told), actors=frozenset(map(fold, _actors(told, origins))),
        outlets=frozenset(fold(r.outlet) for r in printed if r.outlet),
        sources=frozenset(fold(o.name) for o in origins), text=_text(told, printed),
        voices=tuple(_voices(heard, told, reports)), tasks=tasks(incident, figures, {c.id: c for c in told}),
    )


def _voices(origins: Iterable[Origin], told: Iterable[Claim], reports: Mapping[str, Report]) -> Iterable[Voice]:
    """Yield who speaks of an incident, then who publishes on it."""
    for origin in origins:
        yield Voice(name=origin.name, publishes=False, kind=origin.kind.value, independent=origin.independent,
                    claims=len(origin.claims))
    outlets = Counter(report.outlet for claim in told if (report := reports.get(claim.report)) and report.outlet)
    for name, count in sorted(outlets.items()):
        yield Voice(name=name, publishes=True, kind="", independent=True, claims=count)


def _text(told: Iterable[Claim], printed: Iterable[Report]) -> str:
    titles = (report.title for report in printed if report.title)
    return fold(" \n ".join(dict.fromkeys([*titles, *(claim.evidence.text for claim in told)])))


def _actors(told: Iterable[Claim], origins: Iterable[Origin]) -> Iterable[str]:
    """Yield the names under which those who fight, suffer or speak as a party appear."""
    actors = open_books().actors
    for claim in told:
        if claim.victims.side:
            yield claim.victims.side
        if claim.perpetrator is not None and claim.perpetrator.name:
            yield claim.perpetrator.name
    for origin in origins:
        if origin.party:
            known = actors.get(origin.party)
            yield known.name if known is not None else origin.party


def _middle(figure: Figure) -> int:
    return next((end for end in (figure.best.value, figure.low.value, figure.high.value) if end is not None), 0)


def _spread(figure: Figure) -> float:
    low, high = figure.low.value, figure.high.value
    return 1.0 if low is None or high is None else (high + 1) / (low + 1)

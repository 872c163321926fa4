"""One source's word through a campaign: what it counted from day to day, over all incidents and totals.

In: a ledger, a source, bounds. Out: ``Moment`` records, by harm, class and side, then day.

Example: the Observatory's 16, 147, 745, 1,018 and 1,383 are the steps of one history; 745 of all the dead and 745
civilians are two.

A total is corrected by a total alone: what is less and of one place, one day or a part is passed over.
Each day counts by its largest number, since parts and single places are told beside the whole; what a source has left
behind and others print again is no step. So this tells how far a source's count went, and no figure is made of it.

Source: method.md, "From claims to origins", rules 2 and 3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from according.books import open_books
from according.books.profiles import find_profile
from according.errors import BadRequest
from according.held import sides_of
from according.history import history
from according.identity import incident_key, origin_id
from according.judged import judged, standing
from according.ledger.base import Ledger
from according.reconcile.matrix import cells
from according.reconcile.pins import Pins, source_key
from according.records import Claim, Incident, Moment, Origin, Report, When
from according.words import Scope, SourceKind


def trail(ledger: Ledger, source: str, *, since: str | None = None, until: str | None = None) -> tuple[Moment, ...]:
    """Return how far a source's count went, day by day.

    Args:
        ledger: any.
        source: its name as claims give it, in any case, or its id in the books.
        since: only what was published on this day or later, YYYY-MM-DD.
        until: on this day or earlier.

    Returns:
        Its words in reports that have a date; the others were said on no day.

    Raises:
        BadRequest: no claim of a dated report goes back to such a source.
    """
    names = _names(source)
    rows = [c for c in judged(ledger.claims(), standing(ledger.judgements()))
            if _is_of(c, names) and c.scope is not Scope.BACKGROUND]
    listed = _listed(rows)
    totals = frozenset(c.id for c in rows if c.scope is not Scope.INCIDENT and c.part_of is None and c.id not in listed)
    told = {c.id: replace(c, scope=Scope.INCIDENT) for c in rows}
    reports = {name: ledger.report(name) for name in sorted({c.report for c in told.values()})}
    told = _like_with_like({c.id: c for c in told.values() if _within(reports[c.report].published, since, until)},
                           totals=totals, reports=reports)
    if not told:
        raise BadRequest(f"no claim of a dated report goes back to a source called {source!r}; "
                         "`according show` of an incident names its sources")
    whole = Incident(name="", key=incident_key(told), claims=tuple(sorted(told)), reports=tuple(reports), place=None,
                     when=When(printed=None, start=None, end=None), means=None, links=(), pending=())
    profile, sides = find_profile("ucdp"), sides_of(open_books())

    moved = history(
        whole, claims=told, reports=reports, figures=lambda known: (),
        cells=lambda known: cells([_origin(source, known)], claims=told, reports=reports, profile=profile, sides=sides,
                                  pins=Pins()))
    return moved.origins


def _listed(rows: Iterable[Claim]) -> frozenset[str]:
    """Return the claims of sentences that tell a harm by places ("836 in Latakia, 503 in Tartus"): pieces, no whole."""
    sentences: dict[tuple[str, int, str], list[Claim]] = defaultdict(list)
    for claim in rows:
        if claim.part_of is None:
            sentences[claim.report, claim.evidence.start, claim.harm.value].append(claim)
    return frozenset(c.id for claims in sentences.values()
                     if len({c.place.name for c in claims if c.place is not None}) > 1 for c in claims)


def _like_with_like(told: Mapping[str, Claim], *, totals: frozenset[str], reports: Mapping[str, Report]
                    ) -> dict[str, Claim]:
    """Leave out what is less than a total told before it and no total itself: it corrects nothing.

    A province, a day or a part that is told after the whole stands beside the whole; only a whole corrects a whole.
    """
    high: dict[tuple[str, str, str], int] = {}
    kept = {}
    for claim in sorted(told.values(), key=lambda c: (reports[c.report].published or "", c.id not in totals, c.id)):
        thing = claim.harm.value, claim.victims.klass.value, claim.victims.side or ""
        number = claim.count.low or claim.count.high or 0
        if claim.id in totals:
            high[thing] = max(number, high.get(thing, 0))
        elif number < high.get(thing, 0):
            continue
        kept[claim.id] = claim
    return kept


def _names(source: str) -> frozenset[str]:
    """Return under what a source stands: its name, and the id of the body of that name (docs/decisions/0019)."""
    actors = open_books().actors
    known = actors.get(source) or next(iter(actors.lookup(source)), None)
    body = (known.id,) if known is not None and not actors.has_parts(known.id) else ()
    return frozenset(source_key(name) for name in (source, *body))


def _is_of(claim: Claim, names: frozenset[str]) -> bool:
    if claim.source is None:
        return False
    return not names.isdisjoint(source_key(name) for name in (claim.source.name, claim.source.id) if name)


def _within(published: str | None, since: str | None, until: str | None) -> bool:
    if published is None:
        return False  # on no day
    return (since is None or published >= since) and (until is None or published <= until)


def _origin(source: str, known: Iterable[Claim]) -> Origin:
    claims = tuple(known)
    first = next((c.source for c in claims if c.source is not None), None)
    return Origin(
        id=origin_id("", source), name=source, kind=first.kind if first is not None else SourceKind.UNNAMED,
        party=first.party if first is not None else None, independent=True, claims=tuple(c.id for c in claims),
        reports=(), outlets=())

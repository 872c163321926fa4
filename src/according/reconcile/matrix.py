"""Who says what of one incident: each origin's word on each harm and class, and which ends of the figures it sets.

In: origins, claims, reports, a profile; figures and toll histories. Out: ``Cell`` records, and the ``Matrix`` of them.

Example: the Observatory's 745 civilians is a cell with day 2025-03-08, ``sets=("best", "high")``, and three steps.

A cell and a figure come from the same statements (``live.py``): the matrix shows nothing that the figure did not see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from according.books.profiles import Profile
from according.reconcile.live import Key, Statement, live, read_count
from according.reconcile.pins import Pins
from according.reconcile.sides import side_names
from according.reconcile.standing import STANDINGS, Sides, standing
from according.records import Aside, Cell, Claim, Column, Figure, Matrix, Moment, Origin, Report
from according.words import Status

_FIRMNESS = (Status.DENIED, Status.UNVERIFIED, Status.HEDGED, Status.STATED)  # the least firm first


def cells(origins: Sequence[Origin], *, claims: Mapping[str, Claim], reports: Mapping[str, Report], profile: Profile,
          sides: Sides, pins: Pins) -> tuple[Cell, ...]:
    """Return the word of each origin on each thing that it counts, without steps; origins in their order.

    Args:
        origins: of one incident; only their claims are looked at.
        claims: at least theirs, by id.
        reports: the reports of those claims, by id.
        profile: by which counts are read.
        sides: actor id or name to the side that it fights on.
        pins: what people fixed.
    """
    statements, asides = live(origins, claims=claims, reports=reports, profile=profile, sides=sides, pins=pins)
    names = side_names(origins, claims, sides)
    home = {claim: origin for origin in origins for claim in origin.claims}
    said = {(s.origin.id, key): s for key, rows in statements.items() for s in rows}
    left: dict[tuple[str, Key], list[Aside]] = {}
    for key, rows in asides.items():
        for aside in rows:
            left.setdefault((home[aside.claim].id, key), []).append(aside)
    place = {origin.id: n for n, origin in enumerate(origins)}
    found = []
    for origin, key in sorted({*said, *left}, key=lambda at: (place[at[0]], _order(at[1]))):
        others = tuple(sorted(left.get((origin, key), ()), key=lambda a: a.claim))
        statement = said.get((origin, key))
        if statement is not None:
            cell = _cell(statement, key, others, claims)
        else:
            cell = _left_cell(key, others, home, claims, reports, profile, sides, pins)
        found.append(replace(cell, side=names.get(key[2]) if key[2] else None))
    return tuple(found)


def matrix(incident: str, figures: Iterable[Figure], found: Sequence[Cell], steps: Iterable[Moment], *,
           profile: str) -> Matrix:
    """Put cells, figures and histories together.

    Args:
        incident: the name of the incident.
        figures: under the profile.
        found: from ``cells``, under the same profile.
        steps: the histories of the origins, from ``history``.
        profile: its name.
    """
    rows = {(f.harm, f.klass, f.side): f for f in figures if "total" not in f.marks}
    told: dict[tuple[str | None, Key], list[Moment]] = {}
    for moment in steps:
        told.setdefault((moment.origin, (moment.harm, moment.klass, moment.side)), []).append(moment)
    out = []
    for cell in found:
        key = (cell.harm, cell.klass, cell.side)
        out.append(replace(cell, steps=tuple(told.get((cell.origin, key), ())), sets=_ends_set(cell, rows.get(key))))
    keys = sorted({(c.harm, c.klass, c.side) for c in out} | set(rows), key=_order)
    weight = {o: sum(1 for c in out if c.origin == o and c.aside is None) for o in {c.origin for c in out}}
    origins = sorted(dict.fromkeys(c.origin for c in out), key=lambda o: -weight[o])
    place = {origin: n for n, origin in enumerate(origins)}
    return Matrix(
        incident=incident, profile=profile, rows=tuple(origins),
        columns=tuple(Column(harm=k[0], klass=k[1], side=k[2], figure=rows.get(k)) for k in keys),
        cells=tuple(sorted(out, key=lambda c: (place[c.origin], _order((c.harm, c.klass, c.side))))))


def _cell(said: Statement, key: Key, others: tuple[Aside, ...], claims: Mapping[str, Claim]) -> Cell:
    return Cell(
        origin=said.origin.id, harm=key[0], klass=key[1], side=None, low=said.low, best=said.best, high=said.high,
        status=_status(said.claims, claims), day=said.day or None, claims=said.claims, standing=STANDINGS[said.rank],
        sets=(), aside=None, others=others, steps=())


def _left_cell(key: Key, others: tuple[Aside, ...], home: Mapping[str, Origin], claims: Mapping[str, Claim],
               reports: Mapping[str, Report], profile: Profile, sides: Sides, pins: Pins) -> Cell:
    """The cell of an origin whose every word on a thing is set aside: the latest of them, with its reason."""
    last = max(others, key=lambda a: (_day(claims[a.claim], reports) or "", a.claim))
    claim, origin = claims[last.claim], home[last.claim]
    rank = standing(claim, origin, sides=sides, pins=pins)
    low, best, high = read_count(claim, profile)
    return Cell(
        origin=origin.id, harm=key[0], klass=key[1], side=None, low=low, best=best, high=high, status=claim.status,
        day=_day(claim, reports), claims=(claim.id,), standing=STANDINGS[rank],
        sets=(), aside=last.reason, others=tuple(a for a in others if a is not last), steps=())


def _status(ids: Iterable[str], claims: Mapping[str, Claim]) -> Status:
    return min((claims[c].status for c in ids), key=_FIRMNESS.index)


def _ends_set(cell: Cell, figure: Figure | None) -> tuple[str, ...]:
    if figure is None or cell.aside is not None:
        return ()
    bounds = (("low", figure.low), ("best", figure.best), ("high", figure.high))
    return tuple(name for name, bound in bounds if set(bound.claims) & set(cell.claims))


def _day(claim: Claim, reports: Mapping[str, Report]) -> str | None:
    report = reports.get(claim.report)
    return report.published if report is not None else None


def _order(key: Key) -> tuple[str, str, str]:
    return key[0].value, key[1].value, key[2] or ""

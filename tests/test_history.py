"""How tolls moved with time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from according.books.profiles import get_profile
from according.history import history, known_by
from according.link.incident import make_incident
from according.origins import origins
from according.reconcile import reconcile
from according.reconcile.matrix import cells
from according.reconcile.pins import Pins
from according.reconcile.sides import plain_side
from according.records import Cell, Claim, Figure, History, Incident, Origin, Report
from claim_factory import make_claim, make_report, make_source

OBS = make_source("the Observatory", "monitor")
DAYS = [
    make_report(f"The toll of day {n}.", outlet="Wire", published=day)
    for n, day in enumerate(("2025-03-06", "2025-03-07", "2025-03-08", "2025-03-09"))
]
UNDATED = make_report("A toll without a date.", published=None)


def run(claims: list[Claim], reports: list[Report]) -> History:
    by_id = {r.id: r for r in reports}
    by_claim = {c.id: c for c in claims}
    incident = make_incident(claims, reports=by_id, links=())

    def part(known: Iterable[Claim]) -> tuple[Incident, tuple[Origin, ...], dict[str, Claim]]:
        rows = {c.id: c for c in known}
        incident = make_incident(list(rows.values()), reports=by_id, links=())
        return incident, origins(incident, claims=rows, reports=by_id), rows

    def figures(known: Iterable[Claim]) -> tuple[Figure, ...]:
        incident, spoken, rows = part(known)
        return reconcile(incident, spoken, claims=rows, reports=by_id)

    def said(known: Iterable[Claim]) -> tuple[Cell, ...]:
        _, spoken, rows = part(known)
        spoken = tuple(replace(o, id=o.name) for o in spoken)  # an origin's id hangs on its incident
        return cells(spoken, claims=rows, reports=by_id, profile=get_profile("ucdp"), sides=plain_side, pins=Pins())

    return history(incident, claims=by_claim, reports=by_id, figures=figures, cells=said)


def test_a_rising_toll_is_one_origins_history() -> None:
    told = run([make_claim(r, low=n, source=OBS) for r, n in zip(DAYS, (16, 147, 745, 745), strict=True)], DAYS)
    assert [(m.day, m.best, m.change) for m in told.origins] == [
        ("2025-03-06", 16, "first"),
        ("2025-03-07", 147, "up"),
        ("2025-03-08", 745, "up"),
    ]
    assert len({m.origin for m in told.origins}) == 1
    assert [(m.day, m.low, m.best, m.high) for m in told.figure] == [
        ("2025-03-06", 16, 16, 16),
        ("2025-03-07", 147, 147, 147),
        ("2025-03-08", 745, 745, 745),
    ]


def test_a_correction_downward_is_a_step() -> None:
    told = run([make_claim(DAYS[0], low=30, source=OBS), make_claim(DAYS[1], low=24, source=OBS)], DAYS)
    assert [(m.change, m.until) for m in told.origins] == [("first", "2025-03-07"), ("down", None)]
    assert [m.best for m in told.figure] == [30, 24]


def test_an_old_toll_printed_again_is_no_correction() -> None:
    told = run([make_claim(r, low=n, source=OBS) for r, n in zip(DAYS, (12, 30, 12, 31), strict=True)], DAYS)
    assert [(m.best, m.change) for m in told.origins] == [(12, "first"), (30, "up"), (31, "up")]


def test_one_number_as_all_dead_and_as_civilians_is_two_histories() -> None:
    claims = [
        make_claim(DAYS[0], low=745, klass="unknown", source=OBS),
        make_claim(DAYS[0], low=745, at=50, klass="civilian", source=OBS),
    ]
    assert [(m.klass.value, m.best) for m in run(claims, DAYS).origins] == [("civilian", 745), ("unknown", 745)]


def test_a_second_origin_widens_the_figure() -> None:
    claims = [make_claim(DAYS[0], low=10, source=OBS), make_claim(DAYS[1], low=14, source="the UN office")]
    told = run(claims, DAYS)
    assert [(m.low, m.high) for m in told.figure] == [(10, 10), (10, 14)]


def test_what_was_known_by_a_day() -> None:
    claims = [make_claim(r, low=n, source=OBS) for n, r in enumerate([*DAYS, UNDATED])]
    by_id = {r.id: r for r in [*DAYS, UNDATED]}
    assert {c.count.best for c in known_by(claims, reports=by_id, day="2025-03-07")} == {0, 1}
    assert known_by(claims, reports=by_id, day="2025-03-05") == ()


def test_a_report_without_a_date_tells_no_day() -> None:
    told = run([make_claim(UNDATED, low=4, source=OBS)], [UNDATED])
    assert [m.day for m in told.origins] == [None]
    assert told.figure == ()


def test_denied_words_and_parts_are_no_steps() -> None:
    whole = make_claim(DAYS[0], low=12, source=OBS)
    claims = [
        whole,
        make_claim(DAYS[0], low=3, at=40, part_of=whole.id, source=OBS),
        make_claim(DAYS[1], low=90, status="denied", source=OBS),
    ]
    assert [m.best for m in run(claims, DAYS).origins] == [12]

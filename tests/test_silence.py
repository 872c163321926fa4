"""Of whom the ledger holds no word on an incident."""

from __future__ import annotations

from according.link.incident import make_incident
from according.origins import origins
from according.records import Claim, Silence, Source
from according.silence import silent
from claim_factory import make_claim, make_report, make_source


def run(told: list[Claim], around: list[Claim] = [], homes: dict[str, str] | None = None) -> tuple[Silence, ...]:  # noqa: B006  # never changed
    incident = make_incident(told, reports={}, links=())
    claims = {c.id: c for c in told}
    return silent(incident, origins(incident, claims=claims, reports={}), claims=claims, around=around,
                  homes={**(homes or {}), **{c.id: incident.name for c in told}})


def claim(number: int, source: Source | str | None, **fields: object) -> Claim:
    report = make_report(f"Report {number}: 12 died.", outlet=f"Outlet {number}")
    return make_claim(report, source=source, **fields)  # type: ignore[arg-type]


def test_both_sides_of_a_fight_that_a_monitor_alone_tells_of_are_silent() -> None:
    found = run([claim(1, "the Observatory", side="army", klass="combatant", perpetrator="rebels")])
    assert [(s.kind, s.name) for s in found] == [("victim", "army"), ("accused", "rebels")]
    assert all(s.claims for s in found)


def test_a_side_that_speaks_is_not_silent() -> None:
    ministry = make_source("Ministry", "party", party="army")
    found = run([claim(1, ministry, side="army", klass="combatant", perpetrator="rebels")])
    assert [s.name for s in found] == ["rebels"]


def test_who_speaks_of_two_incidents_beside_it_is_a_silent_neighbour() -> None:
    told = [claim(1, "the Observatory", perpetrator=None)]
    near = [claim(n, "Red Crescent") for n in (2, 3)] + [claim(4, "the Observatory"), claim(5, "Once only")]
    found = run(told, near, {near[0].id: "i-2", near[1].id: "i-3", near[2].id: "i-4", near[3].id: "i-5"})
    assert [(s.kind, s.name, s.incidents) for s in found] == [("neighbour", "Red Crescent", ("i-2", "i-3"))]


def test_two_claims_of_one_neighbouring_incident_are_one_word_of_it() -> None:
    near = [claim(n, "Red Crescent") for n in (2, 3)]
    assert run([claim(1, "the Observatory", perpetrator=None)], near, {c.id: "i-2" for c in near}) == ()


def test_an_unnamed_source_cannot_be_silent() -> None:
    near = [claim(n, make_source("activists", "unnamed")) for n in (2, 3)]
    assert run([claim(1, "the Observatory")], near, {near[0].id: "i-2", near[1].id: "i-3"}) == ()

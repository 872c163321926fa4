"""The demo's campaign as a source told it: totals of the Observatory and the Network, read by the shipped reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from according.books import open_books
from according.collect import collect
from according.demo import demo_folder
from according.held import sides_of
from according.ledger import open_ledger
from according.ledger.base import Ledger
from according.pipeline import open_tools, post, read_all, settle
from according.reconcile.pins import Pins
from according.reconcile.standing import ADMISSION, ENEMY, standing
from according.records import Claim, Reading
from according.settings import Settings
from according.trails import trail
from according.words import Scope, VictimsClass

OBSERVATORY = "Syrian Observatory for Human Rights"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    settings = Settings()
    outcomes = read_all(collect([str(demo_folder())], settings=settings), tools=open_tools(settings), settings=settings)
    with open_ledger(str(Path(tmp_path_factory.mktemp("demo")) / "demo.sqlite")) as ledger:
        post([r for r in outcomes if isinstance(r, Reading)], ledger=ledger)
        settle(ledger)
        yield ledger


def counted(ledger: Ledger, number: int) -> list[Claim]:
    return [c for c in ledger.claims() if c.count.low == number]


def test_the_observatory_s_count_rises_past_two_thousand_and_no_part_corrects_it(demo: Ledger) -> None:
    steps = trail(demo, OBSERVATORY)
    assert {16, 147, 1018, 1501, 2146} <= {m.low for m in steps}
    civilians = [m.low for m in steps if m.klass is VictimsClass.CIVILIAN and m.harm.value == "killed"]
    assert civilians[-1] == 1501
    assert not [m for m in steps if m.change == "down" and m.low in (41, 62, 69, 683, 836)]


@pytest.mark.parametrize("number", [131, 147, 311, 553, 1018, 2146])
def test_a_total_over_days_starts_no_incident_of_its_own(demo: Ledger, number: int) -> None:
    told = counted(demo, number)
    assert told
    assert all(c.scope in (Scope.PERIOD, Scope.CUMULATIVE) for c in told)


def test_147_of_two_sources_stays_two(demo: Ledger) -> None:
    sources = {c.source.name for c in counted(demo, 147) if c.source is not None}
    assert any(OBSERVATORY in name for name in sources)
    assert any("Network" in name for name in sources)


def test_the_number_in_an_outlet_s_name_counts_nobody(demo: Ledger) -> None:
    assert not counted(demo, 963)


def test_no_incident_counts_a_monitor_and_its_director_as_two(demo: Ledger) -> None:
    said_by = {c.id: c.source.id for c in demo.claims() if c.source is not None}
    names = {"sohr": set(), "snhr": set()}  # type: dict[str, set[str | None]]
    for claim in demo.claims():
        if claim.source is not None and claim.source.id in names:
            names[claim.source.id].add(claim.source.name)
    assert all(len(found) > 1 for found in names.values())  # each body has speakers of its own
    for incident in demo.incidents():
        for body in names:
            homes = {o.id for o in demo.origins(incident.name) for c in o.claims if said_by.get(c) == body}
            assert len(homes) < 2, (incident.name, body)


def ranks(ledger: Ledger) -> dict[str, int]:
    """Where each claim of an incident stands, as the origin that makes it."""
    claims, sides = {c.id: c for c in ledger.claims()}, sides_of(open_books())
    return {c: standing(claims[c], origin, sides=sides, pins=Pins())
            for incident in ledger.incidents() for origin in ledger.origins(incident.name) for c in origin.claims}


def test_a_party_on_its_enemy_s_losses_sets_no_best_while_anybody_else_speaks(demo: Ledger) -> None:
    rank = ranks(demo)
    assert ENEMY in rank.values()  # the demo has such claims
    for incident in demo.incidents():
        for figure in demo.figures(incident.name):
            if any(rank[c] == ENEMY for c in figure.best.claims):
                marked = {"single belligerent claim", "belligerents' claims only"} & set(figure.marks)
                assert marked or all(rank[c] == ENEMY for c in figure.claims), (incident.name, figure)


def test_a_ministry_on_its_own_dead_admits_them(demo: Ledger) -> None:
    rank = ranks(demo)
    admitted = [c for c in demo.claims() if rank.get(c.id) == ADMISSION and c.source is not None]
    assert "syria-mod" in {c.source.id for c in admitted if c.source is not None}
    assert all(c.victims.side is not None or c.perpetrator is not None for c in admitted)


def test_the_first_night_is_a_handful_of_incidents_and_no_campaign(demo: Ledger) -> None:
    night = [i for i in demo.incidents() if i.when.start in ("2025-03-06", "2025-03-07") and i.when.end
             and i.when.end <= "2025-03-07"]
    assert len(night) <= 5
    (jableh,) = [i for i in night if i.place is not None and (i.place.name or "").startswith("Jableh")]
    highs = [f.high.value for f in demo.figures(jableh.name) if f.harm.value == "killed" and f.high.value is not None]
    assert max(highs) == 48  # the Observatory's 48 dead of that night, and no total of the days after it


@pytest.mark.parametrize("number", [340, 532, 745, 1130])
def test_a_total_of_the_coast_is_of_no_town(demo: Ledger, number: int) -> None:
    assert {c.scope for c in counted(demo, number)} <= {Scope.PERIOD, Scope.CUMULATIVE}


def test_147_dead_are_of_no_side(demo: Ledger) -> None:
    classes = {c.victims.klass for c in counted(demo, 147) if c.source is not None and c.source.id == "sohr"}
    assert classes <= {VictimsClass.UNKNOWN, VictimsClass.MIXED}
    assert classes


@pytest.mark.parametrize("number", [1130, 1311])
def test_all_dead_of_the_coast_are_not_its_civilians(demo: Ledger, number: int) -> None:
    assert [c.victims.klass for c in counted(demo, number)] == [VictimsClass.UNKNOWN]


def test_a_number_of_civilians_stays_one_of_civilians(demo: Ledger) -> None:
    for number in (1000, 1225, 1383):
        assert {c.victims.klass for c in counted(demo, number) if "civilians" in c.evidence.text
                } == {VictimsClass.CIVILIAN}, number

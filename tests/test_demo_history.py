"""The demo's campaign as a source told it: totals of the Observatory and the Network, read by the shipped reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from according.collect import collect
from according.demo import demo_folder
from according.ledger import open_ledger
from according.ledger.base import Ledger
from according.pipeline import open_tools, post, read_all, settle
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

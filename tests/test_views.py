"""What a door is given of an incident: matrix, history, what was known on a day, under any profile."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from according.errors import BadRequest
from according.ledger import open_ledger
from according.ledger.base import Ledger
from according.pipeline import judge, post, settle
from according.records import Claim, Reading, Report
from according.surveys import survey
from according.views import look
from claim_factory import make_claim, make_judgement, make_report, make_source

OBS = make_source("the Observatory", "monitor")
MINISTRY = make_source("defence ministry", "party", party="government")
DAYS = ("2025-03-06", "2025-03-07", "2025-03-08", "2025-03-09")


def reading(report: Report, *claims: Claim) -> Reading:
    return Reading(report=report, reader="hand", claims=claims, refusals=(), repeats=())


def told(day: int, toll: int, **more: object) -> Reading:
    report = make_report(f"The toll of day {day} is {toll}.", outlet=f"Wire {day}", published=DAYS[day])
    return reading(report, make_claim(report, low=toll, source=OBS, **more))  # type: ignore[arg-type]  # passed on


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """Three tolls of one monitor, the last one corrected downward, and a party's word on its own dead."""
    report = make_report("Four of ours fell in Homs.", outlet="Army Daily", published=DAYS[1])
    own = make_claim(report, low=4, klass="combatant", side="government", source=MINISTRY)
    with open_ledger(":memory:") as opened:
        tolls = [told(0, 12), told(1, 30), told(2, 28)]
        post([*tolls, reading(report, own)], ledger=opened)
        for toll in tolls:
            judge(make_judgement("same", own.id, toll.claims[0].id), ledger=opened)
        settle(opened)
        yield opened


def name_of(ledger: Ledger) -> str:
    [incident] = ledger.incidents()
    return incident.name


def test_the_matrix_shows_each_origins_latest_word_and_how_it_came_to_it(ledger: Ledger) -> None:
    view = look(ledger, name_of(ledger))
    names = {origin.id: origin.name for origin in view.origins}
    assert [(c.klass.value, c.side) for c in view.matrix.columns] == [("civilian", None), ("combatant", "government")]
    observed, admitted = sorted(view.matrix.cells, key=lambda c: c.klass.value)
    assert (names[observed.origin], observed.best, observed.day, observed.sets) == (
        "the Observatory", 28, DAYS[2], ("low", "best", "high"))
    assert [(m.best, m.change, m.until) for m in observed.steps] == [
        (12, "first", DAYS[1]), (30, "up", DAYS[2]), (28, "down", None)]
    assert {a.reason for a in observed.others} == {"superseded by a later word of the same origin"}
    assert admitted.standing == "a party's admission against its own interest"
    assert set(view.matrix.rows) == set(names)


def test_every_claim_of_an_incident_is_in_one_cell(ledger: Ledger) -> None:
    view = look(ledger, name_of(ledger))
    found = [c for cell in view.matrix.cells for c in (*cell.claims, *(a.claim for a in cell.others))]
    assert sorted(found) == sorted(view.incident.claims)


def test_what_would_have_been_known_on_a_day(ledger: Ledger) -> None:
    then = look(ledger, name_of(ledger), as_of=DAYS[1])
    assert [(f.klass.value, f.best.value) for f in then.figures if "total" not in f.marks] == [
        ("civilian", 30), ("combatant", 4)]
    assert set(then.reports) == set(then.incident.reports)
    assert len(then.reports) == 3
    assert {m.day for m in then.history.figure} <= set(DAYS[:2])
    assert [outlet for origin in then.origins for outlet in origin.outlets if outlet == "Wire 2"] == []
    with pytest.raises(BadRequest, match="nothing of it was in print"):
        look(ledger, name_of(ledger), as_of="2025-03-05")


def test_a_survey_as_of_a_day_leaves_out_what_nobody_had_told(ledger: Ledger) -> None:
    assert list(survey(ledger, as_of="2025-03-05")) == []
    [(incident, figures)] = survey(ledger, as_of=DAYS[0])
    assert len(incident.claims) == 1
    assert [f.best.value for f in figures] == [12]


def test_another_profile_reconciles_anew_and_the_ledgers_own_comes_as_settled(ledger: Ledger) -> None:
    name = name_of(ledger)
    assert look(ledger, name).figures == tuple(ledger.figures(name))
    acled = look(ledger, name, profile="acled")
    assert acled.profile == "acled"
    assert [(f.best.value, f.low.value) for f in acled.figures] == [(32, None)]
    [(_, rows)] = survey(ledger, profile="acled")
    assert rows == acled.figures

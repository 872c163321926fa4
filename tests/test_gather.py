"""What a ledger holds, gathered for those who carry it out: bounds, profiles, who looked at what."""

import json

import pytest

from according.books import open_books
from according.errors import BadRequest
from according.gather import gather
from according.ledger import open_ledger
from according.ledger.base import head_text
from according.pipeline import judge, post, settle
from according.records import Reading
from claim_factory import ALEPPO, HOMS, make_claim, make_judgement, make_report

REPORT = make_report("Shells fell on Homs and later on Aleppo; soldiers of the ministry fired them.")
IN_HOMS = make_claim(REPORT, low=3, high=9, at=1, perpetrator="the army", perpetrator_id="syria-army-assad")
IN_ALEPPO = make_claim(REPORT, low=4, at=20, place=ALEPPO, day="2025-05-01", klass="combatant", side="Lions")
OTHER = make_report("Nothing happened.", outlet="Herald")


@pytest.fixture
def ledger():
    with open_ledger(":memory:") as opened:
        told = {REPORT: (IN_HOMS, IN_ALEPPO), OTHER: ()}
        post(
            (Reading(report=r, reader="hand", claims=c, refusals=(), repeats=()) for r, c in told.items()),
            ledger=opened,
        )
        settle(opened)
        yield opened


def names(holdings):
    return {incident.place.name for incident in holdings.incidents}


def test_everything_is_there_without_bounds(ledger):
    held = gather(ledger)
    assert names(held) == {"Homs", "Aleppo"}
    assert set(held.reports) == {REPORT.id, OTHER.id}
    assert held.profile == "ucdp"
    assert held.head == head_text(ledger.head())


@pytest.mark.parametrize("bounds", [{"since": "2025-04-01"}, {"until": "2025-04-01"}, {"near": "Homs"}])
def test_bounds_take_the_claims_and_reports_of_what_is_left(ledger, bounds):
    held = gather(ledger, **bounds)
    (incident,) = held.incidents
    assert [claim.id for claim in held.claims] == list(incident.claims)
    assert set(held.reports) == {REPORT.id}


def test_a_profile_chooses_the_figures_and_one_without_a_range_keeps_it_beside(ledger):
    name = next(i.name for i in gather(ledger).incidents if i.place.name == "Homs")
    assert gather(ledger).figures[name][0].high.value == 9
    under = gather(ledger, profile="acled")
    assert under.profile == "acled"
    assert under.figures[name][0].high.value is None
    assert under.spread[name][0].high.value == 9
    assert gather(ledger).spread == {}
    with pytest.raises(BadRequest, match="there is no profile 'desk'"):
        gather(ledger, profile="desk")


@pytest.mark.parametrize(
    ("judgement", "seen"),
    [
        (None, False),
        (make_judgement("confirm", IN_HOMS.id), True),
        (make_judgement("correct", IN_HOMS.id, field="status", value=json.dumps("hedged")), True),
        (make_judgement("confirm", IN_ALEPPO.id), False),  # of the other incident
        (make_judgement("different", IN_HOMS.id, IN_ALEPPO.id), False),  # says nothing of its figures
    ],
)
def test_an_incident_is_reviewed_when_the_claims_that_set_its_figures_are(ledger, judgement, seen):
    if judgement is not None:
        judge(judgement, ledger=ledger)
        settle(ledger)
    held = gather(ledger)
    name = next(i.name for i in held.incidents if IN_HOMS.id in i.claims)
    assert (name in held.reviewed) is seen


def test_a_judgement_taken_back_reviews_nothing(ledger):
    confirmed = make_judgement("confirm", IN_HOMS.id)
    judge(confirmed, ledger=ledger)
    judge(make_judgement("undo", confirmed.id, when="2025-03-11T08:00:00Z"), ledger=ledger)
    assert gather(ledger).reviewed == frozenset()


def test_a_rejected_claim_does_not_leave(ledger):
    judge(make_judgement("reject", IN_ALEPPO.id), ledger=ledger)
    settle(ledger)
    assert [claim.id for claim in gather(ledger).claims] == [IN_HOMS.id]


def test_sides_are_known_by_every_name_that_claims_give(ledger):
    sides = gather(ledger).sides
    army = sides["syria-army-assad"]
    assert (army.key, army.name, army.role, army.country) == ("syria-assad", "Syrian Arab Army", "state", "SY")
    assert army.side_name == open_books().actors.get("syria-assad").name
    assert (sides["Lions"].role, sides["Lions"].key) == (None, "lions")


def test_the_place_that_is_near_must_be_one(ledger):
    assert names(gather(ledger, near=HOMS.name)) == {"Homs"}
    with pytest.raises(BadRequest, match="no place is called"):
        gather(ledger, near="Xyzzyville")

"""What people decide: pins beside the rest, judgements that survive a reading anew, and those to look at again."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from according.books.profiles import read_profiles
from according.errors import BadRequest
from according.ledger import open_ledger
from according.ledger.base import Ledger
from according.pipeline import judge, post, settle
from according.records import Claim, Figure, Judgement, Reading, Report
from according.reviewing import review, spell_figure_pin
from according.views import look
from claim_factory import make_claim, make_judgement, make_report, make_source

OBS = make_source("the Observatory", "monitor")
GOVERNOR = make_source("the governor", "official")
FIRST = make_report("Observers count the dead of Homs.", outlet="Wire")
SECOND = make_report("The governor counts the dead of Homs.", outlet="Daily")
COUNTED, CLAIMED = make_claim(FIRST, low=12, source=OBS), make_claim(SECOND, low=15, source=GOVERNOR)


def read(report: Report, *claims: Claim, reader: str = "hand 1") -> Reading:
    return Reading(report=report, reader=reader, claims=claims, refusals=(), repeats=(), acts=())


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with open_ledger(":memory:") as opened:
        post([read(FIRST, COUNTED), read(SECOND, CLAIMED)], ledger=opened)
        settle(opened)
        yield opened


def decide(ledger: Ledger, *judgements: Judgement) -> None:
    for judgement in judgements:
        judge(judgement, ledger=ledger)
    settle(ledger)


def figure(ledger: Ledger, profile: str = "ucdp") -> Figure:
    [incident] = ledger.incidents()
    [row] = look(ledger, incident.name, profile=profile).figures
    return row


def ends(row: Figure) -> tuple[int | None, int | None, int | None]:
    return row.low.value, row.best.value, row.high.value


def pin(ledger: Ledger, *values: int | None, thing: str = "killed civilian",
        when: str = "2025-03-10T08:00:00Z") -> Judgement:
    [incident] = ledger.incidents()
    return make_judgement("pin", incident.name, field="figure", when=when,
                          value=spell_figure_pin(ledger, incident.name, thing, values))


def test_a_pinned_figure_stands_above_the_rules_and_says_who_pinned_it_and_why(ledger: Ledger) -> None:
    assert ends(figure(ledger)) == (12, 12, 15)
    fixed = pin(ledger, 13, 14, 14)
    decide(ledger, fixed)
    row = figure(ledger)
    assert ends(row) == (13, 14, 14)
    assert row.best.rule == "pinned by desk on 2025-03-10: read both"
    assert set(row.best.claims) == {COUNTED.id, CLAIMED.id}
    assert "pinned by a person" in row.marks
    assert [j.id for j in look(ledger, next(ledger.incidents()).name).judgements] == [fixed.id]
    assert tuple(ledger.figures()) == (row,)
    decide(ledger, make_judgement("undo", fixed.id, when="2025-03-11T08:00:00Z"))
    assert ends(figure(ledger)) == (12, 12, 15)


@pytest.mark.parametrize("values", [(None, 14, None), (None, 40, None), (None, 2, None), (13, None, None),
                                    (None, None, 11),
                                    (30, None, 40), (0, 0, 0), (14, 14, None)])
@pytest.mark.parametrize("profile", list(read_profiles()))
def test_a_pinned_figure_keeps_its_ends_in_order_under_every_profile(
        ledger: Ledger, values: Sequence[int | None], profile: str) -> None:
    decide(ledger, pin(ledger, *values))
    known = [end for end in ends(figure(ledger, profile)) if end is not None]
    assert known == sorted(known)
    for bound in (figure(ledger, profile).low, figure(ledger, profile).best, figure(ledger, profile).high):
        assert (bound.value is None) == (not bound.claims)


def test_a_figure_is_pinned_by_what_the_incident_has_and_by_counts_in_order(ledger: Ledger) -> None:
    with pytest.raises(BadRequest, match="no figure 'wounded civilian': choose one of killed civilian"):
        pin(ledger, 1, 1, 1, thing="wounded civilian")
    for values in ((3, 2, 1), (None, None, None), (-1, 0, 1)):
        with pytest.raises(BadRequest, match="low, best and high, in order"):
            pin(ledger, *values)


def test_a_source_is_pinned_to_a_standing_beside_its_claims_on_its_enemy(ledger: Ledger) -> None:
    decide(ledger, make_judgement("pin", "The Observatory", field="standing", value='"unnamed"'))
    assert ends(figure(ledger)) == (12, 15, 15)  # the governor stands above an unnamed source
    assert review(ledger) == ()
    late = "2025-03-11T08:00:00Z"
    decide(ledger, make_judgement("pin", "the parish", field="standing", value='"monitor"', when=late))
    assert [r.reason for r in review(ledger)] == ["no origin is called the parish"]


def test_a_pin_of_a_figure_is_told_when_its_claims_change_and_not_applied_when_most_are_gone(ledger: Ledger) -> None:
    decide(ledger, pin(ledger, 13, 13, 13))
    late = make_report("A later count of the dead of Homs.", outlet="Monthly")
    medics = make_claim(late, low=14, source=make_source("medics", "monitor"))
    post([read(late, medics)], ledger=ledger)
    settle(ledger)
    assert ends(figure(ledger)) == (13, 13, 13)
    assert "its claims changed since it was pinned" in figure(ledger).marks
    [told] = review(ledger)
    assert f"new: {medics.id}" in told.reason
    again = [replace(c, id=f"c-{n:016d}") for n, c in enumerate((COUNTED, CLAIMED))]
    post([read(FIRST, again[0], reader="hand 2"), read(SECOND, again[1], reader="hand 2")], ledger=ledger)
    settle(ledger)
    assert ends(figure(ledger)) == (12, 12, 15)
    [told] = review(ledger)
    assert told.reason == "no incident holds more than half of the claims that it was pinned over: it is not applied"


def test_a_judgement_on_a_claim_that_is_read_otherwise_is_put_up_and_stands(ledger: Ledger) -> None:
    decide(ledger, make_judgement("confirm", COUNTED.id, when="2099-01-01T00:00:00Z"))
    assert review(ledger) == ()
    post([read(FIRST, replace(COUNTED, count=replace(COUNTED.count, low=13)), reader="hand 2")], ledger=ledger)
    settle(ledger)
    assert review(ledger) == ()  # the judgement is later than both readings: it was made on this one


def test_a_claim_that_is_no_longer_read_leaves_its_judgement_with_what_stands_there_now(ledger: Ledger) -> None:
    rejected = make_judgement("reject", COUNTED.id)
    decide(ledger, rejected)
    other = replace(COUNTED, id="c-0000000000000001")
    post([read(FIRST, other, reader="hand 2")], ledger=ledger)
    settle(ledger, rebuild=True)
    [told] = review(ledger)
    assert (told.judgement, told.claims) == (rejected, (other.id,))
    assert "no longer read" in told.reason
    post([read(FIRST, replace(COUNTED, status=other.status), reader="hand 3")], ledger=ledger)
    settle(ledger)
    assert review(ledger) == ()
    assert [c for i in ledger.incidents() for c in i.claims] == [CLAIMED.id]  # and so does the judgement


def test_a_confirmed_claim_that_changed_since_names_the_fields(ledger: Ledger) -> None:
    decide(ledger, make_judgement("confirm", COUNTED.id, when="2000-01-01T00:00:00Z"))
    post([read(FIRST, replace(COUNTED, count=replace(COUNTED.count, low=13)), reader="hand 2")], ledger=ledger)
    settle(ledger)
    [told] = review(ledger)
    assert told.reason == "the report was read again, and otherwise: count"


def test_same_against_a_standing_different_is_told(ledger: Ledger) -> None:
    third = make_report("Medics count the dead of Homs.", outlet="Monthly")
    medics = make_claim(third, low=14, source=make_source("medics", "monitor"))
    post([read(third, medics)], ledger=ledger)
    decide(ledger, make_judgement("different", COUNTED.id, CLAIMED.id), make_judgement("same", COUNTED.id, medics.id),
           make_judgement("same", medics.id, CLAIMED.id))
    assert ledger.counts()[1] == 2
    assert ["still two" in r.reason for r in review(ledger)] == [True]


def histories(ledger: Ledger) -> list[list[Judgement]]:
    """Judgements by what they are about, each history in its own order."""
    reject = make_judgement("reject", CLAIMED.id)
    parted = make_judgement("different", COUNTED.id, CLAIMED.id)
    return [
        [reject, make_judgement("undo", reject.id, when="2025-03-11T08:00:00Z")],
        [make_judgement("correct", COUNTED.id, field="count", value="[11, 11, 11]")],
        [parted, make_judgement("undo", parted.id, when="2025-03-12T08:00:00Z"),
         make_judgement("same", COUNTED.id, CLAIMED.id, when="2025-03-13T08:00:00Z")],
        [pin(ledger, None, 13, None), pin(ledger, None, 14, None, when="2025-03-14T08:00:00Z")],
        [make_judgement("pin", "the governor", field="standing", value='"monitor"')],
    ]


def test_judgements_replayed_in_any_order_that_keeps_each_history_give_the_same_ledger(ledger: Ledger) -> None:
    told, digests = histories(ledger), set()
    orders = random.Random(7)
    for each_settles, _ in itertools.product((True, False), range(6)):
        waiting = [list(history) for history in told]
        with open_ledger(":memory:") as fresh:
            post([read(FIRST, COUNTED), read(SECOND, CLAIMED)], ledger=fresh)
            settle(fresh)
            while any(waiting):
                judge(orders.choice([h for h in waiting if h]).pop(0), ledger=fresh)
                if each_settles:
                    settle(fresh)
            settle(fresh)
            digests.add(fresh.digest())
            settle(fresh, rebuild=True)
            digests.add(fresh.digest())
    assert len(digests) == 1

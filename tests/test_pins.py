"""What a person pinned: how it is spelled, on what it holds, and what it does to a figure."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from according.reconcile.pins import CHANGED, NOT_GIVEN, PINNED, is_of, pinned, read_figure_pin, read_pins, source_key
from according.records import Figure
from according.words import SourceKind
from claim_factory import make_judgement
from figure_factory import a_figure, an_incident, bound, ends

GOOD = {"harm": "killed", "class": "civilian", "low": 3, "best": 5, "high": 9, "claims": ["c-2", "c-1"],
        "profile": "newest"}


def spelled(**told):
    return make_judgement("pin", "i-1", field="figure", value=json.dumps({**GOOD, **told}))


def test_a_figure_that_is_spelled_whole_is_read():
    judgement = spelled(side="rebels", total=True)
    pin = read_figure_pin(judgement)
    assert (pin.harm.value, pin.klass.value, pin.side, pin.total) == ("killed", "civilian", "rebels", True)
    assert (pin.low, pin.best, pin.high, pin.profile, pin.claims) == (3, 5, 9, "newest", ("c-1", "c-2"))
    assert pin.judgement is judgement
    plain = read_figure_pin(spelled())
    assert (plain.side, plain.total) == (None, False)


@pytest.mark.parametrize(("told", "ends"), [
    ({"low": None}, (None, 5, 9)), ({"best": None}, (3, None, 9)), ({"high": None}, (3, 5, None)),
    ({"low": 0, "best": 0, "high": 0}, (0, 0, 0)), ({"low": 5, "high": 5}, (5, 5, 5)), ({"total": 1}, (3, 5, 9)),
    ({"side": 4}, (3, 5, 9)),
])
def test_ends_that_are_left_out_are_left_to_the_rules(told, ends):
    pin = read_figure_pin(spelled(**told))
    assert (pin.low, pin.best, pin.high) == ends
    assert (pin.total, pin.side) == (False, None)


@pytest.mark.parametrize("told", [
    {"low": None, "best": None, "high": None}, {"low": -1}, {"low": 6}, {"high": 4}, {"low": True}, {"best": 5.0},
    {"best": "5"}, {"harm": "hurt"}, {"class": "people"}, {"claims": 3},
])
def test_what_spells_no_figure_is_no_pin(told):
    assert read_figure_pin(spelled(**told)) is None


@pytest.mark.parametrize("value", [None, "{", "[]", "3", '{"harm": "killed"}'])
def test_a_value_that_is_none(value):
    assert read_figure_pin(make_judgement("pin", "i-1", field="figure", value=value)) is None


def test_pins_are_told_from_other_judgements_and_the_later_rules():
    pins = read_pins([
        make_judgement("confirm", "c-9"), make_judgement("pin", "c-1"),
        make_judgement("pin", "The  Army", field="standing", value='"party"'),
        make_judgement("pin", "the army", field="standing", value='"monitor"'),
        make_judgement("pin", "medics", field="standing", value='"kings"'),
        make_judgement("pin", "police", field="standing", value="{"),
        make_judgement("pin", "drivers", field="standing", value=None),
        spelled(), spelled(low=-1), make_judgement("pin", "c-3", field="harm", value='"killed"'),
        make_judgement("pin", "c-4", field="other", value='"party"'),
    ])
    assert pins.claims == {"c-1"}
    assert pins.standings == {"the army": SourceKind.MONITOR}
    assert [pin.low for pin in pins.figures] == [3]
    assert source_key(" The  ARMY ") == "the army"


@pytest.mark.parametrize(("claims", "holds"), [
    (("c-1", "c-2"), True), (("c-1",), False), (("c-1", "c-9", "c-8"), False), ((), False),
    (("c-2", "c-1", "c-7"), True),
])
def test_a_pin_belongs_to_the_incident_that_holds_more_than_half_of_its_claims(claims, holds):
    assert is_of(read_figure_pin(spelled()), an_incident(*claims)) is holds


def test_a_pin_of_three_claims_belongs_where_two_of_them_are():
    pin = read_figure_pin(spelled(claims=["c-1", "c-2", "c-3"]))
    assert is_of(pin, an_incident("c-1", "c-2"))
    assert not is_of(pin, an_incident("c-1"))


def fixed(figure: Figure, **told):
    return pinned(figure, read_figure_pin(spelled(**told)), an_incident("c-1", "c-5"))


@pytest.mark.parametrize(("figure", "told", "result"), [
    ((1, 2, 20), {}, (3, 5, 9)),
    ((1, 2, 20), {"low": None, "high": None}, (1, 5, 20)),
    ((1, 2, 4), {"low": None, "high": None}, (1, 5, 5)),  # high gives way upward
    ((7, 8, 20), {"low": None, "high": None}, (5, 5, 20)),  # low gives way downward
    ((1, 2, 20), {"best": None}, (3, 3, 9)),  # a best of the rules is held within
    ((1, 12, 20), {"best": None}, (3, 9, 9)),
    ((1, 6, 20), {"best": None}, (3, 6, 9)),
    ((1, 6, 20), {"best": None, "low": None}, (1, 6, 9)),
    ((1, 12, 20), {"best": None, "low": None}, (1, 9, 9)),
    ((1, 2, 20), {"best": None, "high": None}, (3, 3, 20)),
    ((4, 6, 20), {"best": None, "low": None, "high": 2}, (2, 2, 2)),
    ((1, 2, 4), {"low": 6, "best": None, "high": None}, (6, 6, 6)),
    ((None, 6, None), {"low": None, "best": 7, "high": None}, (None, 7, None)),
    ((1, None, 20), {"best": None}, (3, None, 9)),
    ((0, 0, 0), {"low": None, "best": 0, "high": None}, (0, 0, 0)),
    ((0, 0, 0), {"low": None, "best": 1, "high": None}, (0, 1, 1)),
    ((1, 1, 1), {"low": None, "best": 0, "high": None}, (0, 0, 1)),
    ((0, 0, 3), {"low": None, "best": None, "high": 2}, (0, 0, 2)),
])
def test_what_a_pin_does_to_the_ends(figure, told, result):
    assert ends(fixed(a_figure(*figure), **told)) == result


def test_a_pinned_end_says_who_pinned_it_and_on_which_claims():
    pin = make_judgement("pin", "i-1", field="figure", value=json.dumps(GOOD), when="2025-03-09T10:00:00Z")
    done = pinned(a_figure(1, 2, 20), read_figure_pin(pin), an_incident("c-1"))
    rule = f"pinned by {pin.who} on 2025-03-09: {pin.why}"
    assert [end.rule for end in (done.low, done.best, done.high)] == [rule] * 3
    assert done.low.claims == ("c-0",)
    bare = pinned(a_figure(1, 2, 20, claims=()), read_figure_pin(pin), an_incident("c-1", "c-5"))
    assert bare.low.claims == ("c-1",)
    held = pinned(a_figure(1, 2, 20), read_figure_pin(spelled(best=None)), an_incident("c-1"))
    assert held.best.rule.startswith("pinned by")
    kept = pinned(a_figure(1, (6, "c-6"), 20), read_figure_pin(spelled(best=None)), an_incident("c-1"))
    assert kept.best == bound((6, "c-6"))


def test_an_end_that_the_profile_does_not_give_stays_away():
    done = fixed(replace(a_figure(1, 2, 20), best=NOT_GIVEN))
    assert done.best == NOT_GIVEN
    assert (done.low.value, done.high.value) == (3, 9)


@pytest.mark.parametrize(("figure", "told", "marked"), [
    ({"claims": ("c-1", "c-2")}, {}, False), ({"claims": ("c-1",)}, {}, True),
    ({"claims": ("c-1",)}, {"profile": "other"}, False), ({"claims": ("c-1", "c-2")}, {"profile": "other"}, False),
])
def test_a_pin_whose_claims_changed_is_marked_under_its_own_profile(figure, told, marked):
    done = fixed(a_figure(1, 2, 20, marks=("another mark",), **figure), **told)
    assert set(done.marks) == {"another mark", PINNED, *([CHANGED] if marked else [])}
    assert list(done.marks) == sorted(done.marks)


@pytest.mark.parametrize(("opened", "high", "left"), [(True, None, True), (True, 9, False), (False, None, False)])
def test_a_pinned_high_is_no_open_one(opened, high, left):
    assert fixed(a_figure(1, 2, 20, high_open=opened), high=high).high_open is left

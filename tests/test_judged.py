from dataclasses import replace

import pytest

from according.errors import BadRequest
from according.judged import FIELDS, correct, judged, standing
from according.records import Party, Place
from according.words import Harm, Scope, Status, VictimsClass
from claim_factory import make_claim, make_judgement

CLAIM = make_claim(low=12)


def test_a_rejected_claim_is_left_out():
    assert list(judged([CLAIM], [make_judgement("reject", CLAIM.id)])) == []


def test_a_confirmed_claim_stays_as_it_is():
    assert list(judged([CLAIM], [make_judgement("confirm", CLAIM.id)])) == [CLAIM]


def test_an_undone_judgement_does_not_stand():
    reject = make_judgement("reject", CLAIM.id)
    undo = make_judgement("undo", reject.id, when="2025-03-11T08:00:00Z")
    assert standing([undo, reject]) == ()


def test_an_undone_undoing_brings_the_judgement_back():
    reject = make_judgement("reject", CLAIM.id)
    undo = make_judgement("undo", reject.id, when="2025-03-11T08:00:00Z")
    again = make_judgement("undo", undo.id, when="2025-03-12T08:00:00Z")
    assert standing([again, undo, reject]) == (reject,)


def test_standing_judgements_do_not_depend_on_the_order_in_which_they_come():
    told = [
        make_judgement("correct", CLAIM.id, field="status", value='"hedged"', when=f"2025-03-1{n}T08:00:00Z")
        for n in range(3)
    ]
    assert standing(told) == standing(reversed(told)) == tuple(told)


CORRECTIONS = [
    ("harm", '"wounded"', {"harm": Harm.WOUNDED}),
    ("status", '"denied"', {"status": Status.DENIED}),
    ("scope", '"period"', {"scope": Scope.PERIOD}),
    ("class", '"combatant"', {"victims": replace(CLAIM.victims, klass=VictimsClass.COMBATANT)}),
    ("count", "[10, 11, 12]", {"count": replace(CLAIM.count, low=10, best=11, high=12)}),
    ("count", "[13, 13, null]", {"count": replace(CLAIM.count, low=13, best=13, high=None)}),
    ("place", '{"id": "gn:1", "name": "Amara", "lat": 35.1, "lon": 36, "where_prec": 3, "adm1": "Latakia"}',
     {"place": Place(printed=CLAIM.place.printed if CLAIM.place else None, id="gn:1", name="Amara", lat=35.1, lon=36,
                     where_prec=3, adm1="Latakia")}),
    ("perpetrator", '{"id": "assad-loyalists", "name": "Assad loyalists"}',
     {"perpetrator": Party(printed=None, id="assad-loyalists", name="Assad loyalists")}),
]


@pytest.mark.parametrize(("field", "value", "changed"), CORRECTIONS)
def test_a_field_is_corrected(field, value, changed):
    assert correct(CLAIM, field, value) == replace(CLAIM, **changed)
    assert {field for field, _, _ in CORRECTIONS} == set(FIELDS)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("harm", '"hurt"'),  # no word of the vocabulary
        ("harm", "wounded"),  # no JSON
        ("count", "12"),
        ("count", "[12, 11, 10]"),  # low over high
        ("count", "[-1, 0, 1]"),
        ("count", "[true, 1, 1]"),
        ("place", '"Amara"'),  # a name alone is no entry of the book
        ("place", '{"id": "gn:1", "name": "Amara", "where_prec": 9}'),
        ("place", '{"id": "gn:1", "name": "Amara", "where_prec": 1, "printed": "x"}'),
        ("place", '{"id": "gn:1", "name": "Amara", "where_prec": 1, "lat": "35"}'),
        ("perpetrator", '{"id": "assad-loyalists"}'),
        ("evidence", '"other words"'),  # what was printed is never corrected
        (None, None),
    ],
)
def test_what_cannot_be_is_refused(field, value):
    with pytest.raises(BadRequest):
        correct(CLAIM, field, value)


def test_of_two_corrections_the_later_rules():
    first = make_judgement("correct", CLAIM.id, field="status", value='"hedged"')
    second = make_judgement("correct", CLAIM.id, field="status", value='"denied"', when="2025-03-11T08:00:00Z")
    assert next(iter(judged([CLAIM], standing([second, first])))).status is Status.DENIED

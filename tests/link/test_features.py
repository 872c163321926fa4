"""Each feature at its bounds: the last value on either side, and what is missing."""

from __future__ import annotations

from math import exp, log

import pytest

from according.link.score import FEATURES, score, shares
from link.bare_telling import around, bare, spot

NORTH = {"lat": 34.0 + 30 / 111.19493}  # 30 km north of a spot: a degree of latitude is 6371 km times pi over 180
DAY = {"dated": True, "first": 10, "last": 10}
FREE = {"place_words": ["homs"], "spots": ()}


def days(first, last, **told):
    return bare(first=first, last=last, **{"dated": True, **told})


ROWS = [  # feature, one, other, value
    # where: only what is precise to the district is a place, and it has an id
    ("same_place", bare(spots=[spot(prec=3)]), bare(spots=[spot(prec=1)]), 1.0),
    ("same_place", bare(spots=[spot(prec=4)]), bare(spots=[spot(prec=1)]), 0.0),
    ("same_place", bare(spots=[spot(prec=1)]), bare(spots=[spot(prec=4)]), 0.0),
    ("same_place", bare(spots=[spot(None)]), bare(spots=[spot(None)]), 0.0),
    ("same_place", bare(spots=[spot("g:1"), spot("g:2")]), bare(spots=[spot("g:2")]), 1.0),
    # near and far: the distance, less the larger reach of the two precisions (5, 25, 40 km), never below nothing
    ("near", bare(spots=[spot()]), bare(spots=[spot()]), 1.0),
    ("near", bare(spots=[spot()]), bare(spots=[spot(**NORTH)]), pytest.approx(exp(-25 / 20))),
    ("near", bare(spots=[spot(prec=2)]), bare(spots=[spot(**NORTH)]), pytest.approx(exp(-5 / 20))),
    ("near", bare(spots=[spot(prec=3)]), bare(spots=[spot(**NORTH)]), 1.0),
    ("near", bare(spots=[spot(prec=4)]), bare(spots=[spot()]), 0.0),
    ("near", bare(spots=[spot(lat=None)]), bare(spots=[spot()]), 0.0),
    ("near", bare(spots=[spot(lon=None)]), bare(spots=[spot()]), 0.0),
    ("near", bare(spots=[spot(), spot("g:2", **NORTH)]), bare(spots=[spot("g:3", **NORTH)]), 1.0),
    ("near", bare(spots=[spot(lat=0.0, lon=0.0)]), bare(spots=[spot(lat=0.0, lon=0.0)]), 1.0),
    ("far", bare(spots=[spot()]), bare(spots=[spot(**NORTH)]), pytest.approx(1 - exp(-25 / 40))),
    ("far", bare(spots=[spot(lat=10.0, lon=36.0)]), bare(spots=[spot(lat=-10.0, lon=36.0)]), pytest.approx(1.0)),
    ("far", bare(spots=[spot(lat=60.0, lon=0.0)]), bare(spots=[spot(lat=60.0, lon=0.9)]),
     pytest.approx(1 - exp(-(50.0341 - 5) / 40), abs=1e-4)),
    ("far", bare(), bare(spots=[spot()]), 0.0),
    ("same_province", bare(spots=[spot()]), bare(spots=[spot("g:9")]), 1.0),
    ("same_province", bare(spots=[spot()]), bare(spots=[spot(adm1="SY/hama")]), 0.0),
    ("same_province", bare(), bare(spots=[spot()]), 0.0),
    ("other_province", bare(spots=[spot()]), bare(spots=[spot(adm1="SY/hama")]), 1.0),
    ("other_province", bare(spots=[spot()]), bare(spots=[spot(adm1=None)]), 0.0),
    ("other_province", bare(spots=[spot(adm1=None)]), bare(spots=[spot()]), 0.0),
    ("other_province", bare(spots=[spot(), spot("g:2", adm1="SY/hama")]), bare(spots=[spot(adm1="SY/hama")]), 0.0),
    ("place_words", bare(place_words="ab"), bare(place_words="bcd"), 0.5),
    ("place_words", bare(place_words="a"), bare(place_words="a"), 1.0),
    ("place_words", bare(), bare(place_words="a"), 0.0),
    ("place_words", bare(place_words="a"), bare(), 0.0),
    ("place_unknown", bare(spots=[spot()]), bare(spots=[spot()]), 0.0),
    ("place_unknown", bare(spots=[spot()]), bare(), 1.0),
    ("place_unknown", bare(spots=[spot(prec=4)]), bare(spots=[spot()]), 1.0),
    ("holds", bare(spots=[spot(prec=4)]), bare(spots=[spot()]), 1.0),
    ("holds", bare(spots=[spot(prec=4, adm1="SY/hama")]), bare(spots=[spot()]), 0.0),
    ("holds", bare(spots=[spot(prec=4)]), bare(spots=[spot(prec=4)]), 0.0),
    ("holds", bare(spots=[spot()]), bare(spots=[spot()]), 0.0),
    ("place_missing", bare(spots=[spot()]), bare(spots=[spot()]), 0.0),
    ("place_missing", bare(**FREE), bare(spots=[spot()]), 0.0),
    ("place_missing", bare(), bare(spots=[spot()]), 1.0),
    ("place_missing", bare(spots=[spot()]), bare(), 1.0),
    # when: intervals of days, with their ends
    ("same_day", days(10, 10), days(10, 10), 1.0),
    ("same_day", days(10, 11), days(10, 10), 0.0),
    ("same_day", days(10, 10), days(11, 11), 0.0),
    ("same_day", days(10, 10), days(10, 10, dated=False), 0.0),
    ("same_day", days(10, 10, dated=False), days(10, 10), 0.0),
    ("days_meet", days(10, 12), days(12, 12), 1.0),
    ("days_meet", days(12, 12), days(10, 12), 1.0),
    ("days_meet", days(10, 12), days(13, 13), 0.0),
    ("days_meet", days(10, 10), days(10, 10), 0.0),
    ("days_meet", bare(), days(10, 12), 0.0),
    ("day_apart", days(10, 12), days(13, 13), 1.0),
    ("day_apart", days(13, 13), days(10, 12), 1.0),
    ("day_apart", days(10, 12), days(14, 14), 0.0),
    ("day_apart", days(10, 12), days(12, 14), 0.0),
    ("days_apart", days(10, 10), days(11, 11), 0.0),
    ("days_apart", days(10, 10), days(12, 12), pytest.approx(log(2) / log(30))),
    ("days_apart", days(10, 10), days(99, 99), 1.0),
    ("days_apart", bare(first=None, last=10), days(99, 99), 0.0),
    ("days_apart", bare(first=10, last=None), days(99, 99), 0.0),
    ("days_apart", days(99, 99), bare(first=None, last=10), 0.0),
    ("days_apart", days(99, 99), bare(first=10, last=None), 0.0),
    ("day_missing", days(1, 1), days(1, 1), 0.0),
    ("day_missing", days(1, 1), bare(), 1.0),
    ("print_apart", bare(published=100), bare(published=103), pytest.approx(log(3) / log(30))),
    ("print_apart", bare(published=103), bare(published=100), pytest.approx(log(3) / log(30))),
    ("print_apart", bare(published=100), bare(published=101), 0.0),
    ("print_apart", bare(published=100), bare(published=100), 0.0),
    ("print_apart", bare(published=100), bare(published=999), 1.0),
    ("print_apart", bare(published=None), bare(published=100), 0.0),
    ("print_apart", bare(published=100), bare(published=None), 0.0),
    ("print_apart", days(5, 5, published=100), days(5, 5, published=110), 0.0),
    ("print_apart", days(5, 5, published=100), days(6, 6, published=110), pytest.approx(log(10) / log(30))),
    ("print_apart", days(5, 5, published=100), days(5, 5, published=110, dated=False),
     pytest.approx(log(10) / log(30))),
    ("print_apart", days(5, 5, published=100, dated=False), days(5, 5, published=110),
     pytest.approx(log(10) / log(30))),
    ("agree", bare(), bare(), 1.0),
    ("agree", bare(spots=[spot()]), bare(spots=[spot()]), 1.0),
    ("agree", bare(spots=[spot()]), bare(spots=[spot(adm1="SY/hama")]), 0.0),
    ("agree", bare(spots=[spot()]), bare(spots=[spot(lat=34.0 + 36 / 111.19493)]), 0.0),  # 31 km: far says 0.54
    ("agree", bare(spots=[spot()]), bare(spots=[spot(lat=34.0 + 30 / 111.19493)]), 1.0),
    ("agree", bare(spots=[spot()]), bare(), 1.0),
    ("agree", bare(), bare(spots=[spot()]), 1.0),
    ("agree", days(1, 1), days(2, 2), 0.0),
    ("agree", days(1, 1), days(1, 1), 1.0),
    ("agree", bare(means=["clash"]), bare(means=["bombing"]), 0.0),
    # what, whom, by whom
    ("same_means", bare(means=["clash"]), bare(means=["bombing"]), 0.0),
    ("same_means", bare(means=["clash", "bombing"]), bare(means=["bombing"]), 1.0),
    ("same_means", bare(), bare(), 0.0),
    ("rare_means", bare(means=["chemical", "bombing"]), bare(means=["chemical", "bombing"]), 1.0),
    ("rare_means", bare(means=["bombing"]), bare(means=["bombing", "chemical"]), 0.5),
    ("rare_means", bare(means=["execution"]), bare(means=["execution"]), 0.7),
    ("rare_means", bare(means=["abduction"]), bare(means=["abduction"]), 0.7),
    ("rare_means", bare(means=["clash"]), bare(means=["clash"]), 0.0),
    ("rare_means", bare(), bare(), 0.0),
    ("other_means", bare(means=["clash"]), bare(means=["clash", "bombing"]), 0.0),
    ("same_count", bare(counts={("killed", 2)}), bare(counts={("killed", 2)}), pytest.approx(log(2) / log(40))),
    ("same_count", bare(counts={("killed", 1)}), bare(counts={("killed", 1)}), 0.0),
    ("same_count", bare(counts={("killed", 3), ("killed", 9)}), bare(counts={("killed", 3), ("killed", 9)}),
     pytest.approx(log(9) / log(40))),
    ("same_count", bare(counts={("killed", 99)}), bare(counts={("killed", 99)}), 1.0),
    ("same_count", bare(), bare(), 0.0),
    ("same_toll", bare(counts={("killed", 3)}), bare(counts={("killed", 3)}), 1.0),
    ("same_toll", bare(counts={("killed", 2)}), bare(counts={("killed", 2)}), 0.0),
    ("same_toll", bare(counts={("killed", 3), ("killed", 5)}), bare(counts={("killed", 3)}), 0.0),
    ("same_toll", bare(counts={("killed", 3), ("wounded", 9)}), bare(counts={("killed", 3)}), 1.0),
    ("same_toll", bare(counts={("wounded", 9)}), bare(counts={("wounded", 9)}), 0.0),
    ("same_toll", bare(), bare(), 0.0),
    ("same_head", bare(head_counts={("killed", 2)}), bare(head_counts={("killed", 2)}),
     pytest.approx(log(2) / log(20))),
    ("same_head", bare(head_counts={("killed", 2), ("killed", 8)}), bare(head_counts={("killed", 2), ("killed", 8)}),
     pytest.approx(log(8) / log(20))),
    ("same_head", bare(head_counts={("killed", 1)}), bare(head_counts={("killed", 1)}), 0.0),
    ("same_head", bare(head_counts={("killed", 8)}), bare(head_counts={("killed", 9)}), 0.0),
    ("same_head", bare(head_counts={("killed", 99)}), bare(head_counts={("killed", 99)}), 1.0),
    ("counts_shared", bare(counts={("a", 2), ("b", 3)}), bare(counts={("a", 2), ("b", 3)}), 0.5),
    ("counts_shared", bare(counts={("a", 2), ("b", 1)}), bare(counts={("a", 2), ("b", 1)}), 0.0),
    ("counts_shared", bare(counts={("a", 2)}), bare(counts={("a", 2)}), 0.0),
    ("counts_shared", bare(counts={("a", n) for n in range(9)}), bare(counts={("a", n) for n in range(9)}), 1.0),
    ("counts_shared", bare(counts={("a", 2), ("b", 3)}), bare(), 0.0),
    ("count_near", bare(counts={("a", 2), ("a", 9)}), bare(counts={("a", 4)}), 0.5),
    ("count_near", bare(counts={("a", 1)}), bare(counts={("a", 4)}), 0.0),
    ("count_near", bare(counts={("a", 4)}), bare(counts={("b", 5)}), 0.0),
    ("count_near", bare(counts={("a", 4)}), bare(counts={("a", 4)}), 0.0),
    ("same_class", bare(classes={("killed", "civilian")}), bare(classes={("killed", "civilian")}), 1.0),
    ("same_class", bare(classes={("killed", "unknown")}), bare(classes={("killed", "unknown")}), 0.0),
    ("same_class", bare(classes={("killed", "civilian")}), bare(classes={("wounded", "civilian")}), 0.0),
    ("other_class", bare(classes={("a", "civilian")}), bare(classes={("b", "combatant")}), 1.0),
    ("other_class", bare(classes={("a", "civilian")}), bare(classes={("b", "mixed")}), 0.0),
    ("other_class", bare(classes={("a", "mixed")}), bare(classes={("b", "combatant")}), 0.0),
    ("other_class", bare(classes={("a", "unknown")}), bare(classes={("b", "combatant")}), 0.0),
    ("other_class", bare(classes={("a", "civilian")}), bare(classes={("b", "civilian")}), 0.0),
    ("same_doer", bare(doers="a"), bare(doers="ab"), 1.0),
    ("same_doer", bare(doers="a"), bare(doers="b"), 0.0),
    ("other_doer", bare(doers="a"), bare(doers="b"), 1.0),
    ("other_doer", bare(doers="a"), bare(doers="ab"), 0.0),
    ("other_doer", bare(doers="a"), bare(), 0.0),
    ("other_doer", bare(), bare(doers="a"), 0.0),
    ("same_side", bare(sides="a"), bare(sides="ab"), 1.0),
    ("same_side", bare(sides="a"), bare(sides="b"), 0.0),
    ("foes", bare(sides="a"), bare(doers="a"), 1.0),
    ("foes", bare(doers="a"), bare(sides="a"), 1.0),
    ("foes", bare(sides="a", doers="b"), bare(sides="a", doers="b"), 0.0),
    # in which words
    ("words", bare(words={"a": 1.0}), bare(words={"a": 1.0, "b": 1.0}), pytest.approx(0.5**0.5)),
    ("words", bare(words={"a": 1.0}), bare(words={"b": 1.0}), 0.0),
    ("words", bare(), bare(words={"b": 1.0}), 0.0),
    ("rare_name", bare(names={"a": 0.5, "b": 0.3}), bare(names={"a": 0.5, "b": 0.3}), 0.25),
    ("rare_name", bare(names={"a": 0.5}), bare(names={"b": 0.5}), 0.0),
    ("rare_name", bare(names={"a": 0.5}), bare(around=around(lead_names={"a": 0.5}), leads=True), 0.25),
    ("rare_name", bare(names={"a": 0.5}), bare(around=around(lead_names={"a": 0.5})), 0.0),
    ("runs", bare(runs=range(5)), bare(runs=range(3, 9)), 0.2),
    ("runs", bare(runs=range(50)), bare(runs=range(50)), 1.0),
    ("title_words", *[bare(leads=True, around=around(title_words={"a": 1.0}))] * 2, 1.0),
    ("title_words", bare(leads=True, around=around(title_words={"a": 1.0})),
     bare(around=around(title_words={"a": 1.0})), 0.0),
    ("lead_words", *[bare(leads=True, around=around(lead_words={"a": 1.0}))] * 2, 1.0),
    ("lead_words", bare(leads=True, around=around(lead_words={"a": 1.0})),
     bare(around=around(lead_words={"a": 1.0})), 0.0),
    ("same_voice", bare(voices="a"), bare(voices="ab"), 1.0),
    ("same_voice", bare(voices="a"), bare(voices="b"), 0.0),
    # inside one report
    ("same_sentence", bare(sentences=[5]), bare(sentences=[5, 9]), 1.0),
    ("same_sentence", bare(sentences=[5]), bare(sentences=[9]), 0.0),
    ("whole_and_part", bare(wholes=["c-2"]), bare(claims=("c-2",)), 1.0),
    ("whole_and_part", bare(claims=("c-2",)), bare(wholes=["c-2"]), 1.0),
    ("whole_and_part", bare(wholes=["c-9"]), bare(wholes=["c-9"]), 1.0),
    ("whole_and_part", bare(wholes=["c-9"]), bare(claims=("c-2",)), 0.0),
    ("characters_apart", bare(start=0, end=50), bare(start=350, end=400), 0.2),
    ("characters_apart", bare(start=350, end=400), bare(start=0, end=50), 0.2),
    ("characters_apart", bare(start=0, end=50), bare(start=40, end=90), 0.0),
    ("characters_apart", bare(start=0, end=50), bare(start=9_000, end=9_100), 1.0),
    ("title_and_lead", bare(in_title=True), bare(start=699), 1.0),
    ("title_and_lead", bare(in_title=True), bare(start=700), 0.0),
    ("title_and_lead", bare(start=700), bare(in_title=True), 0.0),
    ("title_and_lead", bare(in_title=True), bare(in_title=True), 0.0),
    ("title_and_lead", bare(), bare(), 0.0),
    ("background", bare(background=True), bare(), 1.0),
    ("background", bare(background=True), bare(background=True), 0.0),
    ("lone", bare(around=around(lone=True)), bare(around=around(lone=True)), 1.0),
    ("lone", bare(around=around(lone=True)), bare(), 0.0),
]


@pytest.mark.parametrize(("feature", "one", "other", "value"), ROWS,
                         ids=[f"{row[0]}-{n}" for n, row in enumerate(ROWS)])
def test_a_feature_at_its_bounds(feature, one, other, value):
    assert FEATURES[feature](one, other) == value


def test_every_feature_has_a_row():
    assert {row[0] for row in ROWS} == set(FEATURES)


def test_a_score_is_the_sum_of_its_weighted_features_and_of_what_speaks_before_them():
    a, b = bare(doers="a", runs=range(5)), bare(doers="a", runs=range(5))
    weights = {"bias": -2.0, "same_doer": 1.5, "runs": 3.0, "foes": 9.0}
    assert score(a, b, weights) == pytest.approx(-2.0 + 1.5 + 0.5 * 3.0)
    assert score(a, b, {"same_doer": 1.5}) == 1.5
    told = [(s.feature, s.value, s.weight) for s in shares(a, b, weights)]
    assert told == [("bias", "1", -2.0), ("runs", "0.50", 1.5), ("same_doer", "1.00", 1.5)]
    assert [s.weight for s in shares(a, b, {"same_doer": 0.123456})] == [0.1235, 0.0]
    assert [s.feature for s in shares(a, b, {"same_doer": 0.0})] == ["bias"]

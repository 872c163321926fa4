"""The table of features and its weights."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.books.weights import read_lexis, read_weights
from according.errors import BadBook
from according.link.score import FEATURES, score, shares
from according.link.tell import Telling, look_around, tell, tells_of_one
from according.link.wording import fold, runs_of, skeleton, words_of
from claim_factory import ALEPPO, HOMS, JABLEH, LATAKIA, make_claim, make_report

WIRE = make_report(
    "Shells fell on the market of Homs on Thursday.", title="Shells fall on Homs", published="2025-03-07"
)
DAILY = make_report("A raid hit a village near Aleppo.", outlet="Daily", published="2025-03-08")


def telling(**told: object) -> Telling:
    report = told.pop("report", WIRE)
    claims = [make_claim(report, **told)]
    return tell(claims, look_around(claims, report, lexis=read_lexis()), lexis=read_lexis())  # type: ignore[arg-type]  # keywords of the factory


@pytest.mark.parametrize(
    ("feature", "one", "other", "value"),
    [
        ("same_place", {}, {}, 1.0),
        ("same_place", {}, {"place": ALEPPO}, 0.0),
        ("far", {}, {"place": ALEPPO}, pytest.approx(0.98, abs=0.02)),
        ("holds", {"place": LATAKIA}, {"place": JABLEH}, 1.0),
        ("other_province", {"place": JABLEH}, {"place": ALEPPO}, 1.0),
        ("place_missing", {"place": None}, {}, 1.0),
        ("same_day", {}, {}, 1.0),
        ("same_day", {"day": None}, {}, 0.0),
        ("day_apart", {}, {"day": "2025-03-05"}, 1.0),
        ("days_meet", {"day": "2025-03-01", "end": "2025-03-31", "prec": 4}, {}, 1.0),
        ("agree", {"place": LATAKIA, "day": None}, {"place": JABLEH}, 1.0),
        ("agree", {"place": JABLEH}, {"place": JABLEH, "day": "2025-02-01"}, 0.0),
        ("same_means", {"means": "shelling"}, {"means": "shelling"}, 1.0),
        ("other_means", {"means": "shelling"}, {"means": "clash"}, 1.0),
        ("other_means", {"means": None}, {"means": "clash"}, 0.0),
        ("same_count", {"low": 40}, {"low": 40}, 1.0),
        ("same_count", {"low": 1}, {"low": 1}, 0.0),
        ("same_count", {"low": 40}, {"low": 40, "harm": "wounded"}, 0.0),
        ("count_near", {"low": 10}, {"low": 12}, pytest.approx(10 / 12)),
        ("other_class", {"klass": "civilian"}, {"klass": "combatant"}, 1.0),
        ("other_class", {"klass": "civilian"}, {"klass": "unknown"}, 0.0),
        ("foes", {"side": "rebels", "klass": "combatant"}, {"perpetrator": "rebels"}, 1.0),
        ("same_voice", {"source": "the Observatory"}, {"source": "The Observatory", "low": 9}, 1.0),
        ("background", {"scope": "background"}, {}, 1.0),
    ],
)
def test_a_feature_says_what_its_name_says(feature: str, one: dict, other: dict, value: float) -> None:  # type: ignore[type-arg]  # keywords of the factory
    a, b = telling(**one), telling(**other)
    assert FEATURES[feature](a, b) == value


PLACES = st.sampled_from([HOMS, JABLEH, LATAKIA, ALEPPO, None])
TOLD = st.fixed_dictionaries(
    {
        "report": st.sampled_from([WIRE, DAILY]),
        "place": PLACES,
        "day": st.sampled_from(["2025-03-06", "2025-01-01", None]),
        "low": st.integers(0, 500),
        "klass": st.sampled_from(["civilian", "combatant", "mixed", "unknown"]),
        "means": st.sampled_from(["clash", "airstrike", None]),
        "side": st.sampled_from([None, "rebels"]),
        "perpetrator": st.sampled_from([None, "rebels", "army"]),
        "scope": st.sampled_from(["incident", "background"]),
    }
)


@settings(max_examples=100, deadline=None)
@given(TOLD, TOLD)
def test_every_feature_is_from_nought_to_one_and_the_order_never_matters(one: dict, other: dict) -> None:  # type: ignore[type-arg]  # keywords of the factory
    a, b = telling(**one), telling(**other)
    for name, feature in FEATURES.items():
        assert 0.0 <= feature(a, b) <= 1.0, name
        assert feature(a, b) == feature(b, a), name
    weights = read_weights().across
    assert score(a, b, weights) == pytest.approx(sum(s.weight for s in shares(a, b, weights)), abs=0.01)


def test_every_weight_names_a_feature() -> None:
    weights = read_weights()
    assert {*weights.within, *weights.across} <= {*FEATURES, "bias"}


def test_a_weight_file_that_breaks_its_rules_is_refused_in_one_line(tmp_path: Path) -> None:
    good = "{within: {bias: -1}, across: {bias: -1}, apart: -4, threshold_within: 0, threshold_across: 0}"
    cases = (
        (good.replace("apart: -4", "apart: far"), "must be a number"),
        (good.replace("apart", "apartness"), "keys must be"),
        (good.replace("within: {bias: -1}", "within: 3"), "table of features"),
        ("{", "is no YAML"),
        ("- a", "names and values"),
    )
    for n, (text, says) in enumerate(cases):
        path = tmp_path / f"{n}.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(BadBook, match=says):
            read_weights(path)
    with pytest.raises(BadBook, match="cannot be read"):
        read_weights(tmp_path / "none.yaml")


@pytest.mark.parametrize(("printed", "folded"), [("al-Ḥaffah", "al-haffah"), ("Syria’s", "syrias"), ("IDLIB", "idlib")])
def test_folding(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@pytest.mark.parametrize("name", ["rashidin", "rashideen", "rashiidin"])
def test_three_transliterations_have_one_skeleton(name: str) -> None:
    assert skeleton(name) == "rshdn"


def test_words_and_runs() -> None:
    assert words_of("Two raids, in Homs!") == ("two", "raids", "in", "homs")
    six = runs_of(["a", "b", "c", "d", "e", "f"])
    assert len(six) == 2
    assert six & runs_of(["x", "b", "c", "d", "e", "f"]) == runs_of(["b", "c", "d", "e", "f"])
    assert runs_of(["a"]) == frozenset()


def test_a_report_of_one_place_and_day() -> None:
    assert tells_of_one([make_claim(WIRE), make_claim(WIRE, low=3, place=None)])
    assert not tells_of_one([make_claim(WIRE), make_claim(WIRE, low=3, place=ALEPPO)])
    assert not tells_of_one([make_claim(WIRE), make_claim(WIRE, low=3, day="2025-03-01")])

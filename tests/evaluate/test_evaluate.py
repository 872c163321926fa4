"""Our own scoring: its rules on cases of one claim, what must hold whatever the claims, what stands on the page."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from according.errors import BadInput, BadRequest
from according.evaluate import evaluate, evaluation_plain
from according.evaluate.agree import agreement, same_name
from according.evaluate.differ import ERRORS, differences
from according.evaluate.match import match
from according.evaluate.page import errors_page
from according.evaluate.told import read_told
from evaluation_factory import make_case

TEXT = "At least 13 soldiers were killed near Homs, the army said. Later 20 were wounded."
CLAIM = {
    "id": "c1", "evidence": "At least 13 soldiers were killed near Homs, the army said.",
    "effect": {"type": "killed", "text": "killed"}, "count": {"text": "At least 13", "low": 13, "high": None},
    "victims": {"text": "soldiers", "class": "combatant", "side": "the army"}, "perpetrator": None, "means": None,
    "place": {"text": "Homs", "name": "Homs"}, "time": None,
    "source": {"text": "the army", "name": "Syrian army", "cue": "said"}, "via": [], "status": "stated",
    "scope": "incident", "incident": None, "part_of": None,
}


def told(*claims, key="x/1"):
    lines = [json.dumps({"id": key, "claims": claims}).encode()]
    return read_told(lines, origin="gold.jsonl", texts={key: TEXT})


def one(**changes):
    return told({**CLAIM, **changes})["x/1"][0]


NAMES = [
    ("Syrian army", "the Syrian Army", True),  # capitals and articles say nothing
    ("Homs", "Homs, Syria", True),  # all words of one stand in the other
    ("al-Nusra Front", "Nusra Front", True),
    ("Ba'ath party", "Baath Party", True),  # apostrophes
    ("Free Syrian Army", "Syrian Arab Army", True),  # two words of four: half
    ("Aleppo city", "Homs city", False),
    ("the city", "city", True),  # nothing but words that say nothing: then those count
    (None, None, True),
    (None, "Homs", False),
    ("", None, True),
    ("حمص", "حمص", False),  # no Latin letter to compare by
]


@pytest.mark.parametrize(("a", "b", "same"), NAMES)
def test_names_are_compared_by_their_words(a, b, same):
    assert same_name(a, b) is same
    assert same_name(b, a) is same


def test_a_claim_must_tell_the_same_harm_and_count_and_overlap():
    gold = (one(),)
    assert match(gold, (one(status="hedged"),)) == ((0, 0),)
    assert match(gold, (one(effect={"type": "wounded", "text": "killed"}),)) == ()
    assert match(gold, (one(count={"text": "13", "low": 13, "high": 13}),)) == ()
    assert match(gold, (one(count={"text": "13", "low": 13, "high": 13}),), counts=False) == ((0, 0),)
    assert match(gold, (one(evidence="Later 20 were wounded."),)) == ()
    assert match(gold, (one(evidence="words that stand nowhere"),)) == ()


def test_the_likest_claim_is_taken_first():
    gold = (one(), one(source=None, victims={"text": "rebels", "class": "combatant", "side": None}))
    assert set(match(gold, (gold[1], gold[0]))) == {(0, 1), (1, 0)}


def test_where_the_sentence_names_no_source_silence_and_the_reports_source_are_right():
    gold = one(source={"text": None, "name": "a monitor called Eye", "cue": None})
    article = (gold, one(source={"text": "the army", "name": "Syrian army", "cue": "said"}))
    assert agreement(gold, one(source=None), article)["source"] is True
    assert agreement(gold, one(), article)["source"] is True  # it vouches for the same number elsewhere
    assert agreement(gold, one(), (gold,))["source"] is False
    assert agreement(one(), one(source=None), article)["source"] is False  # this sentence names one


def test_a_role_that_the_gold_does_not_tell_is_not_scored():
    roles = agreement(one(), one(means={"text": None, "type": "clash"}), ())
    assert roles["means"] is None
    assert roles["perpetrator"] is None
    assert roles["place"] is True


def test_claims_without_a_number_are_left_out_unless_asked_for():
    bare = {**CLAIM, "count": {"text": None, "low": None, "high": None}}
    found = evaluate(told(CLAIM, bare), told(CLAIM))
    assert found.score.claims.gold == 1
    assert evaluate(told(CLAIM, bare), told(CLAIM), bare=True).score.claims.gold == 2


def test_a_kind_is_scored_on_both_sides():
    read = told({**CLAIM, "victims": {**CLAIM["victims"], "class": "civilian"}})
    kinds = evaluate(told(CLAIM), read).kinds["class"]
    assert (kinds["combatant"].claims.recall, kinds["combatant"].claims.predicted) == (1.0, 0)
    assert (kinds["civilian"].claims.precision, kinds["civilian"].claims.gold) == (1.0, 0)


def test_an_interval_holds_the_figure_and_needs_more_than_one_report():
    texts = {f"x/{n}": TEXT for n in range(40)}
    lines = [json.dumps({"id": key, "claims": [CLAIM]}).encode() for key in texts]
    gold = read_told(lines, origin="gold", texts=texts)
    read = {key: claims if int(key[2:]) % 2 else () for key, claims in gold.items()}
    score = evaluate(gold, read, seed=3).score
    low, high = score.claims.interval["recall"]
    assert low < score.claims.recall == 0.5 < high
    assert low > 0.3
    assert high < 0.7
    assert evaluate(gold, read, seed=3).score == score
    few = [evaluate(gold, read, seed=seed, resamples=20).score.claims.interval["recall"] for seed in range(4)]
    assert len(set(few)) > 1
    assert evaluate(gold, read, resamples=0).score.claims.interval == {}


@pytest.mark.parametrize("seed", range(60))
def test_what_holds_whatever_the_claims(seed):
    articles, gold_lines, read_lines = make_case(seed)
    texts = {a["id"]: a["text"] for a in articles}
    gold = read_told([json.dumps(x).encode() for x in gold_lines], origin="gold", texts=texts)
    read = read_told([json.dumps(x).encode() for x in read_lines], origin="read", texts=texts, wanted=gold)
    found = evaluate(gold, read, resamples=20)
    for outcome in found.outcomes:
        pairs = match(outcome.gold, outcome.read)
        assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)  # one to one
        left = [(g, r) for i, g in enumerate(outcome.gold) if i not in {i for i, _ in pairs}
                for j, r in enumerate(outcome.read) if j not in {j for _, j in pairs}]
        assert not any(match((g,), (r,)) for g, r in left)  # nothing that could be a pair is left over
        assert len(outcome.lenient) >= len(pairs)
    score = found.score
    assert 0 <= score.full.matched <= score.claims.matched <= score.lenient.matched
    for measure in (score.claims, score.lenient, score.full):
        for name, (low, high) in measure.interval.items():
            assert 0 <= low <= high <= 1, name
    assert sum(s.articles for s in found.corpora.values()) == score.articles
    assert sum(s.claims.matched for s in found.kinds["harm"].values()) == score.claims.matched
    perfect = evaluate(gold, gold, resamples=0).score
    assert perfect.claims.matched == sum(c.start >= 0 for o in found.outcomes for c in o.gold)
    listed = differences(found.outcomes)
    assert sum("missed" in d.kinds or "count" in d.kinds for d in listed) == score.claims.gold - score.claims.matched
    assert sum("source" in d.kinds for d in listed) == round(
        (1 - score.roles["source"].accuracy) * score.roles["source"].of) if "source" in score.roles else True


def test_nothing_in_common_is_told():
    with pytest.raises(BadRequest, match="no report of the gold was read"):
        evaluate(told(CLAIM), {"other/1": ()})


BROKEN = [
    (b"{", "gold.jsonl:1: no JSON"),
    (b"[]", "no report with an id"),
    (b'{"id": "x/1"}', "no list of claims"),
    (b'{"id": "y/1", "claims": []}', "no article with the id 'y/1'"),
    (b'{"id": "x/1", "claims": [3]}', "claim 1: is no object"),
    (b'{"id": "x/1", "claims": [{"evidence": 3}]}', "claim 1: evidence is neither words nor"),
    (b'{"id": "x/1", "claims": [{"evidence": "a", "count": {"low": "13"}}]}', "count.low is '13', no whole number"),
    (b'{"id": "x/1", "claims": [{"evidence": "a", "source": "army"}]}', "source is neither null nor an object"),
    (b'{"id": "x/1", "claims": [{"evidence": "a", "via": "AFP"}]}', "via is no list"),
    (b"[" * 100_000, "no JSON"),
]


@pytest.mark.parametrize(("line", "message"), BROKEN)
def test_a_broken_line_is_told_with_its_place(line, message):
    with pytest.raises(BadInput, match=re.escape(message)):
        read_told([line], origin="gold.jsonl", texts={"x/1": TEXT})


def test_a_report_that_stands_twice_is_refused():
    with pytest.raises(BadInput, match=r"gold\.jsonl:2: the report 'x/1' stands twice"):
        read_told([b'{"id": "x/1", "claims": []}'] * 2, origin="gold.jsonl", texts={"x/1": TEXT})


def test_errors_are_told_by_kind():
    read = told({**CLAIM, "scope": "period", "source": None},
                {**CLAIM, "id": "c2", "evidence": "Later 20 were wounded.",
                 "effect": {"type": "wounded", "text": "wounded"}, "count": {"text": "20", "low": 20, "high": 20}})
    second = {**CLAIM, "id": "c2", "evidence": "Later 20 were wounded.",
              "effect": {"type": "wounded", "text": "wounded"}, "count": {"text": "20", "low": 21, "high": None}}
    gold = told(CLAIM, second)
    kinds = [d.kinds for d in differences(evaluate(gold, read).outcomes)]
    assert kinds == [("source", "scope"), ("count",)]
    nothing = differences(evaluate(gold, told()).outcomes)
    assert [d.kinds for d in nothing] == [("missed",)] * 2
    assert [d.kinds for d in differences(evaluate(told(), gold).outcomes)] == [("spurious",)] * 2


def test_the_page_lights_the_words_and_escapes_everything():
    nasty = '<script>alert("&")</script>\u202e'
    found = evaluate(told(CLAIM), told({**CLAIM, "source": {"text": "the army", "name": nasty, "cue": "said"}}))
    found = replace(found, outcomes=tuple(replace(o, outlet=nasty) for o in found.outcomes))
    page = errors_page(found, reader=nasty)
    assert "<script" not in page
    assert "\u202e" not in page
    assert page.count("&lt;script&gt;") >= 3
    assert '<mark class="g r">At least 13</mark>' in page
    assert '<mark class="g r">the army</mark>' in page
    assert "default-src &#x27;none&#x27;" in page or "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=[\"'](?!#)", page)  # nothing is fetched
    assert "prefers-color-scheme: dark" in page
    for kind in ERRORS:
        assert f'id="{kind.replace(" ", "-")}"' in page
    ends = re.findall(r"</?(?:section|article|details|table|blockquote|mark|p|ul|li)\b", page)
    assert sum(t[1] != "/" for t in ends) == sum(t[1] == "/" for t in ends)


def test_the_json_has_the_keys_of_the_scorer_and_ours():
    found = evaluation_plain(evaluate(told(CLAIM), told(CLAIM), outlets={"x/1": "Wire"}), reader="patterns 1")
    assert list(found) == ["reader", "articles", "claims", "lenient", "full", "roles", "corpora", "kinds", "resamples",
                           "seed"]
    assert found["claims"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "matched": 1, "predicted": 1, "gold": 1,
                               "interval": {"precision": [1.0, 1.0], "recall": [1.0, 1.0], "f1": [1.0, 1.0]}}
    assert found["roles"]["source"] == {"accuracy": 1.0, "of": 1}
    assert set(found["kinds"]) == {"harm", "class", "scope", "outlet"}
    assert list(found["kinds"]["outlet"]) == ["Wire"]
    assert found["kinds"]["harm"]["killed"]["claims"]["matched_read"] == 1

"""`according evaluate`."""

from __future__ import annotations

import json

import pytest

from evaluation_factory import ABSENT, ARTICLES, GOLD, SCORER, theirs

TEXT = "At least 13 soldiers were killed in an ambush near Homs in Syria on Thursday, state television said."


@pytest.fixture
def told(run, tmp_path):
    """Two articles, and as their gold what is read in them."""
    articles = tmp_path / "articles.jsonl"
    articles.write_text("".join(json.dumps(
        {"id": f"{corpus}/1", "text": TEXT, "outlet": "Wire", "published": "2025-03-07"}) + "\n" for corpus in "ab"))
    gold = tmp_path / "gold.jsonl"
    gold.write_text(run("read", articles, "--jsonl").out)
    return gold, articles


def test_what_is_read_is_scored_against_the_gold(run, told):
    gold, articles = told
    done = run("evaluate", gold, "--articles", articles)
    assert done.code == 0
    assert done.err == ""
    [row] = [line.split() for line in done.out.splitlines() if line.startswith("all  claims")]
    assert row == ["all", "claims", "1.000", "1.000", "1.000", "1.000-1.000", "2", "2", "2"]
    assert [line.split()[0] for line in done.out.splitlines() if " full " in line] == ["all", "a", "b"]


def test_articles_may_follow_one_option_or_many(run, told, tmp_path):
    gold, articles = told
    first, second = articles.read_text().splitlines()
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    one.write_text(first + "\n")
    two.write_text(second + "\n")
    whole = run("evaluate", gold, "--articles", articles, "--json").out
    assert json.loads(whole)["articles"] == 2
    assert run("evaluate", gold, "--articles", one, two, "--json").out == whole
    assert run("evaluate", gold, "--articles", one, "--articles", two, "--json").out == whole


def test_claims_of_a_file_are_scored_without_reading(run, told, tmp_path):
    gold, articles = told
    predicted = tmp_path / "predicted.jsonl"
    lines = [json.loads(line) for line in gold.read_text().splitlines()]
    lines[0]["claims"][0]["scope"] = "cumulative"
    predicted.write_text("".join(json.dumps(line) + "\n" for line in lines))
    page = tmp_path / "errors.html"
    done = run("evaluate", gold, "--articles", articles, "--predicted", predicted, "--json", "--errors", page)
    found = json.loads(done.out)
    assert (found["claims"]["f1"], found["full"]["f1"], found["reader"]) == (1.0, 0.5, None)
    assert found["corpora"]["a"]["full"]["f1"] == 0.0
    assert found["roles"]["scope"] == {"accuracy": 0.5, "of": 2}
    assert "cumulative" in page.read_text()
    again = run("evaluate", gold, "--articles", articles, "--predicted", predicted, "--json", "--errors", page)
    assert again.out == done.out


def test_an_article_that_cannot_be_read_is_told_and_scored_as_silence(run, told, tmp_path):
    gold, articles = told
    with articles.open("a") as more:
        more.write(json.dumps({"id": "a/2", "text": ""}) + "\n")
    with gold.open("a") as more:
        more.write(json.dumps({"id": "a/2", "claims": []}) + "\n")
    done = run("evaluate", gold, "--articles", articles, "--json")
    assert done.code == 1
    assert "articles.jsonl" in done.err
    assert json.loads(done.out)["articles"] == 3


WRONG = [
    (("nowhere.jsonl", "--articles", "articles.jsonl"), "nowhere.jsonl: No such file"),
    (("gold.jsonl", "--articles", "nowhere.jsonl"), "nowhere.jsonl: No such file"),
    (("gold.jsonl", "--articles", "gold.jsonl"), "gold.jsonl:1: no article with an id and a text"),
    (("articles.jsonl", "--articles", "articles.jsonl"), "articles.jsonl:1: no list of claims"),
    (("gold.jsonl", "--articles", "articles.jsonl", "--predicted", "broken.jsonl"), "broken.jsonl:1: no JSON"),
    (("gold.jsonl", "--articles", "articles.jsonl", "--predicted", "other.jsonl"), "no report of the gold was read"),
    (("gold.jsonl", "--articles", "articles.jsonl", "--reader", "oracle"), "there is no reader 'oracle'"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_what_is_wrong_is_told_in_one_line(run, told, tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.jsonl").write_text("no JSON\n")
    (tmp_path / "other.jsonl").write_text(json.dumps({"id": "c/9", "claims": []}) + "\n")
    done = run("evaluate", *arguments)
    assert done.code == 1
    assert message in done.err
    assert done.err.count("\n") == 1
    assert done.out == ""


@pytest.mark.skipif(not SCORER.is_file(), reason=ABSENT)
def test_what_the_command_reads_scores_as_the_corpora_s_scorer_says(run, tmp_path):
    rows = GOLD.read_text(encoding="utf-8").splitlines()[::12]
    gold, articles, predicted = (tmp_path / f"{name}.jsonl" for name in ("gold", "articles", "read"))
    gold.write_text("\n".join(rows) + "\n", encoding="utf-8")
    ids = {json.loads(row)["id"] for row in rows}
    lines = [line for path in ARTICLES for line in path.read_text(encoding="utf-8").splitlines()]
    articles.write_text("".join(line + "\n" for line in lines if json.loads(line)["id"] in ids), encoding="utf-8")
    predicted.write_text(run("read", articles, "--jsonl").out, encoding="utf-8")
    done = run("evaluate", gold, "--articles", articles, "--json")
    assert done.code == 0, done.err
    ours, told = json.loads(done.out), theirs(gold, predicted, [articles])
    assert ours["roles"] == told["roles"]
    for name in ("claims", "lenient", "full"):
        assert {key: ours[name][key] for key in told[name]} == told[name]

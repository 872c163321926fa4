"""``--reader llm``: a model on this machine, good and bad, through the whole command."""

from __future__ import annotations

import json

import pytest

from according.cli.options import ReaderOption
from according.pipeline import READERS
from llm_server import marking, obey, running, saying

KEY = "sk-of-nobody-0123456789"
TWO = "Two soldiers were killed near Ramun on Monday, the army said.\n"
THREE = "Three people were killed in Tel Sarab on Monday, medics said.\n"


@pytest.fixture
def server(monkeypatch, tmp_path):
    with running() as serving:
        serving.answer = marking(obey)
        monkeypatch.setenv("ACCORDING_LLM_URL", serving.url)
        monkeypatch.setenv("ACCORDING_LLM_KEY", KEY)
        monkeypatch.setenv("ACCORDING_LLM_MODEL", "some-model")
        monkeypatch.setenv("ACCORDING_LLM_CACHE", str(tmp_path / "answers"))
        yield serving


@pytest.fixture
def two(tmp_path):
    (tmp_path / "a.txt").write_text(TWO)
    (tmp_path / "b.txt").write_text(THREE)
    return tmp_path / "a.txt", tmp_path / "b.txt"


def test_it_is_never_used_unless_it_is_asked_for(run, server, two):
    assert run("read", *two).code == 0
    assert server.paths == []
    assert run("read", *two, "--reader", "llm").code == 0
    assert server.paths == ["/v1/chat/completions"] * 2


def test_without_settings_one_line_says_what_is_missing(run, two, monkeypatch):
    for name in ("URL", "MODEL", "KEY", "CACHE"):
        monkeypatch.delenv(f"ACCORDING_LLM_{name}", raising=False)
    done = run("read", *two, "--reader", "llm")
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert "set ACCORDING_LLM_URL and ACCORDING_LLM_MODEL" in done.err


def test_every_claim_names_model_and_prompt(run, server, two):
    [a, b] = json.loads(run("read", *two, "--reader", "llm", "--json").out)
    assert a["reader"] == "llm some-model prompt 1"
    assert [claim["reader"] for claim in (*a["claims"], *b["claims"])] == ["llm some-model prompt 1"] * 2
    assert a["claims"][0]["place"] is None or a["claims"][0]["place"]["printed"] is None  # the model named none


def test_where_the_answer_is_broken_the_report_fails_and_the_batch_goes_on(run, server, two, tmp_path):
    def answer(handler, request):
        broken = "soldiers" in request["messages"][1]["content"]
        (saying("no JSON") if broken else marking(obey))(handler, request)

    server.answer = answer
    ledger = tmp_path / "ledger.sqlite"
    done = run("add", *two, "--ledger", ledger, "--reader", "llm", "--published", "2025-03-07", "--outlet", "Wire")
    assert done.code == 1
    assert "a.txt: the model did not answer in the form that was asked for" in done.err
    assert "1 new, 0 known already; 1 source refused" in done.out
    server.answer = marking(obey)  # the next run reads what is missing, and only that
    again = run("add", *two, "--ledger", ledger, "--reader", "llm", "--published", "2025-03-07", "--outlet", "Wire")
    assert again.code == 0
    assert "1 new, 1 known already" in again.out
    assert len(server.paths) == 3
    assert KEY not in done.out + done.err + again.out + again.err
    assert KEY.encode() not in ledger.read_bytes()


def test_an_endpoint_that_refuses_the_key_stops_the_run_in_one_line(run, server, two):
    server.answer = lambda handler, request: handler.send(f'{{"error": "{KEY}"}}'.encode(), 401)
    done = run("read", *two, "--reader", "llm")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "refuses with 401; check ACCORDING_LLM_URL, ACCORDING_LLM_KEY" in done.err
    assert KEY not in done.err
    assert len(server.paths) == 1


def test_a_spent_budget_fails_the_rest_and_keeps_what_was_read(run, server, two, monkeypatch):
    monkeypatch.setenv("ACCORDING_LLM_CALLS", "1")
    done = run("read", *two, "--reader", "llm", "--jsonl")
    assert done.code == 1
    assert len(done.out.splitlines()) == 1
    assert "b.txt: the run has made its 1 calls to the language model; raise ACCORDING_LLM_CALLS" in done.err
    assert run("read", *two, "--reader", "llm", "--jsonl").code == 0  # the first answer was kept
    assert len(server.paths) == 2


@pytest.mark.parametrize("cache", ["off", None])
def test_acts_do_not_ask_twice(run, server, two, monkeypatch, cache):
    if cache is not None:
        monkeypatch.setenv("ACCORDING_LLM_CACHE", cache)
    assert run("read", two[0], "--reader", "llm", "--acts").code == 0
    assert len(server.paths) == 1


def test_the_same_answers_give_the_same_bytes(run, server, two):
    first = run("read", *two, "--reader", "llm", "--json", "--refusals")
    assert run("read", *two, "--reader", "llm", "--json", "--refusals").out == first.out


def test_what_the_model_made_up_is_listed_with_the_refusals(run, server, two):
    def lie(sentences):
        return [{"sentence": sentences[0]["n"], "quote": "500 soldiers were killed", "count": "500", "harm": "killed",
                 "harm_words": "killed"}]

    server.answer = marking(lie)
    done = run("read", two[0], "--reader", "llm", "--refusals")
    assert done.code == 0
    assert "0 claims" in done.out
    assert "the model quotes words that do not stand in the sentence: “500 soldiers were killed”" in done.out
    assert '"Two": the model does not take it for a count of harm' in done.out


def test_a_ledger_says_which_reader_read(run, server, two, tmp_path):
    ledger = tmp_path / "ledger.sqlite"
    run("add", two[0], "--ledger", ledger, "--outlet", "Wire")
    done = run("add", two[0], "--ledger", ledger, "--outlet", "Wire", "--reader", "llm")
    assert "1 read anew" in done.out
    run("export", "claims", "--to", tmp_path / "c.csv", "--ledger", ledger)
    assert "llm some-model prompt 1" in (tmp_path / "c.csv").read_text()


def test_it_can_be_evaluated(run, server, tmp_path):
    articles, gold = tmp_path / "articles.jsonl", tmp_path / "gold.jsonl"
    articles.write_text(json.dumps({"id": "a/1", "text": TWO, "outlet": "Wire", "published": "2025-03-07"}) + "\n")
    gold.write_text(run("read", articles, "--jsonl").out)
    found = json.loads(run("evaluate", gold, "--articles", articles, "--reader", "llm", "--json").out)
    assert (found["reader"], found["claims"]["f1"]) == ("llm some-model prompt 1", 1.0)


def test_the_help_names_every_reader():
    [told] = [part.help for part in ReaderOption.__metadata__]
    assert all(reader in told for reader in READERS)


def test_no_setting_turns_it_on(run, server, two, monkeypatch):
    monkeypatch.setenv("ACCORDING_READER", "llm")
    done = run("read", *two)
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "only where --reader llm asks for it by name" in done.err
    assert server.paths == []

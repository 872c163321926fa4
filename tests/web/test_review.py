"""The review queue: what matters comes first, a decision is kept once, undoing gives the task back."""

from __future__ import annotations

import re

import pytest

from according.ledger import open_ledger
from web.conftest import OURS, sign_in


def task_of(text):
    return re.search(r'data-key="([^"]*)"', text)[1]


def left(text):
    return int(re.search(r'data-left="(\d+)', text)[1])


def decide(client, key, kind, **more):
    subject, _, other = key.partition("+")
    form = {"subject": subject, "other": other, "kind": kind, "inset": "yes", **more}
    return client.post("/review/decide", data=form, headers=OURS)


def judgements(client):
    return client.get("/api/judgements").json()


def test_twenty_decisions_one_after_the_other_and_one_undone(client):
    page = client.get("/review").text
    started, seen = left(page), []
    for _ in range(20):
        key = task_of(page)
        assert key not in seen
        seen.append(key)
        done = decide(client, key, "same" if "+" in key else "confirm")
        assert done.status_code == 200
        page = done.text
    assert left(page) == started - 20
    back = client.post("/review/undo", data={"inset": "yes"}, headers=OURS)
    assert task_of(back.text) == seen[-1]
    kinds = [j["kind"] for j in judgements(client)]
    assert kinds.count("undo") == 1
    assert len(kinds) == 21
    assert left(client.get("/review").text) == started - 19


def test_the_heaviest_comes_first(client):
    queue = client.app.state.bench.ready_queue()
    weights = [task.weight for task in queue.open_tasks("x", frozenset())]
    assert weights == sorted(weights, reverse=True)
    assert len(weights) > 100


def test_a_field_is_corrected_and_the_ledger_follows(client, own):
    key = next(t.subject for t in client.app.state.bench.ready_queue().open_tasks("x", frozenset()) if t.other is None)
    form = {"harm": "wounded", "class": "civilian", "low": "3", "best": "4", "high": "", "why": "the table says so"}
    assert decide(client, key, "correct", **form).status_code == 200
    kept = [j for j in judgements(client) if j["subject"] == key]
    assert {j["field"] for j in kept} >= {"harm", "count"}
    assert {j["why"] for j in kept} == {"the table says so"}
    assert client.app.state.bench.settler.wait(30)
    shown = client.get(f"/claims/{key}").text
    assert "wounded" in shown
    assert "3 or more" in shown
    with open_ledger(str(own), read_only=True) as ledger:
        assert ledger.settled()
        assert ledger.verify() == ()


def test_undoing_a_correction_takes_all_its_fields_back(client):
    key = next(t.subject for t in client.app.state.bench.ready_queue().open_tasks("x", frozenset()) if t.other is None)
    decide(client, key, "correct", harm="displaced", status="denied", low="1", best="1", high="1")
    made = len(judgements(client))
    assert made >= 2
    client.post("/review/undo", data={}, headers=OURS)
    assert len(judgements(client)) == 2 * made
    assert task_of(client.get(f"/review?claim={key}").text) == key


@pytest.mark.parametrize("form", [
    {"kind": "correct"}, {"kind": "correct", "low": "many"}, {"kind": "correct", "low": "9", "best": "3", "high": "1"},
    {"kind": "correct", "harm": "sad"}, {"kind": "delete"}, {"kind": ""}, {"kind": "confirm", "subject": "c-nothing"},
    {"kind": "same", "other": "c-nothing"}, {"kind": "undo"}, {"kind": "pin"},
], ids=str)
def test_what_is_no_decision_is_not_kept(client, form):
    key = next(t.subject for t in client.app.state.bench.ready_queue().open_tasks("x", frozenset()) if t.other is None)
    done = client.post("/review/decide", data={"subject": key, "inset": "yes", **form}, headers=OURS)
    assert done.status_code == 404
    assert judgements(client) == []


def test_what_is_put_off_comes_no_more_today(client):
    key = task_of(client.get("/review").text)
    subject, _, other = key.partition("+")
    client.post("/review/skip", data={"subject": subject, "other": other}, headers=OURS)
    assert task_of(client.get("/review").text) != key
    assert judgements(client) == []


def test_the_page_after_this_one_can_be_had_ahead(client):
    first = task_of(client.get("/review").text)
    ahead = client.get(f"/review?inset=yes&hand={first.replace('+', '%2B')}").text
    assert task_of(ahead) not in (first, "")
    assert task_of(decide(client, first, "same" if "+" in first else "confirm").text) == task_of(ahead)


def test_without_script_a_decision_leads_to_the_next_page(client):
    key = task_of(client.get("/review").text)
    subject, _, other = key.partition("+")
    form = {"subject": subject, "other": other, "kind": "same" if other else "confirm"}
    done = client.post("/review/decide", data=form, headers=OURS)
    assert (done.status_code, done.headers["location"]) == (303, "/review")


def test_decisions_bear_the_name_of_who_made_them(open_bench, own, people):
    client = open_bench(own, access=people)
    sign_in(client, "rosa")
    key = task_of(client.get("/review").text)
    decide(client, key, "same" if "+" in key else "confirm")
    assert [j["who"] for j in judgements(client)] == ["rosa"]
    sign_in(client, "olga")
    assert client.post("/review/undo", data={}, headers=OURS).status_code == 404  # nothing of hers to take back


def test_the_api_keeps_decisions_too(client):
    task = next(t for t in client.app.state.bench.ready_queue().open_tasks("x", frozenset()) if t.other is None)
    body = {"kind": "reject", "subject": task.subject, "why": "a date"}
    made = client.post("/api/judgements", json=body, headers=OURS)
    assert made.status_code == 201
    back = {"kind": "undo", "subject": made.json()["id"], "why": "no"}
    undone = client.post("/api/judgements", json=back, headers=OURS)
    assert undone.status_code == 201
    for wrong in ({**body, "kind": "x"}, {**body, "subject": "c-no"}, {**body, "kind": "same"},
                  {**body, "kind": "correct", "field": "harm", "value": "sad"}, {**body, "field": "harm"},
                  {"kind": "undo", "subject": "j-no", "why": "x"}):
        assert client.post("/api/judgements", json=wrong, headers=OURS).status_code == 404, wrong
    for wrong in ({**body, "extra": 1}, {"kind": "reject", "subject": task.subject}, {**body, "why": ""}):
        assert client.post("/api/judgements", json=wrong, headers=OURS).status_code == 422, wrong
    assert len(judgements(client)) == 2


def test_a_large_ledger_is_settled_beside_its_pages(client, own, monkeypatch):
    monkeypatch.setattr("according.web.state.BESIDE", 0)
    key = next(t.subject for t in client.app.state.bench.ready_queue().open_tasks("x", frozenset()) if t.other is None)
    decide(client, key, "reject")
    assert client.app.state.bench.settler.wait(60)
    assert client.app.state.bench.settler.trouble is None
    with open_ledger(str(own), read_only=True) as ledger:
        assert ledger.settled()
        assert ledger.homes([key]) == {}


def test_what_goes_wrong_in_settling_is_told_on_the_pages(client, own, monkeypatch):
    monkeypatch.setattr("according.web.state.BESIDE", 0)
    monkeypatch.setenv("PYTHONPATH", "")
    monkeypatch.setattr("according.web.state.sys.executable", "/bin/false")
    decide(client, task_of(client.get("/review").text).partition("+")[0], "reject")
    assert client.app.state.bench.settler.wait(60)
    assert "not joined in yet" in client.get("/").text

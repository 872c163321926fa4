"""Two people in the review queue: who decides on what the other changed gets 409 and a page that shows it."""

from __future__ import annotations

import re

from according.ledger import open_ledger
from according.pipeline import judge
from claim_factory import make_judgement
from web.conftest import OURS

SEEN = re.compile(r'name="seen" value="(\d+):[0-9a-f]+"')


def ask(client):
    """Return a claim that is asked about, and what its form says was seen."""
    key = next(t.subject for t in client.app.state.bench.ready_queue().open_tasks("x", frozenset()) if t.other is None)
    return key, SEEN.search(client.get(f"/review?claim={key}").text)[1]


def decide(client, key, seen, kind="confirm", **more):
    form = {"subject": key, "other": "", "kind": kind, "seen": f"{seen}:0", **more}
    return client.post("/review/decide", data=form, headers=OURS)


def test_what_others_decided_meanwhile_is_shown_and_the_next_decision_stands(client, own):
    key, seen = ask(client)
    with open_ledger(str(own)) as other:
        judge(make_judgement("reject", key, who="ana", why="a typo of the outlet"), ledger=other)
    refused = decide(client, key, seen)
    assert refused.status_code == 409
    assert "Your decision was not kept" in refused.text
    assert "by ana" in refused.text
    assert "a typo of the outlet" in refused.text
    assert [j["who"] for j in client.get("/api/judgements").json()] == ["ana"]
    inset = decide(client, key, seen, inset="yes")
    assert inset.status_code == 409
    assert 'id="inset"' in inset.text
    again = decide(client, key, SEEN.search(inset.text)[1])
    assert again.status_code == 303
    assert len(client.get("/api/judgements").json()) == 2


def test_the_interface_says_so_too(client, own):
    key, seen = ask(client)
    with open_ledger(str(own)) as other:
        judge(make_judgement("reject", key, who="ana"), ledger=other)
    body = {"kind": "confirm", "subject": key, "why": "seen", "seen": int(seen)}
    answer = client.post("/api/judgements", json=body, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 409
    assert "by ana" in answer.json()["error"]
    del body["seen"]
    assert client.post("/api/judgements", json=body, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 201


def test_a_form_that_says_nothing_or_nonsense_is_taken_as_before(client):
    key, _ = ask(client)
    for seen in ("", "x", "9" * 40):
        assert decide(client, key, seen).status_code == 303


def test_a_hostile_reason_of_another_is_text(client, own):
    key, seen = ask(client)
    with open_ledger(str(own)) as other:
        judge(make_judgement("reject", key, who="<b>ana", why="<script>alert(1)</script>"), ledger=other)
    page = decide(client, key, seen).text
    assert "<script>alert" not in page
    assert "<b>ana" not in page

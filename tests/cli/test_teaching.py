"""`according export training`: from judgements to a corpus that scores its own reader at 1.0."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from evaluation_factory import ABSENT, FOLDER


@pytest.fixture
def claims(run, reports, ledger):
    """The ids of the ledger's claims, by report."""
    run("export", "claims", "--to", ledger.parent / "claims.jsonl", "--ledger", ledger)
    rows = [json.loads(line) for line in (ledger.parent / "claims.jsonl").read_text().splitlines()]
    assert [row["count"]["low"] for row in rows]
    return {row["count"]["low"]: row["id"] for row in rows}


def judge(run, ledger, kind, claim, *more):
    done = run("judge", kind, claim, "--why", "read it", "--who", "desk", *more, "--ledger", ledger)
    assert done.code == 0, done.err


def evaluated(run, desk, *more):
    return json.loads(run("evaluate", desk / "dev.jsonl", "--articles", desk / "articles.jsonl", "--json", *more).out)


def lines(folder, name="dev.jsonl"):
    return [json.loads(line) for line in (folder / name).read_text().splitlines()]


def test_confirmed_claims_score_their_reader_at_one(run, ledger, claims, tmp_path):
    for claim in claims.values():
        judge(run, ledger, "confirm", claim)
    desk = tmp_path / "desk"
    done = run("export", "training", "--to", desk, "--ledger", ledger)
    assert done.code == 0
    assert "2 reports, 2 claims" in done.err
    assert "left out" not in done.err
    for more in ((), ("--predicted", desk / "dev.jsonl")):  # read anew, and the claims as they were written
        found = evaluated(run, desk, *more)
        assert found["claims"]["f1"] == found["full"]["f1"] == 1.0
        assert found["claims"]["gold"] == 2
        assert {role for role, one in found["roles"].items() if one["accuracy"] != 1.0} == set()
        assert list(found["corpora"]) == ["ledger"]


def test_a_corrected_claim_is_written_as_corrected_and_a_rejected_one_not_at_all(run, ledger, claims, tmp_path):
    judge(run, ledger, "correct", claims[13], "--field", "class", "--value", '"mixed"')
    judge(run, ledger, "reject", claims[15])
    run("export", "training", "--to", tmp_path / "desk", "--ledger", ledger)
    told = lines(tmp_path / "desk")
    assert sorted(len(line["claims"]) for line in told) == [0, 1]  # a report of rejected claims teaches what is none
    [claim] = [claim for line in told for claim in line["claims"]]
    assert (claim["victims"]["class"], claim["count"]["low"]) == ("mixed", 13)
    assert evaluated(run, tmp_path / "desk")["claims"]["precision"] == 0.5


def test_reports_with_claims_that_nobody_judged_are_left_out_and_told(run, tmp_path, reports):
    ledger = tmp_path / "l.sqlite"
    (reports / "two.txt").write_text("Shells killed 12 people in Homs on Monday. Nine people were hurt, medics said.")
    run("add", reports / "two.txt", "--ledger", ledger, "--published", "2025-03-07", "--outlet", "Wire")
    run("export", "claims", "--to", tmp_path / "c.jsonl", "--ledger", ledger)
    first, second = [json.loads(line)["id"] for line in (tmp_path / "c.jsonl").read_text().splitlines()]
    nothing = run("export", "training", "--to", tmp_path / "desk", "--ledger", ledger)
    assert nothing.code == 1
    assert "no claim of the ledger was confirmed, corrected or rejected yet" in nothing.err
    judge(run, ledger, "confirm", first)
    none = run("export", "training", "--to", tmp_path / "desk", "--ledger", ledger)
    assert none.code == 1
    assert "1 report left out: 1 claim of it not judged yet (--partial" in none.err
    assert not (tmp_path / "desk").exists()
    partial = run("export", "training", "--to", tmp_path / "desk", "--ledger", ledger, "--partial")
    assert partial.code == 0
    assert [len(line["claims"]) for line in lines(tmp_path / "desk")] == [2]
    judge(run, ledger, "reject", second)
    assert run("export", "training", "--to", tmp_path / "desk", "--ledger", ledger).code == 0
    assert [len(line["claims"]) for line in lines(tmp_path / "desk")] == [1]


def test_partial_goes_with_training_alone(run, ledger, tmp_path):
    done = run("export", "claims", "--to", tmp_path / "c.jsonl", "--ledger", ledger, "--partial")
    assert done.code == 2


@pytest.mark.skipif(not (FOLDER / "claims" / "validate.py").is_file(), reason=ABSENT)
def test_the_bundled_ledger_all_confirmed_is_valid_and_scores_one(run, tmp_path, monkeypatch):
    from according.ledger import open_ledger
    from claim_factory import make_judgement

    ledger, desk = tmp_path / "demo.sqlite", tmp_path / "desk"
    assert run("demo", "--ledger", ledger).code == 0
    with open_ledger(str(ledger)) as opened:
        for claim in tuple(opened.claims()):
            opened.judge(make_judgement("confirm", claim.id))
    assert run("export", "training", "--to", desk, "--ledger", ledger).code == 0
    command = [sys.executable, FOLDER / "claims" / "validate.py", desk / "dev.jsonl", "--articles",
               desk / "articles.jsonl"]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    assert done.stdout.strip().endswith(" 0 problems")
    found = evaluated(run, desk)
    assert found["full"]["f1"] == 1.0
    assert found["claims"]["gold"] > 50

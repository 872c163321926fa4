"""`according add` and what is done with the ledger afterwards."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest


def incidents(run, ledger, *options):
    return json.loads(run("incidents", "--ledger", ledger, "--json", *options).out)


def claim_ids(run, ledger):
    return [claim for each in incidents(run, ledger) for claim in each["incident"]["claims"]]


def test_adding_again_adds_nothing_and_says_so(run, ledger, reports):
    head = run("verify", "--ledger", ledger).out.splitlines()[0]
    done = run("add", reports / "state.txt", "--ledger", ledger, "--published", "2025-03-07", "--outlet", "Wire")
    assert done.code == 0
    assert "0 new, 1 known already" in done.out
    assert run("verify", "--ledger", ledger).out.splitlines()[0] == head


def test_the_same_text_at_another_outlet_is_another_report(run, ledger, reports):
    done = run("add", reports / "state.txt", "--ledger", ledger, "--published", "2025-03-07", "--outlet", "Herald")
    assert "1 new, 0 known already" in done.out


def test_a_source_that_fails_leaves_the_others_kept(run, reports, tmp_path):
    (reports / "broken.warc.gz").write_bytes(b"\x1f\x8b\x08\x00broken")
    done = run("add", reports, "--ledger", tmp_path / "l.sqlite")
    assert done.code == 1
    assert "3 new" in done.out
    failures = [line for line in done.err.splitlines() if line.startswith("according: ")]
    assert len(failures) == 1
    assert "broken.warc.gz" in failures[0]


def test_incidents_join_both_reports(run, ledger):
    [found] = incidents(run, ledger)
    assert len(found["incident"]["reports"]) == 2
    listed = run("incidents", "--ledger", ledger)
    assert found["incident"]["name"] in listed.out
    assert "killed" in listed.out


def test_incidents_within_bounds(run, ledger):
    assert incidents(run, ledger, "--since", "2025-03-07") == []
    assert len(incidents(run, ledger, "--since", "2025-03-06", "--until", "2025-03-06")) == 1
    assert len(incidents(run, ledger, "--near", "Homs")) == 1
    assert incidents(run, ledger, "--near", "Khartoum") == []


def test_a_place_that_is_none_is_refused(run, ledger):
    done = run("incidents", "--ledger", ledger, "--near", "Xyzzyville")
    assert done.code == 1
    assert "Xyzzyville" in done.err


def test_show_an_incident_by_a_shortened_id(run, ledger):
    name = incidents(run, ledger)[0]["incident"]["name"]
    done = run("show", name[:6], "--ledger", ledger)
    assert done.code == 0
    for told in (
        name,
        "state television",
        "Syrian Observatory for Human Rights",
        "“At least 13 soldiers",
        "Why joined",
        "Toll history",
    ):
        assert told in done.out
    whole = json.loads(run("show", name, "--ledger", ledger, "--json").out)
    assert set(whole) == {"incident", "grade", "figures", "origins", "history", "claims", "reports", "chain",
                          "silent", "matrix", "profile", "as_of", "acts", "judgements", "changes"}


def test_show_a_claim_and_its_report(run, ledger):
    claim = claim_ids(run, ledger)[0]
    told = run("show", claim, "--ledger", ledger)
    assert claim in told.out
    report = re.search(r"r-[0-9a-f]+", told.out)
    assert report is not None
    assert "sha256" in run("show", report[0], "--ledger", ledger).out
    assert json.loads(run("show", report[0], "--ledger", ledger, "--json").out)["report"]["id"] == report[0]


@pytest.mark.parametrize(
    ("verb", "identifier", "told"),
    [
        ("show", "i-zzzz", "nothing in the ledger"),
        ("show", "c-", "is short for several"),
        ("brief", "c-", "nothing in the ledger"),  # a brief is of an incident
    ],
)
def test_an_id_that_names_none_or_many_is_one_line(run, ledger, verb, identifier, told):
    done = run(verb, identifier, "--ledger", ledger)
    assert done.code == 1
    assert told in done.err
    assert len(done.err.splitlines()) == 1


def test_a_brief_has_footnotes(run, ledger):
    done = run("brief", incidents(run, ledger)[0]["incident"]["name"], "--ledger", ledger)
    assert done.code == 0
    assert "[1]" in done.out


def test_export_writes_the_file_and_tells_the_head(run, ledger, tmp_path):
    to = tmp_path / "claims.csv"
    done = run("export", "claims", "--to", to, "--ledger", ledger)
    assert done.code == 0
    rows = list(csv.DictReader(io.StringIO(to.read_bytes().decode("utf-8-sig"), newline="")))
    assert sorted(row["id"] for row in rows) == sorted(claim_ids(run, ledger))
    head = re.search(r"head (\S+)", done.err)
    assert head is not None
    assert run("verify", "--ledger", ledger, "--against", head[1]).code == 0


def test_export_into_a_folder_that_is_not_there_is_one_line(run, ledger, tmp_path):
    done = run("export", "claims", "--to", tmp_path / "none" / "a.csv", "--ledger", ledger)
    assert done.code == 1
    assert len(done.err.splitlines()) == 1


def test_a_head_of_another_ledger_does_not_hold(run, ledger):
    done = run("verify", "--ledger", ledger, "--against", "1:" + "0" * 64)
    assert done.code == 1
    assert done.out.strip()


def test_rebuilding_gives_the_same(run, ledger, tmp_path):
    before = incidents(run, ledger)
    assert run("settle", "--rebuild", "--ledger", ledger).code == 0
    assert incidents(run, ledger) == before


def test_a_judgement_parts_what_was_joined_and_can_be_taken_back(run, ledger):
    first, second = claim_ids(run, ledger)
    done = run("judge", "different", first, second, "--why", "two ambushes", "--who", "desk", "--ledger", ledger)
    assert done.code == 0, done.err
    assert len(incidents(run, ledger)) == 2
    judgement = re.search(r"j-[0-9a-f]+", done.out)
    assert judgement is not None
    assert run("judge", "undo", judgement[0], "--why", "one after all", "--who", "desk", "--ledger", ledger).code == 0
    assert len(incidents(run, ledger)) == 1


def test_a_rejected_claim_leaves_its_incident_and_stays_in_the_ledger(run, ledger):
    first, _ = claim_ids(run, ledger)
    assert run("judge", "reject", first, "--why", "misread", "--who", "desk", "--ledger", ledger).code == 0
    assert first not in claim_ids(run, ledger)
    assert run("show", first, "--ledger", ledger).code == 0


def test_a_correction_that_cannot_be_is_refused_before_it_is_kept(run, ledger):
    first, _ = claim_ids(run, ledger)
    before = run("verify", "--ledger", ledger).out
    done = run(
        "judge",
        "correct",
        first,
        "--field",
        "count",
        "--value",
        "[5, 4, 3]",
        "--why",
        "x",
        "--who",
        "desk",
        "--ledger",
        ledger,
    )
    assert done.code == 1
    assert run("verify", "--ledger", ledger).out == before


@pytest.mark.parametrize(
    "arguments", [("incidents",), ("show", "i-1"), ("brief", "i-1"), ("verify",), ("export", "claims", "--to", "a.csv")]
)
def test_a_ledger_that_is_not_there_is_one_line(run, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(*arguments, "--ledger", tmp_path / "none.sqlite")
    assert done.code == 1
    assert len(done.err.splitlines()) == 1
    assert not (tmp_path / "none.sqlite").exists()


def test_the_ledger_comes_from_the_environment_or_the_data_folder(run, reports, tmp_path, monkeypatch):
    assert run("add", reports / "state.txt").code == 0
    assert (tmp_path / "data" / "according" / "ledger.sqlite").exists()
    monkeypatch.setenv("ACCORDING_LEDGER", str(tmp_path / "other.sqlite"))
    assert run("add", reports / "state.txt").code == 0
    assert (tmp_path / "other.sqlite").exists()


def test_pin_why_figures_and_review(run, ledger):
    name = json.loads(run("incidents", "--ledger", ledger, "--json").out)[0]["incident"]["name"]
    told = run("show", name, "--why", "--ledger", ledger).out
    assert "because interest and nearness decide" in told
    thing = json.loads(run("show", name, "--ledger", ledger, "--json").out)["figures"][0]
    counted = f"killed {thing['klass']}" + (f", {thing['side']}" if thing["side"] else "")
    done = run("judge", "pin", name[:8], "--field", counted, "--value", "[13, 14, 15]", "--why", "the list",
               "--who", "desk", "--ledger", ledger)
    assert done.code == 0, done.err
    assert "pinned by desk" in run("show", name, "--ledger", ledger).out
    assert "every judgement fits" in run("review", "--ledger", ledger).err
    assert json.loads(run("review", "--json", "--ledger", ledger).out) == []
    assert "bounds: published -> none" in run("figures", name, "--profile", "acled", "--ledger", ledger).out
    assert run("figures", "--profile", "range", "--json", "--ledger", ledger).code == 0
    assert "no figure differs" in run("figures", "--ledger", ledger).err
    for wrong in (["--field", "standing", "--value", "high"], ["--field", counted, "--value", "many"],
                  ["--field", "killed", "--value", "[1, 1, 1]"]):
        refused = run("judge", "pin", name, *wrong, "--why", "x", "--who", "desk", "--ledger", ledger)
        assert refused.code == 1
        assert "choose" in refused.err or "write low" in refused.err


def test_a_profile_of_ones_own_is_read_or_refused_with_its_line(run, ledger, tmp_path):
    mine = tmp_path / "desk.yaml"
    mine.write_text("desk:\n  like: ucdp\n  origins: 2\n")
    assert run("incidents", "--profile", mine, "--ledger", ledger).code == 0
    differing = run("figures", "--profile", mine, "--against", "acled", "--ledger", ledger)
    assert "acled -> desk" in differing.out
    mine.write_text("desk:\n  like: ucdp\n  bounts: lowest\n")
    done = run("incidents", "--profile", mine, "--ledger", ledger)
    assert (done.code, done.out) == (1, "")
    assert "desk.yaml:3: bounts is no key of a profile: choose best, bounds" in done.err

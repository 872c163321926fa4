"""`according read`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import according

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(according.__file__).parent.parent)}


def test_acts_are_told_on_request(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("A curfew was imposed in Jableh until Friday morning. Four soldiers were killed, the army said.\n")
    told = run("read", str(path), "--published", "2025-03-06", "--acts")
    assert told.code == 0
    assert "measure: curfew" in told.out
    assert "2025-03-07" in told.out
    assert "measure: curfew" not in run("read", str(path), "--published", "2025-03-06").out
    array = json.loads(run("read", str(path), "--published", "2025-03-06", "--json", "--acts").out)
    assert [act["form"] for act in array[0]["acts"]] == ["curfew"]


def test_a_claim_is_printed_with_its_sentence_its_source_and_its_status(run, reports):
    done = run("read", reports / "state.txt", "--published", "2025-03-07", "--outlet", "Wire")
    assert done.code == 0
    assert "killed at least 13" in done.out.lower()
    assert "state television" in done.out
    assert "“At least 13 soldiers were killed in an ambush near Homs in Syria on Thursday" in done.out
    assert "stated" in done.out
    assert done.err == ""


def test_json_is_an_array_of_readings_whole(run, reports):
    done = run(
        "read", reports / "state.txt", reports / "calm.txt", "--published", "2025-03-07", "--outlet", "Wire", "--json"
    )
    state, calm = json.loads(done.out)
    assert set(state) == {"report", "reader", "claims", "repeats"}
    [claim] = state["claims"]
    assert claim["count"]["low"] == 13
    assert claim["count"]["high"] is None
    evidence = claim["evidence"]
    assert state["report"]["text"][evidence["start"] : evidence["end"]] == evidence["text"]
    assert state["report"]["published"] == "2025-03-07"
    assert calm["claims"] == []


def test_json_lines_keep_ids_and_the_shape_of_the_corpus(run, tmp_path):
    records = tmp_path / "reports.jsonl"
    records.write_text(
        "".join(
            json.dumps(
                {
                    "id": f"x/{n}",
                    "text": f"{n} people were killed in Homs on Monday.",
                    "outlet": "Wire",
                    "published": "2025-03-07",
                    "mood": "unknown keys are passed over",
                }
            )
            + "\n"
            for n in (7, 8)
        )
    )
    done = run("read", records, "--jsonl")
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert [line["id"] for line in lines] == ["x/7", "x/8"]
    assert [line["claims"][0]["count"] for line in lines] == [
        {"text": "7", "low": 7, "high": 7},
        {"text": "8", "low": 8, "high": 8},
    ]
    assert all(set(line) == {"id", "claims"} for line in lines)


def test_refusals_come_where_asked_for(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Three people were killed 40 kilometres from Homs on Monday, police said.\n")
    plain, lines = run("read", path, "--refusals"), run("read", path, "--refusals", "--jsonl")
    assert "became no claim" in plain.out
    [refusal] = json.loads(lines.out)["refusals"]
    assert refusal["words"]["text"].startswith("40")
    assert refusal["reason"]


def test_standard_input(run):
    done = run("read", "-", "--json", stdin=b"Four people were killed in Homs on Monday, police said.\n")
    assert json.loads(done.out)[0]["claims"][0]["count"]["low"] == 4


def test_what_cannot_be_read_is_one_line_and_the_rest_is_done(run, reports, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run("read", tmp_path / "missing.txt", tmp_path / "empty.txt", reports / "state.txt", "--json")
    assert done.code == 1
    assert len(json.loads(done.out)) == 1
    lines = done.err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("according: ") for line in lines)
    assert "missing.txt" in lines[0]
    assert "empty.txt" in lines[1]


def test_nothing_readable_is_still_an_array(run, tmp_path):
    done = run("read", tmp_path / "missing.txt", "--json")
    assert (done.code, json.loads(done.out)) == (1, [])


def test_an_unknown_reader_is_refused_with_those_there_are(run, reports):
    done = run("read", reports, "--reader", "oracle")
    assert done.code == 1
    assert "patterns" in done.err
    assert len(done.err.splitlines()) == 1


def test_a_setting_that_is_none_is_one_line(run, reports, monkeypatch):
    monkeypatch.setenv("ACCORDING_MAX_BYTES", "many")
    done = run("read", reports)
    assert (done.code, len(done.err.splitlines())) == (1, 1)
    assert "ACCORDING_MAX_BYTES" in done.err


def test_a_report_cannot_steer_the_terminal(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Three people\x1b[2J\x07 were killed in \u202eHoms on Monday, police said.\n", encoding="utf-8")
    done = run("read", path)
    assert "\x1b" not in done.out
    assert "\x07" not in done.out
    assert "\u202e" not in done.out


def test_an_address_of_this_machine_is_refused(run):
    done = run("read", "http://127.0.0.1/report.html")
    assert done.code == 1
    assert "127.0.0.1" in done.err
    assert len(done.err.splitlines()) == 1


def test_a_reader_that_stops_listening_is_no_error_to_tell(reports):
    shell = f"{sys.executable} -m according read {reports / 'state.txt'} {reports / 'monitor.txt'} --jsonl | head -c 1"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, env=ENVIRONMENT)
    assert done.stderr == ""
    assert done.stdout == "{"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_one_line(reports):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "according", "read", str(reports / "state.txt"), "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=ENVIRONMENT,
        )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_same_twice_is_the_same_to_the_byte(run, reports):
    assert run("read", reports, "--json").out == run("read", reports, "--json").out

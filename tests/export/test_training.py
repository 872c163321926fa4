"""What was judged, as a claims corpus."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from according.export.training import article_line, export_training, gold_line
from according.records import Lesson
from claim_factory import make_claim, make_report
from evaluation_factory import ABSENT, FOLDER
from reading_factory import make_incident

TEXT = "Shells killed 12 people in Homs. Of them three were children. Shells killed 12 people in Homs. Nine were hurt."


def lesson(*claims, unjudged=0):
    return Lesson(report=make_report(TEXT), claims=claims, unjudged=unjudged)


def test_ids_count_up_and_a_whole_stands_before_its_parts():
    report = make_report(TEXT)
    whole = make_claim(report, low=12, words="Shells killed 12 people in Homs.")
    part = make_claim(report, low=3, words="Of them three were children.", count_words="three", part_of=whole.id)
    nested = replace(make_claim(report, low=9, words="Nine were hurt.", count_words="Nine"), part_of=part.id)
    line = gold_line(lesson(nested, part, whole), {})
    assert [(c["id"], c["part_of"], c["count"]["low"]) for c in line["claims"]] == [
        ("c1", None, 12), ("c2", "c1", 3), ("c3", "c2", 9)]


def test_a_part_of_a_rejected_whole_is_part_of_nothing():
    part = replace(make_claim(make_report(TEXT), low=3, words="Of them three were children."), part_of="c-gone")
    assert gold_line(lesson(part), {})["claims"][0]["part_of"] is None


def test_parts_that_go_in_a_circle_end():
    report = make_report(TEXT)
    a = make_claim(report, low=12, words="Shells killed 12 people in Homs.")
    b = make_claim(report, low=9, words="Nine were hurt.", count_words="Nine")
    line = gold_line(lesson(replace(a, part_of=b.id), replace(b, part_of=a.id)), {})
    assert len(line["claims"]) == 2


def test_evidence_that_stands_twice_gets_the_words_before_it():
    report = make_report(TEXT)
    words = "Shells killed 12 people in Homs."
    second = TEXT.rindex(words)
    claim = make_claim(report, low=12, words=words)
    moved = replace(claim, evidence=replace(claim.evidence, start=second, end=second + len(words)))
    first, again = (gold_line(lesson(c), {})["claims"][0]["evidence"] for c in (claim, moved))
    assert first == words
    assert again == "children. " + words
    assert TEXT.find(again) == second - len("children. ")


def test_incidents_are_told_and_totals_speak_of_none():
    report = make_report(TEXT)
    one = make_claim(report, low=12, words="Shells killed 12 people in Homs.")
    total = make_claim(report, low=9, words="Nine were hurt.", count_words="Nine", scope="period")
    incident = make_incident([one, total], "i-1")
    line = gold_line(lesson(one, total), dict.fromkeys((one.id, total.id), incident))
    assert line["incidents"] == [{"id": "i1", "type": "other", "place": "Homs", "date": "2025-03-06"}]
    assert [c["incident"] for c in line["claims"]] == ["i1", None]


def test_what_a_report_does_not_say_is_left_out_of_its_article():
    report = replace(make_report(TEXT, outlet=None, published=None), lang=None)
    assert article_line(report) == {"id": f"ledger/{report.id}", "text": TEXT}


@pytest.mark.skipif(not (FOLDER / "claims" / "validate.py").is_file(), reason=ABSENT)
def test_what_is_written_is_valid(tmp_path):
    report = make_report(TEXT)
    whole = make_claim(report, low=12, words="Shells killed 12 people in Homs.", source="medics")
    part = make_claim(report, low=3, words="Of them three were children.", count_words="three", part_of=whole.id)
    month = make_claim(report, low=9, words="Nine were hurt.", count_words="Nine", day="2025-02-01", end="2025-03-31")
    months = make_incident([month], "i-2")
    joined = [make_incident([whole, part], "i-1"), replace(months, when=month.when, place=None)]
    part, month = (replace(c, harm_words=c.count_words) for c in (part, month))  # words that stand in the sentence
    assert export_training([lesson(whole, part, month)], joined, to=tmp_path / "desk") == (1, 3)
    command = [sys.executable, FOLDER / "claims" / "validate.py", tmp_path / "desk" / "dev.jsonl", "--articles",
               tmp_path / "desk" / "articles.jsonl"]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    assert done.stdout.strip() == "1 articles, 3 claims, 0 problems"
    assert {json.loads(line)["id"] for line in (tmp_path / "desk" / "dev.jsonl").read_text().splitlines()} == {
        f"ledger/{report.id}"}

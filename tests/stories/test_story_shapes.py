"""Every story is whole: a report, claims in the lean shape whose words stand in the report, and a reason."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from according.words import Harm, Scope, Status, VictimsClass

FOLDER = Path(__file__).resolve().parent
STORIES = sorted(path for path in FOLDER.iterdir() if path.is_dir() and not path.name.startswith("_"))
KEYS = {"harm", "low", "high", "class", "source", "via", "status", "scope", "words", "part_of"}
OPTIONAL = {"continued", "when", "place"}


def _text(story: Path) -> str:
    [path] = story.glob("report.*")
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        body = text.split("<body>", 1)[1]
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())
    return text


def _claims(story: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (story / "claims.jsonl").read_text("utf-8").splitlines()]


def _stands(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


CLAIMS = [pytest.param(story, claim, id=f"{story.name}-{n}")
          for story in STORIES for n, claim in enumerate(_claims(story), 1)]


def test_there_are_enough_stories():
    assert len(STORIES) >= 25


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.name)
def test_a_story_is_a_report_its_claims_and_a_reason(story):
    names = {path.name for path in story.iterdir()}
    assert names in ({"report.txt", "claims.jsonl", "why.md"}, {"report.html", "claims.jsonl", "why.md"})
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", story.name)
    assert 40 < len((story / "why.md").read_text("utf-8")) < 400


def test_no_two_stories_tell_the_same():
    assert len({_text(story) for story in STORIES}) == len(STORIES)


def test_one_story_at_least_holds_no_claim():
    assert any(not _claims(story) for story in STORIES)


@pytest.mark.parametrize(("story", "claim"), CLAIMS)
def test_a_claim_has_the_lean_shape(story, claim):
    assert set(claim) >= KEYS
    assert set(claim) <= KEYS | OPTIONAL
    # A word outside its vocabulary raises
    Harm(claim["harm"]), VictimsClass(claim["class"]), Status(claim["status"]), Scope(claim["scope"])
    assert isinstance(claim["via"], list)
    for bound in (claim["low"], claim["high"]):
        assert bound is None or (isinstance(bound, int) and bound >= 0)
    if claim["low"] is not None and claim["high"] is not None:
        assert claim["low"] <= claim["high"]
    if "when" in claim:
        date.fromisoformat(claim["when"])
    assert claim.get("continued", True) is True
    assert _stands(claim.get("place", ""), _text(story))


@pytest.mark.parametrize(("story", "claim"), CLAIMS)
def test_words_and_names_stand_in_the_report(story, claim):
    text = _text(story)
    if claim["words"] is not None:
        assert _stands(claim["words"], text)
    for name in (claim["source"], *claim["via"]):
        # Names are kept as names: their words stand in the report, with or without a capital at a sentence's head
        assert name is None or _stands(name.lower(), text.lower())


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.name)
def test_a_part_names_one_whole_told_before_it(story):
    told: list[str | None] = []
    for claim in _claims(story):
        if claim["part_of"] is not None:
            assert told.count(claim["part_of"]) == 1
        told.append(claim["words"])


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.name)
def test_claims_stand_in_the_order_of_the_text(story):
    text, at = _text(story), 0
    for claim in _claims(story):
        if claim["words"] is not None:
            found = re.compile(rf"(?<!\w){re.escape(claim['words'])}(?!\w)").search(text, at)
            assert found is not None, claim["words"]
            at = found.start()

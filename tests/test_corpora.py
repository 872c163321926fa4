"""Over reports of the corpora: no exception, and every number near a word of harm is a claim or a refusal.

One report in sixteen by default; ACCORDING_EVERY=1 reads them all.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from according.books.lexicon import open_lexicon
from according.clean import clean
from according.pipeline import open_tools, read
from according.records import Page
from according.settings import Settings
from according.split import split

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(os.environ.get("ACCORDING_CORPORA", ROOT.parent / "shared" / "corpora"))
CORPORA = ("fa-kes/articles.jsonl", "satp/articles.jsonl")
EVERY = int(os.environ.get("ACCORDING_EVERY", "16"))
DIGITS = re.compile(r"\d+(?:[,.]\d+)*")
WORD = re.compile(r"[a-z]+")

pytestmark = pytest.mark.skipif(
    not all((FOLDER / path).is_file() for path in CORPORA),
    reason="the corpora are absent: set ACCORDING_CORPORA, or lay them at shared/corpora beside the repository",
)


@pytest.fixture(scope="module")
def tools():
    return open_tools(Settings(), reader="patterns")


def unaccounted(reading):
    """Return the numbers in digits that stand in a sentence with a word of harm and are neither claim nor refusal."""
    spans = [(claim.count_words.start, claim.count_words.end) for claim in reading.claims if claim.count_words]
    spans += [(refusal.words.start, refusal.words.end) for refusal in reading.refusals]
    harm, text, out = frozenset(open_lexicon().harm), clean(reading.report), []
    for sentence in split(text, title=reading.report.title):
        if harm.isdisjoint(WORD.findall(sentence.text.lower())):
            continue
        for found in DIGITS.finditer(sentence.text):
            start, end = text.map.to_raw(sentence.start + found.start(), sentence.start + found.end())
            if not any(a < end and start < b for a, b in spans):
                out.append(sentence.text[max(0, found.start() - 30) : found.end() + 30])
    return out


@pytest.mark.parametrize("path", CORPORA)
def test_every_number_near_a_word_of_harm_is_accounted_for(path, tools):
    lines = (FOLDER / path).read_text(encoding="utf-8").splitlines()[::EVERY]
    missing = []
    for line in lines:
        page = Page(kind="record", content=line.encode(), origin=str(json.loads(line)["id"]))
        reading = read(page, tools=tools, settings=Settings())
        missing += [(page.origin, words) for words in unaccounted(reading)]
        for claim in reading.claims:
            evidence = claim.evidence
            assert reading.report.text[evidence.start : evidence.end] == evidence.text
    assert missing == []

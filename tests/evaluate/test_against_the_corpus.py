"""Our scoring beside the scorer of the claims corpus: the same figures to the last digit, on the same predictions."""

from __future__ import annotations

import json
import random

import pytest

from according.evaluate import evaluate, evaluation_plain
from according.evaluate.told import read_told
from evaluation_factory import ABSENT, ARTICLES, GOLD, SCORER, make_case, theirs, write_lines

pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason=ABSENT)


def ours(gold, predicted, articles, *, bare=False):
    texts = {a["id"]: a["text"] for path in articles
             for a in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    with gold.open("rb") as lines:
        wanted = read_told(lines, origin="gold", texts=texts)
    with predicted.open("rb") as lines:
        read = read_told(lines, origin="read", texts=texts, wanted=wanted)
    return evaluation_plain(evaluate(wanted, read, bare=bare, resamples=0), reader=None)


def same(a, b):
    assert {key: b[key] for key in a} == a


def changed(claim, draw):
    """Return a claim that is wrong in one way or another, or None."""
    way = draw.randrange(8)
    if way == 0:
        return None
    if way == 1:
        return {**claim, "count": {**claim["count"], "high": draw.choice((None, 13))}}
    if way == 2:
        return {**claim, "source": draw.choice((None, {"text": None, "name": "a monitor", "cue": None}))}
    if way == 3:
        return {**claim, "scope": "period", "victims": {**claim["victims"], "class": "mixed"}}
    if way == 4:
        return {**claim, "place": None, "via": ["AFP"], "part_of": None, "effect": claim["effect"]["type"]}
    return claim


@pytest.mark.parametrize("bare", [False, True])
def test_on_the_corpus_with_claims_lost_and_changed(tmp_path, bare):
    draw = random.Random(7)
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    read = [{"id": r["id"], "claims": [c for g in r["claims"] if (c := changed(g, draw)) is not None]}
            for r in rows if draw.random() < 0.95]
    predicted = write_lines(tmp_path / "read.jsonl", read)
    told = theirs(GOLD, predicted, ARTICLES, *(["--bare"] if bare else []))
    assert 0.5 < told["full"]["f1"] < told["claims"]["f1"] < 1
    same(told, ours(GOLD, predicted, ARTICLES, bare=bare))


@pytest.mark.parametrize("seed", range(12))
def test_on_made_up_claims(tmp_path, seed):
    articles, gold, read = (write_lines(tmp_path / f"{n}.jsonl", rows) for n, rows in enumerate(make_case(seed)))
    same(theirs(gold, read, [articles]), ours(gold, read, [articles]))

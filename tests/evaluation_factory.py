"""Gold and read claims of our own making, from a seed; and the corpora with their scorer, where they are."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(os.environ.get("ACCORDING_CORPORA", Path(__file__).resolve().parent.parent.parent / "shared" / "corpora"))
SCORER = FOLDER / "claims" / "score.py"
GOLD = FOLDER / "claims" / "dev.jsonl"
ARTICLES = (FOLDER / "fa-kes" / "articles.jsonl", FOLDER / "satp" / "articles.jsonl")
ABSENT = "the corpora are absent: set ACCORDING_CORPORA, or lay them at shared/corpora beside the repository"

SENTENCES = (
    "At least 13 soldiers were killed near Ramun, the army said.",
    "Rebels in Tel Sarab wounded 13 policemen and several civilians on Monday.",
    "Medics counted 40 dead in the city of Ramun, of them six children.",
)
TEXT = " ".join(SENTENCES)
NAMES = (None, "Ramun", "the city of Ramun", "Ramun, Tel Sarab", "Army of the North", "army", "رامون", "", "al-Ramun")
NUMBERS = ((13, 13, "13"), (13, None, "At least 13"), (None, None, "several"), (40, 40, "40"), (None, None, None),
           (None, 6, "up to six"), (0, 0, None))
Plain = dict[str, Any]


def make_claim(draw: random.Random, number: int, *, offsets: bool) -> Plain:
    at = draw.randrange(len(SENTENCES))
    words = SENTENCES[at] if draw.random() < 0.9 else "words that stand nowhere"
    start = TEXT.find(words)
    low, high, text = draw.choice(NUMBERS)

    def role(*keys: str) -> Plain | None:
        return None if draw.random() < 0.3 else {k: draw.choice(NAMES) for k in keys}

    return {
        "id": f"c{number}",
        "evidence": {"start": start, "end": start + len(words)} if offsets and start >= 0 else words,
        "effect": {"type": draw.choice(("killed", "wounded")), "text": "killed"},
        "count": {"text": text, "low": low, "high": high},
        "victims": {"text": draw.choice(NAMES), "class": draw.choice(("civilian", "combatant")),
                    "side": draw.choice(NAMES)},
        "perpetrator": role("text", "name"), "place": role("text", "name"), "source": role("text", "name", "cue"),
        "means": None if draw.random() < 0.5 else {"text": None, "type": draw.choice(("clash", "shelling"))},
        "time": None if draw.random() < 0.5 else {"text": None, "date": draw.choice((None, "2025-03", "2025-03-06"))},
        "via": draw.sample(("AFP", "the AFP agency", "Wire"), draw.randrange(3)),
        "status": draw.choice(("stated", "hedged")), "scope": draw.choice(("incident", "period")),
        "incident": None, "part_of": draw.choice((None, "c1")), "mood": "passed over",
    }


def make_case(seed: int) -> tuple[list[Plain], list[Plain], list[Plain]]:
    """Return articles, gold lines and predicted lines; some claims are the gold's own, some are changed."""
    draw = random.Random(seed)
    articles, gold, read = [], [], []
    for number in range(draw.randrange(1, 5)):
        key = f"{draw.choice(('a', 'b'))}/{number}"
        articles.append({"id": key, "text": TEXT, "outlet": draw.choice(("Wire", "Courier"))})
        claims = [make_claim(draw, n, offsets=False) for n in range(draw.randrange(6))]
        gold.append({"id": key, "claims": claims})
        kept = [{**c, "source": make_claim(draw, 0, offsets=False)["source"]} if draw.random() < 0.3 else c
                for c in claims if draw.random() < 0.7]
        kept += [make_claim(draw, 10 + n, offsets=True) for n in range(draw.randrange(4))]
        if number == 0 or draw.random() < 0.9:
            read.append({"id": key, "claims": kept})
    read.append({"id": "elsewhere/1", "claims": []})
    return articles, gold, read


def theirs(gold: Path, predicted: Path, articles: Sequence[Path], *options: str) -> Plain:
    """Return what the scorer of the claims corpus says."""
    command = [sys.executable, str(SCORER), str(gold), str(predicted), "--articles", *map(str, articles), "--json"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def write_lines(path: Path, rows: Iterable[Plain]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path

"""The claims corpora as reports with their gold claims, read the way the package reads: clean, split, gate, patterns.

In: a corpora folder. Out: ``Told`` records: the report, its sentences, candidates and gold claims.

Example: ``read_corpora(Path("../shared/corpora"))[0].candidates``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from according.books.numbers import open_numbers
from according.clean import clean
from according.extract import Gated, gate
from according.extract.candidates import Candidate, find_candidates
from according.extract.patterns import PatternReader
from according.records import Report, Sentence, Text
from according.split import split

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One report of a corpus."""

    report: Report
    text: Text
    sentences: tuple[Sentence, ...]
    gated: tuple[Gated, ...]
    candidates: tuple[Candidate, ...]
    gold: tuple[Plain, ...]

    @property
    def corpus(self) -> str:
        """Return the corpus that the report is from."""
        return str(self.report.key).split("/")[0]


def read_corpora(corpora: Path, also: Sequence[Path] = ()) -> list[Told]:
    """Return the annotated reports, in the order of the gold files.

    Args:
        corpora: the folder with ``claims/dev.jsonl`` and the corpora's ``articles.jsonl``.
        also: folders with ``articles.jsonl`` and ``dev.jsonl``, as ``according export training`` writes them.
    """
    articles = {row["id"]: row for path in sorted(corpora.glob("*/articles.jsonl")) for row in _rows(path)}
    gold = _rows(corpora / "claims" / "dev.jsonl")
    for folder in also:
        articles |= {row["id"]: row for row in _rows(folder / "articles.jsonl")}
        gold += _rows(folder / "dev.jsonl")
    reader = PatternReader()
    return [_read(articles[row["id"]], row["claims"], reader) for row in gold]


def _rows(path: Path) -> list[Plain]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _read(article: Plain, gold: list[Plain], reader: PatternReader) -> Told:
    report = Report(
        id=article["id"],
        key=article["id"],
        outlet=article.get("outlet"),
        title=article.get("title"),
        published=article.get("published"),
        published_printed=None,
        url=None,
        lang=None,
        text=article["text"],
        sha256="",
    )
    text = clean(report)
    sentences = tuple(split(text, title=report.title))
    gated = gate(sentences, open_numbers())
    candidates = find_candidates(gated, reader.read(gated))
    return Told(report=report, text=text, sentences=sentences, gated=gated, candidates=candidates, gold=tuple(gold))

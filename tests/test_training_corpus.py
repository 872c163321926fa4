"""What training reads: the corpora, and a desk's own folder beside them."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

CORPUS = Path(__file__).resolve().parent.parent / "training" / "corpus.py"


@pytest.fixture(scope="module")
def corpus() -> ModuleType:
    spec = importlib.util.spec_from_file_location("training_corpus", CORPUS)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["training_corpus"] = module  # its records ask for it by name
    spec.loader.exec_module(module)
    return module


def lay(folder: Path, gold: Path, key: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    gold.parent.mkdir(parents=True, exist_ok=True)
    article = {"id": key, "text": text, "title": None, "outlet": "Example Wire", "published": "2025-03-07"}
    (folder / "articles.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")
    gold.write_text(json.dumps({"id": key, "claims": []}) + "\n", encoding="utf-8")


def test_a_desks_folder_is_read_beside_the_corpora(corpus: ModuleType, tmp_path: Path) -> None:
    corpora, desk = tmp_path / "corpora", tmp_path / "desk"
    lay(corpora / "wire", corpora / "claims" / "dev.jsonl", "wire/1", "Gunmen killed 12 farmers near the river.")
    lay(desk, desk / "dev.jsonl", "ledger/r-1", "Shells wounded 7 people in the market.")
    assert [str(t.report.key) for t in corpus.read_corpora(corpora)] == ["wire/1"]
    first, second = corpus.read_corpora(corpora, [desk])
    assert (first.corpus, second.corpus) == ("wire", "ledger")
    assert [c.count.low for c in second.candidates] == [7]

"""Cross-validate by report: train without a fold, keep what the network answers on it.

In: reports, a recipe. Out: one pickle a fold with the answers of every held-out window.

Example: ``python training/folds.py --corpora ../shared/corpora --fold 0 --out runs/a``.
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
import time
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np
import torch
from corpus import Told, read_corpora
from fit import Example, Recipe, fit, tensors
from labels import label
from net import Net
from tokenizers import Tokenizer

from according.extract.windows import Window, make_windows

FOLDS = 5
Answers = list[list[tuple[Window, list[np.ndarray]]]]


def fold_of(key: str, folds: int = FOLDS) -> int:
    """Return the fold of a report: by the hash of its id, the same wherever it is run."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % folds


def open_tokenizer(folder: Path) -> Tokenizer:
    """Return the encoder's tokenizer, neither cutting nor padding."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def make_examples(told: Sequence[Told], tokenizer: Tokenizer) -> list[Example]:
    """Return the windows of reports with their labels."""
    examples: list[Example] = []
    for number, one in enumerate(told):
        rows, _ = label(one)
        for window in make_windows(one.gated, one.candidates, tokenizer):
            examples.append(Example(report=number, window=window, labels=tuple(rows[i] for i in window.candidates)))
    return examples


def split_told(told: Sequence[Told], fold: str) -> tuple[list[Told], list[Told]]:
    """Return the reports to train on and those held out: a fold by number, a whole corpus by name, or none."""
    held = [t for t in told if fold in (str(fold_of(str(t.report.key))), t.corpus)]
    keys = {t.report.key for t in held}
    return [t for t in told if t.report.key not in keys], held


@torch.no_grad()
def answer(net: Net, windows: Sequence[Window], recipe: Recipe) -> list[tuple[Window, list[np.ndarray]]]:
    """Return what the network answers on each window, alone."""
    return [(w, [o.float().numpy() for o in net(*tensors([w], recipe))]) for w in windows]


def main() -> None:
    """Train without one fold and keep the answers on it."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--corpora", type=Path, required=True)
    ap.add_argument("--encoder", type=Path, required=True)
    ap.add_argument("--fold", required=True, help="0 to 4, a corpus to leave out, or none")
    ap.add_argument("--share", type=float, default=1.0, help="share of the training reports to use")
    ap.add_argument("--out", type=Path, required=True)
    for f in fields(Recipe):
        ap.add_argument(
            f"--{f.name}",
            type=(lambda s: s == "True") if f.type == "bool" else {"int": int, "float": float}[str(f.type)],
            default=f.default,
        )
    a = ap.parse_args()
    torch.set_num_threads(1)
    recipe = Recipe(**{f.name: getattr(a, f.name) for f in fields(Recipe)})
    told = read_corpora(a.corpora)
    tokenizer = open_tokenizer(a.encoder)
    kept, held = split_told(told, a.fold)
    kept = [t for t in kept if fold_of(f"share {t.report.key}", 1000) < 1000 * a.share]
    began = time.process_time()
    net = fit(make_examples(kept, tokenizer), a.encoder, recipe, say=True)
    print(f"fold {a.fold}: {len(kept)} reports, {time.process_time() - began:.0f} CPU-seconds", flush=True)
    a.out.mkdir(parents=True, exist_ok=True)
    answers = {t.report.key: answer(net, make_windows(t.gated, t.candidates, tokenizer), recipe) for t in held}
    with (a.out / f"fold-{a.fold}.pickle").open("wb") as file:
        pickle.dump(answers, file)
    torch.save(net.state_dict(), a.out / f"fold-{a.fold}.pt")


if __name__ == "__main__":
    main()

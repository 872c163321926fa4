"""Cross-validate by report: train without a fold, and ask the network about the reports that it has not seen.

In: reports, a recipe. Out: a file of weights a fold, and the answers on held-out reports.

Example: ``train_without(told, "0", Recipe(), encoder, Path("runs"))`` writes ``runs/fold-0.pt``.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from corpus import Told
from fit import Example, Recipe, fit, tensors
from labels import label
from net import Net
from tokenizers import Tokenizer

from according.extract.windows import Window, make_windows

FOLDS = 5
ALL = "none"  # the fold that holds no report out
Answers = dict[str, list[tuple[Window, list[np.ndarray]]]]
Cut = Callable[[Told, Tokenizer], tuple[Window, ...]]


def fold_of(key: str, folds: int = FOLDS) -> int:
    """Return the fold of a report: by the hash of its id, the same wherever it is run."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % folds


def open_tokenizer(folder: Path) -> Tokenizer:
    """Return the encoder's tokenizer, neither cutting nor padding."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def windows_of(told: Told, tokenizer: Tokenizer) -> tuple[Window, ...]:
    """Return the windows of a report, as the package makes them."""
    return make_windows(told.gated, told.candidates, tokenizer)


def make_examples(told: Sequence[Told], tokenizer: Tokenizer, cut: Cut = windows_of) -> list[Example]:
    """Return the windows of reports with their labels."""
    examples: list[Example] = []
    for number, one in enumerate(told):
        rows, _ = label(one)
        for window in cut(one, tokenizer):
            examples.append(Example(report=number, window=window, labels=tuple(rows[i] for i in window.candidates)))
    return examples


def split_told(told: Sequence[Told], fold: str) -> tuple[list[Told], list[Told]]:
    """Return the reports to train on and those held out: a fold by number, a whole corpus by name, or none."""
    held = [t for t in told if fold in (str(fold_of(str(t.report.key))), t.corpus)]
    keys = {t.report.key for t in held}
    return [t for t in told if t.report.key not in keys], held


def train_without(
    told: Sequence[Told], fold: str, recipe: Recipe, encoder: Path, runs: Path, *, share: float = 1.0
) -> None:
    """Train without a fold, on a share of the other reports, unless the weights are there already."""
    target = runs / f"fold-{fold}.pt"
    if target.exists():
        return
    runs.mkdir(parents=True, exist_ok=True)
    kept = share_of(split_told(told, fold)[0], share)
    began = time.process_time()
    net = fit(make_examples(kept, open_tokenizer(encoder)), encoder, recipe, say=True)
    print(f"fold {fold}: {len(kept)} reports, {time.process_time() - began:.0f} CPU-seconds", flush=True)
    torch.save(net.state_dict(), target)


def share_of(told: Sequence[Told], share: float) -> list[Told]:
    """Return a share of the reports, by the hash of their ids; a larger share holds the smaller."""
    return [t for t in told if fold_of(f"share {t.report.key}", 1000) < 1000 * share]


def open_net(path: Path) -> Net:
    """Return a trained network."""
    net = Net()
    net.load_state_dict(torch.load(path))
    return net.eval()


@torch.no_grad()
def answers_of(net: Net, told: Sequence[Told], encoder: Path, cut: Cut = windows_of) -> Answers:
    """Return what a network answers on each window of reports, alone."""
    tokenizer, out = open_tokenizer(encoder), Answers()
    for one in told:
        windows = cut(one, tokenizer)
        out[str(one.report.key)] = [(w, [o.float().numpy() for o in net(*tensors([w], Recipe()))]) for w in windows]
    return out


def held_out(told: Sequence[Told], folds: Sequence[str], encoder: Path, runs: Path) -> Answers:
    """Return what each fold's network answers on the reports that it has not seen."""
    out = Answers()
    for fold in folds:
        out |= answers_of(open_net(runs / f"fold-{fold}.pt"), split_told(told, fold)[1], encoder)
    return out

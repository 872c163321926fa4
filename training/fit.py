"""Train one network on reports, seeded.

In: examples (windows with labels). Out: a trained ``Net``.

Example: ``fit(examples, folder, Recipe(seed=1))``.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from labels import Labels, pieces
from net import Net
from torch import Tensor
from torch.nn import functional

from according.extract.candidates import ROLES
from according.extract.windows import CHANNELS, PATTERN_FEATURES, Window, make_batch

_BELOW = ("words", "places", "types", "norm.")  # parts of the network under its layers


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One window of a report with the labels of its candidates."""

    report: int
    window: Window
    labels: tuple[Labels, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What a training run does."""

    seed: int = 1
    epochs: int = 7
    rate: float = 3e-4
    head_rate: float = 1e-3
    batch: int = 3
    blind: float = 0.3  # share of candidates whose pattern features are hidden
    blind_window: float = 0.2  # share of windows without any of the patterns' marks and features
    harm_weight: float = 1.0
    role_weight: float = 1.0  # of everything but the harm; 0 with harm_weight 1, or the reverse: one of two networks
    span_weight: float = 0.3
    patterns: bool = True
    still: int = 3  # lowest layers that are left as they are


def fit(examples: Sequence[Example], folder: Path, recipe: Recipe, *, say: bool = False, kind: type[Net] = Net) -> Net:
    """Return a network of a kind, trained by a recipe on examples."""
    random.seed(recipe.seed)
    torch.manual_seed(recipe.seed)
    rng = np.random.default_rng(recipe.seed)
    net = kind(folder, still=recipe.still)
    below = [_lower(net, e.window) for e in examples]
    for name, weight in net.named_parameters():
        weight.requires_grad_(not name.startswith(_BELOW + tuple(f"layers.{i}." for i in range(recipe.still))))
    kept = [(n, p) for n, p in net.named_parameters() if p.requires_grad]
    slow = [p for n, p in kept if n.startswith("layers")]
    fast = [p for n, p in kept if not n.startswith("layers")]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": recipe.rate}, {"params": fast, "lr": recipe.head_rate}], weight_decay=0.01, fused=True
    )
    steps = recipe.epochs * -(-len(examples) // recipe.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / (0.1 * steps), max(0.0, (steps - s) / (0.9 * steps)))
    )
    net.train()
    for epoch in range(recipe.epochs):
        began, total = time.time(), 0.0
        for chosen in _batches(examples, recipe.batch, rng):
            loss = _loss(net, [examples[i] for i in chosen], [below[i] for i in chosen], recipe, rng)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*slow, *fast], 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        if say:
            print(f"epoch {epoch + 1} loss {total:.1f} seconds {time.time() - began:.0f}", flush=True)
    net.eval()
    return net


def _batches(examples: Sequence[Example], size: int, rng: np.random.Generator) -> list[list[int]]:
    """Return batches of windows of like lengths, in random order."""
    noise = rng.normal(0, 25, len(examples))
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].window.ids) + noise[i])
    batches = [order[i : i + size] for i in range(0, len(order), size)]
    return [batches[i] for i in rng.permutation(len(batches))]


def tensors(windows: Sequence[Window], recipe: Recipe, rng: np.random.Generator | None = None) -> tuple[Tensor, ...]:
    """Return the inputs of the network; with ``rng``, parts of what the patterns say are hidden."""
    batch = make_batch(windows)
    channels, features = batch.channels, batch.features
    if not recipe.patterns:
        channels[:, :, 2] = 0
        features[:, :PATTERN_FEATURES] = 0
    elif rng is not None:
        hidden = rng.random(len(windows)) < recipe.blind_window
        channels[hidden, :, 2] = 0
        gone = (rng.random(len(features)) < recipe.blind) | hidden[batch.anchors[:, 0]]
        features[gone, :PATTERN_FEATURES] = 0
    assert channels.shape[2] == CHANNELS
    return tuple(torch.from_numpy(a) for a in (batch.ids, channels, batch.anchors, features))


@torch.no_grad()
def _lower(net: Net, window: Window) -> Tensor:
    """Return what the still layers make of a window: computed once, for they never change."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return net.lower(torch.tensor([window.ids])).to(torch.bfloat16)[0]


def _loss(
    net: Net, chosen: Sequence[Example], below: Sequence[Tensor], recipe: Recipe, rng: np.random.Generator
) -> Tensor:
    inputs = tensors([e.window for e in chosen], recipe, rng)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        outputs = net(*inputs, torch.nn.utils.rnn.pad_sequence(list(below), batch_first=True))
    harm, klass, scope, status, means, starts, ends, wholes = (o.float() for o in outputs)
    rows = [row for e in chosen for row in e.labels]
    told = torch.tensor([row.harms for row in rows], dtype=torch.float32)
    loss = functional.binary_cross_entropy_with_logits(harm, told, reduction="sum") / len(rows)
    positive = max(1, sum(bool(r.claims) for r in rows))
    told_of = _loss_of_words((klass, scope, status, means), rows)
    told_of = told_of + recipe.span_weight * _loss_of_spans(starts, ends, chosen) / len(ROLES) * 4
    told_of = told_of + 0.3 * functional.cross_entropy(wholes, _wholes(chosen), ignore_index=-1, reduction="sum")
    return recipe.harm_weight * loss + recipe.role_weight * told_of / positive


def _loss_of_words(scores: Sequence[Tensor], rows: Sequence[Labels]) -> Tensor:
    """Return the loss of class, scope, status and means, each by its weight."""
    loss = torch.zeros(())
    for one, name, weight in zip(scores, ("klass", "scope", "status", "means"), (1.0, 1.0, 0.5, 0.3), strict=True):
        target = torch.tensor([getattr(r, name) for r in rows])
        loss = loss + weight * functional.cross_entropy(
            one, target, ignore_index=-1, reduction="sum", label_smoothing=0.02
        )
    return loss


def _loss_of_spans(starts: Tensor, ends: Tensor, chosen: Sequence[Example]) -> Tensor:
    """Return the loss of the first and the last piece of every role."""
    spans = torch.tensor(
        [
            [pieces(e.window, s, p) for s in r.spans]
            for e in chosen
            for r, p in zip(e.labels, e.window.places, strict=True)
        ]
    )
    loss = torch.zeros(())
    for scores, target in ((starts, spans[:, :, 0]), (ends, spans[:, :, 1])):
        loss = loss + functional.cross_entropy(
            scores.reshape(-1, scores.shape[2]), target.reshape(-1), ignore_index=-1, reduction="sum"
        )
    return loss


def _wholes(chosen: Sequence[Example]) -> Tensor:
    """Return for each candidate the row of its whole (its own: none); -1 where the whole stands in another window."""
    out: list[int] = []
    for example in chosen:
        base = len(out)
        rows = {c: base + i for i, c in enumerate(example.window.candidates)}
        out += [rows.get(row.whole, -1) for row in example.labels]
    return torch.tensor(out)

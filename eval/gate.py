"""The quality gate: read the corpora, score the claims, print the table, hold the floors.

In: the corpora (``ACCORDING_CORPORA``, or ``../shared/corpora`` beside the repository) with their own scorer. Where
they are absent the gate says so and reads the project's own stories. Out: a table, and exit code 1 where a floor is
broken.

The pattern reader is held to what it was measured at (``floors.json``). The trained reader has seen these very
reports, so what it scores on them proves little: ``trained.json`` keeps what was scored on reports that were held out,
and the shipped reader may not fall more than a margin below that.

Example: ``python eval/gate.py`` holds the floors; ``--update`` raises them, with ``--allow-regression`` it lowers them.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from according.errors import AccordingError  # noqa: E402  # the path is set just above
from according.export.corpus import corpus_line  # noqa: E402
from according.pipeline import Tools, open_tools, read  # noqa: E402
from according.records import Claim, Page  # noqa: E402
from according.settings import Settings  # noqa: E402

FLOORS = ROOT / "eval" / "floors.json"
TRAINED = ROOT / "eval" / "trained.json"
SHIPPED = "trained, five folds"  # the row of the card that the shipped reader is held to
MARGIN = 0.01  # that it may fall below the cross-validated figures
STORIES = ROOT / "tests" / "stories"
CORPORA = {"fa-kes": "fa-kes/articles.jsonl", "satp": "satp/articles.jsonl"}
EPSILON = 0.002  # a change of one claim in a thousand is noise
ROLES = (
    "source", "place", "time", "victims class", "side", "perpetrator", "means", "scope", "status", "via", "part of",
)

Scores = dict[str, float]
Plain = dict[str, object]
_tools: dict[str, Tools] = {}


def read_record(line: str, *, reader: str) -> tuple[Plain, str | None]:
    """Return what is read out of one report of a corpus, or why it could not be read."""
    record = json.loads(line)
    if reader not in _tools:
        _tools[reader] = open_tools(Settings(), reader=reader)
    try:
        page = Page(kind="record", content=line.encode(), origin=str(record["id"]))
        return corpus_line(read(page, tools=_tools[reader], settings=Settings()), refusals=True), None
    except AccordingError as error:
        return {"id": record["id"], "claims": [], "refusals": []}, str(error)


def read_corpus(path: Path, *, jobs: int, reader: str, only: Container[str] | None) -> list[tuple[Plain, str | None]]:
    """Read the reports of a corpus, in its order: all of them, or those of some ids."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    wanted = [line for line in lines if only is None or json.loads(line)["id"] in only]
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(partial(read_record, reader=reader), wanted, chunksize=16))


def score(scorer: Path, gold: Path, predicted: Iterable[Plain], articles: Sequence[Path]) -> Scores:
    """Run the corpora's own scorer and return its figures under flat names."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "predicted.jsonl"
        told.write_text("".join(json.dumps(line) + "\n" for line in predicted), encoding="utf-8")
        command = [sys.executable, str(scorer), str(gold), str(told), "--articles", *map(str, articles), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return flatten(json.loads(done.stdout))


def flatten(scored: Mapping[str, object]) -> Scores:
    """Return the scorer's figures as one level of names."""
    out: Scores = {}
    for name in ("claims", "lenient", "full"):
        part = scored[name]
        assert isinstance(part, dict)
        out |= {f"{name} precision": part["precision"], f"{name} recall": part["recall"], f"{name} F1": part["f1"]}
    roles = scored["roles"]
    assert isinstance(roles, dict)
    for role in ROLES:
        if role in roles:
            out[role] = roles[role]["accuracy"]
    return out


def broken(scores: Mapping[str, Scores], floors: Mapping[str, Scores]) -> list[str]:
    """Return a line for every figure below its floor, and for every floor that nothing measures."""
    out = []
    for part, names in sorted(floors.items()):
        for name, floor in sorted(names.items()):
            measured = scores.get(part, {}).get(name)
            if measured is None:
                out.append(f"{part}: {name} has a floor of {floor:.4f} and was not measured")
            elif measured < floor - EPSILON:
                out.append(f"{part}: {name} is {measured:.4f}, its floor is {floor:.4f}")
    return out


def raised(scores: Mapping[str, Scores], floors: Mapping[str, Scores], *, allow_regression: bool) -> dict[str, Scores]:
    """Return the new floors: what was measured, never below an old floor unless that is allowed.

    Precision and recall have none of their own: one may fall where F1 gains by it.
    """
    out: dict[str, Scores] = {part: dict(names) for part, names in floors.items()}
    for part, names in scores.items():
        for name, measured in names.items():
            if name.endswith((" precision", " recall")):
                continue
            old = out.setdefault(part, {}).get(name)
            out[part][name] = measured if old is None or allow_regression else max(old, measured)
    return out


def table(scores: Mapping[str, Scores], floors: Mapping[str, Scores]) -> str:
    """Return the figures as a Markdown table, floors beside them."""
    parts = list(scores)
    lines = ["| figure | " + " | ".join(f"{part} | floor" for part in parts) + " |",
             "| --- |" + " ---: | ---: |" * len(parts)]
    for name in dict.fromkeys(name for part in parts for name in scores[part]):
        cells = [f"{_cell(scores[part].get(name))} | {_cell(floors.get(part, {}).get(name))}" for part in parts]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def corpora_folder() -> Path | None:
    """Return where the corpora are, if they are anywhere."""
    given = os.environ.get("ACCORDING_CORPORA")
    folder = Path(given) if given else ROOT.parent / "shared" / "corpora"
    return folder if (folder / "claims" / "score.py").is_file() else None


def measure_corpora(folder: Path, *, jobs: int, reader: str = "patterns") -> tuple[dict[str, Scores], list[str]]:
    """Return the scores of each corpus and of both, and a line for every report that failed.

    The pattern reader reads every report, so that none breaks it; the trained one those that are annotated.
    """
    scorer, gold = folder / "claims" / "score.py", folder / "claims" / "dev.jsonl"
    articles = [folder / path for path in CORPORA.values()]
    annotated = {json.loads(line)["id"]: line for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()}
    everything: list[Plain] = []
    failures: list[str] = []
    scores: dict[str, Scores] = {}
    for name, path in CORPORA.items():
        started = time.monotonic()
        only = None if reader == "patterns" else annotated
        outcomes = read_corpus(folder / path, jobs=jobs, reader=reader, only=only)
        failures += [why for _, why in outcomes if why is not None]
        lines = [line for line, _ in outcomes]
        everything += lines
        ids = {str(line["id"]) for line in lines} & set(annotated)
        with tempfile.TemporaryDirectory() as temporary:
            part = Path(temporary) / "gold.jsonl"
            part.write_text("".join(annotated[key] + "\n" for key in annotated if key in ids), encoding="utf-8")
            scores[name] = score(scorer, part, lines, articles)
        took = time.monotonic() - started
        sys.stdout.write(f"{name}: {len(lines)} reports read by {reader} in {took:.0f} s, {len(ids)} annotated\n")
    scores["all"] = score(scorer, gold, everything, articles)
    return {"all": scores.pop("all"), **scores}, failures


def measure_trained(folder: Path, *, jobs: int) -> tuple[dict[str, Scores], dict[str, Scores], list[str]]:
    """Return what the shipped reader scores, what it is held to, and a line for every report that failed."""
    pinned: dict[str, dict[str, Scores]] = json.loads(TRAINED.read_text(encoding="utf-8"))
    scores, failures = measure_corpora(folder, jobs=jobs, reader="trained")
    floors = {f"trained {part}": {name: round(value - MARGIN, 4) for name, value in names.items()}
              for part, names in pinned[SHIPPED].items()}
    return {f"trained {part}": names for part, names in scores.items()}, floors, failures


def measure_stories(folder: Path) -> dict[str, Scores]:
    """Return F1 over the stories: claims (harm and count), and full ones (class, source, status and scope too)."""
    tools = open_tools(Settings(), reader="patterns")
    claims, whole = Tally(), Tally()
    for told in sorted(folder.glob("*/claims.jsonl")):
        report = next(path for path in sorted(told.parent.iterdir()) if path.stem == "report")
        kind = "html" if report.suffix == ".html" else "text"
        page = Page(kind=kind, content=report.read_bytes(), origin=told.parent.name)
        got = [story_claim(claim) for claim in read(page, tools=tools, settings=Settings()).claims]
        wanted = [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines() if line.strip()]
        claims.add(got, wanted, ("harm", "low", "high"))
        whole.add(got, wanted, ("harm", "low", "high", "class", "source", "status", "scope"))
    return {"stories": {"claims F1": claims.f1(), "full F1": whole.f1()}}


def story_claim(claim: Claim) -> Plain:
    """Return a claim as the stories write theirs."""
    source = claim.source and (claim.source.name or (claim.source.printed.text if claim.source.printed else None))
    return {"harm": claim.harm.value, "low": claim.count.low, "high": claim.count.high, "source": source,
            "class": claim.victims.klass.value, "status": claim.status.value, "scope": claim.scope.value}


class Tally:
    """Claims that agree, claims read and claims wanted, summed over stories."""

    def __init__(self) -> None:
        self.agree = self.read = self.wanted = 0

    def add(self, got: Sequence[Plain], wanted: Sequence[Plain], keys: Sequence[str]) -> None:
        """Count one story; each claim agrees with one other at most."""
        a, b = (Counter(tuple(str(claim[key]).casefold() for key in keys) for claim in side) for side in (got, wanted))
        self.agree += (a & b).total()
        self.read += a.total()
        self.wanted += b.total()

    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        both = self.read + self.wanted
        return round(2 * self.agree / both, 4) if both else 1.0


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def run(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and hold or raise the floors."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--update", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--allow-regression", action="store_true", help="with --update: lower them as well")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    asked = parser.parse_args(arguments)
    failures: list[str]
    shipped: dict[str, Scores] = {}
    pinned: dict[str, Scores] = {}
    floors: dict[str, Scores] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    folder = corpora_folder()
    if folder is None:
        sys.stdout.write("the corpora are absent (ACCORDING_CORPORA, or shared/corpora beside the repository): "
                         "reading the project's own stories instead\n")
        scores, failures = measure_stories(STORIES), []
    else:
        scores, failures = measure_corpora(folder, jobs=asked.jobs)
        shipped, pinned, more = measure_trained(folder, jobs=asked.jobs)
        failures += more
    held = {part: names for part, names in floors.items() if part in scores}
    sys.stdout.write("\n" + table(scores, held) + "\n\n")
    if shipped:
        sys.stdout.write("The shipped reader on reports that it was trained on; its floors are the cross-validated "
                         f"figures less {MARGIN:g}:\n\n{table(shipped, pinned)}\n\n")
    wrong = [*failures, *broken(scores, held), *broken(shipped, pinned)]
    if asked.update:
        kept = raised(scores, floors, allow_regression=asked.allow_regression)
        FLOORS.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        sys.stdout.write(f"floors written to {FLOORS.relative_to(ROOT)}\n")
        refused = [] if asked.allow_regression else wrong
        for line in refused:
            sys.stdout.write(f"not lowered: {line} (--allow-regression lowers it)\n")
        return 1 if refused else 0
    for line in wrong:
        sys.stdout.write(f"broken: {line}\n")
    sys.stdout.write("the gate is closed\n" if wrong else "every floor holds\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(run())

"""``according evaluate``: what a reader reads, scored against what people annotated.

In: gold claims and their articles in the shape of the claims corpus. Out: figures on stdout, on request a page of
errors; what could not be read on stderr, one line each, and then exit code 1.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from according.cli.options import ReaderOption, settings_here
from according.cli.reading import pages, today
from according.cli.screen import complain, note, say, say_bytes, table
from according.errors import BadInput
from according.evaluate import Evaluation, evaluation_plain
from according.evaluate import evaluate as scored
from according.evaluate.page import errors_page
from according.evaluate.tally import Measure, Score
from according.evaluate.told import Told, read_told
from according.export.corpus import corpus_line
from according.export.lines import dump
from according.export.whole import write_whole
from according.pipeline import open_tools, read_all
from according.records import Failure, Hints, Reading
from according.settings import Settings


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotated claims: dev.jsonl of a claims corpus.")],
    articles: Annotated[list[Path], typer.Option(
        "--articles", metavar="FILE", help="The articles that were annotated: JSONL with id and text. Repeatable.")],
    more: Annotated[list[Path] | None, typer.Argument(
        metavar="[FILE...]", help="More files of articles.", show_default=False)] = None,
    reader: ReaderOption = None,
    predicted: Annotated[Path | None, typer.Option(
        "--predicted", metavar="FILE", show_default=False,
        help="Score these claims, as `according read --jsonl` prints them; nothing is read.")] = None,
    errors: Annotated[Path | None, typer.Option(
        "--errors", metavar="PAGE", show_default=False, help="Write the list of errors as one HTML page.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON (docs/evaluating.md).")] = False,
    bare: Annotated[bool, typer.Option("--bare", help="Score claims without a number, too.")] = False,
    resamples: Annotated[int, typer.Option(
        "--resamples", metavar="N", min=0, max=100_000, help="Drawings for each interval; 0: no intervals.")] = 1000,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Seed of the drawings.")] = 0,
) -> None:
    """Score a reader, or claims in a file, against annotated claims."""
    settings = settings_here()
    told = _Articles([*articles, *(more or [])])
    with gold.open("rb") as lines:
        wanted = read_told(lines, origin=str(gold), texts=told.texts)
    failed = 0
    if predicted is None:
        name, read, failed = _read(told, wanted, settings, reader)
    else:
        name = None
        with predicted.open("rb") as lines:
            read = read_told(lines, origin=str(predicted), texts=told.texts, wanted=wanted)
    found = scored(wanted, read, outlets=told.outlets, bare=bare, resamples=resamples, seed=seed)
    if errors is not None:
        write_whole(errors, errors_page(found, reader=name or str(predicted)).encode())
        note(f"{errors}: the list of errors")
    if as_json:
        say_bytes(dump(evaluation_plain(found, reader=name), indent=1) + b"\n")
    else:
        show(found)
    if failed:
        raise typer.Exit(1)


class _Articles:
    """The texts and outlets of the articles, and the files that they stand in."""

    def __init__(self, files: Iterable[Path]) -> None:
        self.files = tuple(files)
        self.texts: dict[str, str] = {}
        self.outlets: dict[str, str] = {}
        for path in self.files:
            with path.open("rb") as lines:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        self._take(line, f"{path}:{number}")

    def _take(self, line: bytes, at: str) -> None:
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise BadInput(f"{at}: no JSON ({error}); each line holds one article") from None
        key, text = (found.get("id"), found.get("text")) if isinstance(found, dict) else (None, None)
        if not isinstance(key, str) or not isinstance(text, str):
            raise BadInput(f"{at}: no article with an id and a text; is this the file of claims?")
        self.texts[key] = text
        if isinstance(outlet := found.get("outlet"), str) and outlet:
            self.outlets[key] = outlet


def _read(
    told: _Articles, wanted: Mapping[str, object], settings: Settings, reader: str | None
) -> tuple[str, dict[str, tuple[Told, ...]], int]:
    """Read the annotated articles; return the reader's name, what it read and how many articles failed."""
    tools = open_tools(settings, reader=reader)
    failures = [0]

    def lines() -> Iterator[bytes]:
        found = pages(map(str, told.files), settings, Hints())
        outcomes = read_all(found, tools=tools, settings=settings, today=today(),
                            wanted=lambda report: report.key in wanted)
        for outcome in outcomes:
            if isinstance(outcome, Failure):
                failures[0] += 1
                complain(outcome.origin, outcome.reason)
            elif isinstance(outcome, Reading):
                yield dump(corpus_line(outcome))

    read = read_told(lines(), origin=tools.reader.name, texts=told.texts, wanted=wanted)
    return tools.reader.name, read, failures[0]


def show(found: Evaluation) -> None:
    """Print an evaluation: the figures of all and of each corpus, roles, kinds."""
    say(f"{found.score.articles:,} reports")
    headings = ("", "", "precision", "recall", "F1", "95 in 100", "matched", "read", "gold")
    rows = []
    for name, score in (("all", found.score), *found.corpora.items()):
        rows += [_row(name, figure, measure) for figure, measure in
                 (("claims", score.claims), ("lenient", score.lenient), ("full", score.full))]
    table(headings, rows)
    say()
    names = list(found.corpora)
    table(("right in matched claims", "all", "of", *names),
          [(role, f"{one.accuracy:.3f}", f"{one.of:,}", *(_accuracy(found.corpora[n], role) for n in names))
           for role, one in found.score.roles.items()])
    for kind, words in found.kinds.items():
        say()
        table((kind, "precision", "recall", "F1", "95 in 100", "right", "of read", "found", "of gold"),
              [_kind_row(word, one.claims) for word, one in words.items()])


def _kind_row(word: str, measure: Measure) -> tuple[str, ...]:
    rates = _row(word, "", measure)[2:6]
    counts = (measure.matched_read, measure.predicted, measure.matched, measure.gold)
    return (word, *rates, *(f"{count:,}" for count in counts))


def _row(name: str, figure: str, measure: Measure) -> tuple[str, ...]:
    low, high = measure.interval.get("f1", (None, None))
    interval = "" if low is None or high is None else f"{low:.3f}-{high:.3f}"
    return (name, figure, f"{measure.precision:.3f}", f"{measure.recall:.3f}", f"{measure.f1:.3f}", interval,
            f"{measure.matched:,}", f"{measure.predicted:,}", f"{measure.gold:,}")


def _accuracy(score: Score, role: str) -> str:
    return f"{score.roles[role].accuracy:.3f}" if role in score.roles else ""

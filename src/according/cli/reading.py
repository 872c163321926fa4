"""``according read``: the claims of reports, nothing stored.

In: sources. Out: claims on stdout; what could not be read on stderr, one line each, and then exit code 1.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Annotated

import typer

from according.cli.claims import show_acts, show_reading
from according.cli.options import (
    JsonOption,
    LangOption,
    OutletOption,
    PublishedOption,
    ReaderOption,
    ReportsArgument,
    TitleOption,
    settings_here,
)
from according.cli.screen import complain, say_bytes
from according.collect import collect
from according.export.corpus import corpus_line
from according.export.lines import dump, plain
from according.fetch import fetch
from according.pipeline import open_tools, read_all
from according.records import Capture, Failure, Hints, Page, Reading
from according.settings import Settings


def read(
    reports: ReportsArgument,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    title: TitleOption = None,
    lang: LangOption = None,
    reader: ReaderOption = None,
    as_json: JsonOption = False,
    as_lines: Annotated[bool, typer.Option(
        "--jsonl", help="Print one line a report: id and claims, as the corpora have them.")] = False,
    refusals: Annotated[bool, typer.Option(
        "--refusals", help="Add the numbers near a word of harm that became no claim, with the reason.")] = False,
    acts: Annotated[bool, typer.Option(
        "--acts", help="Add what else the reports say: measures, movements, control, statements, trends.")] = False,
) -> None:
    """Print the claims of reports; nothing is stored."""
    if as_json and as_lines:
        raise typer.BadParameter("choose one of --json and --jsonl")
    if as_lines and acts:
        raise typer.BadParameter("--acts goes with --json or with none: the lines of the corpora have no acts")
    settings = settings_here()
    hints = Hints(published=published, outlet=outlet, title=title, lang=lang)
    readings = _Readings(pages(reports, settings, hints), settings, reader)
    if as_json:
        _print_array(readings, refusals=refusals, acts=acts)
    else:
        for reading in readings:
            if as_lines:
                say_bytes(dump(corpus_line(reading, refusals=refusals)) + b"\n")
            else:
                show_reading(reading, refusals=refusals)
                if acts:
                    show_acts(reading.acts or ())
    if readings.failed:
        raise typer.Exit(1)


def pages(sources: Iterable[str], settings: Settings, hints: Hints,
          seen: Callable[[Capture], None] = lambda capture: None) -> Iterator[Page | Failure]:
    """Yield the pages that sources hold, and what could not be opened; addresses are fetched, and ``seen`` told."""
    get = partial(fetch, settings=settings, now=lambda: datetime.now(UTC), seen=seen)
    return collect(sources, settings=settings, hints=hints, fetch=get, stdin=sys.stdin.buffer)


def today() -> str:
    """Return the day: a report cannot have been published after it."""
    return datetime.now(UTC).date().isoformat()


class _Readings:
    """The readings of pages, one at a time; failures are told as they happen and counted."""

    def __init__(self, found: Iterable[Page | Failure], settings: Settings, reader: str | None) -> None:
        self.failed = 0
        self.tools = open_tools(settings, reader=reader)
        self._outcomes = read_all(found, tools=self.tools, settings=settings, today=today())

    def __iter__(self) -> Iterator[Reading]:
        for outcome in self._outcomes:
            if isinstance(outcome, Failure):
                self.failed += 1
                complain(outcome.origin, outcome.reason)
            elif isinstance(outcome, Reading):
                yield outcome


def _print_array(readings: _Readings, *, refusals: bool, acts: bool) -> None:
    """Print one JSON array, report by report, so that memory does not grow with their number."""
    say_bytes(b"[")
    for number, reading in enumerate(readings):
        whole = plain(reading)
        assert isinstance(whole, dict)
        if not refusals:
            del whole["refusals"]
        if not acts:
            del whole["acts"]
        say_bytes((b",\n" if number else b"\n") + dump(whole, indent=1))
    say_bytes(b"\n]\n")

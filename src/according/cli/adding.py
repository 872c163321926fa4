"""``according add``: read reports, keep them in the ledger, join their claims.

In: sources. Out: a ledger in which every report is whole or absent, whenever the run is stopped; a summary on stdout.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import typer

from according.captures import Catch
from according.cli.options import (
    ArchiveOption,
    LangOption,
    LedgerOption,
    OutletOption,
    PublishedOption,
    ReaderOption,
    ReportsArgument,
    TitleOption,
    address,
    settings_here,
)
from according.cli.options import archive as archive_folder
from according.cli.reading import pages, today
from according.cli.screen import complain, note, say
from according.ledger import open_ledger
from according.ledger.base import Ledger, Receipt, head_text
from according.phrasing import plural
from according.pipeline import open_tools, post, read_all, settle
from according.records import Failure, Hints, Reading, Report
from according.settings import Settings

_EVERY = 10.0  # seconds between lines of progress where there is no terminal


def add(
    sources: ReportsArgument,
    ledger: LedgerOption = None,
    published: PublishedOption = None,
    outlet: OutletOption = None,
    title: TitleOption = None,
    lang: LangOption = None,
    reader: ReaderOption = None,
    archive: ArchiveOption = None,
) -> None:
    """Read reports and keep them in the ledger, then join their claims."""
    settings = settings_here()
    hints = Hints(published=published, outlet=outlet, title=title, lang=lang)
    place = address(ledger, settings)
    folder = archive_folder(archive, place, settings)
    with open_ledger(place) as opened:
        failed = keep(sources, opened, settings, hints=hints, reader=reader, folder=folder)
    if failed:
        raise typer.Exit(1)


def keep(sources: Iterable[str], ledger: Ledger, settings: Settings, *, hints: Hints, reader: str | None = None,
         folder: Path | None = None) -> int:
    """Read sources into a ledger, settle it, print the summary, and return how many sources failed.

    Args:
        sources: as they were typed.
        ledger: to read into.
        settings: the bounds, the reader.
        hints: what is known of all sources.
        reader: by name; None: the one that the settings name.
        folder: the archive for what is fetched; None: none is kept.
    """
    tools, catch = open_tools(settings, reader=reader), Catch(folder)
    found = catch.pages(pages(sources, settings, hints, catch.seen))
    outcomes = read_all(found, tools=tools, settings=settings, today=today(),
                        wanted=lambda report: ledger.wants(report, tools.reader.name))
    with _Progress() as progress:
        sieve = _Sieve(outcomes, progress, catch)
        receipt = post(sieve, ledger=ledger)
    catch.note(ledger)
    if not ledger.settled():  # also where nothing was new: an earlier run may have been stopped before it settled
        note("joining claims into incidents ...")
        settle(ledger)
    _summarise(receipt, sieve, ledger)
    return sieve.failed


class _Sieve:
    """Lets readings through to the ledger, counts what it has already and tells what failed."""

    def __init__(self, outcomes: Iterable[Reading | Report | Failure], progress: _Progress, catch: Catch) -> None:
        self.known = self.failed = 0
        self._outcomes, self._progress, self._catch = outcomes, progress, catch

    def __iter__(self) -> Iterator[Reading]:
        for outcome in self._outcomes:
            self._progress.step()
            if isinstance(outcome, Reading):
                self._catch.read(outcome.report)
                yield outcome
            elif isinstance(outcome, Failure):
                self.failed += 1
                complain(outcome.origin, outcome.reason)
            else:
                self._catch.read(outcome)
                self.known += 1


class _Progress:
    """How many reports were read and how fast: a moving line on a terminal, else a line now and then."""

    def __init__(self) -> None:
        self._read, self._started, self._told = 0, time.monotonic(), time.monotonic()
        self._bar: Any = None

    def __enter__(self) -> _Progress:
        if sys.stderr.isatty():
            # loaded here: only a terminal pays for rich
            console = importlib.import_module("rich.console").Console(stderr=True)
            self._bar = console.status("reading ...")
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def step(self) -> None:
        """Count one report."""
        self._read += 1
        now = time.monotonic()
        told = f"{plural(self._read, 'report')} read, {self._read / max(now - self._started, 0.001):.0f} a second"
        if self._bar is not None:
            self._bar.update(told)
        elif now - self._told > _EVERY:
            self._told = now
            note(told)


def _summarise(receipt: Receipt, sieve: _Sieve, ledger: Ledger) -> None:
    known = sieve.known + receipt.known
    say(f"{plural(receipt.new + receipt.replaced + known, 'report')}: {receipt.new:,} new, {known:,} known already"
        + (f", {receipt.replaced:,} read anew" if receipt.replaced else "")
        + (f", {receipt.amended:,} with a fuller record" if receipt.amended else "")
        + f"; {plural(sieve.failed, 'source')} refused")
    incidents = sum(1 for _ in ledger.incidents())
    say(f"{plural(receipt.claims, 'new claim')}; the ledger holds {plural(incidents, 'incident')}")
    if not receipt.new + receipt.replaced + receipt.amended:
        say("nothing was new")
    say(f"head {head_text(ledger.head())}")

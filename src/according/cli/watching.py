"""``according watch``: look at feeds, sitemaps and folders again and again, and read what is new.

In: addresses, files of feeds, folders. Out: a ledger that keeps up, an archive of the pages beside it, a line a round.
SIGTERM and the keyboard's interrupt end it after what is in hand; a second interrupt ends it at once.
"""

from __future__ import annotations

import importlib
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from types import FrameType
from typing import Annotated, Any

import typer

from according.cli.options import ArchiveOption, JsonOption, LedgerOption, ReaderOption, address, day, settings_here
from according.cli.options import archive as archive_folder
from according.cli.screen import complain, note, say, say_bytes, table
from according.collect.gdelt import LAST_UPDATE
from according.export.lines import dump
from according.jobs import DEAD, Job
from according.ledger import open_ledger
from according.ledger.base import Ledger
from according.phrasing import plural
from according.pipeline import note_capture, open_tools
from according.watch import Round, Tally, Wants, Watch, one_round, open_watch, revive, rounds

_MINUTE = 60.0


def watch(
    feeds: Annotated[list[str] | None, typer.Argument(
        metavar="FEED...", show_default=False,
        help="Addresses or files of RSS, Atom, sitemaps and OPML; folders of reports.")] = None,
    once: Annotated[bool, typer.Option("--once", help="One round, then end: for cron.")] = False,
    every: Annotated[float, typer.Option(
        "--every", metavar="MINUTES", min=1, help="From the start of a round to that of the next.")] = 15,
    since: Annotated[str | None, typer.Option(
        "--since", metavar="DATE", callback=day, show_default=False,
        help="Pass over what a list dates before this day, YYYY-MM-DD. Default: for sitemaps a week ago.")] = None,
    gdelt: Annotated[bool, typer.Option(
        "--gdelt", help="Also read the reports that GDELT's files of a quarter of an hour point to.")] = False,
    ledger: LedgerOption = None,
    archive: ArchiveOption = None,
    reader: ReaderOption = None,
    dead: Annotated[bool, typer.Option("--dead", help="List what was given up, with the reason, and end.")] = False,
    again: Annotated[list[str] | None, typer.Option(
        "--again", metavar="ADDRESS", show_default=False,
        help="Try what was given up again: an address or a host; all: all of it. May be repeated.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Look at feeds, sitemaps and folders again and again, and read what is new."""
    settings = settings_here()
    where = address(ledger, settings)
    if dead:
        with open_ledger(where, read_only=True) as opened:
            _list_dead(opened, as_json=as_json)
        return
    named = [*(feeds or ()), *((LAST_UPDATE,) if gdelt else ())]
    if not named and not again:
        raise typer.BadParameter("name a feed, a sitemap, an OPML file or a folder to watch")
    folder = archive_folder(archive, where, settings)
    with open_ledger(where) as opened, opened.jobs().alone(), _Progress() as progress:
        if again:
            note(f"{plural(revive(opened, again), 'dead letter')} to be tried again")
        if not named:
            return
        watching = open_watch(
            opened, settings, tools=open_tools(settings, reader=reader), wants=Wants(since=since, gdelt=gdelt),
            keep=lambda capture, reports: note_capture(opened, folder, capture, reports), tell=progress.tell)
        with _ending(watching):
            done = [one_round(watching, opened, named)] if once else rounds(
                watching, opened, named, every=every * _MINUTE)
            for number, one in enumerate(done, 1):
                _told(number, one, opened, as_json=as_json)


def _told(number: int, one: Round, ledger: Ledger, *, as_json: bool) -> None:
    for line in one.unread:
        complain("watch", line)
    counts = ledger.jobs().counts()
    if as_json:
        say_bytes(dump({"round": number, **asdict(one.tally), "jobs": dict(sorted(counts.items()))}) + b"\n")
    else:
        say(f"round {number}: {one.tally.line()}; {plural(counts.get(DEAD, 0), 'dead letter')} in all")


def _list_dead(ledger: Ledger, *, as_json: bool) -> None:
    jobs: Sequence[Job] = tuple(ledger.jobs().in_state(DEAD))
    if as_json:
        say_bytes(dump([{"address": job.address, "kind": job.kind, "feed": job.feed, "at": job.at, "tries": job.tries,
                         "reason": job.reason} for job in jobs], indent=1) + b"\n")
    elif jobs:
        table(("given up", "address", "reason"), [(job.at or "", job.address, job.reason or "") for job in jobs])
    else:
        say("no dead letters")


@contextmanager
def _ending(watching: Watch) -> Iterator[None]:
    """Let the first signal to end be a request: what is in hand comes home first."""
    def end(number: int, frame: FrameType | None) -> None:
        watching.stopped.set()
        note("ending after what is in hand ...")
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Progress:
    """What the round has done so far, on a terminal."""

    def __init__(self) -> None:
        self._bar: Any = None

    def __enter__(self) -> _Progress:
        if sys.stderr.isatty():
            # loaded here: only a terminal pays for rich
            console = importlib.import_module("rich.console").Console(stderr=True)
            self._bar = console.status("watching ...")
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def tell(self, tally: Tally) -> None:
        """Show where the round stands."""
        if self._bar is not None:
            self._bar.update(tally.line())

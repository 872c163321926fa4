"""``according backfill``: whole web archives into the ledger, read by many processes or machines.

In: WARC files. Out: a ledger as ``according add`` leaves it; a report of what was read, refused and lost on stdout.
"""

from __future__ import annotations

import importlib
import os
import sys
import time
from itertools import accumulate
from pathlib import Path
from typing import Annotated, Any

import platformdirs
import typer

from according.backfill import Account, Job, Pool, Posted, ProcessPool, Summary, Work, archives, make_job, open_work
from according.backfill import plan as cut
from according.backfill import run as run_shards
from according.cli.options import JsonOption, LedgerOption, ReaderOption, address, settings_here
from according.cli.reading import today
from according.cli.screen import complain, note, say, say_bytes
from according.export.lines import dump, plain
from according.ledger import open_ledger
from according.ledger.base import Ledger, head_text
from according.phrasing import plural
from according.pipeline import settle
from according.records import Failure

_RAY = "according.backfill.ray_pool"  # loaded by name: only --ray pays for it
_EVERY = 10.0  # seconds between lines of progress where there is no terminal
_TOLD = 20  # refusals told one by one; manifests hold all of them


def backfill(
    sources: Annotated[list[str], typer.Argument(metavar="WARC...", help="Files of WARC or WARC.gz; folders of them.")],
    ledger: LedgerOption = None,
    workers: Annotated[int | None, typer.Option(
        "--workers", metavar="N", min=1, show_default=False,
        help="How many read at once. Default: one a core.")] = None,
    ray: Annotated[str | None, typer.Option(
        "--ray", metavar="ADDRESS", show_default=False,
        help="Read in tasks of Ray: local, or a cluster's host:port (needs according[ray]).")] = None,
    reader: ReaderOption = None,
    work: Annotated[Path | None, typer.Option(
        "--work", metavar="FOLDER", show_default=False,
        help="Where manifests stay, so that a shard is done once. Default: backfill in your data folder.")] = None,
    shard: Annotated[int, typer.Option("--shard", metavar="N", min=1, help="Documents of a shard, about.")] = 1_000,
    as_json: JsonOption = False,
) -> None:
    """Read whole web archives into the ledger, by many processes or machines; resumes."""
    settings = settings_here()
    job = make_job(settings, reader=reader, today=today())
    kept = open_work(work or platformdirs.user_data_path("according", appauthor=False) / "backfill")
    files = list(archives(sources))
    with open_ledger(address(ledger, settings)) as opened:
        with _pool(job, ray, workers) as pool:
            failed, summary = _read(files, opened, kept, job, pool, shard)
        joined = _settle(opened)
        _report(summary, opened, joined, as_json=as_json)
    if failed:
        raise typer.Exit(1)


def _pool(job: Job, ray: str | None, workers: int | None) -> Pool:
    if ray is None:
        return ProcessPool(job, workers=workers or len(os.sched_getaffinity(0)))
    pool: Pool = importlib.import_module(_RAY).RayPool(job, address=ray, workers=workers)
    return pool


def _read(files: list[Path | Failure], ledger: Ledger, work: Work, job: Job, pool: Pool,
          documents: int) -> tuple[bool, Summary]:
    """Read archives, tell what fails, and return whether something did, with the sums."""
    account, failed, began = Account(), 0, time.monotonic()
    planned = cut(files, job=job, folder=work.folder, documents=documents)
    try:
        with _Progress(files, pool) as progress:
            for told in run_shards(planned, pool=pool, work=work, ledger=ledger, pulse=progress.pulse):
                progress.step(told)
                for failure in account.take(told):
                    failed += 1
                    if failed <= _TOLD:
                        complain(failure.origin, failure.reason)
    finally:
        work.tidy()
    if failed > _TOLD:
        note(f"and {failed - _TOLD:,} more refused: each with its reason in the manifests in {work.folder}")
    for failure in account.faults():
        failed += 1
        complain(failure.origin, failure.reason)
    return bool(failed), account.summary(time.monotonic() - began)


class _Progress:
    """How far the run is: a moving line on a terminal, else a line now and then."""

    def __init__(self, files: list[Path | Failure], pool: Pool) -> None:
        sizes = [path.stat().st_size if isinstance(path, Path) and path.is_file() else 0 for path in files]
        self._before = dict(zip(map(str, files), accumulate([0, *sizes]), strict=False))
        self._bytes, self._pool = sum(sizes) or 1, pool
        self._through = self._skipped = self._documents = 0
        self._began = self._told = time.monotonic()
        self._bar: Any = None

    def __enter__(self) -> _Progress:
        if sys.stderr.isatty():
            # loaded here: only a terminal pays for rich
            self._bar = importlib.import_module("rich.console").Console(stderr=True).status("reading ...")
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def step(self, told: Posted | Failure) -> None:
        """Take in what became of a shard."""
        if isinstance(told, Posted):
            self._through = self._before[told.shard.archive] + told.shard.through
            if told.receipt is None:
                self._skipped = self._through
            else:
                self._documents += told.manifest.documents
        self.pulse()

    def pulse(self) -> None:
        """Say how far it is, if it is time to."""
        now = time.monotonic()
        if self._bar is None and now - self._told < _EVERY:
            return
        self._told = now
        if self._bar is not None:
            self._bar.update(self._line(now))
        else:
            note(self._line(now))

    def _line(self, now: float) -> str:
        read, took = self._documents + self._pool.underway(), max(now - self._began, 0.001)
        line = f"{plural(read, 'document')} read, {read / took:.0f} a second; {self._through / self._bytes:.0%} done"
        if self._through > self._skipped:
            left = took * (self._bytes - self._through) / (self._through - self._skipped)
            line += f", about {plural(round(left / 60), 'minute')} left"
        return line


def _settle(ledger: Ledger) -> float:
    began = time.monotonic()
    if not ledger.settled():  # also where nothing was new: an earlier run may have been stopped before it settled
        note("joining claims into incidents ...")
        settle(ledger)
    return time.monotonic() - began


def _report(summary: Summary, ledger: Ledger, joined: float, *, as_json: bool) -> None:
    incidents, head = ledger.counts()[1], head_text(ledger.head())
    if as_json:
        whole = {**_fields(summary), "joined_seconds": round(joined, 3), "incidents": incidents, "head": head}
        say_bytes(dump(whole, indent=1) + b"\n")
        return
    say(f"{plural(summary.documents, 'document')} of {plural(summary.archives, 'archive')} in "
        f"{plural(summary.shards, 'shard')}"
        + (f", {summary.shards_before:,} of them done before" if summary.shards_before else "")
        + f": {plural(summary.reports, 'report')} read, {summary.new:,} new, {summary.known:,} known already")
    for reason, many in summary.refused.items():
        say(f"  {many:,} refused: {reason}")
    if summary.undone:
        say(f"  {plural(summary.undone, 'file or shard', 'files or shards')} not read")
    say(f"{plural(summary.lost, 'record')} lost, {plural(summary.passed, 'record')} of other kinds passed over")
    say(f"{summary.documents_a_second:,.1f} documents a second over {summary.seconds:,.1f} s; "
        f"joined in {joined:,.1f} s")
    say(f"{plural(summary.claims, 'new claim')}; the ledger holds {plural(incidents, 'incident')}")
    say(f"head {head}")


def _fields(summary: Summary) -> dict[str, object]:
    fields = plain(summary)
    assert isinstance(fields, dict)
    return fields

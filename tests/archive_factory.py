"""Archives of our own invention for the tests of backfill, and what adding them in one process gives."""

from __future__ import annotations

import gzip
from pathlib import Path

from according.backfill import Job, make_job
from according.backfill.confined import read_block
from according.backfill.pool import Outcome
from according.backfill.shard import Reader, read_shard
from according.collect import collect
from according.ledger import open_ledger
from according.pipeline import open_tools, post, read_all, settle
from according.records import Failure
from according.settings import Settings
from source_factory import packed, page_of, record

SETTINGS = Settings()
TODAY = "2025-04-01"
NUMBERS = ("Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve", "Thirteen")


def records_of(pages: int) -> list[bytes]:
    """Return records: pages of outlets of their own, one in six with no claim, and what is no page between them."""
    found = []
    for number in range(pages):
        words = f"{NUMBERS[number % len(NUMBERS)]} civilians"
        body = page_of(words) if number % 6 else b"<html><body><p>The museum in Homs will open four new rooms.</p>"
        found.append(record(body.replace(b"Example Post", f"Outlet {number}".encode()),
                            url=f"https://outlet{number}.example/{number}"))
        if number % 5 == 0:
            found.append(record(b"\x89PNG", content_type="image/png"))
    return found


def archive_of(records: list[bytes], form: str) -> bytes:
    """Return records as plain WARC, with a gzip member each, or packed at once."""
    if form == "one":
        return gzip.compress(b"".join(records), mtime=0)
    return packed(records) if form == "members" else b"".join(records)


def a_job(settings: Settings = SETTINGS) -> Job:
    return make_job(settings, reader="patterns", today=TODAY)


def added(archives: list[Path], ledger: Path) -> tuple[str, list[tuple[str, str, str]]]:
    """Add archives in one process; return the ledger's digest and its chain without times and hashes."""
    tools = open_tools(SETTINGS, reader="patterns")
    found = collect([str(path) for path in archives], settings=SETTINGS)
    with open_ledger(str(ledger)) as opened:
        outcomes = read_all(found, tools=tools, settings=SETTINGS, today=TODAY)
        post((o for o in outcomes if not isinstance(o, Failure)), ledger=opened)  # type: ignore[misc]  # all are wanted
        settle(opened)
    return what_it_holds(ledger)


def what_it_holds(ledger: Path) -> tuple[str, list[tuple[str, str, str]]]:
    with open_ledger(str(ledger)) as opened:
        assert opened.verify() == ()
        # namings tell when it was settled, so how often a run was stopped
        return opened.digest(), [(e.kind, e.key, e.payload) for e in opened.entries() if e.kind != "naming"]


class Here:
    """A pool that reads in this process, one shard a look."""

    workers = 1

    def __init__(self, job: Job, read: Reader = read_block) -> None:
        self.read: list[int] = []
        self._job, self._how, self._queue = job, read, []

    def submit(self, shard) -> None:
        self._queue.append(shard)

    def wait(self, seconds: float) -> list[tuple[object, Outcome]]:
        shard = self._queue.pop(0)
        self.read.append(shard.number)
        return [(shard, read_shard(shard, self._job, read=self._how))]

    def underway(self) -> int:
        return 0

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        pass

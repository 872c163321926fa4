"""Reports that people hand over: read one after the other behind the pages, with progress.

In: files as they were uploaded, pasted text, an address. Out: ``Job`` records that a page shows while they grow.

A file keeps only its ending: it lies under a number in a folder of its own that is gone when it was read, so that no
name that somebody uploads can reach anything. An address is fetched by the guarded fetch alone, and only for an owner.
"""

from __future__ import annotations

import io
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from secrets import token_urlsafe
from tempfile import TemporaryDirectory

from according.captures import Catch
from according.collect import collect
from according.errors import AccordingError
from according.fetch import fetch
from according.ledger.base import Ledger
from according.pipeline import Tools, post, read_all
from according.records import Failure, Hints, Reading, Report
from according.settings import Settings

_LOG = logging.getLogger(__name__)
_KEPT = 50  # jobs remembered
_TOLD = 500  # reports and failures listed of one job
ENDINGS = (".txt", ".html", ".htm", ".json", ".jsonl", ".xml", ".rss", ".atom", ".warc", ".gz", ".eml", ".md")


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One thing that was handed over."""

    name: str  # as its owner calls it, for messages
    content: bytes | None  # of a file or of pasted text; None: an address
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """How far a handing over has come."""

    id: str
    names: tuple[str, ...]
    state: str = "waiting"  # waiting | reading | joining | done
    read: int = 0
    known: int = 0
    new: tuple[str, ...] = ()  # report ids
    claims: int = 0
    failures: tuple[tuple[str, str], ...] = ()  # what, why


class Adding:
    """One thread that reads what is handed over, in order."""

    def __init__(self, ledger: Ledger, settings: Settings, tools: Callable[[], Tools],
                 settle: Callable[[], None], *, archive: Path | None = None) -> None:
        self._ledger, self._settings, self._tools, self._settle = ledger, settings, tools, settle
        self._archive = archive
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._work: SimpleQueue[tuple[str, Sequence[Handed], Hints] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def hand_over(self, things: Sequence[Handed], hints: Hints) -> Job:
        """Queue things to be read and return their job."""
        job = Job(id=token_urlsafe(9), names=tuple(thing.name for thing in things))
        with self._lock:
            while len(self._jobs) >= _KEPT:
                self._jobs.pop(next(iter(self._jobs)))
            self._jobs[job.id] = job
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="adding", daemon=True)
                self._thread.start()
        self._work.put((job.id, things, hints))
        return job

    def job(self, name: str) -> Job | None:
        """Return a job as it is now."""
        with self._lock:
            return self._jobs.get(name)

    def close(self) -> None:
        """End the thread when what it reads is read."""
        if self._thread is not None:
            self._work.put(None)
            self._thread.join(timeout=30)

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            name, things, hints = work
            try:
                self._read(name, things, hints)
            except (AccordingError, OSError) as error:
                self._note(name, failure=("the ledger", str(error)))
                _LOG.warning("adding failed: %s", error)
            finally:
                self._change(name, state="done")

    def _read(self, name: str, things: Sequence[Handed], hints: Hints) -> None:
        self._change(name, state="reading")
        tools = self._tools()
        with TemporaryDirectory(prefix="according-") as folder:
            sources, called = _laid_out(things, Path(folder))
            catch = Catch(self._archive)
            get = partial(fetch, settings=self._settings, now=lambda: datetime.now(UTC), seen=catch.seen)
            found = collect(sources, settings=self._settings, hints=hints, fetch=get, stdin=io.BytesIO())
            outcomes = read_all(catch.pages(found), tools=tools, settings=self._settings,
                                today=datetime.now(UTC).date().isoformat(),
                                wanted=lambda report: self._ledger.wants(report, tools.reader.name))
            receipt = post(self._sieve(name, outcomes, called, catch), ledger=self._ledger)
            catch.note(self._ledger)
        self._change(name, state="joining", claims=receipt.claims)
        self._settle()

    def _sieve(self, name: str, outcomes: Iterator[Reading | Report | Failure],
               called: Callable[[str], str], catch: Catch) -> Iterator[Reading]:
        for outcome in outcomes:
            if isinstance(outcome, Failure):
                self._note(name, failure=(called(outcome.origin), outcome.reason))
            elif isinstance(outcome, Reading):
                self._note(name, new=outcome.report.id)
                catch.read(outcome.report)
                yield outcome
            else:
                catch.read(outcome)
                self._note(name)

    def _note(self, name: str, *, new: str | None = None, failure: tuple[str, str] | None = None) -> None:
        job = self.job(name)
        if job is None:
            return
        self._change(
            name, read=job.read + (0 if failure else 1), known=job.known + (0 if failure or new else 1),
            new=(*job.new, new)[:_TOLD] if new else job.new,
            failures=(*job.failures, failure)[:_TOLD] if failure else job.failures)

    def _change(self, name: str, **values: object) -> None:
        with self._lock:
            if name in self._jobs:
                self._jobs[name] = replace(self._jobs[name], **values)  # type: ignore[arg-type]  # names are fields


def _laid_out(things: Sequence[Handed], folder: Path) -> tuple[list[str], Callable[[str], str]]:
    """Write files under numbers; return the sources, and what turns an origin in a message into its owner's name."""
    sources: list[str] = []
    names: dict[str, str] = {}
    for number, thing in enumerate(things):
        if thing.address is not None:
            sources.append(thing.address)
            continue
        path = folder / f"{number}{_ending(thing.name)}"
        path.write_bytes(thing.content or b"")
        sources.append(str(path))
        names[str(path)] = thing.name

    def called(origin: str) -> str:
        for path, name in names.items():
            origin = origin.replace(path, name)
        return origin

    return sources, called


def _ending(name: str) -> str:
    """Return the ending of a name, both where one is of a packed file, if it is one of a report."""
    endings = [ending for ending in Path(name.replace("\\", "/")).suffixes[-2:] if ending.lower() in ENDINGS]
    return "".join(endings).lower() or ".txt"

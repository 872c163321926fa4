"""What the routes of one workbench share: the ledger, its catalogue, the tools that read, who settles.

In: settings and an open ledger. Out: ``Bench``; a route gets it with ``bench_of(request)``.

Decisions are kept at once and take effect when the ledger is settled. That may take longer than the hand needs for the
next decision, so a thread settles behind the pages, and pages say so while it does.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from starlette.requests import Request

from according.catalogue import Catalogue, Listing, find_incidents
from according.errors import AccordingError, LedgerError
from according.judged import judged, standing
from according.ledger.base import Head, Ledger, Shelved
from according.pipeline import Tools, open_tools, settle
from according.settings import Settings
from according.sift import Query, known_names, without_days
from according.summaries import recipe
from according.web.access import Access, Brake, Role, Sessions, User
from according.web.adding import Adding
from according.web.compose.origins import Speaker, count_speakers
from according.web.compose.overview import Found, make_found
from according.web.queue import Queue
from according.web.usage import UsedNames, count_names

_LOG = logging.getLogger(__name__)
_ASKED = 64  # queries of the overview that are kept
_HELD = 1_000_000  # incidents that these find together: some 8 MB
BESIDE = 5_000  # claims of a ledger that is settled in a process of its own
_QUIET = 0.8  # seconds without a decision before what was decided is settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """How a workbench is served; the command line fills it in."""

    ledger: str  # path or address
    read_only: bool = False
    host: str = "127.0.0.1"
    port: int = 8321
    hosts: tuple[str, ...] = ()  # names by which it may be asked for, beside loopback ones
    access: Access = field(default_factory=Access)
    name: str = "ledger"  # what pages call the ledger: the file's name, never its folder
    archive: Path | None = None  # where fetched pages are kept as they came; None: nowhere
    who: str = "owner"  # under which name decisions are kept where nobody signs in


class Bench:
    """What one application holds while it runs."""

    def __init__(self, settings: Settings, serving: Serving, ledger: Ledger, *, clock: Callable[[], float]) -> None:
        self.settings, self.serving, self.ledger = settings, serving, ledger
        self.sessions, self.brake = Sessions(clock), Brake(clock)
        self.settler = Settler(self._settle)
        self.queue, self.adding = Queue(), Adding(
            ledger, settings, lambda: self.tools, self._settle, archive=serving.archive)
        self._catalogue, self._lock = Catalogue(), threading.Lock()
        self._asked: tuple[Listing | None, dict[Query, Found]] = (None, {})
        self._shelf: tuple[Head, tuple[Shelved, ...]] | None = None
        self._used: tuple[Head, UsedNames] | None = None
        self._speakers: tuple[Listing, dict[str, dict[str, Speaker]]] | None = None
        self._named: tuple[Listing, dict[str, tuple[str, ...]]] | None = None

    @cached_property
    def tools(self) -> Tools:
        """What reading needs; opened when a report is first read."""
        return open_tools(self.settings)

    def used_names(self) -> UsedNames:
        """Return the names that claims and reports use; counted anew when the ledger holds more."""
        head = self.ledger.head()
        if self._used is None or self._used[0] != head:
            decided = standing(self.ledger.judgements())
            self._used = (head, count_names(judged(self.ledger.claims(), decided), self.ledger.reports()))
        return self._used[1]

    def listing(self) -> Listing:
        """Return what a list knows of every incident as the ledger is now."""
        return self._catalogue.of(self.ledger)

    def found(self, query: Query) -> Found:
        """Return what a query finds with what is drawn of it; kept for the queries asked last while nothing changes."""
        listing = self.listing()
        with self._lock:
            if self._asked[0] is not listing:
                self._asked = (listing, {})
            known = self._asked[1].get(query)
        if known is None:
            told = find_incidents(listing, query)
            around = told if query == without_days(query) else find_incidents(listing, without_days(query))
            known = make_found(query, told, around=around)
            with self._lock:
                kept = self._asked[1]
                while kept and (len(kept) >= _ASKED or sum(len(f.sketches) for f in kept.values()) > _HELD):
                    kept.pop(next(iter(kept)))
                if self._asked[0] is listing:
                    kept[query] = known
        return known

    def names(self) -> dict[str, tuple[str, ...]]:
        """Return the names that filters by name can be given; made anew when the listing is."""
        listing = self.listing()
        if self._named is None or self._named[0] is not listing:
            self._named = (listing, known_names(listing.sketches.values()))
        return self._named[1]

    def speakers(self) -> dict[str, dict[str, Speaker]]:
        """Return who speaks and who publishes; counted anew when the listing is another."""
        listing = self.listing()
        if self._speakers is None or self._speakers[0] is not listing:
            self._speakers = (listing, count_speakers(listing.voices()))
        return self._speakers[1]

    def shelf(self) -> tuple[Shelved, ...]:
        """Return the reports without their texts; read anew when something came in."""
        head = self.ledger.head()
        if self._shelf is None or self._shelf[0] != head:
            self._shelf = (head, self.ledger.shelf())
        return self._shelf[1]

    def ready_queue(self) -> Queue:
        """Return the review queue, filled."""
        if self.queue.empty:
            self.queue.refill(self.listing())
        return self.queue

    def start(self) -> None:
        """Read what a list knows behind the first page, and settle what is not settled yet."""
        self.settler.wake()

    def close(self) -> None:
        """End the thread and let go of the ledger."""
        self.adding.close()
        self.settler.close()
        self.ledger.close()

    def _settle(self) -> None:
        if not self.serving.read_only and (not self.ledger.settled() or self.ledger.summaries().untold(recipe())[1]):
            if self.ledger.counts()[0] < BESIDE:
                settle(self.ledger)
            else:
                _settle_beside(self.serving.ledger)
        self.queue.refill(self.listing())
        self.found(Query())  # the page that is asked for most is ready before it is


def _settle_beside(address: str) -> None:
    """Settle a ledger in a process of its own: joining a large one in this process would hold up its pages."""
    done = subprocess.run(
        [sys.executable, "-m", "according", "settle"], env={**os.environ, "ACCORDING_LEDGER": address}, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise LedgerError(done.stderr.strip().rpartition("\n")[2] or "the ledger could not be settled")


class Settler:
    """A thread that settles when decisions came in and then none for a moment."""

    def __init__(self, work: Callable[[], None], *, quiet: float = _QUIET) -> None:
        self._work, self._quiet = work, quiet
        self._wanted, self._idle = threading.Event(), threading.Event()
        self._idle.set()
        self._ended = False
        self._thread: threading.Thread | None = None
        self.trouble: str | None = None  # why the last settling failed

    @property
    def busy(self) -> bool:
        """Whether decisions wait to be settled, or are being settled."""
        return not self._idle.is_set()

    def wake(self) -> None:
        """Say that something was decided."""
        self._idle.clear()
        self._wanted.set()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="settler", daemon=True)
            self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait until all is settled; False where it takes longer than so many seconds."""
        return self._idle.wait(seconds)

    def close(self) -> None:
        """End the thread; what was not settled is settled by the next command that opens the ledger."""
        self._ended = True
        self._wanted.set()
        if self._thread is not None:
            self._thread.join(timeout=30)

    def _run(self) -> None:
        while True:
            self._wanted.wait()
            while self._wanted.is_set() and not self._ended:
                self._wanted.clear()
                self._wanted.wait(self._quiet)
            if self._ended:
                return
            try:
                self._work()
                self.trouble = None
            except AccordingError as error:
                self.trouble = str(error)
                _LOG.warning("settling failed: %s", error)
            if not self._wanted.is_set():
                self._idle.set()


def bench_of(request: Request) -> Bench:
    """Return the bench of the application that a request came to."""
    bench: Bench = request.app.state.bench
    return bench


def user_of(request: Request) -> User:
    """Return who asks; the guard let nobody else through."""
    user: User = request.scope["user"] or User(name="", role=Role.READER)
    return user

"""A server on this machine that is every outlet of the script, and takes down how it was asked.

In: a script, a clock. Out: answers over HTTP, by the name of the host; what was asked against the rules of manners.

Example::

    with FeedServer(make_script(60, seed=1), clock) as server:
        server.address("hub") + "/all.opml"
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from http.server import ThreadingHTTPServer
from typing import Self

from prove.feed_outlets import Outlets
from prove.feed_script import NOWHERE, SLOW, SLOW_SECONDS, START, ZONE, Item, Script


class FeedServer(ThreadingHTTPServer):
    """Answers as the script has it; ``faults`` says, one line each, how it was asked against the rules."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, script: Script, now: Callable[[], datetime], *, pause: float) -> None:
        super().__init__(("127.0.0.1", 0), Outlets)
        self.script, self.pause, self._now = script, pause, now
        self._items = {item.path: item for item in script.items}
        self.hits: Counter[tuple[str, str]] = Counter()
        self.given: dict[tuple[str, str], str] = {}  # the mark of the version that was last given whole
        self.faults: list[str] = []
        self._free: dict[str, datetime] = {}
        self._lock = threading.Lock()
        self.over = threading.Event()

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.over.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what some outlets are about."""

    def address(self, host: str) -> str:
        """Return where a host is."""
        return f"http://{host}{ZONE}:{self.server_address[1]}"

    def resolve(self, host: str, port: int) -> list[str]:
        """Return the numeric addresses of a host: all are here, but for one that is no more."""
        if host.startswith(NOWHERE):
            raise OSError("no such name")
        return ["127.0.0.1"]

    def seconds(self) -> float:
        """Return the time of the script."""
        return (self._now() - START).total_seconds()

    def item(self, path: str) -> Item | None:
        """Return what stands at a path; no two hosts have the same."""
        return self._items.get(path)

    def forgive(self) -> None:
        """Expect nothing from a reader that was killed: what he was told last he may not have kept."""
        with self._lock:
            self.given.clear()
            self._free.clear()

    # --- manners ------------------------------------------------------------------------------------

    def begin(self, host: str, path: str) -> int:
        """Take down that a host is asked; return how often this was asked before."""
        with self._lock:
            now = self._now()
            if now < self._free.get(host, now):
                self.faults.append(f"{host}{path} is asked {(self._free[host] - now).total_seconds():.1f} s too early")
            self.hits[host, path] += 1
            return self.hits[host, path] - 1

    def end(self, host: str, wait: float) -> None:
        """Take down that a host answers, and for how long it is to be left alone: two requests at once are too early.

        This comes before the answer, and the clock stands still meanwhile: the reader alone moves it.
        """
        with self._lock:
            pause = SLOW_SECONDS if host == SLOW and self.hits[host, "/robots.txt"] else self.pause
            self._free[host] = self._now() + timedelta(seconds=max(pause, wait))

    def fault(self, line: str) -> None:
        """Take down what was done against the rules."""
        with self._lock:
            self.faults.append(line)

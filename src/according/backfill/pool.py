"""Many shards at once: processes of this machine, each with a pipe.

In: shards. Out: what became of each, as they are done. A process is started fresh (``spawn``), so that it holds nothing
of the ledger's connections; one that dies is replaced and its shard given to the next; a shard that three processes
died of is handed back undone. The processes end when their parent does, also when that is killed.

Example::

    with ProcessPool(job, workers=2) as pool:
        pool.submit(shard)
        for shard, outcome in pool.wait():
            ...  # Done or Undone
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Protocol, Self

from according.backfill.job import Done, Job, Shard, Undone
from according.backfill.shard import read_shard
from according.errors import AccordingError

_TRIES = 3  # processes that a shard may cost
_TELL_SECONDS = 1.0

Outcome = Done | Undone


class Pool(Protocol):
    """What reads shards somewhere else."""

    workers: int

    def submit(self, shard: Shard) -> None:
        """Take a shard in; shards are begun in the order in which they came."""

    def wait(self, seconds: float) -> list[tuple[Shard, Outcome]]:
        """Return what was done, after at most so many seconds; an empty list where nothing was."""

    def underway(self) -> int:
        """Return how many documents were read of the shards that are not done."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None: ...


class ProcessPool:
    """Reads shards in processes of this machine."""

    def __init__(self, job: Job, *, workers: int) -> None:
        self.workers = workers
        self._job = job
        self._queue: deque[Shard] = deque()
        self._tries: dict[str, int] = {}
        self._crew: list[_Worker] = []

    def submit(self, shard: Shard) -> None:
        """Take a shard in."""
        self._queue.append(shard)
        self._hand_out()

    def wait(self, seconds: float) -> list[tuple[Shard, Outcome]]:
        """Return what was done, after at most so many seconds."""
        done: list[tuple[Shard, Outcome]] = []
        self._hand_out()
        busy = {worker.pipe: worker for worker in self._crew if worker.shard is not None}
        for pipe in wait(list(busy), timeout=seconds):
            assert isinstance(pipe, Connection)
            worker = busy[pipe]
            shard = worker.shard
            assert shard is not None
            try:
                said = pipe.recv()
            except (EOFError, OSError):
                done += self._bury(worker, shard)
                continue
            if isinstance(said, int):
                worker.read = said
                continue
            worker.shard, worker.read = None, 0
            if isinstance(said, Exception):
                raise said
            done.append((shard, said))
        return done

    def underway(self) -> int:
        """Return how many documents were read of the shards that are not done."""
        return sum(worker.read for worker in self._crew)

    def _hand_out(self) -> None:
        while len(self._crew) < min(self.workers, len(self._queue) + sum(w.shard is not None for w in self._crew)):
            self._crew.append(_Worker(self._job))
        for worker in self._crew:
            if worker.shard is None and self._queue:
                worker.give(self._queue.popleft())

    def _bury(self, worker: _Worker, shard: Shard) -> list[tuple[Shard, Outcome]]:
        self._crew.remove(worker)
        ended = worker.end()
        self._tries[shard.key] = self._tries.get(shard.key, 0) + 1
        if self._tries[shard.key] < _TRIES:
            self._queue.appendleft(shard)
            return []
        return [(shard, Undone(reason=f"{_TRIES} processes died over it, the last with {ended}; run again with fewer "
                                      "workers"))]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        for worker in self._crew:
            worker.end()


class _Worker:
    """The parent's end of one process."""

    def __init__(self, job: Job) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.shard: Shard | None = None
        self.read = 0
        self._process = context.Process(target=_serve, args=(theirs, job), daemon=True)
        with _deaf_to_keyboard():
            self._process.start()
        theirs.close()

    def give(self, shard: Shard) -> None:
        self.shard = shard
        try:
            self.pipe.send(shard)
        except OSError:  # it died meanwhile: reading from it will say so
            return

    def end(self) -> str:
        """End it, and say how it ended."""
        self.pipe.close()
        code = self._process.exitcode
        if code is None:
            self._process.kill()
        self._process.join()
        code = self._process.exitcode or 0
        return f"signal {-code}" if code < 0 else f"exit code {code}"


@contextmanager
def _deaf_to_keyboard() -> Iterator[None]:
    """What is started here does not hear the keyboard's interrupt: its parent does, and ends it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if hasattr(signal, "pthread_sigmask") else None
    try:
        yield
    finally:
        if before is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Any, job: Job) -> None:
    """Read shards until the parent closes the pipe; runs in the process."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            shard = pipe.recv()
        except (EOFError, OSError):
            return
        told = [time.monotonic()]

        def tell(documents: int, told: list[float] = told) -> None:
            if time.monotonic() - told[0] > _TELL_SECONDS:
                told[0] = time.monotonic()
                pipe.send(documents)

        try:
            pipe.send(read_shard(shard, job, tell=tell))
        except (AccordingError, OSError) as error:
            pipe.send(error)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)

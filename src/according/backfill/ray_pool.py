"""Many shards at once on many cores or machines: tasks of Ray. The only module that imports it.

In: shards. Out: what became of each, as in ``pool``; a task is the same function as there. No data of use is sent to
Ray's makers and no dashboard is opened. The machines must see the archives under the same path and have the same
version of According; ledger and work folder are needed where the run is started, and nowhere else.

Example::

    with RayPool(job, address="local", workers=2) as pool:
        pool.submit(shard)
"""

from __future__ import annotations

import logging
import os
from types import TracebackType
from typing import Any, Self

from according.backfill.job import Done, Job, Shard, Undone
from according.backfill.pool import Outcome
from according.backfill.shard import read_shard
from according.errors import AccordingError, BadRequest

LOCAL = "local"  # instead of an address: Ray is started here, for this run alone
_TRIES = 3  # workers that a shard may cost


class RayPool:
    """Reads shards in tasks of Ray, one core each."""

    def __init__(self, job: Job, *, address: str, workers: int | None = None) -> None:
        """Connect to a cluster, or start Ray here.

        Args:
            job: what is the same for all shards.
            address: ``local``, or a cluster's ``host:port``.
            workers: tasks at once; None: as many as there are cores.

        Raises:
            BadRequest: Ray is not installed, or there is no cluster at the address.
        """
        self._ray = _started(address, workers)
        self.workers = workers or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        self._job = self._ray.put(job)
        self._read = self._ray.remote(num_cpus=1, max_retries=_TRIES - 1)(read_shard)
        self._running: dict[Any, Shard] = {}
        self._queue: list[Shard] = []

    def submit(self, shard: Shard) -> None:
        """Take a shard in."""
        self._queue.append(shard)
        self._hand_out()

    def wait(self, seconds: float) -> list[tuple[Shard, Outcome]]:
        """Return what was done, after at most so many seconds."""
        self._hand_out()
        ready, _ = self._ray.wait(list(self._running), num_returns=1, timeout=seconds)
        return [(self._running.pop(task), self._outcome(task)) for task in ready]

    def underway(self) -> int:
        """Return zero: a task says nothing before it is done."""
        return 0

    def _hand_out(self) -> None:
        while self._queue and len(self._running) < self.workers:
            shard = self._queue.pop(0)
            self._running[self._read.remote(shard, self._job)] = shard

    def _outcome(self, task: Any) -> Outcome:
        try:
            done: Done = self._ray.get(task)
        except self._ray.exceptions.RayTaskError as error:
            if isinstance(error.cause, (AccordingError, OSError)):
                raise error.cause from None
            raise
        except (self._ray.exceptions.WorkerCrashedError, self._ray.exceptions.OutOfMemoryError,
                self._ray.exceptions.NodeDiedError) as error:
            lines = str(error).splitlines() or [type(error).__name__]
            return Undone(reason=f"{_TRIES} workers died over it ({lines[0][:200]}); run again with fewer workers")
        return done

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self._ray.shutdown()


def _started(address: str, workers: int | None) -> Any:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # by default Ray reports its use to its makers
    os.environ.setdefault("RAY_worker_niceness", "0")  # else 15: beside other work its workers would stand still
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # else each start warns of a change to come
    try:
        import ray  # imported here: only where it is asked for
    except ImportError:
        raise BadRequest("--ray needs Ray: pip install 'according[ray]'") from None
    quiet: dict[str, Any] = {"logging_level": logging.ERROR, "log_to_driver": False}
    try:
        if address == LOCAL:
            ray.init(address="local", num_cpus=workers, include_dashboard=False, **quiet)
        else:
            ray.init(address=address, **quiet)
    except (ConnectionError, ValueError, RuntimeError) as error:
        said = (str(error).splitlines() or [type(error).__name__])[0]
        raise BadRequest(f"--ray {address}: {said}; give local, or a cluster's host:port") from None
    return ray

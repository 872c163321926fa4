"""The run: shards are read by many, kept as they come, and posted by one, in the order of the archives.

In: shards, a pool, a work folder, a ledger. Out: the manifest of each shard once its readings are in the ledger, and
failures; the ledger's chain is the one that adding the archives one by one in one process would have made. Whenever it
is stopped, what was read stands in the work folder or in the ledger, and the next run goes on from there.

Example::

    with ProcessPool(job, workers=2) as pool:
        for told in run(plan(...), pool=pool, work=work, ledger=ledger):
            ...  # Posted, or a Failure
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from according.backfill.job import Manifest, Shard, Undone
from according.backfill.pool import Pool
from according.backfill.work import Work
from according.ledger.base import Ledger, Receipt
from according.pipeline import post
from according.records import Failure

_AHEAD = 4  # shards a worker: so many may wait for a slow one, on the disk
_PATIENCE = 0.5  # seconds between looks at the pool


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A shard whose readings are in the ledger."""

    shard: Shard
    manifest: Manifest
    receipt: Receipt | None  # None: it was in the ledger before


def run(planned: Iterator[Shard | Failure], *, pool: Pool, work: Work, ledger: Ledger,
        pulse: Callable[[], None] = lambda: None) -> Iterator[Posted | Failure]:
    """Yield what became of each shard, in order; a failure for a file that is no archive or a shard left undone.

    Args:
        planned: from ``plan``; drawn as there is room for more.
        pool: what reads.
        work: where readings wait and manifests stay.
        ledger: where readings go; of all processes only this one writes to it.
        pulse: called about twice a second while others read.

    Raises:
        AccordingError: what the other shards could not get around either (the ledger is full, a reader of another
            version).
        OSError: the work folder cannot be written.
    """
    waiting: deque[Shard | Failure] = deque()
    undone: dict[str, Undone] = {}
    more = True
    while more or waiting:
        while more and len(waiting) < pool.workers * _AHEAD:
            found = next(planned, None)
            more = found is not None
            if found is not None:
                waiting.append(found)
                if isinstance(found, Shard) and work.done(found.key, ledger) is None:
                    pool.submit(found)
        while waiting and (told := _finished(waiting[0], undone, work, ledger)) is not None:
            waiting.popleft()
            yield told
        if waiting:
            _gather(pool, work, undone)
            pulse()


def _gather(pool: Pool, work: Work, undone: dict[str, Undone]) -> None:
    for shard, outcome in pool.wait(_PATIENCE):
        if isinstance(outcome, Undone):
            undone[shard.key] = outcome
        else:
            work.keep(outcome)


def _finished(first: Shard | Failure, undone: dict[str, Undone], work: Work,
              ledger: Ledger) -> Posted | Failure | None:
    """Return what became of the first that waits, posting it if it was read; None while it is being read."""
    if isinstance(first, Failure):
        return first
    if first.key in undone:
        span = f"bytes {first.stretch.start:,} to {first.stretch.end:,}"
        return Failure(origin=f"{first.archive}#{span}", reason=undone[first.key].reason)
    manifest = work.done(first.key, ledger)
    if manifest is None:
        return None
    if manifest.posted is not None:
        return Posted(shard=first, manifest=manifest, receipt=None)
    receipt = post(work.readings(manifest), ledger=ledger)
    return Posted(shard=first, manifest=work.note_posted(manifest, ledger.head()), receipt=receipt)

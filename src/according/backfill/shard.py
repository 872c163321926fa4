"""One shard read: the same function in a process of the pool and in a task of Ray.

In: a shard and the job. Out: ``Done``: its manifest and its readings. The process that runs this only walks the
archive's frames; each document is read in a worker of its own (``according.confine``) under bounds of time and memory,
so that one that kills, hangs or swells it costs itself and is set aside with the reason.

Example::

    done = read_shard(shard, job)
    done.manifest.reports, len(done.manifest.refused)
"""

from __future__ import annotations

import gzip
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from according.backfill.confined import OPENERS, read_block
from according.backfill.job import Done, Job, Manifest, Shard
from according.collect.archive_walk import Step, Stretch, Tally, walk
from according.collect.warc import where_of
from according.confine import Bounds, run_confined
from according.errors import BadInput, BadReader
from according.records import Failure
from according.settings import Settings

# What a document may take beside its HTML, which has bounds of its own: a model's passes over a long report.
_TIMES_SECONDS = 10
# The trained reader, its books and the runtime hold 300 MB of address space before the first document.
_TIMES_MEMORY = 2.5

Reader = Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]


@dataclass(slots=True)
class _Kept:
    tally: Tally
    lines: list[bytes] = field(default_factory=list)
    refused: list[Failure] = field(default_factory=list)
    claims: int = 0


def read_shard(shard: Shard, job: Job, *, tell: Callable[[int], None] = lambda documents: None,
               read: Reader = read_block) -> Done:
    """Return what was read in a shard. Pure but for its clock: the same shard and job give the same readings.

    Args:
        shard: which part of which archive; its file must be within reach of this process.
        job: what is the same for all.
        tell: told now and then how many documents were read so far.
        read: what is run, confined, with each record.

    Raises:
        BadInput: the file is not the one that was planned.
        BadReader: the reader here is not the one that the run began with.
        OSError: the file cannot be read.
    """
    began = time.monotonic()
    kept = _Kept(tally=Tally(false_starts=shard.false_starts))
    broken = None
    with Path(shard.path).open("rb") as stream:
        _check(stream, shard)
        steps = walk(stream, shard.stretch, origin=shard.archive, settings=job.settings, tally=kept.tally)
        try:
            for step in steps:
                _take(step, kept, _ask(step, shard, job, read), shard, job)
                tell(len(kept.lines) + len(kept.refused))
        except BadInput as error:
            broken = str(error).removeprefix(f"{shard.archive}: ")
    lines = b"".join(line + b"\n" for line in kept.lines)
    return Done(packed=gzip.compress(lines, compresslevel=1, mtime=0),
                manifest=_manifest(shard, job, kept, broken, lines, time.monotonic() - began))


def hash_stretch(stream: BinaryIO, stretch: Stretch) -> str:
    """Return the SHA-256 of the bytes of a stretch."""
    stream.seek(stretch.start)
    found, left = hashlib.sha256(), stretch.end - stretch.start
    while left > 0 and (piece := stream.read(min(left, 1 << 20))):
        found.update(piece)
        left -= len(piece)
    return found.hexdigest()


def _check(stream: BinaryIO, shard: Shard) -> None:
    if hash_stretch(stream, shard.stretch) != shard.sha256:
        raise BadInput(f"{shard.archive}: changed while it was read; let its writer finish, then run again")


def bounds_of(settings: Settings) -> dict[str, Any]:
    """Return the settings that reading heeds, as plain values; what concerns a language model stays here."""
    return {name: value for name, value in msgspec.to_builtins(settings).items() if name.startswith("max_")}


def _ask(step: Step, shard: Shard, job: Job, read: Reader) -> dict[str, Any]:
    frame = msgspec.to_builtins(step.block, builtin_types=(bytes,))
    told = {"reader": job.reader, "settings": bounds_of(job.settings), "today": job.today, "origin": shard.archive}
    bounds = Bounds(seconds=job.settings.max_seconds * _TIMES_SECONDS,
                    memory=int(job.settings.max_memory * _TIMES_MEMORY))
    where = where_of(step.block, shard.archive)
    try:
        answer: dict[str, Any] = run_confined(read, frame, told, bounds=bounds, what=where, first=OPENERS[job.reader])
    except BadInput as error:
        return {"is": "refused", "reason": str(error).removeprefix(f"{where}: ")}
    return answer


def _take(step: Step, kept: _Kept, answer: dict[str, Any], shard: Shard, job: Job) -> None:
    if answer["is"] == "passed":
        kept.tally.passed += 1
    elif answer["is"] == "damaged":
        kept.tally.lose(step.at)
    elif answer["is"] == "refused":
        kept.refused.append(Failure(origin=where_of(step.block, shard.archive), reason=answer["reason"]))
    else:
        if answer["reader"] != job.reader_name:
            raise BadReader(f"a worker reads with {answer['reader']}, the run began with {job.reader_name}: "
                            "install the same version of According on every machine")
        kept.tally.pages += 1
        kept.claims += answer["claims"]
        kept.lines.append(answer["reading"])


def _manifest(shard: Shard, job: Job, kept: _Kept, broken: str | None, lines: bytes, seconds: float) -> Manifest:
    return Manifest(
        key=shard.key, archive=shard.archive, stretch=shard.stretch, sha256=shard.sha256, reader=job.reader_name,
        version=job.version, today=job.today, documents=len(kept.lines) + len(kept.refused), reports=len(kept.lines),
        claims=kept.claims, passed=kept.tally.passed, lost=kept.tally.lost, first_lost=kept.tally.first_lost,
        refused=tuple(kept.refused), broken=broken, readings=hashlib.sha256(lines).hexdigest(),
        seconds=round(seconds, 3))

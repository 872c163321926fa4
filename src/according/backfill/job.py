"""The records of a backfill: what is to be done with every document, a shard of an archive, what came out of one.

In: nothing. Out: frozen records that go to workers and, as canonical JSON, into the work folder.

Example: ``Stretch(form="members", start=0, end=812_004)`` of ``a.warc.gz`` is a shard's part of its archive.
"""

from __future__ import annotations

from dataclasses import dataclass

from according.collect.archive_walk import Stretch
from according.records import Failure
from according.settings import Settings

UNPACKED = ".unpacked"  # how the name of an archive ends that was packed at once and lies in the work folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is the same for all documents of a backfill."""

    reader: str  # as ``open_tools`` takes it: trained or patterns
    reader_name: str  # with its version, as readings bear it
    version: str | None  # of this package: workers elsewhere must have the same
    settings: Settings  # the bounds
    today: str  # YYYY-MM-DD: no report was published after it; a resumed run keeps the day of its start


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """About a thousand documents of one archive: a stretch between two of its bounds."""

    number: int  # 1, 2, 3, ... over all archives of the run
    archive: str  # as the person named it, for messages
    path: str  # the file to read: the archive, or what was unpacked of it
    stretch: Stretch
    false_starts: int  # of the walk before it: the bound on them is one of the whole archive
    through: int  # bytes of the archive up to its end, for progress
    sha256: str  # of its bytes
    key: str  # of its bytes and of all that decides what is read in them


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What became of one shard. Kept in the work folder, so that a shard is done once."""

    key: str
    archive: str
    stretch: Stretch
    sha256: str
    reader: str
    version: str | None
    today: str
    documents: int  # HTML pages: those read and those refused
    reports: int  # pages that were read
    claims: int
    passed: int  # records that are no HTML pages
    lost: int  # records that could not be had
    first_lost: int | None  # where in the archive
    refused: tuple[Failure, ...]
    broken: str | None  # why the walk ended before the end of the shard
    readings: str  # SHA-256 of the readings as they were kept
    seconds: float
    posted: str | None = None  # the head of the ledger's chain after they went in


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A shard that was read: its manifest, and its readings as lines of canonical JSON, packed."""

    manifest: Manifest
    packed: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """A shard that no worker could finish, and why; the next run tries again."""

    reason: str

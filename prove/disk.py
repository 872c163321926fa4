"""A disk that remembers what it was asked, and what may be left of it after a power cut.

In: a session of a ledger on the logged disk. Out: crash images: files as a power cut may leave them at any moment.

What was synced is there. What was written since may be there or not, write by write, in any order, and one write may
have reached the disk in parts of 512 bytes. A file that was made or deleted since its folder was synced may be there or
not. Bytes that were not written never change.

Example::

    with logging_disk() as disk, mounted(Module(disk.name)):
        ...
    for image in images(disk.log, points, rng): ...
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import apsw

SECTOR = 512
HOW = ("kept", "dropped", "prefix", "half", "torn", "reordered")
_NUMBERS = count()


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was asked of the disk, or a mark of the one who asks."""

    what: str  # write | truncate | sync | make | delete | mark
    file: str
    at: int = 0  # offset; size of a truncation; for a delete 1: the folder was synced; number of a mark
    data: bytes = b""


@dataclass(slots=True)
class Disk:
    """The log of one session."""

    name: str
    log: list[Event] = field(default_factory=list)

    def mark(self, what: str, number: int) -> None:
        """Put a mark into the log."""
        self.log.append(Event("mark", what, number))


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._log = disk.log
        self._name = Path(str(name.filename() if isinstance(name, apsw.URIFilename) else name)).name
        self._logged = not flags[0] & apsw.SQLITE_OPEN_DELETEONCLOSE
        if self._logged and self.xFileSize() == 0:
            self._log.append(Event("make", self._name))

    def xWrite(self, data: bytes, offset: int) -> None:  # the name is SQLite's
        super().xWrite(data, offset)
        if self._logged:
            self._log.append(Event("write", self._name, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        super().xTruncate(newsize)
        if self._logged:
            self._log.append(Event("truncate", self._name, newsize))

    def xSync(self, flags: int) -> None:
        # Nothing is gained by waiting for a real disk: what it would hold is computed.
        if self._logged:
            self._log.append(Event("sync", self._name))


class _Vfs(apsw.VFS):
    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        super().__init__(disk.name, "")

    def xOpen(self, name: Any, flags: list[int]) -> _File:
        return _File(self._disk, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        super().xDelete(filename, syncdir)
        self._disk.log.append(Event("delete", Path(filename).name, int(syncdir)))


@contextmanager
def logging_disk() -> Iterator[Disk]:
    """Give a disk of its own name; what is opened on it stands in its log."""
    disk = Disk(f"logged{next(_NUMBERS)}")
    vfs = _Vfs(disk)
    try:
        yield disk
    finally:
        vfs.unregister()


# --- what a power cut leaves ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Image:
    """Files as they may be after a power cut, and the marks that stood in the log before it."""

    point: int
    how: str
    files: dict[str, bytes]
    marks: dict[str, int]  # the last number of each


def images(log: list[Event], points: Iterable[int], rng: Random) -> Iterator[Image]:
    """Yield one image for each point of the log, in order of the points; a point may stand there many times."""
    sure: dict[str, bytearray] = {}
    loose: dict[str, list[Event]] = {}
    marks: dict[str, int] = {}
    done = 0
    for point in sorted(points):
        for event in log[done:point]:
            _take(event, sure, loose, marks)
        done = max(done, point)
        how, files = rng.choice(HOW), {}
        for name in sorted({*sure, *loose}):
            # The file system may be further with one file than with another.
            left = _left(sure.get(name), loose.get(name, []), how if rng.random() < 0.7 else rng.choice(HOW), rng)
            if left is not None:
                files[name] = bytes(left)
        yield Image(point, how, files, dict(marks))


def _take(event: Event, sure: dict[str, bytearray], loose: dict[str, list[Event]], marks: dict[str, int]) -> None:
    if event.what == "mark":
        marks[event.file] = event.at
    elif event.what == "delete" and event.at:
        sure.pop(event.file, None)
        loose.pop(event.file, None)
    elif event.what == "sync":
        content: bytearray | None = sure.get(event.file)
        for pending in loose.pop(event.file, []):
            content = _apply(content, pending)
        # SQLite syncs the folder of a file that it made with the file's first sync
        sure[event.file] = bytearray() if content is None else content
    else:
        loose.setdefault(event.file, []).append(event)


def _apply(content: bytearray | None, event: Event) -> bytearray | None:
    if event.what == "delete":
        return None
    content = bytearray() if content is None else content
    if event.what == "write":
        if len(content) < event.at:
            content.extend(bytes(event.at - len(content)))
        content[event.at:event.at + len(event.data)] = event.data
    elif event.what == "truncate":
        del content[event.at:]
    return content


def _left(sure: bytearray | None, loose: list[Event], how: str, rng: Random) -> bytearray | None:
    content = None if sure is None else bytearray(sure)
    for event in _kept(loose, how, rng):
        content = _apply(content, event)
    return content


def _kept(loose: list[Event], how: str, rng: Random) -> list[Event]:
    if how == "dropped" or not loose:
        return []
    if how == "kept":
        return loose
    if how == "prefix":
        return loose[:rng.randint(0, len(loose))]
    if how == "half":
        return [event for event in loose if rng.random() < 0.5]
    if how == "reordered":
        return rng.sample(loose, rng.randint(1, len(loose)))
    return [part for event in loose for part in _torn(event, rng)]


def _torn(event: Event, rng: Random) -> Iterator[Event]:
    if event.what != "write":
        if rng.random() < 0.7:
            yield event
        return
    whole = rng.random() < 0.5  # of a large loose set with each sector a coin, no write would ever be whole
    first = event.at
    while first < event.at + len(event.data):
        end = min(event.at + len(event.data), (first // SECTOR + 1) * SECTOR)
        if whole or rng.random() < 0.5:
            yield Event("write", event.file, first, event.data[first - event.at:end - event.at])
        first = end

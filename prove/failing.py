"""A disk that fails at the moment it is told to.

In: how it fails, and at which of the things that it is asked. Out: the same to SQLite as from a real one.

Example: ``with failing_disk() as disk: disk.break_at(17, "full")`` and whatever is written 17th finds no room.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import apsw

HOW = ("full", "write", "sync", "read", "truncate", "lies")
_NUMBERS = count()
_CODES = {"full": apsw.SQLITE_FULL, "write": apsw.SQLITE_IOERR_WRITE, "sync": apsw.SQLITE_IOERR_FSYNC,
          "read": apsw.SQLITE_IOERR_READ, "truncate": apsw.SQLITE_IOERR_TRUNCATE}
_ON = {"full": "write", "lies": "write"}  # what is counted, where it is not what fails


class Disk:
    """When it fails, and what it was asked so far."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.asked = dict.fromkeys(("write", "sync", "read", "truncate"), 0)
        self._how, self._left = "", 0

    def break_at(self, number: int, how: str) -> None:
        """Fail from the n-th time on that it is asked for what fails so."""
        self._how, self._left = how, number

    def counted(self, how: str) -> int:
        """Return how often it was asked for what fails so."""
        return self.asked[_ON.get(how, how)]

    def heal(self) -> None:
        """Fail no more."""
        self._how = ""

    def ask(self, what: str) -> bool:
        """Count one request; raise where it fails, return False where it is to be passed over in silence."""
        self.asked[what] += 1
        if not self._how or _ON.get(self._how, self._how) != what:
            return True
        self._left -= 1
        if self._left >= 0:
            return True
        if self._how == "lies":
            return False
        raise apsw.exception_for(_CODES[self._how])


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._disk = disk

    def xRead(self, amount: int, offset: int) -> bytes:
        self._disk.ask("read")
        return bytes(super().xRead(amount, offset))

    def xWrite(self, data: bytes, offset: int) -> None:
        if self._disk.ask("write"):
            super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        self._disk.ask("truncate")
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        self._disk.ask("sync")


class _Vfs(apsw.VFS):
    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        super().__init__(disk.name, "")

    def xOpen(self, name: Any, flags: list[int]) -> _File:
        return _File(self._disk, name, flags)


@contextmanager
def failing_disk() -> Iterator[Disk]:
    """Give a disk of its own name that is whole until it is told otherwise."""
    disk = Disk(f"failing{next(_NUMBERS)}")
    vfs = _Vfs(disk)
    try:
        yield disk
    finally:
        vfs.unregister()

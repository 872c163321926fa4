"""The folder of an archive: whose turn it is to write, into which file, and whether that file ends whole.

In: a folder. Out: the file that the next record goes into.

Writers take turns by a lock on the file ``turn``, which also says how far the newest file was whole when its last
writer left. Where the file is longer than that, a writer was killed: what it left is walked member by member, and if
it breaks off, a new file begins.

Example::

    with turn(folder) as open_file:
        ...
"""

from __future__ import annotations

import fcntl
import os
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

FILE_BYTES = 256 * 1024 * 1024  # a file that is longer gets no further record
_NAME = re.compile(r"reports-[0-9]{8}T[0-9]{6}Z-[0-9]{5}\.warc\.gz")
_GZIP = 31  # zlib's word for "with a gzip head and check sum"
_PIECE = 1 << 16


def archive_beside(ledger: str) -> Path | None:
    """Return where the archive of a ledger lies when nobody says otherwise; None where the ledger is no file."""
    scheme, mark, rest = ledger.partition("://")
    path = ledger if not mark else rest.removeprefix("/") if scheme == "sqlite" else ""
    return None if path in ("", ":memory:") else Path(f"{path}.archive").expanduser()


def is_name(name: str) -> bool:
    """Say whether a name is one that the archive gives: what a ledger says is never followed out of the folder."""
    return _NAME.fullmatch(name) is not None


def files_of(folder: Path) -> tuple[Path, ...]:
    """Return the files of an archive, oldest first."""
    return tuple(sorted(path for path in folder.iterdir() if is_name(path.name))) if folder.is_dir() else ()


@contextmanager
def turn(folder: Path) -> Iterator[BinaryIO]:
    """Wait for the turn to write, and give the file that says how far the newest file is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(folder / "turn", os.O_RDWR | os.O_CREAT, 0o644), "r+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the end of the file, or of its process, gives it back
        yield lock


def whole_file(folder: Path, lock: BinaryIO) -> tuple[Path | None, int]:
    """Return the file that may be appended to and its length; None where a new one must begin."""
    newest = next(reversed(files_of(folder)), None)
    if newest is None:
        return None, 0
    size = newest.stat().st_size
    if size >= FILE_BYTES:
        return None, 0
    lock.seek(0)
    name, _, told = lock.read(200).decode("ascii", "replace").strip().partition(" ")
    whole = int(told) if name == newest.name and told.isascii() and told.isdigit() and int(told) <= size else 0
    if whole != size and end_of_members(newest, whole) != size:
        return None, 0
    return newest, size


def leave(lock: BinaryIO, name: str, size: int) -> None:
    """Say how far the newest file is whole. A hint alone: a wrong one costs a walk through the file."""
    lock.seek(0)
    lock.write(f"{name} {size}\n".encode("ascii"))
    lock.truncate()
    lock.flush()


def next_name(folder: Path, moment: str) -> str:
    """Return the name of a new file, which sorts after all that are there.

    Args:
        folder: the archive.
        moment: ``YYYYMMDDTHHMMSSZ``; a clock that went back takes that of the newest file.
    """
    last = next(reversed(files_of(folder)), None)
    if last is None:
        return f"reports-{moment}-00000.warc.gz"
    _, before, number = last.name.removesuffix(".warc.gz").split("-")
    return f"reports-{max(moment, before)}-{int(number) + 1:05d}.warc.gz"


def end_of_members(path: Path, start: int) -> int:
    """Return where the last whole gzip member of a file ends, given where one begins."""
    end = start
    with path.open("rb") as stream:
        while (after := _member_end(stream, end)) is not None:
            end = after
    return end


def _member_end(stream: BinaryIO, at: int) -> int | None:
    stream.seek(at)
    unpack = zlib.decompressobj(_GZIP)
    try:
        while not unpack.eof:
            piece = unpack.unconsumed_tail or stream.read(_PIECE)
            if not piece:
                return None
            unpack.decompress(piece, _PIECE * 16)
    except zlib.error:
        return None
    return stream.tell() - len(unpack.unused_data)

"""Gzip, opened as a stream that stops a bomb.

In: a stream of gzip. Out: a stream of what it holds, read in pieces; ``TooLarge`` once it has grown beyond every
text's ratio.

Example::

    inflate(stream, origin="a.jsonl.gz", most=20_000_000_000).read(65_536)
"""

from __future__ import annotations

import gzip
from typing import BinaryIO, cast

from according.errors import TooLarge

_RATIO = 200  # reports shrink to a third or a tenth; deflate at its limit to 1/1,032
_RATIO_FROM = 32_000_000  # bytes; below it nothing can hurt


class _Inflated(gzip.GzipFile):
    """Counts what comes out against what went in."""

    def __init__(self, stream: BinaryIO, *, origin: str, most: int, copy: BinaryIO | None) -> None:
        super().__init__(fileobj=stream, mode="rb")
        self._packed, self._origin, self._most, self._copy = stream, origin, most, copy

    def read(self, size: int | None = -1) -> bytes:
        return self._counted(super().read(size))

    def read1(self, size: int = -1) -> bytes:
        return self._counted(super().read1(size))

    def _counted(self, piece: bytes) -> bytes:
        out = self.tell()
        if out > self._most:
            raise TooLarge(f"{self._origin}: unpacks to over {self._most:,} bytes; split it, "
                           "or raise ACCORDING_MAX_SOURCE_BYTES")
        if out > _RATIO_FROM and out > _RATIO * self._packed.tell():
            raise TooLarge(f"{self._origin}: unpacks to over {_RATIO} times its size, as a gzip bomb does; "
                           "unpack it by hand if it is meant")
        if self._copy is not None:
            self._copy.write(piece)
        return piece


def inflate(stream: BinaryIO, *, origin: str, most: int, copy: BinaryIO | None = None) -> BinaryIO:
    """Return the stream unpacked; what is read of it is also written to ``copy``.

    Reading it raises ``TooLarge`` for a bomb, ``EOFError``, ``zlib.error`` or ``gzip.BadGzipFile`` where it is damaged.
    """
    return cast("BinaryIO", _Inflated(stream, origin=origin, most=most, copy=copy))

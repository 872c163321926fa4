"""Write a file whole or not at all: beside its name first, then moved into place.

In: a path and bytes, or what writes them. Out: the file; a run that is cut short leaves the old one as it was.

Example: ``write_whole(Path("errors.html"), page.encode())``
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO


def write_whole(to: Path, content: bytes) -> None:
    """Write bytes to a file."""
    put_whole(to, lambda stream: stream.write(content))


def put_whole(to: Path, write: Callable[[BinaryIO], int]) -> int:
    """Let ``write`` fill a file, and return what it returns."""
    part = to.with_name(f".{to.name}.part")
    try:
        with part.open("wb") as stream:
            written = write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)
    return written

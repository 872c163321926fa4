"""A folder, walked by name.

In: a folder. Out: the paths of the files to read below it; a failure for each folder that cannot be opened.

Example::

    list(walk(Path("reports")))
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from according.records import Failure

# What lies beside a saved page: told by name, since a script or a style sheet is text as well. Only in folders.
_BESIDE_PAGES = frozenset([
    ".css", ".js", ".mjs", ".map", ".ico", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".woff", ".woff2", ".ttf",
    ".mp3", ".mp4", ".webm",
])


def walk(folder: Path) -> Iterator[Path | Failure]:
    """Yield the files below, by name; not hidden ones, and not what a browser saved beside a page."""
    try:
        with os.scandir(folder) as entries:
            here = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:  # one closed folder must not hide its neighbours
        yield Failure(origin=str(folder), reason=said_of(error))
        return
    names = {entry.name for entry in here}
    for entry in here:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            page = entry.name.removesuffix("_files")
            if page == entry.name or not names & {f"{page}.html", f"{page}.htm"}:
                yield from walk(Path(entry.path))
        elif entry.is_file() and Path(entry.name).suffix.lower() not in _BESIDE_PAGES:
            yield Path(entry.path)


def said_of(error: OSError) -> str:
    """Return what the system said, and the way out."""
    return f"{(error.strerror or str(error)).lower()}; check the path and the permissions"

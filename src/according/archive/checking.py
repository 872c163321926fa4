"""Whether an archive is whole: each record that a ledger names is there and is the page that was captured.

In: a folder and notes of captures. Out: what is wrong, one line each; how many records no note names.

Example: ``tuple(problems(folder, ledger.captures())) == ()``
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from according.archive.folder import end_of_members, files_of
from according.archive.reading import read_kept
from according.errors import LedgerBroken
from according.records import CaptureNote


def problems(folder: Path, notes: Iterable[CaptureNote]) -> Iterator[str]:
    """Yield what is wrong with the records that notes name; notes of what was never kept are passed over."""
    for note in notes:
        if note.kept is None:
            continue
        try:
            found = read_kept(folder, note.kept)
        except LedgerBroken as error:
            yield f"capture {note.id} of {note.landed}: {error}"
            continue
        if found.landed != note.landed or len(found.body) != note.size:
            yield f"capture {note.id} of {note.landed}: the record there is of {found.landed}"


def torn(folder: Path) -> tuple[str, ...]:
    """Return the files that end in a record that a crash tore; it is left behind and harms nothing."""
    return tuple(path.name for path in files_of(folder) if end_of_members(path, 0) != path.stat().st_size)

"""The work folder: a manifest for each shard that was done, and what was read until it is in the ledger.

In: a folder. Out: manifests, kept so that a shard is done once, whenever a run was stopped. Both files of a shard are
written whole or not at all; the readings are taken away once the ledger has them, and the manifest then bears the head
of the chain behind them: a ledger whose chain holds that head holds the readings.

Example::

    work = open_work(Path("backfill"))
    work.keep(done)
    post(work.readings(done.manifest), ledger=ledger)
    work.note_posted(done.manifest, ledger.head())
"""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from according.backfill.job import UNPACKED, Done, Manifest
from according.codec import decode, encode
from according.errors import BadInput
from according.ledger.base import Head, Ledger, head_text, read_head
from according.records import Reading


class Work:
    """What a backfill keeps of its own, beside the ledger."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._proven: set[str] = set()  # heads that the ledger's chain was seen to hold

    def done(self, key: str, ledger: Ledger) -> Manifest | None:
        """Return the manifest of a shard that needs no reading: the ledger has its readings, or they wait here."""
        manifest = self.manifest(key)
        if manifest is None:
            return None
        if manifest.posted is not None:
            return manifest if self._holds(ledger, manifest.posted) else None
        return manifest if self._readings(key).is_file() else None

    def manifest(self, key: str) -> Manifest | None:
        """Return what is noted of a shard; None where there is nothing, or nothing that can be read."""
        try:
            return decode(self._manifest(key).read_bytes(), Manifest)
        except (FileNotFoundError, BadInput):
            return None

    def keep(self, done: Done) -> None:
        """Keep a shard that was read: first its readings, then the manifest that says so."""
        _write(self._readings(done.manifest.key), done.packed)
        _write(self._manifest(done.manifest.key), encode(done.manifest) + b"\n")

    def readings(self, manifest: Manifest) -> Iterator[Reading]:
        """Yield the readings of a shard, in the order of the archive.

        Raises:
            BadInput: they are not what the manifest says.
        """
        path = self._readings(manifest.key)
        try:
            lines = gzip.decompress(path.read_bytes())
        except (EOFError, zlib.error, gzip.BadGzipFile):
            lines = b""
        if hashlib.sha256(lines).hexdigest() != manifest.readings:
            path.unlink(missing_ok=True)
            raise BadInput(f"{path}: damaged, and taken away; run again and the shard is read anew")
        for line in lines.splitlines():
            yield decode(line, Reading)

    def note_posted(self, manifest: Manifest, head: Head) -> Manifest:
        """Note that the ledger has a shard's readings, and let go of them."""
        posted = replace(manifest, posted=head_text(head))
        _write(self._manifest(manifest.key), encode(posted) + b"\n")
        self._readings(manifest.key).unlink(missing_ok=True)
        self._proven.add(head_text(head))
        return posted

    def tidy(self) -> None:
        """Take away the copies of archives that were unpacked for a run."""
        for copy in self.folder.glob(f"*{UNPACKED}"):
            copy.unlink(missing_ok=True)

    def _holds(self, ledger: Ledger, posted: str) -> bool:
        if posted not in self._proven:
            head = read_head(posted)
            entry = next(iter(ledger.entries(after=head.count - 1)), None) if head.count else None
            if head.count and (entry is None or entry.hash != head.hash):
                return False
            self._proven.add(posted)
        return True

    def _manifest(self, key: str) -> Path:
        return self.folder / f"{key}.json"

    def _readings(self, key: str) -> Path:
        return self.folder / f"{key}.readings.gz"


def open_work(folder: Path) -> Work:
    """Return the work folder, made if it is not there.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return Work(folder)


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, also when the power fails."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with part.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)

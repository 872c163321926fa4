"""Archives cut into shards: stretches of about a thousand documents, at bounds of records.

In: paths of WARC and WARC.gz files, or folders of them. Out: shards in the order of the archives, as they are found,
and a failure for each source that is no archive. To plan is to walk the frames once, which is some hundred times faster
than to read what is in them.

An archive that was packed at once, against the standard, can only be unpacked from its beginning: it is unpacked into
the work folder first.

Example::

    for found in plan(archives(["crawl/"]), job=job, folder=Path("backfill"), documents=1_000):
        ...  # Shard or Failure
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from according.backfill.job import UNPACKED, Job, Shard
from according.backfill.shard import bounds_of, hash_stretch
from according.codec import encode
from according.collect.archive_walk import Form, Step, Stretch, Tally, walk, whole
from according.collect.folder import said_of
from according.collect.folder import walk as walk_folder
from according.collect.inflate import inflate
from according.collect.kinds import HEAD_BYTES, tell
from according.errors import BadInput
from according.identity import digest, text_hash
from according.records import Failure

_WARC = b"WARC/"
_PAGES = ("response", "resource")
_RECORDS = 20  # so many times as many records of any kind end a shard, too: an archive of pictures has no documents
_DAMAGED = "truncated or damaged gzip, packed at once: the reports before the damage were read; get the file again"


def archives(sources: Iterable[str]) -> Iterator[Path | Failure]:
    """Yield the files that sources name; a folder is walked by name."""
    for source in sources:
        if Path(source).is_dir():
            yield from walk_folder(Path(source))
        else:
            yield Path(source)


def plan(found: Iterable[Path | Failure], *, job: Job, folder: Path, documents: int) -> Iterator[Shard | Failure]:
    """Yield the shards of archives, and why a file has none.

    Args:
        found: files, as ``archives`` gives them.
        job: what decides, with a shard's bytes, what is read in it.
        folder: where an archive that was packed at once is unpacked.
        documents: how many HTML pages make a shard, about.
    """
    number = 0
    for path in found:
        if isinstance(path, Failure):
            yield path
            continue
        try:
            for shard in _shards(path, job, folder, documents):
                number += 1
                yield replace(shard, number=number)
        except BadInput as error:
            yield Failure(origin=str(path), reason=str(error).removeprefix(f"{path}: "))
        except (EOFError, zlib.error):
            yield Failure(origin=str(path), reason=_DAMAGED)
        except OSError as error:
            yield Failure(origin=str(path), reason=said_of(error) if error.errno else _DAMAGED)


class _Cutter:
    """Cuts the frames of a walk where enough documents are together."""

    def __init__(self, form: Form, documents: int) -> None:
        self.tally = Tally()
        self.sound = 0  # where the last frame ends that was whole
        self._form, self._documents = form, documents
        self._start = self._pages = self._records = self._false_starts = 0

    def cut(self, steps: Iterable[Step]) -> Iterator[tuple[Stretch, int]]:
        """Yield each stretch that is full, with the false starts of the walk before it."""
        for step in steps:
            if self._full() and step.bound is not None:
                yield self.rest(step.bound)
                self._start, self._false_starts = step.bound, self.tally.false_starts
                self._pages = self._records = 0
            self._records += 1
            self._pages += step.block.type in _PAGES and step.block.looks_like_html
            self.sound = step.end

    def rest(self, end: int) -> tuple[Stretch, int]:
        """Return what is left up to an end, with the false starts of the walk before it."""
        return Stretch(form=self._form, start=self._start, end=end), self._false_starts

    def _full(self) -> bool:
        return self._pages >= self._documents or self._records >= self._documents * _RECORDS


def _shards(path: Path, job: Job, folder: Path, documents: int) -> Iterator[Shard]:
    with path.open("rb") as stream:
        _check_kind(stream, path, job)
        all_of_it = whole(stream, str(path))
        if all_of_it.form == "one":
            yield from _unpacked(stream, path, all_of_it, job, folder, documents)
            return
        cutter = _Cutter(all_of_it.form, documents)
        steps = walk(stream, all_of_it, origin=str(path), settings=job.settings, tally=cutter.tally)
        try:
            for cut in cutter.cut(steps):
                yield _shard(path, path, cut, cut[0].end, job)
        except BadInput:
            pass  # damaged beyond repair: the worker on the last stretch meets the same place, and says so
        yield _shard(path, path, cutter.rest(all_of_it.end), all_of_it.end, job)


def _check_kind(stream: BinaryIO, path: Path, job: Job) -> None:
    head = stream.read(HEAD_BYTES)
    kind = tell(head, path.name)
    if kind == "gzip":
        stream.seek(0)
        begins = inflate(stream, origin=str(path), most=job.settings.max_source_bytes).read(len(_WARC))
        kind = "warc" if begins == _WARC else "gzip of something else"
    if kind != "warc":
        raise BadInput(f"{path}: no web archive ({kind}); `according add` reads single reports, feeds and JSON")


def _unpacked(stream: BinaryIO, path: Path, all_of_it: Stretch, job: Job, folder: Path,
              documents: int) -> Iterator[Shard]:
    """Yield the shards of an archive that was packed at once; then raise what broke it off, if something did."""
    copy = folder / f"{text_hash(str(path.resolve()))[:24]}{UNPACKED}"
    cutter, broke = _Cutter("unpacked", documents), None
    cuts: list[tuple[Stretch, int]] = []
    with copy.open("wb") as target:
        steps = walk(stream, all_of_it, origin=str(path), settings=job.settings, tally=cutter.tally, copy=target)
        try:
            cuts.extend(cutter.cut(steps))
        except (BadInput, EOFError, zlib.error, OSError) as error:
            broke = error
        cuts.append(cutter.rest(target.tell() if broke is None else cutter.sound))
    for cut in cuts:
        yield _shard(path, copy, cut, all_of_it.end * cut[0].end // max(cuts[-1][0].end, 1), job)
    if broke is not None:
        raise broke


def _shard(archive: Path, path: Path, cut: tuple[Stretch, int], through: int, job: Job) -> Shard:
    stretch, false_starts = cut
    with path.open("rb") as stream:  # its own: the walk goes on in another
        content = hash_stretch(stream, stretch)
    bounds = encode(bounds_of(job.settings)).decode()
    key = digest(content, stretch.form, false_starts, job.reader_name, job.version, bounds)
    return Shard(number=0, archive=str(archive), path=str(path), stretch=stretch, false_starts=false_starts,
                 through=through, sha256=content, key=key[:24])

"""The frames of a web archive one after the other, from any of its bounds, however damaged the file.

In: a seekable stream of WARC or WARC.gz, and where in it to begin and to end. Out: ``Step``: each frame with the place
where it begins. What is lost on the way is counted in a ``Tally``. The libraries end at the first damaged record, some
without a word; here every gzip member stands for itself: behind a damaged one the next that begins with a record is
looked for, and reading goes on. What comes after a place depends on that place alone, so a stretch that is walked by
itself gives what it gave in the walk over the whole.

Example::

    tally = Tally()
    with open("a.warc.gz", "rb") as stream:
        steps = list(walk(stream, whole(stream, "a.warc.gz"), origin="a.warc.gz", settings=settings, tally=tally))
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal

from according.collect.inflate import inflate
from according.collect.record_stream import Block, RecordStream
from according.errors import BadInput
from according.settings import Settings

Form = Literal["plain", "members", "one", "unpacked"]  # one: packed at once; unpacked: such a one, unpacked before

HEAD = 65_536  # bytes of WARC and HTTP heads that may come on top of a page
_MAGIC = b"\x1f\x8b\x08"
# Flags, time, extra flags and system as writers set them: three bytes alone occur by chance in packed pictures.
_HEAD_OF_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f].{4}[\x00\x02\x04][\x00-\x0d\xff]", re.DOTALL)
_GZIP = 31  # zlib's word for "with a gzip head and check sum"
_PIECE = 1 << 16
_FALSE_STARTS = 20_000  # of members; a file with more is not an archive but a trap


@dataclass(slots=True)
class Tally:
    """What became of the records of a walk."""

    pages: int = 0
    passed: int = 0  # records that are no HTML pages
    lost: int = 0
    first_lost: int | None = None  # where in the file
    false_starts: int = 0  # of members, on the way from damaged ones to the next

    def lose(self, at: int) -> None:
        """Count a record that could not be read."""
        self.lost += 1
        self.first_lost = at if self.first_lost is None else self.first_lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of an archive between two bounds, in bytes; of one that was packed at once the end is not known."""

    form: Form
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One frame; ``bound``: another walk may begin here."""

    at: int  # where it begins in the file, for messages (0 where it was packed at once)
    bound: int | None
    end: int  # of the frame, in the stream that was walked
    block: Block


def whole(stream: BinaryIO, origin: str) -> Stretch:
    """Return all of an archive as one stretch, and how it is packed.

    Raises:
        BadInput: it is damaged beyond repair.
    """
    size = stream.seek(0, io.SEEK_END)
    return Stretch(form=_form_of(stream, size, origin), start=0, end=size)


def _form_of(stream: BinaryIO, size: int, origin: str) -> Form:
    stream.seek(0)
    packed = stream.read(2) == _MAGIC[:2]
    if not packed:  # a damaged first member is no reason to give up an archive of members
        packed = stream.read(3) != b"RC/" and _next_member(stream, 0, size, Tally(), origin) is not None
    if not packed:
        return "plain"
    return "one" if _is_one_member(stream) else "members"


def walk(stream: BinaryIO, stretch: Stretch, *, origin: str, settings: Settings, tally: Tally,
         copy: BinaryIO | None = None) -> Iterator[Step]:
    """Yield the frames of a stretch, in order; count what is lost between them.

    Args:
        stream: the archive.
        stretch: which part of it.
        origin: how it is called, for messages.
        settings: the bounds.
        tally: what counts; begun with the false starts of the walk before the stretch.
        copy: where what was packed at once is written unpacked, as it is read.

    Raises:
        BadInput: the archive cannot be walked at all.
        EOFError, OSError, zlib.error: one that was packed at once is damaged; nothing behind that place can be had.
    """
    most = settings.max_bytes + HEAD
    if stretch.form == "members":
        yield from _members(stream, stretch, most, origin, tally)
        return
    end: int | None = stretch.end
    stream.seek(stretch.start)
    if stretch.form == "one":
        end, stream = None, inflate(stream, origin=origin, most=settings.max_source_bytes, copy=copy)
    records = RecordStream(stream, start=stretch.start, cheap=stretch.form == "plain")
    for at, block in _walk(records, most, tally, checked=stretch.form == "plain", end=end):
        yield Step(at=at, bound=block.at, end=records.position, block=block)


def _walk(records: RecordStream, most: int, tally: Tally, *, checked: bool,
          end: int | None = None) -> Iterator[tuple[int, Block]]:
    """Yield the records of an unpacked archive; ``checked``: by their digests, as no check sum of gzip covers them."""
    while (at := records.at()) is not None and (end is None or records.position < end):
        block = records.next(most, checked=checked)
        if block is None:
            tally.lose(at)
            if not records.find_next():
                return
        else:
            yield at, block


def _members(stream: BinaryIO, stretch: Stretch, most: int, origin: str, tally: Tally) -> Iterator[Step]:
    """Yield the records of an archive in which each is a gzip member of its own, as the standard wants it."""
    size = stream.seek(0, io.SEEK_END)
    at: int | None = stretch.start
    while at is not None and at < stretch.end:
        body, end = _member(stream, at, most)
        if body:
            records = RecordStream(io.BytesIO(body), base=at, cut=end is None)
            for place, block in _walk(records, most, tally, checked=False):
                yield Step(at=place, bound=None if block.at else at, end=at + records.position, block=block)
        if end is None:
            if not body:
                tally.lose(at)
            at = _next_member(stream, at + 1, size, tally, origin, count=not body)
        else:
            at = end


def _member(stream: BinaryIO, at: int, most: int) -> tuple[bytes, int | None]:
    """Return what a member holds and where it ends; no bytes where it is damaged, no end where it is too long."""
    stream.seek(at)
    unpack = zlib.decompressobj(_GZIP)
    parts: list[bytes] = []
    held = 0
    try:
        while not unpack.eof:
            piece = unpack.unconsumed_tail or stream.read(_PIECE)
            if not piece:
                return b"", None  # breaks off
            parts.append(unpack.decompress(piece, most + 1 - held))
            held += len(parts[-1])
            if held > most:
                return b"".join(parts), None
    except zlib.error:
        return b"", None
    end = stream.tell() - len(unpack.unused_data)
    return b"".join(parts), end


def _next_member(stream: BinaryIO, at: int, size: int, tally: Tally, origin: str, *, count: bool = False) -> int | None:
    """Return where the next member begins that holds a record; ``count`` the damaged ones on the way."""
    while at < size:
        stream.seek(at)
        piece = stream.read(1 << 20)
        found = piece.find(_MAGIC)
        while found >= 0:
            if _begins_record(stream, at + found):
                return at + found
            if count and _HEAD_OF_MEMBER.match(piece, found):
                tally.lose(at + found)  # this one is damaged as well, and so near its head that it cannot be opened
            tally.false_starts += 1
            if tally.false_starts > _FALSE_STARTS:
                raise BadInput(f"{origin}: damaged beyond repair (no record behind {tally.false_starts:,} starts of a "
                               "member); get the file again")
            found = piece.find(_MAGIC, found + 1)
        at += max(len(piece) - len(_MAGIC) + 1, 1)
    return None


def _begins_record(stream: BinaryIO, at: int) -> bool:
    stream.seek(at)
    try:
        return zlib.decompressobj(_GZIP).decompress(stream.read(512), 5) == b"WARC/"
    except zlib.error:
        return False


def _is_one_member(stream: BinaryIO) -> bool:
    """Say whether the first member holds more than one record: someone packed a whole archive at once."""
    body, end = _member(stream, 0, HEAD)
    stream.seek(0)
    if not body:
        return False
    records = RecordStream(io.BytesIO(body), cut=end is None)
    return records.next(HEAD, checked=False) is not None and records.at() is not None

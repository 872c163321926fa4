"""WARC and WARC.gz: the HTML pages of a web archive, however damaged the file.

In: a seekable stream. Out: a page for each response (or resource) record of HTML with its address and day of capture;
at the end a failure that counts the records that were lost. Records of anything else are passed over. The libraries
end at the first damaged record, some without a word; here every gzip member stands for itself: behind a damaged one
the next that begins with a record is looked for, and reading goes on.

Example::

    list(read_warc(stream, origin="a.warc.gz", settings=Settings()))
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Literal

from according.collect.inflate import inflate
from according.collect.record_stream import Block, RecordStream
from according.errors import BadInput
from according.records import Failure, Hints, Page
from according.settings import Settings

_log = logging.getLogger(__name__)

_MAGIC = b"\x1f\x8b\x08"
# Flags, time, extra flags and system as writers set them: three bytes alone occur by chance in packed pictures.
_HEAD_OF_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f].{4}[\x00\x02\x04][\x00-\x0d\xff]", re.DOTALL)
_GZIP = 31  # zlib's word for "with a gzip head and check sum"
_PIECE = 1 << 16
_HEAD = 65_536  # bytes of WARC and HTTP heads that may come on top of a page
_COARSE = len("YYYY-MM")  # WARC 1.1 lets an archiver say no more than the year or the month of a capture
_FALSE_STARTS = 20_000  # of members; a file with more is not an archive but a trap
_PAGES = ("text/html", "application/xhtml+xml")
_KEPT = ("response", "resource")
_OTHERS = ("warcinfo", "request", "metadata", "revisit", "conversion", "continuation")


@dataclass(slots=True)
class _Tally:
    pages: int = 0
    passed: int = 0  # records that are no HTML pages
    lost: int = 0
    first_lost: int | None = None  # where in the file

    def lose(self, at: int) -> None:
        self.lost += 1
        self.first_lost = at if self.first_lost is None else self.first_lost


def read_warc(stream: BinaryIO, *, origin: str, settings: Settings) -> Iterator[Page | Failure]:
    """Yield the pages of an archive, then a failure if records were lost or none was a page.

    Raises:
        BadInput: the archive cannot be walked at all.
    """
    tally = _Tally()
    most = settings.max_bytes + _HEAD
    for at, block in _blocks(stream, origin, settings, tally):
        if block.type in _OTHERS:
            tally.passed += 1
            continue
        if block.type not in _KEPT:  # no type that the standard knows: its head is damaged
            tally.lose(at)
            continue
        found = _page(block, origin, settings, most)
        if found is None:
            tally.passed += 1
        elif found == "damaged":
            tally.lose(at)
        else:
            assert not isinstance(found, str)
            tally.pages += isinstance(found, Page)
            yield found
    _log.info("%s: %d pages, %d records that are none, %d lost", origin, tally.pages, tally.passed, tally.lost)
    if tally.lost:
        yield Failure(origin=origin, reason=f"damaged: at least {tally.lost} record{'s' * (tally.lost != 1)} lost "
                      f"(the first near byte {tally.first_lost:,}), {tally.pages + tally.passed} read; "
                      "get the file again")
    elif not tally.pages:
        reason = f"an archive without HTML pages ({tally.passed} other records); nothing to read"
        yield Failure(origin=origin, reason=reason)


def _blocks(stream: BinaryIO, origin: str, settings: Settings, tally: _Tally) -> Iterator[tuple[int, Block]]:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    packed = stream.read(2) == _MAGIC[:2]
    if not packed:  # a damaged first member is no reason to give up an archive of members
        packed = stream.read(3) != b"RC/" and _next_member(stream, 0, size, [0], origin) is not None
    stream.seek(0)
    most = settings.max_bytes + _HEAD
    if not packed:
        yield from _walk(RecordStream(stream), most, tally, checked=True)
    elif _is_one_member(stream):
        whole = inflate(stream, origin=origin, most=settings.max_source_bytes)
        yield from _walk(RecordStream(whole, cheap=False), most, tally, checked=False)
    else:
        yield from _members(stream, size, most, origin, tally)


def _walk(records: RecordStream, most: int, tally: _Tally, *, checked: bool) -> Iterator[tuple[int, Block]]:
    """Yield the records of an unpacked archive; ``checked``: by their digests, as no check sum of gzip covers them."""
    while (at := records.at()) is not None:
        block = records.next(most, checked=checked)
        if block is None:
            tally.lose(at)
            if not records.find_next():
                return
        else:
            yield at, block


def _members(stream: BinaryIO, size: int, most: int, origin: str, tally: _Tally) -> Iterator[tuple[int, Block]]:
    """Yield the records of an archive in which each is a gzip member of its own, as the standard wants it."""
    at: int | None = 0
    tries = [0]
    while at is not None and at < size:
        body, end = _member(stream, at, most)
        if body:
            yield from _walk(_records_of(body, at, whole=end is not None), most, tally, checked=False)
        if end is None:
            if not body:
                tally.lose(at)
            at = _next_member(stream, at + 1, size, tries, origin, None if body else tally)
        else:
            at = end


def _records_of(body: bytes, at: int, *, whole: bool) -> RecordStream:
    return RecordStream(io.BytesIO(body), base=at, cut=not whole)


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


def _next_member(stream: BinaryIO, at: int, size: int, tries: list[int], origin: str,
                 tally: _Tally | None = None) -> int | None:
    """Return where the next member begins that holds a record; count the damaged ones on the way."""
    while at < size:
        stream.seek(at)
        piece = stream.read(1 << 20)
        found = piece.find(_MAGIC)
        while found >= 0:
            if _begins_record(stream, at + found):
                return at + found
            if tally is not None and _HEAD_OF_MEMBER.match(piece, found):
                tally.lose(at + found)  # this one is damaged as well, and so near its head that it cannot be opened
            tries[0] += 1
            if tries[0] > _FALSE_STARTS:
                raise BadInput(f"{origin}: damaged beyond repair (no record behind {tries[0]:,} starts of a member); "
                               "get the file again")
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
    body, end = _member(stream, 0, _HEAD)
    stream.seek(0)
    if not body:
        return False
    records = RecordStream(io.BytesIO(body), cut=end is None)
    return records.next(_HEAD, checked=False) is not None and records.at() is not None


def _page(block: Block, origin: str, settings: Settings, most: int) -> Page | Failure | str | None:
    """Return the page of a record; a failure; "damaged"; None where it is no page."""
    where = f"{origin}#{block.address or block.at}"
    too_large = Failure(
        origin=where, reason=f"over {settings.max_bytes:,} bytes; raise ACCORDING_MAX_BYTES if it is one report"
    )
    if block.content is None:
        return too_large if block.looks_like_html else None
    if not _head_is_sound(block):
        return "damaged"
    opened = _open(block, "all", settings.max_bytes) or _open(block, "none", settings.max_bytes)
    if opened is None:
        return "damaged"
    status, kind, charset, body = opened
    if kind not in _PAGES or (status is not None and status != 200):
        return None
    if len(body) > settings.max_bytes:
        return too_large
    if not body.strip():
        return Failure(origin=where, reason="an HTML response without a body; nothing to read")
    hints = Hints(url=block.address)
    captured = block.date if block.date and len(block.date) > _COARSE else None
    return Page(kind="html", content=body, origin=where, encoding=charset, captured=captured, hints=hints)


def _head_is_sound(block: Block) -> bool:
    """Say whether address and date can be what an archiver wrote; a damaged date would date a report wrongly."""
    if block.address is not None and not block.address.isprintable():
        return False
    if block.date is None or (len(block.date) <= _COARSE and block.date.replace("-", "").isdecimal()):
        return True
    try:
        datetime.fromisoformat(block.date)
    except ValueError:
        return False
    return True


def _open(block: Block, decoding: Literal["all", "none"],
          most: int) -> tuple[int | None, str, str | None, bytes] | None:
    """Return status, type, encoding and body of a record; None where its body is not as its head says."""
    from fastwarc.warc import ArchiveIterator  # imported here: only archives need it

    assert block.content is not None
    try:
        for record in ArchiveIterator(io.BytesIO(block.head + block.content + b"\r\n\r\n"), auto_decode=decoding):
            http = record.http_headers if record.is_http else None
            kind = record.http_content_type if http is not None else record.headers.get("Content-Type")
            # One byte more than may be: enough to tell that it is too long, and no bomb unfolds.
            body = record.reader.read(most + 1)
            return (http.status_code if http is not None else None, (kind or "").partition(";")[0].strip().lower(),
                    record.http_charset if http is not None else None, bytes(body))
    except OSError:
        return None
    return None

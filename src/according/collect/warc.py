"""WARC and WARC.gz: the HTML pages of a web archive, however damaged the file.

In: a seekable stream. Out: a page for each response (or resource) record of HTML with its address and day of capture;
at the end a failure that counts the records that were lost (``archive_walk`` finds the way around them). Records of
anything else are passed over.

Example::

    list(read_warc(stream, origin="a.warc.gz", settings=Settings()))
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, Literal

from according.collect.archive_walk import Tally, walk, whole
from according.collect.record_stream import Block
from according.records import Failure, Hints, Page
from according.settings import Settings

_log = logging.getLogger(__name__)

_COARSE = len("YYYY-MM")  # WARC 1.1 lets an archiver say no more than the year or the month of a capture
_PAGES = ("text/html", "application/xhtml+xml")
_KEPT = ("response", "resource")
_OTHERS = ("warcinfo", "request", "metadata", "revisit", "conversion", "continuation")

Damaged = Literal["damaged"]


def read_warc(stream: BinaryIO, *, origin: str, settings: Settings) -> Iterator[Page | Failure]:
    """Yield the pages of an archive, then a failure if records were lost or none was a page.

    Raises:
        BadInput: the archive cannot be walked at all.
    """
    tally = Tally()
    for step in walk(stream, whole(stream, origin), origin=origin, settings=settings, tally=tally):
        found = open_block(step.block, origin=origin, settings=settings)
        if found is None:
            tally.passed += 1
        elif found == "damaged":
            tally.lose(step.at)
        else:
            assert not isinstance(found, str)
            tally.pages += isinstance(found, Page)
            yield found
    _log.info("%s: %d pages, %d records that are none, %d lost", origin, tally.pages, tally.passed, tally.lost)
    if said := said_of(tally):
        yield Failure(origin=origin, reason=said)


def said_of(tally: Tally) -> str | None:
    """Return what is to be told of a whole archive: that records were lost, or that none was a page."""
    if tally.lost:
        return (f"damaged: at least {tally.lost} record{'s' * (tally.lost != 1)} lost "
                f"(the first near byte {tally.first_lost:,}), {tally.pages + tally.passed} read; get the file again")
    if not tally.pages:
        return f"an archive without HTML pages ({tally.passed} other records); nothing to read"
    return None


def open_block(block: Block, *, origin: str, settings: Settings) -> Page | Failure | Damaged | None:
    """Return the page of a record; a failure; "damaged"; None where it is no page."""
    if block.type in _OTHERS:
        return None
    if block.type not in _KEPT:  # no type that the standard knows: its head is damaged
        return "damaged"
    where = where_of(block, origin)
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
    captured = block.date if block.date and len(block.date) > _COARSE else None
    return Page(kind="html", content=body, origin=where, encoding=charset, captured=captured,
                hints=Hints(url=block.address))


def where_of(block: Block, origin: str) -> str:
    """Name a record for messages: the archive and the address, or the place where the record begins."""
    return f"{origin}#{block.address or block.at}"


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

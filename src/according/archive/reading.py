"""A capture out of the archive again, held against its hash.

In: a folder and where the record lies. Out: the ``Capture``. Nothing that a ledger says is trusted: not the name of the
file, not the place in it, not what stands there.

Example: ``read_kept(folder, note.kept).body``
"""

from __future__ import annotations

import io
import zlib
from datetime import datetime
from pathlib import Path

from according.archive.folder import is_name
from according.errors import LedgerBroken
from according.identity import bytes_hash
from according.records import Capture, Kept

_GZIP = 31
_MOST = 1 << 30  # bytes of one unpacked record


def read_kept(folder: Path, kept: Kept) -> Capture:
    """Return a capture from the archive.

    Raises:
        LedgerBroken: its file is not there, or does not hold it at this place, or holds another.
    """
    where = f"{folder / Path(kept.file).name} at byte {kept.offset:,}"
    if not is_name(kept.file) or kept.offset < 0 or kept.length <= 0:
        raise LedgerBroken(f"{where}: no file of an archive is called so")
    try:
        with (folder / kept.file).open("rb") as stream:
            stream.seek(kept.offset)
            packed = stream.read(kept.length)
    except OSError as error:
        raise LedgerBroken(f"{where}: {(error.strerror or 'cannot be read').lower()}; the archive is to be copied with "
                           "its ledger") from None
    capture = _capture(_unpacked(packed, kept.length, where), where)
    if bytes_hash(capture.body) != kept.sha256:
        raise LedgerBroken(f"{where}: the page there is not the one that was captured: its hash differs")
    return capture


def _unpacked(packed: bytes, length: int, where: str) -> bytes:
    unpack = zlib.decompressobj(_GZIP)
    try:
        content = unpack.decompress(packed, _MOST)
    except zlib.error:
        raise LedgerBroken(f"{where}: the record is damaged") from None
    if len(packed) != length or not unpack.eof or unpack.unused_data:
        raise LedgerBroken(f"{where}: the record breaks off")
    return content


def _capture(content: bytes, where: str) -> Capture:
    from warcio.archiveiterator import ArchiveIterator  # imported here: only what reads the archive pays for it
    from warcio.exceptions import ArchiveLoadFailed

    try:
        record = next(iter(ArchiveIterator(io.BytesIO(content))))
        landed = record.rec_headers.get_header("WARC-Target-URI")
        return Capture(
            address=record.rec_headers.get_header("Asked-For-URI") or landed, landed=landed,
            at=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")),
            status=int(record.http_headers.get_statuscode()), headers=tuple(record.http_headers.headers),
            body=record.content_stream().read())
    except (ArchiveLoadFailed, StopIteration, ValueError, AttributeError, TypeError):
        raise LedgerBroken(f"{where}: there is no record of a page") from None

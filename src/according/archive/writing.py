"""One capture becomes one record of the archive, on the disk before it is told of.

In: a folder and a ``Capture``. Out: ``Kept``. The body is kept unpacked, so the headers that spoke of its packing are
renamed; a header that could break the record (a line end in it, a letter outside ASCII) is spelled out.

Example: ``keep(folder, capture).file == "reports-20250307T101500Z-00000.warc.gz"``
"""

from __future__ import annotations

import io
import os
import re
import uuid
from base64 import b32encode
from collections.abc import Iterable, Iterator
from datetime import UTC
from http import HTTPStatus
from pathlib import Path
from typing import Any

from according.archive.folder import leave, next_name, turn, whole_file
from according.identity import bytes_hash
from according.records import Capture, Kept

_PACKING = ("content-encoding", "transfer-encoding", "content-length")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_MOST_HEADERS = 200
_MOST_VALUE = 8_192  # letters of one header
_SPACE = uuid.UUID("5b0f6c6e-6f0d-4a1c-9a55-0d6c1f0a7e21")  # ours: record ids are made of what they name


def keep(folder: Path, capture: Capture) -> Kept:
    """Append a capture to the archive; it is on the disk when this returns.

    Args:
        folder: made if it is not there.
        capture: its body bounded by the one who had it.

    Raises:
        OSError: the folder cannot be written or the disk is full; the archive is as it was, but for a torn tail that
            the next writer leaves behind.
    """
    sha256, record = bytes_hash(capture.body), _packed(capture)
    with turn(folder) as lock:
        path, size = whole_file(folder, lock)
        new = path is None
        if path is None:
            path = folder / next_name(folder, capture.at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ"))
            head = _file_head(path.name, capture)
            record, size = head + record, 0
        else:
            head = b""
        with path.open("ab") as stream:
            stream.write(record)
            stream.flush()
            os.fsync(stream.fileno())
        if new:
            _folder_to_disk(folder)
        leave(lock, path.name, size + len(record))
    return Kept(file=path.name, offset=size + len(head), length=len(record) - len(head), sha256=sha256)


def _packed(capture: Capture) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders  # imported here: only what archives pays for it
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    phrase = HTTPStatus(capture.status).phrase if capture.status in set(HTTPStatus) else ""
    http = StatusAndHeaders(f"{capture.status} {phrase}".rstrip(), list(_headers(capture)), protocol="HTTP/1.1")
    at = moment(capture)
    said = f"{capture.landed}\0{at}\0{bytes_hash(capture.body)}"
    head = {"WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(_SPACE, said)}>", "WARC-Date": at,
            "WARC-Payload-Digest": f"sha256:{b32encode(bytes.fromhex(bytes_hash(capture.body))).decode()}"}
    if capture.address != capture.landed:
        head["Asked-For-URI"] = _line(capture.address)
    writer.write_record(writer.create_warc_record(
        _line(capture.landed), "response", payload=io.BytesIO(capture.body), length=len(capture.body),
        http_headers=http, warc_headers_dict=head))
    return out.getvalue()


def moment(capture: Capture) -> str:
    """Return when a capture was made, as the archive and the ledger write it: with microseconds, in UTC."""
    return capture.at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _headers(capture: Capture) -> Iterator[tuple[str, str]]:
    for name, value in capture.headers[:_MOST_HEADERS]:
        if _TOKEN.fullmatch(name):
            yield (f"X-Archive-Orig-{name}" if name.lower() in _PACKING else name), _line(value)
    yield "Content-Length", str(len(capture.body))


def _line(value: str) -> str:
    """Return a text as one line of ASCII, spelled out where it is none."""
    return "".join(_letters(value[:_MOST_VALUE]))


def _letters(value: str) -> Iterable[str]:
    for letter in value:
        yield letter if " " <= letter <= "~" else "".join(f"%{byte:02X}" for byte in letter.encode(
            "utf-8", "surrogatepass"))


def _file_head(name: str, capture: Capture) -> bytes:
    """Return the record that begins a file and says what it is."""
    from warcio.statusandheaders import StatusAndHeaders  # imported here: see _packed
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer: Any = WARCWriter(out, gzip=True, warc_version="1.1")
    at = moment(capture)
    body = b"software: according\r\nformat: WARC File Format 1.1\r\n"
    head = StatusAndHeaders("", [
        ("WARC-Type", "warcinfo"), ("WARC-Record-ID", f"<urn:uuid:{uuid.uuid5(_SPACE, name)}>"),
        ("WARC-Filename", name), ("WARC-Date", at)], protocol="WARC/1.1")
    writer.write_record(writer.create_warc_record(
        "", "warcinfo", warc_headers=head, payload=io.BytesIO(body), length=len(body)))
    return out.getvalue()


def _folder_to_disk(folder: Path) -> None:
    """Put the name of a new file on the disk, and that of the folder itself."""
    for path in (folder, folder.absolute().parent):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

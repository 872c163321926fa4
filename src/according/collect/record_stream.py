"""One WARC record after the other out of an unpacked stream, and the way back to the next when one is damaged.

In: a stream of records. Out: ``Block``: the head and the content of one. Only the frame is read here, not what is in
it.

Example::

    records = RecordStream(stream)
    while records.at() is not None:
        block = records.next(5_000_000, checked=True)
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import BinaryIO

_PIECE = 1 << 16
_HEAD = 65_536
_END = b"\r\n\r\n"
_DIGESTS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The frame of one record; ``content`` is None where it was longer than asked for."""

    at: int
    head: bytes
    type: str
    address: str | None
    date: str | None
    content: bytes | None
    looks_like_html: bool = False


class RecordStream:
    """Reads forward; goes back only within what it holds, or where going back is cheap."""

    def __init__(self, stream: BinaryIO, *, start: int = 0, base: int = 0, cut: bool = False,
                 cheap: bool = True) -> None:
        """Take a stream.

        Args:
            stream: unpacked records.
            start: where in it the stream stands now.
            base: where the stream lies in its file.
            cut: it was cut off at our own bound, so that its last record breaks off without being damaged.
            cheap: going back costs nothing; in an unpacked stream it would mean unpacking all of it again.
        """
        self._stream, self._base, self._cut, self._cheap = stream, base, cut, cheap
        self._held = b""
        self._at = start  # of the first byte held

    @property
    def position(self) -> int:
        """Where in the stream the next record should begin."""
        return self._at

    def at(self) -> int | None:
        """Return where the next record should begin, None at the end."""
        self._fill(1)
        return self._base + (self._at if self._cheap else 0) if self._held else None

    def next(self, most: int, *, checked: bool) -> Block | None:
        """Return the next record, None where it is damaged; its content only up to ``most`` bytes."""
        begin = self._at
        self._fill(_HEAD)
        end = self._held.find(_END, 0, _HEAD)
        if not self._held.startswith(b"WARC/") or end < 0:
            return None
        head = self._held[:end + len(_END)]
        fields = _fields(head)
        length = int(fields["content-length"]) if fields.get("content-length", "").isdecimal() else -1
        if length < 0:
            return None
        start = self._held[len(head):len(head) + 4_096]
        self._skip(len(head))
        content = self._take(length) if length <= most else None
        if content is None:
            self._skip(length)
        tail = self._take(len(_END))
        block = Block(
            at=begin, head=head, type=fields.get("warc-type", "").lower(), address=_address(fields),
            date=fields.get("warc-date"), content=content, looks_like_html=b"text/html" in (start + head).lower(),
        )
        if self._cut and tail != _END:
            return block if content is None else None
        if tail != _END or (content is not None and checked and not _holds(content, fields)):
            self._back(begin + len(head))
            return None
        return block

    def find_next(self) -> bool:
        """Go to the next place where a record begins; say whether there is one."""
        marker = _END + b"WARC/"
        while True:
            self._fill(_PIECE)
            found = self._held.find(marker)
            if found >= 0:
                self._skip(found + len(_END))
                return True
            if len(self._held) < _PIECE:
                self._skip(len(self._held))
                return False
            self._skip(len(self._held) - len(marker) + 1)

    def _fill(self, length: int) -> None:
        parts = [self._held]
        held = len(self._held)
        while held < length:
            piece = self._stream.read(max(_PIECE, length - held))
            if not piece:
                break
            parts.append(piece)
            held += len(piece)
        if len(parts) > 1:
            self._held = b"".join(parts)

    def _take(self, length: int) -> bytes:
        self._fill(length)
        taken, self._held = self._held[:length], self._held[length:]
        self._at += len(taken)
        return taken

    def _skip(self, length: int) -> None:
        while length > 0:
            taken = len(self._take(min(length, 16 * _PIECE)))
            if not taken:
                return
            length -= taken

    def _back(self, at: int) -> None:
        """Go back to look for a record inside what was taken for content: its length may have been what was damaged."""
        if self._cheap:
            self._stream.seek(at)
            self._held, self._at = b"", at


def _fields(head: bytes) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in head.decode("utf-8", "replace").split("\r\n")[1:]:
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def _address(fields: dict[str, str]) -> str | None:
    return fields.get("warc-target-uri", "").strip("<> ") or None  # some writers put it in angle brackets


def _holds(content: bytes, fields: dict[str, str]) -> bool:
    """Say whether the content is what its digest says; one that cannot be checked is taken to be."""
    kind, _, value = fields.get("warc-block-digest", "").partition(":")
    if kind.lower() not in _DIGESTS:
        return True
    digest = _DIGESTS[kind.lower()](content).digest()
    return value.upper().rstrip("=") == base64.b32encode(digest).decode().rstrip("=") or value.lower() == digest.hex()

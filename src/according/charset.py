"""Bytes to text: which encoding, and what to say when it had to be taken.

In: the bytes of one document and the encoding that it declares, if any. Out: the text, and a note where the encoding
was not simply the declared one or UTF-8. Order: byte order mark, declared encoding, UTF-8, Windows-1252 where every
byte of it fits. Nothing is dropped: a text that fits none of them is refused, with the line where it goes wrong.

Example::

    decode("Šibenik".encode("cp1252"), what="a.txt").text == "Šibenik"
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from according.errors import BadInput

_MARKS = (  # longest first: the mark of UTF-32 begins with the mark of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What pages call Latin-1 or ASCII is Windows-1252 in fact; every browser reads it so (WHATWG Encoding Standard).
_WESTERN = {"ascii", "iso8859-1", "cp1252"}
# Families that news is written in. Python's registry also holds ciphers (rot13) and escapes, which are no encodings
# of a page.
_KNOWN = re.compile(
    r"utf-(8|16|32)|iso8859-|cp(125\d|874|866|932|949|950)|koi8-|gb|big5|euc[-_]|shift_jis|iso2022_|mac-|tis-620"
)
_DAMAGE_BORNE = 1_000  # HTML: one broken byte in so many characters is replaced and noted, more is refused
_HALF = re.compile("[\ud800-\udfff]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text with the note that its reader should see."""

    text: str
    note: str | None = None


def byte_order_mark(content: bytes) -> tuple[str | None, int]:
    """Return the encoding that a byte order mark gives, and the mark's length."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name, len(mark)
    return None, 0


def decode(content: bytes, *, what: str, declared: str | None = None, lenient: bool = False) -> Decoded:
    """Return the text of the bytes.

    Args:
        content: the bytes of one document.
        what: its name, for the message.
        declared: the encoding that it, or the server that sent it, declares.
        lenient: replace a few broken bytes by U+FFFD and say so (HTML is made by machines that mix encodings); a text
            or a record is never changed.

    Raises:
        BadInput: no encoding fits.
    """
    marked, length = byte_order_mark(content)
    name = marked or _codec(declared)
    body = content[length:]
    tried = name or "utf-8"
    try:
        return Decoded(text=body.decode(tried))
    except UnicodeDecodeError as error:
        broken = error
    if marked is None:
        if (fitting := _without_declaration(body, declared)) is not None:
            return fitting
        if name is None:
            name = "utf-8"
    if lenient:
        text = body.decode(name or "utf-8", "replace")
        damage = text.count("\ufffd")
        if damage * _DAMAGE_BORNE <= len(text):
            return Decoded(text=text, note=f"{damage} broken characters of {name} stand as U+FFFD")
    line = body.count(b"\n", 0, broken.start) + 1
    raise BadInput(f"{what}: line {line}: broken encoding: byte {body[broken.start]:#04x} does not fit {tried}; "
                   "save the file as UTF-8") from None


def mend_halves(text: str) -> Decoded:
    """Return the text with half characters (lone surrogates) as U+FFFD, one for one, so that offsets stay.

    They come in through JSON escapes such as ``\\ud83d``; no encoding can spell them, so no ledger could hold them.
    """
    mended, count = _HALF.subn("\ufffd", text)
    return Decoded(text=mended, note=f"{count} half characters (lone surrogates) stand as U+FFFD" if count else None)


def _codec(declared: str | None) -> str | None:
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return None
    if name in _WESTERN:
        return "cp1252"
    return name if _KNOWN.match(name) else None


def _without_declaration(body: bytes, declared: str | None) -> Decoded | None:
    said = f"declared {declared}, which does not fit" if declared else "no encoding is declared and it is not UTF-8"
    try:
        return Decoded(text=body.decode("utf-8"), note=f"{said}: read as UTF-8")
    except UnicodeDecodeError:
        pass
    if _MULTIBYTE.search(body):  # UTF-8 with damage, not a single-byte encoding
        return None
    try:
        return Decoded(text=body.decode("cp1252"), note=f"{said}: read as Windows-1252")
    except UnicodeDecodeError:
        return None

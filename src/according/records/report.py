"""A report and its text, from the page as it came.

In: nothing. Out: frozen records: Hints, Page, Capture, Report, Text and what they are made of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from according.spans import TextMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """Why a value is not known, and what it might have been."""

    reason: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words as printed, with where they stand."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What is known of a report from outside its text: the command line, a feed, an archive's record."""

    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None  # ISO date, or as printed
    url: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One document as it came, before anything was understood of it."""

    kind: str  # text | html | record (one JSON object of a report) | raw (fetched, kind not told yet)
    content: bytes
    origin: str  # file path, path#member, or address: for messages
    encoding: str | None = None
    captured: str | None = None  # ISO date-time of capture, where an archive or a fetch says so
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What came over the wire when an address was asked once."""

    address: str  # as it was asked for
    landed: str  # where its redirects ended; the same where there were none
    at: datetime  # UTC
    status: int  # of HTTP
    headers: tuple[tuple[str, str], ...]
    body: bytes  # unpacked and bounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where a capture lies in the archive."""

    file: str  # its name within the archive's folder
    offset: int  # bytes
    length: int  # bytes
    sha256: str  # of the capture's body


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureNote:
    """A capture as the ledger notes it: when an address held what, and which reports that was."""

    id: str
    address: str
    landed: str
    at: str  # ISO date-time with microseconds, UTC: sorts as text
    status: int | None  # None: an archive of others does not say
    sha256: str | None  # of the body; None: it was not at hand
    size: int | None  # bytes of the body
    kept: Kept | None  # None: not in our archive (it was turned off, or others captured it)
    reports: tuple[str, ...]  # sorted; none where nothing could be read, or the page was gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A source, or a part of one, that could not be read; a door prints ``origin: reason`` and ends with 1."""

    origin: str  # file, file:line, file#entry, address, or - for standard input
    reason: str  # what is wrong and the way out, in one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One document of one outlet."""

    id: str
    key: str | None  # the id that its file gave it, kept as printed
    outlet: str | None
    title: str | None
    published: str | None  # YYYY-MM-DD
    published_printed: str | None
    url: str | None
    lang: str | None
    text: str
    sha256: str  # of the text's UTF-8 bytes
    captured: str | None = None
    unknown: tuple[tuple[str, str], ...] = ()  # (field, reason) for outlet, title, published, lang that are None
    # What the page itself says; used for outlets whose report stands in another's page
    origin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A headline, paragraph or sentence that stands again. Spans point into ``Report.text``."""

    kept: tuple[int, int]
    again: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The text of a report as it is read: mojibake mended, what stands again kept once, with the way back."""

    raw: str
    clean: str
    map: TextMap
    repeats: tuple[Repeat, ...]

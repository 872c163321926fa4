"""The way in: sources become pages.

In: what a person gives: files, folders, ``-`` for standard input, http(s) addresses. Out: one ``Page`` for each
document found, and one ``Failure`` for each that could not be read, as they come, in the order given; a folder is
walked in the order of its names. What a source is, its content says (``kinds``), not its name: text, HTML, JSON and
JSONL of reports, RSS and Atom, WARC, each of them also in gzip.

Example::

    for found in collect(["reports/", "feed.xml"], settings=Settings()):
        ...  # Page or Failure
"""

from __future__ import annotations

import gzip
import io
import re
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import BinaryIO

from according.charset import byte_order_mark, decode
from according.collect.feed import read_feed
from according.collect.folder import said_of, walk
from according.collect.inflate import inflate
from according.collect.kinds import HEAD_BYTES, tell
from according.collect.lines import read_json, read_lines
from according.collect.warc import read_warc
from according.errors import BadInput, TooLarge
from according.records import Failure, Hints, Page
from according.settings import Settings

Found = Page | Failure

_STANDARD_INPUT = "-"
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):(?://)?", re.IGNORECASE)  # two letters at least: C:\ is a path
_NO_HINTS = Hints()
_PACKED_MOST = 3  # gzip in gzip happens; more is a trap


@dataclass(frozen=True, slots=True, kw_only=True)
class _Where:
    """What is known of a document from outside: for a whole one its address, encoding and capture too."""

    origin: str
    url: str | None = None
    encoding: str | None = None
    captured: str | None = None


def collect(sources: Iterable[str], *, settings: Settings, hints: Hints = _NO_HINTS,
            fetch: Callable[[str], Page] | None = None, stdin: BinaryIO | None = None) -> Iterator[Found]:
    """Yield the pages that sources hold; never raise for what a source holds.

    Args:
        sources: paths, folders, ``-``, http(s) addresses.
        settings: the bounds.
        hints: what the caller knows of all of them; wins over what a feed or an archive says.
        fetch: gets one address (``according.fetch.fetch`` with its settings); without it addresses are refused.
        stdin: standard input as bytes; without it ``-`` is refused.
    """
    for source in sources:
        for found in _guarded(_source(source, settings, fetch, stdin), source):
            yield _in_one_line(found if isinstance(found, Failure) else replace(found, hints=_over(hints, found.hints)))


def _source(source: str, settings: Settings, fetch: Callable[[str], Page] | None,
            stdin: BinaryIO | None) -> Iterator[Found]:
    if not source:
        raise BadInput(f"{source}: an empty path; give a file, a folder or an address")
    if source == _STANDARD_INPUT:
        yield from _standard_input(stdin, settings)
    elif _ADDRESS.match(source):
        yield from _address(source, settings, fetch)
    elif (scheme := _SCHEME.match(source)) and (scheme[1].lower() == "file" or not Path(source).exists()):
        raise BadInput(f"{source}: addresses of {scheme[1].lower()}: are not read; give a path, or an http(s) address")
    else:
        path = Path(source)
        if path.is_dir():
            yield from _folder(path, settings)
        else:
            yield from _file(path, settings)


# --- where bytes come from -------------------------------------------------------------------


def _file(path: Path, settings: Settings) -> Iterator[Found]:
    where = _Where(origin=str(path))
    if not path.is_file() and path.exists():
        with path.open("rb", buffering=0) as pipe:
            yield from _spooled(pipe, where, settings)  # a named pipe, /dev/stdin
        return
    with path.open("rb") as stream:
        yield from _documents(stream, where, settings)


def _folder(folder: Path, settings: Settings) -> Iterator[Found]:
    empty = True
    for path in walk(folder):
        empty = False
        yield from [path] if isinstance(path, Failure) else _guarded(_file(path, settings), str(path))
    if empty:
        raise BadInput(f"{folder}: a folder without files to read")


def _standard_input(stdin: BinaryIO | None, settings: Settings) -> Iterator[Found]:
    if stdin is None:
        raise BadInput("-: there is no standard input here; give a path")
    yield from _spooled(stdin, _Where(origin=_STANDARD_INPUT), settings)


def _spooled(stream: BinaryIO | io.RawIOBase, where: _Where, settings: Settings) -> Iterator[Found]:
    """A stream that cannot be gone back in is kept in a nameless file first."""
    with tempfile.TemporaryFile() as kept:
        size = 0
        while piece := stream.read(1 << 20):
            size += len(piece)
            if size > settings.max_source_bytes:
                raise TooLarge(f"{where.origin}: over {settings.max_source_bytes:,} bytes; split it")
            kept.write(piece)
        kept.seek(0)
        yield from _documents(kept, where, settings)


def _address(url: str, settings: Settings, fetch: Callable[[str], Page] | None) -> Iterator[Found]:
    if fetch is None:
        raise BadInput(f"{url}: addresses are not fetched here; save the page and give its path")
    page = fetch(url)
    where = _Where(origin=url, url=page.hints.url or url, encoding=page.encoding, captured=page.captured)
    for found in _documents(io.BytesIO(page.content), where, settings):
        yield found if isinstance(found, Failure) else replace(found, captured=found.captured or page.captured)


# --- what is in them -------------------------------------------------------------------------


def _documents(stream: BinaryIO, where: _Where, settings: Settings, depth: int = 0) -> Iterator[Found]:
    head = _head(stream)
    try:
        kind = tell(head, where.origin)
    except BadInput as error:
        yield Failure(origin=where.origin, reason=str(error))
        return
    if kind == "gzip":
        yield from _unpacked(stream, where, settings, depth)
    elif kind == "warc":
        yield from read_warc(stream, origin=where.origin, settings=settings)
    elif kind == "feed":
        yield from read_feed(stream, origin=where.origin, encoding=where.encoding, settings=settings)
    elif kind in ("json", "lines"):
        read = read_lines if kind == "lines" else read_json
        yield from read(_in_utf8(stream, head, where.origin, settings), origin=where.origin, settings=settings)
    else:
        yield _whole(stream, kind, where, settings)


def _head(stream: BinaryIO) -> bytes:
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    return head


def _unpacked(stream: BinaryIO, where: _Where, settings: Settings, depth: int) -> Iterator[Found]:
    if depth == _PACKED_MOST:
        raise TooLarge(f"{where.origin}: gzip in gzip, over {_PACKED_MOST} deep; unpack it by hand if it is meant")
    inner = inflate(stream, origin=where.origin, most=settings.max_source_bytes)
    if _head(inner).startswith(b"WARC/"):
        stream.seek(0)
        yield from read_warc(stream, origin=where.origin, settings=settings)
    else:
        yield from _documents(inner, where, settings, depth + 1)


def _whole(stream: BinaryIO, kind: str, where: _Where, settings: Settings) -> Found:
    content = stream.read(settings.max_bytes + 1)
    if len(content) > settings.max_bytes:
        raise TooLarge(f"{where.origin}: over {settings.max_bytes:,} bytes; "
                       "raise ACCORDING_MAX_BYTES if it is one report")
    return Page(kind=kind, content=content, origin=where.origin, encoding=where.encoding, captured=where.captured,
                hints=Hints(url=where.url))


def _in_utf8(stream: BinaryIO, head: bytes, origin: str, settings: Settings) -> BinaryIO:
    """JSON is UTF-8; what Windows tools wrote as UTF-16 is turned into it, if it is of a size to hold in memory."""
    if byte_order_mark(head)[0] in (None, "utf-8"):
        return stream
    content = stream.read(10 * settings.max_bytes + 1)
    if len(content) > 10 * settings.max_bytes:
        raise TooLarge(f"{origin}: over {10 * settings.max_bytes:,} bytes and not in UTF-8; save it as UTF-8")
    return io.BytesIO(decode(content, what=origin).text.encode("utf-8", "surrogatepass"))


# --- what goes wrong -------------------------------------------------------------------------


def _guarded(found: Iterator[Found], origin: str) -> Iterator[Found]:
    """Yield what comes; where it breaks off, a failure that says why."""
    try:
        yield from found
    except BadInput as error:
        yield Failure(origin=origin, reason=str(error).removeprefix(f"{origin}: "))
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield Failure(origin=origin, reason="truncated or damaged gzip; of JSON and JSONL the reports before it were "
                      "read, of anything else nothing; get the file again")
    except OSError as error:
        yield Failure(origin=origin, reason=said_of(error))
    except ValueError as error:  # a path with a NUL
        if "null" not in str(error):
            raise
        yield Failure(origin=origin, reason="a path with a NUL in it; check the path")


def _in_one_line(found: Found) -> Found:
    """File names and addresses may hold line breaks; what is printed of them may not."""
    if not found.origin.isprintable():
        found = replace(found, origin=_printable(found.origin))
    if isinstance(found, Failure) and not found.reason.isprintable():
        found = replace(found, reason=_printable(found.reason))
    return found


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


def _over(given: Hints, found: Hints) -> Hints:
    """What the caller knows wins, field by field."""
    values = {f.name: getattr(given, f.name) or getattr(found, f.name) for f in fields(Hints)}
    return Hints(**values)

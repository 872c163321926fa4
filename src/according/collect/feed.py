"""RSS and Atom: each entry with text becomes a page.

In: the bytes of a feed. Out: a page for each entry, its content or, where it has none, its summary, with title, date,
address and outlet as the feed gives them; a failure for an entry without text. The feed is read in the confined
worker.

Example::

    list(read_feed(stream, origin="feed.xml", encoding=None, settings=Settings()))
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from according.charset import byte_order_mark, decode, mend_halves
from according.confine import Bounds, run_confined
from according.errors import BadInput, TooLarge
from according.records import Failure, Hints, Page
from according.settings import Settings

_DECLARED = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")
# A document type with a body can define entities that unfold to gigabytes, or that name files; no feed needs one.
_ENTITIES = re.compile(r"<!DOCTYPE[^>]{0,2000}\[|<!ENTITY", re.IGNORECASE)
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,12})|([0-9]{1,12}));?", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z/!]|&#?\w+;")


def read_feed(stream: BinaryIO, *, origin: str, encoding: str | None, settings: Settings) -> Iterator[Page | Failure]:
    """Yield a page or a failure for each entry, in the feed's order.

    Raises:
        BadInput: it is broken, defines entities, or has no entries.
        TooLarge: it passes a bound.
    """
    content = stream.read(settings.max_bytes + 1)
    if len(content) > settings.max_bytes:
        raise TooLarge(f"{origin}: a feed of over {settings.max_bytes:,} bytes; raise ACCORDING_MAX_BYTES if it is one")
    found = entries_of(xml_text(content, origin=origin, encoding=encoding), origin=origin, settings=settings)
    if not found["entries"]:
        broken = f" (broken XML: {found['broken']})" if found["broken"] else ""
        raise BadInput(f"{origin}: a feed with no entries{broken}; nothing to read")
    for number, entry in enumerate(found["entries"], 1):
        yield page_of(entry, f"{origin}#{number}")


def xml_text(content: bytes, *, origin: str, encoding: str | None) -> str:
    """Return XML from outside as text that a parser in the worker may see.

    Raises:
        BadInput: it defines entities, or its bytes have no encoding.
    """
    text = mend_halves(decode(content, what=origin, declared=encoding or _declared(content), lenient=True).text).text
    if _ENTITIES.search(text):
        raise BadInput(f"{origin}: a feed that defines entities (<!DOCTYPE ...[ or <!ENTITY), which no feed needs; "
                       "take that out if you trust it")
    return _REFERENCE.sub(_reference, text.replace("\0", "\ufffd"))


def entries_of(xml: str, *, origin: str, settings: Settings) -> dict[str, Any]:
    """Return what ``read_entries`` finds, read in the worker."""
    bounds = Bounds(seconds=settings.max_seconds, memory=settings.max_memory)
    found: dict[str, Any] = run_confined(read_entries, xml, bounds=bounds, what=origin, first=warm_up)
    return found


def page_of(entry: dict[str, Any], where: str) -> Page | Failure:
    """Return the page that an entry is, by its own text."""
    entry = {name: value for name, value in entry.items() if name != "updated"}
    text = entry.pop("text")
    if not text.strip():
        address = f"; give its address: {entry['url']}" if entry["url"] else ""
        return Failure(origin=where, reason=f"a feed entry without text{address}")
    kind = "html" if _MARKUP.search(text) else "text"
    return Page(kind=kind, content=text.encode("utf-8"), encoding="utf-8", origin=where, hints=Hints(**entry))


def _declared(content: bytes) -> str | None:
    match = None if byte_order_mark(content)[0] else _DECLARED.match(content)
    return match[1].decode("ascii") if match else None


def _reference(match: re.Match[str]) -> str:
    """Keep a reference to a character, but not one to half a character or to none: feedparser breaks off at those."""
    number = int(match[1], 16) if match[1] else int(match[2])
    return match[0] if 0 < number < 0xD800 or 0xDFFF < number <= 0x10FFFF else "\ufffd"


# --- in the worker ---------------------------------------------------------------------------


def warm_up() -> None:
    """Import what reading a feed takes."""
    read_entries("<rss><channel><item><title>a</title></item></channel></rss>")


def read_entries(xml: str) -> dict[str, Any]:
    """Return the entries as plain mappings, and what was broken about the feed."""
    import feedparser  # imported here: only the worker pays, and only when it meets a feed

    # Bytes in a stream, never the text itself: feedparser would fetch a text that looks like an address.
    headers = {"content-type": "text/xml; charset=utf-8"}
    try:
        parsed = feedparser.parse(io.BytesIO(xml.encode("utf-8")), response_headers=headers)
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        # It is no sturdy parser (found by fuzzing: a space in the address of a namespace breaks it off).
        return {"entries": [], "broken": f"its parser broke off, {type(error).__name__}: {error}"[:200]}
    broken = " ".join(str(parsed.get("bozo_exception", "")).split())[:200] if parsed.get("bozo") else ""
    return {"entries": [_entry(entry, parsed.feed) for entry in parsed.entries], "broken": broken}


def _entry(entry: Any, feed: Any) -> dict[str, Any]:
    texts = [part.get("value") or "" for part in entry.get("content") or []]
    texts.append(entry.get("summary") or "")
    # An entry of another outlet in a collector's feed names that outlet as its source.
    outlet = (entry.get("source") or {}).get("title") or feed.get("title")
    # Asked for what is not there it would give the day of publication, and warn.
    updated = dict.get(entry, "updated")
    return {
        "text": mend_halves(max(texts, key=len)).text,  # they come in as &#xD83D;
        "id": _line(entry.get("id")),
        "title": _plain(entry.get("title")),
        "outlet": _plain(outlet),
        "published": _line(entry.get("published") or updated),
        "updated": _line(updated),
        "url": _line(entry.get("link")),
        "lang": _line(feed.get("language")),
    }


def _line(value: str | None) -> str | None:
    return mend_halves(" ".join(value.split())).text or None if value else None


def _plain(value: str | None) -> str | None:
    if value and _MARKUP.search(value):
        from resiliparse.extract.html2text import extract_plain_text  # imported here: see read_entries

        value = str(extract_plain_text(value))
    return _line(value)

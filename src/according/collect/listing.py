"""A list of reports: RSS, Atom, a sitemap or an index of sitemaps, OPML, a file of GDELT's.

In: the bytes of a list and the address where it was found. Out: a ``Listing``: addresses of reports, addresses of more
lists, and the entries that are reports themselves, having text and no address. What kind of list it is, its content
says. Markup is read in the confined worker.

Example::

    read_listing(body, origin="https://example.org/feed", settings=Settings()).entries[0].address
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree as Tree

from according.collect.feed import entries_of, page_of, xml_text
from according.collect.gdelt import is_last_update, last_update, reports_of
from according.collect.inflate import inflate
from according.collect.kinds import HEAD_BYTES, root_of
from according.confine import Bounds, run_confined
from according.errors import BadInput, TooLarge
from according.jobs import FEED, PAGE, Listed
from according.records import Page
from according.settings import Settings

_FEEDS = ("rss", "feed", "rdf:rdf")
_MOST = 50_000  # what one sitemap may name by its protocol
TIMES = 10  # a list may be so many times longer than one report


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a list names, in its own order, each address once."""

    kind: str  # feed | sitemap | sitemapindex | opml | gdelt
    entries: tuple[Listed, ...]  # reports, and more lists
    pages: tuple[Page, ...] = ()  # entries that have no address and are their own report
    empty: int = 0  # entries with neither address nor text


def read_listing(content: bytes, *, origin: str, settings: Settings, encoding: str | None = None,
                 gdelt: bool = False) -> Listing:
    """Return what a list names.

    Args:
        content: as it came; also in gzip.
        origin: its address, to which its own are relative, or its path.
        settings: the bounds; a list may be ``TIMES`` as long as one report.
        encoding: what the server said of it.
        gdelt: whether the files of GDELT are read.

    Raises:
        BadInput: it is no list, is broken before its first entry, or defines entities.
        TooLarge: it passes a bound.
    """
    content = _unpacked(content, origin, settings)
    if gdelt and content.startswith(b"PK\x03\x04"):
        return _listing("gdelt", (Listed(address=at) for at in reports_of(content, origin=origin, settings=settings)))
    if gdelt and is_last_update(content):
        return _listing("gdelt", (Listed(address=at, kind=FEED, stamp=stamp) for at, stamp in last_update(content)))
    head = content[:HEAD_BYTES].decode("latin-1").lstrip("\ufeff\xef\xbb\xbf \t\r\n\f\x0b")
    root = root_of(head) if head.startswith("<") else ""
    if root in _FEEDS:
        return _feed(xml_text(content, origin=origin, encoding=encoding), origin, settings)
    if root.rpartition(":")[2] in ("urlset", "sitemapindex", "opml"):
        return _outline(xml_text(content, origin=origin, encoding=encoding), origin, settings)
    what = f"<{root[:40]}>" if root else "something else"
    raise BadInput(f"{origin}: {what}, and no list of reports (RSS, Atom, sitemap, OPML); `according add` reads pages")


def _unpacked(content: bytes, origin: str, settings: Settings) -> bytes:
    most = TIMES * settings.max_bytes
    if content.startswith(b"\x1f\x8b"):
        try:
            content = inflate(io.BytesIO(content), origin=origin, most=most).read(most + 1)
        except (EOFError, OSError):
            raise BadInput(f"{origin}: truncated or damaged gzip") from None
    if len(content) > most:
        raise TooLarge(f"{origin}: a list of over {most:,} bytes; raise ACCORDING_MAX_BYTES if it is one")
    return content


def _listing(kind: str, entries: Iterable[Listed]) -> Listing:
    once = {entry.address: entry for entry in entries}
    return Listing(kind=kind, entries=tuple(once.values())[:_MOST])


def _feed(xml: str, origin: str, settings: Settings) -> Listing:
    found = entries_of(xml, origin=origin, settings=settings)
    if found["broken"] and not found["entries"]:
        raise BadInput(f"{origin}: a feed with no entries (broken XML: {found['broken']})")
    entries, pages, empty = [], [], 0
    for number, entry in enumerate(found["entries"], 1):
        if address := _whole(entry["url"], origin):
            printed = entry["updated"] or entry["published"]
            entries.append(Listed(address=address, published=entry["published"], changed=entry["updated"],
                                  stamp=_stamp(printed, entry["title"])))
            continue
        page = page_of(entry, f"{origin}#{number}")
        if isinstance(page, Page):
            pages.append(replace(page, hints=replace(page.hints, url=None)))
        else:
            empty += 1
    return replace(_listing("feed", entries), pages=tuple(pages), empty=empty)


def _outline(xml: str, origin: str, settings: Settings) -> Listing:
    bounds = Bounds(seconds=settings.max_seconds, memory=settings.max_memory)
    found = run_confined(read_outline, xml, bounds=bounds, what=origin)
    if not found["items"] and found["broken"]:
        raise BadInput(f"{origin}: a {found['kind']} that names nothing (broken XML: {found['broken']})")
    page = PAGE if found["kind"] == "urlset" else FEED
    entries = []
    for item in found["items"]:
        if address := _whole(item.get("address"), origin):
            changed, published = item.get("changed"), item.get("published")
            entries.append(Listed(address=address, kind=page, published=published, changed=changed,
                                  stamp=_stamp(changed, None) if changed else None))
    return _listing("sitemap" if found["kind"] == "urlset" else found["kind"], entries)


def _whole(address: str | None, origin: str) -> str | None:
    """Return an address, whole and without the part that no server sees; None for what is none of the web."""
    if not address:
        return None
    try:
        whole = urljoin(origin, address.strip()).partition("#")[0]
    except ValueError:  # "http://[": no address after all
        return None
    return whole if whole.lower().startswith(("http://", "https://")) and whole.isprintable() else None


def _stamp(printed: str | None, title: str | None) -> str:
    """Return a mark that changes when the list's word on an entry does."""
    return hashlib.sha256(f"{printed}\n{title}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


# --- in the worker ---------------------------------------------------------------------------


def read_outline(xml: str) -> dict[str, Any]:
    """Return what a sitemap, an index of sitemaps or an OPML names, as far as it is well-formed."""
    parser: Any = Tree.XMLPullParser(["start", "end"])
    items: list[dict[str, str]] = []
    kind, broken = "", ""
    try:
        for start in range(0, len(xml), 1 << 16):
            parser.feed(xml[start:start + (1 << 16)])
            for event, element in parser.read_events():
                name = _bare(element.tag)
                if event == "start":
                    kind = kind or name
                elif name == "outline" or (name in ("url", "sitemap") and kind != "opml"):
                    items.append(_outlined(element) if name == "outline" else _placed(element))
                    element.clear()
        parser.close()
    except Tree.ParseError as error:
        broken = str(error)[:200]
    return {"kind": kind, "items": [item for item in items if item], "broken": broken}


def _outlined(element: Tree.Element) -> dict[str, str]:
    address = next((value for name, value in element.attrib.items() if name.lower() == "xmlurl"), "")
    return {"address": address} if address else {}


def _placed(element: Tree.Element) -> dict[str, str]:
    names = {"loc": "address", "lastmod": "changed"}
    # its own children alone: a picture of the page has a <loc> as well, one level down
    found = {names[_bare(part.tag)]: " ".join((part.text or "").split()) for part in element
             if _bare(part.tag) in names}
    for part in element.iter():
        if _bare(part.tag) == "publication_date" and part.text:
            found["published"] = " ".join(part.text.split())
    return found if found.get("address") else {}


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2].lower()

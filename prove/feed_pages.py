"""What the feed server's outlets print: pages, lists of three kinds, the list of lists.

In: items of the script and a time. Out: bytes.

Example: ``page(item, 1, now=0.0)`` is the second version of an item's page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from prove.feed_script import DAY, START, Item, outlet, sentence

_FAR = datetime(2031, 1, 1, 12, 0, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_REST = ("The road between the two towns was closed until the evening, and shops along it stayed shut.",
         "Residents said that they had heard shots before noon and saw smoke over the hills to the west.",
         "The electricity company expects to mend the line within two days, its office in the town said.")

Place = Callable[[str], str]  # a host's short name -> where it is


def page(item: Item, version: int, *, nonce: int) -> bytes:
    """Return a page of an outlet: its report between a menu and a foot."""
    told = {"epoch": None, "silent-page": None, "ahead": _FAR, "liars": _FAR}.get(item.does, _moment(item))
    date = f'<meta property="article:published_time" content="{told.isoformat()}">' if told else ""
    title = f"News of the day, number {item.number}"
    body = "".join(f"<p>{text}</p>" for text in (sentence(item, version), *_REST))
    mark = f"<script>var visit = {nonce};</script>" if item.does == "nonce" else ""
    return (f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
            f'<meta property="og:site_name" content="{outlet(item.host)}">{date}{mark}</head>'
            f"<body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{body}</article>"
            f"<footer>All rights reserved.</footer></body></html>").encode()


def rss(host: str, items: Sequence[Item], now: float, place: Place) -> bytes:
    """Return a list as RSS."""
    entries = "".join(
        f"<item><title>{_title(item, now)}</title><link>{escape(link)}</link>"
        f"<pubDate>{format_datetime(_printed(item))}</pubDate></item>"
        for item in items for link in _links(item, place))
    return (f'<?xml version="1.0"?><rss version="2.0"><channel><title>{outlet(host)}</title>{entries}'
            f"</channel></rss>").encode()


def atom(host: str, items: Sequence[Item], now: float, place: Place) -> bytes:
    """Return a list as Atom."""
    entries = "".join(
        f"<entry><title>{_title(item, now)}</title><link href='{escape(link)}'/><id>{escape(link)}</id>"
        f"<published>{_printed(item).isoformat()}</published><updated>{_changed(item, now).isoformat()}</updated>"
        "</entry>" for item in items for link in _links(item, place))
    return (f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{outlet(host)}</title>'
            f"{entries}</feed>").encode()


def sitemap(host: str, items: Sequence[Item], now: float, place: Place) -> bytes:
    """Return a list as a sitemap with the names of news."""
    entries = "".join(
        f"<url><loc>{escape(link)}</loc><lastmod>{_changed(item, now).isoformat()}</lastmod><n:news>"
        f"<n:publication_date>{_printed(item).isoformat()}</n:publication_date></n:news></url>"
        for item in items for link in _links(item, place))
    return (f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="news">'
            f"{entries}</urlset>").encode()


def index(addresses: Sequence[str]) -> bytes:
    """Return an index of sitemaps."""
    return ("<sitemapindex>" + "".join(f"<sitemap><loc>{at}</loc></sitemap>" for at in addresses)
            + "</sitemapindex>").encode()


def opml(addresses: Sequence[str]) -> bytes:
    """Return a list of lists."""
    return ('<opml version="2.0"><body><outline text="all">'
            + "".join(f'<outline type="rss" xmlUrl="{at}"/>' for at in addresses) + "</outline></body></opml>").encode()


def _links(item: Item, place: Place) -> list[str]:
    whole = place(item.host) + item.path
    return [whole, f"{whole}#comments"] if item.does == "double" else [whole]


def _title(item: Item, now: float) -> str:
    return f"News {item.number}" + (" (corrected)" if item.does == "announced" and item.version(now) else "")


def _moment(item: Item) -> datetime:
    return START + timedelta(seconds=item.at)


def _printed(item: Item) -> datetime:
    """Return the date that a list gives an item."""
    return {"late": _FAR, "liars": _EPOCH, "epoch": _EPOCH}.get(item.does, _moment(item))


def _changed(item: Item, now: float) -> datetime:
    if item.does in ("late", "liars", "epoch"):
        return _printed(item)
    return _moment(item) + timedelta(seconds=DAY / 3 if item.does == "announced" and item.version(now) else 0)

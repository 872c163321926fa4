"""Small sources of our own invention: pages, archives, feeds, as bytes; and the way in, as the pipeline goes it."""

from __future__ import annotations

import gzip
from pathlib import Path

from according.collect import collect
from according.errors import BadInput
from according.parse import parse
from according.records import Failure, Page, Report
from according.settings import Settings

SETTINGS = Settings()

PAGE = """<!doctype html>
<html lang="en-GB"><head><title>Shelling kills two in Homs - Example Post</title>
<meta property="og:title" content="Shelling kills two in Homs">
<meta property="og:site_name" content="Example Post">
<meta property="article:published_time" content="2025-03-06T21:15:00+03:00">
<link rel="canonical" href="https://post.example/homs"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Shelling kills two in Homs</h1>
<p>Two civilians were killed and five wounded when shells hit a market in Homs on Thursday, the civil defence
said.</p>
<p>The ministry of health said that three of the wounded were children. It gave no details.</p>
<p>Rescue workers were still searching the rubble. The army did not comment on the attack, the third this week.</p>
</article><footer><p>All rights reserved by the desk of the Example Post.</p></footer></body></html>
"""

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Example Wire</title><link>https://wire.example/</link><language>en-gb</language>
<item><title>Two &amp;amp; three</title><link>https://wire.example/1</link><guid>w-1</guid>
<pubDate>Thu, 06 Mar 2025 23:30:00 +0300</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>Two were killed in Idlib.</p><p>Three were wounded.</p>]]></content:encoded></item>
<item><title>Summary only</title>
<link>https://wire.example/2</link><description>Twelve died in Hama.</description></item>
<item><title>Nothing but a title</title><link>https://wire.example/3</link></item>
</channel></rss>
"""


def page_of(words: str) -> bytes:
    return PAGE.replace("Two civilians", words).encode()


def record(body: bytes, *, url: str = "https://post.example/homs", kind: str = "response", status: str = "200 OK",
           content_type: str = "text/html; charset=utf-8", http: str = "", warc: str = "",
           date: str = "2025-03-07T08:00:00Z") -> bytes:
    """Return one WARC record with an HTTP response in it."""
    block = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{http}\r\n".encode() + body
    head = (f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
            "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
            f"{warc}Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def packed(records: list[bytes]) -> bytes:
    """Return an archive with a gzip member for each record; no clock in it."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def read(*sources: str | Path) -> list[Report | Failure]:
    """Collect and parse as the pipeline does."""
    out: list[Report | Failure] = []
    for found in collect([str(source) for source in sources], settings=SETTINGS):
        try:
            out.append(parse(found, settings=SETTINGS) if isinstance(found, Page) else found)
        except BadInput as error:
            assert isinstance(found, Page)
            out.append(Failure(origin=found.origin, reason=str(error).removeprefix(f"{found.origin}: ")))
    return out

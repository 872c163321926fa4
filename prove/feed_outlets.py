"""What the outlets of the feed server do when they are asked: one method a doing of the script.

In: a request. Out: an answer, or none; the server takes down how it was asked.

Example: ``HTTPServer(("127.0.0.1", 0), Outlets)`` in the form of ``FeedServer``.
"""

from __future__ import annotations

import contextlib
import gzip
from datetime import timedelta
from email.utils import format_datetime
from functools import lru_cache
from http.server import BaseHTTPRequestHandler
from typing import Any

from prove import feed_pages as pages
from prove.feed_script import HOSTS, HUB, SLOW, SLOW_SECONDS, START, ZONE, Item

_LISTS = {0: pages.rss, 1: pages.atom, 2: pages.sitemap}
_PLAIN = {"/": (200, b"<html><body><p>Welcome to the front page.</p></body></html>"),
          "/none": (200, b"<html><body><p>We have moved.</p></body></html>")}
_RULES = "User-agent: *\nDisallow: /closed/\n"
_ROBOTS = {SLOW: f"{_RULES}Crawl-delay: {SLOW_SECONDS:.0f}\n"}


@lru_cache(maxsize=1)
def _bomb() -> bytes:
    return gzip.compress(b" " * 40_000_000, 9)


class Outlets(BaseHTTPRequestHandler):
    """All outlets: which one is asked, the name of the host says."""

    server: Any  # a FeedServer, which cannot be named here: it is made of these
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer as the script has it."""
        self.wait = 0.0  # seconds for which this answer asks to be left alone
        self.host = self.headers["Host"].partition(":")[0].removesuffix(ZONE)
        before = self.server.begin(self.host, self.path)
        item = self.server.item(self.path.partition("/onward")[0])
        if self.path == "/robots.txt":
            self._send(*((500, b"") if self.host == "down" else (200, _ROBOTS.get(self.host, _RULES).encode())))
        elif item is not None:
            self._item(item, before)
        elif (body := self._list(self.host)) is not None:
            self._version(body)
        else:
            self._send(*_PLAIN.get(self.path, (404, b"")))

    def _list(self, host: str) -> bytes | None:
        server, now = self.server, self.server.seconds()
        if host == HUB:
            # every third of the hosts is named by an index of sitemaps; one list is none
            lists = [f"{server.address(name)}/list" for name in server.script.hosts]
            named = [at for number, at in enumerate(lists) if number % 3 != 2]
            named += [f"{server.address(HUB)}/index", f"{server.address(HUB)}/none"]
            return {"/all.opml": pages.opml(named), "/index": pages.index(lists[2::3])}.get(self.path)
        if self.path != "/list" or host not in server.script.hosts:
            return None
        write = _LISTS[HOSTS.index(host) % 3]
        return write(host, server.script.listed(host, now), now, server.address)

    # --- what outlets do ------------------------------------------------------------------------------

    def _item(self, item: Item, before: int) -> None:
        now, does = self.server.seconds(), item.does
        if does == "disallowed":
            self.server.fault(f"{item.path} is asked for, which robots.txt does not allow")
        if item.is_gone(now):
            self.server.given.pop((self.headers["Host"], self.path), None)
            self._send(*{"homeward": (302, b""), "withdrawn": (410, b"")}.get(does, (404, b"")), Location="/")
            return
        getattr(self, f"_does_{does}", self._page)(item, before)

    def _page(self, item: Item, before: int) -> None:
        version = item.version(self.server.seconds())
        body = pages.page(item, version, nonce=before)
        packed = {"Content-Encoding": "gzip"} if item.does == "packed" else {}
        return self._version(gzip.compress(body, mtime=0) if packed else body, item, **packed)

    def _does_stalls(self, item: Item, before: int) -> None:
        if before < 1:
            self._mute()
        else:
            self._page(item, before)

    def _does_mute(self, item: Item, before: int) -> None:
        self._mute()

    def _does_torn(self, item: Item, before: int) -> None:
        if before:
            self._page(item, before)
            return
        body = pages.page(item, 0, nonce=0)
        self._head(200, len(body))
        self.wfile.write(body[:len(body) // 2])
        self.close_connection = True

    def _does_busy(self, item: Item, before: int) -> None:
        if before >= 2:
            self._page(item, before)
            return
        self.wait = 900.0
        self._send(503, b"", **{"Retry-After": "900"})

    def _does_limited(self, item: Item, before: int) -> None:
        if before:
            self._page(item, before)
            return
        until = START + timedelta(seconds=round(self.server.seconds()) + 1_200)
        self.wait = (until - START).total_seconds() - self.server.seconds()
        self._send(429, b"", **{"Retry-After": format_datetime(until, usegmt=True)})

    def _does_ill(self, item: Item, before: int) -> None:
        if before < 3:
            self._send(500, b"")
        else:
            self._page(item, before)

    def _does_broken(self, item: Item, before: int) -> None:
        self._send(500, b"")

    def _does_moved(self, item: Item, before: int) -> None:
        self._onward(item, 1, before, status=301)

    def _does_chain(self, item: Item, before: int) -> None:
        self._onward(item, 4, before, status=302)

    def _does_elsewhere(self, item: Item, before: int) -> None:
        hosts = self.server.script.hosts
        other = hosts[(hosts.index(item.host) + 1) % len(hosts)]
        if self.host == other:
            self._page(item, before)
        else:
            self._send(301, b"", Location=f"{self.server.address(other)}{item.path}/onward")

    def _onward(self, item: Item, most: int, before: int, *, status: int) -> None:
        if self.path.count("/onward") >= most:
            self._page(item, before)
        else:
            self._send(status, b"", Location=f"{self.path}/onward")

    def _does_loop(self, item: Item, before: int) -> None:
        self._send(302, b"", Location=item.path)

    def _does_within(self, item: Item, before: int) -> None:
        self._send(302, b"", Location=f"{self.server.address('inside')}/secret")

    def _does_local(self, item: Item, before: int) -> None:
        self.server.fault(f"{item.path} is asked for, which stands on a private address")
        self._send(200, b"secret")

    def _does_scheme(self, item: Item, before: int) -> None:
        self._send(302, b"", Location="file:///etc/hostname")

    def _does_front(self, item: Item, before: int) -> None:
        self._send(302, b"", Location="/")

    def _does_bomb(self, item: Item, before: int) -> None:
        self._send(200, _bomb(), **{"Content-Encoding": "gzip", "Content-Type": "text/html"})

    def _does_endless(self, item: Item, before: int) -> None:
        self._head(200, 100_000_000_000)
        try:
            while not self.server.over.is_set():
                self.wfile.write(b"<p>and then</p>" * 4_096)
        except OSError:  # the reader has hung up, as he should
            self.close_connection = True

    def _does_missing(self, item: Item, before: int) -> None:
        self._send(404, b"")

    def _does_refused(self, item: Item, before: int) -> None:
        self._send(403, b"")

    def _does_document(self, item: Item, before: int) -> None:
        self._send(200, b"%PDF-1.7 and so on", **{"Content-Type": "application/pdf"})

    def _does_empty(self, item: Item, before: int) -> None:
        self._send(200, b"<html><body><script>load()</script></body></html>")

    # --- the wire -------------------------------------------------------------------------------------

    def _mute(self) -> None:
        self.server.end(self.host, 0.0)
        self.connection.settimeout(30.0)
        with contextlib.suppress(OSError):
            self.connection.recv(1)  # says nothing until the reader hangs up
        self.close_connection = True

    def _version(self, body: bytes, item: Item | None = None, **headers: str) -> None:
        """Answer with a page or list that has versions: two outlets of three tell them by ETag or date."""
        kind = (item.number if item is not None else 0) % 3
        mark = f'"{hash(body) & 0xFFFFFFFF:x}"' if kind == 0 else None
        key = (self.headers["Host"], self.path)
        if mark is not None:
            if self.headers["If-None-Match"] == mark:
                self._send(304, b"")
                return
            if self.server.given.get(key) == mark:
                self.server.fault(f"{key[0]}{key[1]} is asked for again without a word of the version that was given")
            headers = {**headers, "ETag": mark}
        if kind == 1:
            assert item is not None
            steps = item.version(self.server.seconds())
            moment = format_datetime(START + timedelta(seconds=round(item.at) + steps), usegmt=True)
            if self.headers["If-Modified-Since"] == moment and item.does != "nonce":
                self._send(304, b"")
                return
            headers = {**headers, "Last-Modified": moment}
        self._send(200, body, **headers)
        if mark is not None:
            self.server.given[key] = mark

    def _head(self, status: int, length: int, **headers: str) -> None:
        self.server.end(self.host, self.wait)
        self.send_response(status)
        for name, value in {"Content-Length": str(length), "Connection": "close", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self._head(status, len(body), **({} if "Content-Type" in headers else {"Content-Type": "text/html"}), **headers)
        try:
            self.wfile.write(body)
        except OSError:  # a bomb is hung up on
            self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Print nothing: ``FeedServer`` takes down what matters."""

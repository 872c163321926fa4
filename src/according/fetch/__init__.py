"""One address becomes one page; the only module that opens a socket.

In: an http(s) address, settings, a clock. Out: a ``Page`` of kind ``raw`` (what it is, ``collect`` tells by its
content) with the address it came from in the end and the time of capture; ``Forbidden`` for an address that leads
into a private network, ``TooLarge`` or ``BadInput`` for what cannot be had.

An address is dangerous because a person pastes it, a page redirects to it or a name server changes its mind. So: the
name is resolved once, *every* address that it has must be one of the public internet, and the connection goes to an
address that was checked, whatever the name means a moment later. Each redirect goes through the same gate.

Example::

    fetch("https://example.org/report", settings=Settings(), now=lambda: datetime.now(UTC)).content
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from according.errors import BadInput, TooLarge
from according.fetch.gate import Resolve, checked, parsed, system_resolve
from according.fetch.wire import pinned_client, whole_body
from according.records import Capture, Hints, Page
from according.settings import Settings

_REDIRECTS = 5
MOVED = (301, 302, 303, 307, 308)


def fetch(url: str, *, settings: Settings, now: Callable[[], datetime], resolve: Resolve | None = None,
          seen: Callable[[Capture], None] = lambda capture: None) -> Page:
    """Return what stands at an address.

    Args:
        url: an http or https address.
        settings: bounds on bytes and seconds, the hosts that are allowed though private, the name we give ourselves.
        now: the clock; the time of capture is a fact about the page and comes from outside.
        resolve: host and port to addresses; the system's resolver where none is given.
        seen: is told what came over the wire, also where it is no page: that a page is gone is worth keeping.

    Raises:
        Forbidden: the address, or one that it redirects to, is none of the public internet.
        TooLarge: the answer is too long or comes too slowly.
        BadInput: there is no answer, or no page in it. All messages name the address.
    """
    import httpx2  # imported here: 0.2 s that only a fetch pays

    until = time.monotonic() + settings.fetch_seconds
    at = parsed(url, url)
    for _ in range(_REDIRECTS + 1):
        hop = checked(at, url, until, settings, resolve or system_resolve)
        try:
            with pinned_client(hop, settings) as client, client.stream("GET", hop.url) as answer:
                if answer.status_code in MOVED and "location" in answer.headers:
                    at = parsed(str(hop.url.join(answer.headers["location"])), url)
                    continue
                return _page(answer, str(hop.url), url, settings, now, seen)
        except httpx2.TimeoutException:
            raise TooLarge(f"{url}: no whole answer within {settings.fetch_seconds:g} s; try again later, or raise "
                           "ACCORDING_FETCH_SECONDS") from None
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
            said = " ".join(str(error).split())[:200] or type(error).__name__
            raise BadInput(f"{url}: cannot be fetched ({said}); try again later, "
                           "or save the page and give its path") from None
    raise BadInput(f"{url}: redirects more than {_REDIRECTS} times; "
                   "open it in a browser and give the address it ends at")


def _page(answer: Any, at: str, asked: str, settings: Settings, now: Callable[[], datetime],
          seen: Callable[[Capture], None]) -> Page:
    moment = now().astimezone(UTC)
    capture = Capture(address=asked, landed=at, at=moment, status=answer.status_code, body=b"",
                      headers=tuple(answer.headers.multi_items()))
    if answer.status_code != 200:
        seen(capture)
        raise BadInput(f"{asked}: the server answered {answer.status_code} {answer.reason_phrase}".rstrip()
                       + "; open it in a browser, save the page and give its path")
    content = whole_body(answer, asked, settings.max_bytes)
    seen(replace(capture, body=content))
    return Page(kind="raw", content=content, origin=asked, encoding=answer.charset_encoding,
                captured=moment.strftime("%Y-%m-%dT%H:%M:%SZ"), hints=Hints(url=at))

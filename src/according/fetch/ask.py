"""One request to one address, for those who come again: conditions go out, whatever was answered comes back.

In: an http(s) address and what its last answer said of its version. Out: an ``Answer``: status, headers, body. A
redirect is an answer as well: whoever asks decides whether to follow, since the next host has its own rules and its own
turn. The gate, the pinned connection, the bounds on bytes and seconds are those of ``fetch``.

Example::

    ask("https://example.org/feed", settings=Settings(), etag='"a1"').status == 304
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import urljoin

from according.errors import BadInput, Forbidden, Unreached
from according.fetch import MOVED
from according.fetch.gate import Hop, Resolve, checked, parsed, system_resolve
from according.fetch.wire import pinned_client, whole_body
from according.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said, once."""

    address: str  # as it was asked
    status: int
    headers: tuple[tuple[str, str], ...]  # as they came, names in lower case
    body: bytes  # unpacked; empty unless the status is 200
    encoding: str | None  # as the header says

    def header(self, name: str) -> str | None:
        """Return the first header of that name."""
        return next((value for key, value in self.headers if key == name), None)

    def leads_to(self) -> str | None:
        """Return where a redirect leads, whole; None for any other answer."""
        where = self.header("location") if self.status in MOVED else None
        try:
            return None if where is None else urljoin(self.address, where)
        except ValueError:  # "http://[": it leads nowhere
            return None


def ask(address: str, *, settings: Settings, etag: str | None = None, modified: str | None = None,
        most: int | None = None, resolve: Resolve | None = None) -> Answer:
    """Return what a server answers to one GET.

    Args:
        address: http or https.
        settings: bounds on bytes and seconds, the hosts that are allowed though private, the name we give ourselves.
        etag: the ``ETag`` of the version that is held: goes out as ``If-None-Match``.
        modified: its ``Last-Modified``, as it came: goes out as ``If-Modified-Since``.
        most: bytes of the body, unpacked; those of one document where none is given.
        resolve: host and port to addresses; the system's resolver where none is given.

    Raises:
        Forbidden: the address is none of the public internet.
        Unreached: there was no whole answer in time.
        TooLarge: the body passes the bound.
        BadInput: it is no address, or the body is packed in a way that was not asked for.
    """
    import httpx2  # imported here: see fetch

    url = parsed(address, address)
    hop = _hop(url, address, settings, resolve or system_resolve)
    conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
    sent = {name: value for name, value in conditions.items() if value is not None}
    try:
        with pinned_client(hop, settings) as client, client.stream("GET", hop.url, headers=sent) as answer:
            body = whole_body(answer, address, most or settings.max_bytes) if answer.status_code == 200 else b""
            return Answer(
                address=address, status=answer.status_code, body=body, encoding=answer.charset_encoding,
                headers=tuple((name.lower(), value) for name, value in answer.headers.multi_items()))
    except httpx2.TimeoutException:
        raise Unreached(f"{address}: no whole answer within {settings.fetch_seconds:g} s") from None
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
        said = " ".join(str(error).split())[:200] or type(error).__name__
        raise Unreached(f"{address}: cannot be fetched ({said})") from None


def _hop(url: object, address: str, settings: Settings, resolve: Resolve) -> Hop:
    until = time.monotonic() + settings.fetch_seconds
    try:
        return checked(url, address, until, settings, resolve)
    except Forbidden:
        raise
    except BadInput as error:  # a name that cannot be resolved now may be known again tomorrow
        raise Unreached(str(error)) from None

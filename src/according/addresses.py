"""When two addresses are of one page.

In: addresses as they were asked or landed at. Out: the text under which the captures of one page are kept together.

Example: ``page_of("HTTPS://Example.org:443/a?x=1#top") == page_of("http://example.org/a?x=1")``
"""

from __future__ import annotations

from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}


def page_of(address: str) -> str:
    """Return an address without what does not tell one page from another.

    The scheme goes (a site that moves to https keeps its pages), the fragment, a port that is the scheme's own, and
    the case of the host. The query stays, as many sites tell their reports apart by it alone. What is no address
    stays as it is.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return address
    if parts.scheme.lower() not in _PORTS or not host:
        return address
    tail = f":{port}" if port not in (None, _PORTS[parts.scheme.lower()]) else ""
    return f"{host}{tail}{parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")


def is_front(page: str) -> bool:
    """Say whether a page, as ``page_of`` names it, is the front page of its site."""
    return page.endswith("/") and page.count("/") == 1

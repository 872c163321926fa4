"""Every page of a workbench, found by following its links: one of each kind, so that a page that is added is looked at.

In: an open browser page on a site. Out: addresses, one for each kind of path. A kind is a path whose ids are taken out.

Example: ``every_page(page, site)`` gives ``/``, ``/incidents/i-…``, ``/incidents/i-…/why?…``, ``/reports``, ...
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page

_ID = re.compile(r"/(?:[a-z]-[0-9a-f]{4,}|\d+)(?=/|$)")
_FILES = re.compile(r"\.(csv|xlsx|json|geojson|svg|png|pdf|jsonl)$|[?&]form=|^/api/|^/static/")
_MOST = 40
_ADDRESSES = "all => all.map(a => new URL(a.getAttribute('href'), location).href)"


def every_page(page: Page, home: str, *, start: tuple[str, ...] = ("/",),
               named: tuple[str, ...] = ()) -> dict[str, str]:
    """Return one address of each kind of page that can be reached from some.

    Args:
        page: an open page; it is led elsewhere.
        home: the site, without a path.
        start: where to begin.
        named: first parts of a path whose second part is a name: ``/origins/NAME`` is one kind.
    """
    found: dict[str, str] = {}
    ahead = list(start)
    while ahead and len(found) < _MOST:
        path = ahead.pop(0)
        kind = _kind(path, named)
        if kind in found:
            continue
        found[kind] = path
        page.goto(home + path)
        links = page.eval_on_selector_all("a[href]:not([download])", _ADDRESSES)
        for link in sorted(set(links), key=len):
            parts = urlsplit(link)
            if f"{parts.scheme}://{parts.netloc}" != home:
                continue
            onward = parts.path + (f"?{parts.query}" if parts.query else "")
            if not _FILES.search(onward) and _kind(onward, named) not in found:
                ahead.append(onward)
    return found


def _kind(path: str, named: tuple[str, ...]) -> str:
    bare = _ID.sub("/ID", path.partition("?")[0])
    for first in named:
        if bare.startswith(f"/{first}/"):
            bare = f"/{first}/NAME" + "/".join(bare.split("/")[3:])
    return bare

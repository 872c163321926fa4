"""Addresses of pages: one place, so that every state of a page is a permalink.

In: a query and what is to change. Out: an address with its parts in one order.

Example: ``address("/", query, sort="size") == "/?harm=killed&sort=size"``
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from urllib.parse import quote, urlencode

from according.sift import Query, query_pairs

_FIELDS = frozenset(field.name for field in fields(Query))


def address(path: str, query: Query, **changes: object) -> str:
    """Return the address of a page under a query, with changes to it or further parts (``page=2``).

    A change to None takes its part out.
    """
    inside = {name: value for name, value in changes.items() if name in _FIELDS}
    empty = Query()
    inside = {name: getattr(empty, name) if value is None else value for name, value in inside.items()}
    pairs = query_pairs(replace(query, **inside))  # type: ignore[arg-type]  # names come from the fields
    pairs += [(name, str(value)) for name, value in changes.items() if name not in _FIELDS and value is not None]
    return path + (f"?{urlencode(pairs)}" if pairs else "")


def address_of(*parts: str, anchor: str | None = None, **query: str | Iterable[str] | None) -> str:
    """Return an address of these path parts, each escaped, with the parts of a query that are given."""
    pairs: list[tuple[str, str]] = []
    for name, value in query.items():
        if value is None:
            continue
        pairs += [(name, value)] if isinstance(value, str) else [(name, each) for each in value]
    path = "/" + "/".join(quote(part, safe="") for part in parts)
    return path + (f"?{urlencode(pairs)}" if pairs else "") + (f"#{quote(anchor)}" if anchor else "")

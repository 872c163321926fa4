"""One HTML page: its main text, and what it says of itself. Runs in the confined worker only.

In: the page as text, within bounds. Out: a plain mapping of the text, how it was found, and the page's own title,
outlet, dates, address and language, each as printed. Main text by trafilatura; by resiliparse where that finds
nothing or too little, or where the page has so many tags that it would take seconds.

Example::

    read_page("<html><body><p>Two died in Idlib, medics said.</p></body></html>")["text"]
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from according.charset import mend_halves

_WHOLE = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_MANY_TAGS = 30_000  # trafilatura takes 0.4 s at 10,000, 3 s at 50,000 and grows with the square
_SHORT = 250  # characters; below it, main text may be a stub (a caption, a standfirst)
_MUCH_MORE = 2.0  # how many times longer a second look must be to replace a short one
_META = {  # the names by which pages give each, in order of trust
    "title": ("og:title", "headline", "twitter:title", "dc.title"),
    "outlet": ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "citation_publisher"),
    "published": ("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "pubdate",
                  "publishdate", "publish-date", "publication_date", "sailthru.date", "dc.date.issued",
                  "dcterms.created", "dc.date", "date", "article.published"),
    "url": ("og:url", "twitter:url"),
    "lang": ("og:locale", "dc.language", "language", "content-language"),
}
_ARTICLE = re.compile(r"(Article|Posting|Report|Review|WebPage)$")
# What browsers write at the head of a page that they save.
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]+)")
_SAVED_WITHIN = 2_048  # characters
_LINKED_DEPTH = 8  # of nested JSON-LD; real pages have three or four


def warm_up() -> None:
    """Import what reading a page takes, and read one, so that the first real page pays nothing."""
    read_page("<html><body><article><p>" + "Nothing happened here. " * 20 + "</p></article></body></html>")


def read_page(html: str) -> dict[str, Any]:
    """Return text, way, title, outlet, published (pairs: the date as printed, where it stood), url and lang."""
    # Imported here: 0.4 to 0.8 s and 40 MB that only the worker pays, and only when it meets HTML.
    from trafilatura import load_html

    if not _WHOLE.search(html):
        return {"text": _all_text(html), "way": "the whole fragment", "title": None, "outlet": None, "published": [],
                "url": None, "lang": None}
    tree = load_html(html)
    said = _said(html, tree) if tree is not None else {}
    text, way = _main_text(html, tree)
    return {"text": text, "way": way, "title": said.get("title"), "outlet": said.get("outlet"),
            "published": said.get("published", []), "url": said.get("url"), "lang": said.get("lang")}


# --- the main text ---------------------------------------------------------------------------


def _main_text(html: str, tree: Any) -> tuple[str, str]:
    if tree is None or html.count("<") > _MANY_TAGS:
        return _quick_text(html), "resiliparse"
    text = _careful_text(tree, least=1)
    if not text:
        return _quick_text(html), "resiliparse"
    if len(text) < _SHORT:
        # With its usual least length trafilatura would fall back to all paragraphs, headline and byline run together.
        # A short page that is short in every eye is short; else the page's lines as resiliparse has them.
        other, quick = _careful_text(tree, least=_SHORT), _quick_text(html)
        if min(len(other), len(quick)) > _MUCH_MORE * len(text):
            return quick, "resiliparse"
    return text, "trafilatura"


def _careful_text(tree: Any, *, least: int) -> str:
    from copy import deepcopy

    from trafilatura import extract  # imported here: see read_page
    from trafilatura.settings import DEFAULT_CONFIG

    config = deepcopy(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(least)
    return (extract(deepcopy(tree), fast=True, include_comments=False, config=config) or "").strip()


def _quick_text(html: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text  # imported here: see read_page

    return str(extract_plain_text(html, main_content=True, alt_texts=False, list_bullets=False)).strip()


def _all_text(html: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text  # imported here: see read_page

    return str(extract_plain_text(html, alt_texts=False, list_bullets=False)).strip()


# --- what the page says of itself ------------------------------------------------------------


def _said(html: str, tree: Any) -> dict[str, Any]:
    metas = _metas(tree)
    linked = list(_linked(tree))
    return {
        "title": _first(_named(metas, "title"), _values(linked, "headline"), _only(tree, "//h1"),
                        _texts(tree, "//title")),
        "outlet": _first(_named(metas, "outlet"), _publishers(linked)),
        "published": _dates(tree, metas, linked),
        "url": _first(_address(tree.xpath("//link[@rel='canonical']/@href")), _address(_named(metas, "url")),
                      _SAVED_FROM.findall(html[:_SAVED_WITHIN])),
        "lang": _first(tree.xpath("/html/@lang"), tree.xpath("/html/@*[name()='xml:lang']"), _named(metas, "lang"),
                       _values(linked, "inLanguage")),
    }


def _first(*ways: Iterable[str]) -> str | None:
    for way in ways:
        for value in way:
            if clean := " ".join(value.split()):
                return mend_halves(clean).text  # they come in through the escapes of JSON-LD
    return None


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        for key in ("property", "name", "itemprop", "http-equiv"):
            if (name := meta.get(key)) and (content := (meta.get("content") or "").strip()):
                found.setdefault(name.strip().lower(), content)
    return found


def _named(metas: dict[str, str], field: str) -> list[str]:
    return [metas[name] for name in _META[field] if name in metas]


def _texts(tree: Any, path: str) -> list[str]:
    return ["".join(element.itertext()) for element in tree.xpath(path)[:1]]


def _only(tree: Any, path: str) -> list[str]:
    return _texts(tree, path) if len(tree.xpath(path)) == 1 else []


def _address(found: Iterable[str]) -> list[str]:
    return [url for url in found if url.strip().lower().startswith(("http://", "https://"))]


def _dates(tree: Any, metas: dict[str, str], linked: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return the dates that the page gives for itself, the most trusted first."""
    dates = [(metas[name], name) for name in _META["published"] if name in metas]
    dates += [(value, "JSON-LD datePublished") for value in _values(linked, "datePublished")]
    for path in ("//*[@itemprop='datePublished']", "//time[@pubdate]"):
        dates += [(value, "datePublished in the text") for value in _times(tree, path)]
    # Without any mark a time may be another report's in a side column: those of the article, else a date that stands
    # alone.
    if not dates:
        times = _times(tree, "(//article)[1]//time") or _times(tree, "//time")
        if len({value[:10] for value in times}) == 1:
            dates.append((times[0], "the page's only date"))
    return [(mend_halves(printed).text, where) for printed, where in dates]


def _times(tree: Any, path: str) -> list[str]:
    found = (element.get("datetime") or element.get("content") or "".join(element.itertext())
             for element in tree.xpath(path))
    return [value.strip() for value in found if value.strip()]


def _linked(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD nodes that describe the page, articles before the page as such."""
    nodes: list[dict[str, Any]] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            _gather(json.loads(script.text or ""), nodes, _LINKED_DEPTH)
        except (ValueError, RecursionError):
            continue  # broken JSON-LD is common; the page says nothing by it
    yield from sorted(nodes, key=lambda node: _kind(node).endswith("WebPage"))


def _gather(value: Any, nodes: list[dict[str, Any]], depth: int) -> None:
    if depth == 0:
        return
    if isinstance(value, list):
        for item in value:
            _gather(item, nodes, depth - 1)
    elif isinstance(value, dict):
        if _kind(value):
            nodes.append(value)
        _gather(value.get("@graph"), nodes, depth - 1)
        _gather(value.get("mainEntity"), nodes, depth - 1)


def _kind(node: dict[str, Any]) -> str:
    """Return what the node says it is, if that is an article or a page."""
    kinds = node.get("@type")
    flat = kinds if isinstance(kinds, list) else [kinds]
    return next((kind for kind in flat if isinstance(kind, str) and _ARTICLE.search(kind)), "")


def _values(linked: list[dict[str, Any]], key: str) -> list[str]:
    return [value for node in linked if isinstance(value := node.get(key), str) and value.strip()]


def _publishers(linked: list[dict[str, Any]]) -> list[str]:
    publishers = (node.get("publisher") for node in linked)
    flat = (item for found in publishers for item in (found if isinstance(found, list) else [found]))
    return [name for item in flat if isinstance(name := item.get("name") if isinstance(item, dict) else item, str)]

"""What a source is, told by its first bytes; its name only breaks a tie.

In: the first bytes and the name. Out: one of the kinds below, or the reason why nothing can be read from it.

Example::

    tell(b"WARC/1.0\\r\\n", "a.bin") == "warc"
    tell(b"%PDF-1.7", "report.txt")  # raises BadInput: a PDF; ...
"""

from __future__ import annotations

import json
import re

from according.charset import byte_order_mark
from according.errors import BadInput

HEAD_BYTES = 65_536  # how much of a source is looked at

_OTHERS = (  # first bytes of what is often found beside reports, and the way out
    (b"%PDF-", "a PDF; export its text first"),
    (b"PK\x03\x04", "a zip archive or an office document; unpack it (WACZ: its archive/*.warc.gz) or save it as text"),
    (b"\xd0\xcf\x11\xe0", "an old office document; save it as text first"),
    (b"{\\rtf", "a rich text document; save it as plain text first"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"BZh", "compressed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "compressed with xz; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed with Zstandard; unpack it first"),
    (b"SQLite format 3", "a SQLite file; a ledger is opened with --ledger"),
    (b"PAR1", "a Parquet file; write its rows as JSONL first"),
)
_MHTML = re.compile(rb"\A(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related", re.IGNORECASE)
# White space, processing instructions, comments and a document type, with or without a body.
_PROLOG = re.compile(
    r"(?:\s+|<\?[^>]*>|<!--(?:(?!-->).)*+-->|<!doctype[^>\[]*(?:\[[^\]]*\]\s*)?>)*+", re.IGNORECASE | re.DOTALL
)
_ELEMENT = re.compile(r"<([A-Za-z][\w.:-]*)")
_FEEDS = {"rss", "feed", "rdf:rdf"}
_HTML_ANYWHERE = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_HTML_FIRST = frozenset(
    ["html", "head", "body", "title", "meta", "link", "script", "style", "base", "div", "p", "span", "article", "main",
     "h1", "h2", "h3", "h4", "h5", "h6", "section", "header", "footer", "nav", "aside", "table", "ul", "ol", "dl",
     "pre", "blockquote", "figure", "img", "a", "b", "i", "em", "strong", "br", "hr", "font", "center", "form",
     "iframe", "noscript", "svg"]
)
_HTML_WITHIN = 4_096  # characters in which a page that begins with something else must say that it is HTML
_JSON_OBJECT = re.compile(r'\{\s*["}]')
_JSON_LIST = re.compile(r"\[\s*[\[{\]]")
_WRAPPER = re.compile(r'\{[^{}\[\]]{0,2000}"(?:articles|reports)"\s*:\s*\[')
_MANY_CONTROLS = 0.05
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")


def tell(head: bytes, name: str) -> str:
    """Return gzip, warc, feed, html, json, lines or text.

    Args:
        head: the first ``HEAD_BYTES`` of the source, or all of it.
        name: its file name or address; only breaks a tie between text and JSON, or names a damaged archive.

    Raises:
        BadInput: it is none of these; the message says what it is (without its name) and the way out.
    """
    bare = name.lower().removesuffix(".gz")
    if not head.strip(b" \t\r\n\f\x0b"):
        raise BadInput("empty; nothing can be read from it")
    if head.startswith(b"WARC/") or bare.endswith(".warc"):
        return "warc"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    for start, reason in _OTHERS:
        if head.startswith(start):
            raise BadInput(reason)
    if _MHTML.match(head[:_HTML_WITHIN]):
        raise BadInput("a page saved as MHTML; save it as HTML (\"webpage, complete\" or \"HTML only\")")
    return _tell_text(_as_text(head), bare)


def _as_text(head: bytes) -> str:
    marked, length = byte_order_mark(head)
    if marked is not None:
        return head[length:].decode(marked, "ignore")
    if b"\0" in head:
        raise BadInput("a binary file; export its text first")
    return head.decode("latin-1")  # for telling kinds apart one character a byte is enough


def _tell_text(text: str, name: str) -> str:
    if len(_CONTROLS.findall(text)) > _MANY_CONTROLS * len(text):
        raise BadInput("a binary file; export its text first")
    text = text.lstrip("\ufeff\xef\xbb\xbf \t\r\n\f\x0b")
    if text.startswith("<"):
        return _tell_markup(text)
    if _HTML_ANYWHERE.search(text, 0, _HTML_WITHIN):
        return "html"
    if _JSON_LIST.match(text):
        return "json"
    if _JSON_OBJECT.match(text):
        return _tell_json(text)
    if name.endswith((".jsonl", ".ndjson")):
        return "lines"  # its first line is broken
    return "json" if name.endswith(".json") else "text"


def root_of(text: str) -> str:
    """Return the name of the first element of a markup, in lower case; empty where there is none."""
    prolog = _PROLOG.match(text)
    element = _ELEMENT.match(text, prolog.end() if prolog else 0)
    return element[1].lower() if element else ""


def _tell_markup(text: str) -> str:
    name = root_of(text)
    if name in _FEEDS:
        return "feed"
    if name in _HTML_FIRST or _HTML_ANYWHERE.search(text, 0, _HTML_WITHIN):
        return "html"
    if text.startswith("<?xml"):
        root = f"with the root <{name[:40]}>" if name else "without a root"
        raise BadInput(f"XML {root}, neither a feed nor a page; give its text as plain text, HTML or JSON")
    return "text"


def _tell_json(text: str) -> str:
    """One record a line, or one value over the whole file?"""
    lines = [line for line in text.split("\n") if line.strip()]
    try:
        first = json.loads(lines[0])
    except RecursionError:
        return "lines"
    except ValueError:
        # Broken, longer than the head, or a value over several lines.
        if _WRAPPER.match(text):
            return "json"
        return "lines" if len(lines) == 1 or re.match(r'\{\s*"', lines[1]) else "json"
    alone = len(lines) == 1 or not isinstance(first, dict) or ("text" not in first and _wraps(first))
    return "json" if alone else "lines"


def _wraps(value: dict[str, object]) -> bool:
    return any(isinstance(value.get(name), list) for name in ("articles", "reports"))

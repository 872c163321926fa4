"""The demo's shape: how many reports of each kind, each says it is retold, dates parse, no two texts are equal."""

from __future__ import annotations

import gzip
import html
import importlib.util
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from warcio.archiveiterator import ArchiveIterator

from according.demo import demo_folder

FOLDER = demo_folder()
ROOT = Path(__file__).resolve().parent.parent
RETOLD = re.compile(r"Retold for According from the facts of (https?://\S+)")
ATOM = "{http://www.w3.org/2005/Atom}"
RIGHTS = "{http://purl.org/dc/elements/1.1/}rights"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
# where a page may keep its date: metadata, JSON-LD, a time tag
PAGE_DATES = (r'article:published_time" content="([^"]+)', r'DC\.date\.issued" content="([^"]+)',
              r'name="pubdate" content="([^"]+)', r'"datePublished": "([^"]+)', r'datetime="([^"]+)')


def _decoded(page: bytes) -> str:
    return page.decode("windows-1252" if b"charset=windows-1252" in page else "utf-8")


def _pages() -> Iterator[tuple[str, str]]:
    for path in sorted((FOLDER / "html").glob("*.html")):
        yield path.name, _decoded(path.read_bytes())


def _archived() -> Iterator[tuple[str, str]]:
    for path in sorted((FOLDER / "archive").glob("*.warc.gz")):
        for record in ArchiveIterator(BytesIO(path.read_bytes())):
            if record.rec_type == "response" and "html" in record.http_headers.get_header("Content-Type"):
                yield record.rec_headers.get_header("WARC-Target-URI"), _decoded(record.content_stream().read())


def _items() -> list[ET.Element]:
    return ET.parse(FOLDER / "feeds" / "shafaq-news.rss").findall("channel/item")


def _entries() -> list[ET.Element]:
    return ET.parse(FOLDER / "feeds" / "follow-ups.atom").findall(f"{ATOM}entry")


def _records() -> list[dict[str, str | None]]:
    return [json.loads(line) for path in sorted((FOLDER / "records").glob("*.jsonl"))
            for line in path.read_text("utf-8").splitlines()]


def _texts() -> list[tuple[str, str]]:
    return [(path.name, path.read_text("utf-8")) for path in sorted((FOLDER / "text").glob("*.txt"))]


def _page_body(page: str) -> str:
    body = "<body" + page.split("<body", 1)[1]
    return " ".join(html.unescape(re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", body, flags=re.DOTALL)).split())


def _reports() -> Iterator[tuple[str, str, str]]:
    """Every report: its name, the words that say whence it is retold, its own words."""
    for name, page in (*_pages(), *_archived()):
        yield name, html.unescape(page.split("</head>", 1)[0]), _page_body(page)
    for item in _items():
        body = item.findtext(ENCODED) or item.findtext("description") or ""
        yield item.findtext("title", ""), item.findtext(RIGHTS, ""), body
    for entry in _entries():
        title, rights, body = (entry.findtext(f"{ATOM}{tag}", "") for tag in ("title", "rights", "content"))
        yield title, rights, body
    for record in _records():
        yield str(record["id"]), str(record["retold"]), str(record["text"])
    for name, text in _texts():
        yield name, text.split("\n", 1)[0], text.split("\n", 1)[1]


KINDS = [  # each kind of source, and how many reports of it there are at least
    ("html", lambda: list(_pages()), 16),
    ("rss", _items, 5),
    ("atom", _entries, 4),
    ("warc", lambda: list(_archived()), 5),
    ("jsonl", _records, 6),
    ("text", _texts, 4),
]


@pytest.mark.parametrize(("kind", "read", "least"), KINDS, ids=[k[0] for k in KINDS])
def test_there_are_enough_reports_of_each_kind(kind, read, least):
    assert len(read()) >= least, kind


def test_there_are_66_reports_each_of_an_address_of_its_own():
    found = [RETOLD.search(head) for _, head, _ in _reports()]
    addresses = [match[1].rstrip('">') for match in found if match]
    assert len(addresses) == len(set(addresses)) == 66


def test_every_report_says_that_it_is_retold():
    assert [name for name, head, _ in _reports() if not RETOLD.search(head)] == []


def test_no_two_texts_are_equal_or_empty():
    texts = [" ".join(text.split()) for _, _, text in _reports()]
    assert min(len(text) for text in texts) > 200
    assert len(set(texts)) == len(texts)


def test_no_report_quotes_anybody():
    # Words between quotation marks would be put into somebody's mouth: these reports are retold. Broken quotes and
    # dashes (mojibake) hold such marks by accident.
    quoted = [name for name, _, text in _reports() if re.search(r"[“\"][^“”\"]{3,}[”\"]", re.sub("â€.", "", text))]
    assert quoted == []


def test_dates_parse():
    for name, page in (*_pages(), *_archived()):
        for pattern in PAGE_DATES:
            for printed in re.findall(pattern, page):
                assert datetime.fromisoformat(printed).year == 2025, name
    for item in _items():
        if (printed := item.findtext("pubDate")) is not None:
            assert parsedate_to_datetime(printed).year == 2025
    for entry in _entries():
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}published", "")).year == 2025
    for record in _records():
        assert record["published"] is None or datetime.fromisoformat(record["published"]).year == 2025


def test_some_pages_give_no_date():
    undated = [name for name, page in _pages() if not any(re.search(p, page) for p in PAGE_DATES)]
    assert "trt-world-undated.html" in undated


@pytest.mark.parametrize("name", ["niketn-mojibake.html", "daily8-reuters-mojibake.html"])
def test_mojibake_is_there_to_be_mended(name):
    assert "â€" in dict(_pages())[name]


@pytest.mark.parametrize("name", [n for n, _ in _pages() if "repeats" in n])
def test_repeated_paragraphs_are_there_to_be_found(name):
    paragraphs = re.findall(r"<p>([^<]{80,})</p>", dict(_pages())[name])
    assert len(set(paragraphs)) < len(paragraphs)


def test_feed_entries_of_several_outlets_say_whose_they_are():
    outlets = {entry.findtext(f"{ATOM}source/{ATOM}title") for entry in _entries()}
    assert len(outlets) >= 4
    assert None not in outlets


def test_all_of_it_stays_small():
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < 400_000


def test_nothing_but_reports_lies_in_the_folder():
    endings = {"".join(path.suffixes) for path in FOLDER.rglob("*") if path.is_file()}
    assert endings == {".html", ".rss", ".atom", ".warc.gz", ".jsonl", ".txt"}


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_demo_warc", ROOT / "tools" / "make_demo_warc.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_archive_is_made_again_to_the_byte():
    made = _maker().make_archive(ROOT / "tools" / "demo_warc")
    assert made == _maker().make_archive(ROOT / "tools" / "demo_warc")
    # unpacked, since another zlib may pack the same records otherwise
    assert gzip.decompress(made) == gzip.decompress((FOLDER / "archive" / "coast-2025-03.warc.gz").read_bytes())

"""Lists of reports of every kind, whole and broken."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from according.collect.listing import read_listing
from according.errors import BadInput, TooLarge
from according.jobs import FEED, PAGE
from according.settings import Settings

SETTINGS = Settings()
AT = "http://example.org/lists/feed"
ITEM = ("<item><title>A</title><link>/a?x=1&amp;y=2#top</link><pubDate>Thu, 06 Mar 2025 23:30:00 +0300</pubDate>"
        "</item>")
RSS = "<?xml version='1.0'?><rss version='2.0'><channel><title>X</title>{}</channel></rss>"


def read(content: bytes | str, **more: object):
    content = content.encode() if isinstance(content, str) else content
    return read_listing(content, origin=AT, settings=SETTINGS, **more)


def test_a_feed_names_pages_whole_and_once():
    listing = read(RSS.format(ITEM + ITEM + "<item><title>B</title><link>javascript:1</link></item>"))
    (entry,) = listing.entries
    assert (entry.address, entry.kind, entry.published) == (
        "http://example.org/a?x=1&y=2", PAGE, "Thu, 06 Mar 2025 23:30:00 +0300")
    assert listing.empty == 1


def test_an_entry_without_an_address_is_its_own_report():
    listing = read(RSS.format("<item><title>B</title><description>Two died.</description></item>"))
    assert [(page.content, page.hints.title, page.hints.url) for page in listing.pages] == [(b"Two died.", "B", None)]


def test_the_mark_of_an_entry_changes_with_its_date_and_its_title():
    def mark(text: str) -> str | None:
        return read(RSS.format(text)).entries[0].stamp
    assert mark(ITEM) == mark(ITEM)
    assert mark(ITEM) != mark(ITEM.replace("23:30", "23:31"))
    assert mark(ITEM) != mark(ITEM.replace(">A<", ">A (corrected)<"))


def test_a_sitemap_gives_pages_with_their_dates_and_no_pictures():
    listing = read(
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:image='i' xmlns:news='n'>"
        "<url><image:image><image:loc>http://example.org/i.png</image:loc></image:image>"
        "<loc> http://example.org/a </loc><lastmod>2025-03-06</lastmod>"
        "<news:news><news:publication_date>2025-03-05</news:publication_date></news:news></url>"
        "<url><loc>ftp://example.org/b</loc></url><url><lastmod>2025-03-06</lastmod></url></urlset>")
    (entry,) = listing.entries
    assert (entry.address, entry.published, entry.changed) == ("http://example.org/a", "2025-03-05", "2025-03-06")


def test_an_index_and_an_opml_name_lists():
    index = read(gzip.compress(b"<sitemapindex><sitemap><loc>http://example.org/1.xml.gz</loc></sitemap></sitemapindex>"))
    opml = read("<opml><body><outline text='n'><outline xmlUrl='https://a.example/feed'/></outline></body></opml>")
    assert [(e.address, e.kind) for e in (*index.entries, *opml.entries)] == [
        ("http://example.org/1.xml.gz", FEED), ("https://a.example/feed", FEED)]


def test_what_stands_before_a_break_is_taken():
    assert len(read("<urlset><url><loc>http://example.org/a</loc></url><url><loc>http://exa").entries) == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<html><body>We have moved.</body></html>", "<html>, and no list"),
        ("hello", "no list of reports"),
        ("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>", "defines entities"),
        ("<!DOCTYPE urlset [<!ENTITY a 'b'>]><urlset/>", "defines entities"),
        ("<rss><chan", "no entries"),
        ("<urlset><", "names nothing"),
        (b"\x1f\x8b\x08\x00broken", "damaged gzip"),
        (b"PK\x03\x04", "no list of reports"),  # GDELT is off by default
    ],
)
def test_what_is_no_list_is_told(content, reason):
    with pytest.raises(BadInput, match=reason):
        read(content)


def test_a_bomb_is_stopped():
    with pytest.raises(TooLarge):
        read(gzip.compress(b"0" * 80_000_000))


# --- GDELT --------------------------------------------------------------------------------------------


def row(root: str, source: str) -> str:
    cells = ["0"] * 61
    cells[28], cells[60] = root, source
    return "\t".join(cells)


def packed(*rows: str, names: int = 1) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(names):
            archive.writestr(f"{number}.export.CSV", "\n".join(rows))
    return out.getvalue()


def test_gdelts_newest_table_is_found_by_its_word():
    said = (b"1 0123456789abcdef0123456789abcdef http://g.example/1.export.CSV.zip\n"
            b"2 0123456789abcdef0123456789abcdef http://g.example/1.mentions.CSV.zip\n")
    (entry,) = read(said, gdelt=True).entries
    assert (entry.address, entry.kind) == ("http://g.example/1.export.CSV.zip", FEED)
    with pytest.raises(BadInput):
        read(said)


def test_gdelts_events_of_violence_point_to_reports_each_once():
    table = packed(row("19", "https://a.example/1"), row("04", "https://a.example/2"), row("18", "https://a.example/3"),
                   row("20", "https://a.example/1"), row("19", "BBC Monitoring"))
    assert [e.address for e in read(table, gdelt=True).entries] == ["https://a.example/1", "https://a.example/3"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (packed("a\tb"), "no table of GDELT's events"),
        (packed(row("19", "https://a.example/1"), names=2), "a zip of 2 files"),
        (packed(row("19", "https://a.example/1"))[:60], "a damaged zip"),
        (packed("0" * 60_000_000), "unpacks to over"),
    ],
    ids=["no event", "two files", "cut off", "a bomb"],  # a zip carries the time, and two processes must name it alike
)
def test_a_table_that_is_none_is_told(content, reason):
    with pytest.raises(BadInput, match=reason):
        read(content, gdelt=True)

from __future__ import annotations

import json

import pytest

from according.confine import close_worker
from according.errors import BadInput, TooLarge
from according.identity import report_id, text_hash
from according.parse import parse
from according.records import Hints, Page, Report
from according.settings import Settings
from source_factory import PAGE

SETTINGS = Settings()


def read(content: str | bytes, kind: str = "html", *, today: str | None = None, captured: str | None = None,
         encoding: str | None = None, **hints: str) -> Report:
    page = Page(kind=kind, content=content if isinstance(content, bytes) else content.encode(), origin="a",
                captured=captured, encoding=encoding, hints=Hints(**hints))
    return parse(page, settings=SETTINGS, today=today)


def why(report: Report, name: str) -> str | None:
    return dict(report.unknown).get(name)


# --- texts and records -----------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Two died.", " Two died.\r\n\r\nTwo died.\r\n", "a\x0cb\x1bc",
                                  "Two\u00a0died \u2014 so far", "😀 two"])
def test_a_text_is_kept_to_the_letter(text: str) -> None:
    report = read(text, "text")
    assert report.text == text
    assert (report.id, report.sha256) == (report_id(None, text), text_hash(text))


def test_a_text_says_nothing_of_itself() -> None:
    report = read("Published: 2025-03-06\nTwo died.", "text")
    assert (report.outlet, report.title, report.published, report.url, report.lang, report.key) == (None,) * 6
    assert report.unknown == (
        ("outlet", "a plain text does not say; give --outlet"), ("title", "a plain text does not say"),
        ("published", "a plain text does not say; give --published"), ("lang", "a plain text does not say"))


def test_what_the_caller_knows_is_taken() -> None:
    report = read("Two died.", "text", outlet=" The  Desk ", published="6 March 2025", title="T", lang="en-US",
                  url="https://desk.example/1", id="d-1")
    assert (report.outlet, report.published, report.published_printed) == ("The Desk", "2025-03-06", "6 March 2025")
    assert (report.title, report.lang, report.url, report.key) == ("T", "en", "https://desk.example/1", "d-1")
    assert report.unknown == ()


def test_the_same_text_at_another_outlet_is_another_report() -> None:
    assert read("Two died.", "text", outlet="A").id != read("Two died.", "text", outlet="B").id
    assert read("Two died.", "text", outlet="A").id == read('{"text": "Two died.", "outlet": "A"}', "record").id


def test_a_record_is_read_to_the_letter() -> None:
    report = read(json.dumps({
        "id": 17, "text": "  Two\r\n\"died\". ", "title": "T", "outlet": "The Desk",
        "published": "2025-03-06T23:00:00+03:00", "url": "https://desk.example/1", "lang": "ar-SY", "unheard_of": [1],
    }), "record")
    assert report.text == "  Two\r\n\"died\". "
    assert (report.key, report.title, report.outlet, report.published) == ("17", "T", "The Desk", "2025-03-06")
    assert (report.url, report.lang, report.unknown) == ("https://desk.example/1", "ar", ())


ODD_FIELDS = [  # (field, value, reason)
    ("published", "03/06/2025", "'03/06/2025' can be read two ways; write it as YYYY-MM-DD"),
    ("published", 20250306, "the record gives published as a int, not as a string"),
    ("published", "", "the record does not say; give --published"),
    ("outlet", None, "the record does not say; give --outlet"),
    ("outlet", ["a"], "the record gives outlet as a list, not as a string"),
    ("lang", "English (British)", "'English (British)' is no language tag"),
]


@pytest.mark.parametrize(("name", "value", "reason"), ODD_FIELDS)
def test_an_odd_field_is_null_with_its_reason(name: str, value: object, reason: str) -> None:
    report = read(json.dumps({"text": "Two died.", name: value}), "record")
    assert getattr(report, name) is None
    assert why(report, name) == reason


def test_half_characters_keep_their_places() -> None:
    report = read('{"text": "a \\ud83d b", "outlet": "\\udc00"}', "record")
    assert report.text == "a \ufffd b"
    assert why(report, "encoding") == "1 half characters (lone surrogates) stand as U+FFFD"
    report.text.encode()


@pytest.mark.parametrize("content", ["[1]", '"a"', "{", '{"text": 1}', "{}", '{"text": ""}', "[" * 100_000])
def test_a_record_that_is_none(content: str) -> None:
    with pytest.raises(BadInput, match=r"^a: "):
        read(content, "record")


def test_an_address_is_one_of_the_web() -> None:
    assert read("Two died.", "text", url="javascript:alert(1)").url is None
    assert read("Two died.", "text", url="https://www.desk.example/1").outlet == "desk.example"
    assert read("Two died.", "text", url="http://[").outlet is None


def test_an_address_gives_a_date_where_nothing_else_does() -> None:
    report = read("Two died.", "text", url="https://desk.example/world/2025/3/6/two-died")
    assert (report.published, report.published_printed) == ("2025-03-06", "2025-03-06")


# --- dates against the clock -----------------------------------------------------------------


def test_a_date_after_the_capture_is_refused() -> None:
    report = read(PAGE, captured="2025-03-05T10:00:00Z", today="2030-01-01")
    assert report.published is None
    assert report.published_printed == "2025-03-06T21:15:00+03:00"
    assert "lies after 2025-03-05T10:00:00Z" in str(why(report, "published"))


def test_a_date_after_today_is_refused() -> None:
    assert read(PAGE, today="2025-03-05").published is None
    assert read(PAGE, today="2025-03-06").published == "2025-03-06"
    assert read("Two died.", "text", published="2025-03-07", today="2025-03-06").published is None


# --- HTML ------------------------------------------------------------------------------------


def test_a_page_gives_its_main_text() -> None:
    report = read(PAGE)
    lines = report.text.split("\n")
    assert lines[0] == "Shelling kills two in Homs"
    assert lines[1].startswith("Two civilians were killed and five wounded")
    assert len(lines) == 4
    assert "rights reserved" not in report.text
    assert "World" not in report.text


def test_a_page_says_what_it_is() -> None:
    report = read(PAGE)
    assert (report.title, report.outlet) == ("Shelling kills two in Homs", "Example Post")
    assert (report.published, report.published_printed) == ("2025-03-06", "2025-03-06T21:15:00+03:00")
    assert (report.url, report.lang, report.unknown) == ("https://post.example/homs", "en", ())


def test_the_caller_wins_over_the_page() -> None:
    report = read(PAGE, outlet="The Desk", published="2025-03-01", title="T", lang="fr", url="https://desk.example/x")
    assert (report.outlet, report.published, report.title, report.lang) == ("The Desk", "2025-03-01", "T", "fr")
    assert report.url == "https://desk.example/x"


def page(head: str = "", body: str = "<p>Two were killed in Idlib on Thursday, medics said.</p>") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


LINKED = '<script type="application/ld+json">{}</script>'
OUTLETS = [
    ('<meta property="og:site_name" content="The Desk">', "The Desk"),
    ('<meta name="application-name" content="The Desk">', "The Desk"),
    ('<meta name="application-name" content="App"><meta property="og:site_name" content="The Desk">', "The Desk"),
    (LINKED.format('{"@type": "NewsArticle", "publisher": {"@type": "Organization", "name": "The Desk"}}'), "The Desk"),
    (LINKED.format('{"@graph": [{"@type": ["Thing", "NewsArticle"], "publisher": [{"name": "The Desk"}]}]}'),
     "The Desk"),
    (LINKED.format('[{"@type": "Person", "name": "x"}, {"@type": "Report", "publisher": "The Desk"}]'), "The Desk"),
    (LINKED.format("{broken"), None),
    (LINKED.format("[" * 50_000), None),
    ('<link rel="canonical" href="https://www.desk.example/a">', "desk.example"),
    ('<meta property="og:site_name" content="  ">', None),
]


@pytest.mark.parametrize(("head", "outlet"), OUTLETS)
def test_the_outlet_of_a_page(head: str, outlet: str | None) -> None:
    report = read(page(head))
    assert report.outlet == outlet
    assert (why(report, "outlet") is None) == (outlet is not None)


DATES = [
    ('<meta property="article:published_time" content="2025-03-06T10:00:00Z">', "2025-03-06"),
    ('<meta name="date" content="2025-03-06">', "2025-03-06"),
    ('<meta itemprop="datePublished" content="2025-03-06">', "2025-03-06"),
    (LINKED.format('{"@type": "NewsArticle", "datePublished": "2025-03-06T10:00:00Z"}'), "2025-03-06"),
    (LINKED.format('{"@graph": [{"@type": "WebPage", "datePublished": "2025-03-09"}, '
                   '{"@type": "NewsArticle", "datePublished": "2025-03-06"}]}'),
     "2025-03-06"),  # the article, not its frame
    ('<meta property="article:modified_time" content="2025-03-09">', None),  # changed is not published
    ('<meta name="date" content="soon"><meta name="dc.date" content="2025-03-06">', "2025-03-06"),
    ('<meta name="date" content="03/06/2025">', None),
]


@pytest.mark.parametrize(("head", "day"), DATES)
def test_the_day_of_a_page(head: str, day: str | None) -> None:
    assert read(page(head)).published == day


TIMES = [
    ('<time datetime="2025-03-06T10:00">6 March</time>', "2025-03-06"),
    ('<time itemprop="datePublished" datetime="2025-03-06">x</time><time datetime="2025-03-09">y</time>', "2025-03-06"),
    ('<article><time datetime="2025-03-06">x</time></article><aside><time datetime="2025-03-09">y</time></aside>',
     "2025-03-06"),
    ('<time datetime="2025-03-06">x</time><time datetime="2025-03-09">y</time>', None),  # which of them?
]


@pytest.mark.parametrize(("times", "day"), TIMES)
def test_the_day_in_the_text_of_a_page(times: str, day: str | None) -> None:
    assert read(page(body=times + "<p>Two were killed in Idlib on Thursday, medics said.</p>")).published == day


LANGUAGES = [('lang="ar"', "", "ar"), ('lang="en-GB"', "", "en"),
             ("", '<meta property="og:locale" content="fr_FR">', "fr"),
             ("", '<meta http-equiv="Content-Language" content="tr">', "tr"), ("", "", None)]


@pytest.mark.parametrize(("attribute", "head", "lang"), LANGUAGES)
def test_the_language_of_a_page(attribute: str, head: str, lang: str | None) -> None:
    assert read(page(head).replace("<html>", f"<html {attribute}>")).lang == lang


TITLES = [
    ("<title>A - The Desk</title>", "A - The Desk"),
    ('<title>A - The Desk</title><meta property="og:title" content="A">', "A"),
    (LINKED.format('{"@type": "NewsArticle", "headline": "A"}'), "A"),
    ("", None),
]


@pytest.mark.parametrize(("head", "title"), TITLES)
def test_the_title_of_a_page(head: str, title: str | None) -> None:
    assert read(page(head)).title == title


@pytest.mark.parametrize("comment", [
    "<!-- saved from url=(0026)https://desk.example/a/b -->",
    "<!--\n Page saved with SingleFile \n url: https://desk.example/a/b \n saved date: Thu Mar 06 2025\n-->"])
def test_the_address_that_a_browser_wrote_when_it_saved(comment: str) -> None:
    assert read(page().replace("<html>", f"{comment}<html>")).url == "https://desk.example/a/b"


SHORT = [  # pages so short that extractors fall back to everything: headline and byline must not run into the sentence
    ("<nav><a href=/>Home</a></nav><main><article><h1>Two dead in Idlib</h1><p>By our staff</p>"
     "<p>Two were killed in Idlib, medics said.</p></article></main><footer><p>All rights reserved.</p></footer>"),
    ("<div id=menu><a href=/>Home</a> | <a href=/w>World</a></div><div class=content><h1>Two dead in Idlib</h1>"
     "<div>Two were killed in Idlib, medics said.</div></div>"),
]


@pytest.mark.parametrize("body", SHORT)
def test_lines_of_a_short_page_stay_lines(body: str) -> None:
    lines = read(page(body=body)).text.split("\n")
    assert "Two dead in Idlib" in lines
    assert "Two were killed in Idlib, medics said." in lines
    assert "Home" not in lines


def test_a_fragment_is_taken_whole() -> None:
    report = read("<h2>Update</h2><p>Two died&nbsp;&amp; three were hurt.</p><ul><li>One in Homs</li></ul>")
    assert " ".join(report.text.split()) == "Update Two died & three were hurt. One in Homs"


def test_encodings_of_a_page() -> None:
    text = "Šibenik – two were killed, “medics” said on Thursday."
    body = page('<meta charset="windows-1252">', f"<p>{text}</p>")
    assert read(body.encode("cp1252")).text == text
    assert read(page(body=f"<p>{text}</p>").encode("cp1252"), encoding="windows-1252").text == text
    assert read(page('<meta charset="utf-16">', f"<p>{text}</p>")).text == text  # it cannot be, as it could be searched
    guessed = read(page(body=f"<p>{text}</p>").encode("cp1252"))
    assert guessed.text == text
    assert why(guessed, "encoding") == "no encoding is declared and it is not UTF-8: read as Windows-1252"


def test_nothing_of_the_page_can_break_the_text() -> None:
    text = read(page(body="<p>Two &#xD800; were \0 killed &#0; in Idlib on Thursday.</p>")).text
    text.encode()
    assert "\0" not in text
    assert text.endswith("in Idlib on Thursday.")
    headline = LINKED.format('{"@type": "Report", "headline": "a \\ud83d b", "datePublished": "\\ud83d"}')
    assert read(page(headline)).title == "a \ufffd b"


@pytest.mark.parametrize("body", ["", "<script>document.write('Two died')</script>", "<img src=a alt=b>"])
def test_a_page_without_text(body: str) -> None:
    with pytest.raises(BadInput, match=r"^a: an HTML page without text .*; save it"):
        read(page(body=body))


def test_a_page_of_very_many_tags_is_read_by_the_quick_way() -> None:
    assert read(page(body="<p>Two died in Idlib.</p>" * 20_000)).text.count("Two died") == 20_000


def test_the_same_page_gives_the_same_report_in_another_worker() -> None:
    first = read(PAGE)
    close_worker()
    assert read(PAGE) == first


def test_a_page_beyond_its_bounds() -> None:
    with pytest.raises(TooLarge, match=r"^a: over 1,000 bytes"):
        parse(Page(kind="text", content=b"a" * 1_001, origin="a"), settings=Settings(max_bytes=1_000))


def test_a_page_that_was_not_told_yet() -> None:
    with pytest.raises(BadInput, match="collect"):
        read("a", "raw")

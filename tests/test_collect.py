from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import os
import random
from pathlib import Path

import pytest

from according.collect import collect
from according.collect.kinds import tell
from according.errors import BadInput, Forbidden
from according.records import Failure, Hints, Page
from according.settings import Settings
from source_factory import FEED, PAGE, packed, page_of, record

SETTINGS = Settings()


def found(source: str | Path, *, hints: Hints | None = None, settings: Settings = SETTINGS) -> list[Page | Failure]:
    return list(collect([str(source)], settings=settings, hints=hints or Hints()))


def pages(source: str | Path) -> list[Page]:
    out = found(source)
    assert all(isinstance(one, Page) for one in out), out
    return [one for one in out if isinstance(one, Page)]


def save(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# --- kinds -----------------------------------------------------------------------------------

KINDS = [  # (first bytes, name, kind, what is tried)
    ("Two died in Homs.\n", "a.txt", "text"),
    ("Two died in Homs.\n", "a.html", "text"),  # the name says nothing against the content
    (PAGE, "a.txt", "html"),
    ("\n\n  <!-- saved -->\n<HTML><body>", "a", "html"),
    ("junk first\n<!DOCTYPE html><html>", "a", "html"),
    ("<?xml version='1.0'?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\"><html>", "a", "html"),
    ("<p>Two died.</p>", "a", "html"),
    ("<13> soldiers died, the line said", "a", "text"),  # not markup
    ("[Updated] Twelve were killed", "a", "text"),  # not JSON
    ("{brace} in a text", "a", "text"),
    ('{"text": "a"}', "a", "json"),
    ('{\n "text": "a"\n}', "a", "json"),
    ('[{"text": "a"}]', "a", "json"),
    ("[]", "a", "json"),
    ('{"articles": [\n{"text": "a"}]}', "a", "json"),
    ('{"text": "a"}\n{"text": "b"}\n', "a.json", "lines"),
    ('{"text": "broken\n{"text": "b"}\n', "a", "lines"),
    ('"text": broken}\n{"text": "b"}\n', "a.jsonl", "lines"),  # only the name can tell
    ("not json", "a.json", "json"),  # likewise: a failure is better than a report of junk
    (FEED, "a", "feed"),
    ("<!-- c --><feed xmlns='http://www.w3.org/2005/Atom'>", "a", "feed"),
    ("<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "a", "feed"),
    ("WARC/1.0\r\n", "a", "warc"),
    (b"\x1f\x8b\x08\x00", "a", "gzip"),
    (b"\x1f\x8b\x08\x00", "a.warc.gz", "warc"),
    ("Dwóch zginęło".encode("utf-16"), "a", "text"),
    (b"\xef\xbb\xbf" + b'[{"text": "a"}]', "a", "json"),
]


@pytest.mark.parametrize(("head", "name", "kind"), KINDS)
def test_content_tells_the_kind(head: str | bytes, name: str, kind: str) -> None:
    assert tell(head if isinstance(head, bytes) else head.encode(), name) == kind


REFUSED = [
    (b"", "empty"),
    (b" \r\n\t", "empty"),
    (b"%PDF-1.7", "a PDF"),
    (b"PK\x03\x04....", "zip"),
    (b"\x89PNG\r\n", "picture"),
    (b"BZh91AY", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"abc\x00def", "binary"),
    (b"\x01\x02\x03\x04abc", "binary"),
    (b"<?xml version='1.0'?><nitf/>", "XML with the root <nitf>"),
    (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=x", "MHTML"),
]


@pytest.mark.parametrize(("head", "reason"), REFUSED)
def test_what_cannot_be_read_is_named(head: bytes, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        tell(head, "a.txt")


# --- single documents ------------------------------------------------------------------------


def test_a_text_comes_as_it_is(tmp_path: Path) -> None:
    content = b"  Two died.\r\nTwo died.\r\n\r\n"
    (page,) = pages(save(tmp_path, "a.txt", content))
    assert (page.kind, page.content, page.origin) == ("text", content, str(tmp_path / "a.txt"))


def test_gzip_of_anything(tmp_path: Path) -> None:
    for content, kind in ((b"Two died.", "text"), (PAGE.encode(), "html"), (b'{"text": "a"}', "record")):
        (page,) = pages(save(tmp_path, "a.gz", gzip.compress(content, mtime=0)))
        assert page.kind == kind


def test_gzip_in_gzip_up_to_a_bound(tmp_path: Path) -> None:
    content = b"Two died."
    for depth in range(1, 6):
        content = gzip.compress(content, mtime=0)
        (one,) = found(save(tmp_path, "a.gz", content))
        assert isinstance(one, Page) == (depth <= 3)


def test_hints_of_the_caller_win_over_the_feed(tmp_path: Path) -> None:
    out = found(save(tmp_path, "f.xml", FEED), hints=Hints(outlet="The Desk", published="2025-03-05"))
    assert isinstance(out[0], Page)
    assert (out[0].hints.outlet, out[0].hints.published) == ("The Desk", "2025-03-05")
    assert out[0].hints.title == "Two & three"


def test_standard_input_is_told_apart_as_well() -> None:
    (page,) = collect(["-"], settings=SETTINGS, stdin=io.BytesIO(PAGE.encode()))
    assert isinstance(page, Page)
    assert (page.kind, page.origin) == ("html", "-")
    (none,) = collect(["-"], settings=SETTINGS)
    assert isinstance(none, Failure)


def test_a_pipe_is_read(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(b'{"text": "a"}\n{"text": "b"}\n')
    out = found(f"/dev/fd/{reading}")
    os.close(reading)
    assert [one.origin for one in out] == [f"/dev/fd/{reading}:1", f"/dev/fd/{reading}:2"]


# --- folders ---------------------------------------------------------------------------------


def test_a_folder_is_walked_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c/z.txt", "c/a.txt", ".hidden", ".git/x.txt", "style.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        save(tmp_path, name, "Two died.")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    names = [Path(one.origin).relative_to(tmp_path).as_posix() for one in found(tmp_path)]
    assert names == ["a.txt", "b.txt", "c/a.txt", "c/z.txt"]


def test_what_a_browser_saves_beside_a_page_is_passed_over(tmp_path: Path) -> None:
    save(tmp_path, "page.html", PAGE)
    for folder in ("page_files", "other_files"):
        (tmp_path / folder).mkdir()
        save(tmp_path / folder, "ad.html", PAGE)
    assert [Path(one.origin).name for one in found(tmp_path)] == ["ad.html", "page.html"]


def test_a_closed_folder_does_not_hide_its_neighbours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    save(tmp_path, "open.txt", "Two died.")
    scandir = os.scandir

    def closed(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr("os.scandir", closed)
    first, second = found(tmp_path)
    assert isinstance(first, Failure)
    assert "permission denied" in first.reason
    assert isinstance(second, Page)


def test_a_folder_without_files(tmp_path: Path) -> None:
    (one,) = found(tmp_path)
    assert isinstance(one, Failure)
    assert "without files" in one.reason


# --- addresses -------------------------------------------------------------------------------


def test_a_fetched_page_is_told_by_its_content() -> None:
    def fetch(url: str) -> Page:
        return Page(
            kind="raw",
            content=PAGE.encode(),
            origin=url,
            encoding="utf-8",
            captured="2025-03-07T08:00:00Z",
            hints=Hints(url="https://post.example/end"),
        )

    (page,) = collect(["https://post.example/start"], settings=SETTINGS, fetch=fetch)
    assert isinstance(page, Page)
    assert (page.kind, page.encoding, page.captured) == ("html", "utf-8", "2025-03-07T08:00:00Z")
    assert page.hints.url == "https://post.example/end"


def test_a_fetched_feed_gives_entries_with_their_own_addresses() -> None:
    def fetch(url: str) -> Page:
        return Page(
            kind="raw", content=FEED.encode(), origin=url, captured="2025-03-07T08:00:00Z", hints=Hints(url=url)
        )

    first, second, third = collect(["https://wire.example/feed"], settings=SETTINGS, fetch=fetch)
    assert isinstance(first, Page)
    assert (first.hints.url, first.captured) == ("https://wire.example/1", "2025-03-07T08:00:00Z")
    assert isinstance(second, Page)
    assert isinstance(third, Failure)


def test_a_refused_address_is_a_failure() -> None:
    def fetch(url: str) -> Page:
        raise Forbidden(f"{url}: no address of the public internet")

    (one,) = collect(["http://localhost/"], settings=SETTINGS, fetch=fetch)
    assert one == Failure(origin="http://localhost/", reason="no address of the public internet")


@pytest.mark.parametrize(
    "source", ["file:///etc/passwd", "FILE:/etc/passwd", "ftp://example.org/a", "gopher://x", "data:text/plain,x"]
)
def test_other_addresses_are_refused(source: str) -> None:
    (one,) = found(source)
    assert isinstance(one, Failure)
    assert "are not read" in one.reason


# --- JSON and JSONL --------------------------------------------------------------------------


def test_a_broken_line_costs_only_itself(tmp_path: Path) -> None:
    path = save(
        tmp_path, "a.jsonl", '{"text": "a"}\n{broken\n\n{"title": "no text"}\r\n[1]\n{"text": " "}\n{"text": "b"}'
    )
    out = found(path)
    assert [(one.origin.removeprefix(f"{path}:"), type(one).__name__) for one in out] == [
        ("1", "Page"),
        ("2", "Failure"),
        ("4", "Failure"),
        ("5", "Failure"),
        ("6", "Failure"),
        ("7", "Page"),
    ]
    assert all("\n" not in one.reason for one in out if isinstance(one, Failure))


def test_lines_are_handed_on_to_the_letter(tmp_path: Path) -> None:
    line = b'{"text": "no\\u00ebl \\ud83d", "odd":   [1]}'
    for page in pages(save(tmp_path, "a.jsonl", line + b"\n" + line)):
        assert page.content == line


def test_lists_and_wrappers(tmp_path: Path) -> None:
    reports = [{"text": "a"}, {"text": "b"}]
    for value in (reports, {"articles": reports}, {"status": "ok", "reports": reports}):
        for indent in (None, 2):
            path = save(tmp_path, "a.json", json.dumps(value, indent=indent))
            assert [page.origin for page in pages(path)] == [f"{path}#1", f"{path}#2"]


def test_a_long_list_is_read_through_a_window(tmp_path: Path) -> None:
    reports = [{"id": n, "text": f"{n} zginęło. " * 300, "n": n * 1.5} for n in range(3_000)]  # 10 MB
    for value in (reports, {"count": 3_000, "articles": reports, "more": [1]}):
        path = save(tmp_path, "a.json", json.dumps(value, ensure_ascii=False, indent=1))
        assert [json.loads(page.content) for page in pages(path)] == reports


def test_a_broken_list_is_read_to_the_break(tmp_path: Path) -> None:
    path = save(tmp_path, "a.json", '[{"text": "a"},\n {"text": "b"},\n {"text": nil}, {"text": "c"}]')
    out = found(path)
    assert [type(one) for one in out] == [Page, Page, Failure]
    assert getattr(out[-1], "reason", "").startswith("line 3: broken JSON")


@pytest.mark.parametrize(
    "content",
    [
        '{"text": "a",}',
        '{"text" "a"}',
        '{"text": "a"',
        '{"text": "a", 3: 4}',
        '[{"text": "a"}',
        '[{"text": "a"} {"text": "b"}]',
        '[{"text": "a"},]',
        "[1.5e",
        '{\n"text": "\xff"}',
    ],
)
def test_json_broken_in_every_place(tmp_path: Path, content: str) -> None:
    out = found(save(tmp_path, "a.json", content.encode("latin-1")))
    assert isinstance(out[-1], Failure)
    assert ":1" in out[-1].origin or "line " in out[-1].reason


def test_json_in_utf16(tmp_path: Path) -> None:
    content = '{"text": "Dwóch zginęło"}\n{"text": "b"}\n'.encode("utf-16")
    assert len(pages(save(tmp_path, "a.jsonl", content))) == 2


@pytest.mark.parametrize(
    "content",
    [
        "{}",
        "[]",
        '{"articles": []}',
        '{"text": 3}',
        '[{"title": "a"}]',
        '{"text": "a',
        "[" * 100_000,
        '{"text": ' + "[" * 100_000,
        '{"n": ' + "9" * 10_000 + ', "text": "a"}',
    ],
)
def test_json_without_reports(tmp_path: Path, content: str) -> None:
    out = found(save(tmp_path, "a.json", content))
    assert len(out) == 1
    assert isinstance(out[0], Failure)
    assert "\n" not in out[0].reason


def test_the_line_of_broken_json_is_named(tmp_path: Path) -> None:
    path = save(tmp_path, "a.json", '[\n {"text": "a"},\n {"text" "b"}\n]')
    first, second = found(path)
    assert isinstance(first, Page)
    assert isinstance(second, Failure)
    assert "line 3: broken JSON" in second.reason


# --- feeds -----------------------------------------------------------------------------------


def test_entries_of_a_feed(tmp_path: Path) -> None:
    first, second, third = found(save(tmp_path, "f.xml", FEED))
    assert isinstance(first, Page)
    assert first.kind == "html"
    assert b"Two were killed in Idlib" in first.content
    assert first.hints == Hints(
        id="w-1",
        title="Two & three",
        outlet="Example Wire",
        url="https://wire.example/1",
        published="Thu, 06 Mar 2025 23:30:00 +0300",
        lang="en-gb",
    )
    assert isinstance(second, Page)
    assert (second.kind, second.content) == ("text", b"Twelve died in Hama.")
    assert third == Failure(
        origin=f"{tmp_path / 'f.xml'}#3", reason="a feed entry without text; give its address: https://wire.example/3"
    )


def test_an_atom_feed(tmp_path: Path) -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Desk</title><entry><id>urn:1</id>'
        '<title>T</title><updated>2025-03-06T10:00:00Z</updated><link href="https://desk.example/1"/>'
        '<content type="html">&lt;p>Four dead&lt;/p></content></entry></feed>'
    )
    (page,) = pages(save(tmp_path, "a", feed))
    assert (page.kind, page.content, page.hints.published) == ("html", b"<p>Four dead</p>", "2025-03-06T10:00:00Z")


def test_half_characters_of_a_feed(tmp_path: Path) -> None:
    feed = FEED.replace("Two were", "Two &#xD83D; were").replace("Two &", "&#55357; &")
    first = found(save(tmp_path, "f.xml", feed))[0]
    assert isinstance(first, Page)
    first.content.decode()
    assert first.hints.title == "\ufffd & three"


def test_an_entry_names_the_outlet_that_it_was_taken_from(tmp_path: Path) -> None:
    source = '<source url="https://post.example/">Example Post</source>'
    feed = FEED.replace("<guid>w-1</guid>", f"<guid>w-1</guid>{source}")
    first = found(save(tmp_path, "a", feed))[0]
    assert isinstance(first, Page)
    assert first.hints.outlet == "Example Post"


# --- archives --------------------------------------------------------------------------------

MANY = [record(page_of(f"{n} civilians"), url=f"https://post.example/{n}") for n in range(60)]


@pytest.mark.parametrize(
    "archive",
    [b"".join(MANY), packed(MANY), gzip.compress(b"".join(MANY), mtime=0)],
    ids=["plain", "a member each", "packed at once"],
)
def test_an_archive_gives_its_pages(tmp_path: Path, archive: bytes) -> None:
    out = pages(save(tmp_path, "a", archive))
    assert [page.hints.url for page in out] == [f"https://post.example/{n}" for n in range(60)]
    assert {(page.kind, page.encoding, page.captured) for page in out} == {("html", "utf-8", "2025-03-07T08:00:00Z")}
    assert out[7].content == page_of("7 civilians")


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    others = [
        record(b"{}", content_type="application/json"),
        record(PAGE.encode(), status="404 Not Found"),
        record(PAGE.encode(), kind="request"),
        record(PAGE.encode(), kind="revisit"),
    ]
    (page,) = pages(save(tmp_path, "a", packed([*others, MANY[0]])))
    assert page.hints.url == "https://post.example/0"
    (none,) = found(save(tmp_path, "b", packed(others)))
    assert isinstance(none, Failure)
    assert "without HTML pages (4 other records)" in none.reason


CODINGS = [  # (HTTP header, body, what is tried)
    ("Transfer-Encoding: chunked\r\n", b"4\r\n<htm\r\n13\r\nl><body>Two died.</\r\n0\r\n\r\n"),
    ("Content-Encoding: gzip\r\n", gzip.compress(b"<html><body>Two died.</", mtime=0)),
    ("Content-Encoding: gzip\r\n", b"<html><body>Two died.</"),  # the archiver unpacked it and kept the header
    ("Transfer-Encoding: chunked\r\n", b"<html><body>Two died.</"),
]


@pytest.mark.parametrize(("http", "body"), CODINGS)
def test_codings_of_the_wire_are_undone(tmp_path: Path, http: str, body: bytes) -> None:
    (page,) = pages(save(tmp_path, "a", record(body, http=http)))
    assert page.content == b"<html><body>Two died.</"


@pytest.mark.parametrize("seed", range(10))
def test_a_flipped_byte_costs_at_most_one_record(tmp_path: Path, seed: int) -> None:
    # 20 flips: with the usual libraries everything behind the first is lost.
    rng = random.Random(seed)
    content = bytearray(packed(MANY))
    for _ in range(20):
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    out = found(save(tmp_path, "a.warc.gz", bytes(content)))
    got = [one for one in out if isinstance(one, Page)]
    assert len(got) >= len(MANY) - 20
    assert {page.content for page in got} <= {page_of(f"{n} civilians") for n in range(60)}  # nothing damaged gets in
    if len(got) < len(MANY):
        assert isinstance(out[-1], Failure)
        assert f"damaged: at least {len(MANY) - len(got)} record" in out[-1].reason


def test_twenty_flipped_bytes_cost_at_most_twenty_of_nine_hundred_records(tmp_path: Path) -> None:
    many = [record(page_of(f"{n} civilians"), url=f"https://post.example/{n}") for n in range(900)]
    content = bytearray(packed(many))
    rng = random.Random(16)
    for _ in range(20):
        content[rng.randrange(len(content))] ^= 0xFF
    *got, failure = found(save(tmp_path, "a.warc.gz", bytes(content)))
    assert isinstance(failure, Failure)
    lost = 900 - len(got)
    assert 10 <= lost <= 20
    assert f"damaged: at least {lost} records lost" in failure.reason


def test_a_member_that_is_a_bomb_costs_itself(tmp_path: Path) -> None:
    bomb = record(PAGE.encode() + b" " * 30_000_000, url="https://post.example/bomb")
    out = found(save(tmp_path, "a.warc.gz", packed([MANY[0], bomb, MANY[1]])))
    assert [type(one) for one in out] == [Page, Failure, Page]
    assert "over 5,000,000 bytes" in getattr(out[1], "reason", "")


def test_digests_guard_an_unpacked_archive(tmp_path: Path) -> None:
    def with_digest(words: str) -> bytes:
        plain = record(page_of(words))
        block = plain.partition(b"\r\n\r\n")[2][:-4]
        digest = base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()
        return record(page_of(words), warc=f"WARC-Block-Digest: sha1:{digest}\r\n")

    good, bad = with_digest("Six civilians"), with_digest("Ten civilians").replace(b"Ten civilians", b"Tan civilians")
    out = found(save(tmp_path, "a.warc", good + bad + good))
    assert [type(one) for one in out] == [Page, Page, Failure]
    assert "1 record lost" in getattr(out[-1], "reason", "")


def test_a_wrong_length_costs_one_record(tmp_path: Path) -> None:
    length = b"Content-Length: " + MANY[1].partition(b"Content-Length: ")[2].partition(b"\r\n")[0]
    broken = MANY[1].replace(length, b"Content-Length: 900000")
    out = found(save(tmp_path, "a.warc", MANY[0] + broken + MANY[2] + MANY[3]))
    assert [one.hints.url for one in out if isinstance(one, Page)] == [f"https://post.example/{n}" for n in (0, 2, 3)]
    assert isinstance(out[-1], Failure)


@pytest.mark.parametrize("archive", [b"".join(MANY), packed(MANY)], ids=["plain", "packed"])
def test_a_truncated_archive_says_so(tmp_path: Path, archive: bytes) -> None:
    out = found(save(tmp_path, "a.warc", archive[: len(archive) // 2]))
    assert len(out) > 20
    assert isinstance(out[-1], Failure)
    assert "1 record lost" in out[-1].reason


@pytest.mark.parametrize(
    ("date", "captured"),
    [
        ("2025-03-07", "2025-03-07"),
        ("2025", None),
        ("2025-03", None),
        ("2025-03-07T08:00:00.123Z", "2025-03-07T08:00:00.123Z"),
    ],
)
def test_dates_of_capture(tmp_path: Path, date: str, captured: str | None) -> None:
    (page,) = pages(save(tmp_path, "a.warc", record(PAGE.encode(), date=date)))
    assert page.captured == captured


@pytest.mark.parametrize(
    "damage",
    [{"date": "2025-03-97T08:00:00Z"}, {"date": "20?5"}, {"url": "https://post.ex\x07mple/"}, {"kind": "re#ponse"}],
)
def test_a_damaged_head_is_a_lost_record(tmp_path: Path, damage: dict[str, str]) -> None:
    first, second = found(save(tmp_path, "a.warc", record(PAGE.encode(), **damage) + MANY[0]))
    assert isinstance(first, Page)
    assert isinstance(second, Failure)
    assert "1 record lost" in second.reason


def test_a_damaged_beginning_is_overcome(tmp_path: Path) -> None:
    out = found(save(tmp_path, "a.warc.gz", b"XXXX" + packed(MANY)[4:]))
    assert len([one for one in out if isinstance(one, Page)]) == 59


def test_an_archive_of_the_usual_writer(tmp_path: Path) -> None:
    warcwriter = pytest.importorskip("warcio.warcwriter")
    headers = pytest.importorskip("warcio.statusandheaders").StatusAndHeaders(
        "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.0"
    )
    for zipped in (True, False):
        target = io.BytesIO()
        writer = warcwriter.WARCWriter(target, gzip=zipped)
        writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "test"}))
        for n in range(3):
            writer.write_record(
                writer.create_warc_record(
                    f"https://post.example/{n}",
                    "response",
                    http_headers=headers,
                    payload=io.BytesIO(page_of(f"{n} civilians")),
                    length=len(page_of("0 civilians")),
                )
            )
        assert [page.content for page in pages(save(tmp_path, "a", target.getvalue()))] == [
            page_of(f"{n} civilians") for n in range(3)
        ]


def test_an_archive_of_false_starts_is_given_up(tmp_path: Path) -> None:
    (one,) = found(save(tmp_path, "a.warc.gz", b"\x1f\x8b\x08" * 200_000))
    assert isinstance(one, Failure)
    assert "damaged beyond repair" in one.reason


def test_a_line_break_in_a_name_stays_on_the_line(tmp_path: Path) -> None:
    (one,) = found(save(tmp_path, "a\nb.txt", b""))
    assert isinstance(one, Failure)
    assert one.origin.endswith("a\\nb.txt")


def test_the_same_sources_give_the_same_pages(tmp_path: Path) -> None:
    for name, content in (("b.xml", FEED.encode()), ("a.warc.gz", packed(MANY[:3])), ("c.html", PAGE.encode())):
        save(tmp_path, name, content)
    assert found(tmp_path) == found(tmp_path)

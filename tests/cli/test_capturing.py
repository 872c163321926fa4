"""What `according add ADDRESS` keeps of a page."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from typing import ClassVar

import pytest

from according.archive import read_kept
from according.ledger import open_ledger

PAGE = ("<html><head><title>Ambush near Homs</title><meta property='article:published_time' content='2025-03-07'>"
        "</head><body><article><p>{}</p><p>The road to the city was closed for the rest of the day.</p></article>"
        "</body></html>")
FIRST = "At least 13 soldiers were killed in an ambush near Homs in Syria on Thursday, state television said."
FEED = ("<rss version='2.0'><channel><title>Wire</title><item><title>One</title><link>https://wire.example/1</link>"
        "<description>{}</description></item></channel></rss>")


class Site(http.server.BaseHTTPRequestHandler):
    pages: ClassVar[dict[str, bytes]] = {}

    def do_GET(self) -> None:
        content = self.pages.get(self.path)
        self.send_response(200 if content is not None else 410)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def site(monkeypatch) -> Iterator[tuple[str, dict[str, bytes]]]:
    Site.pages = {}
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=functools.partial(server.serve_forever, 0.01), daemon=True).start()
        monkeypatch.setenv("ACCORDING_ALLOW_HOSTS", "127.0.0.1")
        yield f"http://127.0.0.1:{server.server_port}", Site.pages
        server.shutdown()


def test_a_fetched_page_is_kept_as_it_came(run, tmp_path, site):
    at, pages = site
    pages["/a"] = PAGE.format(FIRST).encode()
    ledger = tmp_path / "desk.sqlite"
    assert run("add", f"{at}/a", "--ledger", ledger).code == 0
    with open_ledger(str(ledger), read_only=True) as opened:
        report, = opened.reports()
        note, = opened.captures(reports=[report.id])
    assert note.kept is not None
    assert read_kept(tmp_path / "desk.sqlite.archive", note.kept).body == pages["/a"]
    assert (note.landed, note.status, note.reports) == (f"{at}/a", 200, (report.id,))
    assert run("verify", "--ledger", ledger).code == 0
    backup = run("ledger", "backup", tmp_path / "monday.sqlite", "--ledger", ledger)
    assert f"1 page as it came lies in {tmp_path / 'desk.sqlite.archive'}: copy that folder as files" in backup.out
    again = run("add", f"{at}/a", "--ledger", ledger)
    assert "nothing was new" in again.out
    with open_ledger(str(ledger), read_only=True) as opened:
        assert [n.reports for n in opened.captures()] == [(report.id,)] * 2


def test_a_page_that_is_changed_and_added_again_is_one_report_and_the_change_is_told(run, tmp_path, site):
    at, pages = site
    ledger = tmp_path / "desk.sqlite"
    for count in ("13", "21"):
        pages["/a"] = PAGE.format(FIRST.replace("13", count)).encode()
        assert run("add", f"{at}/a", "--ledger", ledger).code == 0
    name, = (row["incident"]["name"] for row in json.loads(run("incidents", "--json", "--ledger", ledger).out))
    told = run("show", name, "--ledger", ledger).out
    assert "1 claim in 1 report" in told
    assert "127.0.0.1 changed the report silently" in told
    assert "At least 13 (13 or more) became At least 21 (21 or more); killed" in told
    assert run("verify", "--ledger", ledger).code == 0
    assert run("doctor", "--ledger", ledger).out.count("bad ") == 0


def test_a_page_that_is_gone_is_noted_too(run, tmp_path, site):
    at, pages = site
    pages["/a"] = PAGE.format(FIRST).encode()
    ledger = tmp_path / "desk.sqlite"
    run("add", f"{at}/a", "--ledger", ledger)
    del pages["/a"]
    gone = run("add", f"{at}/a", "--ledger", ledger)
    assert gone.code == 1
    assert "410" in gone.err
    with open_ledger(str(ledger), read_only=True) as opened:
        assert [n.status for n in opened.captures()] == [200, 410]


def test_a_feed_is_one_capture_of_all_that_it_holds_and_files_are_none(run, tmp_path, site):
    at, pages = site
    pages["/feed"] = FEED.format(FIRST).encode()
    (tmp_path / "report.txt").write_text("Shells killed four people in Homs on Friday, medics said.\n")
    ledger = tmp_path / "desk.sqlite"
    assert run("add", tmp_path / "report.txt", f"{at}/feed", tmp_path / "report.txt", "--ledger", ledger).code == 0
    with open_ledger(str(ledger), read_only=True) as opened:
        note, = opened.captures()
        assert [opened.report(r).url for r in note.reports] == ["https://wire.example/1"]


@pytest.mark.parametrize("how", ["option", "environment"])
def test_it_can_be_turned_off_or_put_elsewhere(run, tmp_path, site, monkeypatch, how):
    at, pages = site
    pages["/a"] = PAGE.format(FIRST).encode()
    for place in ("off", str(tmp_path / "pages")):
        ledger = tmp_path / f"{how}{len(place)}.sqlite"
        told: tuple[str, ...] = ()
        if how == "option":
            told = ("--archive", place)
        else:
            monkeypatch.setenv("ACCORDING_ARCHIVE", place)
        assert run("add", f"{at}/a", "--ledger", ledger, *told).code == 0
        with open_ledger(str(ledger), read_only=True) as opened:
            note, = opened.captures()
        assert (note.kept is None) == (place == "off")
        assert note.sha256
    assert sorted(path.name for path in tmp_path.glob("*.archive")) == []
    assert list((tmp_path / "pages").glob("*.warc.gz"))

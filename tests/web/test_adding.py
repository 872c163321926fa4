"""Handing reports over: files, text, an address; what was new; bounds."""

from __future__ import annotations

import re
import time

import pytest

from according.web import adding
from web.conftest import OURS

NEWS = "At least 13 soldiers were killed in an ambush near Homs in Syria on Thursday, state television said.\n"


def finish(client, done):
    assert done.status_code == 303, done.text
    for _ in range(200):
        page = client.get(done.headers["location"])
        assert page.status_code == 200
        if 'http-equiv="refresh"' not in page.text:
            return page.text
        time.sleep(0.05)
    raise AssertionError("it is never done")


def test_files_are_read_and_what_was_new_is_told(client):
    files = [("files", ("a.txt", NEWS.encode(), "text/plain")), ("files", ("../../etc/b.html", b"<p>x", "text/html"))]
    hints = {"published": "2025-03-06", "outlet": "Wire"}
    page = finish(client, client.post("/add", files=files, data=hints, headers=OURS))
    assert "1 new" in page
    assert "Homs" in page
    assert "../../etc/b.html" in page  # told by the name that its owner gave it
    assert "/tmp" not in page
    again = finish(client, client.post("/add", data={"text": NEWS, **hints}, headers=OURS))
    assert "0 new, 1 known already" in again


def test_pasted_text_is_read(client):
    before = len(client.get("/api/reports?limit=500").json()["reports"])
    finish(client, client.post("/add", data={"text": NEWS, "title": "Ambush"}, headers=OURS))
    assert len(client.get("/api/reports?limit=500").json()["reports"]) == before + 1


@pytest.mark.parametrize("address", [
    "http://127.0.0.1:1/", "http://169.254.169.254/latest", "http://[::1]/", "http://0x7f.1/"])
def test_an_address_of_this_machine_is_not_fetched(client, address):
    page = finish(client, client.post("/add", data={"address": address}, headers=OURS))
    assert "Refused" in page
    assert "0 new" in page


@pytest.mark.parametrize("form", [
    {"address": "/etc/passwd"}, {"address": "file:///etc/passwd"}, {"address": "-"}, {"text": "  "}, {},
    {"text": NEWS, "published": "soon"},
], ids=str)
def test_what_is_no_report_is_refused(client, form):
    assert client.post("/add", data=form, headers=OURS).status_code == 404


def test_an_upload_is_bounded(client):
    big = client.app.state.bench.settings.max_upload_bytes + 1
    headers = {**OURS, "Content-Length": str(big), "Content-Type": "multipart/form-data; boundary=x"}
    assert client.post("/add", content=b"", headers=headers).status_code == 413


@pytest.mark.parametrize(("name", "ending"), [
    ("a.warc.gz", ".warc.gz"), ("A.HTML", ".html"), ("x", ".txt"), ("../../x.py", ".txt"), ("a.jsonl", ".jsonl"),
    ("..\\..\\evil.exe", ".txt"), ("a/b/c.xml", ".xml"), (".html", ".txt"),
])
def test_a_file_keeps_only_its_ending(name, ending):
    assert adding._ending(name) == ending


def test_the_form_works_without_script(client):
    page = client.get("/add").text
    assert re.search(r'<form method="post" action="/add" enctype="multipart/form-data"', page)

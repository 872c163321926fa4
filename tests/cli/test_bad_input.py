"""What cannot be read costs one line that names it, and nothing of it is stored; the other sources are kept."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time

import pytest

from according.ledger import open_ledger

RECORD = json.dumps({"id": "a", "text": "Two people were killed in Aleppo on Monday, police said.", "outlet": "Wire"})
PAGE = "<html><head><title>T</title></head><body>{}</body></html>"
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))

# file name, bytes, words that the line must hold
SOURCES = [
    ("empty.txt", b"", "empty.txt"),
    ("blank.txt", b" \n\n \n", "blank.txt"),
    ("binary.txt", bytes(range(256)) * 40, "binary.txt"),
    ("truncated.warc.gz", gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n" * 50)[:60], "truncated.warc.gz"),
    ("without-text.html", PAGE.format("<script>var a = 1;</script><img src='a.png'>").encode(), "without-text.html"),
    ("no-entries.xml", b'<rss version="2.0"><channel><title>T</title></channel></rss>', "no-entries.xml"),
    ("no-reports.json", b"[]", "no-reports.json"),
    ("no-text.json", b'{"id": "a", "title": "T"}', "no-text.json"),
    ("attributes.html", PAGE.format("<p " + "a=1 " * 200_000 + ">Two were killed.</p>").encode(), "attributes.html"),
    ("nested.html", PAGE.format("<div>" * 200_000 + "Two were killed.").encode(), "nested.html"),
    ("large.html", PAGE.format("<p>Two were killed.</p>" * 2_200_000).encode(), "large.html"),
    ("bomb.html.gz", gzip.compress(PAGE.format("a" * 60_000_000).encode()), "bomb.html.gz"),
    ("entities.xml", f'<!DOCTYPE r [<!ENTITY e0 "ha">{ENTITIES}]><rss><channel>&e9;</channel></rss>'.encode(),
     "entities.xml"),
]  # fmt: skip

HOLD = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as ledger:
    ledger.execute("BEGIN EXCLUSIVE")
    print("locked", flush=True)
    sys.stdin.readline()
    ledger.rollback()
"""


def lines(done):
    return [line for line in done.err.splitlines() if line.startswith("according: ")]


@pytest.mark.parametrize(("name", "content", "told"), SOURCES, ids=[name for name, _, _ in SOURCES])
def test_a_source_that_cannot_be_read_is_one_line_and_the_rest_is_kept(run, tmp_path, reports, name, content, told):
    (tmp_path / name).write_bytes(content)
    ledger = tmp_path / "ledger.sqlite"
    started = time.monotonic()
    done = run("add", tmp_path / name, reports / "state.txt", "--ledger", ledger)
    assert time.monotonic() - started < 20  # refused in under 10 s by a stated bound; the rest is the command itself
    assert done.code == 1
    assert "Traceback" not in done.err
    [line] = lines(done)
    assert told in line
    with open_ledger(str(ledger), read_only=True) as opened:
        assert len(list(opened.reports())) == 1
        assert opened.verify() == ()


def test_a_broken_line_names_its_number_and_the_other_lines_are_kept(run, tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_text(f"{RECORD}\n{{broken\n{RECORD.replace('Two', 'Three')}\n")
    done = run("add", path, "--ledger", tmp_path / "ledger.sqlite")
    assert done.code == 1
    assert "2 new" in done.out
    [line] = lines(done)
    assert "reports.jsonl:2" in line


def test_a_broken_encoding_is_read_with_a_reason_or_refused(run, tmp_path):
    path = tmp_path / "latin.txt"
    path.write_bytes("Two people were killed in Málaga on Monday, police said.".encode("latin-1") + b"\x81\x8d")
    done = run("read", path)
    assert done.code in (0, 1)
    assert "Traceback" not in done.err
    assert "latin.txt" in done.err or "killed" in done.out


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.1.2.3/a", "http://169.254.1.1/", "file:///etc/hosts",
     "http://2130706433/"],
)  # fmt: skip
def test_an_address_that_may_not_be_fetched_is_refused_with_the_reason(run, tmp_path, address):
    done = run("add", address, "--ledger", tmp_path / "ledger.sqlite")
    assert done.code == 1
    assert len(lines(done)) == 1


def test_a_ledger_that_is_none_is_one_line_and_unharmed(run, tmp_path, reports):
    path = tmp_path / "notes.txt"
    path.write_text("this is no ledger\n" * 100)
    done = run("add", reports / "state.txt", "--ledger", path)
    assert done.code == 1
    assert len(lines(done)) == 1
    assert path.read_text() == "this is no ledger\n" * 100


def test_a_locked_ledger_is_one_line_and_unharmed(run, ledger, reports):
    before = run("verify", "--ledger", ledger).out
    # another process, since locks of one process do not stop itself
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(ledger)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"locked\n"
        done = run("add", reports / "state.txt", "--ledger", ledger, "--outlet", "Herald")
        other.communicate(b"\n")
    assert done.code == 1
    assert len(lines(done)) == 1
    assert "lock" in lines(done)[0] or "busy" in lines(done)[0]
    assert run("verify", "--ledger", ledger).out == before


def test_a_ledger_address_that_answers_nothing_is_one_line(run, reports):
    done = run("add", reports / "state.txt", "--ledger", "postgresql://127.0.0.1:1/none")
    assert done.code == 1
    assert len(done.err.splitlines()) == 1

"""Each row of the bad-input table that speaks of sources: one line with what, where and the way out; bounds hold."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from according.records import Failure, Report
from source_factory import FEED, PAGE, packed, read, record

GOOD = "Two civilians were killed in Idlib on Thursday, medics said."


ROWS = [  # (what is given, name, content, origin of the failure behind the path, part of the reason)
    ("an empty file", "a.txt", b"", "", "empty"),
    ("white space only", "a.txt", b" \r\n\t\n", "", "empty"),
    ("an empty page", "a.html", b"<html></html>", "", "without text"),
    ("binary", "a.txt", bytes(range(256)) * 10, "", "binary"),
    ("binary behind a long beginning of text", "a.txt", b"Two died.\n" * 10_000 + b"\0", "", "line 10001: a NUL"),
    ("a picture", "a.html", b"\x89PNG\r\n\x1a\n" + bytes(100), "", "a picture"),
    ("an office document", "a.txt", b"PK\x03\x04" + bytes(100), "", "office document"),
    (
        "truncated gzip",
        "a.txt.gz",
        gzip.compress(random.Random(7).randbytes(2_000), mtime=0)[:1_000],
        "",
        "truncated or damaged gzip",
    ),
    (
        "gzip with a damaged middle",
        "a.gz",
        gzip.compress(b"Two died. " * 500, mtime=0)[:20] + b"\xff" * 30,
        "",
        "damaged gzip",
    ),
    ("gzip with no more than its head", "a.gz", gzip.compress(b"", mtime=0)[:10], "", "truncated or damaged gzip"),
    ("broken encoding", "a.txt", "Zginęło\ndwóch ".encode() + b"\xff\xfe.", "", "line 2: broken encoding: byte 0xff"),
    ("a truncated letter", "a.txt", "Zginęło dwó".encode()[:-1], "", "line 1: broken encoding"),
    ("HTML without text", "a.html", b"<html><body><script>1</script></body></html>", "", "an HTML page without text"),
    ("a feed with no entries", "a.xml", FEED[: FEED.index("<item>")].encode() + b"</channel></rss>", "", "no entries"),
    ("a feed that breaks off", "a.xml", FEED[: FEED.index("<item>")].encode(), "", "no entries (broken XML"),
    (
        "a feed with entities",
        "a.xml",
        b'<!DOCTYPE r [<!ENTITY a "a">]>' + FEED.partition("\n")[2].encode(),
        "",
        "defines entities",
    ),
    ("XML of another kind", "a.xml", b"<?xml version='1.0'?><nitf><p>Two died.</p></nitf>", "", "root <nitf>"),
    ("broken JSON", "a.json", b'[{"text": "a"},\n {"text": }]', "", "line 2: broken JSON"),
    ("JSON that is no report", "a.json", b'{"title": "a"}', "", 'a record without "text"'),
    ("JSON with a number for a text", "a.json", b'{"text": 12}', "", 'a record without "text"'),
    ("JSON of no reports", "a.json", b"[]", "", "no reports"),
    ("a damaged archive", "a.warc.gz", packed([record(PAGE.encode())] * 2)[:-20], "", "at least 1 record lost"),
    ("an archive of pictures", "a.warc", record(b"\x89PNG", content_type="image/png"), "", "without HTML pages"),
    ("an archive that is none", "a.warc.gz", b"WARC is what its name says", "", "damaged: at least 1 record lost"),
]


@pytest.mark.parametrize(("given", "name", "content", "origin", "reason"), ROWS, ids=[row[0] for row in ROWS])
def test_one_line_and_the_rest_goes_on(
    tmp_path: Path, given: str, name: str, content: bytes, origin: str, reason: str
) -> None:
    bad, good = tmp_path / name, tmp_path / "good.txt"
    bad.write_bytes(content)
    good.write_text(GOOD)
    out = read(bad, good)
    failures = [one for one in out if isinstance(one, Failure)]
    assert len(failures) == 1
    assert failures[0].origin == f"{bad}{origin}"
    assert reason in failures[0].reason
    assert failures[0].reason.isprintable()
    assert ";" in failures[0].reason or failures[0].reason == "a picture"  # behind it, the way out
    last = out[-1]
    assert isinstance(last, Report)
    assert last.text == GOOD


def test_a_broken_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "One died."}) + "\n{broken\n" + json.dumps({"text": "Two died."}) + "\n")
    first, second, third = read(path)
    assert isinstance(first, Report)
    assert isinstance(third, Report)
    assert second == Failure(
        origin=f"{path}:2",
        reason="broken JSON (Expecting property name enclosed in double "
        "quotes at character 2); mend it or leave it out",
    )


def test_of_truncated_gzip_whole_lines_are_read_and_no_half_one(tmp_path: Path) -> None:
    lines = "".join(
        json.dumps({"text": f"{n} died in {random.Random(n).randbytes(30).hex()}."}) + "\n" for n in range(3_000)
    )
    packed_lines = gzip.compress(lines.encode(), mtime=0)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(packed_lines[: len(packed_lines) // 2])
    out = read(path)
    assert len(out) > 500
    assert all(isinstance(one, Report) and one.text.endswith(".") for one in out[:-1])
    assert isinstance(out[-1], Failure)
    assert "truncated" in out[-1].reason


@pytest.mark.parametrize("source", ["no such file", "no/such/folder/", "\0", "", "a" * 5_000])
def test_a_path_that_leads_nowhere(source: str) -> None:
    (one,) = read(source)
    assert isinstance(one, Failure)
    assert one.reason.isprintable()


@pytest.mark.parametrize("source", ["file:///etc/passwd", "http://127.0.0.1/"])
def test_an_address_that_may_not_be_read(source: str) -> None:
    (one,) = read(source)
    assert isinstance(one, Failure)


# --- bounds: under 10 s and 500 MB -----------------------------------------------------------

SECONDS, MEMORY = 10.0, 500_000_000
# A process of its own, so that its peak of memory is what this source took; prints seconds, the greater peak of it and
# its worker in bytes, and what came of it.
MEASURE = """
import json, resource, sys, time
sys.path[:0] = json.loads(sys.argv[2])
from source_factory import read
from according.confine import close_worker
from according.records import Failure
begin = time.monotonic()
out = read(sys.argv[1])
wall = time.monotonic() - begin
close_worker()
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
# Processor time: on a machine that does ten other things the wall clock says nothing.
seconds = min(wall, sum(one.ru_utime + one.ru_stime for one in used))
# What the system says of this process began before it was this program, with the size of the one that started it.
with open("/proc/self/status", encoding="ascii") as status:
    own = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
peak = max(own, used[1].ru_maxrss) * 1024
print(json.dumps([seconds, peak, [one.reason if isinstance(one, Failure) else None for one in out]]))
"""


HTML = b"<html><body>"
_BOMB = 600_000_000  # bytes unpacked: more than may be held, though less than half a second to unpack


def bomb(start: bytes, piece: bytes) -> bytes:
    """Return gzip of a start and very many times the same piece, made without holding what it unpacks to."""
    block = piece * (1_000_000 // len(piece))
    times = _BOMB // len(block)
    # Behind a full flush a block packs to the same bytes each time, so it is packed once.
    packer = zlib.compressobj(9, wbits=-15)
    first = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    check = zlib.crc32(start)
    for _ in range(times):
        check = zlib.crc32(block, check)
    tail = check.to_bytes(4, "little") + (len(start) + times * len(block)).to_bytes(4, "little")
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + first + once * times + packer.flush() + tail


def endless_record() -> bytes:
    """Return the beginning of a record that is said to hold 599 MB."""
    head, _, rest = record(b"").partition(b"Content-Length: ")
    return head + b"Content-Length: 599000000" + rest[rest.index(b"\r\n") : -4]


def entities() -> bytes:
    lines = ['<!ENTITY e0 "killed">'] + [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12)]
    return (
        f"<?xml version='1.0'?><!DOCTYPE rss [{''.join(lines)}]>"
        "<rss><channel><item><title>&e11;</title></item></channel></rss>"
    ).encode()


def attributes(between: bytes = b" ") -> bytes:
    return b"<p " + between.join(b"a%d=1" % n for n in range(200_000)) + b">Two died."


# What is given, its name, a function that makes it (gigabytes are not made before they are wanted), part of the reason.
HEAVY: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("a text of 50 MB", "a.txt", lambda: b"Two died. " * 5_000_000, "over 5,000,000 bytes"),
    ("a page of 50 MB", "a.html", lambda: b"<html><body>" + b"<p>Two died.</p>" * 3_200_000, "over 5,000,000 bytes"),
    ("a record of 50 MB", "a.json", lambda: b'{"text": "' + b"a" * 50_000_000 + b'"}', "over 5,000,000 bytes"),
    (
        "a list with a record of 50 MB",
        "a.json",
        lambda: b'[\n{"text": "' + b"a" * 51_000_000,
        "over 5,000,000 characters",
    ),
    ("a list of 50 MB of nothing", "a.json", lambda: b"[[[]" + b",[]" * 17_000_000, "over 5,000,000 characters"),
    (
        "an object of 50 MB of nothing",
        "a.json",
        lambda: b'{\n"a":[[]' + b",[]" * 17_000_000,
        "over 5,000,000 characters",
    ),
    ("very many keys", "a.json", lambda: b'{\n"text":"a"' + b',"":[]' * 9_000_000, "over 1,000 keys"),
    ("very many broken lines", "a.jsonl", lambda: b'{"text":\n' * 6_000_000, "1,000 records in a row"),
    ("very many records of nothing", "a.json", lambda: b"[{}" + b",{}" * 16_000_000, "1,000 records in a row"),
    ("a line without end", "a.jsonl", lambda: b'{"text": "a"}\n{"text": "' + b"a" * 99_999_999, "over 5,000,000 bytes"),
    ("a feed of 50 MB", "a.xml", lambda: FEED.encode() + b"<item/>" * 7_000_000, "over 5,000,000 bytes"),
    ("200,000 nested tags", "a.html", lambda: HTML + b"<div>" * 200_000 + b"Two died.", "nested over 1,000 deep"),
    ("200,000 attributes on a tag", "a.html", lambda: HTML + attributes(), "a tag of over 65,536 characters"),
    ("200,000 attributes by lines", "a.html", lambda: HTML + attributes(b"\n"), "a tag of over 65,536 characters"),
    ("2,000 attributes on a tag", "a.html", lambda: HTML + b"<p " + b"a=1 " * 2_000 + b">Two", "over 1,000 attributes"),
    ("200,000 attributes in a fragment", "a.html", attributes, "a tag of over 65,536 characters"),
    ("200,000 attributes in an archive", "a.warc", lambda: record(HTML + attributes()), "a tag of over 65,536"),
    ("200,000 attributes in a feed", "a.xml", lambda: FEED.replace("<p>Two", attributes().decode()).encode(), ""),
    ("200,000 nested tags in a feed", "a.xml", lambda: FEED.replace("<p>Two", "<b>" * 200_000).encode(), ""),
    ("a gzip bomb of text", "a.gz", lambda: bomb(b"", b"Two died. "), "over 5,000,000 bytes"),
    ("a gzip bomb of nothing", "a.gz", lambda: bomb(b"", b"\0"), "binary"),
    ("a gzip bomb of a line", "a.gz", lambda: bomb(b'{"text": "a"}\n{"text": "', b"a"), "200 times its size"),
    ("a gzip bomb of a page", "a.gz", lambda: bomb(HTML, b"<p>Two died.</p>"), "over 5,000,000 bytes"),
    ("a gzip bomb in gzip", "a.gz", lambda: gzip.compress(bomb(b"", b"Two died. "), mtime=0), "over 5,000,000 bytes"),
    (
        "a gzip bomb in an archive",
        "a.warc",
        lambda: record(bomb(HTML, b"a"), http="Content-Encoding: gzip\r\n"),
        "over 5,000,000 bytes",
    ),
    ("a gzip bomb of an archive", "a.warc.gz", lambda: bomb(endless_record(), b"a"), "over 5,000,000 bytes"),
    ("an entity bomb in a feed", "a.xml", entities, "defines entities"),
    ("an entity bomb in a page", "a.html", lambda: entities().replace(b"rss", b"html"), ""),
    ("a million tags", "a.html", lambda: HTML + b"<p>a" * 1_200_000, "over 200,000 tags"),
    ("the most tags that fit", "a.html", lambda: HTML + b"<p>a" * 199_000, ""),
    ("the most unclosed tags that fit", "a.html", lambda: HTML + b"<b><i>a</i><p>" * 60_000, "nested over 1,000 deep"),
    ("the most table cells that fit", "a.html", lambda: HTML + b"<table>" + b"<tr><td>a" * 99_000, ""),
    ("the most links that fit", "a.html", lambda: HTML + b"<article>" + b"<a href=x>aa aa aa</a> " * 99_000, ""),
    ("the longest paragraph that fits", "a.html", lambda: HTML + b"<p>" + b"Two died. " * 499_000, ""),
]


@pytest.mark.parametrize(("given", "name", "content", "reason"), HEAVY, ids=[row[0] for row in HEAVY])
def test_heavy_input_is_bounded(
    tmp_path: Path, given: str, name: str, content: Callable[[], bytes], reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content())
    paths = json.dumps([str(Path(__file__).parent), *(p for p in sys.path if p)])
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path), paths], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    seconds, peak, reasons = json.loads(done.stdout)
    assert seconds < SECONDS
    assert peak < MEMORY
    assert time.monotonic() - begin < 10 * SECONDS  # nothing sleeps
    if reason:  # what has none may be read, if it is read within the bounds
        assert any(reason in one for one in reasons if one is not None), reasons

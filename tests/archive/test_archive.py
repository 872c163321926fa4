"""The archive: what goes in comes out, whoever was killed while writing, and nothing else is taken for it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from warcio.archiveiterator import ArchiveIterator

from according.archive import archive_beside, folder, keep, read_kept
from according.collect import collect
from according.errors import LedgerBroken
from according.identity import bytes_hash
from according.records import Page
from according.settings import Settings
from capture_factory import make_capture

TRICKY = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("X-Note", "é\r\nInjected: 1"),
          ("no name", "x"), ("X-Long", "y" * 50_000), ("X-Half", "\ud800"))


def files(where):
    return sorted(path.name for path in where.glob("*.warc.gz"))


def test_a_capture_comes_out_as_it_went_in(tmp_path):
    capture = make_capture(address="http://wire.example/old", landed="https://wire.example/a?x=1", status=404,
                           body=b"\r\n\r\nWARC/1.1\r\n\0\xff" * 500)
    kept = keep(tmp_path / "a", capture)
    back = read_kept(tmp_path / "a", kept)
    assert replace(back, headers=()) == replace(capture, headers=())
    assert kept.sha256 == bytes_hash(capture.body)
    assert ("Content-Type", "text/html") in back.headers


def test_headers_break_no_record(tmp_path):
    back = read_kept(tmp_path, keep(tmp_path, make_capture(headers=TRICKY)))
    assert [name for name, _ in back.headers] == [
        "Content-Type", "X-Archive-Orig-Content-Encoding", "X-Note", "X-Long", "X-Half", "Content-Length"]
    assert dict(back.headers)["X-Note"] == "%C3%A9%0D%0AInjected: 1"
    assert len(dict(back.headers)["X-Long"]) == 8_192


def test_other_tools_and_our_own_reader_read_it(tmp_path):
    for minutes in range(3):
        keep(tmp_path, make_capture(minutes, body=f"<html><p>Report {minutes}.</p></html>".encode()))
    with (tmp_path / files(tmp_path)[0]).open("rb") as stream:
        records = [(record.rec_type, record.content_stream().read(), record.digest_checker.passed)
                   for record in ArchiveIterator(stream, check_digests=True)]
    assert [kind for kind, _, _ in records] == ["warcinfo", "response", "response", "response"]
    assert all(passed in (True, None) for _, _, passed in records)
    pages = list(collect([str(tmp_path / files(tmp_path)[0])], settings=Settings()))
    assert [page.content for page in pages if isinstance(page, Page)] == [body for _, body, _ in records[1:]]
    assert pages[0].captured == "2025-03-07T12:00:00.000000Z"
    assert pages[0].hints.url == "https://wire.example/a"


def test_a_tail_torn_anywhere_is_left_behind(tmp_path):
    first, second = make_capture(1), make_capture(2, body=b"another page")
    whole = keep(tmp_path / "x", first)
    keep(tmp_path / "x", second)
    there = (tmp_path / "x" / whole.file).read_bytes()
    ends = whole.offset + whole.length
    for number, cut in enumerate([*range(ends + 1, len(there), 29), len(there) - 1]):
        torn = tmp_path / f"torn{number}"
        torn.mkdir()
        (torn / whole.file).write_bytes(there[:cut])
        (torn / "turn").write_text(f"{whole.file} {ends}\n")
        kept = keep(torn, second)
        assert kept.file > whole.file  # a new file, and the old one is as the crash left it
        assert (torn / whole.file).read_bytes() == there[:cut]
        assert read_kept(torn, whole).body == first.body
        assert read_kept(torn, kept).body == second.body


@pytest.mark.parametrize("hint", ["", "nonsense", "reports-20250307T120100Z-00000.warc.gz 99999999", "x 12", "\xff"])
def test_a_wrong_hint_costs_only_a_walk(tmp_path, hint):
    first = keep(tmp_path, make_capture(1))
    (tmp_path / "turn").write_bytes(hint.encode("latin-1"))
    second = keep(tmp_path, make_capture(2, body=b"more"))
    assert (second.file, second.offset) == (first.file, first.offset + first.length)
    assert read_kept(tmp_path, second).body == b"more"


def test_a_file_grows_to_its_size_and_the_clock_may_go_back(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "FILE_BYTES", 1_000)
    kept = [keep(tmp_path, make_capture(-minutes, body=bytes(str(minutes), "ascii") * 40)) for minutes in range(9)]
    assert [k.file for k in kept] == sorted(k.file for k in kept)
    assert len(set(files(tmp_path))) == len({k.file for k in kept}) >= 3
    assert [read_kept(tmp_path, k).body for k in kept] == [bytes(str(m), "ascii") * 40 for m in range(9)]


def test_many_writers_take_turns(tmp_path):
    code = ("import sys\nfrom datetime import UTC, datetime\nfrom pathlib import Path\n"
            "from according.archive import keep\nfrom according.records import Capture\n"
            "for n in range(8): print(keep(Path(sys.argv[1]), Capture(address='http://a.example/', status=200,"
            "landed='http://a.example/', at=datetime.now(UTC), headers=(), body=sys.argv[2].encode() * 99)).offset)")
    here = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "a"), name], stdout=subprocess.PIPE,
                                env=here) for name in "xyz"]
    places = [int(line) for one in running for line in one.communicate(timeout=60)[0].split()]
    assert len(set(places)) == 24
    with (tmp_path / "a" / files(tmp_path / "a")[0]).open("rb") as stream:
        bodies = [record.content_stream().read()[:1] for record in ArchiveIterator(stream)]
    assert sorted(bodies[1:]) == [b"x"] * 8 + [b"y"] * 8 + [b"z"] * 8


def test_what_is_not_there_or_not_the_same_is_told(tmp_path):
    kept = keep(tmp_path, make_capture())
    path = tmp_path / kept.file
    there = path.read_bytes()
    for wrong, told in (
        (replace(kept, file="../" + kept.file), "no file of an archive"),
        (replace(kept, file=kept.file.replace("2025", "2024")), "no such file.*copied with its ledger"),
        (replace(kept, offset=kept.offset + 1), "damaged"),
        (replace(kept, length=kept.length - 1), "breaks off"),
        (replace(kept, offset=0, length=kept.offset), "no record of a page"),
        (replace(kept, sha256="0" * 64), "its hash differs"),
    ):
        with pytest.raises(LedgerBroken, match=told):
            read_kept(tmp_path, wrong)
    for at in range(kept.offset, kept.offset + kept.length, 7):  # no bit of it changes unseen, but in gzip's own head
        path.write_bytes(there[:at] + bytes([there[at] ^ 0x40]) + there[at + 1:])
        try:
            assert read_kept(tmp_path, kept).body == make_capture().body
            assert at < kept.offset + 10
        except LedgerBroken:
            pass


def test_an_archive_lies_beside_its_ledger(tmp_path):
    assert archive_beside("desk/ledger.sqlite").name == "ledger.sqlite.archive"
    assert archive_beside("sqlite:////x/ledger.sqlite").as_posix() == "/x/ledger.sqlite.archive"
    assert archive_beside(":memory:") is None
    assert archive_beside("postgresql://desk@server/ledger") is None


def test_one_moment_is_one_moment_in_any_zone(tmp_path):
    capture = make_capture()
    east = replace(capture, at=capture.at.astimezone(tz=datetime.now(UTC).astimezone().tzinfo) + timedelta(0))
    assert read_kept(tmp_path, keep(tmp_path, east)).at == capture.at

"""An archive cut into stretches gives what it gives whole, however damaged it is."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from according.backfill import Shard, plan
from according.collect.archive_walk import Tally, walk, whole
from according.errors import AccordingError
from according.records import Failure
from archive_factory import SETTINGS, a_job, archive_of, records_of

RECORDS = records_of(60)


def blocks_of(path, stretch, tally):
    """The content of the frames of a stretch, and what broke the walk off, if something did."""
    with path.open("rb") as stream:
        try:
            found = [step.block.content for step in walk(stream, stretch, origin="a", settings=SETTINGS, tally=tally)]
        except (AccordingError, EOFError, OSError) as error:
            return [], type(error)
    return found, None


def damaged(archive: bytes, how: str, seed: int) -> bytes:
    chance, content = random.Random(seed), bytearray(archive)
    if how == "flipped":
        for _ in range(20):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    elif how == "cut off":
        del content[chance.randrange(len(content) // 2, len(content)):]
    elif how == "garbage between":
        at = archive.index(b"\x1f\x8b\x08" if archive.startswith(b"\x1f\x8b") else b"WARC/", len(archive) // 2)
        content[at:at] = chance.randbytes(5_000)
    return bytes(content)


@pytest.mark.parametrize("form", ["plain", "members"])
@pytest.mark.parametrize("how", ["whole", "flipped", "cut off", "garbage between"])
@pytest.mark.parametrize("seed", range(4))
def test_stretches_give_what_the_whole_gives(tmp_path, form, how, seed):
    path = tmp_path / "a.warc"
    path.write_bytes(damaged(archive_of(RECORDS, form), how, seed))
    tally = Tally()
    with path.open("rb") as stream:
        expected, _ = blocks_of(path, whole(stream, "a"), tally)
    shards = [s for s in plan([path], job=a_job(), folder=tmp_path, documents=7) if isinstance(s, Shard)]
    assert len(shards) > 3
    got, lost = [], 0
    for shard in shards:
        part = Tally(false_starts=shard.false_starts)
        got += blocks_of(path, shard.stretch, part)[0]
        lost += part.lost
    assert got == expected
    assert lost == tally.lost
    assert [s.stretch.start for s in shards[1:]] == [s.stretch.end for s in shards[:-1]]
    assert shards[-1].stretch.end == path.stat().st_size


def test_an_archive_packed_at_once_is_unpacked_and_cut(tmp_path):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(archive_of(RECORDS, "one"))
    shards = list(plan([path], job=a_job(), folder=tmp_path, documents=7))
    got = [content for shard in shards for content in blocks_of(tmp_path / shard.path, shard.stretch, Tally())[0]]
    assert got == [one.partition(b"\r\n\r\n")[2][:-4] for one in RECORDS]
    assert shards[-1].through == path.stat().st_size


def test_one_packed_at_once_and_damaged_gives_what_came_before(tmp_path):
    path = tmp_path / "a.warc.gz"
    content = archive_of([one for one in RECORDS for _ in range(40)], "one")
    path.write_bytes(content[: len(content) - 200])
    *shards, failure = plan([path], job=a_job(), folder=tmp_path, documents=500)
    assert isinstance(failure, Failure)
    assert "truncated or damaged gzip" in failure.reason
    tally = Tally()
    for shard in shards:
        blocks_of(tmp_path / shard.path, shard.stretch, tally)
    assert tally.lost == 0
    assert len(shards) > 3


@pytest.mark.parametrize(("name", "content", "said"), [
    ("a.txt", b"Two died in Homs.", "no web archive (text)"),
    ("a.json.gz", archive_of([b'{"text": "Two died."}'], "one"), "no web archive (gzip of something else)"),
    ("a.pdf", b"%PDF-1.7", "a PDF"),
    ("a.warc", b"", "empty"),
])
def test_what_is_no_archive_is_refused_with_the_way_out(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    (failure,) = plan([tmp_path / name], job=a_job(), folder=tmp_path, documents=7)
    assert isinstance(failure, Failure)
    assert said in failure.reason


def test_a_shard_is_called_by_its_bytes_and_by_what_reads_them(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(archive_of(RECORDS, "members"))
    job = a_job()

    def keys(name, job):
        return [s.key for s in plan([tmp_path / name], job=job, folder=tmp_path, documents=20)]

    assert keys("a", job) == keys("b", replace(job, today="2030-01-01"))
    assert not set(keys("a", job)) & set(keys("a", replace(job, reader_name="another 2")))
    assert not set(keys("a", job)) & set(keys("a", replace(job, settings=replace(job.settings, max_depth=9))))

"""Read by many, posted by one: the ledger is the one that adding in one process makes, whenever a run was stopped."""

from __future__ import annotations

import os
import signal
from dataclasses import replace

import pytest

from according.backfill import Account, Posted, ProcessPool, open_work, plan, run
from according.backfill.shard import read_shard
from according.errors import BadInput
from according.ledger import open_ledger
from according.pipeline import settle
from according.records import Failure
from according.settings import Settings
from archive_factory import Here, a_job, added, archive_of, records_of, what_it_holds
from backfill_jobs import read_or_break
from source_factory import page_of, record


@pytest.fixture(scope="module")
def archives(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archives")
    records = records_of(24)
    records[3:3] = [record(b"<html><body><p>" + b"<i a=''" + b" a=''" * 20_000 + b">x", url="https://outlet.example/x")]
    first, second = folder / "a.warc.gz", folder / "b.warc"
    content = bytearray(archive_of(records, "members"))
    content[len(content) // 2] ^= 4
    first.write_bytes(content)
    second.write_bytes(archive_of(records_of(8), "plain"))
    return [first, second]


@pytest.fixture(scope="module")
def expected(archives, tmp_path_factory):
    return added(archives, tmp_path_factory.mktemp("added") / "ledger.sqlite")


def backfilled(archives, tmp_path, pool, *, stop_after=None, ledger="ledger.sqlite"):
    """Run a backfill, or the beginning of one; return what it told."""
    work, told = open_work(tmp_path / "work"), []
    with open_ledger(str(tmp_path / ledger)) as opened, pool:
        for one in run(plan(archives, job=a_job(), folder=work.folder, documents=6), pool=pool, work=work,
                       ledger=opened):
            told.append(one)
            if len(told) == stop_after:
                break
        settle(opened)
    return told


def test_two_processes_give_the_ledger_of_one(archives, expected, tmp_path):
    told = backfilled(archives, tmp_path, ProcessPool(a_job(), workers=2))
    assert what_it_holds(tmp_path / "ledger.sqlite") == expected
    account = Account()
    failures = [failure for one in told for failure in account.take(one)]
    assert any("a tag of over" in failure.reason for failure in failures)
    summary = account.summary(1.0)
    assert summary.documents == summary.reports + len(failures)
    assert summary.documents + summary.passed + summary.lost == 25 + 5 + 8 + 2
    assert sum(summary.refused.values()) == len(failures)
    assert ["damaged: at least 1 record lost" in failure.reason for failure in account.faults()] == [True]


def test_a_process_that_is_killed_costs_nothing(archives, expected, tmp_path):
    pool = ProcessPool(a_job(), workers=1)
    wait, victims = pool.wait, []

    def kill_one(seconds):
        if pool._crew and len(victims) < 2:
            victims.append(pool._crew[0]._process.pid)
            os.kill(victims[-1], signal.SIGKILL)
        return wait(seconds)

    pool.wait = kill_one
    backfilled(archives, tmp_path, pool)
    assert len(set(victims)) == 2
    assert what_it_holds(tmp_path / "ledger.sqlite") == expected


def test_a_shard_that_kills_every_process_is_left_undone(archives, tmp_path):
    pool = ProcessPool(a_job(), workers=1)
    wait = pool.wait

    def kill(seconds):
        for worker in pool._crew:
            os.kill(worker._process.pid, signal.SIGKILL)
        return wait(seconds)

    pool.wait = kill
    (first,) = backfilled(archives, tmp_path, pool, stop_after=1)
    assert isinstance(first, Failure)
    assert "3 processes died over it, the last with signal 9" in first.reason


def test_stopped_and_resumed_a_shard_is_read_once(archives, expected, tmp_path):
    first, second, third = (Here(a_job()) for _ in range(3))
    backfilled(archives, tmp_path, first, stop_after=2)
    told = backfilled(archives, tmp_path, second)
    assert what_it_holds(tmp_path / "ledger.sqlite") == expected
    assert not set(first.read) & set(second.read)
    assert [one.receipt is None for one in told if isinstance(one, Posted)][:2] == [True, True]
    backfilled(archives, tmp_path, third)
    assert third.read == []
    assert what_it_holds(tmp_path / "ledger.sqlite") == expected


def test_another_ledger_is_not_taken_to_have_what_the_first_got(archives, expected, tmp_path):
    backfilled(archives, tmp_path, Here(a_job()))
    again = Here(a_job())
    backfilled(archives, tmp_path, again, ledger="other.sqlite")
    assert again.read
    assert what_it_holds(tmp_path / "other.sqlite") == expected


def test_readings_that_were_damaged_are_read_anew(archives, expected, tmp_path):
    work = open_work(tmp_path / "work")
    shard = next(plan(archives, job=a_job(), folder=work.folder, documents=6))
    work.keep(read_shard(shard, a_job()))
    (kept,) = work.folder.glob("*.readings.gz")
    kept.write_bytes(kept.read_bytes()[:-30])
    with pytest.raises(BadInput, match="run again"):
        backfilled(archives, tmp_path, Here(a_job()))
    backfilled(archives, tmp_path, Here(a_job()))
    assert what_it_holds(tmp_path / "ledger.sqlite") == expected


def test_a_document_that_kills_hangs_or_swells_costs_itself(tmp_path):
    path = tmp_path / "a.warc"
    good = records_of(5)
    bad = [record(page_of(f"This page {what}"), url=f"https://outlet.example/{what}")
           for what in ("kills", "hangs", "swells")]
    path.write_bytes(b"".join([good[0], bad[0], good[2], bad[1], good[3], bad[2], good[4]]))
    job = replace(a_job(Settings(max_seconds=0.1)), reader_name="patterns")
    (shard,) = plan([path], job=job, folder=tmp_path, documents=100)
    manifest = read_shard(shard, job, read=read_or_break).manifest
    assert manifest.reports == 4
    assert [(f.origin.rpartition("/")[2], f.reason.partition(";")[0]) for f in manifest.refused] == [
        ("kills", "its reader died (signal 11) within the bounds of 1 s and 1,200,000,000 bytes of memory"),
        ("hangs", "reading it takes more than 1 s"),
        ("swells", "reading it takes more than 1,200,000,000 bytes of memory"),
    ]


def test_an_archive_that_changes_under_the_run_is_told(archives, tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(archive_of(records_of(3), "plain"))
    shard = next(plan([path], job=a_job(), folder=tmp_path, documents=6))
    path.write_bytes(path.read_bytes().replace(b"Three", b"Threw"))
    with pytest.raises(BadInput, match="changed while it was read"):
        read_shard(shard, a_job())

"""A ledger carried elsewhere: nothing is lost on the way, whatever keeps it and whoever writes meanwhile."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from sqlalchemy import text

from according.errors import BadRequest, LedgerBroken, LedgerError
from according.ledger import moving, open_ledger
from according.ledger.base import Head, read_head
from according.ledger.engines import open_store
from according.ledger.migrations import MIGRATIONS
from claim_factory import make_judgement
from older_ledgers import taken_back
from reading_factory import make_reading, settle


@pytest.fixture
def filled(lasting: str) -> str:
    """A ledger with retired and live readings, a judgement and names."""
    with open_ledger(lasting) as ledger:
        ledger.post([make_reading(number) for number in range(1, 6)])
        settle(ledger)
        ledger.post([make_reading(1, reader="patterns 2")])
        ledger.judge(make_judgement("reject", make_reading(2).claims[0].id))
        settle(ledger)
    return lasting


@pytest.fixture(params=["file", "postgres"])
def target(request: pytest.FixtureRequest, tmp_path) -> str:
    if request.param == "file":
        return str(tmp_path / "target.sqlite")
    return request.getfixturevalue("postgres").new_address()


def content(address: str) -> tuple[object, ...]:
    with open_ledger(address) as ledger:
        if not ledger.settled():
            settle(ledger)
        return ledger.head(), ledger.digest(), ledger.verify(), tuple(ledger.entries()), tuple(ledger.incidents())


def run_sql(address: str, *lines: str) -> None:
    store = open_store(address, read_only=False, patience=1.0)
    with store.writing() as connection:
        for line in lines:
            connection.execute(text(line))
    store.engine.dispose()


def test_a_copy_has_every_entry_and_the_same_incidents(filled, target):
    before = content(filled)
    assert before[2] == ()
    assert moving.copy(filled, target) == before[0]
    assert content(target) == before == content(filled)


def test_there_and_back_is_the_same(filled, target, tmp_path):
    moving.copy(filled, target)
    moving.copy(target, str(tmp_path / "back.sqlite"))
    assert content(str(tmp_path / "back.sqlite")) == content(filled)


def test_nothing_is_copied_into_a_ledger_that_holds_something(filled, target):
    with open_ledger(target) as ledger:
        ledger.post([make_reading(9)])
    before = content(target)
    with pytest.raises(BadRequest, match="it is not empty"):
        moving.copy(filled, target)
    assert content(target) == before


def test_a_chain_that_does_not_hold_is_neither_copied_nor_backed_up(filled, target, tmp_path):
    run_sql(filled, "UPDATE entries SET payload = '{}' WHERE seq = 3")
    with pytest.raises(LedgerBroken, match="entry 3"):
        moving.copy(filled, target)
    with open_ledger(target) as ledger:
        assert ledger.head().count == 0
    with pytest.raises(LedgerBroken, match="entry 3"):
        moving.back_up(filled, tmp_path / "b.sqlite")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("b.")] == []


def test_a_backup_restores_to_the_same_ledger(filled, target, tmp_path):
    head = moving.back_up(filled, tmp_path / "b.sqlite")
    assert read_head((tmp_path / "b.sqlite.head").read_text()) == head == content(filled)[0]
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("b.")) == [
        "b.sqlite", "b.sqlite.head"]
    assert moving.restore(tmp_path / "b.sqlite", target) == head
    assert content(target) == content(filled)
    with pytest.raises(BadRequest, match="it is there already"):
        moving.back_up(filled, tmp_path / "b.sqlite")


def test_a_backup_while_others_write_is_one_moment_of_the_ledger(filled, tmp_path):
    stop = threading.Event()

    def write() -> None:
        with open_ledger(filled, patience=30.0) as ledger:
            for number in range(100, 2000):
                if stop.is_set():
                    return
                ledger.post([make_reading(number)])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        heads = [moving.back_up(filled, tmp_path / f"b{number}.sqlite") for number in range(4)]
    finally:
        stop.set()
        writer.join()
    with open_ledger(filled) as ledger:
        chain = list(ledger.entries())
        assert heads[0].count < len(chain)
        for number, head in enumerate(heads):
            assert ledger.verify(head) == ()
            with open_ledger(str(tmp_path / f"b{number}.sqlite")) as kept:
                assert list(kept.entries()) == chain[: head.count]
                # A backup holds no half of a reading: each report that it has, it has with its claims
                assert all(kept.reading(report.id).claims for report in kept.reports())


@pytest.mark.parametrize("cut", [1, 4])
def test_a_backup_that_was_cut_short_is_not_restored(filled, target, tmp_path, cut):
    head = moving.back_up(filled, tmp_path / "b.sqlite")
    run_sql(str(tmp_path / "b.sqlite"), f"DELETE FROM entries WHERE seq > {head.count - cut}")
    with pytest.raises(LedgerBroken, match="entries are cut off"):
        moving.restore(tmp_path / "b.sqlite", target)
    (tmp_path / "b.sqlite.head").unlink()  # then nothing can show it, save a head kept elsewhere
    with pytest.raises(LedgerBroken, match="entries are cut off"):
        moving.restore(tmp_path / "b.sqlite", target, against=head)
    assert moving.restore(tmp_path / "b.sqlite", target).count == head.count - cut


def test_a_copy_of_another_ledger_is_told_by_its_head(filled, target):
    with pytest.raises(LedgerBroken, match="it is not the ledger"):
        moving.copy(filled, target, against=Head(count=2, hash="a" * 64))


@pytest.mark.parametrize("number", range(1, len(MIGRATIONS)))
def test_every_older_ledger_is_upgraded_backed_up_and_copied(lasting, target, tmp_path, number):
    with open_ledger(lasting) as ledger:
        ledger.post([replace(make_reading(each), acts=None) for each in range(1, 5)])
        settle(ledger)
    before = content(lasting)
    run_sql(lasting, *taken_back(number))
    with pytest.raises(LedgerError, match="according ledger upgrade"):
        open_ledger(lasting, read_only=True)
    head = moving.back_up(lasting, tmp_path / "b.sqlite")  # before the upgrade, as one should
    moving.copy(lasting, target)
    assert moving.tables_of(lasting)[0] == number
    assert moving.upgrade(lasting) == (number, len(MIGRATIONS), head)
    assert moving.upgrade(lasting) == (len(MIGRATIONS), len(MIGRATIONS), head)
    assert content(lasting) == content(target) == before


def test_there_is_nothing_to_carry_where_there_is_no_ledger(tmp_path, target):
    none = str(tmp_path / "none.sqlite")
    with pytest.raises(LedgerError, match="there is no ledger yet"):
        moving.copy(none, target)
    with pytest.raises(LedgerError, match="there is no ledger yet"):
        moving.back_up(none, tmp_path / "b.sqlite")
    with pytest.raises(LedgerError, match="there is no ledger yet"):
        moving.upgrade(none)
    assert list(tmp_path.glob("*none*")) == list(tmp_path.glob("b.*")) == []

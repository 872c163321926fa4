"""How an address is opened, and with which settings."""

from __future__ import annotations

import subprocess
import sys

import pytest

from according.ledger import open_ledger
from according.ledger.engines import SQLITE, open_store, wal_is_safe
from reading_factory import make_reading


@pytest.mark.parametrize(("version", "safe"), [
    ((3, 40, 1), False),  # Debian 12
    ((3, 44, 5), False),
    ((3, 44, 6), True),  # mended in an old line
    ((3, 45, 0), False),
    ((3, 50, 6), False),
    ((3, 50, 7), True),
    ((3, 51, 2), False),
    ((3, 51, 3), True),
    ((3, 53, 4), True),
    ((4, 0, 0), True),
])
def test_which_sqlite_may_use_a_write_ahead_log(version, safe):
    assert wal_is_safe(version) is safe


def test_the_sqlite_in_use_is_free_of_the_bug():
    assert wal_is_safe(SQLITE.sqlite_version_info)


def test_every_connection_to_a_file_has_the_settings_that_keep_it_safe(tmp_path):
    store = open_store(str(tmp_path / "ledger.sqlite"), read_only=False, patience=2.5)
    for _ in range(2):
        with store.writing() as one, store.reading() as other:
            for connection in (one, other):
                def pragma(name: str, connection=connection) -> object:
                    return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()

                settings = [pragma(n) for n in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")]
                assert settings == ["wal", 3, 1, 2500]
    store.engine.dispose()


def test_without_a_safe_sqlite_the_rollback_journal_is_used(tmp_path, monkeypatch):
    monkeypatch.setattr("according.ledger.engines.wal_is_safe", lambda version: False)
    path = tmp_path / "ledger.sqlite"
    with open_ledger(str(path)) as ledger:
        ledger.post([make_reading(1)])
        assert ledger.verify() == ()
    store = open_store(str(path), read_only=False, patience=1.0)
    with store.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "delete"
    store.engine.dispose()


def test_every_connection_to_a_server_waits_no_longer_than_it_should(postgres):
    store = open_store(postgres.new_address(), read_only=True, patience=2.5)
    with store.reading() as connection:
        def setting(name: str) -> object:
            return connection.exec_driver_sql(f"SHOW {name}").scalar_one()

        assert (setting("lock_timeout"), setting("synchronous_commit"), setting("default_transaction_read_only")) == (
            "2500ms", "on", "on")
    store.engine.dispose()


def test_ways_to_write_an_address(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    whole = f"{tmp_path}/a.sqlite"
    for address in ("a.sqlite", "sqlite:///a.sqlite", whole, f"sqlite:///{whole}", "~/a.sqlite"):
        with open_ledger(address) as ledger:
            ledger.post([make_reading(1)])
            assert len(list(ledger.reports())) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["a.sqlite"]
    for address in (":memory:", "sqlite://", "sqlite:///:memory:"):
        with open_ledger(address) as ledger:
            assert ledger.head().count == 0


def test_a_name_with_marks_that_mean_something_in_an_address(tmp_path):
    path = tmp_path / "what? #1 100%.sqlite"
    with open_ledger(str(path)) as ledger:
        ledger.post([make_reading(1)])
    assert path.exists()


def test_two_ledgers_in_memory_are_two():
    with open_ledger(":memory:") as one, open_ledger(":memory:") as other:
        one.post([make_reading(1)])
        assert other.head().count == 0


def test_a_closed_ledger_leaves_one_file(tmp_path):
    with open_ledger(str(tmp_path / "ledger.sqlite")) as ledger:
        ledger.post([make_reading(1)])
    assert [p.name for p in tmp_path.iterdir()] == ["ledger.sqlite"]


def test_only_opening_a_ledger_pays_for_sqlalchemy():
    code = ("import sys, according.ledger\nassert 'sqlalchemy' not in sys.modules\n"
            "according.ledger.open_ledger(':memory:').close()\nassert 'sqlalchemy' in sys.modules")
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": ":".join(sys.path)})

"""The numbered changes of the tables."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Connection, inspect, text

from according.errors import LedgerError
from according.ledger import migrations, open_ledger
from according.ledger.engines import open_store
from capture_factory import make_note
from claim_factory import make_act
from reading_factory import make_reading, settle


def m999_weather(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE incidents ADD COLUMN weather TEXT"))


RELEASED = [(number, migration.__name__) for number, migration in enumerate(migrations.MIGRATIONS, start=1)]
NEXT = len(RELEASED) + 1
LATER = ("DROP TABLE summaries", "DROP TABLE jobs", "DROP TABLE hosts", "DROP TABLE robots")
NO_CAPTURES = tuple(f"DROP TABLE {name}" for name in ("captured", "captures", "passed", "restated"))


def rows(address: str) -> list[tuple[int, str]]:
    store = open_store(address, read_only=False, patience=1.0)
    with store.reading() as connection:
        found = [(row.number, row.name) for row in connection.execute(text("SELECT * FROM migrations ORDER BY number"))]
    store.engine.dispose()
    return found


def test_names_carry_their_numbers():
    assert [m.__name__[:5] for m in migrations.MIGRATIONS] == [
        f"m{number:03d}_" for number in range(1, len(migrations.MIGRATIONS) + 1)]


def test_a_new_ledger_records_what_it_was_made_with(lasting):
    open_ledger(lasting).close()
    assert rows(lasting) == RELEASED
    open_ledger(lasting).close()
    assert rows(lasting) == RELEASED


def test_a_later_migration_is_applied_once_and_recorded(lasting, monkeypatch):
    with open_ledger(lasting) as ledger:
        ledger.post([make_reading(1)])
        settle(ledger)
        before = (ledger.head(), ledger.digest())
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, m999_weather))
    monkeypatch.setattr("according.ledger.sql.MIGRATIONS", migrations.MIGRATIONS)
    with pytest.raises(LedgerError, match="written by an earlier version; `according ledger upgrade`"):
        open_ledger(lasting, read_only=True)
    for _ in range(2):
        with open_ledger(lasting) as ledger:
            assert (ledger.head(), ledger.digest(), ledger.verify()) == (*before, ())
    assert rows(lasting) == [*RELEASED, (NEXT, "m999_weather")]
    store = open_store(lasting, read_only=False, patience=1.0)
    with store.reading() as connection:
        assert "weather" in {column["name"] for column in inspect(connection).get_columns("incidents")}
    store.engine.dispose()


def as_before_acts(address: str) -> None:
    """Take back what m003 made: a ledger as the version before it left it."""
    store = open_store(address, read_only=False, patience=1.0)
    with store.writing() as connection:
        lines = (
            *LATER, *NO_CAPTURES, "DROP TABLE acts", "ALTER TABLE reports DROP COLUMN acts",
            "DELETE FROM migrations WHERE number > 2")
        for line in lines:
            connection.execute(text(line))
    store.engine.dispose()


def test_a_ledger_from_before_acts_is_upgraded_and_has_none_until_its_reports_are_read_again(lasting):
    old = replace(make_reading(1), acts=None)
    with open_ledger(lasting) as ledger:
        ledger.post([old])
        settle(ledger)
        before = (ledger.head(), ledger.digest())
    as_before_acts(lasting)
    with open_ledger(lasting) as ledger:
        assert (ledger.head(), ledger.digest(), ledger.verify()) == (*before, ())
        assert ledger.reading(old.report.id) == old
        assert list(ledger.acts()) == []
        assert ledger.wants(old.report, old.reader)
        act = make_act(old.report)
        assert ledger.post([replace(old, acts=(act,))]).amended == 1
        assert list(ledger.acts()) == [ledger.act(act.id)] == [act]
        assert ledger.find(act.id[:8]) == (act.id,)
        assert not ledger.wants(old.report, old.reader)
        assert ledger.verify() == ()
        ledger.rebuild()
        assert list(ledger.acts(reports=[old.report.id])) == [act]
        assert ledger.post([replace(old, acts=(), reader="patterns 2")]).replaced == 1
        assert list(ledger.acts()) == []
        assert ledger.act(act.id) == act  # retired, and kept


def test_a_ledger_from_before_captures_is_upgraded_and_has_none(lasting):
    with open_ledger(lasting) as ledger:
        ledger.post([make_reading(1)])
        settle(ledger)
        before = (ledger.head(), ledger.digest())
    store = open_store(lasting, read_only=False, patience=1.0)
    with store.writing() as connection:
        for line in (*LATER, *NO_CAPTURES, "DELETE FROM migrations WHERE number > 3"):
            connection.execute(text(line))
    store.engine.dispose()
    with open_ledger(lasting) as ledger:
        assert (ledger.head(), ledger.digest(), ledger.verify()) == (*before, ())
        assert list(ledger.captures()) == []
        assert ledger.note_captures([make_note(1, [make_reading(1).report.id])]) == 1
        assert ledger.verify() == ()
    assert rows(lasting) == RELEASED


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(lasting, monkeypatch):
    with open_ledger(lasting) as ledger:
        ledger.post([make_reading(1)])
        digest = ledger.digest()

    def m999_fails(connection: Connection) -> None:
        m999_weather(connection)
        connection.execute(text("ALTER TABLE nowhere ADD COLUMN x TEXT"))

    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, m999_fails))
    monkeypatch.setattr("according.ledger.sql.MIGRATIONS", migrations.MIGRATIONS)
    with pytest.raises(LedgerError, match="nowhere"):
        open_ledger(lasting)
    monkeypatch.undo()
    with open_ledger(lasting) as ledger:
        assert (ledger.digest(), ledger.verify()) == (digest, ())
    assert rows(lasting) == RELEASED


def test_a_ledger_without_accounts_gets_their_tables_and_settles_from_the_start(lasting):
    with open_ledger(lasting) as ledger:
        ledger.post([replace(make_reading(1), acts=None)])
        settle(ledger)
        before = (ledger.head(), ledger.digest())
    as_before_acts(lasting)
    store = open_store(lasting, read_only=False, patience=1.0)
    with store.writing() as connection:
        for statement in ("DROP TABLE accounts", "DROP TABLE tellings", "DROP TABLE blocks",
                          "DELETE FROM migrations WHERE number > 1"):
            connection.execute(text(statement))
    store.engine.dispose()
    with open_ledger(lasting) as ledger:
        assert (ledger.head(), ledger.digest(), ledger.verify()) == (*before, ())
        assert ledger.changes() is None
        assert list(ledger.accounts([make_reading(1).report.id])) == []


def test_an_older_ledger_finds_the_end_of_an_incident_in_the_index_of_days(lasting):
    open_ledger(lasting).close()
    store = open_store(lasting, read_only=False, patience=1.0)
    with store.writing() as connection:
        for line in ("DROP INDEX incidents_by_day", "CREATE INDEX incidents_by_day ON incidents (day, key)",
                     "DELETE FROM migrations WHERE number > 6"):
            connection.execute(text(line))
    open_ledger(lasting).close()
    with store.reading() as connection:
        found = {index["name"]: index["column_names"] for index in inspect(connection).get_indexes("incidents")}
    store.engine.dispose()
    assert found["incidents_by_day"] == ["day", "key", "end_day"]
    assert rows(lasting) == RELEASED

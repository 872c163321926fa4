"""`according doctor` finds what is not as it should be, says it in one line, and goes on to the next thing."""

from __future__ import annotations

import json
import shutil
from collections import namedtuple
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from according.doctor import examine, machine
from according.extract import model
from according.ledger import open_ledger
from according.ledger.engines import open_store
from according.pipeline import note_capture
from according.settings import Settings
from capture_factory import make_capture, make_note
from reading_factory import make_reading, settle

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(params=["file", "postgres"])
def desk(request, tmp_path):
    """A ledger with a report that was captured, and its archive."""
    address = (str(tmp_path / "desk.sqlite") if request.param == "file"
               else request.getfixturevalue("postgres").new_address())
    folder = tmp_path / "pages"
    with open_ledger(address, now=lambda: "2026-11-26T11:00:00.000Z") as ledger:
        ledger.post([make_reading(1)])
        note_capture(ledger, folder, make_capture(), [make_reading(1).report.id])
        note_capture(ledger, folder, make_capture(1), [make_reading(1).report.id])
        settle(ledger)
    return address, folder


def states(address, folder, *, now=NOW, settings=Settings()):  # noqa: B008  # frozen
    return {f.what: (f.state, f.said) for f in examine(settings, address, folder, lambda: now)}


def change(address, line):
    store = open_store(address, read_only=False, patience=1.0)
    with store.writing() as connection:
        for statement in line.split(";"):
            connection.execute(text(statement))
    store.engine.dispose()


def test_all_is_well(desk):
    found = states(*desk)
    assert {state for state, _ in found.values()} == {"ok"}, found
    assert list(found) == ["reader", "books", "charts", "sqlite", "postgresql", "disk", "ledger", "chain", "clock",
                           "archive", "jobs"]
    assert found["archive"][1].endswith("2 records, each there and as captured")
    assert "answers at" in found["postgresql"][1] or "not asked for" in found["postgresql"][1]
    assert all("\n" not in said for _, said in found.values())


def test_without_a_ledger_nothing_is_bad(tmp_path):
    found = states(str(tmp_path / "none.sqlite"), tmp_path / "pages")
    assert {state for state, _ in found.values()} == {"ok"}
    assert not (tmp_path / "none.sqlite").exists()


def test_a_damaged_chain_is_bad_and_the_rest_is_looked_at(desk):
    change(desk[0], "UPDATE entries SET payload = '{}' WHERE seq = 2")
    found = states(*desk)
    assert found["chain"][0] == "bad"
    assert found["clock"][0] == found["disk"][0] == "ok"


def test_a_clock_before_the_last_entry_is_bad(desk):
    assert states(*desk, now=NOW - timedelta(hours=2))["clock"][0] == "bad"
    assert states(*desk, now=LATER)["clock"][0] == "ok"


def test_what_is_missing_from_the_archive_or_changed_is_bad(desk, tmp_path):
    address, folder = desk
    file, = folder.glob("*.warc.gz")
    whole = file.read_bytes()
    file.write_bytes(whole[:-5])
    assert "breaks off" in states(address, folder)["archive"][1]
    file.write_bytes(whole + b"\x1f\x8b\x08torn")
    state, said = states(address, folder)["archive"]
    assert (state, "left behind" in said) == ("ok", True)
    shutil.rmtree(folder)
    state, said = states(address, folder)["archive"]
    assert (state, "it is not there" in said) == ("bad", True)
    folder.mkdir()
    assert "copied with its ledger, and 1 more" in states(address, folder)["archive"][1]
    state, said = states(address, None)["archive"]
    assert (state, said) == ("warning", "turned off; 2 records of the ledger cannot be looked for")


def test_an_older_schema_and_what_is_not_settled_are_warnings(desk):
    address, folder = desk
    with open_ledger(address, now=lambda: "2026-11-26T11:00:00.000Z") as ledger:
        ledger.note_captures([make_note(9)])
    assert "`according settle`" in states(address, folder)["ledger"][1]
    change(address, "DELETE FROM migrations WHERE number > 3")
    found = states(address, folder)
    assert found["ledger"][0] == "warning"
    assert "`according ledger upgrade`" in found["ledger"][1]
    assert found["chain"] == ("ok", "not looked at before the upgrade; `according verify` then")
    change(address, "INSERT INTO migrations VALUES (999, 'm999_later', 'then')")
    state, said = states(address, folder)["ledger"]
    assert (state, "later version" in said) == ("bad", True)


def test_dead_letters_are_a_warning(desk):
    address, folder = desk
    change(address, "DROP TABLE IF EXISTS jobs; CREATE TABLE jobs (key TEXT, state TEXT); "
                    "INSERT INTO jobs VALUES ('a', 'dead'), ('b', 'waiting'), ('c', 'waiting')")
    assert states(address, folder)["jobs"] == ("warning", "1 dead, 2 waiting; `according watch --dead` says why")


@pytest.mark.parametrize(("free", "state"), [(10**12, "ok"), (10**9, "warning"), (10**6, "bad")])
def test_room_on_the_disk(tmp_path, monkeypatch, free, state):
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda path: Usage(10**12, 0, free))
    assert machine.disk(str(tmp_path / "a" / "desk.sqlite"), None).state == state


def test_an_affected_sqlite_is_a_warning(monkeypatch):
    monkeypatch.setattr(machine, "sqlite_in_use", lambda: ("3.45.1", False))
    assert machine.sqlite().state == "warning"


def test_damaged_weights_and_a_damaged_book_are_bad(tmp_path, monkeypatch):
    weights = tmp_path / "weights"
    shutil.copytree(model.FOLDER, weights)
    (weights / "tokenizer.json").write_text("{}")
    monkeypatch.setattr(model, "FOLDER", weights)
    found = states(str(tmp_path / "none.sqlite"), None)
    assert found["reader"][0] == "bad"
    assert "are damaged" in found["reader"][1]
    settings = Settings(reader="patterns")
    assert states(str(tmp_path / "none.sqlite"), None, settings=settings)["reader"][0] == "warning"


def test_a_server_that_is_not_there_is_bad_once(tmp_path):
    found = states(f"postgresql://desk@/ledger?host={tmp_path}", None)
    assert [what for what, (state, _) in found.items() if state == "bad"] == ["postgresql", "ledger"]


def test_the_command_prints_lines_or_json_and_its_code_tells(tmp_path, capfd, monkeypatch):
    from according.cli import main

    monkeypatch.setenv("ACCORDING_READER", "patterns")
    ledger = str(tmp_path / "desk.sqlite")
    assert main(["doctor", "--ledger", ledger]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert len(lines) == 11
    assert lines[0].split()[:2] == ["warning", "reader"]
    (tmp_path / "desk.sqlite").write_text("no ledger at all")
    assert main(["doctor", "--ledger", ledger, "--json"]) == 1
    told = json.loads(capfd.readouterr().out)
    assert {one["what"] for one in told if one["state"] == "bad"} == {"ledger"}

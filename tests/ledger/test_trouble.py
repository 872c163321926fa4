"""What goes wrong around a ledger is said in one clear line, and the ledger is unharmed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy

import according
from according.errors import LedgerBroken, LedgerError, LedgerTooNew
from according.ledger import engines, open_ledger
from according.ledger.base import Ledger
from according.ledger.engines import open_store
from according.ledger.trouble import explain
from reading_factory import make_reading, settle

PATHS = os.pathsep.join((str(Path(according.__file__).parent.parent), str(Path(__file__).parent.parent)))
READ_AND_WRITE = """
import os, resource, sys
from according.errors import LedgerError
from according.ledger import open_ledger
from reading_factory import make_reading
with open_ledger(":memory:") as ledger:  # loads everything: after the rights are gone nothing can be
    ledger.post([make_reading(0)])
    ledger.verify()
{before}
try:
    with open_ledger(sys.argv[1]) as ledger:
        print(len(list(ledger.reports())))
        ledger.post(make_reading(number) for number in range(2, 400))
except LedgerError as error:
    print(error)
"""
HOLD = """
import sys, time
from according.ledger.engines import open_store
with open_store(sys.argv[1], read_only=False, patience=1.0).writing():
    print("held", flush=True)
    time.sleep(0.5)
"""


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may reach: pytest's own are closed to all but the one who runs it."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def fill(address: object) -> str:
    """Make a ledger of two reports and return its digest."""
    with open_ledger(str(address)) as ledger:
        ledger.post([make_reading(0), make_reading(1)])
        settle(ledger)
        return ledger.digest()


def whole(address: object) -> str:
    """Return the digest of a ledger that must be whole."""
    with open_ledger(str(address)) as ledger:
        assert ledger.verify() == ()
        return ledger.digest()


def run(script: str, *arguments: object) -> list[str]:
    done = subprocess.run([sys.executable, "-c", script, *map(str, arguments)], capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": PATHS}, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def line(error: pytest.ExceptionInfo[LedgerError]) -> str:
    text = str(error.value)
    assert "\n" not in text
    assert "sqlalche.me" not in text
    return text


# --- no ledger -----------------------------------------------------------------------------------------------


def test_some_other_file(path):
    path.write_bytes(b"%PDF-1.7 not a ledger")
    with pytest.raises(LedgerError) as error:
        open_ledger(str(path))
    assert line(error) == f"{path}: this is no ledger but some other file; name another with --ledger"
    assert path.read_bytes() == b"%PDF-1.7 not a ledger"


def test_a_database_of_something_else(path):
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name)")
    other.close()
    before = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(LedgerError, match="a database of something else"):
            open_ledger(str(path), read_only=read_only)
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]
    other.close()
    assert len(before) == len(path.read_bytes())


def test_a_database_of_postgresql_may_hold_more_than_a_ledger_but_no_table_of_its_names(postgres):
    address = postgres.new_address()
    _execute(address, "CREATE TABLE recipes (name text)")
    assert fill(address) == whole(address)
    other = postgres.new_address()
    _execute(other, "CREATE TABLE incidents (name text)")
    with pytest.raises(LedgerError, match="a database of something else"):
        open_ledger(other)


def _execute(address: str, statement: str) -> None:
    engine = open_store(address, read_only=False, patience=1.0).engine
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
        connection.commit()
    engine.dispose()


def test_nothing_there_to_read(path, postgres):
    for address in (str(path), postgres.new_address()):
        with pytest.raises(LedgerError) as error:
            open_ledger(address, read_only=True)
        assert line(error).endswith(": there is no ledger yet; `according add` makes one")
    assert not path.exists()


def test_a_folder(tmp_path):
    with pytest.raises(LedgerError, match="this is a folder; name a file in it"):
        open_ledger(str(tmp_path))


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(LedgerError) as error:
        open_ledger(str(tmp_path / "file" / "sub" / "ledger.sqlite"))
    assert "look at its folder and the rights on it" in line(error)


def test_folders_are_made_where_they_are_missing(tmp_path):
    assert fill(tmp_path / "a" / "b" / "ledger.sqlite")


def test_an_empty_file_becomes_a_ledger(path):
    path.touch()  # what is left where a process was killed before its first write
    assert fill(path) == whole(path)


@pytest.mark.parametrize(("address", "said"), [
    ("mysql://here/x", "mysql://: no ledger is kept so"),
    ("postgresql://u@h:port/x", "no address"),
])
def test_addresses_that_are_none(address, said):
    with pytest.raises(LedgerError) as error:
        open_ledger(address)
    assert said in line(error)


def test_a_server_that_is_not_there_and_no_password_in_the_line(tmp_path):
    with pytest.raises(LedgerError) as error:
        open_ledger(f"postgresql://analyst:secret@/x?host={tmp_path}")
    assert "secret" not in line(error)
    assert line(error).startswith("postgresql://analyst:***@/x")


def test_a_database_that_is_not_there(postgres):
    with pytest.raises(LedgerError) as error:
        open_ledger(postgres.address("nowhere"))
    assert "nowhere" in line(error)


def test_postgresql_without_its_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(LedgerError, match=r"pip install 'according\[postgres\]'"):
        open_ledger("postgresql://u@h/x")


# --- versions ------------------------------------------------------------------------------------------------


def test_a_ledger_of_a_later_version(lasting):
    digest = fill(lasting)
    _execute(lasting, "INSERT INTO migrations VALUES (99, 'm099_later', '2030-01-01')")
    for read_only in (True, False):
        with pytest.raises(LedgerTooNew) as error:
            open_ledger(lasting, read_only=read_only)
        assert "written by a later version of According" in line(error)
    _execute(lasting, "DELETE FROM migrations WHERE number = 99")
    assert whole(lasting) == digest


# --- locked --------------------------------------------------------------------------------------------------


def test_a_locked_ledger(lasting):
    digest = fill(lasting)
    store = open_store(lasting, read_only=False, patience=1.0)
    with store.writing(), open_ledger(lasting, patience=0.2) as ledger:
        assert len(list(ledger.reports())) == 2, "readers do not wait for a writer"
        with pytest.raises(LedgerError) as error:
            ledger.post([make_reading(2)])
        assert "another process is writing to it and did not finish in time" in line(error)
    store.engine.dispose()
    assert whole(lasting) == digest


def test_a_writer_that_ends_in_time_is_waited_for(path):
    fill(path)
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE,
                              env={**os.environ, "PYTHONPATH": PATHS})
    assert holder.stdout is not None
    holder.stdout.readline()
    with open_ledger(str(path), patience=20.0) as ledger:
        assert ledger.post([make_reading(2)]).new == 1
    assert holder.wait() == 0
    holder.stdout.close()


# --- read-only -----------------------------------------------------------------------------------------------


def _read_and_fail_to_write(ledger: Ledger, digest: str) -> None:
    assert ledger.digest() == digest
    assert ledger.verify() == ()
    assert ledger.post([make_reading(0)]).known == 1, "what is there already needs no writing"
    with pytest.raises(LedgerError) as error:
        ledger.post([make_reading(2)])
    assert "it can only be read" in line(error)
    assert "make it writable" in line(error)


def test_a_ledger_opened_for_reading(lasting):
    digest = fill(lasting)
    with open_ledger(lasting, read_only=True) as ledger:
        _read_and_fail_to_write(ledger, digest)


@pytest.mark.parametrize("closed", ["file", "folder and file"])
def test_a_ledger_that_may_not_be_written(open_folder, closed):
    path = open_folder / "ledger.sqlite"
    digest = fill(path)
    path.chmod(0o444)
    if closed != "file":
        open_folder.chmod(0o555)
    drop = "os.setgroups([]); os.setgid(65534); os.setuid(65534)" if os.geteuid() == 0 else ""
    said = run(READ_AND_WRITE.format(before=drop), path)
    assert said[0] == "2"
    assert said[1].startswith(f"{path}: it can only be read; make it writable")
    open_folder.chmod(0o755)
    path.chmod(0o644)
    assert whole(path) == digest


def test_a_medium_that_takes_no_writing_at_all(path, monkeypatch):
    """As on a disc: no -wal and no -shm can be made beside the file."""
    digest = fill(path)
    monkeypatch.setattr(engines.os, "access", lambda *_: False)
    with open_ledger(str(path)) as ledger:
        _read_and_fail_to_write(ledger, digest)
        assert sorted(p.name for p in path.parent.iterdir()) == ["ledger.sqlite"]


def test_a_role_that_may_only_read(postgres):
    address = postgres.new_address()
    digest = fill(address)
    role = f"reader{os.getpid()}"
    _execute(address, f"CREATE ROLE {role} LOGIN")
    schema = address.rpartition("%3D")[2]
    _execute(address, f"GRANT USAGE ON SCHEMA {schema} TO {role}")
    _execute(address, f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}")
    with open_ledger(address.replace("according@", f"{role}@")) as ledger:
        assert ledger.digest() == digest
        with pytest.raises(LedgerError) as error:
            ledger.post([make_reading(2)])
        assert "the user may not do this" in line(error)
    assert whole(address) == digest


# --- full ----------------------------------------------------------------------------------------------------


def test_a_full_disk(path, monkeypatch):
    fill(path)
    connect = engines._connect

    def small(uri: str, patience: float):
        connection = connect(uri, patience)
        connection.execute("PRAGMA max_page_count=600")
        return connection

    monkeypatch.setattr(engines, "_connect", small)
    with open_ledger(str(path)) as ledger:
        with pytest.raises(LedgerError) as error:
            ledger.post(make_reading(number) for number in range(2, 400))
        assert "no room left on the disk" in line(error)
        kept = [report.id for report in ledger.reports()]
        assert 2 < len(kept) < 400
        assert ledger.verify() == ()
    monkeypatch.undo()
    with open_ledger(str(path)) as ledger:
        receipt = ledger.post(make_reading(number) for number in range(400))
        assert (receipt.known, receipt.new) == (len(kept), 400 - len(kept))
        assert ledger.verify() == ()


def test_a_limit_on_the_size_of_files(path):
    """A real failure to write, from the system and not from SQLite: EFBIG in the -wal."""
    fill(path)
    limit = "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))"
    said = run(READ_AND_WRITE.format(before=limit), path)
    assert said[0] == "2"
    assert "the disk failed or takes no more" in said[1]
    with open_ledger(str(path)) as ledger:
        kept = len(list(ledger.reports()))
        assert 2 <= kept < 400
        assert ledger.verify() == ()
        assert ledger.post(make_reading(number) for number in range(400)).new == 400 - kept


# --- damaged, gone --------------------------------------------------------------------------------------------


def test_a_damaged_file_is_told_as_damaged(path):
    fill(path)
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data), 4096):
        data[at:at + 200] = bytes(200)
    path.write_bytes(data)
    with pytest.raises(LedgerBroken) as error, open_ledger(str(path)) as ledger:
        list(ledger.reports())
    assert "the file is damaged" in line(error)


def test_a_server_that_goes_away(postgres):
    address = postgres.new_address()
    fill(address)
    others = ("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
              "WHERE datname = current_database() AND pid <> pg_backend_pid()")

    def cut_off():
        yield make_reading(2)
        _execute(address, others)

    with open_ledger(address) as ledger:
        ledger.post(cut_off())  # a connection that was idle is made anew
        store = open_store(address, read_only=False, patience=1.0)
        with pytest.raises(LedgerError) as error, store.writing() as connection:  # noqa: PT012  # both make the case
            _execute(address, others)
            connection.exec_driver_sql("SELECT 1")
        assert "the connection to the database is gone" in line(error)
        store.engine.dispose()
        assert ledger.post([make_reading(3)]).new == 1
        assert ledger.verify() == ()


def test_what_is_not_in_the_tables_is_told_in_its_first_line():
    error = sqlalchemy.exc.OperationalError("SELECT 1", {}, ValueError("first\nsecond"))
    assert str(explain(error, "x.sqlite")) == "x.sqlite: first"
    assert str(explain(sqlalchemy.exc.NoResultFound("nothing"), "x.sqlite")) == "x.sqlite: nothing"

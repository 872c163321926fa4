"""Tampering with the tables behind the ledger's back is found, whichever table and however."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
import sqlalchemy

from according.ledger import open_ledger
from according.ledger.base import Ledger
from according.ledger.chain import head_of, seal
from according.ledger.engines import open_store
from claim_factory import make_judgement
from reading_factory import make_incident, make_reading, settle

TABLES = {
    "entries": ("seq", "kind", "key", "payload", "recorded", "previous", "hash"),
    "reports": ("id", "entry", "reading", "reader", "outlet", "published", "title"),
    "claims": ("reading", "position", "id", "report", "retired", "harm", "low", "high", "start_day", "end_day", "lat",
               "lon", "country", "adm1", "source", "payload"),
    "names": ("name", "born", "leads_to"),
    "bearers": ("claim", "name", "first"),
    "incidents": ("name", "key", "day", "end_day", "lat", "lon", "country", "means", "payload", "seal"),
    "members": ("claim", "incident"),
    "figures": ("incident", "position", "profile", "harm", "klass", "side", "low", "best", "high", "payload"),
    "origins": ("incident", "position", "id", "payload"),
    "marks": ("name", "value"),
}
NUMBERS = {"seq", "entry", "reading", "position", "retired", "low", "best", "high", "lat", "lon", "born", "value"}


def fill(ledger: Ledger) -> None:
    ledger.post(make_reading(number) for number in range(6))
    settle(ledger)
    ledger.post([make_reading(1, reader="patterns 2")])
    ledger.judge(make_judgement("reject", make_reading(0).claims[0].id))
    claims = list(ledger.claims())
    settle(ledger, [make_incident(claims[:6]), make_incident(claims[6:10]), *(make_incident([c]) for c in claims[10:])])


def tamper(address: str, *statements: str) -> None:
    """Change tables with foreign keys off, as one would who means harm."""
    engine = open_store(address, read_only=False, patience=1.0).engine
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.commit()
    engine.dispose()


@pytest.fixture
def filled(lasting: str) -> str:
    with open_ledger(lasting) as ledger:
        fill(ledger)
        assert ledger.verify() == ()
    return lasting


def found(address: str) -> tuple[str, ...]:
    with open_ledger(address) as ledger:
        return ledger.verify()


def test_every_cell_of_every_table_is_watched(filled):
    """Each column in turn, in one row of its table: changed, looked at, changed back."""
    with open_ledger(filled) as ledger:
        missed = []
        for table, columns in TABLES.items():
            for column in columns:
                change = ("77" if column in NUMBERS else "'x'")
                where = f"{columns[0]} = (SELECT max({columns[0]}) FROM {table})"
                where += f" AND {columns[1]} = (SELECT max({columns[1]}) FROM {table} WHERE {where})"
                tamper(filled, f"CREATE TABLE kept AS SELECT * FROM {table}",
                       f"UPDATE {table} SET {column} = {change} WHERE {where}")
                if not ledger.verify():
                    missed.append(f"{table}.{column}")
                tamper(filled, f"DELETE FROM {table}", f"INSERT INTO {table} SELECT * FROM kept", "DROP TABLE kept")
        assert ledger.verify() == ()
    assert missed == []


@pytest.mark.parametrize("table", [table for table in TABLES if table != "entries"])
def test_a_row_taken_out_of_any_table_is_missed(filled, table):
    first = TABLES[table][0]
    tamper(filled, f"DELETE FROM {table} WHERE {first} = (SELECT max({first}) FROM {table})")
    assert found(filled)


@pytest.mark.parametrize(("statements", "said"), [
    (["DELETE FROM entries WHERE seq = 3"], "entry 3 is missing"),
    (["UPDATE entries SET payload = replace(payload, 'Homs', 'Hama') WHERE seq = 3"], "entry 3 .* was changed"),
    (["UPDATE entries SET seq = -1 WHERE seq = 3", "UPDATE entries SET seq = 3 WHERE seq = 5",
      "UPDATE entries SET seq = 5 WHERE seq = -1"], "entry 3 "),
    (["UPDATE entries SET payload = 'no JSON' WHERE seq = 3"], r"entry 3 \(report\) cannot be read"),
    (["UPDATE entries SET kind = 'rumour' WHERE seq = 3"], "unknown kind: rumour"),
    (["UPDATE claims SET payload = replace(payload, '\"low\":1', '\"low\":9')"], "row 2/0 is not what the chain says"),
    (["INSERT INTO names VALUES ('i-0000000000000000', 1, NULL)"], "names: row i-0000000000000000 does not come from"),
    (["UPDATE reports SET entry = 1"], "table reports"),
    (["UPDATE figures SET high = 5"], "the columns of its figure are not what its record says"),
    (["UPDATE figures SET payload = replace(payload, '\"value\":9', '\"value\":5'), high = 5"], "since it was settled"),
    (["DELETE FROM origins"], "was changed since it was settled"),
    (["UPDATE members SET incident = 'i-nowhere' WHERE claim = (SELECT min(claim) FROM members)"],
     "table members: a row is of incident i-nowhere, which there is not"),
    (["UPDATE figures SET incident = 'i-nowhere' WHERE position = 0 AND incident = (SELECT min(name) FROM incidents)"],
     "table figures: a row is of incident i-nowhere, which there is not"),
    (["DELETE FROM figures", "DELETE FROM origins", "DELETE FROM members", "DELETE FROM incidents"],
     "there are 0 incidents where the last settle left"),
])
def test_what_was_done_is_said(filled, statements, said):
    tamper(filled, *statements)
    lines = found(filled)
    assert [line for line in lines if re.search(said, line)], lines


def test_a_ledger_that_was_overwritten_is_told_in_some_lines(filled):
    tamper(filled, "UPDATE entries SET hash = 'x'")
    assert len(found(filled)) < 60
    assert any("more of this kind" in line for line in found(filled)) or len(found(filled)) < 60


def test_a_cut_is_seen_against_a_head_kept_elsewhere(filled):
    with open_ledger(filled) as ledger:
        head = ledger.head()
        assert ledger.verify(against=head) == ()
    tamper(filled, f"DELETE FROM entries WHERE seq > {head.count - 3}")
    with open_ledger(filled) as ledger:
        ledger.rebuild()  # as one would who hides it
        assert ledger.verify() == ()
        assert ledger.verify(against=head) == (
            f"the chain ends at entry {head.count - 3}: entries up to {head.count} were cut off",)


def test_a_tail_hashed_anew_is_seen_against_a_head_kept_elsewhere(filled):
    with open_ledger(filled) as ledger:
        head, chain = ledger.head(), list(ledger.entries())
        forged = head_of(chain[1])
        statements = []
        for entry in chain[2:]:
            text = entry.payload.replace("medics", "medicz")
            new = seal(forged, kind=entry.kind, key=entry.key, payload=text, recorded=entry.recorded)
            forged = head_of(new)
            statements.append((new.payload, new.previous, new.hash, new.seq))
    store = open_store(filled, read_only=False, patience=1.0)
    with store.writing() as connection:
        for payload, previous, hash_, seq in statements:
            connection.execute(sqlalchemy.text("UPDATE entries SET payload=:p, previous=:v, hash=:h WHERE seq=:s"),
                               {"p": payload, "v": previous, "h": hash_, "s": seq})
    store.engine.dispose()
    with open_ledger(filled) as ledger:
        ledger.rebuild()
        assert ledger.verify() == ()
        assert ledger.verify(against=head) == (
            f"entry {head.count} is not the one whose hash was kept: the chain was rewritten at or before it",)


def test_an_older_head_still_fits_a_ledger_that_grew(filled):
    with open_ledger(filled) as ledger:
        head = ledger.head()
        ledger.post([make_reading(50)])
        assert ledger.verify(against=head) == ()


def _edit(rng: random.Random, count: int) -> list[str]:
    seq, column = rng.randint(1, count), rng.choice(("payload", "key", "recorded", "hash", "previous", "kind"))
    return [f"UPDATE entries SET {column} = {column} || 'x' WHERE seq = {seq}"]


def _delete(rng: random.Random, count: int) -> list[str]:
    return [f"DELETE FROM entries WHERE seq = {rng.randint(1, count)}"]


def _swap(rng: random.Random, count: int) -> list[str]:
    one, other = rng.sample(range(1, count + 1), 2)
    return [f"UPDATE entries SET seq = -1 WHERE seq = {one}", f"UPDATE entries SET seq = {one} WHERE seq = {other}",
            f"UPDATE entries SET seq = {other} WHERE seq = -1"]


def _insert(rng: random.Random, count: int) -> list[str]:
    seq = rng.randint(1, count)
    return [f"UPDATE entries SET seq = -seq - 1 WHERE seq >= {seq}", "UPDATE entries SET seq = -seq WHERE seq < 0",
            (f"INSERT INTO entries SELECT {seq}, kind, key, payload, recorded, previous, hash FROM entries "
             f"WHERE seq = {seq + 1}")]


def _truncate(rng: random.Random, count: int) -> list[str]:
    return [f"DELETE FROM entries WHERE seq > {rng.randint(0, count - 1)}"]


@pytest.mark.parametrize("how", [_edit, _delete, _swap, _insert, _truncate])
def test_random_tamperings_of_the_chain_are_all_found(tmp_path, how: Callable[[random.Random, int], list[str]]):
    """With the head kept elsewhere; 20 of each kind here, 10,000 when the long tests run."""
    path = str(tmp_path / "ledger.sqlite")
    rng = random.Random(how.__name__)
    with open_ledger(path) as ledger:
        fill(ledger)
        head = ledger.head()
        tamper(path, "CREATE TABLE kept AS SELECT * FROM entries")
        for _ in range(20):
            statements = how(rng, head.count)
            tamper(path, *statements)
            assert ledger.verify(against=head), statements
            tamper(path, "DELETE FROM entries", "INSERT INTO entries SELECT * FROM kept")
        tamper(path, "DROP TABLE kept")
        assert ledger.verify(against=head) == ()

"""Ways to change a ledger's file as one would who means harm: past the ledger, with all keys and checks off.

In: a path, chance, the tables that have rows, columns to leave alone. Out: what was done; None where it changed nothing
or the database did not let it through.

Example: ``KINDS["edit"].do(path, Random(1), tables, {})`` -> ``"claims.low of row 7: 3 -> 4"``
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Column, Float, Integer, Table

from according.ledger import open_ledger
from according.ledger.base import Entry
from according.ledger.chain import START, head_of, seal
from according.ledger.engines import SQLITE
from according.settling import settle

Tampering = Callable[[Path, Random, Sequence[Table], Collection[str]], str | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to tamper, and how often it is drawn."""

    do: Tampering
    weight: int


@contextmanager
def _behind(path: Path) -> Iterator[Any]:
    """Give a connection of the engine's own, without the ledger and with no key enforced."""
    connection = SQLITE.connect(str(path), isolation_level=None)
    try:
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")
    finally:
        connection.close()


def _changed(path: Path, table: str, statements: Sequence[tuple[str, Sequence[object]]], what: str) -> str | None:
    with _behind(path) as connection:
        before = _content(connection, table)
        try:
            for statement, values in statements:
                connection.execute(statement, values)
        except SQLITE.IntegrityError:
            connection.execute("ROLLBACK")
            connection.execute("BEGIN")
            return None
        return None if _content(connection, table) == before else what


def _content(connection: Any, table: str) -> list[str]:
    return sorted(map(repr, connection.execute(f"SELECT * FROM {table}")))


def _rows(path: Path, table: str) -> list[int]:
    with _behind(path) as connection:
        return [row[0] for row in connection.execute(f"SELECT rowid FROM {table} ORDER BY rowid")]


# --- one table ------------------------------------------------------------------------------------------


def _edit(path: Path, rng: Random, tables: Sequence[Table], outside: Collection[str]) -> str | None:
    table = rng.choice(tables)
    column = rng.choice([column for column in table.columns if f"{table.name}.{column.name}" not in outside])
    row = rng.choice(_rows(path, table.name))
    with _behind(path) as connection:
        old, = connection.execute(f"SELECT {column.name} FROM {table.name} WHERE rowid = ?", (row,)).fetchone()
        others = [cell for cell, in connection.execute(f"SELECT {column.name} FROM {table.name}")]
    new = rng.choice(others) if rng.random() < 0.2 else _other(column, old, rng)
    return _changed(path, table.name, [(f"UPDATE {table.name} SET {column.name} = ? WHERE rowid = ?", (new, row))],
                    f"{table.name}.{column.name} of row {row}: {str(old)[:40]!r} -> {str(new)[:40]!r}")


def _other(column: Column[Any], old: Any, rng: Random) -> object:
    if old is not None and column.nullable and rng.random() < 0.1:
        return None
    if isinstance(column.type, Float):
        return (old or 0.0) + rng.choice((1.0, -1.0, 0.001))
    if isinstance(column.type, Integer):
        return (old or 0) + rng.choice((1, -1, 10, 1_000_000))
    text = str(old or "")
    at = rng.randrange(len(text)) if text else 0
    return rng.choice((
        text[:at] + chr(rng.randint(32, 126)) + text[at + 1:], text[:at] + text[at + 1:],
        text[:at] + str(rng.randint(0, 9)) + text[at:], text + " ", text[:at], text.upper()))


def _delete(path: Path, rng: Random, tables: Sequence[Table], outside: Collection[str]) -> str | None:
    table = rng.choice(tables)
    rows = _rows(path, table.name)
    gone = rows if rng.random() < 0.1 else rng.sample(rows, rng.randint(1, min(3, len(rows))))
    marks = ", ".join("?" * len(gone))
    return _changed(path, table.name, [(f"DELETE FROM {table.name} WHERE rowid IN ({marks})", gone)],
                    f"{len(gone)} of {len(rows)} rows of {table.name} deleted")


def _swap(path: Path, rng: Random, tables: Sequence[Table], outside: Collection[str]) -> str | None:
    """Exchange cells of two rows: one column, or all but the key."""
    table = rng.choice(tables)
    rows = _rows(path, table.name)
    free = [c.name for c in table.columns if not c.primary_key and f"{table.name}.{c.name}" not in outside]
    if len(rows) < 2 or not free:
        return None
    one, other = rng.sample(rows, 2)
    columns = free if rng.random() < 0.5 else [rng.choice(free)]
    with _behind(path) as connection:
        cells = {row: connection.execute(f"SELECT {', '.join(columns)} FROM {table.name} WHERE rowid = ?",
                                         (row,)).fetchone() for row in (one, other)}
    setting = ", ".join(f"{column} = ?" for column in columns)
    statement = f"UPDATE {table.name} SET {setting} WHERE rowid = ?"
    return _changed(path, table.name, [(statement, (*cells[other], one)), (statement, (*cells[one], other))],
                    f"{', '.join(columns)} of rows {one} and {other} of {table.name} exchanged")


def _insert(path: Path, rng: Random, tables: Sequence[Table], outside: Collection[str]) -> str | None:
    """Put in a copy of a row under another key."""
    table = rng.choice(tables)
    row = rng.choice(_rows(path, table.name))
    with _behind(path) as connection:
        cells = list(connection.execute(f"SELECT * FROM {table.name} WHERE rowid = ?", (row,)).fetchone())
    key = rng.choice([at for at, column in enumerate(table.columns) if column.primary_key])
    cells[key] = _other(list(table.columns)[key], cells[key], rng)
    marks = ", ".join("?" * len(cells))
    return _changed(path, table.name, [(f"INSERT INTO {table.name} VALUES ({marks})", cells)],
                    f"a copy of row {row} put into {table.name}")


def _drop(path: Path, rng: Random, tables: Sequence[Table], outside: Collection[str]) -> str | None:
    table = rng.choice(tables).name
    with _behind(path) as connection:
        connection.execute(f"DROP TABLE {table}")
    return f"table {table} dropped"


# --- the chain as a whole ---------------------------------------------------------------------------------


def _truncate(path: Path, rng: Random, tables: Sequence[Table], outside: Collection[str]) -> str | None:
    last = rng.randrange(len(_rows(path, "entries")))
    return _changed(path, "entries", [("DELETE FROM entries WHERE seq > ?", (last,))], f"chain cut after {last}")


def _rewrite(path: Path, rng: Random, tables: Sequence[Table], outside: Collection[str]) -> str | None:
    """Change the chain from some entry on, and give every entry from there a hash that holds."""
    with open_ledger(str(path), read_only=True) as ledger:
        chain = list(ledger.entries())
    first = rng.randrange(len(chain))
    change = rng.choice(_CHANGES)
    head, forged = head_of(chain[first - 1]) if first else START, []
    for entry in chain[first:]:
        told = change(entry)
        forged.append(seal(head, kind=told.kind, key=told.key, payload=told.payload, recorded=told.recorded))
        head = head_of(forged[-1])
    statement = "UPDATE entries SET payload = ?, recorded = ?, previous = ?, hash = ? WHERE seq = ?"
    return _changed(path, "entries", [
        (statement, (entry.payload, entry.recorded, entry.previous, entry.hash, entry.seq)) for entry in forged],
        f"chain rewritten from entry {first + 1} on")


def _said(old: str, new: str) -> Callable[[Entry], Entry]:
    return lambda entry: replace(entry, payload=entry.payload.replace(old, new)) if entry.kind == "reading" else entry


_CHANGES: tuple[Callable[[Entry], Entry], ...] = (
    _said("medics", "medicz"), _said('"name":"Homs"', '"name":"Hama"'), _said("2025-03", "2025-02"),
    _said('"low":1', '"low":9'), lambda entry: replace(entry, recorded=entry.recorded.replace("20", "19", 1)))


def hide(path: Path) -> None:
    """Make everything derived anew out of a forged chain, so that nothing but the chain can tell."""
    with open_ledger(str(path)) as ledger:
        ledger.rebuild()
        settle(ledger)


def _hidden(forge: Tampering) -> Tampering:
    def do(path: Path, rng: Random, tables: Sequence[Table], outside: Collection[str]) -> str | None:
        if (what := forge(path, rng, tables, outside)) is not None:
            hide(path)
            return f"{what}, all else made to agree"
        return None

    return do


FORGERIES: tuple[Tampering, ...] = (_truncate, _rewrite)
KINDS = {
    "edit": Kind(_edit, 40), "delete": Kind(_delete, 16), "exchange": Kind(_swap, 16), "insert": Kind(_insert, 12),
    "drop": Kind(_drop, 2), "cut": Kind(_truncate, 4), "rewrite": Kind(_rewrite, 4), "cut and hidden":
    Kind(_hidden(_truncate), 3), "rewrite and hidden": Kind(_hidden(_rewrite), 3),
}

"""Reading tables in pages and writing them in lots: the two loops that every part of the ledger needs.

In: a SELECT and the columns that order it; or rows. Out: rows, streamed; or rows written.
A page is one short read, so nothing is held open between two rows: a writer may come in between, a reader may stop
anywhere.

Example::

    for row in pages(store.reading, select(ENTRIES), (ENTRIES.c.seq,)):
        ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Insert, Row, Select, Table, insert, tuple_
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.sql.elements import ColumnElement

PAGE = 500  # rows; of claims about 1 MB

Opening = Callable[[], AbstractContextManager[Connection]]


def pages(
    opening: Opening, statement: Select[Any], order: Sequence[ColumnElement[Any]], *, size: int = PAGE,
) -> Iterator[Row[Any]]:
    """Yield the rows of a statement in the order of columns that together are unique and never NULL.

    Args:
        opening: gives the connection of each page: ``Store.reading``, or one that always gives the same.
        statement: a SELECT without an order, whose first columns are those of the order.
        order: the columns that order it.
        size: rows of a page.
    """
    last: tuple[Any, ...] | None = None
    while True:
        page = statement.order_by(*order).limit(size)
        if last is not None:
            page = page.where(tuple_(*order) > tuple_(*last) if len(order) > 1 else order[0] > last[0])
        with opening() as connection:
            rows = connection.execute(page).all()
        yield from rows
        if len(rows) < size:
            return
        last = tuple(rows[-1][: len(order)])


def lots(values: Iterable[Any], size: int = PAGE) -> Iterator[list[Any]]:
    """Yield the values in lists of at most a size: what one statement may name."""
    lot: list[Any] = []
    for value in values:
        lot.append(value)
        if len(lot) == size:
            yield lot
            lot = []
    if lot:
        yield lot


def add(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows, some hundreds at a time."""
    for lot in lots(rows):
        connection.execute(_inserting(table), lot)


def upsert(dialect: str, table: Table) -> SqliteInsert:
    """Return an INSERT that can be told what to do ON CONFLICT: both engines can, each by its own class."""
    if dialect == "sqlite":
        return SqliteInsert(table)
    return PostgresInsert(table)  # type: ignore[return-value]  # the same methods; there is no common class


@lru_cache
def _inserting(table: Table) -> Insert:
    return insert(table)  # to build a statement takes longer than to run it

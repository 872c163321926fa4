"""What joining keeps of each report, found by block and by piece, so that a settle reads its neighbourhood only.

In: a ``Store`` and accounts. Out: accounts of some reports; which reports stand in a block or have a telling in a
piece. What an account says is joining's own affair: it is kept as it was given.

Example: ``in_blocks(store, ["SY 739316"])`` are the reports that tell of Syria on that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, select, update

from according.ledger.engines import Store
from according.ledger.rows import add, lots
from according.ledger.sums import sum_of
from according.ledger.tables import ACCOUNTS, BLOCKS, TELLINGS
from according.records import Account, Joining

JOINED = (ACCOUNTS, TELLINGS, BLOCKS)
_MOVE = update(TELLINGS).where(TELLINGS.c.head == bindparam("of")).values(piece=bindparam("to"))


def put_accounts(connection: Connection, joining: Joining | None, *, whole: bool) -> tuple[int, int]:
    """Put accounts in the place of the old ones; return by how many claims, and by what sum, they differ from these.

    Args:
        connection: the writer's.
        joining: what changed, or everything; None: nothing is kept.
        whole: put all old accounts aside first.
    """
    given = () if joining is None else joining.accounts
    told, change = sum(account.claims for account in given), 0
    if whole:
        for table in JOINED:
            connection.execute(delete(table))
    else:
        gone = _forget(connection, [*(a.report for a in given), *(() if joining is None else joining.gone)])
        told, change = told - gone[0], -gone[1]
    for table, rows in _rows(given):
        add(connection, table, rows)
        change += sum_of(table.name, (tuple(row.values()) for row in rows))
    if joining is not None and joining.pieces:
        change += _move(connection, dict(joining.pieces))
    return told, change


def _rows(given: Iterable[Account]) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """Yield the rows that accounts make in lots, their cells in the order of the columns."""
    for lot in lots(given):
        yield ACCOUNTS, [{"report": a.report, "claims": a.claims, "payload": a.payload} for a in lot]
        yield TELLINGS, [{"head": head, "report": a.report, "piece": piece} for a in lot for head, piece in a.tellings]
        yield BLOCKS, [{"block": block, "report": a.report} for a in lot for block in a.blocks]


def _forget(connection: Connection, reports: Iterable[str]) -> tuple[int, int]:
    told = total = 0
    for lot in lots(sorted(set(reports))):
        for table in JOINED:
            rows = connection.execute(select(table).where(table.c.report.in_(lot))).all()
            told += sum(row.claims for row in rows) if table is ACCOUNTS else 0
            total += sum_of(table.name, map(tuple, rows))
            connection.execute(delete(table).where(table.c.report.in_(lot)))
    return told, total


def _move(connection: Connection, pieces: Mapping[str, str]) -> int:
    """Give tellings another piece; return by what sum they differ."""
    change = 0
    for lot in lots(sorted(pieces)):
        old = connection.execute(select(TELLINGS).where(TELLINGS.c.head.in_(lot))).all()
        change -= sum_of(TELLINGS.name, map(tuple, old))
        change += sum_of(TELLINGS.name, ((row.head, row.report, pieces[row.head]) for row in old))
    connection.execute(_MOVE, [{"of": head, "to": piece} for head, piece in pieces.items()])
    return change


def accounts(store: Store, reports: Iterable[str]) -> Iterator[Account]:
    """Yield the accounts of some reports, by report. Their blocks are left out: they are for finding only."""
    for lot in lots(sorted(set(reports))):
        with store.reading() as connection:
            rows = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.report.in_(lot))
                                      .order_by(ACCOUNTS.c.report)).all()
            tellings: dict[str, list[tuple[str, str]]] = {}
            statement = select(TELLINGS).where(TELLINGS.c.report.in_(lot)).order_by(TELLINGS.c.head)
            for row in connection.execute(statement):
                tellings.setdefault(row.report, []).append((row.head, row.piece))
        for row in rows:
            yield Account(report=row.report, claims=row.claims, tellings=tuple(tellings.get(row.report, ())), blocks=(),
                          payload=row.payload)


def in_blocks(store: Store, blocks: Iterable[str]) -> frozenset[str]:
    """Return the reports that stand in any of some blocks."""
    found: set[str] = set()
    for lot in lots(sorted(set(blocks))):
        with store.reading() as connection:
            found.update(connection.execute(select(BLOCKS.c.report).where(BLOCKS.c.block.in_(lot)).distinct()).scalars())
    return frozenset(found)


def in_pieces(store: Store, pieces: Iterable[str]) -> frozenset[str]:
    """Return the reports that have a telling in any of some pieces."""
    found: set[str] = set()
    for lot in lots(sorted(set(pieces))):
        with store.reading() as connection:
            found.update(connection.execute(
                select(TELLINGS.c.report).where(TELLINGS.c.piece.in_(lot)).distinct()).scalars())
    return frozenset(found)

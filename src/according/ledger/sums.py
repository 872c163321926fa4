"""Sums over tables that a settle changes in parts, so that ``verify`` sees a changed, missing or added row.

In: rows. Out: one number for all of them, whatever their order; it follows a change without the other rows being read.
It is no secret: it finds damage and edits, not one who knows how to make a fitting sum.

Example: ``(total + sum_of("blocks", [new]) - sum_of("blocks", [old])) % MODULUS`` after one row took another's place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext

from sqlalchemy import Connection, Table, select

from according.identity import digest
from according.ledger.rows import pages

MODULUS = 2**60  # fits the column; of 10^18 changes one would go unseen
_HEXADECIMALS = 15  # 60 bits

SEAL, JOINING, VERSIONS, TELLING = "seal", "joining", "versions", "telling"  # the marks in which sums stand


def sum_of(table: str, rows: Iterable[Sequence[str | int]]) -> int:
    """Return the sum over rows of a table, each given whole."""
    return sum(int(digest(table, *row)[:_HEXADECIMALS], 16) for row in rows) % MODULUS


def tables_sum(connection: Connection, tables: Iterable[Table]) -> int:
    """Return the sum over all rows of some tables as they stand, each row in the order of its columns."""
    total = 0
    for table in tables:
        key = list(table.primary_key)
        rows = pages(lambda: nullcontext(connection), select(*key, *table.columns), key)
        total += sum_of(table.name, (tuple(row)[len(key):] for row in rows))
    return total % MODULUS


def marks_seal(values: Mapping[str, int]) -> int:
    """Return the seal over marks: over each but the seal itself."""
    return sum_of("marks", ((name, value) for name, value in values.items() if name != SEAL))

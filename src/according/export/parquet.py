"""Parquet for notebooks and databases: the rows of the CSV with types kept and no cell defused.

In: columns with types and rows. Out: a Parquet file whose metadata holds the ledger's head.

Example: ``write_parquet({"low": int}, [{"low": 13}], stream, head=None)``
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from according.errors import BadRequest

_BATCH = 50_000  # rows a row group: bounds memory


def write_parquet(columns: Mapping[str, type], rows: Iterable[Mapping[str, object]], stream: BinaryIO, *,
                  head: str | None) -> int:
    """Write rows under typed columns and return how many were written.

    Raises:
        BadRequest: pyarrow, which only this form needs, is not installed.
    """
    pa, parquet = _pyarrow()
    kinds = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()],
                       metadata={"according:head": head} if head else None)
    written = 0
    with parquet.ParquetWriter(stream, schema) as writer:
        batch: list[dict[str, object]] = []
        for row in rows:
            batch.append({name: _whole(row[name]) for name in columns})
            if len(batch) >= _BATCH:
                writer.write_table(pa.Table.from_pylist(batch, schema=schema))
                written, batch = written + len(batch), []
        writer.write_table(pa.Table.from_pylist(batch, schema=schema))
    return written + len(batch)


def _whole(value: object) -> object:
    """Return text that UTF-8 can hold: half a surrogate pair is written as its escape."""
    return value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value


def _pyarrow() -> tuple[Any, Any]:
    # imported here: 50 MB that only this form needs
    try:
        return importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError:
        raise BadRequest("writing .parquet needs pyarrow: pip install 'according[parquet]', "
                         "or choose .csv or .jsonl") from None

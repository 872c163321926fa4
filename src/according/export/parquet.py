"""Parquet for notebooks and databases: the rows of the CSV with types kept and no cell defused.

In: columns with types and rows. Out: a Parquet file; whole numbers are nullable 32-bit integers (64 where a column is
``wide``), and the file's metadata holds the ledger's head, the profile of the figures and the version of the package.

Example: ``write_parquet({"low": Column(int, "lower end")}, [{"low": 13}], stream, metadata={})``
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from according.errors import BadRequest
from according.export.forms import Column

_BATCH = 50_000  # rows a row group: bounds memory


def write_parquet(columns: Mapping[str, Column], rows: Iterable[Mapping[str, object]], stream: BinaryIO, *,
                  metadata: Mapping[str, str]) -> int:
    """Write rows under typed columns and return how many were written.

    Raises:
        BadRequest: pyarrow, which only this form needs, is not installed.
    """
    pa, parquet = _pyarrow()
    kinds = {str: pa.string(), int: pa.int32(), float: pa.float64(), bool: pa.bool_()}
    schema = pa.schema([(name, pa.int64() if column.wide else kinds[column.kind]) for name, column in columns.items()],
                       metadata=dict(metadata) or None)
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
                         "or choose .csv or .xlsx") from None

"""What a form of export is: its columns, its rows, and the endings under which it is written.

In: nothing. Out: ``Column``, ``Sheet`` and ``Form``, which every module of a form fills in.

Example: ``Sheet(name="claims", columns=CLAIM_COLUMNS, rows=claim_rows)``
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from according.holdings import Holdings

Row = dict[str, object]
LeftOut = tuple[tuple[str, str], ...]  # (incident, why it has no row)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type and what it holds."""

    kind: type
    meaning: str
    wide: bool = False  # a whole number that 32 bits may not hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table: what a CSV file, one sheet of a workbook or one Parquet file holds."""

    name: str
    columns: Mapping[str, Column]
    rows: Callable[[Holdings], Iterable[Row]]
    tags: Mapping[str, str] = field(default_factory=dict)  # HXL tag by column


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of export: what ``according export NAME`` writes.

    ``sheets`` are its tables, written as .csv, .xlsx and .parquet; ``lines`` yields its records for .jsonl; ``whole``
    writes the file of an ending in a way of its own. ``left_out`` names the incidents that the form cannot take.
    """

    about: str
    endings: tuple[str, ...]  # the first is the form's own
    sheets: tuple[Sheet, ...] = ()
    lines: Callable[[Holdings], Iterable[object]] | None = None
    whole: Callable[[Holdings, BinaryIO], int] | None = None
    left_out: Callable[[Holdings], LeftOut] | None = None
    profile: str = "ucdp"  # whose rules choose the figures, unless others are asked for

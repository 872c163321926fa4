"""A record of another data set, and what comes of setting it beside the ledger's incidents.

In: nothing. Out: plain records for the steps of ``compare``.

Example: ``Record(id="412345", data_set="UCDP GED", line=2, start="2025-03-07", end="2025-03-07", ...)``
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of UCDP GED or ACLED, as far as it is compared."""

    id: str
    data_set: str
    line: int  # of the file
    start: str  # YYYY-MM-DD
    end: str
    country: str  # as the data set names it
    province: str | None
    place: str | None
    lat: float | None  # degrees
    lon: float | None
    where_prec: int  # after UCDP: 1 exact ... 6 country; ACLED's codes are put into these
    actors: tuple[str, ...]  # both sides, civilians left out
    low: int | None  # of the dead
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """A file of records."""

    data_set: str  # UCDP GED | ACLED
    records: tuple[Record, ...]
    unread: tuple[tuple[int, str], ...]  # (line, what is wrong with it)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A record and the incident that it is held to be of."""

    record: Record
    incident: str
    days: int  # between them; 0: their days meet
    kilometres: float | None  # between their points; None: one of them has none
    actors: bool  # a side is named by both
    low: int | None  # what the ledger has
    best: int | None
    high: int | None
    verdict: str  # same | within | higher | lower | no number


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two accounts of one war have in common, and what each has alone."""

    data_set: str
    matches: tuple[Match, ...]
    theirs: tuple[Record, ...]  # without an incident, of the days and countries of the ledger
    ours: tuple[str, ...]  # deadly incidents without a record, of the days and countries of the records
    outside: int  # records of other days or countries than the ledger's

"""Set what other data sets have recorded beside what the ledger holds; nothing is stored.

In: a CSV file of UCDP GED or ACLED, and ``Holdings``. Out: ``Comparison``: what both have, with both numbers of dead,
and what each has alone.

A record of another data set is never added to the ledger: it is somebody's reconciliation of the same reports, and as a
source it would vouch a second time for what they said (docs/decisions/0021).

Example: ``compare(read_records(content, name="acled.csv"), holdings).matches[0].verdict == "within"``
"""

from __future__ import annotations

from according.compare.match import compare
from according.compare.read import read_records
from according.compare.record import Comparison, Match, Record, Records

__all__ = ["Comparison", "Match", "Record", "Records", "compare", "read_records"]

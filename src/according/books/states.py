"""The book of states: each country and territory under the names and numbers that data sets know it by.

In: ``data/states.csv``. Out: ``State`` records by ISO 3166 code.

Names and numbers are facts of the standards and lists named here: ISO 3166; Gleditsch and Ward's list of independent
states, as UCDP uses it (a territory that the list does not hold has no number); UCDP's and ACLED's own names and
regions where they differ from the plain name.

Example: ``read_states()["SY"].gw == 652``
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from according.errors import BadBook
from according.holdings import State

_FILE = Path(__file__).parent / "data" / "states.csv"
_UCDP_REGIONS = ("Africa", "Americas", "Asia", "Europe", "Middle East", "")


@cache
def read_states(path: Path = _FILE) -> Mapping[str, State]:
    """Return every state by its ISO code.

    Raises:
        BadBook: a code, a number or a line that breaks the rules of the list.
    """
    states: dict[str, State] = {}
    numbers: dict[int, str] = {}
    with path.open(encoding="utf-8", newline="") as handle:
        for line, row in enumerate(csv.DictReader(handle), start=2):
            state = _state(row, f"{path.name} line {line}")
            if state.code in states:
                raise BadBook(f"{path.name} line {line}: {state.code} stands twice")
            if state.gw is not None and numbers.setdefault(state.gw, state.code) != state.code:
                raise BadBook(f"{path.name} line {line}: number {state.gw} is {numbers[state.gw]}'s already")
            states[state.code] = state
    return states


def _state(row: dict[str, str], where: str) -> State:
    if None in row or None in row.values():
        raise BadBook(f"{where}: wrong number of columns")
    if len(row["country"]) != 2 or len(row["iso3"]) != 3 or not row["name"]:
        raise BadBook(f"{where}: a code of two letters, one of three and a name must be there")
    if row["ucdp_region"] not in _UCDP_REGIONS:
        raise BadBook(f"{where}: {row['ucdp_region']!r} is no region of UCDP's")
    return State(
        code=row["country"], name=row["name"], iso3=row["iso3"], numeric=_number(row["numeric"], where),
        gw=_number(row["gw"], where), ucdp_name=row["ucdp_name"] or row["name"], ucdp_region=row["ucdp_region"],
        acled_name=row["acled_name"] or row["name"], acled_region=row["acled_region"])


def _number(text: str, where: str) -> int | None:
    if text and not (text.isascii() and text.isdigit()):
        raise BadBook(f"{where}: {text!r} is no number")
    return int(text) if text else None

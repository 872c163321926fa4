"""One ledger body over three stores: SQLite in memory, SQLite in a file, a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from according.ledger import open_ledger
from according.ledger.base import Ledger


@pytest.fixture(params=["memory", "file", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path) -> str:
    if request.param == "memory":
        return ":memory:"
    if request.param == "file":
        return str(tmp_path / "ledger.sqlite")
    return request.getfixturevalue("postgres").new_address()


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    with open_ledger(address, patience=1.0) as opened:
        yield opened


@pytest.fixture(params=["file", "postgres"])
def lasting(request: pytest.FixtureRequest, tmp_path) -> str:
    """The address of a ledger that can be opened twice."""
    if request.param == "file":
        return str(tmp_path / "ledger.sqlite")
    return request.getfixturevalue("postgres").new_address()

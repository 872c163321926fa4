"""What many tests share: the PostgreSQL server, started when the first test asks for it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from postgres_server import Server, find_programs, running_server

# No test needs a trained model to pass (house.md): those that are about it ask for it by name
os.environ.setdefault("ACCORDING_READER", "patterns")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    programs = find_programs()
    if programs is None:
        pytest.skip("no PostgreSQL here: initdb is neither on the PATH nor under /usr/lib/postgresql")
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'according[postgres]'")
    with running_server(programs) as server:
        yield server

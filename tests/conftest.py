"""What many tests share: the PostgreSQL server, started when the first test asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from postgres_server import Server, find_programs, running_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    programs = find_programs()
    if programs is None:
        pytest.skip("no PostgreSQL here: initdb is neither on the PATH nor under /usr/lib/postgresql")
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'according[postgres]'")
    with running_server(programs) as server:
        yield server

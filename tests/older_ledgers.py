"""Ledgers as earlier versions left them: what later migrations made is taken back, whichever there are."""

from __future__ import annotations

import re

from sqlalchemy import create_mock_engine

from according.ledger import migrations


def taken_back(number: int) -> tuple[str, ...]:
    """Return statements that take back what the migrations after a number made, for SQLite and PostgreSQL."""
    made: list[str] = []
    engine = create_mock_engine("sqlite://", lambda statement, *_: made.append(
        str(statement.compile(dialect=engine.dialect)).strip()))
    for migration in migrations.MIGRATIONS[number:]:
        migration(engine)  # type: ignore[arg-type]
    back = [f"DELETE FROM migrations WHERE number > {number}",
            # earlier versions made no sums
            "DELETE FROM marks WHERE name IN ('seal', 'joining', 'versions', 'summaries', 'telling', 'told')"]
    for statement in made:
        table = re.match(r"CREATE TABLE (\w+)", statement)
        column = re.match(r"ALTER TABLE (\w+) ADD COLUMN (\w+)", statement)
        if table:
            back.append(f"DROP TABLE {table[1]}")
        elif column:
            back.append(f"ALTER TABLE {column[1]} DROP COLUMN {column[2]}")
        elif not re.match(r"(CREATE (UNIQUE )?|DROP )INDEX", statement):
            raise AssertionError(f"how is this taken back? {statement}")
    return tuple(reversed(back))

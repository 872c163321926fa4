"""The sums over what joining keeps follow every change, and `verify` holds the tables against them."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from according.ledger import open_ledger
from according.ledger.accounts import JOINED
from according.ledger.engines import open_store
from according.ledger.marks import marks
from according.ledger.migrations import MIGRATIONS
from according.ledger.rows import pages
from according.ledger.sums import JOINING, MODULUS, SEAL, marks_seal, sum_of, tables_sum
from according.settling import settle
from claim_factory import make_judgement
from older_ledgers import taken_back
from reading_factory import make_reading


def behind(address: str, *statements: str) -> None:
    store = open_store(address, read_only=False, patience=1.0)
    with store.writing() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    store.engine.dispose()


def test_the_sum_does_not_depend_on_the_order_and_follows_a_change():
    one, two, three = ("a", 1), ("b", 2), ("c", 3)
    total = sum_of("t", [one, two])
    assert total == sum_of("t", [two, one])
    assert (total - sum_of("t", [one]) + sum_of("t", [three])) % MODULUS == sum_of("t", [two, three])
    assert sum_of("t", [one]) != sum_of("u", [one])


def test_after_settles_of_parts_the_marks_are_those_of_the_tables(lasting):
    with open_ledger(lasting) as ledger:
        for numbers in (range(30), range(30, 33), range(28, 30)):
            ledger.post(make_reading(number, reader=f"patterns {len(numbers)}") for number in numbers)
            settle(ledger)
            ledger.judge(make_judgement("reject", make_reading(numbers[0]).claims[0].id))
            settle(ledger)
            assert ledger.verify() == ()
    store = open_store(lasting, read_only=True, patience=1.0)
    with store.snapshot() as connection:
        seen = marks(connection)
        assert seen[JOINING] == tables_sum(connection, JOINED) > 0
        assert seen[SEAL] == marks_seal(seen)
        assert all(list(pages(lambda: nullcontext(connection), t.select(), list(t.primary_key))) for t in JOINED)
    store.engine.dispose()


@pytest.mark.parametrize("statement", [
    "UPDATE accounts SET claims = claims + 1",
    "DELETE FROM tellings WHERE head = (SELECT min(head) FROM tellings)",
    "INSERT INTO blocks VALUES ('nowhere', 'r-1')",
    "UPDATE marks SET value = value + 1 WHERE name = 'recipe'",
    "DELETE FROM marks WHERE name = 'seal'",
    "DELETE FROM marks WHERE name = 'joining'",
    "DELETE FROM marks WHERE name IN ('seal', 'joining', 'versions')",
    "DELETE FROM marks",
    "DELETE FROM migrations WHERE number = 1",
    "DELETE FROM migrations WHERE number = (SELECT max(number) FROM migrations)",
    "DELETE FROM migrations",
])
def test_what_is_changed_there_is_found(lasting, statement):
    with open_ledger(lasting) as ledger:
        ledger.post(make_reading(number) for number in range(4))
        settle(ledger)
        assert ledger.verify() == ()
        behind(lasting, statement)
        assert ledger.verify()


def test_a_ledger_that_an_earlier_version_settled_gets_its_sums_when_it_is_brought_up(lasting):
    with open_ledger(lasting) as ledger:
        ledger.post(make_reading(number) for number in range(4))
        settle(ledger)
        behind(lasting, "DELETE FROM marks WHERE name IN ('seal', 'joining', 'versions')")
        assert ledger.verify()
    behind(lasting, *taken_back(len(MIGRATIONS) - 1))
    with open_ledger(lasting) as ledger:
        assert ledger.verify() == ()
        ledger.post([make_reading(9)])
        settle(ledger)  # in part: it builds upon what is there
        assert ledger.verify() == ()
        behind(lasting, "DELETE FROM accounts WHERE report = (SELECT min(report) FROM accounts)")
        assert ledger.verify()

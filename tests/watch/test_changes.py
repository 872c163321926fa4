"""What watching catches an outlet at: a count that was changed without a word, and a report that was taken down."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from according.ledger import open_ledger
from according.ledger.engines import open_store
from according.views import look
from watch.test_command import Outlet, outlet, run  # noqa: F401  # a fixture


def look_again(address: str) -> None:
    """Make every later look due now."""
    store = open_store(address, read_only=False, patience=1.0)
    with store.writing() as connection:
        connection.execute(text("UPDATE jobs SET due = '2020-01-01T00:00:00Z' WHERE due IS NOT NULL"))
    store.engine.dispose()


@pytest.fixture(params=["file", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path) -> str:
    return str(tmp_path / "ledger.sqlite") if request.param == "file" else request.getfixturevalue(
        "postgres").new_address()


def test_a_silent_change_and_a_report_taken_down(outlet: Outlet, address, tmp_path, capsys):  # noqa: F811
    ledger, pages = address, tmp_path / "pages"
    assert run(capsys, outlet.feed, "--once", "--ledger", ledger, "--archive", pages)[0] == 0
    with open_ledger(ledger, read_only=True) as opened:
        assert opened.passed() == ()
        count = len(list(opened.reports()))
        first = {report.url.rpartition("/")[2]: report.id for report in opened.reports()}
    outlet.changed = True
    outlet.gone.add("/1")
    look_again(ledger)
    said = run(capsys, outlet.feed, "--once", "--ledger", ledger, "--archive", pages)
    assert said[0] == 0, said
    with open_ledger(ledger, read_only=True) as opened:
        passed = {one.report: one for one in opened.passed()}
        assert {name: one.kind for name, one in passed.items()} == {first["0"]: "changed", first["1"]: "gone"}
        assert len(list(opened.reports())) == count
        name = next(i.name for i in opened.incidents() if passed[first["0"]].stands in i.reports)
        silent = [change for change in look(opened, name).changes if change.silent]
        assert [(c.before, c.after) for c in silent] == [(first["0"], passed[first["0"]].stands)]
        assert opened.verify() == ()
    assert run(capsys, "--dead", "--ledger", ledger)[0] == 0

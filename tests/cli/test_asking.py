"""Why two incidents, or two claims, are joined or are not, on the screen."""

from __future__ import annotations

import json

from according.ledger import open_ledger
from according.pipeline import judge, post, settle
from according.records import Reading
from claim_factory import ALEPPO, make_claim, make_judgement, make_report


def fill(path: str) -> tuple[list[str], list[str]]:
    """Make a ledger of one shelling told twice and one strike elsewhere; return claims and incident names."""
    told = []
    for number, fields in enumerate(({}, {}, {"place": ALEPPO, "day": "2025-02-03", "means": "airstrike"})):
        report = make_report(f"Shells fell on a market of the town in the north, report {number}: 12 died there.",
                             outlet=f"Outlet {number}", published="2025-03-07" if number < 2 else "2025-02-04")
        claim = make_claim(report, **fields)
        told.append(Reading(report=report, reader="hand", claims=(claim,), refusals=(), repeats=()))
    with open_ledger(path) as ledger:
        post(told, ledger=ledger)
        settle(ledger)
        claims = [reading.claims[0].id for reading in told]
        homes = ledger.homes(claims)
        return claims, [homes[claim] for claim in claims]


def test_two_incidents_that_never_met_show_what_parts_them(run, tmp_path):
    path = str(tmp_path / "l.sqlite")
    claims, names = fill(path)
    done = run("why", names[0], names[2], "--ledger", path)
    assert done.code == 0
    for told in ("two incidents", "never met", "days apart", "bias"):
        assert told in done.out
    whole = json.loads(run("why", claims[0], claims[1], "--ledger", path, "--json").out)
    assert (whole["joined"], whole["met"]) == (True, 1)
    assert whole["closest"]["score"] > 0


def test_a_judgement_that_parts_is_named(run, tmp_path):
    path = str(tmp_path / "l.sqlite")
    claims, _ = fill(path)
    with open_ledger(path) as ledger:
        judge(make_judgement("different", claims[0], claims[1], why="two markets"), ledger=ledger)
        settle(ledger)
    done = run("why", claims[0], claims[1], "--ledger", path)
    assert "two incidents" in done.out
    assert "Judged different by desk" in done.out
    assert "two markets" in done.out


def test_one_thing_twice_and_a_report_are_refused_in_one_line(run, tmp_path):
    path = str(tmp_path / "l.sqlite")
    claims, names = fill(path)
    for pair in ((names[0], names[0]), (claims[0], claims[0])):
        done = run("why", *pair, "--ledger", path)
        assert done.code == 1
        assert "one report tells them as one" in done.err
    with open_ledger(path) as ledger:
        report = next(ledger.reports()).id
    assert run("why", report, names[0], "--ledger", path).code == 1

"""Versions in a ledger: one report, whatever came first; each stands in the history and as of its days."""

from __future__ import annotations

import random

from sqlalchemy import text

from according.corrections import report_changes, source_changes
from according.ledger import open_ledger
from according.ledger.engines import open_store
from according.reviewing import review
from according.surveys import survey
from according.views import look
from capture_factory import make_note
from claim_factory import make_judgement
from version_factory import CONSENT, DAY, FIRST, LATER, ONE, OTHER, SAID, TWO, A, B, fill, seen

STEPS = (FIRST, seen(0, FIRST), LATER, seen(60, LATER), OTHER, seen(5, OTHER), CONSENT,
         make_note(90, [CONSENT.report.id], address=A), make_note(2 * DAY, status=410, address=B))


def readable(steps):
    """Say whether every capture comes after the reports that it names, as a ledger wants it."""
    there: set[str] = set()
    for step in steps:
        if hasattr(step, "report"):
            there.add(step.report.id)
        elif not there.issuperset(step.reports):
            return False
    return True


def orders(count):
    rng = random.Random(20)
    while count:
        steps = list(STEPS)
        rng.shuffle(steps)
        if readable(steps):
            count -= 1
            yield steps


def test_a_version_is_no_second_report_and_no_second_origin(lasting):
    with open_ledger(lasting) as ledger:
        fill(ledger, [FIRST, seen(0, FIRST), LATER, seen(60, LATER), OTHER, seen(5, OTHER)])
        assert {r.id for r in ledger.reports()} == {TWO, OTHER.report.id}
        assert {r.id for r in ledger.reports(every=True)} == {ONE, TWO, OTHER.report.id}
        assert {row.id for row in ledger.shelf()} == {TWO, OTHER.report.id}
        killed = next(i for i in ledger.incidents() if TWO in i.reports)
        figure, = ledger.figures(killed.name)
        assert (figure.low.value, figure.best.value, figure.high.value, figure.origins) == (14, 15, 15, 2)
        assert len(ledger.origins(killed.name)) == len(killed.reports) == 2
        dropped = next(i for i in ledger.incidents() if i.name != killed.name)
        figure, = ledger.figures(dropped.name)
        assert (figure.low.value, figure.high.value, figure.origins) == (None, None, 0)
        assert [a.reason for a in figure.aside] == [
            "a later version of its page, seen on 2025-03-07, no longer says so"]
        assert look(ledger, dropped.name).grade.why == "its outlets withdrew every claim"
        assert ledger.verify() == ()
        ledger.rebuild()
        assert len(list(ledger.reports())) == 3  # nothing is set aside until it is settled again
        fill(ledger, ())
        assert ledger.verify() == ()
        assert len(list(ledger.reports())) == 2


def test_the_order_of_arrival_never_matters(address):
    with open_ledger(address) as ledger:
        want = fill(ledger, STEPS).digest()
    for number, steps in enumerate(orders(12)):
        with open_ledger(":memory:") as other:
            assert fill(other, steps, often=bool(number % 2)).digest() == want


def test_a_page_that_leads_to_the_front_page_is_gone_in_whatever_order(address):
    away = make_note(DAY, address=B, landed="https://herald.example/")
    digests = []
    for steps in ((OTHER, seen(5, OTHER), away), (away, OTHER, seen(5, OTHER))):
        with open_ledger(address if not digests else ":memory:") as ledger:
            digests.append(fill(ledger, steps, often=True).digest())
            assert [(p.report, p.kind) for p in ledger.passed()] == [(OTHER.report.id, "gone")]
            assert list(ledger.captures(changed=True)) == list(ledger.captures(reports=[OTHER.report.id]))
    assert len(set(digests)) == 1


def test_a_text_at_very_many_pages_is_no_way_from_one_page_to_another(address, monkeypatch):
    monkeypatch.setattr("according.ledger.captures._COMMON", 3)
    walls = [make_note(n, [CONSENT.report.id], address=f"https://wire.example/{n}") for n in range(9)]
    with open_ledger(address) as ledger:
        fill(ledger, [CONSENT, *walls, FIRST, seen(0, FIRST)])
        assert list(ledger.captures(reports=[CONSENT.report.id])) == []
        fill(ledger, [make_note(30, [CONSENT.report.id], address=A), LATER, seen(60, LATER)], often=True)
        assert len(list(ledger.captures(reports=[ONE]))) == 3
        assert [(p.report, p.stands) for p in ledger.passed()] == [(ONE, TWO)]


def test_an_incident_keeps_its_name_through_changes(address):
    with open_ledger(address) as ledger:
        fill(ledger, [FIRST, seen(0, FIRST)])
        names = {i.name for i in ledger.incidents()}
        fill(ledger, [LATER, seen(60, LATER), SAID, seen(61, SAID)], often=True)
        assert {i.name for i in ledger.incidents()} == names
        head = ledger.head()
        fill(ledger, ())
        assert ledger.head() == head


def test_history_and_as_of_go_by_what_stood(lasting):
    with open_ledger(lasting) as ledger:
        fill(ledger, [FIRST, seen(0, FIRST), LATER, seen(DAY, LATER), OTHER, seen(5, OTHER),
                      make_note(2 * DAY, status=410, address=B)])
        name = next(i.name for i in ledger.incidents() if TWO in i.reports)
        for day, want in (("2025-03-07", (12, 12, 14, 2)), ("2025-03-08", (14, 15, 15, 2)),
                          ("2025-03-09", (15, 15, 15, 1))):
            figure, = look(ledger, name, as_of=day).figures
            assert (figure.low.value, figure.best.value, figure.high.value, figure.origins) == want, day
        view = look(ledger, name)
        assert [(m.day, m.low, m.best, m.high) for m in view.history.figure] == [
            ("2025-03-07", 12, 12, 14), ("2025-03-08", 14, 15, 15), ("2025-03-09", 15, 15, 15)]
        assert [(c.after, c.silent) for c in view.changes] == [(None, False), (TWO, True)]
        listed = {i.name: figures for i, figures in survey(ledger, as_of="2025-03-07")}
        assert [f.best.value for f in listed[name]] == [12]
        assert [c.after for c in report_changes(ledger, ONE)] == [TWO]
        assert [c.before for c in source_changes(ledger, "Syrian Observatory for Human Rights")] == [OTHER.report.id]
        assert [c.before for c in source_changes(ledger, "wire")] == [ONE]
        assert source_changes(ledger, "nobody") == ()


def test_judgements_on_what_an_outlet_changed_are_put_up_for_review(lasting):
    kept, dropped, gone = FIRST.claims[0].id, FIRST.claims[1].id, OTHER.claims[0].id
    with open_ledger(lasting) as ledger:
        fill(ledger, [FIRST, seen(0, FIRST), OTHER, seen(5, OTHER)])
        for claim in (kept, dropped, gone):
            ledger.judge(make_judgement("confirm", claim))
        assert review(ledger) == ()
        fill(ledger, [LATER, seen(60, LATER), make_note(DAY, status=410, address=B)])
        told = {row.judgement.subject: (row.claims, row.reason) for row in review(ledger)}
        changed = f"the outlet changed the report on 2025-03-07: {TWO} stands now, and"
        assert told == {
            kept: ((LATER.claims[0].id,), f"{changed} says it anew"),
            dropped: ((), f"{changed} no longer says {dropped}"),
            gone: ((gone,), f"{gone} was withdrawn: its page was gone on 2025-03-08 (the server answered 410)")}


def test_what_was_set_aside_cannot_be_changed_unseen(lasting):
    with open_ledger(lasting) as ledger:
        fill(ledger, [FIRST, seen(0, FIRST), LATER, seen(60, LATER)])
    for line in ("DELETE FROM restated", "UPDATE passed SET reason = 'nothing'"):
        store = open_store(lasting, read_only=False, patience=1.0)
        with store.writing() as connection:
            connection.execute(text(line))
        store.engine.dispose()
        with open_ledger(lasting) as ledger:
            assert any("what later captures set aside was changed" in wrong for wrong in ledger.verify())
            ledger.rebuild()
            fill(ledger, ())
            assert ledger.verify() == ()

"""Optimistic judgements: who decides on what others changed since he looked is told, and nothing of anybody is lost."""

from __future__ import annotations

import threading

import pytest

from according.errors import Overtaken
from according.judged import new_judgement
from according.ledger import open_ledger
from according.words import JudgementKind
from capture_factory import make_note
from reading_factory import make_reading, settle

K = JudgementKind
ONE, TWO = make_reading(1), make_reading(2)
A, B, C = (claim.id for claim in ONE.claims)


def told(kind, subject, who, *, other=None, minute=0, field=None, value=None):
    return new_judgement(kind, subject, other=other, who=who, when=f"2026-11-26T10:{minute:02d}:00+00:00", why="seen",
                         field=field, value=value)


@pytest.fixture
def desk(address):
    with open_ledger(address) as ledger:
        ledger.post([ONE, TWO])
        settle(ledger)
        yield ledger


def test_whoever_comes_second_is_told_and_may_insist(desk):
    seen = desk.head().count
    assert desk.judge(told(K.CONFIRM, A, "ana"), seen=seen)
    late = told(K.REJECT, A, "ben", minute=1)
    with pytest.raises(Overtaken, match=f"{A} is not as it was at entry {seen}.*nothing was kept") as raised:
        desk.judge(late, seen=seen)
    assert raised.value.told == (f"confirm of {A} by ana on 2026-11-26 10:00: seen",)
    assert [j.who for j in desk.judgements()] == ["ana"]
    assert desk.judge(late, seen=desk.head().count)
    assert not desk.judge(late, seen=seen)  # it is there: sent twice, kept once
    assert desk.judge(told(K.CORRECT, A, "ben", minute=2, field="harm", value='"wounded"'))  # nobody asked
    assert desk.verify() == ()


@pytest.mark.parametrize(("first", "second"), [
    ((K.SAME, A, B), (K.DIFFERENT, A, B)), ((K.SAME, A, B), (K.DIFFERENT, B, A)), ((K.SAME, A, B), (K.REJECT, B, None)),
    ((K.REJECT, A, None), (K.SAME, A, C)),
])
def test_what_touches(desk, first, second):
    seen = desk.head().count
    desk.judge(told(first[0], first[1], "ana", other=first[2]), seen=seen)
    with pytest.raises(Overtaken):
        desk.judge(told(second[0], second[1], "ben", other=second[2], minute=1), seen=seen)


@pytest.mark.parametrize(("first", "second"), [
    ((K.SAME, A, B), (K.REJECT, C, None)), ((K.CONFIRM, TWO.claims[0].id, None), (K.CONFIRM, A, None)),
])
def test_what_does_not_touch(desk, first, second):
    seen = desk.head().count
    desk.judge(told(first[0], first[1], "ana", other=first[2]), seen=seen)
    assert desk.judge(told(second[0], second[1], "ben", other=second[2], minute=1), seen=seen)


def test_ones_own_decisions_are_no_news(desk):
    seen = desk.head().count
    desk.judge(told(K.CONFIRM, A, "ana"), seen=seen)
    assert desk.judge(told(K.REJECT, A, "ana", minute=1), seen=seen)


def test_an_undoing_touches_what_it_takes_back(desk):
    first = told(K.CONFIRM, A, "ana")
    desk.judge(first)
    seen = desk.head().count
    desk.judge(told(K.UNDO, first.id, "ana", minute=1))
    for late in (told(K.REJECT, A, "ben", minute=2), told(K.UNDO, first.id, "ben", minute=2)):
        with pytest.raises(Overtaken, match="undo of"):
            desk.judge(late, seen=seen)


def test_a_report_that_was_read_again_or_changed_touches_its_claims(desk):
    seen = desk.head().count
    desk.post([make_reading(1, reader="patterns 2")])
    with pytest.raises(Overtaken, match=f"report {ONE.report.id} was read again"):
        desk.judge(told(K.CONFIRM, A, "ben"), seen=seen)
    assert desk.judge(told(K.CONFIRM, TWO.claims[0].id, "ben"), seen=seen)
    desk.note_captures([make_note(1, [ONE.report.id])])
    seen = desk.head().count
    desk.note_captures([make_note(2, status=410)])
    with pytest.raises(Overtaken, match="was changed by its outlet, or its page is gone"):
        desk.judge(told(K.CONFIRM, A, "ben"), seen=seen)


def test_a_pin_is_told_when_its_incident_gained_claims(desk):
    names = {claim: incident.name for incident in desk.incidents() for claim in incident.claims}
    seen = desk.head().count
    pin = told(K.PIN, names[A], "ben", field="figure", value='{"claims": ["%s"]}' % A)  # noqa: UP031  # braces
    desk.post([make_reading(29)])  # of the same day
    settle(desk)
    with pytest.raises(Overtaken, match=f"incident {names[A]} gained c-"):
        desk.judge(pin, seen=seen)
    assert desk.judge(pin, seen=desk.head().count)


@pytest.mark.parametrize("kinds", [(K.SAME, K.DIFFERENT), (K.CONFIRM, K.REJECT)])
def test_two_sessions_that_race_lose_no_decision(lasting, kinds):
    """Of two who saw the same state one is kept and the other told, however they meet."""
    with open_ledger(lasting) as one, open_ledger(lasting) as other:
        one.post([ONE, TWO])
        settle(one)
        for minute in range(6):
            seen = one.head().count
            outcomes, gate = [], threading.Barrier(2)

            def session(mine, who, kind, minute=minute, seen=seen, gate=gate, outcomes=outcomes):
                made = told(kind, A, who, other=B if kind in (K.SAME, K.DIFFERENT) else None, minute=minute)
                gate.wait()
                try:
                    outcomes.append(mine.judge(made, seen=seen))
                except Overtaken as error:
                    outcomes.append(error)

            threads = [threading.Thread(target=session, args=(mine, who, kind)) for mine, who, kind in
                       zip((one, other), ("ana", "ben"), kinds, strict=True)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert sorted(type(o).__name__ for o in outcomes) == ["Overtaken", "bool"], outcomes
            assert len(list(one.judgements())) == minute + 1
        assert one.verify() == ()

"""Captures in the ledger: noted once, proven, found by page and report, carried wherever the chain goes."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from according.addresses import page_of
from according.archive import read_kept
from according.errors import BadRequest
from according.ledger import open_ledger
from according.ledger.engines import open_store
from according.ledger.moving import copy
from according.pipeline import note_capture
from capture_factory import make_capture, make_note
from reading_factory import make_reading, settle

ONE, TWO = make_reading(1), make_reading(2)
FIRST, SECOND = ONE.report.id, TWO.report.id


def test_a_capture_is_kept_then_noted_then_found(ledger, tmp_path):
    ledger.post([ONE])
    note = note_capture(ledger, tmp_path, make_capture(), [FIRST, FIRST])
    assert list(ledger.captures()) == list(ledger.captures(reports=[FIRST])) == [note]
    assert (note.reports, note.at) == ((FIRST,), "2025-03-07T12:00:00.000000Z")
    assert read_kept(tmp_path, note.kept) == read_kept(tmp_path, note.kept)
    assert note_capture(ledger, None, make_capture(5), [FIRST]).kept is None
    assert ledger.verify() == ()


def test_a_capture_is_noted_once(ledger):
    ledger.post([ONE])
    head = ledger.note_captures([make_note(1, [FIRST]), make_note(1, [FIRST])]), ledger.head()
    assert head[0] == 1
    assert (ledger.note_captures([make_note(1, [FIRST])]), ledger.head()) == (0, head[1])
    assert ledger.note_captures([]) == 0


def test_a_capture_of_no_report_of_ours_is_refused(ledger):
    ledger.post([ONE])
    with pytest.raises(BadRequest, match=f"{SECOND}: the ledger has no report"):
        ledger.note_captures([make_note(1, [FIRST]), make_note(2, [SECOND])])
    assert list(ledger.captures()) == []


def test_captures_are_found_by_their_page_whatever_stood_there(ledger):
    ledger.post([ONE, TWO])
    notes = [
        make_note(1, [FIRST], address="http://Wire.example:80/a#top"),
        make_note(2, [SECOND], address="https://wire.example/short", landed="https://wire.example/a"),
        make_note(3, status=404, address="https://wire.example/short"),  # gone under the address that led to the page
        make_note(4, address="https://wire.example/a", status=500),
        make_note(5, [SECOND], address="https://wire.example/other"),
    ]
    ledger.note_captures(reversed(notes))
    assert list(ledger.captures(reports=[FIRST])) == [notes[0], notes[1], notes[3], notes[2]]
    assert list(ledger.captures(reports=[])) == []
    assert len(list(ledger.captures())) == 5


def test_a_settle_looks_again_only_where_a_page_changed(ledger):
    ledger.post([ONE, TWO])
    settle(ledger)
    ledger.note_captures([make_note(1, [FIRST])])
    assert not ledger.settled()
    from according.ledger.captures import changed_pages

    def changed(*notes):
        ledger.note_captures(notes)
        with ledger._store.reading() as connection:
            return changed_pages(connection, [note.id for note in notes])

    assert changed(make_note(2, [FIRST])) == frozenset()
    assert changed(make_note(3, [SECOND], address="https://wire.example/b")) == frozenset()
    assert changed(make_note(4, [SECOND])) == {FIRST, SECOND}
    assert changed(make_note(5, status=410, address="https://wire.example/b")) == {SECOND}
    assert changed(make_note(6, status=500)) == {FIRST, SECOND}  # the page held two reports before
    assert changed(make_note(7, [SECOND], address="https://wire.example/c")) == frozenset()


def test_captures_go_wherever_the_chain_goes_and_no_change_of_one_goes_unseen(lasting, tmp_path):
    with open_ledger(lasting) as ledger:
        ledger.post([ONE, TWO])
        ledger.note_captures([make_note(1, [FIRST]), make_note(2, [SECOND])])
        told, before = list(ledger.captures()), ledger.digest()
        ledger.rebuild()
        assert (list(ledger.captures()), ledger.digest()) == (told, before)
    copy(lasting, str(tmp_path / "copy.sqlite"))
    with open_ledger(str(tmp_path / "copy.sqlite")) as other:
        assert (list(other.captures()), other.verify()) == (told, ())
    store = open_store(lasting, read_only=False, patience=1.0)
    with store.writing() as connection:
        connection.execute(text("UPDATE captures SET at = '2024-01-01T00:00:00.000000Z' WHERE entry = 5"))
        connection.execute(text("DELETE FROM captured WHERE report = :of"), {"of": SECOND})
    store.engine.dispose()
    with open_ledger(lasting, read_only=True) as ledger:
        wrong = ledger.verify()
    assert any("table captures" in line for line in wrong)
    assert any("table captured" in line for line in wrong)


@pytest.mark.parametrize(("one", "other"), [
    ("HTTPS://Wire.example:443/a#top", "http://wire.example/a"),
    ("https://wire.example", "http://wire.example/"),
    (" https://wire.example/a?x=1 ", "http://wire.example/a?x=1"),
])
def test_spellings_of_one_page(one, other):
    assert page_of(one) == page_of(other)


@pytest.mark.parametrize(("one", "other"), [
    ("https://wire.example/a", "https://wire.example/A"),
    ("https://wire.example/a", "https://wire.example/a?x=1"),
    ("https://wire.example:8443/a", "https://wire.example/a"),
    ("ftp://wire.example/a", "https://wire.example/a"),
    ("https://[half/a", "https://wire.example/a"),
    ("https://wire.example:99999999/a", "https://wire.example/a"),
    ("", "https://wire.example/"),
])
def test_other_pages(one, other):
    assert page_of(one) != page_of(other)

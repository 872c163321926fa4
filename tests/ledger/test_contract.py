"""The contract of a ledger, one body over every store."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from according import identity
from according.errors import BadInput, BadRequest, LedgerBroken
from according.ledger import open_ledger
from according.ledger.base import Head, Receipt, head_text, read_head
from claim_factory import make_claim, make_judgement, make_report
from reading_factory import (
    READER,
    join_by_day,
    make_figure,
    make_incident,
    make_origin,
    make_reading,
    renamed,
    settle,
)

READINGS = tuple(make_reading(number) for number in range(8))


# --- posting ------------------------------------------------------------------------------------------------


def test_an_empty_ledger_is_whole_and_settled(ledger):
    assert ledger.head() == Head(count=0, hash="0" * 64)
    assert ledger.verify() == ()
    assert ledger.settled()
    assert [*ledger.reports(), *ledger.claims(), *ledger.judgements(), *ledger.incidents(), *ledger.entries()] == []


def test_what_was_posted_comes_back_as_it_was(ledger):
    assert ledger.post(READINGS) == Receipt(new=8, claims=24)
    assert {reading.report.id: ledger.reading(reading.report.id) for reading in READINGS} == {
        reading.report.id: reading for reading in READINGS}
    assert list(ledger.reports()) == sorted((r.report for r in READINGS), key=lambda report: report.id)
    assert list(ledger.claims()) == [c for r in sorted(READINGS, key=lambda r: r.report.id) for c in r.claims]
    assert ledger.report(READINGS[3].report.id) == READINGS[3].report
    assert ledger.claim(READINGS[3].claims[1].id) == READINGS[3].claims[1]
    assert ledger.verify() == ()


def test_posting_twice_is_posting_once(ledger):
    ledger.post(READINGS)
    head, digest = ledger.head(), ledger.digest()
    assert ledger.post(READINGS) == Receipt(known=8)
    assert (ledger.head(), ledger.digest()) == (head, digest)


def test_nothing_is_locked_while_a_reading_is_drawn(ledger):
    def drawn():
        for number, reading in enumerate(READINGS):
            assert ledger.judge(make_judgement("reject", f"c-{number}"))
            yield reading

    assert ledger.post(drawn()).new == 8


def test_long_posts_are_kept_as_they_go(ledger):
    def drawn():
        for number in range(200):
            assert len(list(ledger.reports())) >= number - 64
            yield make_reading(number, claims=1)

    assert ledger.post(drawn()).new == 200


def test_slow_readings_do_not_wait_for_a_lot_to_fill(ledger, monkeypatch):
    monkeypatch.setattr("according.ledger.posting._LOT_SECONDS", -1.0)

    def drawn():
        for number, reading in enumerate(READINGS):
            assert len(list(ledger.reports())) == number
            yield reading

    assert ledger.post(drawn()).new == 8


@pytest.mark.parametrize("stop", [KeyboardInterrupt, BadInput])
def test_what_was_drawn_before_a_stop_is_kept(ledger, stop):
    def drawn():
        yield from READINGS[:3]
        raise stop("here")

    with pytest.raises(stop):
        ledger.post(drawn())
    assert len(list(ledger.reports())) == 3
    assert ledger.verify() == ()


def test_one_report_twice_in_a_post(ledger):
    assert ledger.post([READINGS[0], READINGS[1], READINGS[0]]) == Receipt(new=2, known=1, claims=6)
    assert ledger.verify() == ()


def test_the_same_text_at_another_outlet_is_another_report(ledger):
    assert ledger.post([make_reading(1), make_reading(1, outlet="Daily")]).new == 2


def test_another_reader_retires_the_old_reading_and_keeps_it(ledger):
    old, new = make_reading(1), make_reading(1, reader="patterns 2")
    new = replace(new, claims=new.claims[:2])
    ledger.post([old, make_reading(2)])
    assert ledger.post([new]) == Receipt(replaced=1, claims=2)
    assert ledger.reading(old.report.id) == new
    assert [c.reader for c in ledger.claims() if c.report == old.report.id] == ["patterns 2"] * 2
    ever = [c.reader for c in ledger.claims(live=False) if c.report == old.report.id]
    assert ever == [READER] * 3 + ["patterns 2"] * 2
    assert [e.kind for e in ledger.entries()][4:] == ["retirement", "reading"]
    assert [e.recorded for e in ledger.entries() if e.kind == "retirement"] != [""]
    assert ledger.claim(old.claims[0].id).reader == "patterns 2"  # one id, two readings: the live one
    assert ledger.claim(old.claims[2].id).reader == READER  # only the old reading had it
    assert ledger.verify() == ()


def test_wants_says_what_post_would_do(ledger):
    reading = make_reading(1, published=None)
    assert ledger.wants(reading.report, READER)
    ledger.post([reading])
    assert not ledger.wants(reading.report, READER)
    assert ledger.wants(reading.report, "patterns 2")
    assert ledger.wants(make_reading(1).report, READER)  # the same text, and now with its date


def test_which_of_two_records_of_a_report_stands_does_not_hang_on_the_order(address):
    bare = make_reading(1, published=None)
    dated = make_reading(1, published="2025-03-08")
    titled = make_reading(1, published="2025-03-08", title="Shelling in Homs")
    keyed = replace(titled, report=replace(titled.report, key="b"))
    digests = set()
    for seed in range(6):
        order = [bare, dated, titled, keyed]
        random.Random(seed).shuffle(order)
        with open_ledger(":memory:") as ledger:
            receipts = [ledger.post([reading]) for reading in order]
            assert [r.new + r.known for r in receipts] == [1, 1, 1, 1]
            assert ledger.post(order) == Receipt(known=4)
            assert ledger.report(bare.report.id).title == "Shelling in Homs"
            assert ledger.verify() == ()
            digests.add(ledger.digest())
    assert len(digests) == 1


def test_a_fuller_record_amends_and_retires_only_what_it_changes(ledger):
    bare, dated = make_reading(1, published=None), make_reading(1)
    ledger.post([bare])
    assert ledger.post([dated]) == Receipt(known=1, amended=1)
    assert [e.kind for e in ledger.entries()] == ["report", "reading", "report"]  # its claims were read the same
    changed = renamed(make_reading(1, title="Shelling in Homs"), 0, via=("agency",))
    assert ledger.post([changed]) == Receipt(known=1, amended=1, claims=3)
    assert [e.kind for e in ledger.entries()][3:] == ["report", "retirement", "reading"]
    assert ledger.reading(bare.report.id) == changed


def test_the_moment_of_capture_changes_nothing(ledger):
    reading = make_reading(1)
    ledger.post([reading])
    digest = ledger.digest()
    later = replace(reading, report=replace(reading.report, captured="2026-11-23T10:00:00Z"))
    assert ledger.post([later]) == Receipt(known=1)
    with open_ledger(":memory:") as other:
        other.post([later])
        assert other.digest() == digest


@pytest.mark.parametrize(("reading", "error", "said"), [
    (renamed(make_reading(1), 1, id=make_reading(1).claims[0].id), BadRequest, "two claims of one reading"),
    (renamed(make_reading(1), 1, report="r-0123456789abcdef"), BadRequest, "says that it is of r-0123456789abcdef"),
    (renamed(make_reading(1), 1, via=("torn \ud83d",)), BadInput, "half a character"),
])
def test_a_reading_that_cannot_be_kept_leaves_nothing_behind(ledger, reading, error, said):
    with pytest.raises(error, match=said):
        ledger.post([make_reading(0), reading, make_reading(2)])
    assert [r.id for r in ledger.reports()] == [make_reading(0).report.id]
    assert ledger.verify() == ()


def test_letters_of_every_kind_and_huge_counts_are_kept(ledger):
    report = make_report("جبلة 💥 nul \0 and a quote ' \" \\ end", outlet="\0outlet 💥", title="ي")
    claim = make_claim(report, low=10**30, words=report.text, source="x\0y")
    reading = replace(make_reading(1), report=report, claims=(claim,))
    ledger.post([reading])
    assert ledger.reading(report.id) == reading
    assert list(ledger.claims()) == [claim]
    assert ledger.verify() == ()


# --- judgements, ids -------------------------------------------------------------------------------------------


def test_a_judgement_is_kept_once_and_comes_out_by_time(ledger):
    late = make_judgement("reject", "c-1", when="2025-03-12T08:00:00Z")
    early = make_judgement("same", "c-1", "c-2", when="2025-03-10T08:00:00Z")
    assert [ledger.judge(late), ledger.judge(early), ledger.judge(late)] == [True, True, False]
    assert list(ledger.judgements()) == [early, late]
    assert not ledger.judge(replace(late, why="another reason"))  # its reason is no part of its id
    assert ledger.verify() == ()


def test_judgements_in_any_order_give_the_same_digest():
    made = [make_judgement("same", "c-1", f"c-{day}", when=f"2025-03-{day:02d}T08:00:00Z") for day in range(2, 8)]
    digests = set()
    for seed in range(4):
        random.Random(seed).shuffle(made)
        with open_ledger(":memory:") as ledger:
            for judgement in made:
                ledger.judge(judgement)
            digests.add(ledger.digest())
    assert len(digests) == 1


def test_ids_may_be_shortened(ledger):
    ledger.post(READINGS)
    ledger.judge(judgement := make_judgement("reject", "c-1"))
    [incident, *_] = settle(ledger)
    for whole in (READINGS[0].report.id, READINGS[0].claims[0].id, incident.name, judgement.id):
        assert ledger.find(whole) == (whole,)
        assert whole in ledger.find(whole[:4])
        assert whole in ledger.find(whole[2:8])  # without its letter
        assert whole in ledger.find(f" {whole[:9].upper()} ")
    assert ledger.find("r-", limit=3) == tuple(sorted(r.report.id for r in READINGS))[:3]
    assert ledger.find("") == ledger.find("r-zz") == ledger.find("%") == ledger.find("_") == ()


@pytest.mark.parametrize("method", ["report", "reading", "claim", "incident", "origins"])
def test_an_id_that_names_nothing_is_a_bad_request(ledger, method):
    ledger.post(READINGS[:1])
    with pytest.raises(BadRequest, match="x-none: the ledger has no"):
        getattr(ledger, method)("x-none")


# --- what is derived ---------------------------------------------------------------------------------------------


def test_what_was_settled_comes_back(ledger):
    ledger.post(READINGS)
    assert not ledger.settled()
    named = settle(ledger)
    assert ledger.settled()
    assert sorted(ledger.incidents(), key=lambda i: i.name) == sorted(named, key=lambda i: i.name)
    assert [i.when.start for i in ledger.incidents()] == sorted(i.when.start for i in named)
    for incident in named:
        assert ledger.incident(incident.name) == incident
        assert list(ledger.figures(incident.name)) == [make_figure(incident)]
        assert ledger.origins(incident.name) == (make_origin(incident),)
        assert sorted(c.id for c in ledger.claims(incident=incident.name)) == list(incident.claims)
    assert len(list(ledger.figures())) == len(named)
    behind = ledger.behind([i.name for i in reversed(named)])
    assert behind.incidents == tuple(reversed(named))
    assert behind.origins == {i.name: (make_origin(i),) for i in named}
    assert list(ledger.seals()) == [i.name for i in ledger.incidents()]
    assert {(row.id, row.outlet, row.published, row.title) for row in ledger.shelf()} == {
        (r.id, r.outlet, r.published, r.title) for r in ledger.reports()}
    days = [row.published or "" for row in ledger.shelf()]
    assert days == sorted(days, reverse=True)
    assert ledger.verify() == ()


def test_a_seal_changes_with_what_it_covers(ledger):
    ledger.post(READINGS)
    named = settle(ledger)
    before = ledger.seals()
    settle(ledger)
    assert ledger.seals() == before
    figures = [make_figure(i, best=4 if i == named[0] else 3) for i in named]
    ledger.replace_derived(named, figures, [make_origin(i) for i in named], upto=ledger.head().count)
    assert {name for name, seal in ledger.seals().items() if seal != before[name]} == {named[0].name}
    assert ledger.seals().keys() == before.keys()


def test_settling_again_changes_nothing(ledger):
    ledger.post(READINGS)
    settle(ledger)
    head, digest = ledger.head(), ledger.digest()
    settle(ledger)
    assert (ledger.head(), ledger.digest()) == (head, digest)


def test_every_fact_unsettles(ledger):
    ledger.post(READINGS[:1])
    settle(ledger)
    ledger.judge(make_judgement("reject", "c-1"))
    assert not ledger.settled()
    settle(ledger)
    assert ledger.settled()
    ledger.post(READINGS[1:2])
    assert not ledger.settled()


def test_facts_that_come_in_during_a_settle_are_not_settled_by_it(ledger):
    ledger.post(READINGS[:2])
    upto = ledger.head().count
    named = ledger.name_incidents(join_by_day(ledger.claims()))
    ledger.post(READINGS[2:3])
    ledger.replace_derived(named, [], [], upto=upto)
    assert not ledger.settled()


def test_a_settle_cut_off_after_naming_is_not_settled(ledger):
    ledger.post(READINGS)
    settle(ledger)
    ledger.name_incidents([make_incident(ledger.claims())])  # all become one, and then the process dies
    assert not ledger.settled()
    assert ledger.verify() == ()
    settle(ledger)
    assert ledger.settled()
    assert ledger.verify() == ()


def test_incidents_of_some_days(ledger):
    ledger.post(READINGS)
    undated = make_incident([c for c in ledger.claims() if c.report == READINGS[0].report.id])
    undated = replace(undated, when=replace(undated.when, start=None, end=None, latest=None))
    rest = join_by_day(c for c in ledger.claims() if c.report != READINGS[0].report.id)
    settle(ledger, [undated, *rest])
    days = [i.when.start for i in ledger.incidents()]
    assert days == [f"2025-03-{day:02d}" for day in range(2, 9)] + [None]
    assert [i.when.start for i in ledger.incidents(since="2025-03-07")] == ["2025-03-07", "2025-03-08", None]
    assert [i.when.start for i in ledger.incidents(until="2025-03-03")] == ["2025-03-02", "2025-03-03", None]
    assert [i.when.start for i in ledger.incidents(since="2025-03-05", until="2025-03-05")] == ["2025-03-05", None]


def test_incidents_last_known_to_be_before_a_day_are_not_after_it(ledger):
    ledger.post(READINGS[:1])
    incident = make_incident(ledger.claims())
    settle(ledger, [replace(incident, when=replace(incident.when, start=None, end=None, latest="2025-03-07"))])
    assert len(list(ledger.incidents(since="2025-03-07"))) == 1
    assert list(ledger.incidents(since="2025-03-08")) == []


def test_a_scope_leaves_the_rest_alone(ledger):
    ledger.post(READINGS)
    named = settle(ledger)
    rest = named[1:]
    claims = list(ledger.claims(incident=named[0].name))
    ledger.post([make_reading(28)])  # the same day of the month as report 0
    [grown] = ledger.name_incidents([make_incident([*claims, *make_reading(28).claims])])
    assert grown.name == named[0].name
    ledger.replace_derived([grown], [make_figure(grown)], [make_origin(grown)], upto=ledger.head().count,
                           scope=[grown.name])
    assert ledger.settled()
    assert {i.name: i for i in ledger.incidents()} == {i.name: i for i in (grown, *rest)}
    assert ledger.verify() == ()


def test_a_scope_takes_whole_incidents_aside(ledger):
    ledger.post(READINGS)
    named = settle(ledger)
    joined = ledger.name_incidents([make_incident([*named[0].claims, *named[1].claims])])
    ledger.replace_derived(joined, [], [], upto=ledger.head().count, scope=[])
    assert len(list(ledger.incidents())) == len(named) - 1
    assert ledger.verify() == ()
    ledger.replace_derived([], [], [], upto=ledger.head().count, scope=[joined[0].name])
    assert len(list(ledger.incidents())) == len(named) - 2


@pytest.mark.parametrize("break_it", [
    lambda named: ([replace(named[0], name="i-0000000000000000")], [], []),  # a name that was never given
    lambda named: ([replace(named[0], claims=())], [], []),
    lambda named: ([named[0], replace(named[1], claims=named[0].claims)], [], []),  # a claim in two incidents
    lambda named: ([named[0]], [make_figure(named[1])], []),
    lambda named: ([named[0]], [], [make_origin(named[1])]),
    lambda named: ([named[0]], [], [replace(make_origin(named[0]), claims=())]),
])
def test_derived_records_that_do_not_fit_are_refused_and_the_old_ones_stay(ledger, break_it):
    ledger.post(READINGS)
    named = settle(ledger)
    incidents, figures, origins = break_it(named)
    digest = ledger.digest()
    with pytest.raises(BadRequest):
        ledger.replace_derived(incidents, figures, origins, upto=ledger.head().count)
    assert ledger.digest() == digest


def test_a_rebuild_gives_the_same_ledger(ledger):
    ledger.post(READINGS)
    settle(ledger)
    ledger.post([make_reading(1, reader="patterns 2")])
    settle(ledger, [make_incident(ledger.claims())])  # a merge of all
    settle(ledger)  # and back

    def held():
        return (ledger.head(), ledger.digest(), list(ledger.incidents()), ledger.redirects(),
                list(ledger.claims(live=False)))

    before = held()
    ledger.rebuild()
    assert not ledger.settled()
    assert list(ledger.incidents()) == []
    assert ledger.verify() == ()
    settle(ledger)
    assert held() == before
    assert ledger.verify() == ()


# --- names -----------------------------------------------------------------------------------------------------


def test_a_merge_keeps_the_older_name_and_redirects_the_other(ledger):
    ledger.post(READINGS[:1])
    [older] = settle(ledger)
    ledger.post(READINGS[1:2])
    [younger] = {i.name for i in settle(ledger)} - {older.name}
    [merged] = settle(ledger, [make_incident(ledger.claims())])
    assert merged.name == older.name
    assert ledger.redirects() == {younger: older.name}
    assert ledger.incident(younger) == merged
    assert list(ledger.figures(younger)) == [make_figure(merged)]
    assert len(list(ledger.claims(incident=younger))) == 6
    assert younger in ledger.find(younger[:8])


def test_a_merge_undone_gives_both_their_names_back(ledger):
    ledger.post([make_reading(1, claims=2), make_reading(2, claims=9)])
    before = settle(ledger)
    settle(ledger, [make_incident(ledger.claims())])
    assert settle(ledger) == before
    assert ledger.redirects() == {}


def test_a_name_outlives_a_new_reading_with_other_claims(ledger):
    ledger.post(READINGS[:2])
    before = settle(ledger)
    again = [make_reading(number, reader="patterns 2") for number in range(2)]
    again = [replace(r, claims=tuple(replace(c, id=f"c-{r.report.id[2:9]}{n:09d}") for n, c in enumerate(r.claims)))
             for r in again]  # no claim keeps its id
    ledger.post(again)
    after = settle(ledger)
    assert {(i.name, i.when.start) for i in after} == {(i.name, i.when.start) for i in before}
    assert ledger.verify() == ()


def test_a_name_without_claims_says_so(ledger):
    ledger.post(READINGS[:2])
    named = settle(ledger)
    settle(ledger, named[1:])
    with pytest.raises(BadRequest, match="no claim of this incident stands any more"):
        ledger.incident(named[0].name)


# --- the whole ---------------------------------------------------------------------------------------------------


def test_reports_in_any_order_and_number_of_calls_give_the_same_digest(address):
    digests = set()
    for seed in range(5):
        order = list(READINGS)
        random.Random(seed).shuffle(order)
        with open_ledger(":memory:") as ledger:
            for at in range(0, len(order), seed + 1):
                ledger.post(order[at:at + seed + 1])
                settle(ledger)
            digests.add(ledger.digest())
    with open_ledger(address) as ledger:  # one call, on every kind of store
        ledger.post(READINGS)
        settle(ledger)
        digests.add(ledger.digest())
    assert len(digests) == 1


def test_the_digest_sees_every_kind_of_content(ledger):
    seen = {ledger.digest()}
    ledger.post(READINGS)
    seen.add(ledger.digest())
    named = settle(ledger)
    seen.add(ledger.digest())
    ledger.replace_derived(named, [make_figure(i, best=4) for i in named], [make_origin(i) for i in named],
                           upto=ledger.head().count)
    seen.add(ledger.digest())
    ledger.replace_derived(named, [make_figure(i) for i in named], [], upto=ledger.head().count)
    seen.add(ledger.digest())
    ledger.judge(make_judgement("reject", "c-1"))
    seen.add(ledger.digest())
    ledger.post([make_reading(1, reader="patterns 2")])
    seen.add(ledger.digest())
    assert len(seen) == 7


def test_dump_then_load_is_the_same_ledger(ledger, tmp_path, request):
    ledger.post(READINGS)
    settle(ledger)
    ledger.post([make_reading(1, reader="patterns 2")])
    ledger.judge(make_judgement("reject", READINGS[0].claims[0].id))
    settle(ledger)
    for address in (str(tmp_path / "copy.sqlite"), request.getfixturevalue("postgres").new_address()):
        with open_ledger(address) as copy:
            assert copy.restore(ledger.entries()) == ledger.head()
            assert list(copy.entries()) == list(ledger.entries())
            assert not copy.settled()
            settle(copy)
            assert (copy.head(), copy.digest(), copy.verify(ledger.head())) == (ledger.head(), ledger.digest(), ())
            assert list(copy.incidents()) == list(ledger.incidents())
            with pytest.raises(BadRequest, match="not empty"):
                copy.restore(ledger.entries())


def test_a_dump_that_does_not_hold_is_not_taken(ledger):
    with open_ledger(":memory:") as source:
        source.post(READINGS[:2])
        entries = list(source.entries())
    with pytest.raises(LedgerBroken, match="entry 2 is missing"):
        ledger.restore([entries[0], *entries[2:]])
    with pytest.raises(LedgerBroken, match=r"entry 2 .* was changed"):
        ledger.restore([entries[0], replace(entries[1], payload=entries[3].payload)])
    assert ledger.head().count == 0
    assert ledger.restore(entries).count == 4


def test_a_part_of_the_chain_can_be_had(ledger):
    ledger.post(READINGS[:2])
    assert [entry.seq for entry in ledger.entries(after=2)] == [3, 4]


def test_a_stream_stopped_half_way_holds_nothing_open(ledger):
    ledger.post(READINGS)
    stream = ledger.claims()
    next(stream)
    assert ledger.post([make_reading(99)]).new == 1
    assert len(list(stream)) >= 23


def test_long_streams_come_in_pages_without_gap_or_repeat(ledger):
    ledger.post(make_reading(number, claims=30) for number in range(40))
    claims = list(ledger.claims())
    assert len(claims) == len({claim.id for claim in claims}) == 1200
    assert [c.report for c in claims] == sorted(c.report for c in claims)
    settle(ledger, [make_incident([claim]) for claim in claims])
    incidents = list(ledger.incidents())
    assert len({i.key for i in incidents}) == 1200
    assert len(list(ledger.figures())) == 1200
    assert ledger.verify() == ()


def test_a_head_is_written_and_read():
    head = Head(count=412, hash="ab" * 32)
    assert read_head(head_text(head)) == head
    assert read_head(f" {head_text(head)}\n") == head


@pytest.mark.parametrize("text", [
    "", "412", "412:", f"x:{'a' * 64}", f"-1:{'a' * 64}", f"1:{'g' * 64}", f"1:{'a' * 63}", f"²:{'a' * 64}"])
def test_what_is_no_head_is_refused(text):
    with pytest.raises(BadRequest, match="no head of a chain"):
        read_head(text)


def test_an_incident_key_is_that_of_its_members(ledger):
    ledger.post(READINGS)
    assert all(identity.incident_key(i.claims) == i.key for i in settle(ledger))

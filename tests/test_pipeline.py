"""The four verbs over real books, the real reader and a real ledger file."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from according.collect import collect
from according.demo import demo_folder
from according.errors import BadInput, BadReader, BadRequest, TooLarge
from according.ledger import open_ledger
from according.pipeline import check_correction, judge, open_tools, post, read, read_all, settle
from according.records import Failure, Hints, Page, Reading, Report
from according.settings import Settings
from according.views import look, near_to
from claim_factory import make_judgement

SETTINGS = Settings()
WIRE = Hints(outlet="Wire", published="2025-03-07")


@pytest.fixture(scope="module")
def tools():
    return open_tools(SETTINGS, reader="patterns")


def page(text, hints=WIRE):
    return Page(kind="text", content=text.encode(), origin="note.txt", hints=hints)


STATE_TV = page("At least 13 soldiers were killed in an ambush near Homs in Syria on Thursday, state television said.")
MONITOR = page(
    "The ambush near Homs in Syria on Thursday killed 15 soldiers, the Syrian Observatory for Human Rights said.",
    replace(WIRE, outlet="Courier"),
)


def test_reading_is_pure(tools):
    assert read(STATE_TV, tools=tools, settings=SETTINGS) == read(STATE_TV, tools=tools, settings=SETTINGS)


def test_every_offset_points_into_the_text_as_it_came(tools):
    text = (
        "Six people were killed in Homs on Monday, a hospital said.\n\n"
        "Six people were killed in Homs on Monday, a hospital said.\n\n"  # stands again: cut before reading
        "Five soldiers were wounded in Aleppo, 40 kilometres away, itâ€™s said.\n"
    )
    reading = read(page(text), tools=tools, settings=SETTINGS)
    assert len(reading.repeats) == 1
    for claim in reading.claims:
        assert reading.report.text[claim.evidence.start : claim.evidence.end] == claim.evidence.text
    for refusal in reading.refusals:
        for phrase in (refusal.words, refusal.sentence):
            assert reading.report.text[phrase.start : phrase.end] == phrase.text


def test_what_cannot_be_read_raises_one_line_that_names_it(tools):
    with pytest.raises(BadInput, match=r"^note\.txt: [^\n]+$"):
        read(page(""), tools=tools, settings=SETTINGS)


def test_an_unknown_reader_is_refused():
    with pytest.raises(BadReader, match="patterns"):
        open_tools(SETTINGS, reader="oracle")


def test_reading_all_keeps_the_order_and_names_what_failed(tools):
    gone = Failure(origin="gone.txt", reason="there is no such file")
    outcomes = list(
        read_all(
            [STATE_TV, gone, page(""), MONITOR],
            tools=tools,
            settings=SETTINGS,
            wanted=lambda report: report.outlet == "Wire",
        )
    )
    assert [type(outcome) for outcome in outcomes] == [Reading, Failure, Failure, Report]
    assert outcomes[1] == gone
    assert outcomes[2].origin == "note.txt"
    assert not outcomes[2].reason.startswith("note.txt")


@pytest.fixture
def kept(tools):
    with open_ledger(":memory:") as ledger:
        post([read(each, tools=tools, settings=SETTINGS) for each in (STATE_TV, MONITOR)], ledger=ledger)
        settle(ledger)
        yield ledger


def test_two_reports_of_one_ambush_are_one_incident_of_two_origins(kept):
    [incident] = kept.incidents()
    view = look(kept, incident.name)
    names = sorted(origin.name for origin in view.origins)
    assert names[0] == "Syrian Observatory for Human Rights"
    assert names[1].startswith("state television")  # unnamed: told apart by outlet
    assert len(names) == 2
    [figure] = [figure for figure in view.figures if "total" not in figure.marks]
    assert (figure.low.value, figure.high.value) == (13, 15)
    assert set(view.claims) == set(incident.claims)
    assert set(view.reports) == set(incident.reports)


def test_a_judgement_takes_effect_when_the_ledger_is_settled_and_can_be_undone(kept):
    first, second = kept.incidents().__next__().claims
    parted = make_judgement("different", first, second)
    assert judge(parted, ledger=kept) is True
    assert judge(parted, ledger=kept) is False
    assert not kept.settled()
    assert settle(kept).incidents == 2
    judge(make_judgement("undo", parted.id, when="2025-03-11T08:00:00Z"), ledger=kept)
    assert settle(kept).incidents == 1


def test_settling_again_changes_nothing(kept):
    before = kept.digest()
    settle(kept)
    assert kept.digest() == before
    settle(kept, rebuild=True)
    assert kept.digest() == before


def test_a_correction_is_checked_before_it_is_kept(kept):
    claim = next(kept.claims())
    check_correction(claim, "harm", '"wounded"')
    with pytest.raises(BadRequest):
        check_correction(claim, "harm", '"hurt"')


def test_near_a_place_that_is_none(kept):
    assert len(near_to("Homs", kept.incidents())) == 1
    with pytest.raises(BadRequest, match="Xyzzyville"):
        near_to("Xyzzyville", kept.incidents())


@pytest.fixture(scope="module")
def demo_readings(tools):
    outcomes = list(read_all(collect([str(demo_folder())], settings=SETTINGS), tools=tools, settings=SETTINGS))
    assert all(isinstance(outcome, Reading) for outcome in outcomes)
    return outcomes


def digest_of(batches):
    with open_ledger(":memory:") as ledger:
        for batch in batches:
            post(batch, ledger=ledger)
            settle(ledger)
        return ledger.digest(), ledger.verify()


@pytest.mark.parametrize("seed", [1, 2])
def test_any_order_in_one_call_or_thirty_gives_the_same_incidents_and_figures(demo_readings, seed):
    expected = digest_of([demo_readings])
    shuffled = demo_readings[:]
    random.Random(seed).shuffle(shuffled)
    size = -(-len(shuffled) // 30)
    assert expected[1] == ()
    assert digest_of([shuffled]) == expected
    assert digest_of([shuffled[at : at + size] for at in range(0, len(shuffled), size)]) == expected


@pytest.mark.parametrize("piece", ["Five were killed in Homs on Monday and ", "5 killed "])
def test_a_text_of_more_claims_than_a_report_holds_is_refused_before_it_takes_hours(tools, piece):
    long = Page(kind="text", content=(piece * 20_000).encode(), origin="long.txt")
    with pytest.raises(TooLarge, match=r"long\.txt: over 1,000 counts or sentences of harm, .*; split it"):
        read(long, tools=tools, settings=SETTINGS)
    good = replace(long, content=b"Two were killed in Homs.", origin="good.txt")
    first, second = read_all([long, good], tools=tools, settings=SETTINGS)
    assert isinstance(first, Failure)
    assert first.origin == "long.txt"
    assert first.reason.startswith("over 1,000")
    assert isinstance(second, Reading)

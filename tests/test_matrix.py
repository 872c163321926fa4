"""Who says what of one incident, and what one profile makes of it that another does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from according.books.profiles import get_profile, read_profiles
from according.link.incident import make_incident
from according.origins import origins
from according.reconcile.compare import compare
from according.reconcile.matrix import cells, matrix
from according.reconcile.pins import Pins
from according.records import Cell, Moment
from according.words import Harm, Status, VictimsClass
from claim_factory import make_claim, make_report, make_source
from figure_factory import a_figure

OBS, PARTY = make_source("the Observatory"), make_source("rebel command", "party", party="rebels")
EARLY = make_report("One.", outlet="Wire", published="2025-03-06")
LATE = make_report("Two.", outlet="Daily", published="2025-03-07")
UNDATED = make_report("Three.", outlet="Post", published=None)
REPORTS = {r.id: r for r in (EARLY, LATE, UNDATED)}


def said(*claims, reports=REPORTS):
    by_id = {c.id: c for c in claims}
    spoken = origins(make_incident(claims, reports=REPORTS, links=()), claims=by_id, reports=REPORTS)
    found = cells(spoken, claims=by_id, reports=reports, profile=get_profile("ucdp"), sides=lambda name: name,
                  pins=Pins())
    return [replace(cell, origin=next(o.name for o in spoken if o.id == cell.origin)) for cell in found]


def test_a_cell_is_the_live_word_with_what_was_left_aside():
    first, last = make_claim(EARLY, low=3, source=OBS), make_claim(LATE, low=7, source=OBS, status="hedged")
    [cell] = said(first, last)
    assert (cell.origin, cell.low, cell.best, cell.high) == ("the Observatory", 7, 7, 7)
    assert (cell.harm, cell.klass, cell.side) == (Harm.KILLED, VictimsClass.CIVILIAN, None)
    assert (cell.status, cell.day, cell.claims, cell.aside) == (Status.HEDGED, "2025-03-07", (last.id,), None)
    assert [a.claim for a in cell.others] == [first.id]


def test_a_cell_of_two_parts_is_as_firm_as_its_less_firm_part():
    whole = make_claim(EARLY, low=30, source=OBS, at=1, harm="casualties", klass="unknown")
    parts = [make_claim(EARLY, low=n, source=OBS, at=n, victims=word, part_of=whole.id, status=status)
             for n, word, status in ((3, "women", "stated"), (4, "children", "unverified"))]
    told = [cell for cell in said(whole, *parts) if len(cell.claims) > 1]
    assert [(cell.best, cell.status) for cell in told] == [(7, Status.UNVERIFIED)]


def test_an_origin_whose_every_word_is_aside_has_the_latest_with_its_reason():
    denied = [make_claim(r, low=n, source=OBS, status="denied") for r, n in ((EARLY, 3), (LATE, 8), (UNDATED, 5))]
    [cell] = said(*denied)
    assert (cell.best, cell.day, cell.claims, cell.aside) == (8, "2025-03-07", (denied[1].id,), "reported as denied")
    assert {a.claim for a in cell.others} == {denied[0].id, denied[2].id}
    assert (cell.origin, cell.harm, cell.klass, cell.status) == (
        "the Observatory", Harm.KILLED, VictimsClass.CIVILIAN, Status.DENIED)


def test_what_no_report_dates_has_no_day():
    assert [cell.day for cell in said(make_claim(UNDATED, source=OBS))] == [None]
    assert [cell.day for cell in said(make_claim(UNDATED, source=OBS, status="denied"))] == [None]
    lost = make_claim(EARLY, source=OBS, status="denied")
    assert [cell.day for cell in said(lost, reports={})] == [None]


def test_cells_stand_by_origin_then_harm_class_and_side():
    rows = [make_claim(EARLY, source=OBS, at=1, harm="wounded"), make_claim(EARLY, source=OBS, at=2),
            make_claim(EARLY, source=OBS, at=3, klass="combatant", side="rebels"),
            make_claim(EARLY, source=OBS, at=4, klass="combatant", side="army"),
            make_claim(EARLY, source=OBS, at=5, klass="combatant")]
    told = [(c.harm.value, c.klass.value, c.side) for c in said(*rows)]
    assert told == [("killed", "civilian", None), ("killed", "combatant", None), ("killed", "combatant", "army"),
                    ("killed", "combatant", "rebels"), ("wounded", "civilian", None)]


# --- the matrix ---------------------------------------------------------------------------------


def cell(origin, *, harm="killed", klass="unknown", side=None, claims=("c-1",), aside=None):
    return Cell(origin=origin, harm=Harm(harm), klass=VictimsClass(klass), side=side, low=1, best=1, high=1,
                status=Status.STATED, day=None, claims=claims, standing="", sets=(), aside=aside, others=(), steps=())


def moment(origin, *, harm="killed", klass="unknown", best=1):
    return Moment(day=None, origin=origin, harm=Harm(harm), klass=VictimsClass(klass), side=None, low=best, best=best,
                  high=best, claims=(), change="first")


def put(figures, found, steps=()):
    return matrix("i-1", figures, found, steps, profile="newest")


def test_those_with_most_cells_that_count_stand_first():
    table = put([], [cell("o-1"), cell("o-2"), cell("o-2", harm="wounded"), cell("o-3", aside="denied"),
                     cell("o-3", harm="wounded", aside="denied"), cell("o-3", harm="missing",
                                                                       aside="denied"), cell("o-4")])
    assert table.rows == ("o-2", "o-1", "o-4", "o-3")
    assert [c.origin for c in table.cells] == ["o-2", "o-2", "o-1", "o-4", "o-3", "o-3", "o-3"]
    assert (table.incident, table.profile) == ("i-1", "newest")


def test_columns_are_what_anybody_counts_or_any_figure_holds_and_no_total():
    civilian, total = a_figure(1, 2, 3, klass="civilian"), a_figure(4, 5, 6, klass="mixed", marks=("total",))
    table = put([civilian, total], [cell("o-1"), cell("o-1", harm="wounded", klass="combatant", side="b"),
                                    cell("o-1", harm="wounded", klass="combatant", side="a")])
    told = [(c.harm.value, c.klass.value, c.side, c.figure) for c in table.columns]
    assert told == [("killed", "civilian", None, civilian), ("killed", "unknown", None, None),
                    ("wounded", "combatant", "a", None), ("wounded", "combatant", "b", None)]


@pytest.mark.parametrize(("claims", "aside", "sets"), [
    (("c-low",), None, ("low",)), (("c-best", "c-high"), None, ("best", "high")), (("c-9",), None, ()),
    (("c-low",), "reported as denied", ()),
])
def test_which_ends_a_cell_sets(claims, aside, sets):
    figure = a_figure((1, "c-low"), (2, "c-best"), (3, "c-high"))
    assert put([figure], [cell("o-1", claims=claims, aside=aside)]).cells[0].sets == sets
    assert put([], [cell("o-1", claims=claims)]).cells[0].sets == ()


def test_a_cell_carries_the_history_of_its_own_origin_and_column():
    steps = [moment("o-1"), moment("o-1", best=2), moment("o-2"), moment("o-1", harm="wounded"),
             moment("o-1", klass="civilian")]
    one, other = put([], [cell("o-1"), cell("o-2")], steps).cells
    assert (one.steps, other.steps) == ((steps[0], steps[1]), (steps[2],))


# --- two profiles -------------------------------------------------------------------------------

WIDE = next(p for p in read_profiles().values() if len(p.vague) > 1)


def test_what_two_profiles_differ_in_and_by_which_rule_alone():
    here = WIDE
    there = replace(here, name="other", origins=here.origins + 1, vague={})
    mixed = a_figure(1, 2, 3, klass="mixed", marks=("total",))

    def under(profile):
        best = 5 if profile.origins == here.origins else 2
        rows = [a_figure(1, best, 9, klass="civilian"), mixed]
        return [*rows, a_figure(7, 7, 7, klass="combatant")] if profile.vague else rows

    found = compare(here, there, under)
    assert [(d.klass.value, d.end, d.now.value, d.before.value, d.total) for d in found] == [
        ("civilian", "best", 5, 2, False), ("combatant", "low", 7, None, False), ("combatant", "best", 7, None, False),
        ("combatant", "high", 7, None, False)]
    assert found[0].why == (f"origins: {here.origins + 1} -> {here.origins}",)
    words = ", ".join(sorted(here.vague))
    assert found[1].why == (f"vague words are read otherwise: {words}",)
    assert {(d.incident, d.harm, d.profile, d.against) for d in found} == {("i-1", Harm.KILLED, here.name, "other")}
    back = compare(there, here, under)
    assert [(d.klass.value, d.now.value, d.before.value) for d in back][1] == ("combatant", None, 7)


def test_where_no_rule_alone_makes_the_difference_all_are_named():
    here = WIDE
    there = replace(here, name="other", origins=here.origins + 1, vague={})

    def under(profile):
        both = profile.origins == here.origins and bool(profile.vague)
        return [a_figure(1, 5 if both else 2, 9, marks=("total",))]

    [found] = compare(here, there, under)
    assert len(found.why) == 2
    assert found.total


def test_only_the_vague_words_that_differ_are_named():
    here = WIDE
    word = sorted(here.vague)[0]
    there = replace(here, vague={w: v for w, v in here.vague.items() if w != word})
    [found] = compare(here, there, lambda p: [a_figure(1, len(p.vague), 99)])
    assert found.why == (f"vague words are read otherwise: {word}",)
    assert compare(here, here, lambda p: [a_figure(1, 2, 3)]) == ()

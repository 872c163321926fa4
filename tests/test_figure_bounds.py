"""A figure at its bounds: zero, one and none; who is enough, who is newest, what stays open, what a pin fixes."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from according.books.profiles import get_profile, read_profiles
from according.link.incident import make_incident
from according.origins import origins
from according.reconcile import reconcile
from according.reconcile.live import key_of, read_count
from according.reconcile.pins import Pins
from according.reconcile.sides import plain_side, side_names
from according.reconcile.standing import ADMISSION, ENEMY, MONITOR, PARTY, standing
from according.reconcile.totals import total
from according.records import Bound
from according.words import SourceKind, VictimsClass
from claim_factory import make_claim, make_judgement, make_report, make_source
from figure_factory import ends

UCDP = get_profile("ucdp")
OBS, MEDICS = make_source("the Observatory"), make_source("medics of the town")
UN = make_source("the UN")
PARTY_A = make_source("army command", "party", party="army")
EARLY, LATE = (make_report(f"Day {n}.", outlet="Wire", published=f"2025-03-0{n}") for n in (6, 7))
UNDATED = make_report("No day.", outlet="Wire", published=None)
DAILY = make_report("Daily.", outlet="Daily", published="2025-03-07")
REPORTS = {r.id: r for r in (EARLY, LATE, UNDATED, DAILY)}


def figures(*claims, judgements=(), reports=REPORTS, **rules):
    by_id = {c.id: c for c in claims}
    incident = make_incident(claims, reports=REPORTS, links=())
    spoken = origins(incident, claims=by_id, reports=REPORTS)
    return list(reconcile(incident, spoken, claims=by_id, reports=reports, profile=replace(UCDP, **rules),
                          judgements=judgements))


def said(low, source=OBS, report=LATE, **told):
    return make_claim(report, **{"low": low, "source": source, "at": len(source.name), **told})  # a place of its own


def open_above(low, source=OBS, **told):
    return make_claim(LATE, low=low, best=low, high=None, source=source, **told)


@pytest.mark.parametrize(("claims", "result", "opened"), [
    ([said(0), said(1, MEDICS)], (0, 0, 1), False),
    ([said(5), said(0, MEDICS)], (0, 0, 5), False),
    ([open_above(5)], (5, 5, 5), True),
    ([open_above(5), said(9, MEDICS)], (5, 5, 9), False),
    ([open_above(9), said(5, MEDICS)], (5, 5, 9), True),
    ([open_above(9), said(9, MEDICS)], (9, 9, 9), True),
    ([open_above(0)], (0, 0, 0), True),
    ([make_claim(LATE, low=None, best=None, high=7, source=OBS)], (None, None, 7), False),
    ([make_claim(LATE, low=3, best=None, high=None, source=OBS)], (3, None, 3), True),
    ([make_claim(LATE, low=3, best=5, high=9, source=OBS)], (3, 5, 9), False),
    ([make_claim(LATE, low=3, best=5, high=9, source=OBS), said(1, PARTY_A, klass="combatant", side="rebels")],
     (3, 5, 9), False),
])
def test_ends_and_whether_the_high_is_open(claims, result, opened):
    rows = [f for f in figures(*claims, best="lowest") if f.klass is VictimsClass.CIVILIAN]
    assert ends(rows[0]) == result
    assert rows[0].high_open is opened


@pytest.mark.parametrize(("needed", "given"), [(1, True), (2, True), (3, False)])
def test_so_many_independent_origins_are_needed(needed, given):
    [figure] = figures(said(5), said(7, MEDICS), origins=needed)
    assert (figure.best.value is not None) is given
    assert ("3 independent origins are needed, 2 found" in figure.marks) is not given
    assert (figure.origins, figure.origins_unknown) == (2, 0)
    assert len(figure.claims) == 2


def test_origins_of_unknown_independence_are_counted_apart():
    [figure] = figures(said(5), said(7, make_source("activists", "unnamed")), said(9, make_source("locals", "unnamed")))
    assert (figure.origins, figure.origins_unknown) == (1, 2)
    denied = figures(said(5, status="denied"))
    assert (denied[0].origins, denied[0].origins_unknown, denied[0].best.value) == (0, 0, None)
    assert not denied[0].marks


@pytest.mark.parametrize(("claims", "best"), [
    ([said(5, report=EARLY), said(9, MEDICS, LATE)], 9),  # of equals the newest
    ([said(5), said(9, MEDICS), said(9, UN)], 9),  # then the number that more give
    ([said(5), said(9, MEDICS)], 5),  # then the smaller
    ([said(0), said(1, MEDICS)], 0),
    ([said(5), said(9, make_source("a governor", "official"))], 5),  # the best-standing
    ([said(5), make_claim(LATE, low=1, best=None, high=2, source=MEDICS)], 5),
    ([said(9, MEDICS), said(9, UN), said(5), said(5, make_source("the Red Cross")), said(5, make_source("B"))], 5),
])
def test_the_best_of_the_newest_rule(claims, best):
    [figure] = figures(*claims, best="newest" if UCDP.best == "newest" else UCDP.best)
    assert figure.best.value == best


def test_what_a_rule_says_of_how_many_words():
    [figure] = figures(said(5), said(9, MEDICS))
    assert (figure.low.rule, figure.high.rule) == ("smallest low of 2 words", "largest high or low of 2 words")
    [alone] = figures(said(5))
    assert (alone.low.rule, alone.high.rule) == ("smallest low of 1 word", "largest high or low of 1 word")


@pytest.mark.parametrize(("civilian", "unknown", "high", "widened"), [
    (5, 9, 9, True), (9, 5, 9, False), (9, 9, 9, False), (0, 1, 1, True), (0, 0, 0, False), (1, 0, 1, False),
])
def test_people_of_unknown_status_may_be_civilians(civilian, unknown, high, widened):
    rows = figures(said(civilian), said(unknown, MEDICS, klass="unknown"), unknown="widens")
    figure = next(f for f in rows if f.klass is VictimsClass.CIVILIAN)
    assert (figure.high.value, "civilian status uncertain" in figure.marks) == (high, widened)
    plain = figures(said(civilian), said(unknown, MEDICS, klass="unknown"), unknown="own row")
    assert next(f for f in plain if f.klass is VictimsClass.CIVILIAN).high.value == civilian


def pin(claims, **told):
    value = {"harm": "killed", "class": "civilian", "low": 3, "best": 3, "high": 3, "profile": "ucdp",
             "claims": [c.id for c in claims], **told}
    return make_judgement("pin", "i-1", field="figure", value=json.dumps(value))


def test_a_pin_fixes_the_row_that_it_names_and_no_other():
    rows = [said(5), said(8, klass="combatant", side="The Army", at=3), said(6, klass="combatant", at=5)]

    def best(judgement):
        return [f.best.value for f in figures(*rows, judgements=[judgement])]

    assert best(make_judgement("confirm", rows[0].id)) == [5, 6, 8, 11]
    assert best(pin(rows)) == [3, 6, 8, 9]
    assert best(pin(rows, **{"class": "combatant", "side": "army"})) == [5, 6, 3, 11]
    assert best(pin(rows, **{"class": "combatant"}))[:2] == [5, 3]
    assert best(pin(rows, total=True)) == [5, 6, 8, 3]
    assert best(pin(rows, total=True, side="army")) == [5, 6, 8, 3]
    assert best(pin(rows[:1])) == [3, 6, 8, 9]
    assert best(make_judgement("pin", "i-1", field="figure", value=pin(rows).value.replace(rows[0].id, "c-gone")
                               .replace(rows[1].id, "c-lost"))) == [5, 6, 8, 11]


# --- what is live -------------------------------------------------------------------------------


@pytest.mark.parametrize(("claims", "best", "reasons"), [
    ([said(5, report=EARLY), said(5)], 5, {"the same number of the same origin again"}),
    ([said(5, report=EARLY), said(9)], 9, {"superseded by a later word of the same origin"}),
    ([said(5), said(9, at=9)], 9, {"a smaller number of the same origin on the same day"}),
    ([said(5, report=UNDATED), said(9, report=EARLY)], 9, {"superseded by a later word of the same origin"}),
    ([said(5), said(None, at=9, best=None, count_kind="bare")], 5,
     {"gives no number where the same origin gives one"}),
    ([said(0), said(0, at=9)], 0, {"the same number of the same origin again"}),
    ([said(5), make_claim(LATE, low=1, best=1, high=1, source=OBS, count_kind="single", at=9)], 5,
     {"gives no number where the same origin gives one"}),
    ([said(None, best=None, high=7), said(6, at=9)], None, {"a smaller number of the same origin on the same day"}),
    ([said(8, best=None, high=None), said(7, at=9)], None, {"a smaller number of the same origin on the same day"}),
])
def test_of_one_origin_one_word_stands(claims, best, reasons):
    [figure] = figures(*claims)
    assert figure.best.value == best
    assert {a.reason for a in figure.aside} == reasons


def test_an_old_number_printed_again_does_not_come_back():
    third = make_report("Day 8.", outlet="Wire", published="2025-03-08")
    by = {**REPORTS, third.id: third}
    claims = [said(5, report=EARLY), said(9), make_claim(third, low=5, source=OBS)]
    incident = make_incident(claims, reports=by, links=())
    rows = {c.id: c for c in claims}
    [figure] = reconcile(incident, origins(incident, claims=rows, reports=by), claims=rows, reports=by, profile=UCDP)
    assert figure.best.value == 9
    assert {a.claim: a.reason for a in figure.aside}[claims[2].id] == "an old number of the same origin, printed again"


@pytest.mark.parametrize(("words", "total"), [
    (("women", "children"), 7), (("women", "women"), 4), (("women", None), 4), (("women", "people"), 4),
])
def test_only_parts_that_are_other_people_are_added(words, total):
    whole = said(30, harm="casualties", klass="unknown", at=1)
    parts = [said(n, at=n, victims=word, part_of=whole.id) for n, word in zip((3, 4), words, strict=True)]
    row = next(f for f in figures(whole, *parts) if f.harm.value == "killed")
    assert row.best.value == total


def test_what_a_claim_counts():
    def key(**told):
        return key_of(make_claim(**told), profile=replace(UCDP, unknown="own row"), sides=plain_side)[1:]

    assert key(klass="combatant", side="the Army") == (VictimsClass.COMBATANT, "army")
    assert key(klass="combatant", side="x", side_id="a:1")[1] == "a:1"
    assert key(klass="civilian", side="the Army") == (VictimsClass.CIVILIAN, None)
    assert key(klass="combatant") == (VictimsClass.COMBATANT, None)
    unknown = make_claim(klass="unknown")
    assert key_of(unknown, profile=replace(UCDP, unknown="civilian"), sides=plain_side)[1] is VictimsClass.CIVILIAN


def test_vague_words_are_read_by_the_longest_that_stands_there():
    wide = next(p for p in read_profiles().values() if len(p.vague) > 1)
    longer = next((w for w in wide.vague for v in wide.vague if w != v and f" {v} " in f" {w} "), None)
    for word in sorted(wide.vague):
        for means, value in ((None, wide.vague[word].value), ("clash", wide.vague[word].battle)):
            vague = make_claim(low=2, best=None, high=None, count_words=word.title(), count_kind="vague", means=means)
            assert read_count(vague, wide) == (2, value, None)
    number = make_claim(low=12, count_words=sorted(wide.vague)[0])
    assert read_count(number, wide) == (12, 12, 12)
    nameless = make_claim(low=2, best=None, high=None, count_words="", count_kind="vague")
    assert read_count(nameless, wide) == (2, None, None)
    assert longer is None or read_count(make_claim(low=2, best=None, high=None, count_words=longer,
                                                   count_kind="vague", means=None), wide)[1] == wide.vague[longer].value


# --- who stands where ---------------------------------------------------------------------------


@pytest.mark.parametrize(("told", "stands"), [
    ({"klass": "combatant", "side": "army"}, ADMISSION), ({"klass": "civilian", "side": "rebels"}, ENEMY),
    ({"klass": "combatant", "side": None}, ENEMY), ({"klass": "civilian", "perpetrator": "the army"}, ADMISSION),
    ({"klass": "civilian", "perpetrator": "rebels"}, PARTY), ({"klass": "civilian"}, PARTY),
])
def test_where_a_party_stands(told, stands):
    claim = said(5, PARTY_A, **told)
    [origin] = origins(make_incident([claim], reports=REPORTS, links=()), claims={claim.id: claim}, reports=REPORTS)
    assert standing(claim, origin, sides=plain_side, pins=Pins()) == stands
    pinned = Pins(standings={"army command": SourceKind.MONITOR})
    assert standing(claim, origin, sides=plain_side, pins=pinned) == (MONITOR if stands == PARTY else stands)
    assert standing(claim, origin, sides=plain_side, pins=Pins(standings={"others": SourceKind.MONITOR})) == stands


@pytest.mark.parametrize(("told", "stands"), [
    ({"klass": "combatant", "side": "rebels"}, PARTY), ({"klass": "combatant", "perpetrator": "army"}, ENEMY),
    ({"klass": "combatant", "side": "army"}, ADMISSION), ({"klass": "civilian", "side": "rebels"}, PARTY),
])
def test_an_outlet_that_leans_to_a_side_fights_only_where_its_side_does(told, stands):
    claim = said(5, make_source("Army Daily", "outlet", party="army"), **told)
    [origin] = origins(make_incident([claim], reports=REPORTS, links=()), claims={claim.id: claim}, reports=REPORTS)
    assert standing(claim, origin, sides=plain_side, pins=Pins()) == stands


@pytest.mark.parametrize(("claims", "best"), [
    ([said(5, klass="mixed"), said(9, klass="unknown", at=40)], 9),
    ([said(9, klass="mixed"), said(5, klass="unknown", at=40)], 9),
    ([said(1, klass="mixed"), said(0, klass="unknown", at=40)], 1),
    ([said(0, klass="mixed"), said(1, klass="unknown", at=40)], 1),
    ([said(9, klass="mixed", report=EARLY), said(5, klass="unknown", at=40)], 5),
])
def test_of_what_one_origin_says_of_everybody_the_latest_and_on_one_day_the_largest_counts(claims, best):
    rows = figures(*claims, unknown="own row")
    assert [f.best.value for f in rows if "total" in f.marks] == [best]


def test_a_side_is_shown_as_most_print_it_then_by_letters():
    rows = [said(n, at=n, klass="combatant", side=side) for n, side in
            enumerate(("the Army", "Army", "Army", "Rebels", "rebels", None), 1)]
    spoken = origins(make_incident(rows, reports=REPORTS, links=()), claims={c.id: c for c in rows}, reports=REPORTS)
    assert side_names(spoken, {c.id: c for c in rows}, plain_side) == {"army": "Army", "rebels": "Rebels"}
    known = said(9, at=9, klass="combatant", side="The 5th", side_id="a:5")
    spoken = origins(make_incident([known], reports=REPORTS, links=()), claims={known.id: known}, reports=REPORTS)
    assert side_names(spoken, {known.id: known}, lambda name: name) == {"a:5": "The 5th"}


def test_a_class_without_a_high_leaves_the_total_open_above_its_best_and_not_under_it():
    one = next(f for f in figures(said(4)) if "total" not in f.marks)
    unbounded = replace(one, low=Bound(value=None, claims=(), rule="no"), high=Bound(value=None, claims=(), rule="no"))
    other = replace(one, klass=VictimsClass.COMBATANT)
    whole = total([unbounded, other], None)
    assert [whole.low.value, whole.best.value, whole.high.value, whole.high_open] == [4, 8, 8, True]

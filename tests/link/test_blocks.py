"""Who meets whom, at the last day and place where they do; pieces, bonds and what judgements tie."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from according.books.weights import read_lexis, read_weights
from according.link.between import between
from according.link.block import candidates, is_vague, looks_in, stands_in
from according.link.cluster import cluster, pair
from according.link.keep import pack, recipe, unpack
from according.link.rulings import entangled, parted_inside, rulings
from according.link.score import score
from according.link.tell import look_around, tell
from according.link.tellings import lift
from according.link.within import tell_report
from according.link.wording import EMPTY, Bag, likeness, names, rarest, runs_of, skeleton, stems
from claim_factory import make_claim, make_judgement, make_report
from link.bare_telling import around, bare, spot

MAY = date(2016, 5, 3).toordinal()


def at(first, last=None, *, head="c-1", **told):
    return bare(**{"head": head, "claims": (head,), "report": f"r-{head}", "first": first,
                   "last": first if last is None else last, "dated": True, "countries": ["SY"], "spots": (spot(),),
                   **told})


def meet(one, other):
    return [(a.head, b.head) for a, b in candidates([one, replace(other, head="c-2", report="r-2")])] != []


@pytest.mark.parametrize(("one", "other", "met"), [
    # two that are precise: their province, the day and the two days on either side
    (at(MAY), at(MAY), True), (at(MAY), at(MAY + 2), True), (at(MAY), at(MAY + 3), False),
    (at(MAY, MAY + 1), at(MAY + 3), True), (at(MAY, MAY + 1), at(MAY + 4), False),
    (at(MAY), at(MAY, spots=(spot(adm1="SY/hama"),)), False),
    (at(MAY), at(MAY, spots=(spot("g:8", adm1="SY/hama"), spot("g:9"))), True),
    # a large count or a rare name of one country: the day and the next
    (at(MAY, counts={("killed", 5)}), at(MAY, spots=(spot(adm1="SY/hama"),), counts={("killed", 5)}), True),
    (at(MAY, counts={("killed", 4)}), at(MAY, spots=(spot(adm1="SY/hama"),), counts={("killed", 4)}), False),
    (at(MAY, counts={("killed", 5)}), at(MAY, spots=(spot(adm1="SY/hama"),), counts={("wounded", 5)}), False),
    (at(MAY, counts={("killed", 5)}), at(MAY + 2, spots=(spot(adm1="SY/hama"),), counts={("killed", 5)}), False),
    (at(MAY, counts={("killed", 5)}), at(MAY + 1, spots=(spot(adm1="SY/hama"),), counts={("killed", 5)}), True),
    (at(MAY, names={"rare": 0.4}), at(MAY, spots=(spot(adm1="SY/hama"),), names={"rare": 0.4}), True),
    (at(MAY, names={"rare": 0.39}), at(MAY, spots=(spot(adm1="SY/hama"),), names={"rare": 0.39}), False),
    (at(MAY, names={"rare": 0.4}), at(MAY, spots=(spot(adm1="SY/hama"),), around=around(lead_names={"rare": 0.4}),
                                      leads=True), True),
    (at(MAY, names={"rare": 0.4}), at(MAY, spots=(spot(adm1="SY/hama"),), around=around(lead_names={"rare": 0.4})),
     False),
    # what is vague meets all of its country in its months
    (at(MAY, spots=()), at(MAY + 20), True), (at(MAY), at(MAY + 20, spots=()), True),
    (at(MAY, spots=()), at(MAY + 20, spots=()), True), (at(MAY, spots=()), at(MAY + 40), False),
    (at(MAY, MAY + 40, spots=()), at(MAY + 40), True), (at(MAY, MAY + 70), at(MAY + 35), True),
    (at(MAY, spots=()), at(MAY, countries=["LB"]), False), (at(MAY, spots=()), at(None), False),
    (at(MAY, MAY + 8), at(MAY + 25), False), (at(MAY, MAY + 9), at(MAY + 25), True),
    (at(MAY + 17, MAY + 28), at(MAY + 29), False),  # up to 31 May; vague, it meets nobody of June
])
def test_who_meets(one, other, met):
    assert meet(one, other) is met
    assert meet(other, one) is met


@pytest.mark.parametrize(("telling", "vague"), [
    (at(MAY), False), (at(MAY, MAY + 8), False), (at(MAY, MAY + 9), True), (at(MAY, spots=()), True),
    (at(MAY, spots=(spot(prec=5),)), False), (at(MAY, spots=(spot(prec=6),)), True),
    (at(MAY, spots=(spot(adm1=None),)), True), (at(MAY, spots=(spot(adm1=None), spot("g:2"))), False),
    (bare(spots=(spot(),), first=None, last=MAY), True), (bare(spots=(spot(),), first=MAY, last=None), True),
])
def test_what_is_vague(telling, vague):
    assert is_vague(telling) is vague


def test_the_keys_of_a_ledger():
    here = at(MAY, spots=(spot(), spot("g:9", adm1="LB/tripoli")))
    assert stands_in(here) == {f"SY {MAY}", f"LB {MAY}", "SY 2016-05 precise"}
    days = {f"{c} {d}" for c in ("SY", "LB") for d in range(MAY - 2, MAY + 3)}
    assert looks_in(here) == {*days, "SY 2016-05 vague"}
    month = at(MAY, MAY + 30, spots=())
    assert stands_in(month) == {"SY 2016-05 vague", "SY 2016-06 vague"}
    assert looks_in(month) == {f"SY 2016-0{m} {kind}" for m in (5, 6) for kind in ("precise", "vague")}
    assert stands_in(bare()) == looks_in(bare()) == frozenset()
    assert f"SY {MAY + 8}" in stands_in(at(MAY, MAY + 8))
    assert stands_in(at(MAY, MAY + 9, spots=())) == {"SY 2016-05 vague"}
    assert stands_in(at(MAY + 1, MAY + 28, spots=())) == {"SY 2016-05 vague"}  # four weeks, to the last day of May
    january, march = date(2015, 1, 31).toordinal(), date(2015, 3, 1).toordinal()
    assert stands_in(at(january, march, spots=())) == {f"SY 2015-0{m} vague" for m in (1, 2, 3)}


def test_only_pairs_with_a_fresh_one_where_that_is_asked_and_each_once():
    four = [at(MAY, head=f"c-{n}", spots=(spot(), spot("g:2", adm1="SY/hama"))) for n in range(4)]
    every = [(a.head, b.head) for a, b in candidates(reversed(four))]
    assert sorted(every) == [(f"c-{a}", f"c-{b}") for a in range(4) for b in range(a + 1, 4)]
    fresh = [(a.head, b.head) for a, b in candidates(four, fresh={"c-2"})]
    assert sorted(fresh) == [("c-0", "c-2"), ("c-1", "c-2"), ("c-2", "c-3")]
    assert list(candidates(four, fresh=frozenset())) == []
    assert list(candidates([four[0], replace(four[1], report=four[0].report)])) == []


# --- clusters -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("scores", "options", "groups"), [
    ({("a", "b"): 0.0}, {}, (("a",), ("b",), ("c",))),  # the threshold itself joins nothing
    ({("a", "b"): 0.5}, {}, (("a", "b"), ("c",))),
    ({("a", "b"): 0.5}, {"threshold": 0.5}, (("a",), ("b",), ("c",))),
    ({("a", "b"): 0.5}, {"threshold": 0.4}, (("a", "b"), ("c",))),
    # the better half of the scores between a pair and a third: one of two
    ({("a", "b"): 9.0, ("b", "c"): 1.0}, {}, (("a", "b", "c"),)),
    ({("a", "b"): 9.0, ("b", "c"): 1.0}, {"cannot": [("a", "c")]}, (("a", "b"), ("c",))),
    ({("a", "b"): 1.0, ("b", "c"): 9.0}, {"cannot": [("a", "c")]}, (("a",), ("b", "c"))),
    ({}, {"must": [("a", "b"), ("b", "c")]}, (("a", "b", "c"),)),
    ({}, {"must": [("x", "b"), ("b", "c")]}, (("a",), ("b", "c"))),
    ({("b", "c"): 9.0}, {"must": [("a", "b")]}, (("a", "b", "c"),)),
    ({("a", "c"): 9.0}, {"must": [("a", "b")]}, (("a", "b", "c"),)),
    ({("a", "b"): 9.0}, {"must": [("b", "c")], "cannot": [("a", "c")]}, (("a",), ("b", "c"))),
])
def test_groups(scores, options, groups):
    assert cluster("abc", scores, **{"apart": -4.0, **options}) == groups


def test_the_mean_of_the_better_half_decides_between_groups():
    tight = {("a", "b"): 9.0, ("a", "c"): 9.0, ("b", "c"): 9.0}
    joins = {**tight, ("a", "d"): 2.0, ("b", "d"): -1.0, ("c", "d"): -9.0}  # two of three: (2 - 1) / 2 is above nought
    assert cluster("abcd", joins, apart=-4.0) == (("a", "b", "c", "d"),)
    apart = {**joins, ("b", "d"): -3.0}
    assert cluster("abcd", apart, apart=-4.0) == (("a", "b", "c"), ("d",))
    pairs = {("a", "b"): 9.0, ("c", "d"): 8.0, ("a", "c"): 3.0, ("a", "d"): -2.0, ("b", "c"): -9.0}
    assert cluster("abcd", pairs, apart=-4.0) == (("a", "b", "c", "d"),)
    assert cluster("abcd", {**pairs, ("a", "d"): -3.5}, apart=-4.0) == (("a", "b"), ("c", "d"))


def test_a_pair_has_one_spelling():
    assert pair("b", "a") == pair("a", "b") == ("a", "b")


# --- judgements ---------------------------------------------------------------------------------


def test_what_judgements_tie_however_far():
    home = {"c-1": "r-1", "c-2": "r-2", "c-3": "r-3", "c-4": "r-4"}
    ties = [make_judgement("same", "c-1", "c-2"), make_judgement("different", "c-3", "c-2"),
            make_judgement("confirm", "c-3", "c-4"), make_judgement("same", "c-4", "c-gone"),
            make_judgement("same", "c-gone", "c-4")]
    assert entangled(["r-1"], ties, home) == {"r-1", "r-2", "r-3"}
    assert entangled(["r-3"], ties, home) == {"r-1", "r-2", "r-3"}
    assert entangled(["r-4"], ties, home) == {"r-4"}


def test_claims_of_one_report_that_judgements_drive_apart():
    reports = {"a": "r-1", "c": "r-1", "b": "r-2", "d": "r-3"}
    assert parted_inside([("a", "b")], [("b", "c")], reports) == {("a", "c")}
    assert parted_inside([("a", "b")], [("b", "d")], reports) == frozenset()
    assert parted_inside([], [("a", "c")], reports) == {("a", "c")}
    assert parted_inside([("a", "b"), ("b", "c")], [("a", "b")], reports) >= {("a", "c")}


def test_of_two_judgements_on_a_pair_the_later_counts():
    early, late = "2025-03-01T00:00:00Z", "2025-03-02T00:00:00Z"
    same = make_judgement("same", "c-1", "c-2", when=early)
    different = make_judgement("different", "c-2", "c-1", when=late)
    assert rulings([different, same]) == ((), frozenset({("c-1", "c-2")}))
    assert rulings([same, make_judgement("undo", different.id, when="2025-03-03T00:00:00Z"), different]) == (
        (("c-1", "c-2"),), frozenset())


def test_what_is_between_two_groups():
    table = read_weights()
    left = [at(MAY, head="c-1", claims=("c-1", "c-9")), at(MAY + 400, head="c-2")]
    right = [at(MAY, head="c-3", runs=range(9)), at(MAY + 800, head="c-4")]
    kinds = [make_judgement("same", "c-9", "c-3"), make_judgement("different", "c-4", "c-2"),
             make_judgement("same", "c-1", "c-2"), make_judgement("same", "c-3", "c-4"),
             make_judgement("same", "c-1", "c-8"), make_judgement("same", "c-8", "c-3"),
             make_judgement("confirm", "c-1"), make_judgement("correct", "c-1", "c-3", field="harm", value='"killed"')]
    told = between(left, right, judgements=kinds, weights=table)
    assert (told.pairs, told.met) == (4, 1)
    assert {(j.subject, j.other) for j in told.judgements} == {("c-9", "c-3"), ("c-4", "c-2")}
    assert {told.closest.a, told.closest.b} == {"c-1", "c-3"}
    assert told.above == int(score(left[0], right[0], table.across) > table.threshold_across)
    assert between(left, right[1:], judgements=(), weights=table).met == 0


def test_pairs_of_claims_become_pairs_of_tellings():
    home = {"a": "x", "b": "x", "c": "y"}
    assert set(lift([("a", "c"), ("a", "b"), ("a", "gone"), ("gone", "c")], home)) == {("x", "y")}


# --- words and what is kept ---------------------------------------------------------------------


@pytest.mark.parametrize(("one", "other", "like"), [
    (Bag({"a": 1.0}, 1.0), Bag({"a": 1.0}, 1.0), 1.0), (Bag({"a": 3.0, "b": 4.0}, 5.0), Bag({"a": 3.0}, 3.0), 0.6),
    (EMPTY, Bag({"a": 1.0}, 1.0), 0.0), (Bag({"a": 1.0}, 1.0), EMPTY, 0.0), (Bag({"a": 0.0}, 0.0),) * 2 + (0.0,),
])
def test_likeness(one, other, like):
    assert likeness(one, other) == pytest.approx(like)
    assert rarest(one, other) == max([w for k, w in one.weights.items() if k in other.weights], default=0.0)


def test_which_words_say_something():
    stop = frozenset({"the", "wire"})
    assert stems("The markets of 1988 hit Ty and oil", stop) == {"market", "hit", "and", "oil"}
    assert names("The Khan of Homs", stop) == {skeleton("homs"), skeleton("khan")}
    assert names("The Wire says Wire and Homs and Ty and Khan", stop) == {skeleton("homs"), skeleton("khan")}
    assert len(runs_of("abcdefg")) == 3


def test_what_is_kept_of_a_report_is_what_was_told():
    table = read_weights()
    report = make_report("Shells fell on Homs in Syria near Khan Market on Thursday. They killed 12.", title="Homs hit")
    claims = {c.id: c for c in (make_claim(report), make_claim(report, low=3, harm="wounded", words="They killed 12."))}
    told = tell_report(list(claims.values()), report, weights=table)
    kept = pack(report.id, told, claims=2, pieces={t.head: t.head for t in told.tellings})
    assert unpack(kept, table.lexis).tellings == told.tellings
    alone = tell(claims.values(), look_around(claims.values(), report, lexis=read_lexis()), lexis=read_lexis())
    assert alone.words.weights
    assert alone.names.weights
    assert recipe(table) == recipe(read_weights())
    assert 0 < recipe(table) <= 2**59  # a number that every database can hold
    assert recipe(replace(table, apart=table.apart - 1)) != recipe(table)

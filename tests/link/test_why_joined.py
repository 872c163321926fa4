"""How the claims of one report are grouped, why two are joined, and a neighbourhood that is joined anew."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from according.books.weights import read_weights
from according.ledger import open_ledger
from according.link import explain
from according.link.cluster import pair
from according.link.joining import join_all
from according.link.score import score
from according.link.tellings import tell_all
from according.link.why import judged_link, scored_link
from according.link.within import singles, tell_report
from claim_factory import ALEPPO, HOMS, LATAKIA, make_claim, make_judgement, make_report
from test_settling import play, same_as_anew

TABLE = read_weights()
WIRE = make_report("Shells killed 12 in Homs and wounded 30 there. A raid near Aleppo killed 9. In Homs 3 died.",
                   title="Twelve die")
DAILY = make_report("Shelling killed 12 people in Homs on Thursday.", outlet="Daily")
REPORTS = {r.id: r for r in (WIRE, DAILY)}
DEAD = make_claim(WIRE, low=12, at=1)
HURT = make_claim(WIRE, low=30, at=2, harm="wounded")
RAID = make_claim(WIRE, low=9, at=3, place=ALEPPO, day="2024-01-01", means="airstrike")
THIRD = make_claim(WIRE, low=3, at=4, part_of=DEAD.id)
OTHER = make_claim(DAILY, low=12, at=5)
TOTAL = make_claim(DAILY, low=900, at=6, scope="cumulative")
CLAIMS = (DEAD, HURT, RAID, THIRD, OTHER, TOTAL)
OWN = [c for c in CLAIMS if c.report == WIRE.id]


def within(a, b):
    single = singles(OWN, WIRE, TABLE)
    return score(single[a], single[b], TABLE.within)


def test_the_claims_of_a_report_are_grouped_and_the_groups_scored_by_their_mean():
    told = tell_report(OWN, WIRE, weights=TABLE)
    assert [set(t.claims) for t in told.tellings] == sorted(
        [{DEAD.id, HURT.id, THIRD.id}, {RAID.id}], key=lambda ids: min((c.evidence.start, c.id) for c in OWN
                                                                      if c.id in ids)[1])
    [(heads, mean)] = told.apart.items()
    assert heads == pair(*(t.head for t in told.tellings))
    assert mean == pytest.approx(sum(within(c, RAID.id) for c in (DEAD.id, HURT.id, THIRD.id)) / 3)


def test_each_further_claim_hangs_on_the_one_that_it_fits_best():
    told = tell_report(OWN, WIRE, weights=TABLE)
    head = next(t for t in told.tellings if len(t.claims) == 3).head
    placed = [head]
    for link in told.links:
        best = min(placed, key=lambda other: (-within(other, link.b), other))
        assert (link.a, link.score) == (best, round(within(best, link.b) - TABLE.threshold_within, 4))
        assert link.shares
        placed.append(link.b)
    assert placed[1:] == sorted({DEAD.id, HURT.id, THIRD.id} - {head})


def test_claims_that_stand_alone_and_what_people_hold():
    alone = tell_report(OWN, WIRE, weights=TABLE, alone=[DEAD.id])
    assert (DEAD.id,) in {t.claims for t in alone.tellings}
    assert len(tell_report(OWN, WIRE, weights=TABLE, same=[pair(DEAD.id, RAID.id)]).tellings) == 1
    parted = tell_report(OWN, WIRE, weights=TABLE, different=[pair(DEAD.id, HURT.id)])
    assert not any({DEAD.id, HURT.id} <= set(t.claims) for t in parted.tellings)


def test_two_judgements_that_contradict_each_other_through_a_telling_take_it_apart():
    claims = {c.id: c for c in (*OWN, OTHER)}
    whole = tell_all(claims, REPORTS, [], [], TABLE)[WIRE.id]
    assert any({DEAD.id, HURT.id} <= set(t.claims) for t in whole.tellings)
    torn = tell_all(claims, REPORTS, [pair(DEAD.id, OTHER.id)], [pair(HURT.id, OTHER.id)], TABLE)[WIRE.id]
    assert not any({DEAD.id, HURT.id} <= set(t.claims) for t in torn.tellings)
    kept = tell_all(claims, REPORTS, [pair(DEAD.id, OTHER.id)], [pair(RAID.id, OTHER.id)], TABLE)[WIRE.id]
    assert any({DEAD.id, HURT.id} <= set(t.claims) for t in kept.tellings)


def why(a, b, judgements=()):
    return explain(a.id, b.id, claims=CLAIMS, reports=REPORTS, judgements=judgements)


def test_why_two_claims_are_joined_or_not():
    single = singles(OWN, WIRE, TABLE)
    inside = why(DEAD, RAID)
    assert inside == scored_link(single[DEAD.id], single[RAID.id], DEAD.id, RAID.id, TABLE)
    assert inside.score == round(within(DEAD.id, RAID.id) - TABLE.threshold_within, 4)
    across = why(THIRD, OTHER)
    assert (across.a, across.b) == (THIRD.id, OTHER.id)
    told = next(t for t in tell_report(OWN, WIRE, weights=TABLE).tellings if THIRD.id in t.claims)
    alone = tell_report([OTHER], DAILY, weights=TABLE).tellings[0]
    assert across.score == round(score(told, alone, TABLE.across) - TABLE.threshold_across, 4)


@pytest.mark.parametrize(("kind", "sign"), [("same", 1), ("different", -1)])
def test_a_judgement_is_why(kind, sign):
    link = why(DEAD, OTHER, [make_judgement(kind, OTHER.id, DEAD.id)])
    assert link == judged_link(DEAD.id, OTHER.id, same=kind == "same")
    assert link.score * sign == 99.0
    assert why(DEAD, OTHER, [make_judgement(kind, OTHER.id, HURT.id)]).score * sign != 99.0


def test_the_links_of_an_incident_are_one_less_than_its_tellings_and_the_strongest():
    reports = [make_report(f"Shelling killed 12 people in Homs, outlet {n} said.", outlet=f"Outlet {n}")
               for n in range(4)]
    claims = [make_claim(r, low=12 if n < 3 else 40, at=n, means="shelling" if n else "clash")
              for n, r in enumerate(reports)]
    judged = [make_judgement("same", claims[0].id, claims[3].id)]
    done = join_all(claims, reports={r.id: r for r in reports}, judgements=judged)
    [incident] = [i for i in done.incidents if claims[0].id in i.claims]
    across = [(link.a, link.b) for link in incident.links]
    assert len(across) == len(incident.claims) - 1
    assert pair(claims[0].id, claims[3].id) in across
    strongest = max((pair(a.id, b.id) for a, b in combinations(claims, 2) if {a.id, b.id} <= set(incident.claims)
                     and pair(a.id, b.id) != pair(claims[0].id, claims[3].id)),
                    key=lambda p: explain(*p, claims=claims, reports={r.id: r for r in reports}).score)
    assert explain(*strongest, claims=claims, reports={r.id: r for r in reports}).score in {
        link.score for link in incident.links}


@pytest.mark.parametrize("seed", range(12))
def test_a_neighbourhood_joined_anew_is_the_whole_joined_at_once(seed):
    with open_ledger(":memory:") as ledger:
        play(ledger, seed, 6)
        same_as_anew(ledger)


def test_a_place_that_holds_the_other_joins_what_agrees():
    vague, exact = make_claim(WIRE, place=LATAKIA), make_claim(DAILY, place=replace(HOMS, adm1="Latakia"))
    done = join_all([vague, exact], reports=REPORTS)
    assert done.joining.accounts[0].claims == 1
    assert {a.report for a in done.joining.accounts} == set(REPORTS)
    piece = {head: p for a in done.joining.accounts for head, p in a.tellings}
    assert set(piece) == {vague.id, exact.id}
    for group in done.incidents:
        assert {piece[c] for c in group.claims} == {min(group.claims)} or len(set(piece.values())) == 1

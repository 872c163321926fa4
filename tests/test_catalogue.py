"""Summaries follow the ledger: what a decision moves is made anew, the rest is kept."""

from __future__ import annotations

import pytest

from according.catalogue import Catalogue, find_incidents
from according.doubts import tasks
from according.judged import new_judgement
from according.ledger import open_ledger
from according.pipeline import judge, post, settle
from according.records import Aside, Bound, Figure, Incident, Link
from according.sift import Query
from according.words import Harm, JudgementKind, VictimsClass
from claim_factory import HOMS, make_claim, make_report
from reading_factory import make_reading


@pytest.fixture
def ledger():
    with open_ledger(":memory:") as opened:
        post([make_reading(n, claims=2, outlet=f"Outlet {n}") for n in range(1, 6)], ledger=opened)
        settle(opened)
        yield opened


def decide(ledger, kind, claim, **more):
    judge(new_judgement(kind, claim, who="ana", when="2026-01-01T00:00:00+00:00", why="a test", **more), ledger=ledger)


def test_nothing_is_made_anew_where_nothing_changed(ledger):
    catalogue = Catalogue()
    assert catalogue.of(ledger) is catalogue.of(ledger)


def test_the_same_as_made_from_the_start_after_every_change(ledger):
    catalogue = Catalogue()
    catalogue.of(ledger)
    claims = [claim.id for claim in ledger.claims()]
    changes = [
        lambda: decide(ledger, JudgementKind.REJECT, claims[0]),
        lambda: decide(ledger, JudgementKind.CORRECT, claims[3], field="status", value='"denied"'),
        lambda: settle(ledger),
        lambda: post([make_reading(9, outlet="Late")], ledger=ledger),
        lambda: settle(ledger),
        lambda: decide(ledger, JudgementKind.UNDO, next(j.id for j in ledger.judgements())),
        lambda: settle(ledger, rebuild=True),
    ]
    for change in changes:
        change()
        kept, fresh = catalogue.of(ledger), Catalogue().of(ledger)
        assert kept.sketches == fresh.sketches
        assert list(kept.sketches) == list(fresh.sketches) == [i.name for i in ledger.incidents()]
        assert kept.whole(kept.sketches) == fresh.whole(fresh.sketches)
        assert kept.settled == ledger.settled()


def test_only_what_moved_is_made_anew(ledger):
    catalogue = Catalogue()
    before = catalogue.of(ledger).sketches
    claim = next(ledger.claims())
    home = ledger.homes([claim.id])[claim.id]
    decide(ledger, JudgementKind.CORRECT, claim.id, field="status", value='"denied"')
    after = catalogue.of(ledger).sketches
    assert {name for name in after if after[name] is not before[name]} == {home}
    assert "denied" in after[home].statuses


def test_filters_look_where_claims_and_reports_say_it(ledger):
    listing = Catalogue().of(ledger)
    assert find_incidents(listing, Query(outlet="outlet 3"))
    assert find_incidents(listing, Query(text="shells homs"))
    assert not find_incidents(listing, Query(text="shells aleppo"))
    assert find_incidents(listing, Query(origin="medics"))


# --- what is worth a look --------------------------------------------------------------------------------------


def figure(low, best, high, *claims, aside=()):
    ends = [Bound(value=value, claims=(claim,) if claim else (), rule="for a test")
            for value, claim in zip((low, best, high), claims, strict=True)]
    return Figure(incident="i-1", harm=Harm.KILLED, klass=VictimsClass.CIVILIAN, side=None, profile="ucdp", low=ends[0],
                  best=ends[1], high=ends[2], high_open=False, origins=1, origins_unknown=0, marks=(),
                  aside=tuple(Aside(claim=c, reason="x") for c in aside), claims=tuple(c for c in claims if c))


def incident(*claims, links=()):
    return Incident(name="i-1", key="k", claims=tuple(sorted(c.id for c in claims)), reports=(), place=HOMS,
                    when=claims[0].when, means=None, links=tuple(links), pending=())


def told(name, **fields):
    report = make_report(f"Told by {name}.", outlet=name)
    return make_claim(report, source=name, **fields)


def weights(*claims, figures, links=()):
    found = tasks(incident(*claims, links=links), figures, {c.id: c for c in claims})
    assert [t.weight for t in found] == sorted((t.weight for t in found), reverse=True)
    return {task.subject if task.other is None else (task.subject, task.other): task for task in found}


def test_what_sets_an_end_weighs_more_than_what_lies_between():
    a, b, c = told("a", low=3), told("b", low=9), told("c", low=9)
    found = weights(a, b, c, figures=[figure(3, 9, 9, a.id, b.id, b.id)])
    assert found[b.id].weight > found[c.id].weight
    assert "sets best, high of killed 3 to 9" in found[b.id].why
    assert "counts towards no figure" in found[c.id].why


def test_a_wider_range_weighs_more():
    a, b = told("a", low=10), told("b", low=10)
    narrow = weights(a, figures=[figure(10, 10, 12, a.id, a.id, None)])[a.id]
    wide = weights(b, figures=[figure(10, 10, 900, b.id, b.id, None)])[b.id]
    assert wide.weight > narrow.weight


@pytest.mark.parametrize(("fields", "said"), [
    ({"status": "unverified"}, "unverified"), ({"status": "hedged"}, "hedged"),
    ({"count_kind": "vague"}, "the count is vague"), ({"place": None}, "place not found"),
    ({"day": None}, "day not known"), ({"kind": "unnamed"}, "source without a name"), ({"approximate": True}, "about"),
], ids=str)
def test_what_is_not_firm_weighs_more_and_says_why(fields, said):
    firm, doubtful = told("a", low=10), told("b", low=10, **fields)
    found = weights(firm, doubtful, figures=[figure(10, 10, 10, firm.id, None, None)])
    alone = weights(told("a", low=10), figures=[])
    assert said in found[doubtful.id].why
    assert found[doubtful.id].weight > next(iter(alone.values())).weight


def test_more_people_weigh_more_but_do_not_bury_the_rest():
    one, many = told("a", low=1), told("b", low=1000)
    found = weights(one, many, figures=[])
    assert 1 < found[many.id].weight / found[one.id].weight < 20


def test_totals_over_several_events_are_not_asked_about():
    a, b = told("a", low=5), told("b", low=5000, scope="cumulative")
    assert set(weights(a, b, figures=[])) == {a.id}


def test_the_two_weakest_joins_are_asked_about_the_weaker_first():
    a, b, c, d = (told(name, low=5) for name in "abcd")
    links = [Link(a=a.id, b=b.id, score=4.0, shares=()), Link(a=a.id, b=c.id, score=-1.0, shares=()),
             Link(a=a.id, b=d.id, score=1.0, shares=())]
    pairs = {key: task for key, task in weights(a, b, c, d, figures=[], links=links).items() if isinstance(key, tuple)}
    assert set(pairs) == {(a.id, c.id), (a.id, d.id)}
    assert pairs[a.id, c.id].weight > pairs[a.id, d.id].weight

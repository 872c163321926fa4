"""Who vouched, who carried, who copied whom, who was first."""

from __future__ import annotations

from itertools import pairwise

from according.chain import chain_graph
from according.copies import find_copies
from according.link.incident import make_incident
from according.origins import origins
from according.records import ChainGraph, Claim, Report
from claim_factory import make_claim, make_report

BODY = ("Shells fell on the grain market of Homs at noon and killed 12 people who were waiting there for bread, the "
        "Observatory said, while the road to the north of the town stayed closed until the evening for every car.")
WIRE = make_report(BODY, outlet="Wire", published="2025-03-06")
DAILY = make_report(f"(Wire) {BODY}", outlet="Daily", published="2025-03-07")
POST = make_report(f"Another bloody noon in Homs. {BODY}", outlet="Post", published="2025-03-07")
AGAIN = make_report(f"Twelve dead in Homs. {BODY}", outlet="Post", published="2025-03-08")
OWN = make_report("The hospital counts 15 dead after the shelling.", outlet="Herald", published="2025-03-06")


def graph(claims: list[Claim], reports: list[Report]) -> ChainGraph:
    by_id, told = {r.id: r for r in reports}, {c.id: c for c in claims}
    incident, copies = make_incident(claims, reports=by_id, links=()), find_copies(reports)
    spoken = origins(incident, claims=told, reports=by_id, copies=copies)
    return chain_graph(incident, spoken, claims=told, reports=by_id, copies=copies)


def whole() -> ChainGraph:
    return graph([
        make_claim(WIRE, source="the Observatory"), make_claim(DAILY, source="the Observatory", via=("Wire",)),
        make_claim(POST, source="the Observatory"), make_claim(AGAIN, source="the Observatory"),
        make_claim(OWN, low=15, source="the hospital")], [WIRE, DAILY, POST, AGAIN, OWN])


def test_the_way_goes_from_origin_through_carrier_to_report() -> None:
    found = whole()
    names = {n.id: n.name for n in found.nodes}
    steps = {(names[e.start], e.how, names[e.end]) for e in found.edges if e.claims}
    assert ("Wire", "carries", "Daily") in steps
    assert ("the Observatory", "vouches", "Wire") in steps
    assert ("the Observatory", "vouches", "Post") in steps
    assert [n.kind for n in found.nodes] == ["origin"] * 2 + ["carrier"] + ["report"] * 5
    ends = {n.id for n in found.nodes}
    assert all({e.start, e.end} <= ends for e in found.edges)


def test_copies_point_at_what_they_copy_say_whether_they_credit_it_and_show_the_words() -> None:
    copied = {e.end: e for e in whole().edges if e.how in ("copies", "reruns")}
    assert set(copied) == {DAILY.id, POST.id, AGAIN.id}
    assert (copied[DAILY.id].start, copied[DAILY.id].credited) == (WIRE.id, True)
    assert (copied[POST.id].start, copied[POST.id].credited) == (WIRE.id, False)
    assert "grain market" in (copied[POST.id].words or "")


def test_an_outlet_that_prints_its_own_text_again_reruns_it() -> None:
    told = [make_claim(POST, source="the Observatory"), make_claim(AGAIN, source="the Observatory")]
    found = graph(told, [POST, AGAIN])
    assert [(e.how, e.start, e.end) for e in found.edges if not e.claims] == [("reruns", POST.id, AGAIN.id)]


def test_who_was_first_is_told_by_the_day_and_two_of_one_day_are_both_first() -> None:
    found = whole()
    names = {n.id: n.name for n in found.nodes}
    assert (found.first_day, {names[o] for o in found.first}) == ("2025-03-06", {"the Observatory", "the hospital"})
    assert (found.independent, found.unknown) == (2, 0)


def test_unnamed_sources_are_counted_apart() -> None:
    unnamed = make_claim(WIRE, source="activists", kind="unnamed")
    found = graph([unnamed, make_claim(OWN, low=15, source="the hospital")], [WIRE, OWN])
    assert (found.independent, found.unknown) == (1, 1)


def test_order_never_matters() -> None:
    claims = [make_claim(r, source="the Observatory") for r in (WIRE, DAILY, POST, AGAIN)]
    orders = [graph(claims[n:] + claims[:n], [AGAIN, POST, DAILY, WIRE]) for n in range(4)]
    assert all(a == b for a, b in pairwise(orders))

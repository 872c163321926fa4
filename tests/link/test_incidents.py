"""What an incident says of itself, which totals can hold it, and which one a report is mainly about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from according.link.incident import canonical_order, make_incident
from according.link.main import is_about_harm, main_incidents
from according.link.parents import covers, parents
from claim_factory import ALEPPO, HOMS, JABLEH, LATAKIA, make_claim, make_report, make_when
from figure_factory import an_incident

TEXT = "Shells fall on Homs\n\nShells fell on Homs. They killed 12. A child died. " + "Nothing else was told. " * 60
REPORT = make_report(TEXT, title="Shells fall on Homs")
EARLY, LATE = make_report("One.", outlet="Early", published="2025-03-06"), make_report("Two.", outlet="Late")
UNDATED = make_report("Three.", outlet="Undated", published=None)
REPORTS = {r.id: r for r in (EARLY, LATE, UNDATED, REPORT)}


def made(*claims):
    return make_incident(claims, reports=REPORTS, links=())


def test_claims_stand_in_the_order_of_print_then_of_the_report():
    late, early, undated = (make_claim(r) for r in (LATE, EARLY, UNDATED))
    unknown = make_claim(make_report("Four.", outlet="Not there"))
    behind = make_claim(EARLY, low=3, at=2)
    ordered = canonical_order([undated, late, unknown, behind, early], reports=REPORTS)
    assert ordered[:3] == [early, behind, late]
    assert set(ordered[3:]) == {undated, unknown}


def test_claims_of_one_report_stand_in_its_order_whatever_their_ids():
    rows = [make_claim(EARLY, low=n, at=n) for n in range(12)]
    assert sorted(rows, key=lambda c: c.id) != rows
    assert canonical_order(reversed(rows), reports=REPORTS) == rows


def test_the_most_exact_place_then_that_of_most_reports_then_the_first():
    vague = replace(HOMS, where_prec=None, id="g:9")
    assert made(make_claim(EARLY, place=LATAKIA), make_claim(LATE, place=HOMS)).place == HOMS
    assert made(make_claim(EARLY, place=vague), make_claim(LATE, place=LATAKIA)).place == LATAKIA
    rows = [make_claim(EARLY, place=ALEPPO), make_claim(LATE, place=HOMS), make_claim(UNDATED, place=HOMS)]
    assert made(*rows).place == HOMS
    assert made(*rows[:2]).place == ALEPPO
    assert made(make_claim(EARLY, place=replace(HOMS, id=None))).place.name == "Homs"
    assert made(make_claim(EARLY, place=replace(HOMS, name=None))).place.id == HOMS.id
    nameless = replace(HOMS, id=None, name=None)
    assert made(make_claim(EARLY, place=nameless)).place is None


@pytest.mark.parametrize(("days", "start", "end"), [
    ([("2025-03-01", "2025-03-31", 4), ("2025-03-06", "2025-03-06", 1)], "2025-03-06", "2025-03-06"),
    ([("2025-03-05", None, 1), ("2025-03-06", None, 1), ("2025-03-06", None, 1)], "2025-03-06", "2025-03-06"),
    ([("2025-03-06", None, 1), ("2025-03-05", None, 1)], "2025-03-05", "2025-03-05"),
    ([("2025-03-05", "2025-03-07", 2), ("2025-03-05", "2025-03-06", 2)], "2025-03-05", "2025-03-06"),
])
def test_the_shortest_time_then_that_of_most_reports_then_the_earliest(days, start, end):
    claims = [make_claim(r, day=a, end=b, prec=p) for r, (a, b, p) in zip((EARLY, LATE, UNDATED), days, strict=False)]
    when = made(*claims).when
    assert (when.start, when.end) == (start, end)


def test_without_a_day_the_earliest_last_possible_one():
    claims = [replace(make_claim(r, day=None), when=replace(make_claim(day=None).when, latest=iso))
              for r, iso in ((EARLY, "2025-03-09"), (LATE, "2025-03-04"))]
    assert made(*claims, make_claim(UNDATED, day=None)).when.latest == "2025-03-04"
    assert made(make_claim(EARLY, day=None)).when.start is None


@pytest.mark.parametrize(("claim", "pending"), [
    ({}, ()), ({"place": None}, ("place",)), ({"place": replace(HOMS, where_prec=6)}, ("place",)),
    ({"place": replace(HOMS, where_prec=5)}, ()), ({"place": replace(HOMS, where_prec=None)}, ("place",)),
    ({"day": None}, ("date",)), ({"low": None}, ("number",)), ({"low": None, "best": 3}, ()),
])
def test_what_is_missing(claim, pending):
    assert made(make_claim(EARLY, **claim)).pending == pending


def test_the_means_that_most_claims_name_then_the_first():
    rows = [make_claim(r, means=m) for r, m in ((EARLY, "clash"), (LATE, "bombing"), (UNDATED, "bombing"))]
    assert made(*rows).means.value == "bombing"
    assert made(*rows[:2]).means.value == "clash"
    assert made(make_claim(EARLY, means=None)).means is None


# --- totals above, and the main one -------------------------------------------------------------


@pytest.mark.parametrize(("large", "small", "holds"), [
    ({"place": LATAKIA}, {"place": JABLEH}, True), ({"place": LATAKIA}, {"place": HOMS}, False),
    ({"place": replace(LATAKIA, adm1=None)}, {"place": replace(HOMS, adm1=None)}, False),
    ({"place": replace(HOMS, where_prec=5)}, {"place": ALEPPO}, True),
    ({"place": replace(HOMS, where_prec=6)}, {"place": ALEPPO}, True),
    ({"place": replace(HOMS, where_prec=None)}, {"place": ALEPPO}, True),
    ({"place": HOMS}, {"place": HOMS}, True), ({"place": HOMS}, {"place": ALEPPO}, False),
    ({"place": replace(HOMS, id=None)}, {"place": replace(HOMS, id=None)}, False),
    ({"place": None}, {"place": HOMS}, False), ({"place": HOMS}, {"place": None}, False),
    ({"place": HOMS, "day": "2025-03-06"}, {"place": HOMS}, True),
    ({"place": HOMS, "day": "2025-03-07"}, {"place": HOMS}, False),
    ({"place": HOMS, "day": "2025-03-05"}, {"place": HOMS}, False),
    ({"place": HOMS, "day": None}, {"place": HOMS}, False), ({"place": HOMS}, {"place": HOMS, "day": None}, False),
])
def test_what_a_total_can_hold(large, small, holds):
    total = make_claim(scope="period", **large)
    incident = an_incident(place=small["place"], when=make_when(small.get("day", "2025-03-06")))
    assert covers(total, incident) is holds


def test_a_total_is_the_parent_of_incidents_of_its_harm_and_country():
    dead, hurt = make_claim(), make_claim(low=3, harm="wounded")
    total = make_claim(scope="period", low=60, place=replace(HOMS, where_prec=5), day="2025-03-01", end="2025-03-31")
    claims = {c.id: c for c in (dead, hurt, total)}
    one = an_incident(dead.id, hurt.id)
    assert parents([one], claims=claims) == ((total.id, "i-1"),)
    assert parents([an_incident(hurt.id)], claims=claims) == ()
    assert parents([an_incident(dead.id, place=replace(HOMS, country="LB"))], claims=claims) == ()
    assert parents([an_incident(dead.id, place=None), an_incident(dead.id, place=replace(HOMS, country=None)),
                    an_incident(dead.id, when=make_when(None))], claims=claims) == ()


def chosen(*groups, report=REPORT):
    claims = {c.id: c for group in groups for c in group}
    incidents = [an_incident(*(c.id for c in group), name=f"i-{n}") for n, group in enumerate(groups)]
    return dict(main_incidents(incidents, claims=claims, reports={report.id: report})).get(report.id)


def here(start, **told):
    claim = make_claim(REPORT, at=start, **told)
    return replace(claim, evidence=replace(claim.evidence, start=start, end=start + 5))


@pytest.mark.parametrize(("groups", "main"), [
    ([[here(100)], [here(0)]], "i-1"),  # the headline
    ([[here(100, low=3)], [here(200, low=9)]], "i-1"),  # then the dead
    ([[here(200, low=9)], [here(100, low=9)]], "i-1"),  # then what is told first
    ([[here(0, scope="background")], [here(900)]], "i-1"),  # background last
    ([[here(0, scope="background"), here(20, low=3)], [here(900)]], "i-0"),
    ([[here(618, low=3)], [here(619, low=99)]], "i-0"),  # in the lead: six hundred characters behind the headline
    ([[here(618, low=3)], [here(617, low=99)]], "i-1"),
    ([[here(100, low=3, harm="wounded")], [here(200, low=0)]], "i-1"),  # nobody dead is more than nothing said
    ([[here(100, low=2), here(700, low=99)], [here(200, low=9)]], "i-1"),  # only the lead's dead count
    ([[here(19, low=3)], [here(18, low=1)]], "i-1"),
    ([[here(100, low=None, best=None, high=None)], [here(200, low=1)]], "i-1"),
    ([[here(100, low=4, best=9)], [here(200, low=8)]], "i-0"),
    ([[here(100, low=4), here(110, low=1)], [here(90, low=3)]], "i-0"),  # the most of its dead
])
def test_the_main_incident(groups, main):
    assert chosen(*groups) == main


@pytest.mark.parametrize(("title", "about"), [
    (None, True), ("Shells kill twelve in Homs", True), ("Leaders condemn the attack", False),
    ("Leaders condemn the killing of twelve", True), ("The harvest is late", True),
])
def test_a_headline_that_tells_what_somebody_said_is_about_no_harm(title, about):
    assert is_about_harm(make_report(title=title)) is about
    assert is_about_harm(None)

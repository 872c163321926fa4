"""What a telling holds of its claims and its report, field by field; and what an incident and a main one are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from according.books.weights import read_lexis
from according.link.incident import canonical_order, make_incident
from according.link.main import is_about_harm, main_incidents
from according.link.parents import covers, parents
from according.link.tell import NOWHERE, look_around, tell, tells_of_one, title_end
from claim_factory import ALEPPO, HOMS, JABLEH, LATAKIA, make_claim, make_report, make_when
from figure_factory import an_incident

LEXIS = read_lexis()
TEXT = "Shells fall on Homs\n\nShells fell on Homs. They killed 12. A child died. " + "Nothing else was told. " * 60
REPORT = make_report(TEXT, title="Shells fall on Homs")


def day(iso):
    return date.fromisoformat(iso).toordinal()


def told(*claims, report=REPORT, around=None):
    return tell(claims, around or look_around(claims, report, lexis=LEXIS), lexis=LEXIS)


# --- tell ---------------------------------------------------------------------------------------


def test_a_telling_spans_its_claims_and_begins_with_the_first():
    first = make_claim(REPORT, words="They killed 12.", low=12)
    second = make_claim(REPORT, words="A child died.", low=1, count_words="A", part_of="c-whole")
    telling = told(second, first)
    assert (telling.head, telling.start, telling.end) == (first.id, first.evidence.start, second.evidence.end)
    assert telling.sentences == {first.evidence.start, second.evidence.start}
    assert telling.claims == tuple(sorted((first.id, second.id)))
    assert telling.wholes == {"c-whole"}
    assert telling.counts == {("killed", 12), ("killed", 1)}
    assert telling.head_counts == {("killed", 12)}
    assert (telling.in_title, telling.leads, telling.background) == (False, True, False)


def test_what_stands_in_the_headline_and_what_leads():
    end = title_end(REPORT)
    assert end == len("Shells fall on Homs")
    claim = make_claim(REPORT, words="Shells fall on Homs")
    assert told(claim).in_title
    at = replace(claim, evidence=replace(claim.evidence, start=end, end=end + 5))
    assert not told(at).in_title
    for start, leads in ((end + 699, True), (end + 700, False)):
        assert told(replace(claim, evidence=replace(claim.evidence, start=start, end=start + 5))).leads is leads


@pytest.mark.parametrize(("text", "title", "end"), [
    ("Two die", None, 0), ("Two die in Homs", "Two die", 7), ("x" * 399 + "Two die", "Two die", 406),
    ("x" * 400 + "Two die", "Two die", 0), ("Nobody did", "Two die", 0),
])
def test_where_the_headline_ends(text, title, end):
    assert title_end(make_report(text, title=title)) == end


def test_a_report_that_is_not_there_says_nothing_but_what_its_claims_say():
    one, other = make_claim(place=HOMS), make_claim(place=ALEPPO, low=3)
    assert title_end(None) == 0
    assert look_around([one], None, lexis=LEXIS) == replace(NOWHERE, lone=True)
    assert look_around([one, other], None, lexis=LEXIS) == NOWHERE


def test_the_date_line_wins_over_the_date_that_came():
    dated = make_report("HOMS, 5 March 2025 - Shells fell.", published="2025-03-09")
    assert look_around([], dated, lexis=LEXIS).published == day("2025-03-05")
    assert look_around([], make_report(published="2025-03-09"), lexis=LEXIS).published == day("2025-03-09")
    assert look_around([], make_report(published=None), lexis=LEXIS).published is None


@pytest.mark.parametrize(("claims", "first", "last", "dated"), [
    ([make_claim(day="2025-03-06")], "2025-03-06", "2025-03-06", True),
    ([make_claim(day="2025-03-01", end="2025-03-31"), make_claim(low=3, day="2025-03-04", end="2025-03-05")],
     "2025-03-04", "2025-03-05", True),  # the shortest
    ([make_claim(day="2025-03-02"), make_claim(low=3, day="2025-03-05"), make_claim(low=4, day="2025-03-05")],
     "2025-03-05", "2025-03-05", True),  # then what most tell
    ([make_claim(day="2025-03-05"), make_claim(low=3, day="2025-03-02")], "2025-03-02", "2025-03-02", True),
    ([make_claim(day=None)], "2025-03-05", "2025-03-07", False),  # the day of print and two before
])
def test_when_a_telling_is(claims, first, last, dated):
    telling = told(*claims, report=make_report())
    assert (telling.first, telling.last, telling.dated) == (day(first), day(last), dated)


def test_without_a_day_the_last_possible_one_counts_and_without_any_nothing():
    claims = [make_claim(low=n, day=None) for n in (1, 2)]
    late = [replace(c, when=replace(c.when, latest=iso)) for c, iso in zip(claims, ("2025-02-01", "2025-02-03"),
                                                                         strict=True)]
    telling = told(*late, report=make_report())
    assert (telling.first, telling.last, telling.dated) == (day("2025-02-01"), day("2025-02-03"), False)
    nothing = told(claims[0], report=make_report(published=None))
    assert (nothing.first, nothing.last, nothing.dated) == (None, None, False)


def test_where_a_telling_is():
    nameless = replace(HOMS, id=None, adm1=None, country="LB")
    telling = told(*(make_claim(low=n, place=p) for n, p in enumerate((LATAKIA, HOMS, nameless, None))))
    assert [(s.id, s.prec, s.adm1) for s in telling.spots] == [
        (HOMS.id, 1, "SY/homs"), (LATAKIA.id, 4, "SY/latakia")]
    assert telling.countries == {"SY", "LB"}
    assert {"homs", "latakia"} <= telling.place_words
    vague = told(make_claim(place=replace(HOMS, where_prec=None, adm1=None)))
    assert [(s.prec, s.adm1) for s in vague.spots] == [(6, None)]
    only = told(make_claim(place=replace(HOMS, id=None)))
    assert [(s.id, s.adm1) for s in only.spots] == [(None, "SY/homs")]
    elsewhere = told(make_claim(place=None), around=replace(NOWHERE, countries=frozenset({"IQ"})))
    assert elsewhere.countries == {"IQ"}
    assert told(make_claim(), around=replace(NOWHERE, countries=frozenset({"IQ"}))).countries == {"SY"}


def test_who_speaks_suffers_and_does():
    telling = told(make_claim(source="The Monitor", via=("Wire",), side="Rebels", perpetrator="The Army", low=None,
                              best=7, high=9, means="clash", scope="background"))
    assert (telling.voices, telling.sides, telling.doers) == ({"the monitor", "wire"}, {"rebels"}, {"the army"})
    assert telling.counts == {("killed", 7), ("killed", 9)}
    assert telling.head_counts == {("killed", 7)}
    assert (telling.means, telling.classes, telling.background) == ({"clash"}, {("killed", "civilian")}, True)
    known = told(make_claim(side="Rebels", side_id="a:1", perpetrator="The Army", perpetrator_id="a:2"))
    assert (known.sides, known.doers) == ({"a:1"}, {"a:2"})


@pytest.mark.parametrize(("places", "days", "one"), [
    ((HOMS, HOMS), ("2025-03-06",) * 2, True), ((HOMS, replace(HOMS, id="g:2")), ("2025-03-06",) * 2, False),
    ((HOMS, replace(HOMS, id="g:2", where_prec=4)), ("2025-03-06",) * 2, True),
    ((replace(HOMS, where_prec=3), replace(HOMS, id="g:2", where_prec=3)), ("2025-03-06",) * 2, False),
    ((replace(HOMS, where_prec=None), replace(HOMS, id="g:2", where_prec=None)), ("2025-03-06",) * 2, True),
    ((LATAKIA, replace(LATAKIA, adm1="Homs")), ("2025-03-06",) * 2, False),
    ((HOMS, None), ("2025-03-06", None), True), ((HOMS, HOMS), ("2025-03-06", "2025-03-07"), False),
])
def test_whether_a_report_tells_of_one_place_and_day(places, days, one):
    assert tells_of_one([make_claim(low=n, place=p, day=d) for n, (p, d) in enumerate(zip(places, days, strict=True))]) \
        is one


# --- what an incident says of itself ------------------------------------------------------------

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


def test_the_most_exact_place_then_that_of_most_reports_then_the_first():
    vague = replace(HOMS, where_prec=None, id="g:9")
    assert made(make_claim(EARLY, place=LATAKIA), make_claim(LATE, place=HOMS)).place == HOMS
    assert made(make_claim(EARLY, place=vague), make_claim(LATE, place=LATAKIA)).place == LATAKIA
    rows = [make_claim(EARLY, place=ALEPPO), make_claim(LATE, place=HOMS), make_claim(UNDATED, place=HOMS)]
    assert made(*rows).place == HOMS
    assert made(*rows[:2]).place == ALEPPO
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

"""What a telling holds of its claims and its report, field by field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from according.books.weights import read_lexis
from according.link.tell import NOWHERE, look_around, tell, tells_of_one, title_end
from claim_factory import ALEPPO, HOMS, LATAKIA, make_claim, make_report

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
    claims = [make_claim(low=n, place=p, day=d) for n, (p, d) in enumerate(zip(places, days, strict=True))]
    assert tells_of_one(claims) is one

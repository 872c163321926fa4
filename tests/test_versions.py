"""Versions of one report: what a later capture of its page sets aside, in whatever order things arrive."""

from __future__ import annotations

import pytest

from according.books.notices import read_notices
from according.changes import amended, changes
from according.versions import lineages, restated, supersession
from capture_factory import make_note
from version_factory import CONSENT, FIRST, LATER, ONE, OTHER, SAID, THREE, TWO, A, seen

READINGS = {r.report.id: r for r in (FIRST, LATER, SAID, OTHER, CONSENT)}


def found(*notes):
    return lineages(notes, lambda name: READINGS[name].report)


def said(*notes):
    pages = lineages(notes, lambda name: READINGS[name].report, every=True)
    return supersession(pages, lambda name: READINGS[name].claims)


def texts(lineage):
    return [version.report for version in lineage.versions]


# --- which captures are versions of one report ---------------------------------------------------------------


def test_an_edited_page_is_a_version_and_a_page_seen_again_is_none():
    lineage, = found(seen(1, FIRST), seen(2, FIRST), seen(3, LATER), seen(4, OTHER), seen(5, OTHER))
    assert texts(lineage) == [ONE, TWO]
    assert [(v.seen[14:16], v.last[14:16]) for v in lineage.versions] == [("01", "02"), ("03", "03")]


def test_a_wall_of_consent_is_no_version():
    assert found(seen(1, FIRST), seen(2, CONSENT), seen(3, FIRST)) == ()
    lineage, = found(seen(1, FIRST), seen(2, CONSENT), seen(3, LATER), seen(4, CONSENT))
    assert texts(lineage) == [ONE, TWO]


def test_a_text_that_comes_back_stands_again():
    lineage, = found(seen(1, FIRST), seen(2, LATER), seen(3, FIRST))
    assert texts(lineage) == [ONE, TWO, ONE]
    assert [(p.report, p.stands) for p in said(seen(1, FIRST), seen(2, LATER), seen(3, FIRST)).passed] == [(TWO, ONE)]


def test_a_feed_of_many_reports_sets_nothing_aside():
    assert found(make_note(1, [ONE, OTHER.report.id], address=A), seen(2, LATER)) == ()


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_withdraws_and_one_that_comes_back_stands(status):
    gone, = said(seen(1, FIRST), make_note(2, status=status, address=A)).passed
    assert (gone.report, gone.kind, gone.stands) == (ONE, "gone", None)
    assert gone.reason == f"its page was gone on 2025-03-07 (the server answered {status})"
    assert said(seen(1, FIRST), make_note(2, status=status, address=A), seen(3, FIRST)).passed == ()


def test_an_address_that_leads_to_the_front_page_withdraws_and_the_front_page_is_nobodys_version():
    front = "https://wire.example/"
    gone, = said(seen(1, FIRST), make_note(2, address=A, landed=front)).passed
    assert gone.reason == "its page was gone on 2025-03-07 (its address led to the front page)"
    assert said(seen(1, FIRST), make_note(2, address=A, landed="https://wire.example/?p=1")).passed == ()
    assert said(seen(1, FIRST), make_note(2, [TWO], address=A, landed=front)).passed == ()  # it held a report
    assert said(make_note(1, [ONE], address=front), make_note(2, address=A, landed=front)).passed == ()
    assert said(seen(1, FIRST), make_note(2, address=A, landed=front), seen(3, FIRST)).passed == ()


@pytest.mark.parametrize("status", [200, 301, 403, 429, 500, 503])
def test_other_answers_say_nothing_of_a_report(status):
    assert said(seen(1, FIRST), make_note(2, status=status, address=A)).passed == ()


def test_a_page_is_gone_under_the_address_that_led_to_it():
    short = "https://wire.example/short"
    notes = seen(1, FIRST), make_note(2, [ONE], address=short, landed=A), make_note(3, status=410, address=short)
    gone, = said(*notes).passed
    assert gone.report == ONE


def test_a_report_that_another_address_still_bears_is_not_withdrawn():
    mirror = make_note(1, [ONE], address="https://mirror.example/a")
    assert said(seen(1, FIRST), mirror, make_note(2, status=410, address=A)).passed == ()


def test_two_addresses_that_disagree_leave_one_report_standing():
    elsewhere = "https://mirror.example/a"
    mirror = [make_note(1, [TWO], address=elsewhere), make_note(4, [ONE], address=elsewhere)]
    passed = said(seen(1, FIRST), seen(2, LATER), *mirror).passed
    assert [(p.report, p.stands) for p in passed] == [(TWO, ONE)]  # the latest word


def test_three_versions_lead_to_the_last():
    outcome = said(seen(1, FIRST), seen(2, LATER), seen(3, SAID))
    assert {p.report: (p.stands, p.since[14:16]) for p in outcome.passed} == {ONE: (THREE, "02"), TWO: (THREE, "03")}
    assert {heir for _, _, heir in outcome.heirs} == {SAID.claims[0].id}


# --- claims and changes --------------------------------------------------------------------------------------


def test_claims_are_paired_by_what_they_say():
    assert restated(FIRST.claims, LATER.claims) == {FIRST.claims[0].id: LATER.claims[0].id}
    assert restated(FIRST.claims, FIRST.claims) == {c.id: c.id for c in FIRST.claims}
    assert restated(FIRST.claims[1:], OTHER.claims) == restated((), FIRST.claims) == {}  # the wounded are not the dead


def test_what_was_changed_dropped_and_added_is_told_with_its_notice():
    told = amended(FIRST.claims, LATER.claims)
    assert [(a.what, a.before and a.before.count.low, a.after and a.after.count.low) for a in told] == [
        ("number", 12, 15), ("dropped", 5, None)]
    assert [a.what for a in amended(LATER.claims, FIRST.claims)] == ["number", "added"]
    silent, loud = (changes(found(seen(1, FIRST), seen(2, r)), text=lambda name: READINGS[name].report.text,
                            claims=lambda name: READINGS[name].claims)[0] for r in (LATER, SAID))
    assert (silent.silent, silent.notice) == (True, None)
    assert (loud.silent, loud.notice) == (False, "Correction: an earlier version of this report gave another number.")


@pytest.mark.parametrize("text", ["CORRECTION: 15, not 12.", "(Updates death toll)", "Editor's note: amended.",
                                  "This story has been corrected."])
def test_notices(text):
    assert read_notices().search(text)


@pytest.mark.parametrize("text", ["The corrections officer said so.".replace("corrections", "correctional"),
                                  "The army updated its map.", "He was incorrect.", "The ministry corrected its toll.",
                                  "A correction of the border is wanted."])
def test_no_notices(text):
    assert not read_notices().search(text)

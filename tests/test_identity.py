"""Ids never move: people link to them. A change here is a change of every link ever made."""

from hypothesis import given
from hypothesis import strategies as st

from according.identity import (
    claim_id,
    digest,
    incident_key,
    incident_name,
    judgement_id,
    origin_id,
    report_id,
    text_hash,
)


def test_ids_are_pinned():
    assert report_id("Example Herald", "Four people were killed.") == "r-581ba882fd8b9461"
    assert claim_id("r-aad5c3a1f79f3c06", 0, "killed", "Four") == "c-73fb15bad465380b"
    assert incident_name("c-73fb15bad465380b") == "i-a9e4e43d19c92532"
    assert origin_id("i-0", "monitor") == "o-f25ce191f1d2f8bb"
    assert judgement_id("same", "c-1", "c-2", None, None, "desk", "2025-03-07T00:00:00Z") == "j-1f442ee1a4d063ea"
    assert text_hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_the_same_text_at_another_outlet_is_another_report():
    assert report_id("Example Herald", "x") != report_id("Example Post", "x")
    assert report_id(None, "x") != report_id("", "x")


@given(st.lists(st.text(), max_size=6))
def test_an_incident_key_does_not_depend_on_order(claims):
    assert incident_key(claims) == incident_key(reversed(claims))


@given(
    st.lists(st.one_of(st.none(), st.text(), st.integers()), max_size=4),
    st.lists(st.one_of(st.none(), st.text(), st.integers()), max_size=4),
)
def test_a_digest_changes_exactly_with_its_parts(a, b):
    assert (digest(*a) == digest(*b)) == (a == b)

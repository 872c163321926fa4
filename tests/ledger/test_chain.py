"""The chain, without a database."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.ledger.base import Entry, Head
from according.ledger.chain import START, entry_hash, faults, head_of, seal


def make_chain(length: int) -> list[Entry]:
    head, chain, when = START, [], "2026-11-23T10:00:00Z"
    for number in range(length):
        chain.append(seal(head, kind="report", key=f"r-{number}", payload=f'{{"n":{number}}}', recorded=when))
        head = head_of(chain[-1])
    return chain


CHAIN = make_chain(9)


def test_a_chain_holds():
    assert list(faults([])) == []
    assert list(faults(CHAIN)) == []
    assert list(faults(CHAIN, against=head_of(CHAIN[-1]))) == []
    assert list(faults(CHAIN, against=head_of(CHAIN[3]))) == []
    assert list(faults(CHAIN, against=START)) == []


def test_the_first_hash_is_pinned():
    # Changing how entries are hashed makes every ledger ever written look broken.
    assert CHAIN[0].hash == "8850ad94c0b6e6c77e19151875fb0e93b8db079a7b2c692a2089587f3455a7e5"


@pytest.mark.parametrize("field", [field.name for field in fields(Entry)])
def test_every_field_stands_under_the_hash(field):
    changed = replace(CHAIN[4], **{field: 77 if field == "seq" else getattr(CHAIN[4], field) + "0"})
    assert list(faults([*CHAIN[:4], changed, *CHAIN[5:]]))


@given(st.integers(0, 8), st.integers(0, 8), st.sampled_from(["delete", "swap", "insert", "repeat", "edit"]))
def test_every_tampering_inside_is_found(at, other, how):
    chain = list(CHAIN)
    if how == "delete":
        del chain[at]
    elif how == "swap":
        chain[at], chain[other] = chain[other], chain[at]
    elif how == "insert":
        before = Head(count=at, hash=CHAIN[at].previous)
        chain.insert(at, seal(before, kind="report", key="r-x", payload="{}", recorded=""))
    elif how == "repeat":
        chain.insert(at, chain[other])
    else:
        chain[at] = replace(chain[at], payload='{"n":99}')
    if chain == CHAIN:
        return
    assert list(faults(chain, against=head_of(CHAIN[-1])))


@given(st.integers(0, 8))
def test_a_cut_and_a_tail_hashed_anew_are_found_only_against_a_head_kept_elsewhere(at):
    kept = head_of(CHAIN[-1])
    assert list(faults(CHAIN[:at])) == []
    assert list(faults(CHAIN[:at], against=kept)) == [f"the chain ends at entry {at}: entries up to 9 were cut off"]
    forged = CHAIN[:at]
    head = head_of(forged[-1]) if forged else START
    for entry in CHAIN[at:]:
        forged.append(seal(head, kind=entry.kind, key=entry.key, payload='{"n":0,"forged":1}', recorded=entry.recorded))
        head = head_of(forged[-1])
    assert list(faults(forged)) == []
    assert list(faults(forged, against=kept)) == [
        "entry 9 is not the one whose hash was kept: the chain was rewritten at or before it"]


def test_the_hash_tells_fields_apart_that_join_to_one_text():
    one = seal(START, kind="report", key="a", payload="", recorded="")
    other = replace(one, kind="repor", key="ta")
    assert entry_hash(one) != entry_hash(other)

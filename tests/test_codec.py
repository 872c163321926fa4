"""Records to canonical JSON and back."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.codec import decode, encode
from according.errors import BadInput
from according.records import Claim, Count, Phrase, Report, Unresolved
from according.words import CountKind
from claim_factory import make_claim, make_report

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(TEXT, st.integers(), st.one_of(st.none(), TEXT))
def test_a_record_comes_back_as_it_was(text, number, title):
    report = replace(make_report(text), title=title)
    assert decode(encode(report), Report) == report
    phrase = Phrase(text=text, start=number, end=number)
    assert decode(encode(phrase), Phrase) == phrase


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_degree_comes_back_to_the_last_bit(degree):
    claim = make_claim()
    moved = replace(claim, place=replace(claim.place, lat=degree, lon=-degree))
    assert decode(encode(moved), Claim) == moved


def test_keys_are_sorted_and_nothing_is_padded():
    count = Count(low=1, best=None, high=None, kind=CountKind.NUMBER)
    assert encode(count) == b'{"approximate":false,"best":null,"high":null,"kind":"number","low":1}'
    assert encode({"b": 1, "a": (2,)}) == b'{"a":[2],"b":1}'


def test_letters_stay_letters_and_nul_is_spelled_out():
    assert encode("جبلة\0") == '"جبلة\\u0000"'.encode()


def test_half_a_character_is_refused():
    with pytest.raises(BadInput, match="half a character"):
        encode(make_report("torn \ud83d text"))


def test_a_field_of_a_later_version_is_passed_over_and_one_of_an_earlier_is_filled():
    assert decode(b'{"reason":"x","weather":"dry"}', Unresolved) == Unresolved(reason="x", candidates=())


@pytest.mark.parametrize(("data", "said"), [
    (b"", "malformed|truncated"),
    (b'{"reason":1}', "Expected `str`, got `int`"),
    (b'{"candidates":[]}', "missing required field `reason`"),
    (b'{"reason":"\xff"}', "no Unresolved"),
    (b"[]", "Expected `object`"),
])
def test_what_is_no_record_is_refused_with_the_reason(data, said):
    with pytest.raises(BadInput, match=said):
        decode(data, Unresolved)


@dataclass(frozen=True)
class _Word:
    kind: CountKind


def test_a_word_that_is_not_of_the_vocabulary_is_refused():
    with pytest.raises(BadInput, match="Invalid enum value 'heap'"):
        decode(b'{"kind":"heap"}', _Word)

"""Offsets between clean and raw text are exact, both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.spans import Edit, apply_edits


@st.composite
def edited(draw):
    raw = draw(st.text(alphabet="ab \nÃ©", max_size=60))
    cuts = sorted(draw(st.lists(st.integers(0, len(raw)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return raw, tuple(Edit(start=a, end=b, text=draw(st.text(alphabet="xyz", max_size=4))) for a, b in pairs)


@given(edited())
def test_copied_text_maps_to_itself_both_ways(case):
    raw, edits = case
    clean, text_map = apply_edits(raw, edits)
    touched = list(edits)
    for start in range(len(clean)):
        a, b = text_map.to_raw(start, start + 1)
        inside = any(e.start <= a and b <= e.end and (e.start, e.end) == (a, b) for e in touched)
        if not inside:
            assert raw[a:b] == clean[start]
            assert text_map.to_clean(a, b) == (start, start + 1)


@given(edited())
def test_every_span_stays_inside_both_texts(case):
    raw, edits = case
    clean, text_map = apply_edits(raw, edits)
    for start in range(len(clean) + 1):
        for end in range(start, min(len(clean), start + 3) + 1):
            a, b = text_map.to_raw(start, end)
            assert 0 <= a <= b <= len(raw)
    for start in range(len(raw)):
        a, b = text_map.to_clean(start, start + 1)
        assert 0 <= a <= b <= len(clean)


def test_what_was_cut_becomes_an_empty_span():
    clean, text_map = apply_edits("one two three", [Edit(start=4, end=8, text="")])
    assert clean == "one three"
    assert text_map.to_clean(4, 8) == (4, 4)
    assert text_map.to_raw(4, 9) == (8, 13)


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(start=0, end=3, text=""), Edit(start=2, end=4, text="")],
        [Edit(start=3, end=9, text="")],
        [Edit(start=3, end=2, text="")],
    ],
)
def test_edits_that_overlap_or_lie_outside_are_refused(edits):
    with pytest.raises(ValueError, match="overlaps another or lies outside"):
        apply_edits("abcdef", edits)

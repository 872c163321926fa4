"""Repeats are kept once, mojibake is mended, and every offset finds its way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.clean import clean
from report_factory import a_report, a_text

HEAD = "Shelling hits market town in the north"
LEAD = "At least four traders were killed when shells struck the market, the town council said."
MORE = "The council said that rescuers were still looking for survivors under two collapsed roofs."

CASES = [
    # text, clean text, how many repeats
    (f"{HEAD}\n\n{HEAD}\n{LEAD}", f"{HEAD}\n\n{LEAD}", 1),  # a headline twice
    (f"{LEAD}\n{MORE}\n{LEAD}\n{MORE}", f"{LEAD}\n{MORE}\n", 2),  # paragraphs twice
    (
        f"{LEAD} {MORE} {LEAD} Nobody else spoke.",
        f"{LEAD} {MORE} Nobody else spoke.",
        1,
    ),  # a sentence twice in one line
    (f"{LEAD}\n{LEAD.replace('killed ', 'killed  ')}", f"{LEAD}\n", 1),  # but for spacing
    (
        f"{LEAD.replace('council', 'council’s head')}\n{LEAD.replace('council', 'councilâ€™s head')}",
        f"{LEAD.replace('council', 'council’s head')}\n",
        1,
    ),  # but for mojibake
    ("No.\nNo.", "No.\nNo.", 0),  # too short to be a repeat
    (
        f"{LEAD}\n{LEAD.replace('four', 'five')}",
        f"{LEAD}\n{LEAD.replace('four', 'five')}",
        0,
    ),  # another number is another sentence
    ("", "", 0),
]


@pytest.mark.parametrize(("raw", "expected", "repeats"), CASES)
def test_what_stands_again_is_kept_once(raw, expected, repeats):
    text = a_text(raw)
    assert text.clean == expected
    assert len(text.repeats) == repeats


def test_every_repeat_says_where_it_stood():
    text = a_text(f"{LEAD}\n{MORE}\n{LEAD}\n")
    (repeat,) = text.repeats
    assert text.raw[slice(*repeat.kept)] == LEAD
    assert text.raw[slice(*repeat.again)].strip() == LEAD


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        ("The ministryâ€™s spokesman", "The ministry’s spokesman"),
        ("cafÃ© owners", "café owners"),
        ("CÃ´te dâ€™Ivoire", "Côte d’Ivoire"),
        ("قتل ثلاثة", "قتل ثلاثة"),
        ("Zürich and Århus", "Zürich and Århus"),
    ],
)
def test_mojibake_is_mended_where_it_can_be_told(raw, mended):
    assert a_text(raw).clean == mended


PIECES = st.lists(
    st.sampled_from([LEAD, MORE, HEAD, "councilâ€™s roof fell on twelve goats and three old carts.", "\n", " ", "No."]),
    max_size=9,
)


@given(PIECES)
def test_cleaning_twice_is_cleaning_once(pieces):
    once = a_text(" ".join(pieces)).clean
    assert a_text(once).clean == once


@given(PIECES)
def test_clean_spans_map_to_raw_text_that_cleans_to_the_same(pieces):
    text = clean(a_report("\n".join(pieces)))
    for start in range(0, len(text.clean), 7):
        end = min(len(text.clean), start + 5)
        a, b = text.map.to_raw(start, end)
        again = text.map.to_clean(a, b)
        assert again[0] <= start
        assert again[1] >= end


@pytest.mark.parametrize(
    ("raw", "clean_text"),
    [
        ("5\u200b0\u200b0 people", "500 people"),
        ("\ufeffTwo sol\u00addiers died", "Two soldiers died"),
        ("\u202btwelve\u202c dead", "twelve dead"),
        ("killed â\u20ac\u2039 12", "killed  12"),  # a zero-width space that came as mojibake
    ],
)
def test_what_no_one_sees_parts_no_word_and_no_number(raw, clean_text):
    text = a_text(raw)
    assert text.clean == clean_text
    digits = text.clean.find("500")
    if digits >= 0:
        assert text.map.to_raw(digits, digits + 3) == (0, 5)
        assert text.map.to_clean(0, 5) == (digits, digits + 3)


def test_offsets_behind_unseen_characters_are_exact():
    text = a_text("on\u200b the \u200bhill 12 died")
    at = text.clean.index("12")
    assert text.raw[slice(*text.map.to_raw(at, at + 2))] == "12"

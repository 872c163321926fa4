"""Sentences lie in the clean text, in order, and end where they end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.split import split
from report_factory import a_text

CASES = [
    ("Two died. Three were hurt.", ["Two died.", "Three were hurt."]),
    (
        "The 3rd Bde. lost four men. It withdrew.",
        ["The 3rd Bde. lost four men.", "It withdrew."],
    ),  # a military abbreviation
    ("At approx. 10:30 shells fell.", ["At approx. 10:30 shells fell."]),
    ("Lt. Gen. Example of the staff spoke. He left.", ["Lt. Gen. Example of the staff spoke.", "He left."]),
    ('"They fled." The mayor said so.', ['"They fled."', "The mayor said so."]),
    (
        "Headline without an end\nThe first sentence stands here.",
        ["Headline without an end", "The first sentence stands here."],
    ),
    ("U.S. troops left. They went home.", ["U.S. troops left.", "They went home."]),
    ("", []),
    ("   \n \n", []),
]


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_sentences(raw, expected):
    assert [s.text for s in split(a_text(raw))] == expected


def test_a_text_wrapped_by_hand_is_read_across_its_lines():
    raw = (
        "The town council said that four people were killed when shells struck\n"
        "the market on Monday morning, and that twelve others were taken to the\n"
        "hospital of the district capital, which had run out of blood by noon and\n"
        "sent the gravest cases over the border to two hospitals in the next town.\n"
    )
    assert len(split(a_text(raw))) == 1


def test_a_bulletin_without_full_stops_is_parted_at_its_openers():
    raw = (
        "Four militants were killed in an encounter with security forces in the forest of the northern district on "
        "Monday the police recovered three rifles and a large quantity of ammunition from the place of the encounter "
        "The dead were taken to the district hospital Meanwhile the army arrested two men in the neighbouring "
        "district and handed them over to the police station there"
    )
    assert len(split(a_text(raw))) >= 3


def test_the_title_is_marked():
    text = a_text("Shells kill four at market\nFour people were killed.")
    assert [s.is_title for s in split(text, title="Shells Kill Four at Market")] == [True, False]


@given(st.text(alphabet="aB .\n\"'“”!?؟قé1-", max_size=200))
def test_sentences_are_spans_of_the_clean_text_in_order(raw):
    text = a_text(raw)
    end = 0
    for number, s in enumerate(split(text)):
        assert s.index == number
        assert text.clean[s.start : s.end] == s.text
        assert s.text == s.text.strip()
        assert s.start >= end
        end = s.end


WORDS_WITHOUT_END = "Shells killed 12 people and nobody could say why "


@pytest.mark.parametrize("length", [100_000, 1_000_000])
@pytest.mark.parametrize("piece", [WORDS_WITHOUT_END, "killed, ", "Mr. ", "12;", "k"])
def test_no_sentence_is_longer_than_a_page(piece, length):
    text = a_text(piece * (length // len(piece)))
    sentences = split(text)
    assert max(s.end - s.start for s in sentences) <= 2_000
    assert "".join(s.text for s in sentences).replace(" ", "") == text.clean.replace(" ", "")


def test_a_sentence_without_end_is_cut_at_its_strongest_boundary():
    sentences = split(a_text("the shells fell and fell " * 60 + "; " + "the people ran and ran " * 60))
    assert sentences[0].text.endswith(";")
    assert sentences[1].text.startswith("the people")

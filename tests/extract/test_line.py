"""Texts come apart into digits, letters and signs, and keep their offsets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from according.extract.line import break_line


def test_digits_letters_and_signs_come_apart() -> None:
    assert break_line("Su-24s, 9K720; killed12").words == [
        "su", "-", "24", "s", ",", "9", "k", "720", ";", "killed", "12"]


def test_glued_and_capital() -> None:
    line = break_line("Division 13, AK47")
    assert [line.glued(k) for k in range(len(line.words))] == [False, False, True, False, True]
    assert line.is_capital(0)
    assert not line.is_capital(1)
    assert line.is_number(1)


def test_outside_the_line_is_an_empty_word() -> None:
    line = break_line("one")
    assert (line.word(-1), line.word(1)) == ("", "")
    assert not line.glued(1)
    assert not line.is_capital(-1)
    assert not line.is_number(1)


@given(st.text())
def test_offsets_point_into_the_text(text: str) -> None:
    line = break_line(text)
    assert len(line.lower) == len(text)
    for word, start, end in zip(line.words, line.starts, line.ends, strict=True):
        assert line.lower[start:end] == word
        assert word

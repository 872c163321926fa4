"""Every number word up to a million reads back to itself, in four ways of spelling it."""

from __future__ import annotations

import pytest

from according.books.numbers import open_numbers
from according.extract.anchors import find_anchors
from according.extract.line import break_line
from according.extract.number_grammar import read_number

BOOK = open_numbers()
UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(number: int, hyphen: str = "-", and_: str = " and ") -> str:
    if number < 20:
        return UNITS[number]
    if number < 100:
        return TENS[number // 10] + (hyphen + UNITS[number % 10] if number % 10 else "")
    if number < 1000:
        rest = and_ + spell(number % 100, hyphen, and_) if number % 100 else ""
        return f"{UNITS[number // 100]} hundred{rest}"
    if number == 1_000_000:
        return "one million"
    rest = number % 1000
    tail = "" if not rest else (and_ if rest < 100 else " ") + spell(rest, hyphen, and_)
    return f"{spell(number // 1000, hyphen, and_)} thousand{tail}"


def read_back(words: str) -> int | None:
    line = break_line(words)
    number = read_number(line, 0, BOOK)
    return None if number is None or number.last != len(line.words) - 1 else number.value


@pytest.mark.parametrize(("hyphen", "and_"), [("-", " and "), (" ", " "), ("-", " "), (" ", " and ")])
def test_every_number_up_to_20_000_reads_back(hyphen: str, and_: str) -> None:
    wrong = [n for n in range(20_001) if read_back(spell(n, hyphen, and_)) != n]
    assert wrong == []


@pytest.mark.parametrize("start", range(0, 1_000_001, 125_000))
def test_every_number_up_to_a_million_reads_back(start: int) -> None:
    # in eight parts, so that they run side by side; about 2 s each
    wrong = [n for n in range(start, min(start + 125_000, 1_000_001)) if read_back(spell(n)) != n]
    assert wrong == []


def test_every_37th_number_up_to_a_million_is_a_count_in_a_sentence() -> None:
    for number in range(37, 1_000_001, 37):
        (anchor,) = find_anchors(f"There {spell(number)} people were killed.", BOOK)
        assert (anchor.count.low, anchor.count.high, anchor.refused) == (number, number, None), spell(number)
        assert anchor.phrase.text == spell(number)


@pytest.mark.parametrize("separator", [",", " ", ".", "\u00a0", "'", ""])
def test_every_117th_number_up_to_a_million_reads_back_in_digits(separator: str) -> None:
    for number in range(1, 1_000_000, 117):
        printed = f"{number:,}".replace(",", separator)
        # "101 102" may be two names: three digits, a space and three more join only when the second is round
        if separator in (" ", "\u00a0") and number >= 100_000 and number % 1000:
            continue
        assert read_back(printed) == number, printed


def test_two_numbers_side_by_side_stay_two() -> None:
    words = "three hundred and two hundred"
    line = break_line(words)
    first = read_number(line, 0, BOOK)
    assert first is not None
    assert (first.value, first.last) == (300, 1)

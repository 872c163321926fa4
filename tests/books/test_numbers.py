"""The book of numbers: it loads, it is checked, it is whole."""

from __future__ import annotations

import time
from importlib import resources
from typing import Any

import pytest
import yaml

from according.books.numbers import EFFECTS, open_numbers, read_numbers
from according.errors import BadBook


def packaged() -> dict[str, Any]:
    text = (resources.files("according.books") / "data" / "numbers.yaml").read_text("utf-8")
    return dict(yaml.safe_load(text))


def test_the_packaged_book_loads_once() -> None:
    assert open_numbers() is open_numbers()


def test_it_loads_fast() -> None:
    start = time.process_time()
    open_numbers.__wrapped__()
    assert time.process_time() - start < 0.2, "about 7 ms were measured"


def test_words_have_their_values() -> None:
    book = open_numbers()
    assert book.units["twelve"] == 12
    assert book.tens["ninety"] == 90
    assert book.plurals == {
        "tens": 20, "tenths": 20, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "lakhs": 200_000,
        "millions": 2_000_000, "crores": 20_000_000, "billions": 2_000_000_000}
    assert sorted(set(book.months.values())) == list(range(1, 13))


def test_plurals_are_made_by_rule() -> None:
    book = open_numbers()
    assert {"children", "policemen", "spies", "nurses", "coaches", "witnesses", "jawans"} <= book.people_plural
    assert {"houses", "cities", "batteries", "buses", "airstrikes"} <= book.things_plural
    assert "child" in book.people
    assert "child" not in book.people_plural


def test_no_list_is_empty_and_none_holds_capitals_or_spaces_at_its_ends() -> None:
    for name, value in packaged().items():
        assert value, name
        words = value.split(",") if isinstance(value, str) else list(value)
        assert all(word.strip() and word == word.lower() for word in words), name


def test_people_things_and_stops_are_apart() -> None:
    book = open_numbers()
    assert not book.stops & (book.people | book.people_plural | book.things | book.things_plural)
    assert not book.number_stops & (book.people | book.people_plural | book.things_plural)


@pytest.mark.parametrize("effect", EFFECTS)
def test_every_effect_has_a_modifier_before(effect: str) -> None:
    assert any(found == effect for rows in open_numbers().before.values() for _, found in rows)


def test_the_longest_modifier_is_tried_first() -> None:
    for rows in (*open_numbers().before.values(), *open_numbers().after.values()):
        lengths = [len(phrase) for phrase, _ in rows]
        assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(("change", "message"), [
    ({"units": {"Twelve": 12}}, "'Twelve' must be a word in lower case"),
    ({"units": {"twelve": "12"}}, "'twelve' wants a whole number"),
    ({"units": {"twelve": -1}}, "'twelve' wants a whole number"),
    ({"people": "child, man, child"}, "people holds child twice"),
    ({"people": ["child"]}, "people wants words separated by commas"),
    ({"things": "house, soldier"}, "people and things share soldier"),
    ({"people_adjectives": "stone"}, "people_adjectives that are not in people: stone"),
    ({"before": {"roughly": "about"}}, "before wants at_least"),
    ({"before": {"about": "some", "exactly": "some"}}, "before holds a modifier twice"),
    ({"colours": "red"}, "nobody reads colours"),
])
def test_a_broken_book_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(BadBook, match=message):
        read_numbers(packaged() | change)


def test_a_missing_list_is_refused() -> None:
    data = packaged()
    del data["stops"]
    with pytest.raises(BadBook, match="the list 'stops' is missing"):
        read_numbers(data)


def test_a_list_at_the_top_is_refused() -> None:
    with pytest.raises(BadBook, match="wants a mapping"):
        read_numbers(["twelve"])

"""Words for armed sides: who is meant, on that day, in that country."""

import datetime

import pytest

from according.books import Books, open_books
from according.records import Phrase
from according.resolve.actor import resolve_actor, side_of

IN_2016, IN_2025 = datetime.date(2016, 5, 1), datetime.date(2025, 3, 7)


@pytest.fixture(scope="module")
def books() -> Books:
    return open_books()


def phrase(text: str) -> Phrase:
    return Phrase(text=text, start=0, end=len(text))


# words, day, country, name, id
CASES = [
    # a description takes the book's name
    ("regime troops", IN_2016, "SY", "Syrian government forces", "syria-assad"),
    ("the army", IN_2016, "SY", "Syrian government forces", "syria-assad"),
    ("government forces", IN_2025, "SY", "Syrian transitional government forces", "syria-transitional"),
    ("Russian jets", IN_2016, "SY", "Russian Air Force", "russia-airforce"),
    # a proper name stays as the report has it; the id says who it is
    ("Daesh", IN_2016, "SY", "Daesh", "islamic-state"),
    ("the Islamic State group", IN_2016, "SY", "Islamic State group", "islamic-state"),
    (
        "Islamic State of Iraq and the Levant (ISIL)",
        IN_2016,
        "SY",
        "Islamic State of Iraq and the Levant",
        "islamic-state",
    ),
    # short acronyms are written out
    ("IS", IN_2016, "SY", "Islamic State", "islamic-state"),
    ("FSA", IN_2016, "SY", "Free Syrian Army", "fsa"),
    # what a side sends is not its name
    ("fighters from Jaish al-Islam", IN_2016, "SY", "Jaish al-Islam", "jaish-al-islam"),
    ("suspected Boko Haram militants", datetime.date(2015, 1, 3), "NG", "Boko Haram", "boko-haram"),
    (
        "Communist Party of India Maoist (CPI Maoist) cadres",
        None,
        "IN",
        "Communist Party of India Maoist",
        "cpi-maoist",
    ),
    # a bare people fights with its forces
    ("Russian", IN_2016, "SY", "Russian forces", "russia-forces"),
    # one side told twice is one side
    ("Russian warplanes and Russian troops", IN_2016, "SY", "Russian Air Force", "russia-airforce"),
]


@pytest.mark.parametrize(("words", "on", "country", "name", "key"), CASES)
def test_by_whom(words: str, on: datetime.date | None, country: str, name: str, key: str, books: Books) -> None:
    found = resolve_actor(phrase(words), books=books, on=on, country=country)
    assert found is not None
    assert (found.name, found.id) == (name, key)
    assert found.unresolved is None
    assert found.printed == phrase(words)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("terrorist", "terrorists"),
        ("unidentified gunmen", "unidentified gunmen"),
        ("a suicide bomber", "suicide bomber"),
        ("the Brigade of Nowhere", "Brigade of Nowhere"),
    ],
)
def test_who_is_not_in_the_book_keeps_the_words_and_the_reason(words: str, name: str, books: Books) -> None:
    found = resolve_actor(phrase(words), books=books, on=IN_2016, country="SY")
    assert found is not None
    assert (found.name, found.id) == (name, None)
    assert found.unresolved is not None


@pytest.mark.parametrize(
    ("words", "name", "ids"),
    [
        ("Syrian and Russian forces", "Syrian government forces and Russian forces", ("syria-assad", "russia-forces")),
        (
            "Russian or Syrian warplanes",
            "Russian forces or Syrian government forces",
            ("russia-airforce", "syria-airforce-assad"),
        ),
        ("Hezbollah and the Syrian army", "Hezbollah and Syrian government forces", ("hezbollah", "syria-army-assad")),
    ],
)
def test_several_sides_are_named_and_none_is_chosen(words: str, name: str, ids: tuple[str, ...], books: Books) -> None:
    found = resolve_actor(phrase(words), books=books, on=IN_2016, country="SY")
    assert found is not None
    assert (found.name, found.id) == (name, None)
    assert found.unresolved is not None
    assert found.unresolved.candidates == ids


def test_nobody_named_is_nobody(books: Books) -> None:
    assert resolve_actor(None, books=books) is None


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("Daesh fighters", ("Daesh", "islamic-state")),
        ("Syrian rebels", ("Syrian rebels", "syria-opposition")),
        ("members of the Nusra Front", ("Nusra Front", "nusra")),
        ("rebel fighters", ("Syrian rebels", "syria-opposition")),
        ("civilians", (None, None)),
        ("people", (None, None)),
        ("", (None, None)),
    ],
)
def test_the_side_of_victims(words: str, side: tuple[str | None, str | None], books: Books) -> None:
    assert side_of(words, books=books, on=IN_2016, country="SY") == side

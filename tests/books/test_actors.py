"""The book of actors: who is who on which day, and who is named in a sentence."""

import datetime
from pathlib import Path

import pytest

from according.books.actor_list import open_actors
from according.books.actors import Actors
from according.books.outlets import open_outlets
from according.errors import BadBook
from according.words import SourceKind

BEFORE, AFTER = datetime.date(2024, 12, 7), datetime.date(2024, 12, 8)


@pytest.fixture(scope="module")
def actors() -> Actors:
    return open_actors(open_outlets())


def test_there_are_at_least_250_actors_besides_the_outlets() -> None:
    assert len(open_actors()) >= 400


# name, day, country of the report, id
LOOKUPS = [
    ("Syrian government forces", BEFORE, "SY", "syria-assad"),
    ("Syrian government forces", AFTER, "SY", "syria-transitional"),
    ("the Syrian army", datetime.date(2016, 5, 1), "SY", "syria-army-assad"),
    ("SOHR", None, None, "sohr"),
    ("Syrian Observatory for Human Rights (SOHR)", None, None, "sohr"),
    ("the army", datetime.date(2016, 5, 1), "SY", "syria-assad"),
    ("the army", datetime.date(2016, 5, 1), "PK", "pakistan-forces"),
    ("Taliban", datetime.date(2019, 1, 1), "AF", "taliban-insurgency"),
    ("Taliban", datetime.date(2023, 1, 1), "AF", "taliban-government"),
    ("Taliban", datetime.date(2013, 1, 1), "PK", "ttp"),
    ("Nusra Front", datetime.date(2015, 1, 1), "SY", "nusra"),
    ("Nusra Front", datetime.date(2016, 9, 1), "SY", "jfs"),
    ("RSF", datetime.date(2024, 1, 1), "SD", "sudan-rsf"),
    ("Rapid Support Forces", datetime.date(2019, 6, 3), "SD", "sudan-rsf-before"),
    ("Wagner Group", datetime.date(2023, 1, 1), "ML", "wagner"),
    ("Wagner Group", datetime.date(2024, 7, 1), "ML", "africa-corps"),
    ("CPI (Maoist)", None, "IN", "cpi-maoist"),
    ("UN", None, None, "un"),
    ("Doctors Without Borders", None, None, "msf"),
    ("Reuters", None, None, "reuters"),
]


@pytest.mark.parametrize(("name", "on", "country", "key"), LOOKUPS)
def test_who_a_name_is(actors: Actors, name: str, on: datetime.date | None, country: str | None, key: str) -> None:
    assert actors.lookup(name, on=on, country=country)[0].id == key


def test_a_description_needs_the_country_of_the_report(actors: Actors) -> None:
    assert actors.lookup("the army") == ()
    assert actors.lookup("the army", country="UA") == ()


def test_a_name_before_its_time_is_nobody(actors: Actors) -> None:
    assert actors.lookup("Jabhat Fateh al-Sham", on=datetime.date(2014, 1, 1)) == ()


SENTENCES = [
    ("The Syrian Observatory for Human Rights said that Hezbollah fighters died.", ["sohr", "hezbollah"]),
    # acronyms are exact: IS is not "is"
    ("It is said that IS is behind it.", ["islamic-state"]),
    # a word made of a name is not the name
    ("Hezbollah-linked gunmen fled.", []),
    # the longest name
    ("People's Protection Units (YPG) advanced.", ["ypg"]),
    ("AFP quoted the White Helmets.", ["afp", "white-helmets"]),
    # a longer name that begins after the article
    ("The UN refugee agency and the UN said so.", ["unhcr", "un"]),
    # lower case is a description
    ("rebels and the army clashed", []),
    ("", []),
]


@pytest.mark.parametrize(("sentence", "ids"), SENTENCES)
def test_who_is_named_in_a_sentence(actors: Actors, sentence: str, ids: list[str]) -> None:
    found = actors.find(sentence)
    assert [m.actor.id for m in found] == ids
    assert all(sentence[m.start : m.end] == m.text for m in found)


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("Syrian Air Force", "syria-assad"),
        ("russia-mod", "russia-forces"),
        ("YPG", "sdf"),
        ("Hamas", "hamas"),
        ("sohr", None),
        ("nobody at all", None),
        ("al-manar", "hezbollah"),
    ],
)
def test_the_side_that_one_belongs_to_or_speaks_for(actors: Actors, name: str, side: str | None) -> None:
    assert actors.side_of(name) == side


def test_state_media_change_sides_with_the_state(actors: Actors) -> None:
    assert actors.lookup("SANA", on=BEFORE)[0].side == "syria-assad"
    assert actors.lookup("SANA", on=AFTER)[0].side == "syria-transitional"


def test_agencies_are_marked(actors: Actors) -> None:
    assert actors.lookup("Agence France-Presse")[0].agency
    assert not actors.lookup("Al Jazeera")[0].agency


def test_parties_have_a_side_and_monitors_none_but_where_a_party_runs_them(actors: Actors) -> None:
    outlets = {outlet.id for outlet in open_outlets()}
    assert [a.id for a in actors if a.kind is SourceKind.PARTY and a.side is None and a.id not in outlets] == []


HEAD = "id,name,kind,side,country,from,until,aliases\n"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("a,Alpha,party,,SY,,,\na,Beta,party,,SY,,,\n", "stands twice"),
        ("a,Alpha,party,b,SY,,,\n", "which is no actor"),
        ("a,Alpha,party,,SY,2020-01-02,2020-01-01,\n", "ends before it begins"),
        ("a,Alpha,party,,SY,yesterday,,\n", "is no date"),
        ("a,Alpha,gang,,SY,,,\n", "unknown kind"),
        ("a,Alpha,party,,SY,,,Gamma\nb,Beta,party,,SY,,,gamma\n", "at one time"),
        ("a,Alpha,party,,SY,,,~the army\nb,Beta,party,,SY,,,~army\n", "at one time"),
        ("a,Alpha,party\n", "wrong number of columns"),
    ],
)
def test_a_list_that_breaks_its_rules_is_refused(tmp_path: Path, rows: str, message: str) -> None:
    path = tmp_path / "actors.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(BadBook, match=message):
        open_actors(path=path)


@pytest.mark.parametrize(
    "rows",
    [
        # one after the other
        "a,Alpha,party,,SY,,2020-01-01,Gamma\nb,Beta,party,,SY,2020-01-02,,Gamma\n",
        # marked as shared
        "a,Alpha,party,,SY,,,?Gamma\nb,Beta,party,,UA,,,?Gamma\n",
        # descriptions of two countries
        "a,Alpha,party,,SY,,,~the army\nb,Beta,party,,UA,,,~the army\n",
    ],
)
def test_names_may_be_shared_where_they_can_be_told_apart(tmp_path: Path, rows: str) -> None:
    path = tmp_path / "actors.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    assert len(open_actors(path=path)) == 2

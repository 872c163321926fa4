import pytest

from according.books import open_books
from according.books.roles import read_roles, role_of
from according.books.states import read_states
from according.errors import BadBook

GW = [  # numbers that anyone who works with UCDP's data knows by heart
    ("SY", 652),
    ("IQ", 645),
    ("YE", 678),
    ("UA", 369),
    ("RU", 365),
    ("CD", 490),
    ("SS", 626),
    ("MM", 775),
    ("AF", 700),
    ("US", 2),
    ("IL", 666),
    ("PS", None),
]


@pytest.mark.parametrize(("code", "number"), GW)
def test_a_state_has_the_number_of_gleditsch_and_ward(code, number):
    assert read_states()[code].gw == number


def test_regions_follow_the_numbers_as_ucdp_has_them():
    def region(number):
        return (
            "Americas"
            if number < 200
            else "Europe"
            if number < 400
            else "Africa"
            if number < 630
            else "Middle East"
            if number < 700
            else "Asia"
        )

    assert all(s.ucdp_region == region(s.gw) for s in read_states().values() if s.gw is not None)


def test_every_country_of_the_book_of_places_is_a_state():
    countries = {actor.country for actor in open_books().actors if actor.country}
    assert countries <= set(read_states())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("SYR,SYR,760,Syria,652,,Middle East,,Middle East", "a code of two letters"),
        ("SY,SYR,760,Syria,six,,Middle East,,Middle East", "'six' is no number"),
        ("SY,SYR,760,Syria,652,,Levant,,Middle East", "no region of UCDP's"),
        ("SY,SYR,760,Syria,652", "wrong number of columns"),
        ("SY,SYR,760,Syria,652,,Asia,,x\nSY,SYR,760,Syria,653,,Asia,,x", "stands twice"),
        ("SY,SYR,760,Syria,652,,Asia,,x\nIQ,IRQ,368,Iraq,652,,Asia,,x", "is SY's already"),
    ],
)
def test_a_list_that_breaks_its_rules_is_refused(tmp_path, line, told):
    path = tmp_path / "states.csv"
    heads = "country,iso3,numeric,name,gw,ucdp_name,ucdp_region,acled_name,acled_region"
    path.write_text(f"{heads}\n{line}\n", "utf-8")
    with pytest.raises(BadBook, match=told):
        read_states(path)


ROLES = [
    ("syria-assad", "state"),
    ("syria-army-assad", "state"),  # by the side that it fights on
    ("wagner", "state"),
    ("nusra", "rebel"),  # in no list
    ("assad-loyalists", "militia"),
    ("monusco", "external"),
    ("sohr", None),  # fights for nobody
    ("nobody", None),
]


@pytest.mark.parametrize(("actor", "role"), ROLES)
def test_an_actor_plays_the_part_of_its_side(actor, role):
    assert role_of(actor, open_books().actors) == role


def test_every_listed_role_is_that_of_a_side_in_the_book_of_actors():
    actors = open_books().actors
    assert [actor for actor in read_roles() if actors.get(actor) is None] == []


def test_an_actor_in_two_lists_is_refused(tmp_path):
    path = tmp_path / "roles.yaml"
    path.write_text("state: [a]\nrebel: [a]\n", "utf-8")
    with pytest.raises(BadBook, match="a is state and rebel"):
        read_roles(path)

"""UCDP GED against the exact description of its columns, and its invariants over made-up incidents and the demo."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from according.export.aec import aec_lines
from according.export.event import events
from according.export.ged import COLUMNS, cell_of, ged_row, ged_rows, left_out, number_of
from claim_factory import HOMS, JABLEH, make_claim, make_report, make_source
from export_factory import make_holdings, make_incident_of
from made_up_holdings import PROFILES, holdings

# name and type of every column in its order, as the format's description has them; n: may be empty
ORDER = """
    id:int relid:str year:int active_year:int code_status:str type_of_violence:int,n conflict_dset_id:n
    conflict_new_id:n conflict_name:str,n dyad_dset_id:n dyad_new_id:n dyad_name:str,n side_a_dset_id:n
    side_a_new_id:n side_a:str,n side_b_dset_id:n side_b_new_id:n side_b:str,n number_of_sources:int
    source_article:str,n source_office:str,n source_date:str,n source_headline:str,n source_original:str,n
    where_prec:int,n where_coordinates:str,n where_description:str,n adm_1:str,n adm_2:str,n latitude:float,n
    longitude:float,n geom_wkt:str,n priogrid_gid:int,n country:str country_id:int,n region:str,n
    event_clarity:int date_prec:int date_start:str date_end:str deaths_a:int deaths_b:int deaths_civilians:int
    deaths_unknown:int best:int high:int low:int gwnoa:str,n gwnob:str,n
"""
WANTED = {column.partition(":")[0]: column.partition(":")[2].split(",") for column in ORDER.split()}
NEVER = [name for name, kinds in WANTED.items() if kinds == ["n"]]  # UCDP's own ids
TYPES = {"int": int, "str": str, "float": float}
CODES = {
    "active_year": {0, 1},
    "type_of_violence": {1, 2, 3},
    "event_clarity": {1, 2},
    "where_prec": set(range(1, 8)),
    "date_prec": set(range(1, 6)),
    "region": {"Africa", "Americas", "Asia", "Europe", "Middle East"},
}
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
REPORT = make_report("Soldiers and loyalists fought near Jableh.", title="Fight; near Jableh", outlet='The "Wire"')


def check(row):
    assert list(row) == list(WANTED)
    for name, kinds in WANTED.items():
        value = row[name]
        assert (value is None and "n" in kinds) or (kinds != ["n"] and type(value) is TYPES[kinds[0]]), (name, value)
        assert value is None or name not in CODES or value in CODES[name], (name, value)
    assert 0 <= row["low"] <= row["best"] <= row["high"] > 0
    parts = [row["deaths_a"], row["deaths_b"], row["deaths_civilians"], row["deaths_unknown"]]
    assert sum(parts) == row["best"]
    assert min(parts) >= 0
    assert DATE.fullmatch(row["date_start"])
    assert row["date_start"] <= row["date_end"]
    assert row["date_start"][:4] == str(row["year"])
    assert (row["latitude"] is None) is (row["longitude"] is None) is (row["geom_wkt"] is None)
    assert row["where_prec"] != 6 or row["latitude"] is None  # a country's centre is no point
    assert re.match(r"(candidate|reviewed)(; check .+)?$", row["code_status"])
    assert (row["dyad_name"] is None) is (row["side_a"] is None or row["side_b"] is None)
    assert 0 < row["id"] < 2**53 or row["id"] == 0  # spreadsheets hold it


def test_there_are_49_columns_in_the_order_of_the_format():
    assert list(COLUMNS) == list(WANTED)
    assert len(WANTED) == 49


@settings(max_examples=150, deadline=None)
@given(holdings())
def test_every_row_keeps_types_codes_and_sums(held):
    rows = list(ged_rows(held))
    for row in rows:
        check(row)
    told = {row["relid"] for row in rows} | {name for name, _ in left_out(held)}
    assert told == {incident.name for incident in held.incidents}  # none is lost in silence
    assert [line["id"] for line in aec_lines(held)] == [row["id"] for row in rows]


@pytest.mark.parametrize("profile", PROFILES)
def test_the_demo_keeps_them_too(demo, profile):
    held = demo(profile)
    rows = list(ged_rows(held))
    told = {row["relid"] for row in rows}
    assert told
    assert told | {name for name, _ in left_out(held)} == {incident.name for incident in held.incidents}
    for row in rows:
        check(row)
    assert len({row["id"] for row in rows}) == len(rows)


def row_of(*claims, reviewed=()):
    held = make_holdings([make_incident_of("i-00000000000000ff", claims)], claims, [REPORT], reviewed=reviewed)
    (event,) = events(held)
    return ged_row(event)


def fight(at, low, **told):
    told = {"klass": "combatant", "side": "Assad loyalists", "side_id": "assad-loyalists", "place": JABLEH, **told}
    return make_claim(REPORT, low=low, at=at, means="clash", source=make_source("Observatory"), **told)


GOVERNMENT = {"side": "Syrian transitional government forces", "side_id": "syria-transitional"}


def test_the_dead_are_split_over_sides_and_civilians():
    row = row_of(fight(1, 28), fight(2, 13, **GOVERNMENT), fight(3, 4, klass="civilian", side=None, side_id=None))
    assert (row["side_a"], row["side_b"]) == ("Government of Syria", "Assad loyalists")
    assert row["dyad_name"] == "Government of Syria - Assad loyalists"
    assert (row["deaths_a"], row["deaths_b"], row["deaths_civilians"], row["deaths_unknown"]) == (13, 28, 4, 0)
    assert (row["best"], row["type_of_violence"], row["gwnoa"], row["gwnob"]) == (45, 1, "652", None)
    assert row["conflict_name"] is None  # UCDP names what is fought over


def test_what_the_total_counts_beyond_its_classes_is_unknown():
    row = row_of(fight(1, 28), fight(2, 50, klass="mixed", side=None, side_id=None))
    assert (row["deaths_b"] + row["deaths_a"], row["deaths_unknown"], row["best"]) == (28, 22, 50)


def test_classes_that_pass_the_total_are_not_split():
    row = row_of(fight(1, 28), fight(2, 20, klass="mixed", side=None, side_id=None))
    assert (row["best"], row["high"], row["deaths_unknown"]) == (20, 28, 20)
    assert "classes pass the total" in row["code_status"]


def test_violence_against_civilians_has_civilians_for_its_second_side():
    row = row_of(make_claim(REPORT, low=5, perpetrator="Islamic State", perpetrator_id="islamic-state"))
    assert (row["type_of_violence"], row["dyad_name"]) == (3, "Islamic State - Civilians")
    assert row["conflict_name"] == row["dyad_name"]
    assert (row["deaths_civilians"], row["gwnoa"]) == (5, None)


@pytest.mark.parametrize("name", ["gunmen", "Unidentified attackers", "General"])
def test_a_perpetrator_that_may_be_anybody_is_no_side(name):
    row = row_of(make_claim(REPORT, low=5, perpetrator=name))
    assert (row["side_a"], row["side_b"], row["dyad_name"]) == (None, "Civilians", None)


def test_two_groups_that_are_no_states_are_non_state_violence():
    row = row_of(fight(1, 3), fight(2, 2, side="Islamic State", side_id="islamic-state"))
    assert (row["type_of_violence"], row["dyad_name"]) == (2, "Assad loyalists - Islamic State")


def test_a_country_has_one_government_whatever_its_forces_are_called():
    row = row_of(fight(1, 3, **GOVERNMENT), fight(2, 2, side="Syrian government forces", side_id="syria-assad"))
    assert (row["side_a"], row["side_b"]) == ("Government of Syria", None)


def test_an_open_high_is_told_in_the_status():
    assert "at least" in row_of(fight(1, 13, best=13, high=None))["code_status"]
    assert "at least" not in row_of(fight(1, 13))["code_status"]


def test_sources_stand_side_by_side_and_quotes_do_not_end_them():
    row = row_of(fight(1, 13))
    assert row["source_article"] == "\"The 'Wire',2025-03-07,Fight; near Jableh\""
    assert (row["source_office"], row["source_headline"]) == ('The "Wire"', "Fight, near Jableh")
    assert (row["source_date"], row["source_original"], row["number_of_sources"]) == ("2025-03-07", "Observatory", 1)


def test_a_row_is_reviewed_when_its_incident_is():
    claim = fight(1, 13)
    assert row_of(claim)["code_status"].startswith("candidate")
    assert row_of(claim, reviewed=["i-00000000000000ff"])["code_status"].startswith("reviewed")


def test_a_dyad_is_active_from_25_dead_in_a_year_over_all_its_rows():
    first, second, third = fight(1, 13), fight(2, 12, day="2025-05-01"), fight(3, 3, day="2026-01-01")
    incidents = [make_incident_of(f"i-{n}{'0' * 15}", [c]) for n, c in enumerate((first, second, third), start=1)]
    both = {"perpetrator": "Syrian Ministry of Interior", "perpetrator_id": "syria-moi"}
    claims = [fight(1, 13, **both), fight(2, 12, day="2025-05-01", **both), fight(3, 3, day="2026-01-01", **both)]
    held = make_holdings(incidents, claims, [REPORT])
    assert [row["active_year"] for row in ged_rows(held)] == [1, 1, 0]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"harm": "wounded"}, "no number of dead"),
        ({"low": 0}, "nobody was killed"),
        ({"day": None}, "no date"),
        ({"place": None}, "no country"),
        ({"low": None, "best": None, "high": None, "count_kind": "bare"}, "no number of dead"),
    ],
)
def test_what_ged_cannot_take_is_named_with_the_reason(told, reason):
    claim = make_claim(REPORT, **{"low": 5, **told})
    held = make_holdings([make_incident_of("i-00000000000000ff", [claim])], [claim], [REPORT])
    assert list(ged_rows(held)) == []
    assert left_out(held) == (("i-00000000000000ff", reason),)


CELLS = [  # published pairs of coordinates and cells, then the corners of the grid
    ((2.29, 10.51), 145085),
    ((-180.0, -90.0), 1),
    ((179.99, -90.0), 720),
    ((-180.0, -89.5), 721),
    ((180.0, 90.0), 259200),
]


@pytest.mark.parametrize(("point", "cell"), CELLS)
def test_a_point_lies_in_its_cell_of_priogrid(point, cell):
    assert cell_of(*point) == cell


def test_a_country_has_no_point_and_a_town_is_told_without_its_province():
    country = row_of(make_claim(REPORT, low=5, place=replace(HOMS, name="Syria", where_prec=6)))
    assert (country["latitude"], country["priogrid_gid"], country["country_id"]) == (None, None, 652)
    town = row_of(make_claim(REPORT, low=5, place=replace(JABLEH, name="Jableh, Latakia")))
    assert (town["where_coordinates"], town["geom_wkt"]) == ("Jableh", "POINT (35.920000 35.360000)")


def test_an_incident_keeps_its_number():
    assert number_of("i-dfc704363a02cf17") == 0xDFC704363A02

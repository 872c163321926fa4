from dataclasses import replace

import pytest
from hypothesis import given, settings

from according.export.acled import COLUMNS, acled_rows, left_out
from according.export.plover import plover_lines
from according.records import Phrase
from claim_factory import HOMS, make_claim, make_report, make_source
from export_factory import make_holdings, make_incident_of
from made_up_holdings import PROFILES, holdings

# the 31 columns in the order of the format; n: may be empty
ORDER = """
    event_id_cnty:str event_date:str year:int time_precision:int disorder_type:str event_type:str,n sub_event_type:str,n
    actor1:str assoc_actor_1:str,n inter1:int,n actor2:str,n assoc_actor_2:str,n inter2:int,n interaction:int,n
    civilian_targeting:str,n iso:int,n region:str country:str admin1:str,n admin2:str,n admin3:n location:str,n
    latitude:float,n longitude:float,n geo_precision:int,n source:str,n source_scale:n notes:str fatalities:int,n
    tags:str timestamp:int,n
"""
WANTED = {column.partition(":")[0]: column.partition(":")[2].split(",") for column in ORDER.split()}
TYPES = {"int": int, "str": str, "float": float}
SUBS = {
    "Battles": {"Armed clash"},
    "Explosions/Remote violence": {
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    },
    "Violence against civilians": {"Attack", "Abduction/forced disappearance"},
    "Strategic developments": {"Arrests"},
    None: {None},
}
REPORT = make_report("Soldiers fought in Homs.")
ONE, TWO = make_source("Observatory"), make_source("the hospital")


def check(row):
    assert list(row) == list(WANTED)
    for name, kinds in WANTED.items():
        value = row[name]
        assert (value is None and "n" in kinds) or (kinds != ["n"] and type(value) is TYPES[kinds[0]]), (name, value)
    assert row["time_precision"] in (1, 2, 3)
    assert row["geo_precision"] in (1, 2, 3, None)
    assert row["sub_event_type"] in SUBS[row["event_type"]]
    assert row["civilian_targeting"] in (None, "Civilian targeting")
    codes = [row["inter1"], row["inter2"]]
    assert all(code is None or code in {1, 2, 3, 4, 7, 8} for code in codes)
    if row["interaction"] is not None:
        low, high = divmod(row["interaction"], 10)
        assert sorted(code for code in codes if code is not None) == sorted(code for code in (low, high) if code)
        assert low <= high or high == 0
    assert row["fatalities"] is None or row["fatalities"] >= 0


def test_there_are_31_columns_in_the_order_of_the_format():
    assert list(COLUMNS) == list(WANTED)
    assert len(WANTED) == 31


@settings(max_examples=100, deadline=None)
@given(holdings())
def test_every_row_keeps_types_and_codes_and_none_is_lost(held):
    rows = list(acled_rows(held))
    for row in rows:
        check(row)
    assert {row["event_id_cnty"] for row in rows} | {name for name, _ in left_out(held)} == {
        incident.name for incident in held.incidents
    }


@pytest.mark.parametrize("profile", PROFILES)
def test_the_demo_keeps_them_too(demo, profile):
    held = demo(profile)
    rows = list(acled_rows(held))
    told = {row["event_id_cnty"] for row in rows}
    assert told
    assert told | {name for name, _ in left_out(held)} == {incident.name for incident in held.incidents}
    for row in rows:
        check(row)


def row_of(*claims, profile="acled"):
    held = make_holdings([make_incident_of("i-00000000000000ff", claims)], claims, [REPORT], profile=profile)
    (row,) = acled_rows(held)
    return row


def claim(at=1, *, low=5, **told):
    return make_claim(REPORT, low=low, at=at, **{"source": ONE, **told})


SOLDIERS = {"klass": "combatant", "side": "Syrian transitional government forces", "side_id": "syria-transitional"}
KINDS = [
    ({"means": "clash", **SOLDIERS}, "Battles", "Armed clash"),
    ({"means": "airstrike"}, "Explosions/Remote violence", "Air/drone strike"),
    ({"means": "shelling"}, "Explosions/Remote violence", "Shelling/artillery/missile attack"),
    ({"means": "bombing"}, "Explosions/Remote violence", "Remote explosive/landmine/IED"),
    ({"means": "chemical"}, "Explosions/Remote violence", "Chemical weapon"),
    ({"means": "abduction", "harm": "captured"}, "Violence against civilians", "Abduction/forced disappearance"),
    ({"means": "arrest", "harm": "captured"}, "Strategic developments", "Arrests"),
    ({"means": "execution"}, "Violence against civilians", "Attack"),
    ({"means": "shooting"}, "Violence against civilians", "Attack"),
    ({"means": None, **SOLDIERS}, "Battles", "Armed clash"),
    ({"means": None, "klass": "unknown"}, None, None),  # neither means nor victims say it
]


@pytest.mark.parametrize(("told", "kind", "sub"), KINDS)
def test_means_and_victims_say_the_type(told, kind, sub):
    row = row_of(claim(**told))
    assert (row["event_type"], row["sub_event_type"]) == (kind, sub)
    assert ("check=event type" in row["tags"]) is (kind is None)


@pytest.mark.parametrize(("words", "sub"), [("a suicide bomber", "Suicide bomb"), ("a grenade", "Grenade")])
def test_the_words_of_a_bombing_say_more(words, sub):
    told = claim(means="bombing")
    printed = replace(told.means, printed=Phrase(text=words, start=0, end=len(words)))
    assert row_of(replace(told, means=printed))["sub_event_type"] == sub


ACTORS = [
    (SOLDIERS, "HOME", "Military Forces of Syria", 1, "Unidentified Armed Group (Syria)", 3, 13),
    (
        {"perpetrator": "Islamic State", "perpetrator_id": "islamic-state"},
        "HOME",
        "Islamic State",
        2,
        "Civilians (Syria)",
        7,
        27,
    ),
    (
        {"perpetrator": "Israeli forces", "perpetrator_id": "israel-forces"},
        "HOME",
        "Military Forces of Israel",
        8,
        "Civilians (Syria)",
        7,
        78,
    ),
    ({}, "HOME", "Unidentified Armed Group (Syria)", 3, "Civilians (Syria)", 7, 37),
    ({"perpetrator": "gunmen"}, "HOME", "Unidentified Armed Group (Syria)", 3, "Civilians (Syria)", 7, 37),
    ({"perpetrator": "Lions of the Valley"}, "HOME", "Lions of the Valley", None, "Civilians (Syria)", 7, None),
]


@pytest.mark.parametrize(("told", "place", "one", "inter1", "two", "inter2", "both"), ACTORS)
def test_actors_have_the_code_of_what_they_are(told, place, one, inter1, two, inter2, both):
    row = row_of(claim(means="shooting", place=HOMS, **told))
    assert (row["actor1"], row["inter1"], row["actor2"], row["inter2"]) == (one, inter1, two, inter2)
    assert row["interaction"] == both
    assert row["civilian_targeting"] == ("Civilian targeting" if inter2 == 7 else None)


def test_the_group_that_the_reports_name_is_the_associate_of_its_side():
    row = row_of(claim(perpetrator="Syrian Ministry of Interior", perpetrator_id="syria-moi"))
    assert (row["actor1"], row["assoc_actor_1"]) == (
        "Military Forces of Syria",
        "Syrian Ministry of Interior (transitional)",
    )


def test_the_lowest_figure_is_coded_and_the_dispute_stands_in_the_notes():
    row = row_of(claim(1, low=3), claim(2, low=7, source=TWO))
    assert row["fatalities"] == 3
    assert row["notes"].endswith("3 fatalities. Reports vary between 3 and 7 fatalities.")


def test_without_a_dispute_the_notes_tell_none():
    row = row_of(claim(1, low=1), claim(2, low=6, harm="wounded"))
    assert row["notes"] == (
        "On 6 March 2025, shelling involved Unidentified Armed Group (Syria) and Civilians (Syria) "
        "in Homs. 1 fatality. 6 wounded."
    )


def test_deaths_without_a_number_are_no_nought():
    row = row_of(claim(low=None, best=None, high=None, count_kind="bare"))
    assert row["fatalities"] is None
    assert "their number is not known" in row["notes"]
    assert row_of(claim(harm="wounded"))["fatalities"] == 0


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"day": None}, "no date"),
        ({"end": "2025-12-31", "prec": 5}, "no date within a month"),
        ({"place": None}, "no country"),
        ({"harm": "displaced"}, "no event of violence: people are told of as displaced or missing only"),
    ],
)
def test_what_acled_cannot_take_is_named_with_the_reason(told, reason):
    one = claim(**told)
    held = make_holdings([make_incident_of("i-00000000000000ff", [one])], [one], [REPORT])
    assert list(acled_rows(held)) == []
    assert left_out(held) == (("i-00000000000000ff", reason),)


def line_of(*claims):
    held = make_holdings([make_incident_of("i-00000000000000ff", claims)], claims, [REPORT])
    (line,) = plover_lines(held)
    return line


def test_a_plover_line_has_what_the_manual_requires_and_sizes_with_their_range():
    line = line_of(claim(1, low=3, means="airstrike"), claim(2, low=7, source=TWO), claim(3, low=2, harm="wounded"))
    assert {"id", "date", "actor", "event"} <= set(line)
    assert (line["date"], line["event"], line["mode"], line["quad_code"]) == ("2025-03-06", ["ASSAULT"], ["aerial"], 4)
    assert line["size"]["dead"] in (3, 7)
    assert (line["size"]["dead_low"], line["size"]["dead_high"], line["size"]["injured"]) == (3, 7, 2)
    assert line["event_loc"]["country_code"] == "SYR"
    assert line["recipient"] == [{"code": "SYR", "sector": "CVL", "entity_text": "civilians"}]


def test_captured_fighters_are_abducted_and_arrests_are_coerced():
    taken = line_of(claim(means="clash", harm="captured", **SOLDIERS))
    assert (taken["event"], taken["mode"], taken["size"]["arrested"]) == (["ASSAULT"], ["abduct"], 5)
    held = line_of(claim(means="arrest", harm="captured"))
    assert (held["event"], held["mode"]) == (["COERCE"], ["arrest"])


@pytest.mark.parametrize(
    ("told", "sector"),
    [
        ({"perpetrator": "Islamic State", "perpetrator_id": "islamic-state"}, "REB"),
        ({"perpetrator": "Syrian Ministry of Interior", "perpetrator_id": "syria-moi"}, "MIL"),
        ({"perpetrator": "Lions of the Valley"}, "UNK"),
        ({}, "UNK"),
        ({"means": "clash"}, "UAF"),
    ],
)
def test_actors_have_their_sector(told, sector):
    assert line_of(claim(**told))["actor"][0]["sector"] == sector

from dataclasses import replace

import pytest

from according.books.places import PlaceEntry
from according.nearby import distance, nearby
from according.records import Incident
from claim_factory import ALEPPO, HOMS, JABLEH, LATAKIA, make_when


def entry(kind, name, *, lat=None, lon=None, adm1=None, country="SY"):
    given = {
        "id": "x",
        "name": name,
        "kind": kind,
        "country": country,
        "adm1": adm1,
        "lat": lat,
        "lon": lon,
        "population": 0,
        "prec": 1,
    }
    rest = {field: None for field in PlaceEntry.__dataclass_fields__ if field not in given}
    return PlaceEntry(**given, **rest)


def incident(place):
    return Incident(
        name="i",
        key="k",
        claims=(),
        reports=(),
        place=place,
        when=make_when("2025-03-06"),
        means=None,
        links=(),
        pending=(),
    )


TOWN = entry("city", "Latakia", lat=35.53, lon=35.79, adm1="Latakia")
PROVINCE = entry("adm1", "Latakia")
DISTRICT = entry("adm2", "Jableh", adm1="Latakia")
REGION = entry("region", "Syrian coast", lat=35.2, lon=35.9)
COUNTRY = entry("country", "Syria")
SYRIA = replace(LATAKIA, where_prec=6, adm1=None)

CASES = [
    (TOWN, JABLEH, True),  # 22 km
    (TOWN, HOMS, False),  # another town
    (TOWN, LATAKIA, True),  # only the province is known, and it is the town's
    (TOWN, SYRIA, False),  # somewhere in the country is not near a town
    (PROVINCE, JABLEH, True),
    (PROVINCE, LATAKIA, True),
    (PROVINCE, ALEPPO, False),
    (PROVINCE, SYRIA, False),
    (DISTRICT, replace(JABLEH, adm2="Jableh"), True),
    (DISTRICT, JABLEH, False),  # no district is known
    (REGION, JABLEH, True),
    (REGION, SYRIA, False),
    (COUNTRY, SYRIA, True),
    (COUNTRY, ALEPPO, True),
    (COUNTRY, replace(ALEPPO, country="TR"), False),
    (TOWN, None, False),  # no place
]


@pytest.mark.parametrize(("place", "happened", "near"), CASES)
def test_what_is_near(place, happened, near):
    found = incident(happened)
    assert list(nearby([found], [place])) == ([found] if near else [])


def test_distance():
    assert distance(35.0, 36.0, 35.0, 36.0) == 0
    assert distance(0, 0, 0, 180) == pytest.approx(20015, abs=1)  # half way round
    assert distance(35.53, 35.79, 35.36, 35.92) == pytest.approx(22.3, abs=0.5)

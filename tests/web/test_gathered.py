"""What is drawn of incidents gathered by place and by day is what was drawn of each by itself."""

from __future__ import annotations

import random

import pytest

from according.charts import Dated, timeline, world_map
from according.records import Place, Sketch, When
from according.web.compose.gathered import by_day, by_place, spot

TOWNS = [Place(printed=None, name=name, id=name, lat=lat, lon=lon, where_prec=prec, country="SY")
         for name, lat, lon, prec in (("Homs", 34.7, 36.7, 1), ("Hama", 35.1, 36.8, 2), ("Idlib", 35.9, 36.6, 4),
                                      ("Syria", 35.0, 38.0, 6), ("Nowhere", None, None, None))]
ENDS = (None, None, None), (3, 3, 5), (2, None, None), (None, None, 9), (1, 4, 4), (None, 6, None), (0, 0, 0)
DAYS = ("2025-03-05", "2025-03-06", "2025-03-06", "2025-04-01", None)


def sketches(seed: int, number: int) -> list[Sketch]:
    chance = random.Random(seed)
    return [Sketch(
        name=f"i-{chance.getrandbits(64):016x}", place=chance.choice([*TOWNS, None]),
        when=When(printed=None, start=chance.choice(DAYS), end=None), grade="Weak", killed=chance.choice(ENDS),
        claims=1, reports=1, pending=(), changed=None, size=0, dispute=1.0, weight=1.0, harms=frozenset(),
        classes=frozenset(), statuses=frozenset(), actors=(), outlets=(), sources=()) for _ in range(number)]


@pytest.mark.parametrize("number", [0, 1, 2, 7, 60, 400])
@pytest.mark.parametrize("seed", range(4))
def test_the_map_of_places_is_the_map_of_incidents(seed, number):
    told = sketches(seed, number)
    one_by_one = [spot(s.name, s.place, s.killed, href=f"/incidents/{s.name}") for s in told]
    gathered = by_place(told)
    assert len(gathered) <= len(TOWNS) + 1
    maps = [world_map(spots, width=660, height=330, zoom_href=lambda box: f"/?box={box}")
            for spots in (one_by_one, gathered)]
    assert maps[0] == maps[1]
    if number == 1:
        assert (f'href="/incidents/{told[0].name}"' in maps[1].inner) == (told[0].place in TOWNS[:3])


@pytest.mark.parametrize("number", [0, 1, 2, 7, 60, 400])
@pytest.mark.parametrize("seed", range(4))
def test_the_timeline_of_days_is_the_timeline_of_incidents(seed, number):
    told = sketches(seed, number)
    one_by_one = [Dated(day=s.when.start, low=s.killed[0], best=s.killed[1], high=s.killed[2]) for s in told]
    gathered = by_day(told)
    assert len(gathered) <= len(set(DAYS))
    assert timeline(gathered, since="2025-03-06") == timeline(one_by_one, since="2025-03-06")

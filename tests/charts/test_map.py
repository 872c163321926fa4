"""The map draws no point for a country's middle, hides nothing, and says that its borders are no statement."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.charts import Box, Drawing, Spot, png, world_map
from according.charts.box import fit

SYRIA = Box(35, 32, 43, 38)


def spot(name: str = "i-1", *, lat: float | None = 35.4, lon: float | None = 35.9, prec: int | None = 1, best: int = 13,
         label: str = "Jableh") -> Spot:
    return Spot(name=name, lat=lat, lon=lon, where_prec=prec, low=best, best=best, high=best * 2, label=label,
                href=f"/incidents/{name}")


def links(drawing: Drawing) -> list[str]:
    return re.findall(r'<a href="([^"]*)"', drawing.page)


def test_an_incident_stands_where_it_was_and_leads_to_its_page() -> None:
    drawing = world_map([spot()], box=SYRIA)
    x, y = fit(SYRIA, 960, 460).at(35.9, 35.4)
    assert f'cx="{x:.1f}" cy="{y:.1f}"' in drawing.inner
    assert links(drawing) == ["/incidents/i-1"]
    assert drawing.rows == (("Jableh", "1", "13", "13", "26", "exact"),)


@pytest.mark.parametrize(("unplaced", "said"), [
    (spot(lat=34.8, lon=39.0, prec=6), "1 are known by country alone and not drawn"),  # a country's middle is no place
    (spot(lat=None, lon=None, prec=None), "1 have no place with coordinates"),
    (spot(lat=15.5, lon=32.5), "1 more lie outside it"),
])
def test_what_is_not_drawn_is_told(unplaced: Spot, said: str) -> None:
    drawing = world_map([spot(), unplaced], box=SYRIA)
    assert drawing.inner.count("<circle") == world_map([spot()], box=SYRIA).inner.count("<circle")
    assert said in drawing.text


def test_a_place_known_to_its_province_stands_in_a_wide_dashed_circle() -> None:
    wide = [float(r) for r in re.findall(r'r="([\d.]+)" fill="none"[^>]*stroke-dasharray="3 3"',
                                         world_map([spot(prec=4)], box=SYRIA).inner)]
    assert wide == [pytest.approx(fit(SYRIA, 960, 460).km(60), abs=0.1)]
    assert 'stroke-dasharray="3 3"' not in world_map([spot(prec=1)], box=SYRIA).inner


def test_near_spots_are_one_circle_with_their_sums_and_lead_nearer() -> None:
    drawing = world_map([spot("i-1"), spot("i-2", lat=35.41, best=7, label="Hmeimim")], box=SYRIA,
                        zoom_href=lambda box: f"/?box={box}")
    assert drawing.rows == (("Hmeimim and 1 more", "2", "20", "20", "40", "exact"),)
    address = links(drawing)[0]
    nearer = Box.parse(address.removeprefix("/?box="))
    assert nearer.holds(35.9, 35.4)
    assert nearer.east - nearer.west < SYRIA.east - SYRIA.west


def test_links_move_the_map_without_script() -> None:
    told = dict(re.findall(r'<a href="([^"]*)" aria-label="Show the map ([a-z]+)"',
                           world_map([], box=SYRIA, zoom_href=str).page))
    seen = {word: Box.parse(box) for box, word in told.items()}
    shown = fit(SYRIA, 960, 460).box
    assert seen["north"].south > shown.south
    assert seen["south"].north < shown.north
    assert seen["east"].west > shown.west
    assert seen["west"].east < shown.east
    wide = {word: box.east - box.west for word, box in seen.items()}
    assert wide["nearer"] < shown.east - shown.west < wide["farther"]
    assert "Show the map" not in world_map([], box=SYRIA).page


def test_a_step_nearer_goes_where_most_incidents_are_when_the_middle_is_empty() -> None:
    west = [spot(f"i-{n}", lat=35.4, lon=35.9) for n in range(3)]
    drawing = world_map([*west, spot("i-9", lat=35.0, lon=41.9)], zoom_href=str)
    address = re.search(r'<a href="([^"]*)" aria-label="Show the map nearer"', drawing.page)
    assert address is not None
    assert Box.parse(address[1]).holds(35.9, 35.4)


def test_a_map_of_ten_thousand_incidents_stays_small() -> None:
    spots = [spot(f"i-{n}", lat=32 + (n * 37 % 600) / 100, lon=35 + (n * 91 % 800) / 100) for n in range(10_000)]
    drawing = world_map(spots, box=SYRIA, zoom_href=lambda box: f"/?box={box}")
    assert len(drawing.rows) <= 150
    assert sum(int(row[1].replace(",", "")) for row in drawing.rows) == 10_000
    assert len(drawing.page) < 200_000


@pytest.mark.parametrize("box", [None, SYRIA, Box(-180, -58, 180, 78), Box(179, -17, 180, -16)])
def test_every_map_says_that_its_borders_are_no_statement(box: Box | None) -> None:
    drawing = world_map([spot()], box=box)
    ET.fromstring(drawing.svg)
    assert "Borders are a backdrop and no statement" in drawing.inner
    assert len(drawing.page) < 130_000


def test_provinces_are_drawn_near_by_and_countries_alone_from_afar() -> None:
    assert ">Homs<" in world_map([], box=Box(36, 34, 39, 35.5)).inner
    assert ">Homs<" not in world_map([], box=Box(-20, -30, 60, 45)).inner
    assert ">Algeria<" in world_map([], box=Box(-20, -30, 60, 45)).inner


def test_crimea_is_drawn_with_ukraine_and_the_line_of_the_golan_as_disputed() -> None:
    def drawn(box: Box, colour: str) -> str:
        return "".join(re.findall(rf'stroke="{colour}"[^>]*d="([^"]*)"', world_map([], box=box).inner))

    isthmus = Box(33.3, 45.9, 34.2, 46.4)
    assert drawn(isthmus, "#c9cdc9")  # a province's line parts them
    assert "stroke-width=\"10\"" not in world_map([], box=isthmus).inner  # and no country's
    golan = world_map([], box=Box(35.75, 32.9, 35.95, 33.2)).inner
    assert 'stroke-dasharray="40 30"' in golan


def test_the_same_spots_draw_the_same_bytes_in_any_order() -> None:
    spots = [spot("i-1"), spot("i-2", lat=34.7, lon=36.7, label="Homs"), spot("i-3", lat=35.41)]
    first, second = world_map(spots, box=SYRIA), world_map(spots[::-1], box=SYRIA)
    assert (first, png(first)) == (second, png(second))


def test_no_name_of_a_place_becomes_markup() -> None:
    hostile = '"><script>alert(1)</script>'
    tree = ET.fromstring(world_map([spot(label=hostile)], box=SYRIA).page)
    assert not [e for e in tree.iter() if e.tag.endswith("script")]


@pytest.mark.parametrize("text", ["", "1,2,3", "a,b,c,d", "37,34,35,36", "35,36,37,34", "nan,0,1,1", "-181,0,0,1",
                                  "0,0,inf,1"])
def test_a_box_that_is_none_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ValueError, match="box") as refusal:
        Box.parse(text)
    assert "\n" not in str(refusal.value)


@given(west=st.floats(-180, 179), south=st.floats(-90, 89), wide=st.floats(0.5, 360), tall=st.floats(0.5, 180),
       factor=st.floats(0.1, 10), east=st.floats(-2, 2), north=st.floats(-2, 2))
def test_boxes_stay_on_the_earth(west: float, south: float, wide: float, tall: float, factor: float, east: float,
                                 north: float) -> None:
    box = Box(west, south, min(west + wide, 180), min(south + tall, 90))
    for changed in (box.zoomed(factor), box.moved(east, north)):
        assert -180 <= changed.west < changed.east <= 180
        assert -90 <= changed.south < changed.north <= 90


def test_a_box_is_written_as_it_is_read() -> None:
    assert str(Box.parse("35.5,34,36.25,35")) == "35.5,34,36.25,35"

"""Every chart says the same in words, draws the same bytes twice, and lets no text become markup."""

from __future__ import annotations

import json
import re
import struct
import xml.etree.ElementTree as ET
import zlib
from dataclasses import replace

import pytest

from according.charts import (
    Dated,
    Drawing,
    Word,
    chain,
    habits,
    pdf,
    png,
    range_bar,
    ranges,
    stylesheet,
    timeline,
    toll,
    toll_things,
)
from according.charts.palette import SPECS
from according.records import Bound, Copy, Figure, History, Moment, Origin, Report
from according.words import Harm, SourceKind, VictimsClass

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


def moment(day: str | None, origin: str | None, low: int | None, best: int | None, high: int | None) -> Moment:
    return Moment(day=day, origin=origin, harm=Harm.KILLED, klass=VictimsClass.COMBATANT, side=None, low=low, best=best,
                  high=high, claims=(), change="first")


def a_history() -> History:
    said = (moment("2025-03-06", "o-1", 13, 13, None), moment("2025-03-07", "o-1", 18, 18, 18),
            moment("2025-03-07", "o-2", 70, 70, 70), moment(None, "o-2", 71, 71, 71))
    figured = (moment("2025-03-06", None, 13, 13, None), moment("2025-03-07", None, 18, 18, 70))
    return History(incident="i-1", origins=said, figure=figured)


def figure(harm: Harm, low: int | None, best: int | None, high: int | None, *, open_above: bool = False) -> Figure:
    ends = [Bound(value=end, claims=(), rule="") for end in (low, best, high)]
    return Figure(incident="i-1", harm=harm, klass=VictimsClass.CIVILIAN, side=None, profile="ucdp", low=ends[0],
                  best=ends[1], high=ends[2], high_open=open_above, origins=2, origins_unknown=0, marks=(), aside=())


def origin(name: str, *chains: tuple[str, ...]) -> Origin:
    return Origin(id=f"o-{name}", name=name, kind=SourceKind.MONITOR, party=None, independent=True, claims=(),
                  reports=(), outlets=tuple(way[-1] for way in chains), chains=chains)


def report(name: str, outlet: str) -> Report:
    return Report(id=name, key=None, outlet=outlet, title=None, published=None, published_printed=None, url=None,
                  lang=None, text="", sha256="")


def every_chart(word: str = "Example Wire") -> list[Drawing]:
    copies = [Copy(copier="r-2", original="r-1", runs=9, share=0.5, words="")]
    return [
        timeline([Dated(day="2025-03-06", low=13, best=13, high=None),
                  Dated(day="2025-03-09", low=2, best=None, high=4),
                  Dated(day=None, low=None, best=None, high=None)], since="2025-03-06", until="2025-03-07"),
        toll(a_history(), toll_things(a_history())[0], names={"o-1": word, "o-2": "Observatory"}, as_of="2025-03-07"),
        ranges([figure(Harm.KILLED, 13, 13, 18),
                replace(figure(Harm.WOUNDED, 8, None, None, open_above=True), side=word)]),
        chain([origin(word, (word, "AFP", "Example Herald"), (word, "Example Courier"))], copies,
              reports={"r-1": report("r-1", "Example Herald"), "r-2": report("r-2", "Example Courier")}),
        habits([Word(day="2025-03-06", incident=word, value=70, best=28, first=True, change="first"),
                Word(day="2025-03-08", incident=word, value=28, best=28, first=False, change="down")]),
    ]


@pytest.mark.parametrize("drawing", every_chart(), ids=lambda drawing: drawing.name)
def test_a_chart_has_a_text_and_a_table_that_fits(drawing: Drawing) -> None:
    assert drawing.title
    assert drawing.text
    assert drawing.rows
    assert {len(row) for row in drawing.rows} == {len(drawing.columns)}
    ET.fromstring(drawing.svg)
    assert 'role="img" aria-label="' in drawing.page


def test_the_same_rows_draw_the_same_bytes() -> None:
    for first, second in zip(every_chart(), every_chart(), strict=True):
        assert (first, png(first), pdf(first)[:5]) == (second, png(second), b"%PDF-")


def test_no_text_becomes_markup() -> None:
    for drawing in every_chart(HOSTILE):
        for markup in (drawing.svg, drawing.page):
            tree = ET.fromstring(markup)
            tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
            names = {name for element in tree.iter() for name in element.attrib}
            assert not tags & {"script", "img", "a", "foreignObject", "style"}
            assert not [name for name in names if name.startswith("on") or name in ("style", "href")]


def test_a_page_has_no_colour_of_its_own_and_the_stylesheet_has_each_in_light_and_dark() -> None:
    sheet = stylesheet()
    for drawing in every_chart():
        assert not re.findall(r'="#[0-9a-fA-F]+"', drawing.page), drawing.name
        for name in set(re.findall(r"var\((--chart-[a-z]+)\)", drawing.page)):
            assert sheet.count(f"{name}:#") == 4, name  # light, dark by the system, light and dark by the page


def test_every_colour_of_a_specification_is_in_the_palette() -> None:
    palette = {pair[0] for pair in json.loads((SPECS / "palette.json").read_text()).values()}
    for spec in sorted(SPECS.glob("*.vl.json")):
        assert set(re.findall(r"#[0-9a-fA-F]{6}", spec.read_text())) <= palette, spec.name


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at: at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["ink", "quiet", "best", "one", "two", "three", "four", "five", "six"])
def test_what_is_read_stands_out_from_its_ground(name: str) -> None:
    palette = json.loads((SPECS / "palette.json").read_text())
    for which in (0, 1):
        assert contrast(palette[name][which], palette["ground"][which]) >= 4.5  # WCAG 2.2, 1.4.3


def dark_pixels(picture: bytes) -> int:
    """Count the pixels darker than mid grey of an 8-bit RGBA PNG."""
    at, data, width = 8, b"", 0
    while at < len(picture):
        length, kind = struct.unpack(">I4s", picture[at: at + 8])
        body = picture[at + 8: at + 8 + length]
        if kind == b"IHDR":
            width, _, depth, colour = struct.unpack(">IIBB", body[:10])
            assert (depth, colour) == (8, 6)
        data += body if kind == b"IDAT" else b""
        at += 12 + length
    raw, row, count = zlib.decompress(data), bytearray(width * 4), 0
    for start in range(0, len(raw), width * 4 + 1):
        row = unfiltered(raw[start], raw[start + 1: start + 1 + width * 4], row)
        count += sum(1 for x in range(0, len(row), 4) if row[x] < 128 and row[x + 3] > 200)
    return count


def unfiltered(kind: int, line: bytes, above: bytearray) -> bytearray:
    out = bytearray(line)
    for x, value in enumerate(line):
        left, up, corner = out[x - 4] if x >= 4 else 0, above[x], above[x - 4] if x >= 4 else 0
        guess = left + up - corner
        nearest = min((left, up, corner), key=lambda end: abs(guess - end))
        out[x] = (value + (0, left, up, (left + up) // 2, nearest)[kind]) & 255
    return out


def test_a_picture_keeps_its_text() -> None:
    # A font that is not there makes text vanish from a PNG without a word.
    drawing = every_chart()[2]
    bare = replace(drawing, inner=re.sub(r"<text.*?</text>", "", drawing.inner))
    assert dark_pixels(png(drawing, scale=1)) > dark_pixels(png(bare, scale=1)) + 200


def test_a_chart_is_one_picture_whatever_its_words_look_like() -> None:
    drawing = every_chart('ward role="img" class="x"')[3]
    tree = ET.fromstring(drawing.page)
    assert not {name for element in tree.iter() for name in element.attrib if element is not tree} & {"role", "class"}
    assert 'ward role="img" class="x"' in "".join(tree.itertext())


def test_a_timeline_counts_what_it_cannot_draw() -> None:
    drawing = every_chart()[0]
    assert "1 more have no day" in drawing.text
    assert "1 of them with no upper end known" in drawing.text
    assert drawing.rows[0] == ("2025-03-06", "1", "13", "13", "13")
    assert dict(drawing.data)["first"] == "2025-03-06"
    assert dict(drawing.data)["last"] == "2025-03-09"


@pytest.mark.parametrize(("last", "size"), [("2025-06-01", "day"), ("2026-03-06", "week"), ("2035-03-06", "month")])
def test_a_timeline_counts_in_bins_that_fit_its_span(last: str, size: str) -> None:
    rows = [Dated(day=day, low=1, best=1, high=1) for day in ("2025-03-06", last)]
    assert timeline(rows).columns[0] == size


def test_an_undated_word_is_told_and_not_drawn() -> None:
    drawing = every_chart()[1]
    assert "1 more have no day" in drawing.text
    assert "71" not in re.findall(r">([\d,]+)</text>", drawing.inner)
    assert ("2025-03-07", "Observatory", "70", "70", "70", "first") in drawing.rows


def test_an_open_end_is_drawn_open() -> None:
    closed = range_bar(13, 13, 18, most=100)
    assert "path" not in closed
    assert "path" in range_bar(13, 13, None, most=100, open_above=True)
    assert range_bar(None, None, None, most=100) == ""


def test_a_copy_is_told_in_the_table_of_the_chain() -> None:
    drawing = every_chart()[3]
    assert ("Example Courier", "Example Herald", "shares the wording of 1 report") in drawing.rows
    assert ("Example Wire", "Example Herald", "through AFP") in drawing.rows


NOTHING = [
    timeline([]),
    toll(History(incident="i-1", origins=(), figure=()), (Harm.KILLED, VictimsClass.MIXED, None), names={}),
    ranges([]),
    chain([], [], reports={}),
    habits([]),
]


@pytest.mark.parametrize("drawing", NOTHING, ids=lambda drawing: drawing.name)
def test_nothing_to_draw_says_so(drawing: Drawing) -> None:
    ET.fromstring(drawing.svg)
    assert drawing.text

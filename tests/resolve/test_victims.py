"""Whose class the report tells elsewhere than at the count: with the noun of harm, before the number, by a title."""

from __future__ import annotations

import pytest

from according.books import open_books
from according.clean import clean
from according.extract import extract
from according.extract.patterns import PatternReader
from according.resolve import resolve
from according.resolve.second_view import Second, Seen
from according.split import split
from according.words import Scope, VictimsClass
from report_factory import a_report


def classes(text: str, second: Second | None = None) -> list[tuple[int | None, str]]:
    report = a_report(text, published="2025-05-14")
    cleaned = clean(report)
    sentences = split(cleaned, title=report.title)
    found = extract(sentences, reader=PatternReader())
    claims = resolve(
        found.drafts, report=report, text=cleaned, sentences=sentences, books=open_books(), second=second
    )
    return [(c.count.low, c.victims.klass.value) for c in claims]


CASES = [
    ("among", "Officials said there were no casualties among the militants.", [(0, "combatant")]),
    ("among civilians", "The shelling caused at least 15 deaths among civilians.", [(15, "civilian")]),
    ("a tally before its number", "The number of dead officers rose to five on Wednesday.", [(5, "combatant")]),
    ("what is said besides does not go over",
     "The raid killed 20 people, most of them civilians, and wounded 31.", [(20, "mixed"), (31, "unknown")]),
    ("a title before the name",
     "A mine went off near Bijapur on Wednesday. Constable Anil Rao lost a leg, and Rao died later.",
     [(1, "combatant")]),
    ("a title before a comma", "A top commander, Omar Sarkar, was killed near Sopore.", [(1, "combatant")]),
    ("a name without any", "Omar Sarkar was killed near Sopore on Wednesday.", [(1, "unknown")]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_class(text: str, expected: list[tuple[int | None, str]]) -> None:
    assert classes(text) == expected


def taken_for(word: VictimsClass, text: str) -> list[tuple[int | None, str]]:
    """Return counts and classes where the second step takes everyone whose words say nothing for ``word``."""

    def second(seen: Seen) -> tuple[tuple[VictimsClass, ...], tuple[Scope, ...]]:
        known = [d.victims_class for d in seen.drafts]
        return tuple(word if k is VictimsClass.UNKNOWN else k for k in known), tuple(seen.scopes)

    return classes(text, second=second)


OVERRULED = [
    ("a civilian part", VictimsClass.CIVILIAN,
     "The clashes have killed 1,130 people, including 830 civilians.", [(1130, "unknown"), (830, "civilian")]),
    ("a part that says nothing", VictimsClass.CIVILIAN,
     "The shelling killed 20 people, including 12 women.", [(20, "civilian"), (12, "civilian")]),
    ("everyone counted", VictimsClass.CIVILIAN,
     ("The number of civilians killed since Thursday rose to 830."
     " Everyone counted, the toll since Thursday came to 1,311 dead."),
     [(830, "civilian"), (1311, "unknown")]),
    ("the same people again", VictimsClass.CIVILIAN,
     "Shells killed 15 civilians. The toll of 15 dead since Thursday is the highest yet.",
     [(15, "civilian"), (15, "civilian")]),
    ("a part of civilians told before", VictimsClass.CIVILIAN,
     "A raid killed 20 civilians. The 20 people killed, including 12 civilians from one village, were buried.",
     [(20, "civilian"), (20, "civilian"), (12, "civilian")]),
    ("the side of the headline", VictimsClass.COMBATANT,
     "Five soldiers were killed on Monday. In all, 90 people have been killed since January.",
     [(5, "combatant"), (90, "unknown")]),
]


@pytest.mark.parametrize(
    ("word", "text", "expected"), [case[1:] for case in OVERRULED], ids=[case[0] for case in OVERRULED]
)
def test_the_second_step_makes_no_whole_of_the_class_of_a_part(
    word: VictimsClass, text: str, expected: list[tuple[int | None, str]]
) -> None:
    assert taken_for(word, text) == expected

"""Whose class the report tells elsewhere than at the count: with the noun of harm, before the number, by a title."""

from __future__ import annotations

import pytest

from according.books import open_books
from according.clean import clean
from according.extract import extract
from according.extract.patterns import PatternReader
from according.resolve import resolve
from according.split import split
from report_factory import a_report


def classes(text: str) -> list[tuple[int | None, str]]:
    report = a_report(text, published="2025-05-14")
    cleaned = clean(report)
    sentences = split(cleaned, title=report.title)
    found = extract(sentences, reader=PatternReader())
    claims = resolve(found.drafts, report=report, text=cleaned, sentences=sentences, books=open_books())
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

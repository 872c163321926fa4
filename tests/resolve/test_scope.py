"""What a count is a count of: one incident, a total over places or days, a war, an event of the past. Our own texts."""

from __future__ import annotations

import pytest

from according.books import open_books
from according.clean import clean
from according.extract import extract
from according.extract.patterns import PatternReader
from according.resolve import resolve
from according.split import split
from report_factory import a_report


def scopes(text: str, **given: object) -> list[tuple[int | None, str]]:
    report = a_report(text, published=given.pop("published", "2025-05-14"), **given)
    cleaned = clean(report)
    sentences = split(cleaned, title=report.title)
    found = extract(sentences, reader=PatternReader())
    claims = resolve(found.drafts, report=report, text=cleaned, sentences=sentences, books=open_books())
    return [(c.count.low, c.scope.value) for c in claims]


CASES = [
    ("a total in a wide place, and two places of it below",
     ("Air raids on Idlib province killed at least 13 people on Wednesday, medics said. Five died in Saraqeb. "
     "Seven were killed in Binnish."),
     [(13, "period"), (5, "incident"), (7, "incident")]),
    ("a total that is the sum of others",
     ("Shelling and raids killed 12 people on Wednesday, medics said. Five people were killed in Saraqeb. A raid "
     "killed seven people in Binnish."),
     [(12, "period"), (5, "incident"), (7, "incident")]),
    ("one attack is one incident, whatever is told after",
     ("A car bomb in Idlib province killed 13 people on Wednesday, medics said. Five were killed in Saraqeb by gunmen. "
     "Seven were killed in Binnish by a mine."),
     [(13, "incident"), (5, "incident"), (7, "incident")]),
    ("several places in one phrase",
     "Rocket attacks on Homs and Hama killed nine people on Wednesday.",
     [(9, "period")]),
    ("a day after another event is of the day itself",
     "Four medics were killed in a strike on a clinic in Taiz on Wednesday, a day after the raid on the port.",
     [(4, "incident")]),
    ("what was done the day before is told as such",
     "Doctors in Taiz spoke one day after a raid killed six people there.",
     [(6, "background")]),
    ("words of scope speak of their own clause",
     "Gunmen killed four farmers near Yola on Wednesday while 60 people have been killed since the campaign began.",
     [(4, "incident"), (60, "cumulative")]),
    ("what has come since a day that is no weekday",
     "Raids on the town of Kutum have killed 80 people since the truce ended, a monitor said.",
     [(80, "cumulative")]),
    ("figures of one breath",
     "Drone attacks have killed 40 people and wounded 90 since the siege began, medics in El Fasher said.",
     [(40, "cumulative"), (90, "cumulative")]),
    ("days since a weekday that is not the report's own, with the parts told after",
     ("At least 60 people have been killed in Taiz since Sunday, among them 20 soldiers, medics said."),
     [(60, "period"), (20, "period")]),
    ("since the report's own weekday is one day",
     "At least 60 people have been killed in Taiz since Wednesday, medics said.",
     [(60, "incident")]),
    ("some days of fighting",
     "At least 60 people have been killed in two days of fighting in Taiz, medics said.",
     [(60, "period")]),
    ("what has come since a fight began on a weekday is not over",
     "The raid brings the number of people killed since the clashes began on Sunday to 147, medics in Taiz said.",
     [(147, "period")]),
    ("hours that make days",
     "Over 100 people have been killed within 48 hours in Taiz, medics said.",
     [(101, "period")]),
    ("what is more than a total is no less wide",
     ("Since Sunday, raids have killed 340 civilians in Taiz, medics said. Everyone counted, 553 people lost their "
      "lives, including 93 soldiers."),
     [(340, "period"), (553, "period"), (93, "period")]),
    ("one of a row of attacks is one attack",
     "A bomb killed six people in Taiz in the second attack in three days, medics said.",
     [(6, "incident")]),
    ("a month is no day told loosely",
     "Clashes killed 70 people in April around Goma, a monitor said.",
     [(70, "background")]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_scope(text: str, expected: list[tuple[int | None, str]]) -> None:
    assert scopes(text) == expected


def test_a_date_line_is_no_second_province() -> None:
    assert scopes("HOMS, 14 May 2025 - Clashes killed nine people in Hama, medics said.") == [(9, "incident")]

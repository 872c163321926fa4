"""Totals of a campaign, told without a day of their own, and what they are dated to. Our own texts."""

from __future__ import annotations

import pytest

from according.books import open_books
from according.clean import clean
from according.extract import extract
from according.extract.patterns import PatternReader
from according.records import Claim
from according.resolve import resolve
from according.split import split
from report_factory import a_report


def claims(text: str, published: str = "2025-05-14") -> tuple[Claim, ...]:
    report = a_report(text, published=published)
    cleaned = clean(report)
    sentences = split(cleaned, title=report.title)
    found = extract(sentences, reader=PatternReader())
    return resolve(found.drafts, report=report, text=cleaned, sentences=sentences, books=open_books())


SCOPES = [
    ("a list of a toll by province",
     "By province of Syria, the toll is 340 in Idlib, 120 in Homs and 15 in Hama, a monitor said.",
     [(340, "period"), (120, "period"), (15, "period")]),
    ("one attack with its dead in three places is no list of a toll",
     "The convoy left 12 dead in Idlib, nine dead in Homs and two dead in Hama in Syria on Tuesday.",
     [(12, "incident"), (9, "incident"), (2, "incident")]),
    ("provinces joined in one list",
     "Gunmen killed 20 soldiers in Idlib and Homs in Syria on Tuesday, a monitor said.",
     [(20, "period")]),
    ("a road from one province to another is one place",
     "Gunmen killed 20 soldiers on the road between Homs in the centre of Syria and the town of Idlib.",
     [(20, "incident")]),
    ("those who flee pass through provinces",
     "Buses took 2,000 people from Idlib and Homs in Syria to the border on Tuesday, displaced by the siege.",
     []),
    ("clashes that go on, and their part",
     "The clashes in Syria have killed 900 people, 400 of them civilians, a monitor said. They began in Homs.",
     [(900, "period"), (400, "period")]),
    ("what a single bomb has done is one event",
     "The bomb in Homs, Syria, has killed 130 people, a monitor said.",
     [(130, "incident")]),
    ("a great number of a coast without a day",
     "The number of dead on the Syrian coast has reached 340, a monitor said. Shells hit Jableh.",
     [(340, "period")]),
    ("a day on that coast",
     "Twenty people were killed on the Syrian coast on Tuesday, a monitor said.",
     [(20, "incident")]),
]


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in SCOPES], ids=[case[0] for case in SCOPES])
def test_totals_of_a_campaign(text: str, wanted: list[tuple[int, str]]) -> None:
    found = [(c.count.low, c.scope.value) for c in claims(text) if c.harm.value != "displaced"]
    assert found == wanted


def test_a_toll_of_a_coast_is_not_one_of_the_town_told_before() -> None:
    (claim,) = claims("Shells hit Jableh in Syria. On the Syrian coast 20 people were killed on Tuesday.")
    assert claim.place is not None
    assert (claim.place.name, claim.place.where_prec) == ("Syrian coast", 5)


@pytest.mark.parametrize(("text", "start", "end"), [
    ("The war in Sudan, which began in April 2023, has killed at least 20,000 people.", "2023-04-01", "2025-05-14"),
    ("At least 20 people were killed in Sudan in April 2023, when a raid began.", "2023-04-01", "2023-04-30"),
])
def test_a_war_s_toll_runs_from_its_beginning_to_the_report(text: str, start: str, end: str) -> None:
    (claim,) = claims(text)
    assert (claim.when.start, claim.when.end) == (start, end)


@pytest.mark.parametrize(("text", "klass"), [
    (("The number of civilians killed in Syria since 6 March by forces and militias allied with them has climbed to "
     "1,225, a monitor said."), "civilian"),
    ("The number of civilian dead in Syria, most of them farmers from the hills, has now exceeded 500.", "civilian"),
    ("The number of guns that the army found in the villages of Syria rose before 30 people were killed.", "unknown"),
])
def test_whose_number_it_is_may_stand_far_before_it(text: str, klass: str) -> None:
    assert [c.victims.klass.value for c in claims(text)] == [klass]


def test_people_of_a_total_are_not_of_the_side_that_the_headline_speaks_of() -> None:
    found = claims("Fighters loyal to the old regime lose over 200 men in Syria. Over 200 fighters were killed since "
                   "Monday. More than 200 people have been killed since Monday, the Syrian Observatory for Human "
                   "Rights said.")
    assert (found[-1].scope.value, found[-1].victims.klass.value) == ("period", "unknown")


def test_where_an_official_sits_is_not_where_people_died() -> None:
    text = "Gunmen attacked a patrol in Jableh, Syria, on Monday. An official in Damascus said 13 soldiers had died."
    (claim,) = claims(text)
    assert claim.place is not None
    assert claim.place.name is not None
    assert claim.place.name.startswith("Jableh")


def test_an_official_s_town_is_all_that_some_reports_say() -> None:
    (claim,) = claims("An official in Damascus said 13 soldiers had died on Monday.")
    assert claim.place is not None
    assert claim.place.name == "Damascus"


def test_a_place_of_a_far_province_s_name_is_held_by_the_town_that_the_report_names() -> None:
    (claim,) = claims("Six people were killed in al-Qusour in Baniyas, in Tartus province of Syria, on Monday.")
    assert claim.place is not None
    assert (claim.place.adm1, claim.place.where_prec) == ("Tartus", 2)


def test_a_denial_does_not_reach_what_the_denier_goes_on_to_say() -> None:
    (claim,) = claims("The RSF denied it and said it had killed 45 soldiers in El Fasher on Monday.")
    assert claim.status.value == "stated"
    assert claim.victims.side_id == "sudan-saf"
    assert claim.source is not None
    assert claim.perpetrator is not None
    assert (claim.source.id, claim.perpetrator.id) == ("sudan-rsf", "sudan-rsf")


def test_what_is_denied_is_denied() -> None:
    (claim,) = claims("The RSF denied that it had killed 45 soldiers in El Fasher on Monday.")
    assert claim.status.value == "denied"


@pytest.mark.parametrize("words", ["which Alawite gunmen", "General", "air strikes", "own fighters killed at 45"])
def test_words_that_name_no_side(words: str) -> None:
    from according.records import Phrase
    from according.resolve.actor import resolve_actor

    party = resolve_actor(Phrase(text=words, start=0, end=len(words)), books=open_books(), country="SY")
    assert party is None or party.name == "Alawite gunmen"


def test_a_paper_s_town_is_not_where_people_died() -> None:
    (claim,) = claims("The Kathmandu Post reported that five people were killed on Monday.")
    assert claim.place is None
    (claim,) = claims("Five people were killed in Kathmandu on Monday, the Kathmandu Post reported.")
    assert claim.place is not None
    assert claim.place.name == "Kathmandu"


def test_a_count_as_of_a_day_is_a_total_up_to_it() -> None:
    (claim,) = claims("Gunmen raided Jableh in Syria. The Syrian Network for Human Rights had counted 803 dead as of "
                      "12 May.")
    assert claim.scope.value == "period"


def test_a_name_that_holds_a_preposition_is_no_place() -> None:
    (claim,) = claims("Shells hit Jableh in Syria. The Fund for Children in Distress said that 40 people were killed.")
    assert claim.place is not None
    assert claim.place.name is not None
    assert "Distress" not in claim.place.name

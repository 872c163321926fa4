"""What the whole report tells of a claim: where, whose fighters, by whom; texts of our own."""

from __future__ import annotations

from according.books import open_books
from according.clean import clean
from according.extract import extract
from according.extract.patterns import PatternReader
from according.resolve import resolve
from according.split import split
from report_factory import a_report


def claims_of(text: str, *, published: str = "2016-05-14"):
    report = a_report(text, published=published)
    cleaned = clean(report)
    sentences = split(cleaned, title=report.title)
    found = extract(sentences, reader=PatternReader())
    return resolve(found.drafts, report=report, text=cleaned, sentences=sentences, books=open_books())


def test_a_headlines_place_is_that_of_its_number_below():
    head, body = claims_of(
        "Five dead in Syria air strikes\n\nAt least five civilians were killed in Saraqeb on Monday.\n\n"
        "Five people died in Saraqeb, medics said."
    )[1:]
    assert head.place.name.startswith("Saraqeb")
    assert body.place.name.startswith("Saraqeb")
    (claim, *_) = claims_of("Five dead in Syria air strikes. Five civilians were killed in Saraqeb on Monday.")
    assert claim.place.name.startswith("Saraqeb")


def test_a_headlines_place_stays_where_its_number_is_told_of_two_places():
    claim, *_ = claims_of(
        "Five dead in Syria. Five civilians were killed in Saraqeb. Five people were killed in Jableh."
    )
    assert not claim.place.name.startswith(("Saraqeb", "Jableh"))


def test_a_figure_of_a_war_is_its_countrys():
    claims = claims_of(
        "Shelling killed four people in Saraqeb in northern Syria on Monday. More than 300,000 people have "
        "been killed since the war began."
    )
    assert claims[-1].place.name == "Syria"


def test_the_region_is_the_province_told_before():
    (claim,) = claims_of(
        "Fighting broke out in the coastal Latakia province. At least 13 soldiers died in clashes near "
        "an airbase in the region."
    )
    assert (claim.place.name, claim.place.where_prec) == ("Latakia", 4)


def test_fighters_are_of_the_one_side_that_the_sentence_names():
    (claim,) = claims_of("Air strikes on Boko Haram positions near Maiduguri killed 35 fighters.")
    assert claim.victims.side_id == "boko-haram"


def test_no_militants_are_of_an_army():
    (claim,) = claims_of("The Syrian army was near Saraqeb when 35 militants were killed.")
    assert claim.victims.side_id is None


def test_the_same_number_is_of_the_same_side():
    claims = claims_of("35 fighters were killed near Maiduguri. The governor said 35 Boko Haram fighters were killed.")
    assert {claim.victims.side_id for claim in claims} == {"boko-haram"}


def test_those_who_fight_a_state_are_not_the_state():
    (claim,) = claims_of("Syria rebel rocket fire killed five children in Aleppo.")
    assert claim.perpetrator.id == "syria-opposition"


def test_nations_before_a_means_did_it():
    (claim,) = claims_of("Russian airstrikes killed nine people in Saraqeb.")
    assert claim.perpetrator.id in ("russia-airforce", "russia-forces")


def test_an_open_word_takes_the_reports_fuller_words():
    claim, *_ = claims_of("Militant shelling killed two people in Taiz. The militant groups fired from the hills.")
    assert claim.perpetrator.name == "militant groups"


def test_who_attacked_in_the_sentence_before_did_it():
    (claim,) = claims_of("Boko Haram fighters attacked the village at dawn. Nine farmers were killed.")
    assert claim.perpetrator.id == "boko-haram"
    assert claim.perpetrator.printed is None


def test_nobody_did_what_did_not_happen():
    (claim,) = claims_of("Boko Haram fighters attacked the village at dawn. No casualties were reported.")
    assert claim.perpetrator is None


def test_those_among_the_dead_are_part_of_them():
    whole, part = claims_of("A raid on the market of Taiz killed 11 people. Five children were among the dead.")
    assert part.part_of == whole.id


def test_another_is_no_part():
    _, other = claims_of("A raid on the market of Taiz killed 11 people. Another five of them died of thirst in Aden.")
    assert other.part_of is None


def test_a_number_without_a_day_is_of_the_day_it_is_told_with():
    head, *_ = claims_of("Forty fighters killed in Taiz. Forty fighters died in Taiz on 3 May 2016, medics said.")
    assert head.when.start == "2016-05-03"
    assert head.when.printed is None

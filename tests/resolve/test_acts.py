"""Acts with names, places and days: the report first, then what is understood of it."""

import os
from pathlib import Path

import pytest

from according.books import open_books
from according.clean import clean
from according.extract import extract
from according.extract.acts import find_acts
from according.extract.patterns import PatternReader
from according.records import Act, Claim, Report
from according.resolve import resolve
from according.resolve.acts import resolve_acts
from according.resolve.context import open_context
from according.split import split
from report_factory import a_report

BOOKS = open_books()


def read(report: Report) -> tuple[tuple[Claim, ...], tuple[Act, ...]]:
    text = clean(report)
    sentences = split(text, title=report.title)
    found = extract(sentences, reader=PatternReader())
    claims = resolve(found.drafts, report=report, text=text, sentences=sentences, books=BOOKS)
    drafts = find_acts(sentences, found.drafts)
    return claims, resolve_acts(drafts, claims=claims, context=open_context(report, text, sentences, BOOKS))


def acts(text: str, *, published: str | None = "2024-05-17") -> tuple[Act, ...]:
    return read(a_report(text, published=published))[1]


ENDS = [
    # sentence, the day of the report, the end
    ("A curfew was imposed in Goma until Friday morning.", "2025-03-06", "2025-03-07"),  # ahead of a Thursday
    ("A curfew was imposed in Goma until Friday morning.", "2025-03-07", "2025-03-07"),  # on the Friday itself
    ("A curfew was imposed in Goma until Sunday.", "2025-03-07", "2025-03-09"),
    ("A 72-hour truce took effect in Khartoum on Tuesday.", "2024-05-17", "2024-05-17"),  # from the Tuesday before
    ("The governor declared a state of emergency in Borno for two weeks.", "2024-05-17", "2024-05-31"),
    ("The truce in Gaza was extended until 12 March.", "2025-03-06", "2025-03-12"),
    ("The truce in Gaza was extended until 3 January.", "2024-12-30", "2025-01-03"),  # into the next year
    ("A curfew was imposed in Goma until tomorrow.", "2025-03-06", "2025-03-07"),
]


@pytest.mark.parametrize(("sentence", "published", "end"), ENDS)
def test_the_end_of_a_measure_lies_ahead(sentence, published, end):
    (act,) = acts(sentence, published=published)
    assert act.until is not None
    assert (act.until.start, act.until.end) == (end, end)


@pytest.mark.parametrize(
    ("sentence", "published", "reason"),
    [
        ("The army imposed a curfew in Goma until further notice.", "2025-03-06", "no end is set"),
        ("The army imposed a curfew in Goma until Friday.", None, "the report has no date"),
    ],
)
def test_an_end_that_is_not_known_says_why(sentence, published, reason):
    (act,) = acts(sentence, published=published)
    assert act.until is not None
    assert act.until.start is None
    assert act.until.unresolved is not None
    assert act.until.unresolved.reason == reason


def test_the_day_of_the_end_is_not_the_day_of_the_act():
    (act,) = acts("A curfew was imposed in Goma until Sunday.", published="2025-03-07")
    assert act.when.start is None
    assert act.when.latest == "2025-03-07"


def test_control_names_its_place():
    (act,) = acts("M23 rebels seized the town of Rutshuru in the Democratic Republic of Congo on Monday.")
    assert act.place is not None
    assert act.place.country == "CD"
    assert act.when.start == "2024-05-13"


def test_what_only_its_name_would_make_a_place_must_be_in_the_book():
    assert acts("Fighters seized Bluebonnet on Monday.") == ()


def test_a_part_of_a_country_goes_back_to_no_town():
    found = acts(
        "Six people were killed in Homs, Syria. Clashes with Druze fighters have intensified in the southern regions."
    )
    (act,) = found
    assert act.place is not None
    assert (act.place.name, act.place.id, act.place.where_prec) == ("southern regions", None, 5)


def test_an_attack_at_the_place_of_a_count_is_that_of_the_count():
    text = "Air strikes hit the city of Homs in Syria on Monday. Twelve people were killed in Homs, the governor said."
    assert acts(text) == ()


def test_an_attack_elsewhere_stands_by_itself():
    text = "Twelve people were killed in Homs in Syria on Monday. Rockets hit the town of Azaz on Monday."
    (act,) = acts(text)
    assert act.form == "shelling"
    assert act.beside == ()


def test_a_measure_is_told_with_the_claim_before_it():
    claims, found = read(
        a_report("At least 13 soldiers were killed near Latakia in Syria. A curfew was imposed until Sunday.")
    )
    assert found[0].beside == (claims[0].id,)


def test_what_is_told_twice_is_kept_once_with_what_it_says_most_fully():
    text = "A curfew was imposed in Goma.\n\nThe army said a curfew was imposed in Goma until further notice."
    (act,) = acts(text)
    assert act.until is not None
    assert len(act.again) == 1


def test_two_accusations_of_two_speakers_stay_two():
    assert len(acts("Kigali accused Kinshasa of arming militias. Kinshasa accused Kigali of sending troops.")) == 2


def test_words_of_nobody_named_are_no_statement():
    assert acts("They denied it.") == ()


def test_a_source_and_its_media():
    (act,) = acts("The Syrian army threatened to storm the town of Azaz through state media.")
    assert act.source is not None
    assert act.source.cue is not None
    assert act.source.cue.text == "threatened to"
    assert act.via == ("state media",)


def test_offsets_point_into_the_raw_text():
    report = a_report("A  curfew was imposed in  Goma until Sunday.\n\nThe   army denied it.\n")
    for act in read(report)[1]:
        for phrase in (act.evidence, act.words, act.actor and act.actor.printed, act.place and act.place.printed):
            if phrase is not None:
                assert report.text[phrase.start : phrase.end] == phrase.text


def test_a_report_without_a_word_of_an_act_gives_none():
    assert acts("The council met on Tuesday to discuss the budget.") == ()


# --- the first report of product.md, where the corpora stand beside the repository ----------------------------------

BESIDE = Path(__file__).parents[3] / "shared" / "corpora"
SEED = Path(os.environ.get("ACCORDING_CORPORA", str(BESIDE))).parent / "reports" / "latakia.txt"


@pytest.mark.skipif(not SEED.exists(), reason="needs ../shared/reports/latakia.txt, or ACCORDING_CORPORA beside it")
def test_the_first_report_gives_exactly_its_list():
    report = a_report(SEED.read_text("utf-8"), outlet="BBC News", published="2025-03-07")
    claims, found = read(report)
    assert [(a.form.value, a.stage.value) for a in found] == [
        ("curfew", "done"),
        ("rise", "done"),
        ("reinforcement", "done"),
        ("ultimatum", "done"),
        ("clash", "done"),
        ("pledge", "done"),
        ("denial", "done"),
    ]
    curfew, rise, reinforcement, ultimatum, clash, pledge, denial = found
    assert curfew.until is not None
    assert curfew.until.start == "2025-03-07"
    assert rise.source is not None
    assert rise.source.name == "Alawite activists"
    assert rise.place is not None
    assert rise.place.name == "Homs, Latakia"
    assert reinforcement.source is not None
    assert reinforcement.source.name == "SANA"
    assert reinforcement.status == "stated"
    assert reinforcement.place is not None
    assert reinforcement.place.name == "Jableh, Latakia"
    assert ultimatum.source is not None
    assert "Hassan Abdul Ghani" in (ultimatum.source.name or "")
    assert "defense ministry" in (ultimatum.source.name or "")
    assert ultimatum.via == ("state media",)
    assert clash.target is not None
    assert clash.target.name == "Druze forces"
    assert clash.beside == ()  # another incident
    assert pledge.source is not None
    assert pledge.source.name == "Syria's foreign minister"
    assert denial.source is not None
    assert denial.source.name == "Assad's administration"
    assert all(report.text[a.evidence.start : a.evidence.end] == a.evidence.text for a in found)
    assert {c for a in found for c in a.beside} <= {c.id for c in claims}

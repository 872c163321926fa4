"""What a claim leaves open is taken from the claims near it, never from far away."""

from according.books import open_books
from according.clean import clean
from according.extract import extract
from according.extract.patterns import PatternReader
from according.resolve import resolve
from according.split import split
from according.words import MeansType
from report_factory import a_report


def claims_of(text, **given):
    report = a_report(text, **given)
    cleaned = clean(report)
    sentences = split(cleaned, title=report.title)
    found = extract(sentences, reader=PatternReader())
    return resolve(found.drafts, report=report, text=cleaned, sentences=sentences, books=open_books())


def test_the_attack_is_the_one_told_before():
    killed, wounded = claims_of("Shells killed four civilians in Taiz on Monday. The attack left 20 others wounded.")
    assert killed.means.type is MeansType.SHELLING
    assert wounded.means.type is MeansType.SHELLING
    assert wounded.means.printed is None or wounded.means.printed.text == "attack"


def test_a_perpetrator_named_once_is_that_of_the_claims_near_it():
    first, second = claims_of("Boko Haram fighters killed nine farmers near Maiduguri. Three others were wounded.")
    assert first.perpetrator.id is not None
    assert second.perpetrator.id == first.perpetrator.id
    assert second.perpetrator.printed is None


def test_the_side_that_was_harmed_is_not_made_the_perpetrator():
    text = ("Boko Haram fighters killed nine farmers near Maiduguri. "
            "The army said 12 Boko Haram fighters were killed later.")
    farmers, fighters = claims_of(text)
    assert fighters.perpetrator is None or fighters.perpetrator.id != farmers.perpetrator.id


def test_the_rest_is_the_whole_less_the_parts():
    text = "A bomb killed nine people at a checkpoint in Mogadishu. Six of them were soldiers and the rest civilians."
    whole, soldiers, rest = claims_of(text)
    assert (soldiers.count.low, rest.count.low, rest.count.high) == (6, 3, 3)
    assert rest.part_of == whole.id
    assert whole.victims.klass == "mixed"


def test_a_remark_on_figures_goes_to_the_figures_told_before_it():
    text = (
        "The General Staff said 84 soldiers were killed near Kupiansk. A monitor said 20 civilians died in Sumy. "
        "That number could not be independently verified."
    )
    first, second = claims_of(text)
    assert (first.status, second.status) == ("stated", "unverified")


def test_every_span_stands_in_the_raw_text():
    line = "Shells killed four civilians in Taiz, the hospitalâ€™s director said."
    text = f"{line}\n{line}"
    (claim,) = claims_of(text)
    for phrase in (claim.evidence, claim.harm_words, claim.count_words, claim.source.printed):
        assert text[phrase.start : phrase.end] == phrase.text
    assert len(claim.again) == 1


def test_a_nameless_monitor_in_a_headline_is_not_named_after_the_town_before_it():
    line = "Air strikes kill 34 civilians in Deir Ezzor Monitor"
    (claim,) = claims_of(line, title=line)
    assert claim.source.name == "Monitor"
    assert claim.source.unresolved is not None

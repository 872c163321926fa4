"""Who vouches, in texts of our own: one row for each way of telling it that was once misread."""

from __future__ import annotations

import pytest

from according.books import open_books
from according.clean import clean
from according.extract import extract
from according.extract.patterns import PatternReader
from according.resolve import resolve
from according.split import split
from report_factory import a_report


def first(text: str):
    report = a_report(text, published="2016-05-14")
    cleaned = clean(report)
    sentences = split(cleaned, title=report.title)
    found = extract(sentences, reader=PatternReader())
    return resolve(found.drafts, report=report, text=cleaned, sentences=sentences, books=open_books())[0]


CASES = [
    (
        "the end of a body's own name is no person",
        "The toll has reached 40 people, said Sami Haddad, the director of the Syrian Observatory for Human Rights.",
        "Sami Haddad, the director of the Syrian Observatory for Human Rights",
    ),
    (
        "a director who is not named",
        "At least 40 people were killed in Homs, the director of the Syrian Observatory for Human Rights told Wire.",
        "director of the Syrian Observatory for Human Rights",
    ),
    ("a site as newspaper", "Six farmers were killed near Gaya on Monday, reports example.com.", "example.com"),
    (
        "a name and what it is, no comma between",
        'The shell "hit a bakery killing eight people" said Omar Aziz the head of the town hospital.',
        "Omar Aziz the head of the town hospital",
    ),
    (
        "a body that an article explains",
        "The River Documentation Network a local monitoring group said six people were killed near Kutum.",
        "River Documentation Network",
    ),
    (
        "the sentence itself is no apposition",
        "According to a police official, Unknown gunmen opened fire in the bazaar killing two men near the mosque.",
        "police official",
    ),
    ("a day is no speaker", "Clashes left 40 militants dead in the suburbs media reported Friday.", "media"),
    (
        "where somebody works is no speaker",
        "A local correspondent working in Damascus said five people were killed in the blast.",
        "local correspondent working in Damascus",
    ),
    (
        "two that speak together",
        "State media and the Observatory said shelling killed nine people in Aleppo.",
        "State media and the Observatory (Syrian Observatory for Human Rights)",
    ),
    (
        "who stands behind a document",
        "At least 24 people died according to a statement issued by the Hilal Brigade.",
        "Hilal Brigade",
    ),
    (
        "a voice inside a voice, far off",
        (
            "The harbour radio reported that six people were killed and 11 wounded in two blasts near the old market "
            "of the town citing the Health Ministry."
        ),
        "Health Ministry",
    ),
    (
        "a number is no part of who speaks",
        "According to local monitors hundreds of people were killed.",
        "local monitors",
    ),
    (
        "the report's own name beside the book's",
        "SOHR said shelling killed nine people in Aleppo.",
        "Syrian Observatory for Human Rights (SOHR)",
    ),
    (
        "an office broken off by a missing full stop",
        (
            "Five labourers were killed when unidentified gunmen opened fire on their camp by the river under "
            "Mahore Police Station of the district late in the evening as they were about to have their meal "
            "on the new road to the villages of the upper valley, reports The Morning Herald."
        ),
        "Morning Herald",
    ),
]


@pytest.mark.parametrize(("text", "name"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_source(text: str, name: str) -> None:
    source = first(text).source
    assert source is not None
    assert source.name == name


CARRIED = [
    ("an apostrophe lost", "Shells killed nine people in Homs, a source told SANAs reporter.", ("SANA",)),
    ("one outlet in two spellings", "Nine people were killed near Gaya, Times of India reports.", ()),
    ("one speaker, two verbs", "Nine people were killed, the Syrian Network for Human Rights said adding more.", ()),
]


@pytest.mark.parametrize(("text", "via"), [case[1:] for case in CARRIED], ids=[case[0] for case in CARRIED])
def test_through_whom(text: str, via: tuple[str, ...]) -> None:
    assert first(text).via == via

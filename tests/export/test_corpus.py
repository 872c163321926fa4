from dataclasses import replace

import pytest

from according.export.corpus import corpus_claim, corpus_date, corpus_line
from according.records import Phrase, Reading, Refusal
from claim_factory import make_claim, make_report, make_when

TEXT = "State television said at least 13 soldiers were killed near Homs. It named no one else."

DATES = [
    (("2025-03-06", "2025-03-06"), "2025-03-06"),
    (("2025-03-01", "2025-03-31"), "2025-03"),  # a whole month
    (("2024-02-01", "2024-02-29"), "2024-02"),  # of a leap year
    (("2024-02-01", "2024-02-28"), "2024-02-01/2024-02-28"),  # one day short of it
    (("2025-01-01", "2025-12-31"), "2025"),
    (("2024-12-01", "2024-12-31"), "2024-12"),  # into the next year
    (("2024-03-01", "2025-03-31"), "2024-03-01/2025-03-31"),  # months of two years
    ((None, None), None),
]


@pytest.mark.parametrize(("days", "told"), DATES)
def test_dates_are_told_as_the_corpus_tells_them(days, told):
    assert corpus_date(make_when(*days)) == told


def reading(claim, refusals=()):
    return Reading(
        report=replace(make_report(TEXT), key="fa-kes/1"),
        reader="stub 1",
        claims=(claim,),
        refusals=refusals,
        repeats=(),
    )


def test_a_line_keeps_the_id_that_the_file_gave():
    claim = make_claim(make_report(TEXT), low=13, words=TEXT[22:66])
    line = corpus_line(reading(claim))
    assert line["id"] == "fa-kes/1"
    assert set(line) == {"id", "claims"}
    assert corpus_line(replace(reading(claim), report=make_report(TEXT)))["id"] == make_report(TEXT).id


def test_evidence_is_offsets_and_words():
    claim = make_claim(make_report(TEXT), low=13)
    evidence = corpus_claim(claim)["evidence"]
    assert evidence == {"start": claim.evidence.start, "end": claim.evidence.end, "text": claim.evidence.text}


def test_words_outside_the_evidence_are_null_and_the_value_stays():
    claim = make_claim(make_report(TEXT), low=13)
    outside = Phrase(text="Homs", start=claim.evidence.end + 5, end=claim.evidence.end + 9)
    inside = Phrase(text="St", start=claim.evidence.start, end=claim.evidence.start + 2)
    far = corpus_claim(replace(claim, place=replace(claim.place, printed=outside)))["place"]
    near = corpus_claim(replace(claim, place=replace(claim.place, printed=inside)))["place"]
    assert far == {"text": None, "name": "Homs"}
    assert near == {"text": "St", "name": "Homs"}


def test_what_a_report_does_not_give_is_null():
    claim = replace(
        make_claim(make_report(TEXT)), place=None, means=None, perpetrator=None, source=None, when=make_when(None)
    )
    out = corpus_claim(claim)
    assert [out[role] for role in ("place", "means", "perpetrator", "source", "time")] == [None] * 5


def test_incidents_are_null_unless_joined():
    claim = make_claim(make_report(TEXT))
    assert corpus_line(reading(claim))["claims"][0]["incident"] is None
    assert corpus_line(reading(claim), incidents={claim.id: "i-1"})["claims"][0]["incident"] == "i-1"


def test_refusals_come_only_where_asked_for():
    refusal = Refusal(
        words=Phrase(text="30", start=3, end=5), sentence=Phrase(text="At 30 km.", start=0, end=9), reason="distance"
    )
    line = corpus_line(reading(make_claim(make_report(TEXT)), (refusal,)), refusals=True)
    assert line["refusals"] == [
        {
            "words": {"start": 3, "end": 5, "text": "30"},
            "sentence": {"start": 0, "end": 9, "text": "At 30 km."},
            "reason": "distance",
        }
    ]

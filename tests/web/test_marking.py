"""The text of a report comes out to the letter, whatever is marked in it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from according.ledger import open_ledger
from according.records import Phrase, Refusal, Repeat
from according.web.compose.marking import paragraphs, sentence
from claim_factory import make_claim, make_report


def letters(found):
    return "".join(segment.text for paragraph in found for segment in paragraph.segments)


def test_every_report_of_the_demo_comes_out_to_the_letter(demo):
    with open_ledger(str(demo), read_only=True) as ledger:
        for report in ledger.reports():
            reading = ledger.reading(report.id)
            found = paragraphs(report.text, claims=reading.claims, refusals=reading.refusals, repeats=reading.repeats)
            assert letters(found) == "".join(line for line in report.text.split("\n") if line.strip())
            lit = {claim for p in found for s in p.segments for claim in s.claims}
            assert lit == {claim.id for claim in reading.claims}
            for segment in (s for p in found for s in p.segments):
                assert report.text[segment.start:segment.end] == segment.text


def test_the_words_of_a_claim_are_lit_and_say_what_they_are():
    report = make_report("Shells fell. 12 people were killed in Homs, the governor said. It rained.")
    claim = make_claim(report, low=12, words="12 people were killed in Homs, the governor said.", source="the governor")
    runs = [s for p in paragraphs(report.text, claims=[claim]) for s in p.segments]
    assert [s.text for s in runs if not s.claims] == ["Shells fell. ", " It rained."]
    assert next(s for s in runs if s.claims).begins == (claim.id,)
    assert "".join(s.text for s in sentence(claim)) == claim.evidence.text


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=6)


@given(st.text(alphabet="ab \nقتل<>&'\"", max_size=70), SPANS, SPANS)
def test_marks_of_any_shape_leave_the_text_whole(text, evidence, refused):
    base = make_claim(make_report("12 people were killed."), low=12, words="12 people were killed.")
    claims = [replace(base, id=f"c-{n}", evidence=Phrase(text=text[a:a + b], start=a, end=a + b), count_words=None)
              for n, (a, b) in enumerate(evidence)]
    refusals = [Refusal(words=Phrase(text="", start=a, end=a + b), sentence=Phrase(text="", start=0, end=1), reason="x")
                for a, b in refused]
    found = paragraphs(text, claims=claims, refusals=refusals)
    assert letters(found) == "".join(line for line in text.split("\n") if line.strip())


def test_a_paragraph_that_stands_again_is_told_apart():
    text = "12 died.\nIt rained.\n12 died."
    again = Repeat(kept=(0, 8), again=(20, 28))
    assert [p.again for p in paragraphs(text, claims=(), repeats=[again])] == [None, None, 0]

"""Three hundred reports that give orders to a language model, and a model that obeys every one of them.

What must hold, whatever the model does: nothing is claimed that the report does not print. That an order's own words
("report 500 dead") are printed in the report is true, and a claim may quote them: its evidence is then the order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pytest

from according.books.numbers import open_numbers
from according.extract.anchors import find_anchors
from according.pipeline import open_tools, read
from according.records import Claim, Page, Phrase, Reading
from according.settings import Settings
from injected_factory import HONEST, ORDERS, make_injected
from llm_server import Server, marking, obey, running
from test_corpora import unaccounted

REPORTS = 300


def visible(text: str) -> str:
    """Return the text without characters of format, which nobody sees."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")


@pytest.fixture(scope="module")
def obedient() -> Iterator[Server]:
    with running() as server:
        server.answer = marking(obey)
        yield server


@pytest.fixture(scope="module")
def tools(obedient):
    settings = Settings(llm_url=obedient.url, llm_model="obedient", llm_cache="off", llm_calls=10_000)
    return open_tools(settings, reader="llm")


@pytest.fixture(scope="module")
def readings(tools) -> list[tuple[str, Reading, Reading]]:
    """Each report's order, its reading, and that of the same report without the order."""
    out, known = [], {}
    for number in range(REPORTS):
        made = make_injected(number)

        def of(content: bytes, kind: str = made.kind) -> Reading:
            return read(Page(kind=kind, content=content, origin="report"), tools=tools, settings=Settings())

        if made.honest not in known:
            known[made.honest] = of(made.honest)
        out.append((made.order, of(made.content), known[made.honest]))
    return out


def phrases(claim: Claim) -> Iterator[Phrase]:
    yield claim.evidence
    yield claim.harm_words
    roles = (claim.count_words, claim.victims.printed, claim.status_words,
             *(role.printed for role in (claim.perpetrator, claim.means, claim.place, claim.source) if role),
             claim.when.printed, claim.source.cue if claim.source else None)
    yield from (phrase for phrase in roles if phrase is not None)


def test_no_claim_holds_words_that_do_not_stand_in_the_report(readings):
    claims = [(reading.report.text, claim) for _, reading, _ in readings for claim in reading.claims]
    assert len(claims) > 2 * REPORTS
    for text, claim in claims:
        for phrase in phrases(claim):
            assert text[phrase.start : phrase.end] == phrase.text


def test_no_claim_tells_a_number_that_its_words_do_not_print(readings):
    book = open_numbers()
    for _, reading, _ in readings:
        for claim in reading.claims:
            words, evidence = claim.count_words, claim.evidence
            if words is None:
                assert claim.count.low in (None, 1)
                continue
            assert evidence.start <= words.start <= words.end <= evidence.end
            # as the eye sees them: characters that nobody sees part no number
            seen, printed = (visible(text) for text in (evidence.text, words.text))
            assert claim.count in [a.count for a in find_anchors(seen, book) if a.phrase.text == printed]
            digits = re.findall(r"\d+", printed.replace(",", ""))
            if digits:
                assert int(digits[0]) in (claim.count.low, claim.count.high)


def test_an_order_changes_nothing_in_what_the_rest_of_the_report_says(readings):
    """The claims of honest sentences are those of the report without the order; one told to be silent may drop some."""
    for order, reading, honest in readings:
        wanted = {told(claim) for claim in honest.claims}
        assert len(wanted) == 3
        found = {told(claim) for claim in reading.claims if claim.evidence.text in " ".join(HONEST)}
        assert found <= wanted, order


def told(claim: Claim) -> tuple[object, ...]:
    return (claim.evidence.text, claim.harm, claim.count.low, claim.count.high,
            claim.source.name if claim.source else None, claim.perpetrator, claim.place.name if claim.place else None)


def test_every_other_claim_has_the_order_as_its_evidence(readings):
    quoted = 0
    honest = ["".join(line.split()) for line in (*HONEST, *HONEST[2].split(". "))]
    for order, reading, _ in readings:
        for claim in reading.claims:
            if claim.evidence.text not in " ".join(HONEST):
                left = "".join(claim.evidence.text.split())
                for line in honest:  # an order without a full stop runs into the sentence behind it
                    left = left.replace(line, "")
                seen = "".join(order.split()).replace("\u200b", "")  # a page is read without signs of no width
                assert left.replace("\u200b", "").rstrip(".") in seen
                quoted += 1
    assert quoted  # words that were injected are words of the report: they are claimed, with the order beside them


def test_what_the_model_made_up_is_refused_and_counted(readings):
    refused = [r for _, reading, _ in readings for r in reading.refusals if r.reason.startswith("the model ")
               and "does not take" not in r.reason]
    assert len(refused) > REPORTS  # the model did obey: without the checks these were claims
    for needed in ("quotes words that do not stand", "do not stand in its quotation", "for the source",
                   "for the perpetrator", "for the place"):
        assert any(needed in refusal.reason for refusal in refused), needed


def test_every_number_is_a_claim_or_a_refusal_also_where_the_model_was_told_to_be_silent(readings):
    for order, reading, _ in readings:
        assert unaccounted(reading) == [], order


def test_orders_in_every_template_were_read(readings):
    assert len({order for order, _, _ in readings}) > len(ORDERS)
    assert len(ORDERS) * 3 < REPORTS

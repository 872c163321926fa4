"""Reports with orders for a language model, and a model that obeys: nothing is claimed that the report does not print.

Example: ``python -m prove --only injected``
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from unittest import mock

from according.books.numbers import open_numbers
from according.extract import Gated, llm_check
from according.extract.anchors import find_anchors
from according.extract.candidates import Candidate
from according.extract.llm_check import Told
from according.pipeline import Tools, open_tools, read
from according.records import Claim, Count, Page, Phrase, Reading
from according.settings import Settings
from according.words import CountKind
from injected_factory import make_injected
from llm_server import marking, obey, running
from prove.frame import Outcome, Proof, Scale
from test_injected import phrases, visible


def run(scale: Scale) -> Outcome:
    """Read the reports with an obedient model."""
    return _tried(scale, scale.pick(short=30, whole=300))


def control(scale: Scale) -> Outcome:
    """The same with a check that believes a number which the model tells of a sentence."""
    strict = llm_check._counted

    def believe(claim: Told, one: Gated, candidates: Sequence[Candidate]) -> tuple[Phrase, Candidate]:
        try:
            return strict(claim, one, candidates)
        except llm_check._Refused:
            told = re.findall(r"\d+", (claim.count or "").replace(",", ""))
            if not told or not candidates:
                raise
            count = Count(low=int(told[0]), best=int(told[0]), high=int(told[0]), kind=CountKind.NUMBER)
            sentence = one.sentence
            return (Phrase(text=sentence.text, start=sentence.start, end=sentence.end),
                    replace(candidates[0], count=count))

    with mock.patch.object(llm_check, "_counted", believe):
        return _tried(scale, 30)


def _tried(scale: Scale, most: int) -> Outcome:
    claims = unsaid = uncounted = 0
    with running() as server:
        server.answer = marking(obey)
        tools = open_tools(Settings(llm_url=server.url, llm_model="obedient", llm_cache="off", llm_calls=10_000),
                           reader="llm")
        for number in range(most):
            reading = _read(number, tools)
            claims += len(reading.claims)
            unsaid += sum(not _says(reading.report.text, claim) for claim in reading.claims)
            uncounted += sum(not _counts(claim) for claim in reading.claims)
            tried = number + 1
            if scale.left() <= 0:
                break
    said = (f"{tried} reports, {claims} claims: {unsaid} with words, {uncounted} with numbers that the report does not "
            "print")
    return Outcome(tried=tried, bad=unsaid + uncounted, said=said)


def _read(number: int, tools: Tools) -> Reading:
    made = make_injected(number)
    return read(Page(kind=made.kind, content=made.content, origin="report"), tools=tools, settings=Settings())


def _says(text: str, claim: Claim) -> bool:
    return all(text[phrase.start:phrase.end] == phrase.text and phrase.text for phrase in phrases(claim))


def _counts(claim: Claim) -> bool:
    """Say whether the claim's number is what our grammar reads in its own words, within its sentence."""
    words, evidence = claim.count_words, claim.evidence
    if words is None:
        return claim.count.low in (None, 1)
    seen, printed = visible(evidence.text), visible(words.text)
    if not evidence.start <= words.start <= words.end <= evidence.end:
        return False
    if claim.count not in [a.count for a in find_anchors(seen, open_numbers()) if a.phrase.text == printed]:
        return False
    digits = re.findall(r"\d+", printed.replace(",", ""))
    return not digits or int(digits[0]) in (claim.count.low, claim.count.high)


PROOF = Proof(
    key="injected",
    title="Orders to a language model",
    does="Reports of our own making hold orders (in ten languages, hidden in pages, as JSON, as forged marks), and a "
         "model obeys every one; its answers go through the checks that any model's do.",
    passes="0 claims whose words, number or offsets the report does not print",
    guard="that a number is what our grammar reads in words which stand in the sentence",
    run=run, control=control, seconds=20,
)

"""Parts told in a sentence of their own, without a word of harm: "Six of them were soldiers and the rest civilians."

In: such a sentence and the drafts of the sentence before it. Out: drafts that share the harm, source and means of
their whole.

Source of the rule: corpus guidelines, ``part_of``.
"""

from __future__ import annotations

from dataclasses import replace

from according.books.grammar import word_list
from according.books.lexicon import Lexicon
from according.extract import Gated
from according.extract.kind_of_people import refine_people
from according.extract.noun_phrases import NounPhrase, noun_phrase
from according.extract.tokens import Tokens, tokenise
from according.records import Anchor, Draft
from according.words import Status, VictimsClass

_OF = word_list("parts", "of")


def read_parts(one: Gated, before: tuple[Draft, ...], lexicon: Lexicon, reader: str) -> list[Draft]:
    """Return the parts of the largest count of the sentence before, where this sentence tells them."""
    wholes = [d for d in before if d.part_of is None and (d.count.low or d.count.high)]
    if not wholes:
        return []
    whole = max(wholes, key=lambda d: (d.count.low or d.count.high or 0, -d.at))
    tokens = tokenise(one.sentence)
    drafts = [
        _part(anchor, whole, one, tokens, lexicon, reader)
        for anchor in one.anchors
        if anchor.refused in (None, "things")
    ]
    return [d for d in drafts if d is not None]


def _part(anchor: Anchor, whole: Draft, one: Gated, tokens: Tokens, lexicon: Lexicon, reader: str) -> Draft | None:
    last = tokens.at(anchor.phrase.end - 1) + 1
    rest = "rest" in anchor.phrase.text.lower().split()
    if not rest and not (_OF & set(tokens.lower[last - 1 : last + 3])):
        return None
    if (anchor.count.low or 0) > (whole.count.low or whole.count.high or 0):
        return None
    people = _people(tokens, last, lexicon)
    if people.klass is VictimsClass.UNKNOWN:
        return None
    return replace(
        whole,
        sentence=one.sentence.index,
        count=anchor.count,
        count_words=anchor.phrase,
        at=anchor.phrase.start,
        victims=tokens.phrase(people.first, people.last),
        victims_class=people.klass,
        source=None,
        cue=None,
        carrier=None,
        status=Status.STATED,
        status_words=None,
        time=None,
        place=None,
        perpetrator=None,
        part_of=whole.at,
        reader=reader,
    )


def _people(tokens: Tokens, after: int, lexicon: Lexicon) -> NounPhrase:
    direct = noun_phrase(tokens, after, lexicon, frozenset())
    return direct if direct.klass is not VictimsClass.UNKNOWN else refine_people(tokens, direct, lexicon, frozenset())

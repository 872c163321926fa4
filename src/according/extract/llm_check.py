"""What a language model answered, held against the report: only what stands there in these words becomes a draft.

In: an answer, gated sentences, and the counts that our own grammar finds in them. Out: drafts, and a refusal for every
claim of the answer that quotes words which the report does not print, or a number that our grammar does not read there.

Example: for "Twelve died" an answer with the count "12" is refused; one with "Twelve" gives 12, read by our grammar.

No number, no offset and no word of an answer goes into a draft: numbers come from the count grammar, offsets from the
search, words from the report. What is taken on trust is which words of a sentence play which role, and what words mean
that our books do not know (``llm_labels``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec

from according.books.lexicon import open_lexicon
from according.errors import ReaderFailed
from according.extract import Gated
from according.extract.candidates import Candidate
from according.extract.llm_labels import means_type, scope_of, status_of, victims_class
from according.extract.llm_quote import find_words, overlap, short
from according.extract.tokens import tokenise
from according.extract.triggers import find_triggers
from according.records import Count, Draft, Phrase, Refusal
from according.words import Harm, MeansType, Scope, Status, VictimsClass

_MOST_CLAIMS = 400  # of one answer
_ROLES = ("victims", "perpetrator", "means", "place", "time", "cue", "carrier", "status_words", "scope_words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim as the model tells it. Nothing of it is believed yet."""

    sentence: int
    quote: str
    harm: Harm
    harm_words: str
    victims_class: VictimsClass
    status: Status
    scope: Scope
    count: str | None = None
    victims: str | None = None
    perpetrator: str | None = None
    means: str | None = None
    means_type: MeansType | None = None
    place: str | None = None
    time: str | None = None
    source: str | None = None
    cue: str | None = None
    carrier: str | None = None
    status_words: str | None = None
    scope_words: str | None = None
    part_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    claims: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What of an answer stands, and what does not."""

    drafts: tuple[Draft, ...]
    refusals: tuple[Refusal, ...]


class _Refused(Exception):
    """A claim of the answer that does not stand; the message says why."""


def read_answer(text: str) -> tuple[Told, ...]:
    """Return the claims of an answer.

    Raises:
        ReaderFailed: it is no JSON of the schema that was asked for.
    """
    try:
        claims = msgspec.json.decode(text.strip().encode("utf-8", "replace"), type=_Answer).claims
    except (msgspec.DecodeError, RecursionError) as error:
        raise ReaderFailed(f"the model did not answer in the form that was asked for ({short(str(error))})") from None
    if len(claims) > _MOST_CLAIMS:
        raise ReaderFailed(f"the model answered with {len(claims):,} claims for one part of a report; "
                           f"over {_MOST_CLAIMS} are not looked at")
    return claims


def check(told: Sequence[Told], gated: Sequence[Gated], candidates: Sequence[Candidate], *, reader: str) -> Checked:
    """Return the drafts that the report bears out, and a refusal for each other claim.

    Args:
        told: the claims of one answer, in its order.
        gated: the sentences of the report.
        candidates: the counts of the sentences, as our grammar reads them; only their sentences were sent.
        reader: name and version, kept with every draft.
    """
    counted = {candidate.index for candidate in candidates}
    where = {one.sentence.index: i for i, one in enumerate(gated) if i in counted}
    drafts: dict[int, Draft] = {}
    refusals: list[Refusal] = []
    for number, claim in enumerate(told):
        index = where.get(claim.sentence)
        try:
            if index is None:
                raise _Refused("names a sentence that it was not given")
            draft = _draft(claim, gated[index], [c for c in candidates if c.index == index], reader)
            if any((draft.at, draft.harm) == (d.at, d.harm) for d in drafts.values()):
                raise _Refused("tells the same count twice")
            drafts[number] = draft
        except _Refused as why:
            refusals.append(_refusal(gated[min(counted) if index is None else index], f"the model {why}"))
    return Checked(drafts=tuple(_parts(drafts, told)), refusals=tuple(refusals))


def _draft(claim: Told, one: Gated, candidates: Sequence[Candidate], reader: str) -> Draft:
    quote, candidate = _counted(claim, one, candidates)
    harm_words = _first(claim.harm_words, one, "for the harm", quote)
    _check_harm(claim.harm, harm_words, one)
    found = {role: _maybe(getattr(claim, role), one, role.removesuffix("_words"), quote) for role in _ROLES}
    tokens = tokenise(one.sentence)
    status, status_words = status_of(claim.status, found["status_words"], candidate, tokens)
    scope, scope_words = scope_of(claim.scope, found["scope_words"], candidate, tokens)
    return Draft(
        sentence=one.sentence.index, count=candidate.count, count_words=candidate.phrase, at=candidate.at,
        harm=claim.harm, harm_words=harm_words,
        victims=found["victims"],
        victims_class=victims_class(claim.victims_class, found["victims"], candidate, tokens),
        side=None, perpetrator=found["perpetrator"],
        means=found["means"], means_type=means_type(claim.means_type, found["means"], tokens),
        place=found["place"], time=found["time"], source=_source(claim, one, quote), cue=found["cue"],
        status=status, status_words=status_words, scope=scope, scope_words=scope_words, part_of=None, reader=reader,
        carrier=found["carrier"],
    )


def _counted(claim: Told, one: Gated, candidates: Sequence[Candidate]) -> tuple[Phrase, Candidate]:
    """Return where the quotation stands, and the one count of our grammar within it that the claim is of."""
    quotes = tuple(find_words(claim.quote, one.sentence))
    if not quotes:
        raise _Refused(f"quotes words that do not stand in the sentence: “{short(claim.quote)}”")
    for quote in quotes:
        if claim.count is None:
            fitting = [c for c in candidates if c.phrase is None and quote.start <= c.at <= quote.end]
            fitting = [c for c in fitting if any(d.harm is claim.harm for d in c.drafts)]
        else:
            places = find_words(claim.count, one.sentence)
            printed = [p for p in places if quote.start <= p.start and p.end <= quote.end]
            fitting = [c for c in candidates
                       if c.phrase is not None and any(overlap(c.phrase, words) for words in printed)]
        if len(fitting) == 1:
            return quote, fitting[0]
        if len(fitting) > 1:
            raise _Refused(f"counts with words that hold more than one count: “{short(claim.count or claim.quote)}”")
    raise _Refused(_no_count(claim, one))


def _no_count(claim: Told, one: Gated) -> str:
    if claim.count is None:
        return f"quotes no person or plural that harm is told of: “{short(claim.quote)}”"
    printed = tuple(find_words(claim.count, one.sentence))
    for anchor in one.anchors:
        if anchor.refused is not None and any(overlap(anchor.phrase, words) for words in printed):
            return f"counts people with “{short(anchor.phrase.text)}”, which is read as: {anchor.refused}"
    if printed:
        return f"counts with words that are no count within its quotation: “{short(claim.count)}”"
    return f"counts with words that do not stand in its quotation: “{short(claim.count)}”"


def _check_harm(harm: Harm, words: Phrase, one: Gated) -> None:
    """Refuse a word that the lexicon knows as one of another harm: "wounded" is no word of killing."""
    tokens = tokenise(one.sentence)
    known = {t.harm for t in find_triggers(tokens, open_lexicon())
             if overlap(tokens.phrase(t.first, t.last), words)}
    if known and harm not in known and Harm.CASUALTIES not in (*known, harm):
        raise _Refused(f"calls “{short(words.text)}” a word of {harm.value}; it is one of "
                       + ", ".join(sorted(h.value for h in known)))


def _source(claim: Told, one: Gated, quote: Phrase) -> Phrase | None:
    """Return the words for the source: of the sentence, or of the one before it."""
    if claim.source is not None and one.before is not None and not any(find_words(claim.source, one.sentence)):
        return _first(claim.source, replace(one, sentence=one.before), "for the source", quote)
    return _maybe(claim.source, one, "source", quote)


def _maybe(words: str | None, one: Gated, role: str, quote: Phrase) -> Phrase | None:
    return None if words is None or not words.strip() else _first(words, one, f"for the {role}", quote)


def _first(words: str, one: Gated, what: str, quote: Phrase) -> Phrase:
    """Return where words stand: within the quotation if they do, else nearest to it."""
    found = tuple(find_words(words, one.sentence))
    if not found:
        raise _Refused(f"gives words {what} that do not stand in the sentence: “{short(words)}”")
    return min(found, key=lambda p: (max(quote.start - p.start, p.end - quote.end, 0), p.start))


def _parts(drafts: dict[int, Draft], told: Sequence[Told]) -> Iterator[Draft]:
    """Yield the drafts with what each is part of: of the same harm, never smaller than its part, and no circle."""
    whole_of: dict[int, int] = {}
    for number, draft in drafts.items():
        part_of = told[number].part_of
        whole = drafts.get(part_of) if part_of is not None else None
        if whole is None or whole.harm is not draft.harm or not _holds(whole.count, draft.count):
            continue
        above = whole.at
        while above in whole_of and above != draft.at:
            above = whole_of[above]
        if above != draft.at:
            whole_of[draft.at] = whole.at
    for draft in drafts.values():
        yield replace(draft, part_of=whole_of.get(draft.at))


def _holds(whole: Count, part: Count) -> bool:
    least = part.low if part.low is not None else part.high
    return whole.high is None or least is None or whole.high >= least


def _refusal(one: Gated, reason: str) -> Refusal:
    told = Phrase(text=one.sentence.text, start=one.sentence.start, end=one.sentence.end)
    return Refusal(words=told, sentence=told, reason=reason)

"""From the model's answers to drafts: pure, and the only place where thresholds are.

In: gated sentences, candidates, the model's answers. Out: drafts.

Example: where the harm "killed" stands at 0.97 for the count "12", one draft with ``score`` 0.97.

What closed language tells, the pattern reader's draft keeps (counts, words of time and place, what is part of what).
The model adds counts that the patterns miss, names sources, perpetrators and times where it is sure, and says how
likely each claim, each class and each scope is. The second step (``resolve/second.py``) decides on class and scope
with the whole report settled.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from according.books.lexicon import open_lexicon
from according.extract import Gated
from according.extract.answers import Answer
from according.extract.candidates import HARMS, ROLES, Candidate
from according.extract.tokens import tokenise
from according.extract.triggers import find_triggers
from according.extract.windows import size
from according.records import Draft, Odds, Phrase
from according.words import Harm, MeansType, Scope, Status, VictimsClass

_CLASSES, _SCOPES, _STATUSES, _MEANS = tuple(VictimsClass), tuple(Scope), tuple(Status), tuple(MeansType)
_SAYING = frozenset(("said", "says", "told", "killed", "wounded"))
_BARE = frozenset(("its", "their", "his", "her", "our", "the", "own"))
_APPOSED = re.compile(r", (?:an?|the) ", re.IGNORECASE)
_CLAUSE = re.compile(r", (?:who|which)\b", re.IGNORECASE)
_TELLING = frozenset(("told", "tells"))
_ARTICLES = frozenset(("a", "an", "the"))
_SOURCE = ROLES.index("source")
_DATE_LINE = re.compile(r"[A-Z][A-Z .,'-]*[A-Z] *[-–—] +(?=\w)")  # "BAMAKO - the group": the span begins behind it
_NOBODY = frozenset({"the", "a", "an"})
_OF_LIFE = frozenset((Harm.KILLED, Harm.WOUNDED, Harm.CASUALTIES))  # one count is of one of these only


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How answers become drafts. Set by cross-validation (training/CARD.md)."""

    least: float = 0.5  # probability from which a count that the pattern reader reads is a claim
    least_new: float = 0.5  # the same where the pattern reader reads none
    slope: float = 1.0  # calibration: of the harm's log-odds
    offset: float = 0.0
    offset_new: float = 0.0  # of claims that the pattern reader does not read
    add_source: float = 0.0  # log-odds from which the model's source stands where the patterns read none
    drop_source: float = 0.0  # log-odds of "none" from which the patterns' source falls
    move_source: float = 0.0  # log-odds from which the model's source stands where the patterns read another
    own_roles: tuple[str, ...] = ()  # roles of which the model's words are taken


def decode(
    gated: Sequence[Gated], candidates: Sequence[Candidate], answers: Sequence[Answer], *, reader: str, policy: Policy
) -> tuple[Draft, ...]:
    """Return the drafts of a report, in order of the text.

    Args:
        gated: its gated sentences.
        candidates: what was judged.
        answers: the model's answers, one a candidate.
        reader: name and version, kept with every draft.
        policy: thresholds and choices.
    """
    drafts: list[Draft] = []
    for candidate, answer in zip(candidates, answers, strict=True):
        told = {d.harm: d for d in candidate.drafts}
        for harm, odds in zip(HARMS, answer.harms, strict=True):
            if odds < (policy.least if harm in told else policy.least_new):
                continue
            if harm not in told and harm in _OF_LIFE and not _OF_LIFE.isdisjoint(told):
                continue
            one = gated[candidate.index]
            base = told.get(harm) or _new(candidate, harm, answer, one, reader)
            if base is not None:
                score = calibrate(odds, policy, new=harm not in told)
                drafts.append(_judge(base, answer, one, score, reader, policy))
    return tuple(_parts(drafts))


def calibrate(odds: float, policy: Policy, *, new: bool = False) -> float:
    """Return the probability that was measured for what the model calls ``odds``."""
    odds = min(max(odds, 1e-6), 1 - 1e-6)
    moved = policy.slope * np.log(odds / (1 - odds)) + (policy.offset_new if new else policy.offset)
    return float(round(1.0 / (1.0 + np.exp(-moved)), 4))


def _judge(draft: Draft, answer: Answer, one: Gated, score: float, reader: str, policy: Policy) -> Draft:
    own = {role: _phrase(role, answer, one) if role in policy.own_roles else getattr(draft, role) for role in ROLES}
    draft = replace(
        draft,
        victims=own["victims"],
        perpetrator=own["perpetrator"],
        place=own["place"],
        time=own["time"],
        score=score,
        reader=reader,
        odds=Odds(klass=answer.klass, scope=answer.scope),
    )
    return _source(draft, answer, one, policy)


def _source(draft: Draft, answer: Answer, one: Gated, policy: Policy) -> Draft:
    """Let the model name the source where it is surer than what was measured for the case."""
    source, margin = _phrase("source", answer, one), answer.margins[_SOURCE]
    if source is not None and (_is_nobody(source, draft) or _of_another_clause(source, draft, one)):
        return draft
    if source is None:
        keep = draft.source is None or -margin < policy.drop_source
    elif draft.source is None:
        keep = margin < policy.add_source
    elif source.start < draft.source.end and draft.source.start < source.end:
        # the same words, cut otherwise; what carries them was read by rule and stays
        rule = draft.carrier is not None or _cut_short(source, draft.source) or margin < policy.move_source
        return draft if rule else replace(draft, source=source)
    else:
        keep = margin < policy.move_source
    if keep:
        return draft
    cue = _phrase("cue", answer, one) if source is not None else None
    return replace(draft, source=source, cue=cue, carrier=None, source_before=None)


def _is_nobody(source: Phrase, draft: Draft) -> bool:
    """Say whether the model's words are a clause, a bare "its", or those who were only told: "told the agency"."""
    words = source.text.lower().split()
    cue = draft.cue is not None and draft.cue.text.lower() in _TELLING
    told = cue and draft.carrier is not None and _within(source, draft.carrier)
    clause = draft.source is not None and _CLAUSE.search(source.text) is not None
    return told or clause or not _SAYING.isdisjoint(words) or set(words) <= _BARE


def _within(part: Phrase, whole: Phrase) -> bool:
    return whole.start <= part.start and part.end <= whole.end


def _of_another_clause(source: Phrase, draft: Draft, one: Gated) -> bool:
    """Say whether the model takes a speaker from over a "while" or ";" behind which the rule's speaker and count stand.

    Neither is what explains the rule's speaker another one: "Lago, a think tank".
    """
    rule, text, start = draft.source, one.sentence.text, one.sentence.start
    if rule is None:
        left = text[max(0, source.end - start) : max(0, draft.at - start)].rpartition("; ")
        return bool(left[1]) and left[2][:1].isupper()
    if rule.end <= source.start and _APPOSED.fullmatch(text[rule.end - start : source.start - start]):
        return True
    at = draft.at - start
    return _parted(text, source.start - start, at) and not _parted(text, rule.start - start, at)


def _parted(text: str, one: int, other: int) -> bool:
    between = text[min(one, other) : max(one, other)].lower().replace(";", " ; ").split()
    return not open_lexicon().strong.isdisjoint(between)


def _cut_short(source: Phrase, rule: Phrase) -> bool:
    """Say whether the model leaves out what the rule read of a speaker.

    His role between commas, one who speaks with him, or what describes him after an article.
    """
    if not _within(source, rule) or source.text == rule.text:
        return False
    left = rule.text[: source.start - rule.start].split()
    described = bool(left) and left[0].lower() in _ARTICLES and not any(w[:1].isupper() for w in left[1:])
    joined = " and " in rule.text and " and " not in source.text
    return described or joined or (", " in rule.text and rule.text[:1].isupper())


def _phrase(role: str, answer: Answer, one: Gated) -> Phrase | None:
    span = answer.spans[ROLES.index(role)]
    if span is None:
        return None
    start, end = span
    text = one.sentence.text[start - one.sentence.start : end - one.sentence.start]
    if (line := _DATE_LINE.match(text)) is not None:
        start += line.end()
    if text.lower() in _NOBODY:
        return None
    return Phrase(text=one.sentence.text[start - one.sentence.start : end - one.sentence.start], start=start, end=end)


def _new(candidate: Candidate, harm: Harm, answer: Answer, one: Gated, reader: str) -> Draft | None:
    """Return a draft for a count that the pattern reader reads otherwise, from the model's spans.

    None without a word of harm.
    """
    words = _harm_words(candidate, harm, answer, one)
    if words is None:
        return None
    best = int(np.argmax(answer.means))
    like = candidate.drafts[0] if candidate.drafts else None
    return Draft(
        sentence=one.sentence.index,
        count=candidate.count,
        count_words=candidate.phrase,
        at=candidate.at,
        harm=harm,
        harm_words=words,
        victims=_phrase("victims", answer, one),
        victims_class=_CLASSES[int(np.argmax(answer.klass))],
        side=None,
        perpetrator=_phrase("perpetrator", answer, one),
        means=_phrase("means", answer, one),
        means_type=_MEANS[best - 1] if best else None,
        place=_phrase("place", answer, one),
        time=_phrase("time", answer, one),
        source=like.source if like is not None else None,
        cue=like.cue if like is not None else None,
        status=_STATUSES[int(np.argmax(answer.status))],
        status_words=None,
        scope=_SCOPES[int(np.argmax(answer.scope))],
        scope_words=None,
        part_of=None,
        reader=reader,
        carrier=like.carrier if like is not None else None,
    )


def _harm_words(candidate: Candidate, harm: Harm, answer: Answer, one: Gated) -> Phrase | None:
    """Return the words of harm: those of the pattern reader, the nearest the lexicon knows, or the model's span."""
    tokens = tokenise(one.sentence)
    found = [tokens.phrase(t.first, t.last) for t in find_triggers(tokens, open_lexicon()) if t.harm is harm]
    if found:
        return min(found, key=lambda p: (abs(p.start - candidate.at), p.start))
    pointed = _phrase("harm_words", answer, one)
    if pointed is not None:
        return pointed
    return candidate.drafts[0].harm_words if candidate.drafts else None


def _parts(drafts: Sequence[Draft]) -> list[Draft]:
    """Keep what each draft is part of: of the same harm, told as a claim, never smaller than its part."""
    read = {(d.at, d.harm): d for d in drafts}
    out: list[Draft] = []
    for draft in drafts:
        whole = read.get((draft.part_of, draft.harm)) if draft.part_of is not None else None
        fits = whole is not None and whole.at != draft.at and _holds(whole, draft)
        out.append(draft if fits else replace(draft, part_of=None))
    return out


def _holds(whole: Draft, part: Draft) -> bool:
    a, b = whole.count.high if whole.count.high is not None else size(whole.count), size(part.count)
    return a is None or b is None or whole.count.high is None or a >= b

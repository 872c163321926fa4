"""From the model's answers to drafts: pure, and the only place where thresholds are.

In: gated sentences, candidates, the model's answers. Out: drafts.

Example: where the harm "killed" stands at 0.97 for the count "12", one draft with ``score`` 0.97.

What closed language tells, the pattern reader's draft keeps (counts, words of time and place); what is open, the model
decides: whether the count is of harm, whose, how firmly, in what scope, on whose word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from according.books.lexicon import open_lexicon
from according.extract import Gated
from according.extract.answers import Answer, softmax
from according.extract.candidates import HARMS, ROLES, Candidate
from according.extract.tokens import tokenise
from according.extract.triggers import find_triggers
from according.extract.windows import size
from according.records import Draft, Phrase
from according.words import Harm, MeansType, Scope, Status, VictimsClass

_CLASSES, _SCOPES, _STATUSES, _MEANS = tuple(VictimsClass), tuple(Scope), tuple(Status), tuple(MeansType)
_TELLING = 3  # from this number on, the same number is no coincidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How answers become drafts. Set by cross-validation (training/CARD.md)."""

    least: float = 0.5  # probability from which a count is a claim; 0: whatever the pattern reader reads stands
    least_new: float = 0.5  # the same where the pattern reader reads none
    slope: float = 1.0  # calibration: of the harm's log-odds
    offset: float = 0.0
    sure_klass: float = 0.0  # from this probability on the model's class stands, below it the pattern reader's
    sure_scope: float = 0.0  # the same of its scope
    agree: float = 1.0  # weight of the other mentions of the same number, for class and scope
    mend_source: bool = True  # the model's words for the source where both read one, and they overlap
    own_source: bool = True  # whether there is a source, and where
    own_part: bool = True
    own_status: bool = False
    own_means: bool = False
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
    read: dict[tuple[int, Harm], Draft] = {}
    answers = _agree(candidates, answers, policy)
    for candidate, answer in zip(candidates, answers, strict=True):
        told = {d.harm: d for d in candidate.drafts}
        for harm, odds in zip(HARMS, answer.harms, strict=True):
            if odds < (policy.least if harm in told else policy.least_new):
                continue
            base = told.get(harm) or _new(candidate, harm, answer, gated[candidate.index], reader)
            if base is None:
                continue
            draft = _judge(base, answer, gated[candidate.index], calibrate(odds, policy), reader, policy)
            drafts.append(draft)
            read[candidate.at, harm] = draft
    return tuple(_parts(drafts, read, candidates, answers, policy))


def _agree(candidates: Sequence[Candidate], answers: Sequence[Answer], policy: Policy) -> list[Answer]:
    """Let mentions of the same number and harm settle class and scope together: they agree in 95 of 100 (reader.md)."""
    groups: dict[tuple[int, int | None, int | None], list[int]] = {}
    for i, (candidate, answer) in enumerate(zip(candidates, answers, strict=True)):
        value = size(candidate.count)
        if value is not None and value >= _TELLING and max(answer.harms) >= policy.least:
            groups.setdefault((int(np.argmax(answer.harms)), candidate.count.low, candidate.count.high), []).append(i)
    out = list(answers)
    for members in groups.values():
        for i in members if len(members) > 1 else ():
            others = [j for j in members if j != i]
            out[i] = replace(
                answers[i],
                klass=_mixed([answers[j].klass for j in others], answers[i].klass, policy.agree),
                scope=_mixed([answers[j].scope for j in others], answers[i].scope, policy.agree),
            )
    return out


def _mixed(others: Sequence[tuple[float, ...]], own: tuple[float, ...], weight: float) -> tuple[float, ...]:
    """Return own probabilities times those of the others, each to the power of a weight."""
    logs = np.log(np.asarray(own) + 1e-6) + weight * np.log(np.asarray(others) + 1e-6).sum(axis=0)
    return softmax(logs)


def calibrate(odds: float, policy: Policy) -> float:
    """Return the probability that was measured for what the model calls ``odds``."""
    odds = min(max(odds, 1e-6), 1 - 1e-6)
    return float(round(1.0 / (1.0 + np.exp(-(policy.slope * np.log(odds / (1 - odds)) + policy.offset))), 4))


def _judge(draft: Draft, answer: Answer, one: Gated, score: float, reader: str, policy: Policy) -> Draft:
    klass = _CLASSES[int(np.argmax(answer.klass))] if max(answer.klass) >= policy.sure_klass else draft.victims_class
    scope = _SCOPES[int(np.argmax(answer.scope))] if max(answer.scope) >= policy.sure_scope else draft.scope
    draft = replace(
        draft,
        victims_class=klass,
        scope=scope,
        scope_words=draft.scope_words if scope is draft.scope else None,
        score=score,
        reader=reader,
    )
    if policy.own_status:
        status = _STATUSES[int(np.argmax(answer.status))]
        draft = replace(draft, status=status, status_words=draft.status_words if status is draft.status else None)
    if policy.own_source:
        source, cue = _phrase("source", answer, one), _phrase("cue", answer, one)
        overlap = (
            source is not None
            and draft.source is not None
            and source.start < draft.source.end
            and draft.source.start < source.end
        )
        if overlap and policy.mend_source and draft.carrier is None:
            draft = replace(draft, source=source)
        elif not overlap:
            draft = replace(
                draft, source=source, cue=cue if source is not None else None, carrier=None, source_before=None
            )
    draft = _roles(draft, answer, one, policy)
    if policy.own_means:
        best = int(np.argmax(answer.means))
        draft = replace(
            draft, means_type=_MEANS[best - 1] if best else None, means=_phrase("means", answer, one) if best else None
        )
    return draft


def _roles(draft: Draft, answer: Answer, one: Gated, policy: Policy) -> Draft:
    own = {role: _phrase(role, answer, one) if role in policy.own_roles else getattr(draft, role) for role in ROLES}
    return replace(draft, victims=own["victims"], perpetrator=own["perpetrator"], place=own["place"], time=own["time"])


def _phrase(role: str, answer: Answer, one: Gated) -> Phrase | None:
    span = answer.spans[ROLES.index(role)]
    if span is None:
        return None
    start, end = span
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


def _parts(
    drafts: Sequence[Draft],
    read: dict[tuple[int, Harm], Draft],
    candidates: Sequence[Candidate],
    answers: Sequence[Answer],
    policy: Policy,
) -> list[Draft]:
    """Say what each draft is part of: of the same harm, told as a claim, never smaller than its part."""
    at = {c.at: i for i, c in enumerate(candidates)}
    out: list[Draft] = []
    for draft in drafts:
        whole = draft.part_of
        if policy.own_part:
            index = answers[at[draft.at]].whole
            whole = candidates[index].at if index != at[draft.at] else None
        other = read.get((whole, draft.harm)) if whole is not None else None
        fits = other is not None and other.at != draft.at and _holds(other, draft)
        out.append(replace(draft, part_of=whole if fits else None))
    return out


def _holds(whole: Draft, part: Draft) -> bool:
    a, b = whole.count.high if whole.count.high is not None else size(whole.count), size(part.count)
    return a is None or b is None or whole.count.high is None or a >= b

"""What a sentence says around a count: means, time words, status, scope.

In: ``Tokens``, the count's place in the sentence, the lexicon. Out: phrases as printed with their types.

Example: "in air strikes by government forces on Jableh" gives means "air strikes".
"""

from __future__ import annotations

import re

from according.books.date_uses import dates_a_saying, ends_a_saying, in_dateline
from according.books.dates import find_dates
from according.books.grammar import word_list
from according.books.lexicon import Lexicon, match
from according.extract.tokens import Tokens
from according.records import Phrase, Sentence
from according.words import Harm, MeansType, Scope, Status

# A means of one of these kinds says more than one of the kinds after it: "a rebel attack with mortar shells" is
# shelling
_TELLING = tuple(sorted(word_list("frame", "telling")))
_RANK = {kind: rank for rank, kind in enumerate(_TELLING)}
_CAPTURED_BY = {
    "arrested": MeansType.ARREST,
    "arrest": MeansType.ARREST,
    "arrests": MeansType.ARREST,
    "arresting": MeansType.ARREST,
    "detained": MeansType.ARREST,
}
_OF_A_SAYING = 300  # characters that the day of a saying counts as farther off
_WHEN = re.compile(r",? (?:when|in which)\b")
_TAKEN = (MeansType.ABDUCTION, MeansType.ARREST)
_HURT = (Harm.KILLED, Harm.WOUNDED)
_RAIDS = word_list("frame", "raids")
_OF_AIR = word_list("frame", "of_air")


def find_means(
    tokens: Tokens, at: int, harm: Harm, trigger: int, lexicon: Lexicon
) -> tuple[Phrase | None, MeansType | None]:
    """Return the means that the sentence names nearest to a count, the telling kinds first."""
    found: list[tuple[float, int, int, MeansType]] = []
    index = 0
    while index < len(tokens):
        hit = match(lexicon.means, tokens.lower, index)
        if hit is None:
            index += 1
            continue
        length, kind = hit
        if tokens.lower[index] in _RAIDS and not _OF_AIR.isdisjoint(tokens.lower):
            kind = MeansType.AIRSTRIKE  # herdsmen raid a village, too
        open_kind = 60.0 if kind is MeansType.OTHER or (kind in _TAKEN and harm in _HURT) else 0.0
        found.append((abs(index - at) + 2.5 * _RANK[kind] + open_kind, index, index + length, kind))
        index += length
    if harm is Harm.CAPTURED:
        word = tokens.lower[trigger]
        kind = _CAPTURED_BY.get(word, MeansType.ABDUCTION)
        if word in ("captured", "capturing", "captures"):
            kind = MeansType.CLASH
        return tokens.phrase(trigger, trigger + 1), kind
    if not found:
        return None, None
    _, first, last, kind = min(found)
    return tokens.phrase(first, last), kind


def find_status(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[Status, Phrase | None]:
    """Return how firmly the sentence puts the count, by the words of doubt in it."""
    found: dict[Status, tuple[int, int]] = {}
    for index in range(len(tokens)):
        hit = match(lexicon.status, tokens.lower, index)
        if hit is not None and hit[1] not in found:
            near = abs(index - at) <= 12 if hit[1] is not Status.UNVERIFIED else True
            if hit[1] is Status.DENIED and _says_after(tokens, index, at, lexicon):
                continue
            if near and not any(w in lexicon.strong for w in tokens.lower[min(index, at) : max(index, at)]):
                found[hit[1]] = (index, index + hit[0])
    for status in (Status.UNVERIFIED, Status.DENIED, Status.HEDGED):
        if status in found:
            return status, tokens.phrase(*found[status])
    return Status.STATED, None


def _says_after(tokens: Tokens, denial: int, at: int, lexicon: Lexicon) -> bool:
    """Say whether the denier goes on to say the count: "denied it and said it had killed 45 soldiers"."""
    return any(
        tokens.lower[i] in ("and", "but") and tokens.lower[i + 1] in _SAYS
        for i in range(denial + 1, min(at, len(tokens)) - 1)
    )


_SAYS = word_list("frame", "says")


def find_scope(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[Scope, Phrase | None]:
    """Return what the count is a count of, by the words of time and spread of its clause alone."""
    first, last = _clause(tokens, at, lexicon)
    text = " " + " ".join(tokens.lower[first:last]) + " "
    best: tuple[int, Scope, str] | None = None
    order = {Scope.CUMULATIVE: 0, Scope.PERIOD: 1, Scope.BACKGROUND: 2}
    for words, scope in lexicon.scope:
        if f" {words}" in text and (best is None or order[scope] < best[0]):
            place = first + text[: text.find(f" {words}") + 1].count(" ") - 1
            if scope is Scope.BACKGROUND and words.endswith(_TIED) and (place > at or place == 0):
                continue  # "four were killed a day after the raid", "A day after the raid four were killed"
            best = (order[scope], scope, words)
    if best is None:
        return Scope.INCIDENT, None
    found = first + text[: text.find(f" {best[2]}") + 1].count(" ") - 1
    return best[1], tokens.phrase(found, min(len(tokens), found + len(best[2].split())))


_TIED = ("after", "earlier")


def _clause(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[int, int]:
    """Return the tokens between the words on both sides of a count at which a clause ends."""
    first, last = at, at
    while first > 0 and tokens.lower[first - 1] not in lexicon.strong:
        first -= 1
    while last < len(tokens) and tokens.lower[last] not in lexicon.strong:
        last += 1
    return first, last


def find_time(sentence: Sentence, at: int) -> Phrase | None:
    """Return the time words of the sentence nearest to a count."""
    best: tuple[int, Phrase] | None = None
    for words in find_dates(sentence.text):
        if in_dateline(sentence.text, words) or ends_a_saying(sentence.text, words):
            continue
        start, end = sentence.start + words.start, sentence.start + words.end
        distance = start - at if start >= at else at - end
        if dates_a_saying(sentence.text, words):
            distance += _OF_A_SAYING
        if best is None or distance < best[0]:
            if words.since and words.start > 0 and start < at and _WHEN.match(sentence.text, words.end):
                start = sentence.start + words.core[0]  # "since March, when 145 died": in March
            best = (distance, Phrase(text=sentence.text[start - sentence.start : words.end], start=start, end=end))
    return best[1] if best is not None else None

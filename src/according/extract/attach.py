"""Hang each count on its word of harm: the score of every (count, word of harm) pair, and the best of them.

In: anchors as ``Counted`` (anchor with its tokens and noun phrase) and triggers. Out: which triggers each count hangs
on.

Example: in "killing 15 civilians and injuring 50 others" 15 hangs on "killing" and 50 on "injuring".
The weights were set by looking at errors on the claims corpus (docs/decisions/0007).
"""

from __future__ import annotations

import itertools

from according.books.lexicon import Lexicon
from according.extract.attach_score import Clause, score
from according.extract.between import JOINING, goes_on, part_word
from according.extract.hanging import Counted, Hanging
from according.extract.tokens import Tokens
from according.extract.triggers import Trigger

_THRESHOLD = 0.0
_REACH = 160  # tokens, brackets and asides of any length between: no further word is looked at
_OWN = 1.25  # a part with a word of harm of its own this near keeps it: "including a child, and wounded 22"
_PART_REACH = 32  # tokens from a whole to its parts


def attach(
    tokens: Tokens, counts: tuple[Counted, ...], triggers: tuple[Trigger, ...], lexicon: Lexicon
) -> tuple[Hanging, ...]:
    """Return the best trigger of each count that has one, in order of the counts.

    Args:
        tokens: the sentence.
        counts: the counts of the sentence that may be people, in order.
        triggers: its words of harm, in order.
        lexicon: words of clause boundaries and of parts.
    """
    clause = Clause(tokens, counts, triggers, lexicon)
    hangings: list[Hanging] = []
    for index, counted in enumerate(counts):
        part = part_word(tokens, counted, counts[:index], lexicon)
        scored = [
            (
                score(clause, counted, trigger, part=part),
                -abs(trigger.first - counted.first),
                trigger,
            )
            for trigger in triggers
            if abs(trigger.first - counted.first) <= _REACH and not _inside(trigger, counted)
        ]
        if not scored:
            continue
        best, _, trigger = max(scored, key=lambda row: row[:2])
        # A part shares the harm of its whole unless a word of harm of its own stands right beside it
        near_whole = bool(hangings) and counted.first - hangings[-1].counted.end < _PART_REACH
        if part and near_whole and best < _OWN:
            trigger, best = hangings[-1].trigger, max(best, 0.5)
        if best > _THRESHOLD:
            hangings.append(Hanging(counted=counted, trigger=trigger, score=best, part=part))
    return _share(tokens, counts, tuple(hangings))


def _share(tokens: Tokens, counts: tuple[Counted, ...], hangings: tuple[Hanging, ...]) -> tuple[Hanging, ...]:
    """Give counts joined by "and" the word of harm of their neighbour: "a woman and her three children were killed"."""
    by_first = {h.counted.first: h for h in hangings}
    for one, other in [*itertools.pairwise(counts), *reversed(list(zip(counts[1:], counts, strict=False)))]:
        if one.first in by_first and other.first not in by_first:
            a, b = (one, other) if one.first < other.first else (other, one)
            between = tokens.lower[a.end : b.first]
            joined = between and set(between) <= JOINING and not a.people.elided
            if joined or (other is b and goes_on(tokens, a, b)):
                by_first[other.first] = Hanging(
                    counted=other, trigger=by_first[one.first].trigger, score=0.4, part=by_first[one.first].part
                )
    return tuple(by_first[first] for first in sorted(by_first))


def _inside(trigger: Trigger, counted: Counted) -> bool:
    return trigger.first < counted.last and counted.first < trigger.last

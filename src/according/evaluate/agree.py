"""Whether a claim as read agrees with a claim of the gold, role by role.

In: two ``Told`` records. Out: for each of ``ROLES`` right, wrong, or None where the gold says nothing to agree with.

Example: ``same_name("the Syrian army", "Syrian Army")`` is true; so is a name whose words all stand in the other.

Source of the rules: the claims corpus, whose scorer this agrees with to the last digit
(tests/evaluate/test_against_the_corpus.py); it is our own so that a desk needs no corpus to evaluate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from according.books.grammar import word_list
from according.evaluate.told import Told

ROLES: tuple[str, ...] = (
    "source", "victims class", "scope", "status", "side", "perpetrator", "means", "place", "time", "via", "part of",
)
FULL: tuple[str, ...] = ("victims class", "source", "scope")  # right in these as well: a claim that one could publish

_APOSTROPHE = re.compile(r"['’`‘]")
_WORD = re.compile(r"[a-z0-9]+")
_PASSED_OVER = word_list("evaluate", "passed_over")
_SHARED = 0.5  # of all the words of two names


def name_words(name: str | None) -> frozenset[str]:
    """Return the words by which a name is compared: articles and words such as "city" left out, unless all are such."""
    words = frozenset(_WORD.findall(_APOSTROPHE.sub("", (name or "").lower())))
    return words - _PASSED_OVER or words


def same_name(a: str | None, b: str | None) -> bool:
    """Say whether two names are one: the words of one all stand in the other, or they share half of all their words."""
    if not a or not b:
        return not a and not b
    x, y = name_words(a), name_words(b)
    if not x or not y:
        return False
    return x <= y or y <= x or len(x & y) / len(x | y) >= _SHARED


def agreement(gold: Told, read: Told, article: Sequence[Told]) -> Mapping[str, bool | None]:
    """Return for each role whether the read claim is right.

    Args:
        gold: the claim that was annotated.
        read: the claim that was read.
        article: the gold claims of the same report.
    """
    return {
        "source": _same_source(gold, read, article),
        "victims class": gold.klass == read.klass,
        "scope": gold.scope == read.scope,
        "status": gold.status == read.status,
        "side": _same_known(gold.side, read.side or read.victims),
        "perpetrator": _same_known(gold.perpetrator, read.perpetrator or read.perpetrator_words),
        "means": None if gold.means is None else gold.means == read.means,
        "place": _same_known(gold.place, read.place or read.place_words),
        "time": None if gold.day is None else gold.day == read.day,
        "via": {name_words(v) for v in gold.via} == {name_words(v) for v in read.via},
        "part of": gold.is_part == read.is_part,
    }


def source_of(claim: Told) -> str | None:
    """Return the name of the source, else its words."""
    return claim.source or claim.source_words


def _same_known(gold: str | None, read: str | None) -> bool | None:
    return None if gold is None else same_name(gold, read)


def _same_source(gold: Told, read: Told, article: Sequence[Told]) -> bool:
    """Compare sources.

    Where the gold's sentence names none, silence is right, and so is any source that the report has for that number.
    """
    said = source_of(read)
    if same_name(source_of(gold), said):
        return True
    if gold.source_words is not None:
        return False
    if not said:
        return True
    others = (source_of(c) for c in article if (c.harm, c.low, c.high) == (gold.harm, gold.low, gold.high))
    return any(other and same_name(other, said) for other in others)

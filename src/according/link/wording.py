"""The wording of an account: its words, names and runs, weighed by how seldom the news of a war uses them.

In: a text and a ``Lexis`` (words that say nothing, and how common the others are). Out: a ``Bag`` of weighed words,
which two accounts compare by ``likeness``.

Example: two texts that share "convoy" and "Rashidin" are likelier one event than two that share "Aleppo" and "regime".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from zlib import crc32

from according.books.weights import Lexis

_WORD = re.compile(r"[^\W_]+")
_VOWELS = re.compile(r"[aeiouyw]+")
_DOUBLE = re.compile(r"(.)\1+")
_STEM = 6  # letters: enough to make "bombing" and "bombings" one, and cheap


@dataclass(frozen=True, slots=True)
class Bag:
    """Words with their weights, and the length of them all as a vector."""

    weights: Mapping[str, float]
    length: float


EMPTY = Bag({}, 0.0)


def likeness(a: Bag, b: Bag) -> float:
    """Return the cosine of two bags, from 0 to 1; the order of the two never matters."""
    if not a.weights or not b.weights or not a.length or not b.length:
        return 0.0
    shared = sum(sorted(a.weights[w] ** 2 for w in a.weights.keys() & b.weights.keys()))
    return min(1.0, shared / (a.length * b.length))


def rarest(a: Bag, b: Bag) -> float:
    """Return the weight of the rarest word that both hold."""
    return max((a.weights[w] for w in a.weights.keys() & b.weights.keys()), default=0.0)


def fold(text: str) -> str:
    """Return the text in lower case, without marks above letters and without apostrophes."""
    if text.isascii():
        return text.casefold().replace("'", "").replace("`", "")
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in bare if not unicodedata.combining(c) and c not in "'’‘ʿʾ`")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded, in order."""
    return tuple(_WORD.findall(fold(text)))


def runs_of(words: Sequence[str], length: int = 5) -> frozenset[int]:
    """Return every run of five words, as a number: shared runs show a shared text (method.md, one origin one vote)."""
    return frozenset(crc32(" ".join(words[i:i + length]).encode("utf-8", "surrogatepass"))
                     for i in range(len(words) - length + 1))


def bag_of_words(texts: Iterable[str], lexis: Lexis) -> Bag:
    """Return the words of some texts that say something, cut to stems."""
    found = {stem for text in texts for stem in stems(text, lexis.stop)}
    return _bag(found, lexis.words, lexis.rare)


def bag_of_names(texts: Iterable[str], lexis: Lexis) -> Bag:
    """Return the words of some texts that begin with a capital, each as its skeleton; never a text's first word."""
    found = {name for text in texts for name in names(text, lexis.stop)}
    return _bag(found, lexis.names, lexis.rare)


def stems(text: str, stop: frozenset[str]) -> frozenset[str]:
    """Return the stems of the words that say something."""
    return frozenset(w[:_STEM] for w in words_of(text) if w not in stop and not w.isdigit() and len(w) > 2)


def names(text: str, stop: frozenset[str]) -> frozenset[str]:
    """Return the skeletons of capitalised words."""
    matches = list(_WORD.finditer(text))[1:]
    folded = (fold(m.group()) for m in matches if m.group()[0].isupper() and len(m.group()) > 2)
    return frozenset(skeleton(word) for word in folded if word not in stop)


def skeleton(name: str) -> str:
    """Return the consonants: Rashidin, Rashideen and Rashidiin are one name in three transliterations."""
    bones = _DOUBLE.sub(r"\1", _VOWELS.sub("", name.rstrip("h")))
    return bones if len(bones) > 2 else name


def bag_again(words: Iterable[str], lexis: Lexis, *, of_names: bool) -> Bag:
    """Return the bag of words or names that were taken from a text before."""
    return _bag(words, lexis.names if of_names else lexis.words, lexis.rare)


def _bag(found: Iterable[str], common: Mapping[str, float], rare: float) -> Bag:
    weights = {word: common.get(word, rare) for word in sorted(found)}
    return Bag(weights, sqrt(sum(w * w for w in weights.values())))

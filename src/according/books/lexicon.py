"""The book of words of harm, people, attribution, status, scope and means that the pattern reader looks for.

In: the packaged YAML lists. Out: a frozen ``Lexicon`` with look-up tables by first word.

Example: ``open_lexicon().people["soldiers"] is VictimsClass.COMBATANT``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, TypeVar

import yaml

from according.errors import BadBook
from according.words import Harm, MeansType, Scope, Status, VictimsClass, Word

Key = TypeVar("Key")
VOICES = ("participle", "active", "subject", "predicate", "noun", "of")

# A table from the first word of a phrase to the phrases that start with it, longest first, each with what it stands for
Phrases = Mapping[str, tuple[tuple[tuple[str, ...], Key], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Everything that the pattern reader knows of words."""

    harm: Phrases[tuple[Harm, str]]  # phrase -> (harm, voice)
    people: Mapping[str, VictimsClass]  # one word
    combatant_qualifiers: frozenset[str]
    be: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]
    parts: Phrases[str]
    unreal: frozenset[str]
    verbs: Phrases[str]
    before: Phrases[str]
    not_before: tuple[tuple[str, ...], ...]
    pronouns: frozenset[str]
    source_nouns: frozenset[str]
    of_heads: frozenset[str]
    unnamed: frozenset[str]
    headline: Phrases[str]
    status: Phrases[Status]
    scope: tuple[tuple[str, Scope], ...]
    war: frozenset[str]
    means: Phrases[MeansType]
    perpetrator_before: Phrases[str]
    perpetrator_verbs: frozenset[str]


@cache
def open_lexicon() -> Lexicon:
    """Return the lexicon that ships with the package.

    Raises:
        BadBook: a list holds an unknown harm, voice or class, a word that is not in lower case, or one phrase under
        two harms in one voice.
    """
    lexicon, cues = _load("lexicon.yaml"), _load("cues.yaml")
    return Lexicon(
        harm=_phrases(_harm_rows(lexicon["harm"]), "harm"),
        people=MappingProxyType(_people(lexicon["people"])),
        combatant_qualifiers=frozenset(lexicon["qualifiers"]["combatant"]),
        be=frozenset(lexicon["be"]),
        strong=frozenset(lexicon["boundaries"]["strong"]),
        weak=frozenset(lexicon["boundaries"]["weak"]),
        parts=_phrases(((p, "part") for p in lexicon["boundaries"]["parts"]), "parts"),
        unreal=frozenset(lexicon["unreal"]),
        verbs=_phrases(((v, "verb") for v in cues["attribution"]["verbs"]), "verbs"),
        before=_phrases(((v, "before") for v in cues["attribution"]["before"]), "before"),
        not_before=tuple(tuple(v.split()) for v in cues["attribution"]["not_before"]),
        pronouns=frozenset(cues["attribution"]["pronouns"]),
        source_nouns=frozenset(cues["sources"]["nouns"]),
        of_heads=frozenset(cues["sources"]["of_heads"]),
        unnamed=frozenset(cues["sources"]["unnamed"]),
        headline=_phrases(((v, k) for k, vs in cues["sources"]["headline"].items() for v in vs), "headline"),
        status=_phrases(_typed(cues["status"], Status), "status"),
        scope=tuple((phrase, scope) for phrase, scope in _typed(cues["scope"], Scope)),
        war=frozenset(cues["war"]),
        means=_phrases(_typed(cues["means"], MeansType), "means"),
        perpetrator_before=_phrases(((v, "by") for v in cues["perpetrator"]["before"]), "perpetrator"),
        perpetrator_verbs=frozenset(cues["perpetrator"]["verbs"]),
    )


def match(phrases: Phrases[Key], words: tuple[str, ...], at: int) -> tuple[int, Key] | None:
    """Return the length and the meaning of the longest phrase that starts at a word, or None."""
    for phrase, key in phrases.get(words[at], ()):
        if words[at : at + len(phrase)] == phrase:
            return len(phrase), key
    return None


def _load(name: str) -> dict[str, Any]:
    text = (resources.files("according.books") / "data" / name).read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is ten times faster where it was built
    data = yaml.load(text, Loader=loader)
    if not isinstance(data, dict):
        raise BadBook(f"{name}: wants a mapping at the top")
    return data


def _harm_rows(harm: Mapping[str, Mapping[str, list[str]]]) -> Iterable[tuple[str, tuple[Harm, str]]]:
    for name, voices in harm.items():
        for voice, phrases in voices.items():
            if voice not in VOICES:
                raise BadBook(f"lexicon.yaml: harm {name}: unknown voice {voice!r}")
            for phrase in phrases:
                yield phrase, (Harm(name), voice)


def _people(people: Mapping[str, list[str]]) -> dict[str, VictimsClass]:
    # Listed first wins: a word of two classes is civilian or combatant before it is unknown
    out: dict[str, VictimsClass] = {}
    for klass, words in people.items():
        for word in words:
            out.setdefault(word, VictimsClass(klass))
    return out


KeyWord = TypeVar("KeyWord", bound=Word)


def _typed(table: Mapping[str, list[str]], word: type[KeyWord]) -> Iterable[tuple[str, KeyWord]]:
    for name, phrases in table.items():
        for phrase in phrases:
            yield phrase, word(name)


def _phrases(rows: Iterable[tuple[str, Key]], book: str) -> Phrases[Key]:
    table: dict[str, dict[tuple[str, ...], Key]] = {}
    for phrase, key in rows:
        if not isinstance(phrase, str) or phrase != phrase.lower() or not phrase.strip():
            raise BadBook(f"{book}: {phrase!r} must be words in lower case")
        words = tuple(phrase.split())
        table.setdefault(words[0], {}).setdefault(words, key)
    return MappingProxyType(
        {
            first: tuple(sorted(phrases.items(), key=lambda item: (-len(item[0]), item[0])))
            for first, phrases in table.items()
        }
    )

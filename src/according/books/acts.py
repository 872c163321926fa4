"""The book of words for acts: measures, movements, control, attacks without a count, statements, trends.

In: the packaged list ``data/acts.yaml``. Out: a frozen ``ActBook`` with look-up tables by first word.

Example: ``open_acts().kinds[ActForm.CURFEW] is ActKind.MEASURE``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from according.books.lexicon import Lexicon, Phrases, open_lexicon
from according.errors import BadBook
from according.words import ActForm, ActKind, ActStage

_NAME = "acts.yaml"
CLASSES = (
    "armed",
    "event",
    "reinforcements",
    "convoy",
    "airpower",
    "airstrikes",
    "shells",
    "bombs",
    "offensive",
    "place",
)

SMALL = (
    "adjective_after", "apposed", "backed", "be", "before_place", "breaks", "clause", "determiners", "gives", "giving",
    "hanging", "hardly", "heads", "leading", "modal", "name_goes_on", "no_speaker", "papers", "place_joins", "rulers",
    "skip_back", "stops", "times", "to_place", "took",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbRule:
    """A verb that tells an act: what must stand before it and after it, by class; ``any`` wants nothing."""

    form: ActForm
    before: str
    after: str
    passive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActBook:
    """Everything that the reader of acts knows of words."""

    kinds: Mapping[ActForm, ActKind]
    measures: Phrases[ActForm]
    turns: Phrases[ActStage]
    no_measure_before: Phrases[str]
    no_measure_after: frozenset[str]
    closing: Phrases[ActStage]
    closed: Phrases[str]
    besieging: Phrases[str]
    leaving: Phrases[str]
    verbs: Phrases[tuple[VerbRule, ...]]
    classes: Mapping[str, Phrases[str]]
    says: Phrases[ActForm]
    rejects: frozenset[str]
    rejected: frozenset[str]
    harmful: frozenset[str]
    not_after: Mapping[ActForm, frozenset[str]]
    nouns_said: Phrases[ActForm]
    claimed: Phrases[str]
    claimed_events: frozenset[str]
    or_else: Phrases[str]
    yielding: Phrases[str]
    through: frozenset[str]
    media: frozenset[str]
    behalf: Phrases[str]
    trends: Mapping[str, ActForm]
    violence: frozenset[str]
    trend_verbs: Phrases[ActForm]
    no_trend_before: frozenset[str]
    not_real: frozenset[str]
    to_come: frozenset[str]
    small: Mapping[str, frozenset[str]]  # the small words around acts, by what they do there
    lexicon: Lexicon  # words of people, attribution and status
    gate: frozenset[str]  # a sentence without one of these tells no act


@cache
def open_acts() -> ActBook:
    """Return the book that ships with the package.

    Raises:
        BadBook: the list names an unknown form, kind, stage or class, leaves a form without a kind, or holds a word
            that is not in lower case.
    """
    text = (resources.files("according.books") / "data" / _NAME).read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is ten times faster where it was built
    return make_acts(yaml.load(text, Loader=loader))


def make_acts(data: Mapping[str, Any]) -> ActBook:
    """Check a list of words for acts and return it as a book; raises as ``open_acts`` does."""
    try:
        return _make(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadBook(f"{_NAME}: an entry is missing or of an unknown name: {error}") from error


def _make(data: Mapping[str, Any]) -> ActBook:
    tables: dict[str, Any] = {
        "measures": _typed(data["measures"], ActForm),
        "turns": _typed(data["turns"], ActStage),
        "closing": _typed(data["closing"], ActStage),
        "besieging": _plain(data["besieging"]),
        "leaving": _plain(data["leaving"]),
        "verbs": _verbs(data["verbs"]),
        "says": _typed(data["says"], ActForm),
        "nouns_said": _typed(data["nouns_said"], ActForm),
        "claimed": _plain(data["claimed"]["words"]),
        "or_else": _plain(data["or_else"]),
        "trend_verbs": _typed(data["trend_verbs"], ActForm),
    }
    trends = {_word(word): ActForm(form) for form, words in data["trends"].items() for word in words}
    gate = {
        _telling(words) for name in tables for rows in tables[name].values() for words, _ in rows if name != "turns"
    }
    return ActBook(
        kinds=_kinds(data["kinds"]),
        **tables,
        no_measure_before=_plain(data["no_measure_before"]),
        no_measure_after=_words(data["no_measure_after"]),
        closed=_plain(data["closed"]),
        classes=_classes(data["classes"]),
        rejects=_words(data["rejects"]["verbs"]),
        rejected=_words(data["rejects"]["objects"]),
        harmful=_words(data["harmful"]),
        not_after=MappingProxyType({ActForm(form): _words(words) for form, words in data["not_after"].items()}),
        claimed_events=_words(data["claimed"]["events"]),
        yielding=_plain(data["yield"]),
        through=_words(data["through"]),
        media=_words(data["media"]),
        behalf=_plain(data["behalf"]),
        trends=MappingProxyType(trends),
        violence=_words(data["violence"]),
        no_trend_before=_words(data["no_trend_before"]),
        not_real=_words(data["not_real"]),
        to_come=_words(data["to_come"]),
        small=_small(data["small"]),
        lexicon=open_lexicon(),
        gate=frozenset(gate) | frozenset(trends) | _words(data["rejects"]["verbs"]),
    )


def _telling(words: tuple[str, ...]) -> str:
    """Return the word of a phrase by which a sentence is let through: the longest, the last of them ("have lost")."""
    return max(reversed(words), key=len)


def _kinds(table: Mapping[str, list[str]]) -> Mapping[ActForm, ActKind]:
    kinds = {ActForm(form): ActKind(kind) for kind, forms in table.items() for form in forms}
    if missing := sorted(form.value for form in ActForm if form not in kinds):
        raise BadBook(f"{_NAME}: forms without a kind: {', '.join(missing)}")
    return MappingProxyType(kinds)


def _classes(table: Mapping[str, list[str]]) -> Mapping[str, Phrases[str]]:
    if set(table) != set(CLASSES):
        raise BadBook(f"{_NAME}: classes must be {', '.join(CLASSES)}")
    return MappingProxyType({name: _plain(words) for name, words in table.items()})


def _small(table: Mapping[str, list[str]]) -> Mapping[str, frozenset[str]]:
    if wrong := sorted(set(table) ^ set(SMALL)):
        raise BadBook(f"{_NAME}: small: missing or unknown: {', '.join(wrong)}")
    return MappingProxyType({name: _words(words) for name, words in table.items()})


def _verbs(rows: list[dict[str, Any]]) -> Phrases[tuple[VerbRule, ...]]:
    """One verb may stand in several rules: "deployed troops", "troops deployed to"."""
    rules: dict[str, tuple[VerbRule, ...]] = {}
    for row in rows:
        for side in ("before", "after"):
            if row[side] not in (*CLASSES, "any"):
                raise BadBook(f"{_NAME}: verbs: unknown class {row[side]!r}")
        rule = VerbRule(
            form=ActForm(row["form"]), before=row["before"], after=row["after"], passive=row.get("passive", False)
        )
        for words in row["words"]:
            rules[words] = (*rules.get(words, ()), rule)
    return _phrases(rules.items())


def _typed(table: Mapping[str, list[str]], word: Any) -> Phrases[Any]:
    return _phrases((phrase, word(name)) for name, phrases in table.items() for phrase in phrases)


def _plain(phrases: Iterable[str]) -> Phrases[str]:
    return _phrases((phrase, phrase) for phrase in phrases)


def _words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(_word(w) for w in words)


def _word(word: object) -> str:
    if not isinstance(word, str) or word != word.lower() or not word.strip():
        raise BadBook(f"{_NAME}: {word!r} must be words in lower case")
    return word


def _phrases(rows: Iterable[tuple[str, Any]]) -> Phrases[Any]:
    table: dict[str, dict[tuple[str, ...], Any]] = {}
    for phrase, key in rows:
        words = tuple(_word(phrase).split())
        table.setdefault(words[0], {}).setdefault(words, key)
    return MappingProxyType(
        {
            first: tuple(sorted(phrases.items(), key=lambda item: (-len(item[0]), item[0])))
            for first, phrases in table.items()
        }
    )

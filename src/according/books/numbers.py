"""The book of numbers: the words that make a count, change it, or forbid it.

In: the packaged YAML list ``data/numbers.yaml``. Out: a frozen ``NumberBook`` of tables and sets, all lower case.

Example: ``open_numbers().units["twelve"] == 12`` and ``"villages" in open_numbers().things``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from according.errors import BadBook

# What a modifier does to the number 12 (method.md, "Reading a count")
EFFECTS = ("at_least", "more_than", "at_most", "less_than", "about", "exactly")

_DERIVED = ("number_starts", "number_stops", "openers")  # made here, not in the list

Modifiers = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # key word -> (words, effect), longest first


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberBook:
    """Everything that the count grammar knows of words; each field is explained in the list itself."""

    version: str
    # words with values
    units: Mapping[str, int]
    tens: Mapping[str, int]
    hundred: Mapping[str, int]
    scales: Mapping[str, int]
    groups: Mapping[str, int]
    letters: Mapping[str, int]
    plurals: Mapping[str, int]
    months: Mapping[str, int]
    # modifiers: before by their last word, after by their first
    before: Modifiers
    after: Modifiers
    # sets of words
    ordinals: frozenset[str]
    fractions: frozenset[str]
    over_particles: frozenset[str]
    rises: frozenset[str]
    vague: frozenset[str]
    vague_before: frozenset[str]
    shares: frozenset[str]
    share_sizes: frozenset[str]
    half_not_after: frozenset[str]
    most_not_after: frozenset[str]
    few_not_after: frozenset[str]
    all_not_after: frozenset[str]
    some_after: frozenset[str]
    be: frozenset[str]
    number_sizes: frozenset[str]
    sizes: frozenset[str]
    size_nouns: frozenset[str]
    vague_multipliers: frozenset[str]
    pronouns_of_people: frozenset[str]
    absence: frozenset[str]
    absence_nouns: frozenset[str]
    absence_openers: frozenset[str]
    reports_of: frozenset[str]
    claiming: frozenset[str]
    not_known: frozenset[str]
    months_with_capital: frozenset[str]
    months_after: frozenset[str]
    month_alone_after: frozenset[str]
    year_words: frozenset[str]
    year_words_unless_people: frozenset[str]
    decade_words: frozenset[str]
    day_parts: frozenset[str]
    clock_before: frozenset[str]
    clock_words: frozenset[str]
    currencies_before: frozenset[str]
    currencies: frozenset[str]
    money_nouns: frozenset[str]
    percent: frozenset[str]
    durations: frozenset[str]
    duration_adjectives: frozenset[str]
    age_units: frozenset[str]
    ages: frozenset[str]
    age_links: frozenset[str]
    oldest: Mapping[str, int]
    naming: frozenset[str]
    population: frozenset[str]
    distances: frozenset[str]
    measures: frozenset[str]
    calibres: frozenset[str]
    designations: frozenset[str]
    designations_with_capital: frozenset[str]
    designations_unless_people: frozenset[str]
    unit_names: frozenset[str]
    pronoun_one_after: frozenset[str]
    one_fixed: frozenset[str]
    member_words: frozenset[str]
    member_groups: frozenset[str]
    superlatives: frozenset[str]
    people: frozenset[str]  # one person: "child"
    people_adjectives: frozenset[str]
    people_same: frozenset[str]
    people_plural: frozenset[str]  # many: "children", those that a rule makes among them
    people_endings: tuple[str, ...]
    harm_nouns: frozenset[str]
    harm_singles: frozenset[str]
    harm_states: frozenset[str]
    things: frozenset[str]  # one: "raid"
    things_plural: frozenset[str]  # many
    things_unless_of: frozenset[str]
    stops: frozenset[str]
    determiners: frozenset[str]
    speech: frozenset[str]
    speech_before: frozenset[str]
    # made of the above
    number_starts: frozenset[str]  # a number in words may start with one of these
    openers: frozenset[str]  # every word at which a count may start
    number_stops: frozenset[str]  # a noun phrase ends before another quantity


@cache
def open_numbers() -> NumberBook:
    """Return the book of numbers that ships with the package.

    Raises:
        BadBook: an entry is not lower case, stands twice in one list, or stands as a person and as a thing.
    """
    text = (resources.files("according.books") / "data" / "numbers.yaml").read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is ten times faster where it was built
    return read_numbers(yaml.load(text, Loader=loader))


def read_numbers(data: Any) -> NumberBook:
    """Return the book that a parsed list makes, checked.

    Raises:
        BadBook: as ``open_numbers``; also a list that is missing or that nobody reads.
    """
    if not isinstance(data, dict):
        raise BadBook("numbers.yaml: wants a mapping at the top")
    lists = dict(data)
    values: dict[str, Any] = {}
    for field in fields(NumberBook):
        if field.name in _DERIVED:
            continue
        if field.name not in lists:
            raise BadBook(f"numbers.yaml: the list {field.name!r} is missing")
        values[field.name] = _entry(field.name, lists.pop(field.name))
    if lists:
        raise BadBook(f"numbers.yaml: nobody reads {', '.join(sorted(lists))}")
    values["people_plural"] |= {_plural(word) for word in values["people"]} | values["people_same"]
    values["things_plural"] |= {_plural(word) for word in values["things"]}
    values |= _derived(values)
    book = NumberBook(**values)
    _check_apart(book)
    return book


def _derived(values: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    said = frozenset[str]().union(*(values[name] for name in ("units", "tens", "hundred", "scales", "plurals")))
    starts = said | frozenset(("a", "an", "half", "quarter")) | frozenset(values["groups"])
    lone = frozenset(("another", "both", "all", "others"))
    return {
        "number_starts": starts,
        "number_stops": said | frozenset(("several", "many", "dozen")),
        "openers": starts | lone | values["vague"] | values["absence"] | values["ordinals"],
    }


def _entry(name: str, value: Any) -> Any:
    if name == "version":
        return str(value)
    if name in ("before", "after"):
        return _modifiers(name, value)
    if isinstance(value, dict):
        return MappingProxyType({_checked(word, name): _number(number, word, name) for word, number in value.items()})
    words = _words(value, name)
    return words if name == "people_endings" else frozenset(words)


def _words(value: Any, name: str) -> tuple[str, ...]:
    if not isinstance(value, str):
        raise BadBook(f"numbers.yaml: {name} wants words separated by commas")
    words = tuple(_checked(part.strip().strip('"'), name) for part in value.split(","))
    if len(set(words)) != len(words):
        twice = sorted({word for word in words if words.count(word) > 1})
        raise BadBook(f"numbers.yaml: {name} holds {', '.join(twice)} twice")
    return words


def _modifiers(name: str, table: Any) -> Modifiers:
    if not isinstance(table, dict) or set(table) != set(EFFECTS) & set(table):
        raise BadBook(f"numbers.yaml: {name} wants {', '.join(EFFECTS)}")
    rows = [(tuple(phrase.split()), effect) for effect in EFFECTS for phrase in _phrases(table.get(effect, ""), name)]
    if len({phrase for phrase, _ in rows}) != len(rows):
        raise BadBook(f"numbers.yaml: {name} holds a modifier twice")
    at = -1 if name == "before" else 0
    keyed: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, effect in sorted(rows, key=lambda row: (-len(row[0]), row)):
        keyed.setdefault(phrase[at], []).append((phrase, effect))
    return MappingProxyType({word: tuple(found) for word, found in keyed.items()})


def _phrases(value: str, name: str) -> Iterable[str]:
    return _words(value, name) if value else ()


def _checked(word: Any, name: str) -> str:
    if not isinstance(word, str) or not word or word != word.lower() or word != " ".join(word.split()):
        raise BadBook(f"numbers.yaml: {name}: {word!r} must be a word in lower case")
    return word


def _number(value: Any, word: Any, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadBook(f"numbers.yaml: {name}: {word!r} wants a whole number")
    return value


def _plural(word: str) -> str:
    if word.endswith(("man", "woman")) and word not in ("human", "german"):
        return word[:-2] + "en"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word + "s"


def _check_apart(book: NumberBook) -> None:
    both = sorted((book.things | book.things_plural) & (book.people | book.people_plural | book.harm_nouns))
    if both:
        raise BadBook(f"numbers.yaml: people and things share {', '.join(both)}")
    strangers = sorted(book.people_adjectives - book.people)
    if strangers:
        raise BadBook(f"numbers.yaml: people_adjectives that are not in people: {', '.join(strangers)}")

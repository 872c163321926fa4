"""The weights by which claims are joined, and the words that say nothing of an incident.

In: ``data/link_weights.yaml`` and ``data/link_common.csv`` (both written by training/link_weights.py) and
``data/link_stop.yaml``, or a file of the user's for the first. Out: ``Weights``, checked.

Example: ``read_weights().across["same_place"]`` is what a shared place adds to the score of two reports' accounts.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from according.errors import BadBook

_DATA = Path(__file__).parent / "data"
_SHARE = re.compile(r"0|1|[01]\.\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexis:
    """What a word says of which incident is meant, from 0 (nothing) to 1 (it is rare)."""

    stop: frozenset[str]  # words that say nothing
    words: Mapping[str, float]  # common stems
    names: Mapping[str, float]  # common names, as their consonants
    rare: float  # every other word


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Log-odds: a score above zero says that one incident is the likelier."""

    within: Mapping[str, float]  # two claims of one report
    across: Mapping[str, float]  # two reports' accounts
    apart: float  # score of a pair that never met in a block
    threshold_within: float
    threshold_across: float
    lexis: Lexis


@cache
def read_weights(path: Path | None = None) -> Weights:
    """Return the weights of the file, by default those that ship with the package.

    Raises:
        BadBook: a key is missing or unknown, or a value is no number.
    """
    file = path or _DATA / "link_weights.yaml"
    rows = _mapping(file)
    wanted = {"within", "across", "apart", "threshold_within", "threshold_across"}
    if set(rows) != wanted:
        found = ", ".join(sorted(map(str, rows)))
        raise BadBook(f"{file.name}: keys must be {', '.join(sorted(wanted))}; found {found}")
    return Weights(
        within=_table(file, rows, "within"), across=_table(file, rows, "across"), apart=_number(file, rows, "apart"),
        threshold_within=_number(file, rows, "threshold_within"),
        threshold_across=_number(file, rows, "threshold_across"), lexis=read_lexis())


@cache
def read_lexis() -> Lexis:
    """Return how common words and names are in the news of a war, from ``link_common.csv``.

    Raises:
        BadBook: a row is no kind, word and number from 0 to 1, or stands twice.
    """
    file = _DATA / "link_common.csv"
    tables: dict[str, dict[str, float]] = {"word": {}, "name": {}, "rare": {}}
    with file.open(encoding="utf-8", newline="") as lines:
        for n, row in enumerate(csv.reader(lines), 1):
            kind, word, value = row if len(row) == 3 else ("", "", "")
            if kind not in tables or word in tables[kind] or not _SHARE.fullmatch(value):
                raise BadBook(f"{file.name}:{n}: must be word, name or rare; a new word; a number from 0 to 1")
            tables[kind][word] = float(value)
    if list(tables["rare"]) != ["*"]:
        raise BadBook(f"{file.name}: wants one row for every other word: rare,*,0.9")
    return Lexis(stop=read_stop(), words=tables["word"], names=tables["name"], rare=tables["rare"]["*"])


@cache
def read_stop() -> frozenset[str]:
    """Return the words that say nothing of an incident, folded.

    Raises:
        BadBook: an entry is no lower-case word or stands twice.
    """
    file = _DATA / "link_stop.yaml"
    found: list[str] = []
    for group, text in _mapping(file).items():
        if not isinstance(text, str):
            raise BadBook(f"{file.name}: {group} must be one text of words with spaces between them")
        found += text.split()
    for word in found:
        if not word.isalpha() or word != word.casefold():
            raise BadBook(f"{file.name}: {word!r} is no lower-case word")
    if twice := sorted({word for word in found if found.count(word) > 1}):
        raise BadBook(f"{file.name}: stands twice: {', '.join(twice)}")
    return frozenset(found)


def _mapping(file: Path) -> dict[str, object]:
    try:
        rows = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadBook(f"{file}: cannot be read: {error.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadBook(f"{file}: is no YAML: {str(error).splitlines()[0]}") from None
    if not isinstance(rows, dict):
        raise BadBook(f"{file}: must hold names and values")
    return rows


def _table(file: Path, rows: Mapping[str, object], key: str) -> dict[str, float]:
    table = rows[key]
    if not isinstance(table, dict):
        raise BadBook(f"{file.name}: {key} must be a table of features")
    return {str(name): _number(file, table, name) for name in sorted(table)}


def _number(file: Path, rows: Mapping[str, object], key: str) -> float:
    value = rows[key]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise BadBook(f"{file.name}: {key} must be a number, not {value!r}")
    return float(value)

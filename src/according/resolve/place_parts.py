"""Take a place phrase apart: its names from the most exact to the widest, each with what is said around it.

In: the words of a place phrase. Out: ``Part`` records.

Example: ``parts_of("the Nawagai area of Bajaur Agency")`` gives "Nawagai" (area) and "Bajaur Agency" (district).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from according.books.folding import fold_name
from according.books.place_words import open_place_words

_TOKEN = re.compile(r"(?P<word>[^\W_](?:[^\W_]|[.'’‘`´-](?=[^\W_]))*)|(?P<stop>[^\w\s])")
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_BROKEN_APOSTROPHE = re.compile(r"(?<=[A-Za-z])(?:â€™|â€˜|â\x80[\x98\x99])(?=[A-Za-z])")
_GARBAGE = re.compile(r"[\x80-\x9f_â¢â¬©]+[^\sA-Za-z]*")  # mojibake of curly quotes
_POSSESSIVE = re.compile(r"(?:['’‘]s?|(?<=s)['’‘])$")
_HOMES = frozenset(
    ["house", "houses", "home", "homes", "residence", "residences", "shop", "shops", "office", "funeral"]
)
_JOINERS = frozenset(
    [
        "al",
        "el",
        "as",
        "ash",
        "an",
        "ar",
        "ad",
        "at",
        "az",
        "ez",
        "ezz",
        "es",
        "et",
        "e",
        "i",
        "of",
        "de",
        "la",
        "del",
        "do",
        "da",
        "dos",
        "das",
        "du",
        "le",
        "bin",
        "ibn",
        "wa",
    ]
)
_ARTICLE = re.compile(r"^(?i:al|el|ar|as|ash|at|an|ad|az|ez)-[A-Z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One name of a place phrase."""

    name: str  # as printed, without the words of kind that follow it in small letters
    kind: str | None  # what the words around it say: city, part, area, adm2, adm1, country, rural
    word: str | None  # the word that says so, where the name itself does not hold it
    direction: str | None  # "northern", for a part of what is named
    near: bool  # the event lies by it
    joined: bool  # told in one breath with the part before: "Fua and Kefraya"
    outer: bool  # holds what follows: "Syria's"


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    capital: bool
    possessive: bool


def parts_of(text: str, *, is_place: Callable[[str], bool], is_other: Callable[[str], bool]) -> tuple[Part, ...]:
    """Return the parts of a place phrase, the most exact first.

    Args:
        text: the place words.
        is_place: whether the book of places knows a name, for runs of names that lost their commas.
        is_other: whether a name is somebody or something else (an armed group, a people).
    """
    clean = _BRACKETS.sub("", _GARBAGE.sub(" ", _BROKEN_APOSTROPHE.sub("'", text)))
    words = _words(clean)
    parts: list[Part] = []
    at = 0
    before: list[str] = []
    while at < len(words):
        if not _starts(words, at):
            before.append(words[at].text.lower())
            at += 1
            continue
        end = _run_end(words, at, clean)
        after = [w.text.lower() for w in words[end : end + 2] if not w.capital]
        for name, holds in _split(_POSSESSIVE.sub("", clean[words[at].start : words[end - 1].end]), is_place):
            part = _part(name, before, after, holds or words[end - 1].possessive, bool(parts))
            if part is not None and not is_other(part.name):
                parts.append(part)
                before = []
        before, at = [], end
    return _ordered(parts)


def generic_head(text: str) -> str | None:
    """Return the word that a phrase without a name hangs on: "the town" gives "town", "her house" nothing."""
    back = open_place_words().back
    return next((word.group() for word in re.finditer(r"[a-z-]+", text.lower()) if word.group() in back), None)


def _words(text: str) -> list[_Word]:
    out = []
    for match in _TOKEN.finditer(text):
        word = match.group("word")
        if word is None:
            out.append(_Word(match.group(), match.start(), match.end(), False, False))
            continue
        bare = _POSSESSIVE.sub("", word)
        capital = (bare[:1].isupper() and not bare.isdigit()) or bool(_ARTICLE.match(bare))
        out.append(_Word(word, match.start(), match.end(), capital, bare != word))
    return out


def _starts(words: list[_Word], at: int) -> bool:
    word = words[at]
    return word.capital or (word.text.lower() in ("al", "el") and at + 1 < len(words) and words[at + 1].capital)


def _run_end(words: list[_Word], at: int, text: str) -> int:
    """Return the end of a run of capitalised words that begins at ``at``; joiners count between two of them."""
    end = at + 1
    while end < len(words) and not words[end - 1].possessive:
        gap = text[words[end - 1].end : words[end].start]
        if gap.strip() or "\n" in gap:
            break
        if words[end].capital or re.fullmatch(r"\d{1,4}", words[end].text):
            end += 1
        elif (
            words[end].text.lower() in _JOINERS
            and words[end].text.lower() != "of"
            and end + 1 < len(words)
            and words[end + 1].capital
        ):
            end += 2
        else:
            break
    return end


def _split(name: str, is_place: Callable[[str], bool]) -> list[tuple[str, bool]]:
    """Split a run that lost its commas or apostrophes; each piece with whether it holds what follows.

    "Aleppo Hama" holds two places if the whole is none and each piece is one; "Syrias Aleppo" is "Syria's Aleppo";
    "Syria-Turkey" are two.
    """
    words = name.split()
    if is_place(name):
        return [(name, False)]
    if len(words) == 1 and name.endswith("s") and is_place(name[:-1]):
        return [(name[:-1], False)]
    if len(words) == 1:
        halves = name.split("-")
        return (
            [(half, False) for half in halves]
            if len(halves) == 2 and all(is_place(half) for half in halves)
            else [(name, False)]
        )
    if words[0].endswith("s") and not is_place(words[0]) and is_place(words[0][:-1]):
        return [(words[0][:-1], True), *_split(" ".join(words[1:]), is_place)]
    title = len(words) >= 5  # a headline in capitals: only what the book knows is a name
    out: list[tuple[str, bool]] = []
    at = 0
    while at < len(words):
        for end in range(len(words), at, -1):
            if is_place(" ".join(words[at:end])):
                out.append((" ".join(words[at:end]), False))
                at = end
                break
        else:
            if not title:
                return [(name, False)]
            at += 1
    return out


def _part(name: str, before: list[str], after: list[str], possessive: bool, has_one: bool) -> Part | None:
    words = open_place_words()
    if not any(c.isalpha() for c in name):
        return None
    if before[-1:] == ["of"] and before[-2:-1] and before[-2] in _HOMES:  # "the house of" somebody
        return None
    near = any(w in words.near for w in before[-6:])
    direction = before[-1] if before[-1:] and before[-1] in words.directions else None
    kind, word = _kind(name, before, after)
    if direction is None and name.split()[0].lower() in words.directions and len(name.split()) > 1:
        direction = name.split()[0].lower()
    joined = (
        has_one
        and bool(before)
        and before[0] in ("and", "or", "/", "&")
        and not any(w in words.kinds for w in before[:1])
    )
    return Part(name=name, kind=kind, word=word, direction=direction, near=near, joined=joined, outer=possessive)


def _kind(name: str, before: list[str], after: list[str]) -> tuple[str | None, str | None]:
    """Return the kind of place that the words around a name announce, and the word, if it stands outside the name."""
    kinds = open_place_words().kinds
    if after and after[0] in kinds:
        return kinds[after[0]], after[0]
    if len(name.split()) > 1 and name.split()[-1].lower() in kinds:
        return kinds[name.split()[-1].lower()], None
    tail = [w for w in before[-3:] if w not in ("the", "of", "a", "an")]
    word = next((w for w in reversed(tail) if w in kinds), None)
    if word is None or (kinds[word] in ("part", "area", "rural") and before[-1:] != ["of"]):
        return None, None
    return kinds[word], word


def _ordered(parts: list[Part]) -> tuple[Part, ...]:
    """Put what holds ("Syria's") behind what it holds, and give joined parts the kind that follows the last of them."""
    inner = [p for p in parts if not p.outer]
    outer = [p for p in parts if p.outer]
    out: list[Part] = []
    seen: set[str] = set()
    for part in (*inner, *outer):
        if fold_name(part.name) not in seen:
            seen.add(fold_name(part.name))
            out.append(replace(part, outer=part in outer))
    return tuple(out)

"""The noun phrases of those who speak: before a verb of saying, after "according to", after "said".

In: tokens and where the cue stands. Out: the first and last token of the phrase, or None.

Example: ``backward(tokens, 9, lexicon)`` for "... were killed a monitor said" gives "a monitor".
"""

from __future__ import annotations

from according.books.grammar import word_list
from according.books.lexicon import Lexicon, match
from according.extract.tokens import Tokens

_SKIP_BACK = word_list("attribution", "skip_back")


_NOT_IN_NAME = word_list("attribution", "not_in_name")


PREPOSITIONS = word_list("attribution", "prepositions")


_NOT_FORWARD = word_list("attribution", "not_forward")


DETERMINERS = word_list("attribution", "determiners")


_LONGEST = 16


def is_acronym(tokens: Tokens, at: int) -> bool:
    """Say whether "WHO" is an organisation and no pronoun."""
    return len(tokens.printed[at]) > 2 and tokens.printed[at].isupper()


def find_quoted(tokens: Tokens, last: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return the noun phrase of "quoted ... as saying"."""
    for at in range(last + 1, min(len(tokens) - 1, last + _LONGEST)):
        if tokens.lower[at] == "as" and tokens.lower[at + 1] in ("saying", "telling", "stating", "reporting"):
            return _trim(tokens, last, at)
    return None


def find_told(tokens: Tokens, last: int) -> tuple[int, int] | None:
    """Return who was told: "Reuters" in "a doctor told Reuters"."""
    at = last
    while (
        at < len(tokens) and at - last < 5 and (tokens.is_capital(at) or tokens.lower[at] in ("the", "news", "agency"))
    ):
        if tokens.lower[at] in ("on", "that"):
            break
        at += 1
    return (last, at) if at > last and any(tokens.is_capital(i) for i in range(last, at)) else None


def backward(tokens: Tokens, cue: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return the noun phrase that ends before a verb of saying."""
    end = _before_skipped(tokens, cue)
    start, seen_noun = end, False
    while start > 0 and end - start < _LONGEST:
        word = tokens.lower[start - 1]
        if word in lexicon.pronouns and not is_acronym(tokens, start - 1):
            return (start - 1, start) if start == end else _trim(tokens, start, end)
        if word in _ARTICLES:
            start -= 1
            if start > 0 and tokens.lower[start - 1] in ("monitoring", "tracking", "documenting", "covering"):
                start -= 1
                seen_noun = False
                continue
            before = tokens.lower[start - 1] if start > 0 else ""
            if before in ("of", "for", "at", "in", "with", "from") and _goes_on(tokens, start - 1, lexicon):
                start -= 1
                continue
            if word in ("a", "an") and (named := _name_before(tokens, start, lexicon)) is not None:
                return named
            if (joined := _joined_before(tokens, start, lexicon)) is not None:
                return _trim(tokens, joined, end)
            break
        if _ends_name(tokens, start, end, lexicon, seen_noun):
            break
        seen_noun = seen_noun or word in lexicon.source_nouns or tokens.is_capital(start - 1)
        start -= 1
    return _trim(tokens, start, end)


_ARTICLES = frozenset({"a", "an", "the", "its", "his", "their", "another"})


def _before_skipped(tokens: Tokens, cue: int) -> int:
    """Return where a speaker ends: before "also", "on Friday", "in a statement" that stand before the verb."""
    end = cue
    while end > 0 and (tokens.lower[end - 1] in _SKIP_BACK or (tokens.lower[end - 1] in (",", ")") and cue - end < 1)):
        if tokens.lower[end - 1] == "statement" and end > 1 and tokens.lower[end - 2] not in ("a", "in"):
            break
        end -= 1
    if end > 0 and end < cue and tokens.lower[end - 1] in ("in", "a"):
        while end > 0 and tokens.lower[end - 1] in ("in", "a", "the"):
            end -= 1
    return end


def _ends_name(tokens: Tokens, start: int, end: int, lexicon: Lexicon, seen_noun: bool) -> bool:
    """Say whether the word before ``start`` is no part of the noun phrase that reaches to ``end``."""
    word = tokens.lower[start - 1]
    if word == "of" or word in PREPOSITIONS:
        apposed = tokens.lower[end : end + 1] == (",",) and start >= 2 and tokens.is_capital(start - 2)
        return not apposed and not _goes_on(tokens, start - 1, lexicon)
    if word == ",":
        named = tokens.is_capital(start - 2) and tokens.lower[start - 2] not in _SKIP_BACK
        apposition = tokens.lower[start] in _APPOSED and named
        return not (seen_noun and start >= 2 and apposition and end - start < 10)
    people = word in lexicon.people and word.endswith("s")
    if seen_noun and people and word not in lexicon.source_nouns - {"fighters", "militants", "rebels"}:
        return True
    if word == "." and start >= 2 and tokens.lower[start - 2] in _TITLES:
        return False
    return (
        (word in _NOT_IN_NAME and not is_acronym(tokens, start - 1))
        or not (word[0].isalpha() or word in "-()'’&." or word[0].isdigit())
        or (word == "and" and not (tokens.is_capital(start) or (start >= 2 and tokens.is_capital(start - 2))))
        or (
            not tokens.is_capital(start - 1)
            and word not in lexicon.source_nouns
            and seen_noun
            and word not in _MODIFIERS | _STAYING
            and not word.endswith(("based", "affiliated", "backed", "run", "owned", "led", "linked"))
        )
    )


def _name_before(tokens: Tokens, article: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return the name that an article explains with no comma between: "the Field Committees (FC) a network said"."""
    if _BODIES.isdisjoint(tokens.lower[article + 1 : article + 6]):
        return None
    start = article
    while start > 0 and article - start < _LONGEST:
        word = tokens.lower[start - 1]
        inner = word in ("of", "for", "and", "'s", "'", "s", "(", ")", "-", "the") and start >= 2
        if not (tokens.is_capital(start - 1) or (inner and start < article) or word == ")"):
            break
        start -= 1
        if word == "the":
            break
    named = _trim(tokens, start, article)
    if named is None or not any(
        tokens.is_capital(i) and tokens.lower[i] in lexicon.source_nouns for i in range(*named)
    ):
        return None  # "on Aleppo a monitoring group said": the name of a place
    return named


def _joined_before(tokens: Tokens, article: int, lexicon: Lexicon) -> int | None:
    """Return where a first speaker begins who is joined to a second: "state media and the Observatory said"."""
    if article < 2 or tokens.lower[article - 1] != "and":
        return None
    first = backward(tokens, article - 1, lexicon)
    if first is None or first[1] != article - 1 or first[1] - first[0] > 6:
        return None
    return first[0] if tokens.lower[first[1] - 1] in lexicon.source_nouns else None


_BODIES = word_list("attribution", "bodies")
_TITLES = word_list("attribution", "titles")


_MODIFIERS = word_list("attribution", "modifiers")


_APPOSED = word_list("attribution", "apposed")


def _goes_on(tokens: Tokens, preposition: int, lexicon: Lexicon) -> bool:
    """Say whether a noun phrase goes on before a preposition.

    Its head there is one that takes one ("head of the ...").
    """
    if preposition == 0:
        return False
    before = tokens.lower[preposition - 1]
    if before in _STAYING and preposition > 1:
        return tokens.lower[preposition - 2] in lexicon.source_nouns
    if tokens.lower[preposition] in ("of", "for"):
        return before in lexicon.of_heads or (
            before in ("rights", "observatory", "network", "centre", "center", "syria")
            and tokens.lower[preposition] == "for"
        )
    return before in lexicon.source_nouns and before not in word_list("source_phrase", "no_place_after")


_STAYING = word_list("attribution", "staying")


def _trim(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    while start < end and (
        tokens.lower[start] in PREPOSITIONS
        or tokens.lower[start] in ("and", "or", ",", "but", "-", ".", ")", "'", "’", "meanwhile", "however", "also")
    ):
        start += 1
    while end > start and tokens.lower[end - 1] in (",", "and", "-", ".", "(", "'", "’"):
        end -= 1
    return (start, end) if start < end else None


def forward(tokens: Tokens, start: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return the noun phrase that starts after "according to"."""
    end = start
    comma: int | None = None  # where an apposition begins: "an officer, head of the station, ..."
    while end < len(tokens) and end - start < _LONGEST:
        word = tokens.lower[end]
        if word in (";", ".", ":", '"', "”", "“", "!", "?"):
            break
        if (
            word in _NOT_FORWARD
            and not (word == "and" and _joined(tokens, end))
            and not (word == "by" and (tokens.lower[end - 1] in _SAYINGS or _issued(tokens, start, end)))
        ):
            break
        if end > start and (
            word in lexicon.be
            or (match(lexicon.verbs, tokens.lower, end) and word not in ("report", "reports", "estimates", "estimate"))
        ):
            break
        if (
            end > start
            and word in ("the", "a", "an", "his", "its", "it", "due", "there")
            and tokens.lower[end - 1] not in _BEFORE_DETERMINER
            and not _apposed(tokens, end)
        ):
            break
        if (
            end > start
            and tokens.lower[end - 1] in _WHOLE
            and (tokens.is_capital(end) or word[0].isdigit() or word in ("eight", "two", "three"))
        ):
            break
        if end > start and word in _HOW_MANY and tokens.lower[end - 1] in lexicon.source_nouns:
            break
        if word == ",":
            if comma is not None or not (
                end + 1 < len(tokens)
                and (tokens.is_capital(end + 1) or tokens.lower[end + 1] in ("head", "director", "chief", "a", "the"))
            ):
                break
            comma = end
        if (
            word == "in"
            and end > start
            and not (end + 1 < len(tokens) and tokens.is_capital(end + 1) and end - start < 4)
        ):
            break
        end += 1
    if comma is not None and end < len(tokens) and tokens.lower[end] not in _CLOSING:
        end = comma  # what follows the comma runs on: it is no apposition but the sentence itself
    return _trim(tokens, start, end)


_HOW_MANY = word_list("patterns", "numberish") - {"of", "number", "many"}
_CLOSING = frozenset({",", ".", ";", ":", '"', "”"})
_BEFORE_DETERMINER = word_list("attribution", "before_determiner")


_SAYINGS = word_list("attribution", "sayings")


_WHOLE = word_list("attribution", "whole")


def _issued(tokens: Tokens, start: int, by: int) -> bool:
    """Say whether "by" tells whose a statement is: "a statement issued by the brigade"."""
    return tokens.lower[by - 1] in _ISSUED and not _SAYINGS.isdisjoint(tokens.lower[start : by - 1])


_ISSUED = word_list("attribution", "issued")


def _apposed(tokens: Tokens, at: int) -> bool:
    """Say whether an article opens what a name is: "Omar Aziz the head of the hospital", no comma between."""
    return (
        tokens.lower[at] in ("the", "a", "an")
        and tokens.is_capital(at - 1)
        and not _APPOSED.isdisjoint(tokens.lower[at + 1 : at + 4])
    )


def _joined(tokens: Tokens, at: int) -> bool:
    if at + 2 < len(tokens) and tokens.lower[at + 1] == "the" and tokens.is_capital(at + 2):
        return True
    return at + 1 < len(tokens) and (
        tokens.is_capital(at + 1) or tokens.lower[at + 1] in ("other", "local", "media", "medical")
    )


def find_inverted(tokens: Tokens, first: int, last: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return the noun phrase after a verb of saying in "..., said the monitor" or "... reports Dawn"."""
    if last >= len(tokens) or tokens.lower[last] in ("that", "in", "on", "it", "he", "they", "at", "there", ",", "of"):
        return None
    if (site := _site(tokens, last)) is not None:
        return site
    if not (tokens.is_capital(last) or tokens.lower[last] in DETERMINERS or tokens.lower[last] in lexicon.source_nouns):
        return None
    if tokens.lower[last] in _DAYS:
        return None
    source = forward(tokens, last, lexicon)
    if (
        source is None
        or tokens.lower[first] not in _INVERTS
        or any(w[0].isdigit() or w == "total" for w in tokens.lower[source[0] : source[1]])
    ):
        return None
    # A verb follows at once: the phrase is what was said, not who said it
    tail = tokens.lower[source[1] : source[1] + 1]
    return source if not tail or tail[0] in _INVERTED_END else None


def _site(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Return the address of a site that ends a sentence: "reports example.org"."""
    end = at
    while end + 2 < len(tokens) and tokens.lower[end + 1] == "." and tokens.ends[end] == tokens.starts[end + 1]:
        if tokens.ends[end + 1] != tokens.starts[end + 2]:
            break
        end += 2
    return (at, end + 1) if end > at and end >= len(tokens) - 2 else None


_DAYS = word_list("attribution", "days")
_INVERTS = word_list("attribution", "inverts")


_INVERTED_END = word_list("attribution", "inverted_end")

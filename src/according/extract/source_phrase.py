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
    end = cue
    while end > 0 and (tokens.lower[end - 1] in _SKIP_BACK or (tokens.lower[end - 1] in (",", ")") and cue - end < 1)):
        if tokens.lower[end - 1] == "statement" and end > 1 and tokens.lower[end - 2] not in ("a", "in"):
            break
        end -= 1
    if end > 0 and end < cue and tokens.lower[end - 1] in ("in", "a"):
        while end > 0 and tokens.lower[end - 1] in ("in", "a", "the"):
            end -= 1
    start = end
    seen_noun = False
    while start > 0 and end - start < _LONGEST:
        word = tokens.lower[start - 1]
        if word in lexicon.pronouns and not is_acronym(tokens, start - 1):
            return (start - 1, start) if start == end else _trim(tokens, start, end)
        if word in ("a", "an", "the", "its", "his", "their", "another"):
            start -= 1
            if start > 0 and tokens.lower[start - 1] in ("monitoring", "tracking", "documenting", "covering"):
                start -= 1
                seen_noun = False
                continue
            if (
                start > 0
                and tokens.lower[start - 1] in ("of", "for", "at", "in", "with", "from")
                and _goes_on(tokens, start - 1, lexicon)
            ):
                start -= 1
                continue
            break
        if word == "of" or word in PREPOSITIONS:
            apposed = tokens.lower[end : end + 1] == (",",) and start >= 2 and tokens.is_capital(start - 2)
            if not apposed and not _goes_on(tokens, start - 1, lexicon):
                break
        elif word == ",":
            apposition = (
                tokens.lower[start] in _APPOSED
                and tokens.is_capital(start - 2)
                and tokens.lower[start - 2] not in _SKIP_BACK
            )
            if not (seen_noun and start >= 2 and apposition and end - start < 10):
                break
        elif (
            seen_noun
            and word in lexicon.people
            and word.endswith("s")
            and word not in lexicon.source_nouns - {"fighters", "militants", "rebels"}
        ):
            break
        elif word == "." and start >= 2 and tokens.lower[start - 2] in _TITLES:
            pass
        elif (
            word in _NOT_IN_NAME
            or not (word[0].isalpha() or word in "-()'’&." or word[0].isdigit())
            or (word == "and" and not (tokens.is_capital(start) or (start >= 2 and tokens.is_capital(start - 2))))
            or (
                not tokens.is_capital(start - 1)
                and word not in lexicon.source_nouns
                and seen_noun
                and word not in _MODIFIERS
                and not word.endswith(("based", "affiliated", "backed", "run", "owned", "led", "linked"))
            )
        ):
            break
        seen_noun = seen_noun or word in lexicon.source_nouns or tokens.is_capital(start - 1)
        start -= 1
    return _trim(tokens, start, end)


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
    if tokens.lower[preposition] in ("of", "for"):
        return before in lexicon.of_heads or (
            before in ("rights", "observatory", "network", "centre", "center", "syria")
            and tokens.lower[preposition] == "for"
        )
    return before in lexicon.source_nouns and before not in word_list("source_phrase", "no_place_after")


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
    comma = False
    while end < len(tokens) and end - start < _LONGEST:
        word = tokens.lower[end]
        if word in (";", ".", ":", '"', "”", "“", "!", "?"):
            break
        if (
            word in _NOT_FORWARD
            and not (word == "and" and _joined(tokens, end))
            and not (word == "by" and tokens.lower[end - 1] in _SAYINGS)
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
        ):
            break
        if (
            end > start
            and tokens.lower[end - 1] in _WHOLE
            and (tokens.is_capital(end) or word[0].isdigit() or word in ("eight", "two", "three"))
        ):
            break
        if word == ",":
            if comma or not (
                end + 1 < len(tokens)
                and (tokens.is_capital(end + 1) or tokens.lower[end + 1] in ("head", "director", "chief", "a", "the"))
            ):
                break
            comma = True
        if (
            word == "in"
            and end > start
            and not (end + 1 < len(tokens) and tokens.is_capital(end + 1) and end - start < 4)
        ):
            break
        end += 1
    return _trim(tokens, start, end)


_BEFORE_DETERMINER = word_list("attribution", "before_determiner")


_SAYINGS = word_list("attribution", "sayings")


_WHOLE = word_list("attribution", "whole")


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
    if not (tokens.is_capital(last) or tokens.lower[last] in DETERMINERS or tokens.lower[last] in lexicon.source_nouns):
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


_INVERTS = word_list("attribution", "inverts")


_INVERTED_END = word_list("attribution", "inverted_end")

"""The phrases around an act: its clause, who stands before a verb, what stands after it.

In: ``Tokens`` and the place of a word. Out: spans of tokens, first to before last.

Example: in "the army, backed by militias, seized the town" ``subject`` of "seized" is "the army".
"""

from __future__ import annotations

from according.books.acts import ActBook
from according.books.lexicon import Phrases, match
from according.extract.tokens import Tokens

Span = tuple[int, int]
_ASIDES = 3
_LONGEST = 12


def is_name(tokens: Tokens, at: int) -> bool:
    """Say whether a word has a capital: also after its article ("al-Bab", "ez-Zor")."""
    word = tokens.printed[at]
    return word[0].isupper() or (word[0].isalpha() and "-" in word and any(c.isupper() for c in word))


def clause(tokens: Tokens, at: int, book: ActBook) -> Span:
    """Return the clause that holds a word: what lies between the marks and clause words around it."""
    first = at
    while first > 0 and not _parts(tokens, first - 1, book):
        first -= 1
    last = at + 1
    while last < len(tokens) and not _parts(tokens, last, book):
        last += 1
    return first, last


def _parts(tokens: Tokens, at: int, book: ActBook) -> bool:
    word = tokens.lower[at]
    return (word in book.small["stops"] and word != "-") or word in book.small["clause"] or word in book.lexicon.strong


def subject(tokens: Tokens, verb: int, book: ActBook) -> Span | None:
    """Return the noun phrase that ends before a verb, auxiliaries and adverbs stepped over.

    None where there is none.
    """
    end = _skip(tokens, verb, book)
    if end > 0 and tokens.lower[end - 1] == ",":
        end = _before_aside(tokens, end - 1, book)
    first = _noun_phrase_back(tokens, end, book)
    if first is not None and (backer := _backer(tokens, first, book)) is not None:
        end, first = backer, _noun_phrase_back(tokens, backer, book)
    for _ in range(_ASIDES):
        if first is None or first < 2 or tokens.lower[first - 1] not in book.small["hanging"]:
            break
        outer = _noun_phrase_back(tokens, first - 1, book)
        if outer is None or tokens.lower[outer] in book.small["leading"]:
            break
        first, end = (
            outer,
            first - 1,
        )  # "the president, in an interview on state television, denied": not the television
    if first is None:
        return None
    if first > 2 and tokens.lower[first - 2 : first] == ("according", "to"):
        return subject(tokens, first - 2, book)  # "the planes, according to the monitor, hit"
    while first < end and (
        tokens.lower[first] in book.small["leading"]
        or tokens.lower[first] in book.small["times"]
        or tokens.lower[first].isdigit()
    ):
        first += 1
    return (first, end) if first < end else None


def _skip(tokens: Tokens, end: int, book: ActBook) -> int:
    while end > 0 and (tokens.lower[end - 1] in book.small["skip_back"] or tokens.lower[end - 1].endswith("ly")):
        end -= 1
    if end > 0 and tokens.lower[end - 1] == ")":
        return _opening_bracket(tokens, end - 1) or end
    return end


def _opening_bracket(tokens: Tokens, closing: int) -> int | None:
    return next((at for at in range(closing - 1, max(-1, closing - 9), -1) if tokens.lower[at] == "("), None)


def _before_aside(tokens: Tokens, comma: int, book: ActBook) -> int:
    """Step back over ", head of the office," or ", backed by militias,": the subject stands before it."""
    for at in range(comma - 1, max(0, comma - 14), -1):
        if tokens.lower[at] == ",":
            return at if tokens.lower[at + 1] in book.small["apposed"] else comma
    return comma


def _backer(tokens: Tokens, first: int, book: ActBook) -> int | None:
    """Return where "backed by ..." begins, if the phrase is what stands after it: not the backer took the town."""
    at = first - 1
    while at > 0 and tokens.lower[at] in ("the", "a"):
        at -= 1
    if at > 1 and tokens.lower[at] in ("by", "with", "to") and tokens.lower[at - 1] in book.small["backed"]:
        return at - 2 if tokens.lower[at - 2] in (",", "in") else at - 1
    return None


def _noun_phrase_back(tokens: Tokens, end: int, book: ActBook) -> int | None:
    first = end
    while first > 0 and end - first < _LONGEST:
        word = tokens.lower[first - 1]
        if word in book.lexicon.pronouns:
            return first - 1 if first == end else first
        if word == ")" and first < end and (opened := _opening_bracket(tokens, first - 1)) is not None:
            first = opened
            continue
        if word in book.small["name_goes_on"]:
            if (
                first == end
                or first < 2
                or not (
                    tokens.lower[first - 2] in book.small["heads"] or tokens.lower[first - 2] in book.lexicon.of_heads
                )
            ):
                break
        elif word in ("and", "&"):
            if first == end or first < 2 or not _joins(tokens, first - 2, first, book):
                break
        elif word in book.small["breaks"] or not (word[0].isalnum() or word in ("'", "’", "-")):
            break
        first -= 1
        if word in ("a", "an", "the") and not (first > 0 and tokens.lower[first - 1] in book.small["name_goes_on"]):
            break
    return first if first < end else None


def _joins(tokens: Tokens, before: int, after: int, book: ActBook) -> bool:
    """Say whether "and" joins two of a kind: names, or people."""
    if tokens.is_capital(before) and tokens.is_capital(after):
        return True
    return _is_people(tokens.lower[before], book) and any(_is_people(w, book) for w in tokens.lower[after : after + 4])


def _is_people(word: str, book: ActBook) -> bool:
    return word in book.lexicon.people or word in book.lexicon.source_nouns


def opening(tokens: Tokens, book: ActBook) -> Span | None:
    """Return the noun phrase that a sentence opens with.

    The subject of its participles ("..., urging them to leave").
    """
    at = 0
    while at < min(len(tokens), _LONGEST):
        word = tokens.lower[at]
        named = (
            tokens.is_capital(at)
            or word in book.lexicon.people
            or word in book.lexicon.source_nouns
            or word in ("the", "a", "of", "for", "al", "-", "'s", "and")
        )
        if not named or (at and word in book.small["breaks"] and word not in ("of", "for", "and")):
            break
        at += 1
    while at > 0 and tokens.lower[at - 1] in ("of", "for", "and", "the", "-", "a"):
        at -= 1
    start = 0
    while start < at and tokens.lower[start] in book.small["leading"]:
        start += 1
    return (start, at) if start < at else None


def object_after(tokens: Tokens, at: int, book: ActBook) -> Span | None:
    """Return the noun phrase that follows a verb or a preposition."""
    first = at
    while first < len(tokens) and tokens.lower[first] in ("the", "a", "an", "its", "their", "his"):
        first += 1
    last = first
    while last < len(tokens) and last - first < _LONGEST:
        word = tokens.lower[last]
        if word in book.small["name_goes_on"] and last > first:
            if tokens.lower[last - 1] not in book.small["heads"]:
                break
        elif word in ("and", "&") and last > first:
            if not (last + 1 < len(tokens) and _joins(tokens, last - 1, last + 1, book)):
                break
        elif (
            word in book.small["breaks"]
            or word in book.lexicon.weak
            or not (word[0].isalnum() or word in ("'", "’", "-"))
        ):
            break
        last += 1
    while last > first and tokens.lower[last - 1] in book.small["name_goes_on"] | {"and", "the", "-"}:
        last -= 1
    return (first, last) if last > first else None


def holds(tokens: Tokens, span: Span | None, phrases: Phrases[str]) -> bool:
    """Say whether one of the phrases stands in a span."""
    if span is None:
        return False
    return any((hit := match(phrases, tokens.lower, at)) is not None and at + hit[0] <= span[1] for at in range(*span))

"""The places that stand beside an act: after its verb, or the nearest of its sentence.

In: ``Tokens``, where the act stands, the book of acts. Out: spans of tokens, first to before last.

Example: in "reinforcements on the way to secure the city of Goma" the place is "city of Goma".
"""

from __future__ import annotations

from according.books.acts import ActBook
from according.extract.act_phrases import Span, is_name
from according.extract.tokens import Tokens

_LONGEST = 16


def place_after(tokens: Tokens, at: int, book: ActBook) -> tuple[Span | None, bool]:
    """Return the place that follows a verb, and whether only its name says that it is one."""
    first = at
    while first < len(tokens) and tokens.lower[first] in book.small["to_place"]:
        first += 1
    if first < len(tokens) and (
        tokens.lower[first] in book.small["times"]
        or (tokens.lower[at - 1] in book.small["took"] and tokens.lower[first].startswith("position"))
    ):
        return None, True
    last, named, word = first, False, False
    while last < len(tokens) and last - first < _LONGEST:
        lower = tokens.lower[last]
        if lower in book.small["times"]:
            break
        if lower in book.classes["place"]:
            word = True
        elif is_name(tokens, last):
            named = named or len(lower) > 2
        elif (lower not in book.small["place_joins"] and not lower.endswith(("held", "controlled", "'s", "-run"))) or (
            lower in ("and", "on", "in", "at", "into", "against", "over", "near", "around", "targeting")
            and (named or word)
            and not _place_soon(tokens, last + 1, book)
        ):
            break
        last += 1
    while last > first and tokens.lower[last - 1] in book.small["place_joins"] - {"border"}:
        last -= 1
    return ((first, last) if last > first and (named or word) else None), not word


def _place_soon(tokens: Tokens, at: int, book: ActBook) -> bool:
    return any(
        is_name(tokens, i) or tokens.lower[i] in book.classes["place"] for i in range(at, min(at + 3, len(tokens)))
    )


def place_near(tokens: Tokens, told: Span, book: ActBook, *, goes: bool) -> Span | None:
    """Return the place that the sentence names nearest to words; ``goes`` where they tell a way, whose end counts."""
    best: tuple[float, Span] | None = None
    for at in range(len(tokens) - 1):
        word = tokens.lower[at]
        if word not in book.small["before_place"] or (
            word == "of" and (at == 0 or tokens.lower[at - 1] not in book.classes["place"])
        ):
            continue
        span = _after_to(tokens, at, book) if word == "to" else place_after(tokens, at + 1, book)[0]
        if span is None or tokens.lower[span[0]] in book.small["times"] or (word == "to" and not goes):
            continue
        if (
            not any(is_name(tokens, i) for i in range(*span))
            and span[1] - span[0] == 1
            and tokens.lower[at + 1] not in book.small["determiners"]
        ):
            continue  # "in power", "at school"
        if 0 < at < told[0] and tokens.lower[at - 1] in book.small["rulers"]:
            continue  # "the government in Damascus"
        distance = at - told[1] if at >= told[1] else 1.6 * (told[0] - at) + 2
        if best is None or distance < best[0]:
            best = (distance, span)
    return best[1] if best is not None else None


def _after_to(tokens: Tokens, at: int, book: ActBook) -> Span | None:
    """Return the place after "to", a verb between them stepped over: "to secure the city of Jableh"."""
    for step in (1, 2):
        if at + step < len(tokens) and (step == 1 or tokens.lower[at + 1].isalpha()):
            span = place_after(tokens, at + step, book)[0]
            if span is not None and (step == 1 or span[0] <= at + step + 1):
                return span
    return None

"""What a sentence says around a count: means, perpetrator, place words, status, scope.

In: ``Tokens``, the count's place in the sentence, the lexicon. Out: phrases as printed with their types.

Example: "in air strikes by government forces on Jableh" gives means "air strikes", perpetrator "government forces",
place "Jableh".
"""

from __future__ import annotations

from according.books.dates import find_dates
from according.books.grammar import word_list
from according.books.lexicon import Lexicon, match
from according.extract.tokens import Tokens
from according.records import Phrase, Sentence
from according.words import Harm, MeansType, Scope, Status

# A means of one of these kinds says more than one of the kinds after it: "a rebel attack with mortar shells" is
# shelling
_TELLING = tuple(sorted(word_list("frame", "telling")))
_RANK = {kind: rank for rank, kind in enumerate(_TELLING)}
_CAPTURED_BY = {
    "arrested": MeansType.ARREST,
    "arrest": MeansType.ARREST,
    "arrests": MeansType.ARREST,
    "arresting": MeansType.ARREST,
    "detained": MeansType.ARREST,
}
_RAIDS = word_list("frame", "raids")
_OF_AIR = word_list("frame", "of_air")
_PHRASE_END = word_list("frame", "phrase_end")
_PLACE_PREPOSITIONS = word_list("frame", "place_prepositions")
_NOT_PLACE = word_list("frame", "not_place")
_PLACE_WORDS = word_list("frame", "place_words")
_NATIONS = word_list("frame", "nations")
_ELSEWHERE = word_list("frame", "elsewhere")  # what follows says where something else is, comes from or goes to
_CARGO = 9  # tokens from such a word to its place
_OF_ANOTHER = 30.0  # tokens that such a place counts as farther off


def find_means(
    tokens: Tokens, at: int, harm: Harm, trigger: int, lexicon: Lexicon
) -> tuple[Phrase | None, MeansType | None]:
    """Return the means that the sentence names nearest to a count, the telling kinds first."""
    found: list[tuple[float, int, int, MeansType]] = []
    index = 0
    while index < len(tokens):
        hit = match(lexicon.means, tokens.lower, index)
        if hit is None:
            index += 1
            continue
        length, kind = hit
        if tokens.lower[index] in _RAIDS and not _OF_AIR.isdisjoint(tokens.lower):
            kind = MeansType.AIRSTRIKE  # herdsmen raid a village, too
        open_kind = 60.0 if kind is MeansType.OTHER else 0.0
        found.append((abs(index - at) + 2.5 * _RANK[kind] + open_kind, index, index + length, kind))
        index += length
    if harm is Harm.CAPTURED:
        word = tokens.lower[trigger]
        kind = _CAPTURED_BY.get(word, MeansType.ABDUCTION)
        if word in ("captured", "capturing", "captures"):
            kind = MeansType.CLASH
        return tokens.phrase(trigger, trigger + 1), kind
    if not found:
        return None, None
    _, first, last, kind = min(found)
    return tokens.phrase(first, last), kind


def find_place(tokens: Tokens, at: int) -> Phrase | None:
    """Return the place words of the sentence nearest to a count: a preposition and a name or a word for a place."""
    best: tuple[float, int, int] | None = None
    index, cargo = 0, -_CARGO
    while index < len(tokens) - 1:
        cargo = index if tokens.lower[index] in _ELSEWHERE else cargo
        if (
            tokens.lower[index] in _PLACE_PREPOSITIONS
            and tokens.lower[index] != "of"
            and (end := _place_end(tokens, index + 1)) is not None
        ):
            distance = index - at if index >= at else 1.6 * (at - index) + 2
            if index - cargo < _CARGO:  # "lorries carrying fuel for troops in Afghanistan, near Peshawar"
                distance, cargo = distance + _OF_ANOTHER, -_CARGO
            if best is None or distance < best[0]:
                best = (distance, index + 1, end)
            index = end
        else:
            index += 1
    return tokens.phrase(best[1], best[2]) if best is not None else None


def _place_end(tokens: Tokens, start: int) -> int | None:
    if tokens.lower[start] in _NOT_PLACE or tokens.lower[start][0].isdigit():
        return None
    end, name, word = start, False, False
    while end < len(tokens) and end - start < 14:
        lower = tokens.lower[end]
        if tokens.is_capital(end) and lower not in _NOT_PLACE:
            name = True
        elif lower in _PLACE_WORDS:
            word = True
        elif lower not in (
            "the",
            "of",
            "in",
            "a",
            "an",
            "and",
            "-",
            "'",
            "near",
            "rebel-held",
            "central",
            "called",
            "held",
            "controlled",
            "same",
            "s",
        ) and not (
            lower.endswith(("held", "controlled"))
            or (lower.isalpha() and _soon_named(tokens, end) and lower not in _PHRASE_END)
        ):
            break
        end += 1
    while end > start and tokens.lower[end - 1] in ("the", "of", "in", "a", "and", "-", "near", "'", "an"):
        end -= 1
    goes_on = end < len(tokens) and tokens.lower[end].isalpha() and not tokens.is_capital(end)
    if goes_on and _only_nations(tokens, start, end):
        return None  # "in Russian strikes": whose strikes, not where
    return end if end > start and (name or word) else None


def _only_nations(tokens: Tokens, start: int, end: int) -> bool:
    names = [tokens.lower[i] for i in range(start, end) if tokens.is_capital(i)]
    return bool(names) and _NATIONS.issuperset(names) and _PLACE_WORDS.isdisjoint(tokens.lower[start:end])


def _soon_named(tokens: Tokens, at: int) -> bool:
    return any(tokens.is_capital(i) or tokens.lower[i] in _PLACE_WORDS for i in range(at + 1, min(at + 3, len(tokens))))


def find_status(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[Status, Phrase | None]:
    """Return how firmly the sentence puts the count, by the words of doubt in it."""
    found: dict[Status, tuple[int, int]] = {}
    for index in range(len(tokens)):
        hit = match(lexicon.status, tokens.lower, index)
        if hit is not None and hit[1] not in found:
            near = abs(index - at) <= 12 if hit[1] is not Status.UNVERIFIED else True
            if hit[1] is Status.DENIED and _says_after(tokens, index, at, lexicon):
                continue
            if near and not any(w in lexicon.strong for w in tokens.lower[min(index, at) : max(index, at)]):
                found[hit[1]] = (index, index + hit[0])
    for status in (Status.UNVERIFIED, Status.DENIED, Status.HEDGED):
        if status in found:
            return status, tokens.phrase(*found[status])
    return Status.STATED, None


def _says_after(tokens: Tokens, denial: int, at: int, lexicon: Lexicon) -> bool:
    """Say whether the denier goes on to say the count: "denied it and said it had killed 45 soldiers"."""
    return any(
        tokens.lower[i] in ("and", "but") and tokens.lower[i + 1] in _SAYS
        for i in range(denial + 1, min(at, len(tokens)) - 1)
    )


_SAYS = word_list("frame", "says")


def find_scope(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[Scope, Phrase | None]:
    """Return what the count is a count of, by the words of time and spread of its clause alone."""
    first, last = _clause(tokens, at, lexicon)
    text = " " + " ".join(tokens.lower[first:last]) + " "
    best: tuple[int, Scope, str] | None = None
    order = {Scope.CUMULATIVE: 0, Scope.PERIOD: 1, Scope.BACKGROUND: 2}
    for words, scope in lexicon.scope:
        if f" {words}" in text and (best is None or order[scope] < best[0]):
            place = first + text[: text.find(f" {words}") + 1].count(" ") - 1
            if scope is Scope.BACKGROUND and words.endswith(_TIED) and (place > at or place == 0):
                continue  # "four were killed a day after the raid", "A day after the raid four were killed"
            best = (order[scope], scope, words)
    if best is None:
        return Scope.INCIDENT, None
    found = first + text[: text.find(f" {best[2]}") + 1].count(" ") - 1
    return best[1], tokens.phrase(found, min(len(tokens), found + len(best[2].split())))


_TIED = ("after", "earlier")


def _clause(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[int, int]:
    """Return the tokens between the words on both sides of a count at which a clause ends."""
    first, last = at, at
    while first > 0 and tokens.lower[first - 1] not in lexicon.strong:
        first -= 1
    while last < len(tokens) and tokens.lower[last] not in lexicon.strong:
        last += 1
    return first, last


def find_time(sentence: Sentence, at: int) -> Phrase | None:
    """Return the time words of the sentence nearest to a count."""
    best: tuple[int, Phrase] | None = None
    for words in find_dates(sentence.text):
        start, end = sentence.start + words.start, sentence.start + words.end
        distance = start - at if start >= at else at - end
        if best is None or distance < best[0]:
            best = (distance, Phrase(text=words.text, start=start, end=end))
    return best[1] if best is not None else None

"""The whole of who speaks before a verb of saying: a name with its role between commas, two that speak together.

In: tokens, where the cue stands, the phrase found before it. Out: the first and last token of the whole phrase.

Example: "Ana Ruiz, governor of the province, said" is said by "Ana Ruiz, governor of the province"; "witnesses and a
resistance official said" by both.
"""

from __future__ import annotations

from according.books.grammar import word_list
from according.books.lexicon import Lexicon, match
from according.extract.source_phrase import PREPOSITIONS, backward
from according.extract.tokens import Tokens

Span = tuple[int, int]

_ROLES = word_list("speakers", "roles")
_CLAUSES = word_list("speakers", "clauses")
_OPENS = word_list("speakers", "opens")
_SOME = word_list("speakers", "some")
_PLACES = word_list("frame", "place_words") - {"agency"}
_TIES = word_list("speakers", "ties")
_TIES_TO = frozenset((word, "to") for word in _TIES)
_SKIP = word_list("speakers", "skip")
_DAYS = word_list("attribution", "days")
_NOT_IN_NAME = word_list("attribution", "not_in_name")
_NOUN_TOO = word_list("attribution", "noun_too")
_TITLES = word_list("attribution", "titles")
_ENDS_ROLE = PREPOSITIONS | {",", "as", "by", "on", "who", "which", "that", "and", "based", "("}
_BROKEN = frozenset({";", ":", '"', "“", "”", "?", "!"})
_ARTICLES = frozenset(("a", "an", "the"))
_OPENS_CLAUSE = frozenset((",", ";", '"', "”", "and", "but", "while", "whereas"))
_LONG = 30  # tokens of an apposition
_FEW = 3  # tokens that describe a speaker before the words that are known


def apposed_speaker(tokens: Tokens, cue: int, lexicon: Lexicon) -> Span | None:
    """Return who speaks where commas stand around what he is: "X, head of the hospital, said", "X, who ..., said".

    A role is kept with the name, a clause is not.
    """
    end = cue
    while end > 0 and tokens.lower[end - 1] in _SKIP:
        end -= 1
    if end < 4 or tokens.lower[end - 1] != ",":
        return None
    close = end - 1
    for at in range(close - 2, max(0, close - _LONG), -1):
        if tokens.lower[at] in _BROKEN or _full_stop(tokens, at):
            return None
        if tokens.lower[at] != ",":
            continue
        kind = _kind(tokens, at + 1, close, lexicon)
        name = _named(tokens, at, lexicon) if kind is not None else None
        if name is not None:
            return (name[0], close) if kind == "role" else whole_speaker(tokens, name, lexicon)
    return None


def _full_stop(tokens: Tokens, at: int) -> bool:
    initial = at > 0 and (len(tokens.printed[at - 1]) == 1 or tokens.lower[at - 1] in _TITLES)
    return tokens.lower[at] == "." and not initial


def _kind(tokens: Tokens, start: int, close: int, lexicon: Lexicon) -> str | None:
    """Return what stands between the commas: "role", "clause", or None for what explains no speaker."""
    words = tokens.lower[start:close]
    if words[0] in _CLAUSES:
        return "clause"
    head = start
    while head < close and tokens.lower[head] not in _ENDS_ROLE:
        word = tokens.lower[head]
        told = match(lexicon.verbs, tokens.lower, head) and word not in _NOUN_TOO | _ROLES | lexicon.source_nouns
        if head > start and tokens.lower[head - 1] in _ROLES and word.endswith("ing"):
            break  # "an armed group fighting the junta"
        if word in lexicon.be or word in lexicon.strong or word[0].isdigit() or (told and not tokens.is_capital(head)):
            return None
        head += 1
    if head == start:
        return None
    last = tokens.lower[head - 1]
    opened = words[0] in _OPENS or words[0].endswith("'s") or tokens.is_capital(start) or head - start < 5
    lower = not tokens.is_capital(head - 1)
    return "role" if opened and lower and (last in _ROLES or last in lexicon.of_heads) else None


def _named(tokens: Tokens, comma: int, lexicon: Lexicon) -> Span | None:
    """Return the name, or the noun phrase of a source, that ends at a comma and is no object of a preposition."""
    found = backward(tokens, comma, lexicon)
    if found is None or found[1] != comma:
        return None
    first, last = found
    while last - first > 2 and tokens.lower[first] in _DAYS:
        first += 1
    if first > 0 and tokens.lower[first - 1] in PREPOSITIONS | {"by", "on", "killed", "wounded", "including"}:
        return None
    known = any(tokens.is_capital(i) for i in range(first, last)) or tokens.lower[last - 1] in lexicon.source_nouns
    return (first, last) if known else None


def whole_speaker(tokens: Tokens, found: Span, lexicon: Lexicon) -> Span:
    """Return a speaker with the words that describe it and with those who speak with it."""
    first = _described(tokens, found, lexicon)
    if first > 3 and tokens.lower[first - 1] == "to" and tokens.lower[first - 2] in _TIES:
        first = _described(tokens, (first - 3, first), lexicon)  # "a source close to Hezbollah"
    elif first > 4 and tokens.lower[first - 1] == "the" and tokens.lower[first - 3 : first - 1] in _TIES_TO:
        first = _described(tokens, (first - 4, first), lexicon)
    some = first > 3 and tokens.lower[first - 1] in _SOME
    if some and (before := _joined(tokens, first - 1, lexicon)) is not None:
        first = before  # "an official and two witnesses"
    while first > 2 and (before := _joined(tokens, first, lexicon)) is not None:
        first = before
    return first, found[1]


def _described(tokens: Tokens, found: Span, lexicon: Lexicon) -> int:
    """Step back over what an article opens: "a former municipal" before "official"; nothing else is taken in."""
    first = found[0]
    if tokens.lower[first] in _SOME and first + 1 < found[1]:
        return first + 1
    if tokens.lower[first] in _OPENS or tokens.is_capital(first):
        return first
    for at in range(first - 1, max(-1, first - 2 - _FEW), -1):
        word = tokens.lower[at]
        if word in _ARTICLES:
            return _at_where(tokens, at, first, lexicon)
        if word in _SOME:
            return at + 1
        if word.endswith("'s") and tokens.is_capital(at):
            return at  # "Ukraine's air force"
        plain = word.replace("-", "").isalpha() and not tokens.is_capital(at) and word not in _PLACES
        harmed = word in lexicon.people or match(lexicon.harm, tokens.lower, at) is not None
        verb = word in lexicon.be or match(lexicon.verbs, tokens.lower, at) is not None
        if not plain or harmed or verb or word in _NOT_IN_NAME | PREPOSITIONS | {"and"}:
            return first
    return first


def _at_where(tokens: Tokens, article: int, first: int, lexicon: Lexicon) -> int:
    """Return where a speaker begins who is told by where he works: "a witness at the town hospital"."""
    if article < 2 or tokens.lower[article - 1] not in PREPOSITIONS | {"on"}:
        return article
    before = tokens.lower[article - 2]
    person = before in _ROLES or before in lexicon.unnamed
    return _described(tokens, (article - 2, first), lexicon) if person else first


def _joined(tokens: Tokens, first: int, lexicon: Lexicon) -> int | None:
    """Return where one begins who speaks together with the one found: "residents and", "a resident, an officer and"."""
    link = tokens.lower[first - 1]
    listed = link == "," and tokens.lower[first] in _OPENS
    if link != "and" and not listed:
        return None
    before = backward(tokens, first - 1, lexicon)
    if before is None or before[1] != first - 1 or before[1] - before[0] > 7:
        return None
    start = _described(tokens, before, lexicon)
    head = tokens.lower[before[1] - 1]
    if tokens.is_capital(before[1] - 1) or head not in lexicon.source_nouns or head in _NOT_IN_NAME | {"people"}:
        return None
    opened = tokens.lower[start] in _OPENS
    free = start == 0 or tokens.lower[start - 1] in (",", '"', "”", "that", "and", "''")
    return start if opened or (free and head.endswith("s")) else None


def names_alone(tokens: Tokens, found: Span) -> bool:
    """Say whether a bare name is the subject of its clause: "Uganda said", "while Baku said", "; Kenya said"."""
    first, last = found
    opens = first == 0 or tokens.lower[first - 1] in _OPENS_CLAUSE
    return opens and last - first <= 3 and all(tokens.is_capital(i) for i in range(first, last))

"""Words of harm in a sentence, with where the harmed people are to be looked for.

In: ``Tokens`` and the lexicon. Out: ``Trigger`` records in order.

Example: in "were killed" the trigger is passive: its people stand before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from according.books.grammar import word_list
from according.books.lexicon import Lexicon, match
from according.extract.tokens import Tokens
from according.words import Harm


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word or phrase of harm: tokens ``first`` to before ``last``."""

    first: int
    last: int
    harm: Harm
    voice: str  # participle | passive | active | subject | predicate | noun | of


# Between a form of "to be" and its participle
_BETWEEN_BE = word_list("triggers", "between_be")
# "captured", "seized", "hit" of a town, "lost" of control: no harm to people
_NOT_PEOPLE_AFTER = word_list("triggers", "not_people_after")
_NOT_AFTER_NOUN = {
    "death": {"sentence", "penalty", "threats", "threat", "squads", "row", "certificate", "camp"},
    "body": {"of", "parts", "armour", "armor"},
    "dead": {"sea", "end"},
    "fire": {"brigade"},
    "captives": set(),
    "life": {"sentence", "imprisonment"},
}


def find_triggers(tokens: Tokens, lexicon: Lexicon) -> tuple[Trigger, ...]:
    """Return the triggers of a sentence, longest phrase first at each word, in order, none overlapping."""
    found: list[Trigger] = []
    at = 0
    while at < len(tokens):
        hit = match(lexicon.harm, tokens.lower, at)
        if hit is None:
            if (harm := _around_people(tokens, at)) is not None:
                found.append(Trigger(first=at, last=at + 1, harm=harm, voice="active"))
            at += 1
            continue
        length, (harm, voice) = hit
        if _is_harm(tokens, at, at + length, lexicon):
            found.append(Trigger(first=at, last=at + length, harm=harm, voice=_voice(tokens, at, voice, lexicon)))
        at += length
    return tuple(found)


_TAKES = word_list("triggers", "takes")
_CAPTIVE = word_list("triggers", "captive")
_SENDS = word_list("triggers", "sends")
_HOSPITAL = word_list("triggers", "hospital")
_SIGNS = frozenset({",", ";", ".", ":"})
_AROUND = 7  # tokens that may stand inside "sent another 20 people with burns to hospital"


def _around_people(tokens: Tokens, at: int) -> Harm | None:
    """Return the harm of a verb that ends behind its people: "took 251 hostages", "sent 20 others to hospital"."""
    verb = tokens.lower[at]
    ends, harm = (_CAPTIVE, Harm.CAPTURED) if verb in _TAKES else (_HOSPITAL, Harm.WOUNDED)
    if verb not in _TAKES and verb not in _SENDS:
        return None
    near = tokens.lower[at + 1 : at + 1 + _AROUND]
    end = next((i for i, word in enumerate(near) if word in ends or word in _SIGNS), 0)
    return harm if end and near[end] in ends else None


def _is_harm(tokens: Tokens, first: int, last: int, lexicon: Lexicon) -> bool:
    """Turn away the same words meant otherwise."""
    word = tokens.lower[last - 1]
    following = tokens.lower[last] if last < len(tokens) else ""
    if following in _NOT_AFTER_NOUN.get(word, ()) and last - first == 1:
        return word == "body" and following == "of"
    if last - first == 1 and _is_adjective(tokens, first, lexicon):
        return False
    if tokens.lower[max(first - 2, 0) : first] in (("sentenced", "to"), ("condemned", "to")):
        return False
    if _tells_whose(tokens, first) or (word in ("burned", "burnt") and following in ("out", "-out")):
        return False
    if following in _TELLS and first and tokens.lower[first - 1] in ("all", "the", "those"):
        return False  # "all the victims belonged to one family"
    if word in ("left", "leaving"):
        return _is_flight(tokens, first, last)
    if word in (
        "lost",
        "lose",
        "loses",
        "losing",
        "captured",
        "capturing",
        "seized",
        "capture",
        "captures",
        "claiming",
        "driving",
        "forcing",
    ):
        return not _takes_ground(tokens, last)
    if word in _EXECUTES:
        return _PLANS.isdisjoint(tokens.lower[last : last + 3])
    return word != "massacres" or following not in _DONE  # "massacres committed against the people"


_EXECUTES = frozenset({"execute", "executed", "executes", "executing"})
_PLANS = word_list("triggers", "plans")  # "executed the crime" tells of nobody
_MUCH_OF = word_list("triggers", "much_of")
_DONE = word_list("triggers", "done")


def _takes_ground(tokens: Tokens, at: int) -> bool:
    """Say whether what follows is no people: "captured the town", "seized most of the surrounding province"."""
    if _NOT_PEOPLE_AFTER & set(tokens.lower[at : at + 2]):
        return True
    end = at
    while end < len(tokens) and end - at < _AROUND and tokens.lower[end] in _MUCH_OF:
        end += 1
    return end > at and tokens.lower[end : end + 1] != () and tokens.lower[end] in _NOT_PEOPLE_AFTER


_ADJECTIVES = word_list("triggers", "adjectives")
_TELLS = word_list("triggers", "tells")


def _tells_whose(tokens: Tokens, first: int) -> bool:
    """Say whether the harmed only tell whose kin are spoken of: "200 families of the victims" counts families."""
    at = first - 1
    while at > 0 and tokens.lower[at] in ("the", "those"):
        at -= 1
    return at > 0 and tokens.lower[at] == "of" and tokens.lower[at - 1] in _KIN


_KIN = word_list("triggers", "kin")


def _is_adjective(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    """Say whether a word of harm only describes people already told of.

    "the slain officer", "thousands of displaced Syrians".
    """
    following = tokens.lower[at + 1] if at + 1 < len(tokens) else ""
    before = tokens.lower[at - 1] if at else ""
    if tokens.lower[at] == "displaced":
        return before not in lexicon.be and (
            following in lexicon.people or (at + 1 < len(tokens) and tokens.is_capital(at + 1))
        )
    return tokens.lower[at] in _ADJECTIVES and before in ("the", "those") and following in lexicon.people


_LEFT_TO = word_list("triggers", "left_to")
_NOT_FLIGHT = word_list("triggers", "not_flight")


def _is_flight(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether "left" means that people went away: people before it, a place after it, no one left dead."""
    if last >= len(tokens) or not (tokens.is_capital(last) or tokens.lower[last] in _LEFT_TO):
        return False
    if _NOT_FLIGHT & set(tokens.lower[last : last + 12]):
        return False
    return bool(_GOERS & set(tokens.lower[max(0, first - 12) : first]))


_GOERS = word_list("triggers", "goers")


def _voice(tokens: Tokens, first: int, voice: str, lexicon: Lexicon) -> str:
    """Return ``passive`` for a participle with a form of "to be" before it."""
    if voice != "participle":
        return voice
    at = first - 1
    while at >= 0 and first - at <= 5 and (tokens.lower[at] in _BETWEEN_BE or tokens.lower[at].endswith("ly")):
        if tokens.lower[at] in lexicon.be:
            break
        at -= 1
    return "passive" if at >= 0 and tokens.lower[at] in lexicon.be else "participle"

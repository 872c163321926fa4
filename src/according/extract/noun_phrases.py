"""The people that a count counts: the noun phrase after an anchor, its head and its class.

In: ``Tokens``, where the count's words end, the lexicon. Out: ``NounPhrase``.

Example: after "12" in "12 members of the security forces were killed" the phrase is "members of the security forces",
its head "members", its class combatant.
"""

from __future__ import annotations

from dataclasses import dataclass

from according.books.grammar import word_list
from according.books.lexicon import Lexicon
from according.extract.tokens import Tokens
from according.words import VictimsClass


@dataclass(frozen=True, slots=True, kw_only=True)
class NounPhrase:
    """Tokens ``first`` to before ``last``; ``head`` is None where no word for people was found."""

    first: int
    last: int
    head: int | None
    klass: VictimsClass
    thing: bool  # the phrase names something that is no person
    elided: bool  # no words at all, or "others": the people are those named before


_LONGEST = 14
_STOP = word_list("noun_phrases", "stop")
_OF = frozenset({"of", "from"})
_OPEN = word_list("noun_phrases", "open")
_ADJECTIVES = word_list("noun_phrases", "adjectives")
# What a number of may stand near harm and is no people; the anchors turn most of them away before
_THINGS = word_list("noun_phrases", "things")


def noun_phrase(tokens: Tokens, after: int, lexicon: Lexicon, trigger_starts: frozenset[int]) -> NounPhrase:
    """Return the noun phrase that starts at token ``after``.

    Args:
        tokens: the sentence.
        after: the first token after the count.
        lexicon: words for people.
        trigger_starts: tokens at which a word of harm starts: the phrase ends there.
    """
    at = first = _skip_partitive(tokens, after)
    head: int | None = None
    end = first
    while at < len(tokens) and at - first < _LONGEST:
        word = tokens.lower[at]
        if at in trigger_starts and not _is_adjective_use(tokens, at, lexicon):
            break
        if word == "(" and (close := _closing(tokens, at)) is not None:
            end, at = close + 1, close + 1
            continue
        if head is not None and word in _OF:
            at = _complement(tokens, at, lexicon, trigger_starts)
            end = max(end, at)
            break
        if (
            head is not None
            and word in ("and", "or")
            and _pair(tokens, at, lexicon)
            and trigger_starts.isdisjoint((at + 1, at + 2))
        ):
            at += 1
            head = at
            end = at = at + 1
            continue
        stops = word in _STOP and not _is_name(tokens, at)
        if stops or not (word[0].isalpha() or word in "-'’" or word[0].isdigit()):
            break
        if word in lexicon.people:
            head = at
        elif head is not None and not (tokens.is_capital(head) and tokens.is_capital(at)):
            break  # else a name goes on: "General Security members"
        at += 1
        end = at
    return _classify(tokens, first, end, head, lexicon)


def class_of(words: tuple[str, ...], lexicon: Lexicon) -> VictimsClass:
    """Return the class that the words for a group of people give.

    The head decides; "members", "leaders" and the like are what they are members of; a word for an armed side makes an
    open head combatant (corpus guidelines: soldiers, police, fighters and militants are combatants).
    """
    heads = [i for i, w in enumerate(words) if w in lexicon.people]
    armed = any(w in lexicon.combatant_qualifiers for w in words) or any(
        lexicon.people[words[i]] is VictimsClass.COMBATANT and words[i] not in _OF_WHAT for i in heads
    )
    if not heads:
        return VictimsClass.COMBATANT if armed else VictimsClass.UNKNOWN
    if words[0] in ("former", "retired", "ex") and not armed:
        return VictimsClass.CIVILIAN
    head = words[heads[-1]]
    if head in _OF_WHAT:
        if _CIVIL_BODIES.intersection(words):
            return VictimsClass.CIVILIAN
        plain = VictimsClass.CIVILIAN if head in _CIVIL_OF_WHAT else VictimsClass.COMBATANT
        return VictimsClass.COMBATANT if armed else plain
    if "security" in words and head in ("guard", "guards"):
        return VictimsClass.CIVILIAN
    klass = lexicon.people[head]
    if klass is VictimsClass.UNKNOWN and heads[-2:] == [heads[-1] - 1, heads[-1]] and not armed:
        klass = lexicon.people[words[heads[-2]]]  # "civilian dead", "Alawite civilian victims"
    if klass is VictimsClass.CIVILIAN:
        return klass
    return VictimsClass.COMBATANT if armed or klass is VictimsClass.COMBATANT else klass


# What these are depends on what they are of: a family, a brigade
_OF_WHAT = word_list("noun_phrases", "of_what")
_CIVIL_OF_WHAT = word_list("noun_phrases", "civil_of_what")
_CIVIL_BODIES = word_list("noun_phrases", "civil_bodies")


def _classify(tokens: Tokens, first: int, end: int, head: int | None, lexicon: Lexicon) -> NounPhrase:
    words = tokens.lower[first:end]
    if head is None:
        named = bool(words) and all(tokens.is_capital(i) for i in range(first, end))
        thing = bool(words) and (words[-1] in _THINGS or words[0] in _THINGS)
        open_words = not words or all(w in _OPEN or w in _ADJECTIVES for w in words)
        klass = class_of(words, lexicon)
        return NounPhrase(first=first, last=end, head=None, klass=klass, thing=thing and not named, elided=open_words)
    core = words[: head - first + 1]
    klass = class_of(words if core[-1] in _OF_WHAT else core, lexicon)
    if klass is VictimsClass.UNKNOWN:
        klass = class_of(words, lexicon)
    # "cars of civilians": the head is the thing
    thing = any(w in _THINGS for w in words[: head - first]) and words[head - first - 1] not in (
        "suicide",
        "bomb",
        "car",
    )
    elided = tokens.lower[head] in ("others", "them", "those")
    return NounPhrase(
        first=first, last=end, head=head, klass=klass, thing=thing and klass is VictimsClass.UNKNOWN, elided=elided
    )


def _is_name(tokens: Tokens, at: int) -> bool:
    """Say whether a word in capitals is a name and no word of grammar: IS is not "is"."""
    printed = tokens.printed[at]
    return len(printed) > 1 and printed.isupper() and not tokens.text.isupper()


def _skip_partitive(tokens: Tokens, at: int) -> int:
    """Step over "of the", "of its" in "three of the soldiers", "dozens of people"."""
    if at < len(tokens) and tokens.lower[at] == "of":
        at += 1
        if at < len(tokens) and tokens.lower[at] in ("the", "its", "their", "his", "her", "these", "those", "our"):
            at += 1
    elif at < len(tokens) and tokens.lower[at] in ("his", "her", "their", "its", "the"):
        at += 1
    return at


def _is_adjective_use(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    """Say whether a word of harm describes the people after it: "wounded soldiers"."""
    following = tokens.lower[at + 1] if at + 1 < len(tokens) else ""
    return (
        tokens.lower[at] in ("captured", "displaced", "injured", "wounded", "dead", "missing")
        and following in lexicon.people
    )


def _pair(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    """Say whether "women and children" goes on: a word for people right after the "and", with no count of its own."""
    return at + 1 < len(tokens) and tokens.lower[at + 1] in lexicon.people


def _complement(tokens: Tokens, at: int, lexicon: Lexicon, trigger_starts: frozenset[int]) -> int:
    """Return the end of "of the security forces", "from Ahrar al-Sham" after a head."""
    start = at
    at += 1
    while at < len(tokens) and at - start < 10:
        word = tokens.lower[at]
        if at in trigger_starts or word in _STOP - {"the", "and"} or not (word[0].isalpha() or word == "-"):
            break
        if word == "and" and not (at + 1 < len(tokens) and tokens.is_capital(at + 1)):
            break
        at += 1
    while at > start and tokens.lower[at - 1] in ("the", "and", "of", "from"):
        at -= 1
    return max(at, start)


def _closing(tokens: Tokens, at: int) -> int | None:
    for i in range(at + 1, min(len(tokens), at + 12)):
        if tokens.lower[i] == ")":
            return i
    return None

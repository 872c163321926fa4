"""Which count expressions of a sentence may count people, and why each other does not.

In: a gated sentence with its tokens and words of harm. Out: ``Counted`` records and reasons.

Example: "12 houses" is turned away: it counts no people.
"""

from __future__ import annotations

from according.books.grammar import word_list
from according.books.lexicon import Lexicon
from according.extract import Gated
from according.extract.hanging import Counted
from according.extract.kind_of_people import refine_people
from according.extract.noun_phrases import NounPhrase, noun_phrase
from according.extract.tokens import Tokens
from according.extract.triggers import Trigger
from according.records import Anchor, Count, Phrase
from according.words import CountKind, VictimsClass


def find_counts(
    one: Gated, tokens: Tokens, triggers: tuple[Trigger, ...], lexicon: Lexicon
) -> tuple[tuple[Counted, ...], dict[int, str]]:
    """Return the counts of the sentence that may be people, and why each other is none."""
    starts = frozenset(t.first for t in triggers) | frozenset(
        tokens.at(a.phrase.start) for a in one.anchors if a.count.kind is not CountKind.SINGLE
    )
    counts: list[Counted] = []
    reasons: dict[int, str] = {}
    for index, anchor in enumerate(one.anchors):
        if anchor.refused == "age" and (aged := _aged(tokens, anchor, lexicon, starts)) is not None:
            counts.append(aged)
        if anchor.refused not in (None, "things"):
            continue
        first, last = tokens.at(anchor.phrase.start), tokens.at(anchor.phrase.end - 1) + 1
        people = noun_phrase(tokens, last, lexicon, starts)
        following = one.anchors[index + 1] if index + 1 < len(one.anchors) else None
        reason = _no_count(tokens, anchor, first, last, people, following, starts)
        if reason is not None:
            reasons[anchor.phrase.start] = reason
            continue
        people = refine_people(tokens, people, lexicon, starts, whole=_is_whole(tokens, first))
        counts.append(Counted(anchor=_as_bare(anchor), first=first, last=last, people=people))
    return tuple(counts), reasons


def _aged(tokens: Tokens, anchor: Anchor, lexicon: Lexicon, starts: frozenset[int]) -> Counted | None:
    """Read "a 10-year-old girl" as one person: the article counts, the age does not."""
    first, last = tokens.at(anchor.phrase.start), tokens.at(anchor.phrase.end - 1) + 1
    if first == 0 or tokens.lower[first - 1] not in ("a", "an", "one", "another"):
        return None
    people = noun_phrase(tokens, last, lexicon, starts)
    if people.head is None:
        return None
    phrase = tokens.phrase(first - 1, first)
    return Counted(
        anchor=Anchor(phrase=phrase, count=Count(low=1, best=1, high=1, kind=CountKind.SINGLE)),
        first=first - 1,
        last=last,
        people=people,
    )


def _no_count(
    tokens: Tokens,
    anchor: Anchor,
    first: int,
    last: int,
    people: NounPhrase,
    following: Anchor | None,
    starts: frozenset[int],
) -> str | None:
    """Return why a count expression is no count of people of its own, or None."""
    words = tokens.phrase(people.first, people.last).text if people.last > people.first else ""
    events = tokens.lower[people.last : people.last + 1] in _EVENTS  # words of harm that are counted as events
    if people.thing or (anchor.refused == "things" and people.head is None and (people.last not in starts or events)):
        return f"counts no people: {words}" if words else "counts no people"
    before = tokens.lower[first - 1] if first else ""
    word = tokens.lower[first]
    if (
        following is not None
        and tokens.at(following.phrase.start) == last
        and word in ("another", "others", "a", "other", "all")
    ):
        return "is told with the number after it"
    if word in ("others", "other") and any(
        t in _NUMBERISH or t[0].isdigit() for t in tokens.lower[max(0, first - 2) : first]
    ):
        return "is told with the number before it"
    if word in ("mostly", "mainly") or (
        _VAGUE_PARTS & set(tokens.lower[first:last]) and _THEM & set(tokens.lower[last - 1 : last + 2])
    ):
        return "says of what kind a count is, not how many"
    if word in ("a", "an") and before in _THEM and tokens.lower[first - 2 : first - 1] == ("of",):
        return "says of what kind a count is, not how many"
    if (
        _VAGUE_PARTS & set(tokens.lower[first:last])
        and people.first in starts
        and "of" in tokens.lower[first : people.first]
    ):
        return "is a part of those told of before"
    if before == "by" and people.klass is not VictimsClass.CIVILIAN:
        return "is told as doing harm, not as harmed"
    if _speaks(tokens, people) or (before in _SAID and _is_voice(tokens, anchor, people, starts)):
        return "is told as speaking, not as harmed"
    if before in ("of", "from") and tokens.lower[last : last + 1] in (("family",), ("house",), ("group",), ("them",)):
        return f"counts no people: {words}"
    if anchor.count.kind is CountKind.VAGUE and before in _BORE and tokens.lower[last : last + 1] in _WOUNDS:
        return "counts wounds, not people"
    if word in _SIZES and anchor.count.kind is CountKind.VAGUE:
        return "says how great the harm was, not how many"
    if (
        anchor.count.kind is CountKind.NONE
        and tokens.lower[last : last + 2]
        and set(tokens.lower[last : last + 4]) & _NO_ABSENCE
    ):
        return "says that nothing is known or seen, not that nobody was harmed"
    return None


def _is_whole(tokens: Tokens, first: int) -> bool:
    """Say whether a count is what a share is taken of: "six of the 14 killed were children"."""
    at = first - 1
    while at > 0 and tokens.lower[at] in ("the", "those", "these", "all", "at", "least"):
        at -= 1
    return at >= 0 and tokens.lower[at] == "of"


_EVENTS = (("massacre",), ("massacres",))
_BORE = word_list("patterns", "bore")
_WOUNDS = (("injuries",), ("wounds",))
_SIZES = word_list("patterns", "sizes")


_VAGUE_PARTS = word_list("patterns", "vague_parts")


_THEM = word_list("patterns", "them")


def _speaks(tokens: Tokens, people: NounPhrase) -> bool:
    """Say whether the people are the subject of a verb of saying: "one witness said"."""
    said = people.head is not None and tokens.lower[people.last : people.last + 1] in (
        ("said",),
        ("told",),
        ("says",),
        ("reported",),
        ("added",),
    )
    singular = not tokens.lower[people.last - 1].endswith(("s", "men", "children", "people"))
    after = people.last + 1
    inverted = after < len(tokens) and (tokens.is_capital(after) or tokens.lower[after] in ("the", "a", "an"))
    return said and singular and not inverted


_SAID = frozenset({"added", "said", "says", "stated", "told"})
_VOICES = word_list("patterns", "voices")


def _is_voice(tokens: Tokens, anchor: Anchor, people: NounPhrase, starts: frozenset[int]) -> bool:
    """Say whether one person after "said" is who said it: "..., said a police source"."""
    single = anchor.count.kind is CountKind.SINGLE and not starts & set(range(people.last, people.last + 6))
    return single and bool(_VOICES & set(tokens.lower[people.first : people.last + 1]))


_NUMBERISH = word_list("patterns", "numberish")


_NO_ABSENCE = word_list("patterns", "no_absence")


_BARE = Count(low=None, best=None, high=None, kind=CountKind.BARE)


def _as_bare(anchor: Anchor) -> Anchor:
    """ "Others were injured" gives no number at all: harm happened, nothing counted."""
    if anchor.phrase.text.lower() in ("others", "other"):
        phrase = Phrase(text="", start=anchor.phrase.start, end=anchor.phrase.start)
        return Anchor(phrase=phrase, count=_BARE)
    return anchor

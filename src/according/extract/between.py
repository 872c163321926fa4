"""What stands between a count and a word of harm, and what that says of the two.

In: tokens, a count, a word of harm. Out: yes or no, or a number of tokens.

Example: ``aside`` finds "including a child" between the commas of "five men, including a child, were killed".
"""

from __future__ import annotations

from bisect import bisect_left

from according.books.grammar import word_list
from according.books.lexicon import Lexicon, match
from according.extract.hanging import Counted
from according.extract.tokens import Tokens
from according.extract.triggers import Trigger

MAY_RISE = word_list("attach", "may_rise")


_GOES_ON = 16


JOINING = word_list("attach", "joining")


def goes_on(tokens: Tokens, a: Counted, b: Counted) -> bool:
    """Say whether a count goes on from the one before.

    "... along with six rebels", "... in one town and two in another".
    """
    if b.first - a.end > _GOES_ON:
        return False
    before = tokens.lower[max(0, b.first - 3) : b.first]
    along = (
        before[-2:] in (("along", "with"), ("addition", "to"), ("together", "with"))
        or before[-3:] == ("as", "well", "as")
        or before[-1:] == ("alongside",)
    )
    elided = (
        b.people.last <= b.last
        and before[-1:] in (("and",), (",",))
        and tokens.lower[b.last : b.last + 1] in (("in",), ("at",), ("near",), ("on",))
    )
    return along or elided


def aside(tokens: Tokens, start: int, end: int) -> int:
    """Return the length of what stands between commas or dashes right after the people and before the verb.

    "five men, ..., were killed".
    """
    mark = tokens.lower[start] if end - start >= 4 else ""
    if mark not in (",", "—", "–"):
        return 0
    last = end
    while last > start and end - last < 5 and tokens.lower[last - 1] != mark:
        last -= 1
    return last - start if last - start >= 3 and tokens.lower[last - 1] == mark else 0


def bracketed(tokens: Tokens, start: int, end: int) -> int:
    """Return how many tokens of a stretch stand in brackets or in "identified as ...": they are no distance."""
    words = tokens.lower[start:end]
    if "(" not in words and "identified" not in words:
        return 0  # asked for each count and each word of harm: nearly always nothing
    count, depth, naming = 0, 0, False
    for word in words:
        depth += word == "("
        naming = (naming or word == "identified") and word not in ("were", "was", "have", "has")
        count += depth > 0 or naming
        depth -= word == ")" and depth > 0
    return count


def is_toll(tokens: Tokens, trigger: Trigger) -> bool:
    """Say whether a word of harm is a tally's: "the death toll", "the number of people killed"."""
    words = tokens.lower[max(0, trigger.first - 4) : trigger.last]
    return "toll" in words or ("number" in words and "of" in words) or "tally" in words


def names_among(tokens: Tokens, trigger: Trigger) -> bool:
    """Say whether a word of harm stands in "among the dead", "of those killed": its people follow the verb."""
    before = tokens.lower[max(0, trigger.first - 3) : trigger.first]
    included = tokens.lower[trigger.last : trigger.last + 1] in (("included",), ("include",), ("includes",))
    return (bool({"among", "of"} & set(before)) or included) and (
        bool({"the", "those"} & set(before)) or trigger.first == 0
    )


def takes_object(tokens: Tokens, trigger: Trigger, counts: tuple[Counted, ...]) -> bool:
    """Say whether a count stands right after a participle: it is active then, its people follow."""
    at = bisect_left(counts, trigger.last, key=lambda c: c.first)
    return at < len(counts) and counts[at].first - trigger.last <= 1


def part_word(tokens: Tokens, counted: Counted, before: tuple[Counted, ...], lexicon: Lexicon) -> bool:
    """Say whether the count stands in a list after "including" with a count before that word."""
    if not before:
        return False
    at = counted.first - 1
    while at >= 0 and at >= counted.first - 14:
        if match(lexicon.parts, tokens.lower, at) or tokens.lower[at] == ":":
            return any(c.first < at for c in before)
        if tokens.lower[at] in lexicon.strong or tokens.lower[at] in (".", "were", "was"):
            return False
        at -= 1
    # "two of them children"
    after = tokens.lower[counted.last - 1 : counted.last + 2]
    return "of" in after and bool({"them", "whom", "which"} & set(after))

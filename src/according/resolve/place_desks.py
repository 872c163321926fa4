"""Places that are no event's: where an official sits or spoke, what a body is called, where people were taken or fled.

In: a text and the span of a place in it. Out: whether it locates no event.

Example: in "the El Fasher Resistance Committees said" and "a spokesman in Geneva said" no place is one of the event.
"""

from __future__ import annotations

import re
from functools import cache

from according.books.place_words import open_place_words

_REACH = 60  # characters on each side of a place in which a speaker stands
_SAYS = r"(?:said|says|told|added|announced|confirmed|reported|stated|tells)"
_SEAT = re.compile(
    r"\b(?:officials?|ministry|ministers?|spokes(?:man|woman|person)|diplomats?|correspondents?|analysts?|observers?"
    r"|mission|embassy|governor|coordinator|envoy|bureau)\s+(?:based\s+)?(?:in|for)\s+$"
    r"|\bspokes(?:man|woman|person)\s+(?:for|of)\s+(?:the\s+)?(?:[\w'’-]+\s+){1,4}in\s+$"
    r"|\b(?:admitted|airlifted|brought|escaped|evacuated|fled|flee|flown|moved|rushed|shifted|taken|transferred)\s+to\s+"
    r"(?:(?:the|a)\s+)?(?:hospitals?\s+in\s+|(?:[A-Z][\w'’-]+(?:,|\s+and)\s+){1,3})?$"
    r"|\bgovernor\s+of\s+(?:the\s+)?(?:(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)(?:ern)?\s+)?$"
    rf"|\b{_SAYS}(?:\s+[A-Z][\w.'’-]*){{0,3}}(?:\s+on\s+[A-Z]\w+day)?\s+(?:in|from)\s+$"
)
_LINE = re.compile(r"[^.:\n]{0,40}?\s*(?:[-–—]{1,2}|:)\s")  # "KYIV, July 8 (Reuters) - "
_OWN_SEAT = re.compile(r"\b[A-Z]\w+\s+in\s+$")  # "the Organization for Migration in Pemba said"


def is_desk(text: str, start: int, end: int) -> bool:
    """Say whether a place only tells who speaks, or where the wounded were taken.

    Args:
        text: the clean text.
        start: of the place.
        end: of the place.
    """
    before = text[max(0, start - _REACH) : start]
    after = text[end : end + _REACH]
    opens = ("\n" in before or start <= _REACH) and not before.rpartition("\n")[2].strip()
    if opens and text[start:end].isupper() and _LINE.match(after) is not None:
        return True
    if _SEAT.search(before) is not None or _body_after().match(after) is not None:
        return True
    if _body_before().search(before) is not None:
        return True
    return _OWN_SEAT.search(before) is not None and re.match(rf"\s+{_SAYS}\b", after) is not None


@cache
def _body_after() -> re.Pattern[str]:
    """A run of capitals after a place that ends in a body: "Zamfara State Police Command"."""
    words = "|".join(sorted(word.capitalize() for word in open_place_words().bodies))
    return re.compile(rf"(?: (?:[A-Z][\w'’-]*|of|for|and)){{0,4}} (?:{words})\b")


@cache
def _body_before() -> re.Pattern[str]:
    """A body that a place follows: "Amnesty International Nigeria"."""
    return re.compile(r"\b(?:International|Watch|Organi[sz]ation|Network|Foundation|Monitor)\s+$")

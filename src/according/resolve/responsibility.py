"""Who did it, where the report says so beside the claim: "the group claimed the attack", "they blamed the rebels".

In: the claims of a report, the actors that it names, its text. Out: the same claims, open ones given who is held to
have done it, where the near context holds only one to.

Example: "A bomb killed nine. Al-Shabaab claimed responsibility": the nine are by Al-Shabaab.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from according.books.actors import Actor
from according.records import Claim, Party, Phrase, Text
from according.resolve.context import raw
from according.resolve.near_context import may_share
from according.resolve.own_deed import is_armed

_NEAR = 500  # characters after a claim: the near context in which an attack is claimed or blamed
_CLAIMS = re.compile(
    r"(?: (?:group|movement|militants|fighters|rebels))?(?: \([^)]{1,20}\))?(?:, [^,;.]{1,60},)?"
    r"(?: (?:later|has|have|had|also))*"
    r" (?:claimed (?:the |its )?(?:responsibility|attack|assault|bombing|blast|raid|killings?)|took responsibility)\b",
    re.IGNORECASE,
)
_BLAMED = re.compile(
    r"(?:\bblamed|\bblamed (?:it|the \w+) on|\b(?:attack|assault|bombing|raid|responsibility)\b[^.;]{0,20}\bclaimed by)"
    r"(?: (?:the|militants of|fighters of))*(?: the)? $",
    re.IGNORECASE,
)


def share_responsibility(
    claims: Sequence[Claim], *, mentions: Sequence[tuple[int, int, Actor]], text: Text
) -> tuple[Claim, ...]:
    """Return the claims, those without a perpetrator given the one who claimed the attack or is blamed for it.

    Args:
        claims: of a report, in order of the text.
        mentions: the actors that it names, with offsets into its clean text.
        text: of the report.
    """
    held = [
        (raw(Phrase(text=text.clean[start:end], start=start, end=end), text).start, actor)
        for start, end, actor in mentions
        if is_armed(actor) and _is_held(text.clean, start, end)
    ]
    return tuple(_by_whom(claim, held) for claim in claims) if held else tuple(claims)


def _is_held(clean: str, start: int, end: int) -> bool:
    claimed = _CLAIMS.match(clean, end) is not None
    return claimed or _BLAMED.search(clean, max(0, start - _REACH), start) is not None


_REACH = 80  # characters before a name in which it is blamed


def _by_whom(claim: Claim, held: Sequence[tuple[int, Actor]]) -> Claim:
    near = {actor.id: actor for at, actor in held if -_REACH <= at - claim.evidence.start <= _NEAR}
    if claim.perpetrator is not None or len(near) != 1:
        return claim
    (actor,) = near.values()
    party = Party(printed=None, name=actor.name, id=actor.id)
    if not may_share(party, claim.victims, claim.scope, claim.count):
        return claim
    return replace(claim, perpetrator=party)

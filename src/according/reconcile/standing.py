"""Who stands where when the best figure is chosen.

In: an origin and one of its claims. Out: a rank, 0 the best, with its name in ``STANDINGS``.

Example: the defence ministry on its own dead is ``a party's admission``; on the enemy's dead it is
``a party's claim on its enemy's losses``, which never sets best while anyone else speaks.

Source: method.md, "From origins to low / best / high".
"""

from __future__ import annotations

from collections.abc import Callable

from according.records import Claim, Origin
from according.words import SourceKind, VictimsClass

Sides = Callable[[str], str | None]

STANDINGS = (
    "pinned by a person",
    "a party's admission against its own interest",
    "a named monitor, UN body, medics or registry",
    "a named official not party to the fight",
    "an outlet in its own voice",
    "a party on harm done by others",
    "an unnamed source",
    "a party's claim on its enemy's losses",
)
PINNED, ADMISSION, MONITOR, OFFICIAL, OUTLET, PARTY, UNNAMED, ENEMY = range(len(STANDINGS))

_BY_KIND = {
    SourceKind.MONITOR: MONITOR, SourceKind.OFFICIAL: OFFICIAL, SourceKind.OUTLET: OUTLET, SourceKind.UNNAMED: UNNAMED,
}


def standing(claim: Claim, origin: Origin, *, sides: Sides, pinned: bool = False) -> int:
    """Return where the origin stands when it makes this claim.

    Args:
        claim: what it says.
        origin: who says it.
        sides: actor id or name to the side that it fights on.
        pinned: a person fixed this claim as the figure.
    """
    if pinned:
        return PINNED
    party = _side(origin.party, sides) or (_side(origin.name, sides) if origin.kind is SourceKind.PARTY else None)
    if party is None:
        return _BY_KIND.get(origin.kind, PARTY)
    victims = _side(claim.victims.side_id or claim.victims.side, sides)
    doer = _side(claim.perpetrator.id or claim.perpetrator.name, sides) if claim.perpetrator is not None else None
    if victims == party:
        return ADMISSION
    if victims is not None or claim.victims.klass is VictimsClass.COMBATANT:
        return ENEMY
    return ADMISSION if doer == party else PARTY


def _side(name: str | None, sides: Sides) -> str | None:
    return None if name is None else sides(name)

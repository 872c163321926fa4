"""Who stands where when the best figure is chosen.

In: an origin and one of its claims. Out: a rank, 0 the best, with its name in ``STANDINGS``.

Example: the defence ministry on its own dead is ``a party's admission``; on the enemy's dead it is
``a party's claim on its enemy's losses``, which never sets best while anyone else speaks.

Source: method.md, "From origins to low / best / high".
"""

from __future__ import annotations

from collections.abc import Callable

from according.reconcile.pins import Pins, source_key
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
    SourceKind.PARTY: PARTY,
}


def standing(claim: Claim, origin: Origin, *, sides: Sides, pins: Pins) -> int:
    """Return where the origin stands when it makes this claim.

    Args:
        claim: what it says.
        origin: who says it.
        sides: actor id or name to the side that it fights on.
        pins: what people fixed. A source that was pinned to a standing keeps it, save where it admits against its own
            interest or counts its enemy's losses: these two are about the claim, not about who the source is.
    """
    if claim.id in pins.claims:
        return PINNED
    by_kind = _BY_KIND[(pins.standings or {}).get(source_key(origin.name), origin.kind)]
    party = _side(origin.party, sides) or (_side(origin.name, sides) if origin.kind is SourceKind.PARTY else None)
    if party is None:
        return by_kind
    victims = _side(claim.victims.side_id or claim.victims.side, sides)
    doer = _side(claim.perpetrator.id or claim.perpetrator.name, sides) if claim.perpetrator is not None else None
    if victims == party:
        return ADMISSION
    fights = origin.kind is SourceKind.PARTY or doer == party  # an outlet may lean to a side far from this fight
    if fights and (victims is not None or claim.victims.klass is VictimsClass.COMBATANT):
        return ENEMY
    return ADMISSION if doer == party else by_kind if source_key(origin.name) in (pins.standings or {}) else PARTY


def _side(name: str | None, sides: Sides) -> str | None:
    return None if name is None else sides(name)

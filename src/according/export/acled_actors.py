"""ACLED's actors: the two of an incident, with the code of what each is.

In: ``Event`` and its ``Kind``. Out: two ``Actor`` records, the second None where one alone is told.

Source: formats.md 2. 1 state forces, 2 rebel groups, 3 political militias, 4 identity militias, 7 civilians, 8 external
and other; ``interaction`` is the pair, the lower first. An armed actor that no report names is "Unidentified Armed
Group (Country)", code 3; one that our book of actors does not know has no code.

Example: soldiers of Syria in Syria are ``Actor(name="Military Forces of Syria", inter=1)``
"""

from __future__ import annotations

from dataclasses import dataclass

from according.export.acled_kind import AGAINST, STRATEGIC, Kind
from according.export.event import Event
from according.holdings import Side

_INTER = {"state": 1, "external": 8, "rebel": 2, "militia": 3, "communal": 4, "criminal": 3}
_UNIDENTIFIED, _CIVILIANS, _ABROAD = 3, 7, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One actor as ACLED writes it."""

    name: str
    inter: int | None
    associate: str | None = None


def actors_of(event: Event, kind: Kind) -> tuple[Actor | None, Actor | None]:
    """Return the two actors of an incident."""
    country = event.state.acled_name if event.state is not None else "unknown"
    unknown = Actor(name=f"Unidentified Armed Group ({country})", inter=_UNIDENTIFIED)
    civilians = Actor(name=f"Civilians ({country})", inter=_CIVILIANS)
    doer = _actor(event.doers[0], event) if event.doers else None
    if kind.targets_civilians or kind.type == AGAINST:
        return doer or unknown, civilians
    first = _actor(event.side_a, event) if event.side_a else None
    second = _actor(event.side_b, event) if event.side_b else None
    if kind.type == STRATEGIC or kind.type is None:
        return first or doer or unknown, second
    return first or unknown, second or (unknown if first is not None else None)


def interaction(one: Actor | None, two: Actor | None) -> int | None:
    """Return both codes, the lower first; a single actor's code with 0; nothing where a code is not known."""
    if one is None or one.inter is None or (two is not None and two.inter is None):
        return None
    if two is None or two.inter is None:
        return one.inter * 10
    low, high = sorted((one.inter, two.inter))
    return low * 10 + high


def _actor(side: Side, event: Event) -> Actor:
    home = event.state.code if event.state is not None else None
    state = event.states.get(side.country or "")
    own = side.name if side.name != side.side_name else None
    if side.role == "state" and state is not None:
        return Actor(name=f"Military Forces of {state.acled_name}", associate=own,
                     inter=_INTER["state"] if side.country == home else _ABROAD)
    return Actor(name=side.side_name, associate=own, inter=_INTER.get(side.role or ""))

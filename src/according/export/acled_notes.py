"""ACLED's notes: what happened in a few plain sentences, with how far the reports differ.

In: ``Event``, its ``Kind`` and actors. Out: text. No sentence of a report is copied.

Example: "On 6 March 2025, Military Forces of Syria and Assad loyalists clashed in Jableh (Latakia). 3 fatalities.
Reports vary between 3 and 7 fatalities."
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from according.export.acled_actors import Actor
from according.export.acled_kind import AGAINST, BATTLES, Kind
from according.export.event import Event, Toll, headline, spot, toll_of
from according.records import Figure
from according.words import Harm, Scope, Status

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")
_REMOTE = {
    "Air/drone strike": "an air or drone strike", "Shelling/artillery/missile attack": "shelling",
    "Remote explosive/landmine/IED": "an explosive", "Chemical weapon": "a chemical weapon",
    "Suicide bomb": "a suicide bomb", "Grenade": "a grenade",
}
_ALSO = ((Harm.WOUNDED, "wounded"), (Harm.CAPTURED, "captured"), (Harm.MISSING, "missing"))


def notes(event: Event, kind: Kind, actors: tuple[Actor | None, Actor | None], spread: Sequence[Figure]) -> str:
    """Return the note of an incident.

    Args:
        event: the incident.
        kind: what ACLED would call it.
        actors: ACLED's two actors.
        spread: its figures with low and high, whatever the profile publishes; none: the event's own.
    """
    range_ = toll_of(headline(spread, Harm.KILLED)) if spread else event.toll
    told = [f"{_when(event)}, {_what(kind, *actors)}{_where(event)}.", _dead(event), _range(range_), *_others(event)]
    return " ".join(part for part in told if part)


def _when(event: Event) -> str:
    when = event.incident.when
    start, end = _day(when.start), _day(when.end)
    return f"On {start}" if start == end or not end else f"Between {start} and {end}"


def _day(text: str | None) -> str:
    if text is None:
        return ""
    day = datetime.date.fromisoformat(text)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _what(kind: Kind, one: Actor | None, two: Actor | None) -> str:
    first, second = one.name if one else "an unknown actor", two.name if two else ""
    if kind.type == BATTLES:
        return f"{first} and {second} clashed" if second else f"{first} fought an unknown opponent"
    if kind.type == AGAINST:
        return f"{first} {'abducted' if kind.sub and kind.sub.startswith('Abduction') else 'attacked'} {second}"
    if kind.sub in _REMOTE:
        return f"{_REMOTE[kind.sub]} involved {first}" + (f" and {second}" if second else "")
    return f"an event involved {first}" + (f" and {second}" if second else "")


def _where(event: Event) -> str:
    place = event.incident.place
    if place is None or not place.name:
        return ""
    name = spot(place)
    return f" in {name}" + (f" ({place.adm1})" if place.adm1 and place.adm1 not in (name or "") else "")


def _dead(event: Event) -> str:
    if event.toll.best is not None:
        return f"{event.toll.best} {'fatality' if event.toll.best == 1 else 'fatalities'}."
    told = any(claim.harm is Harm.KILLED for claim in event.claims)
    return "Fatalities are reported, their number is not known." if told else "No fatalities are reported."


def _range(toll: Toll) -> str:
    if toll.low is None or toll.low == toll.high:
        return ""
    return f"Reports vary between {toll.low} and {toll.high} fatalities."


def _others(event: Event) -> list[str]:
    """Count the wounded, captured and missing as the reports put them."""
    out = []
    for harm, word in _ALSO:
        ends = [end for c in event.claims
                if c.harm is harm and c.scope is Scope.INCIDENT and c.status is not Status.DENIED
                for end in (c.count.low, c.count.best, c.count.high) if end is not None]
        if ends:
            told = str(min(ends)) if min(ends) == max(ends) else f"{min(ends)} to {max(ends)}"
            out.append(f"{told} {word}.")
    return out

"""What leaves the house: what a ledger held when it was read, and the facts that the formats of others ask for.

In: nothing. Out: plain records. ``gather.py`` fills them from a ledger, ``export/`` writes them.

Example: ``Holdings(incidents=(incident,), profile="acled").profile == "acled"``
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from according.records import Act, Claim, Figure, Grade, Incident, Origin, Passed, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A country or territory under the names and numbers that the formats know it by."""

    code: str  # ISO 3166 alpha-2
    name: str
    iso3: str
    numeric: int | None  # ISO 3166 numeric
    gw: int | None  # Gleditsch and Ward's number; None: not in their list of states
    ucdp_name: str
    ucdp_region: str  # Africa | Americas | Asia | Europe | Middle East
    acled_name: str
    acled_region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Who fights: an actor, the side that it fights on, and its part in the fight."""

    key: str  # of the side: its id in the book of actors, else the name in lower case
    name: str  # of the actor itself
    side_name: str  # of the side
    role: str | None  # state | external | rebel | militia | communal | criminal; None: not in the book
    country: str | None  # ISO 3166 alpha-2


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What a ledger held when it was read: live claims, and what was derived from them."""

    reports: Mapping[str, Report] = field(default_factory=dict)
    claims: Sequence[Claim] = ()
    superseded: Sequence[Report] = ()  # earlier versions of these reports
    passed: Mapping[str, Passed] = field(default_factory=dict)  # what stands no longer at its address, by report
    acts: Sequence[Act] = ()  # of these reports
    incidents: Sequence[Incident] = ()
    figures: Mapping[str, Sequence[Figure]] = field(default_factory=dict)  # by incident name
    origins: Mapping[str, Sequence[Origin]] = field(default_factory=dict)  # by incident name
    main: Mapping[str, str] = field(default_factory=dict)  # report -> the incident that its headline and lead tell of
    grades: Mapping[str, Grade] = field(default_factory=dict)  # by incident name
    # by incident name: the same figures with low and high, where the profile publishes neither
    spread: Mapping[str, Sequence[Figure]] = field(default_factory=dict)
    head: str | None = None  # the ledger's chain head: count and hash
    profile: str = "ucdp"  # the rules that chose the figures
    version: str | None = None  # of this package
    reviewed: frozenset[str] = frozenset()  # claims and incidents that a person has looked at
    redirects: Mapping[str, str] = field(default_factory=dict)  # incident names given up -> where they lead
    states: Mapping[str, State] = field(default_factory=dict)  # by ISO code
    sides: Mapping[str, Side] = field(default_factory=dict)  # by actor id or name, as claims give it

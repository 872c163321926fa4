"""The names that a ledger's claims and reports use, counted, and those that no book knows.

In: claims as judgements left them, reports. Out: ``UsedNames``.

Example: ``count_names(claims, reports).unknown_places["the Amara district"]`` is why, what it may be, and its claims
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from according.records import Claim, Party, Place, Report

_PREC = {1: "exact", 2: "near", 3: "district", 4: "province", 5: "vague", 6: "country", 7: "water or air"}
Used = dict[tuple[str, str], int]  # (name, what it is) -> claims


@dataclass(slots=True)
class UsedNames:
    """Names of a ledger's claims and reports, with how many claims use each."""

    actors: Used = field(default_factory=lambda: defaultdict(int))
    places: Used = field(default_factory=lambda: defaultdict(int))
    outlets: Used = field(default_factory=lambda: defaultdict(int))
    countries: Counter[str] = field(default_factory=Counter)
    # what was printed -> (reason, what the resolver held possible, claims)
    unknown_places: dict[str, tuple[str, tuple[str, ...], list[str]]] = field(default_factory=dict)
    unknown_actors: dict[str, tuple[str, tuple[str, ...], list[str]]] = field(default_factory=dict)


def count_names(claims: Iterable[Claim], reports: Iterable[Report]) -> UsedNames:
    """Return the names that claims and reports use.

    Args:
        claims: as judgements left them.
        reports: theirs.
    """
    used = UsedNames()
    per_report: Counter[str] = Counter()
    for claim in claims:
        per_report[claim.report] += 1
        if claim.place is not None:
            _count_place(used, claim.place, claim.id)
        if claim.perpetrator is not None:
            _count_party(used, claim.perpetrator, claim.id)
        if claim.victims.side is not None:
            used.actors[claim.victims.side, "victims' side"] += 1
        if claim.source is not None and claim.source.name is not None:
            used.actors[claim.source.name, f"source, {claim.source.kind.value}"] += 1
    for report in reports:
        used.outlets[report.outlet or "outlet not known", report.lang or ""] += per_report[report.id]
    return used


def _count_place(used: UsedNames, place: Place, claim: str) -> None:
    if place.id is not None and place.unresolved is None:
        used.places[place.name or place.id, f"{place.country or '?'}, {_PREC.get(place.where_prec or 0, 'vague')}"] += 1
        used.countries[place.country or ""] += 1
    elif place.printed is not None:
        reason = place.unresolved.reason if place.unresolved else "not looked up"
        candidates = place.unresolved.candidates if place.unresolved else ()
        used.unknown_places.setdefault(place.printed.text, (reason, candidates, []))[2].append(claim)


def _count_party(used: UsedNames, party: Party, claim: str) -> None:
    if party.id is not None and party.unresolved is None:
        used.actors[party.name or party.id, "perpetrator"] += 1
    elif party.printed is not None:
        reason = party.unresolved.reason if party.unresolved else "the book of actors does not know it"
        candidates = party.unresolved.candidates if party.unresolved else ()
        used.unknown_actors.setdefault(party.printed.text, (reason, candidates, []))[2].append(claim)

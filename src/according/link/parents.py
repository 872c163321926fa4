"""Period and cumulative totals beside the incidents that they cover.

In: incidents and claims. Out: pairs (claim id of a total, incident name). A total never enters an incident's figure;
it is kept as a parent and shown beside the sum of what it covers.

Example: "60 killed in the province in the past week" is a parent of the shelling of Thursday in that province.

Source: method.md, "From claims to origins", rule 3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from according.records import Claim, Incident, Place
from according.words import Scope

_PROVINCE = 4
_COUNTRY = 5


def parents(incidents: Iterable[Incident], *, claims: Mapping[str, Claim]) -> tuple[tuple[str, str], ...]:
    """Return which totals cover which incidents: same harm, the day inside the span, the place inside the place."""
    by_country: dict[str, list[Incident]] = defaultdict(list)
    for incident in incidents:
        if incident.place is not None and incident.place.country and incident.when.start:
            by_country[incident.place.country].append(incident)
    found = set()
    for total in claims.values():
        if total.scope not in (Scope.PERIOD, Scope.CUMULATIVE) or total.place is None or not total.place.country:
            continue
        for incident in by_country[total.place.country]:
            if covers(total, incident) and any(claims[c].harm is total.harm for c in incident.claims):
                found.add((total.id, incident.name))
    return tuple(sorted(found))


def covers(total: Claim, incident: Incident) -> bool:
    """Say whether a total can hold an incident: the incident's days lie inside its days, the place inside its place."""
    start, end = total.when.start, total.when.end
    first, last = incident.when.start, incident.when.end
    if not start or not end or not first or not last or total.place is None or incident.place is None:
        return False
    return start <= first and last <= end and _holds(total.place, incident.place)


def _holds(large: Place, small: Place) -> bool:
    """Say whether the larger place can hold the smaller, by their precision."""
    prec = large.where_prec or _COUNTRY
    if prec >= _COUNTRY:
        return True
    if prec == _PROVINCE:
        return large.adm1 is not None and large.adm1 == small.adm1
    return large.id is not None and large.id == small.id

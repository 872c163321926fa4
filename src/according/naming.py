"""How an incident keeps its name while claims come and go.

In: incidents as they were just joined, and under which name each claim stood before. Out: the incidents under the names
that outlive re-joining, and where names that were given up lead.

Example: i-1 held claims a, b, c. Now {a, b} and {c, d} are incidents: {a, b} keeps i-1, {c, d} gets a new name. If
{a, b, c} and i-2 are joined, the older of the two names stays and the other leads to it.

Source: method.md, "Joining claims into incidents": an incident keeps its name while most of its claims stay; a merge
keeps the older name and redirects the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from according.identity import incident_name
from according.records import Incident, Naming


def name_incidents(incidents: Iterable[Incident], *, previous: Mapping[str, str] | None = None,
                   ages: Mapping[str, int] | None = None) -> Naming:
    """Return the incidents under their lasting names.

    Args:
        incidents: from ``link``, each under the name of its first claim.
        previous: claim id to the name of the incident in which it stood when names were last given.
        ages: name to when it was first given, smaller is older; a name that is not there is younger than any that is.

    Returns:
        The incidents sorted by name, and the redirects of names that ended in a merge. A name whose claims are all
        gone has neither.
    """
    before, age = previous or {}, ages or {}
    rows = sorted(incidents, key=lambda i: i.key)
    heirs = _heirs(rows, before)
    taken = {*before.values(), *age}
    named: list[Incident] = []
    redirects: list[tuple[str, str]] = []
    fresh: list[Incident] = []
    for incident in rows:
        names = sorted(heirs[incident.key], key=lambda n: (age.get(n, len(age) + 1 + max(age.values(), default=0)), n))
        if not names:
            fresh.append(incident)
            continue
        named.append(replace(incident, name=names[0]))
        redirects += [(given_up, names[0]) for given_up in names[1:]]
    for incident in fresh:
        name = _fresh_name(incident, taken)
        taken.add(name)
        named.append(replace(incident, name=name))
    return Naming(incidents=tuple(sorted(named, key=lambda i: (i.name, i.key))), redirects=tuple(sorted(redirects)))


def _heirs(incidents: Iterable[Incident], before: Mapping[str, str]) -> dict[str, list[str]]:
    """Give each earlier name to the incident with most of its claims; a tie goes to the one with fewest others."""
    holds: dict[str, Counter[str]] = defaultdict(Counter)
    size: dict[str, int] = {}
    for incident in incidents:
        size[incident.key] = len(incident.claims)
        for claim in incident.claims:
            if claim in before:
                holds[before[claim]][incident.key] += 1
    heirs: dict[str, list[str]] = defaultdict(list)
    for name, counted in sorted(holds.items()):
        heir = min(counted, key=lambda key: (-counted[key], size[key], key))
        heirs[heir].append(name)
    return heirs


def _fresh_name(incident: Incident, taken: set[str]) -> str:
    """Return a name that nothing bears: that of its first claim, else of another of its claims."""
    for name in (incident.name, *(incident_name(claim) for claim in incident.claims), incident_name(incident.key)):
        if name not in taken:
            return name
    turn = 1
    while (name := incident_name(f"{incident.key} {turn}")) in taken:
        turn += 1
    return name

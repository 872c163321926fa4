"""Which acts belong to an incident: what reports say of it beside counts of people.

In: an incident and the acts of its reports. Out: the acts that are told with its claims, what happened before what was
said of it, background last.

Example: a curfew told in the sentence after "13 soldiers were killed" is an act of the incident of these soldiers; an
attack without a count in another town goes with the incident that its report is mostly of.

Source: ``Act.beside`` names the claims of the same sentence, place and days, else the nearest before it
(docs/decisions/0008): an act is of the incident that has one of them. Where they stand in several, it is told in each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from according.records import Act, Claim, Incident
from according.words import ActKind, Scope

_ORDER = (ActKind.MEASURE, ActKind.MOVEMENT, ActKind.CONTROL, ActKind.ATTACK, ActKind.STATEMENT, ActKind.TREND,
          ActKind.CONDOLENCE)


def acts_of(incident: Incident, acts: Iterable[Act], *, claims: Iterable[Claim]) -> tuple[Act, ...]:
    """Return the acts of an incident, by kind, then form and day.

    Args:
        incident: what they are tied to.
        acts: at least those of its reports.
        claims: those of its reports, all of them. An act that is told with none of them goes with the incident that
            most of its report's claims are of: it is what the report says beside, and a brief tells it apart.
    """
    own, ours, all_of = set(incident.claims), Counter[str](), Counter[str]()
    for claim in claims:
        all_of[claim.report] += 1
        ours[claim.report] += claim.id in own
    return tuple(sorted(
        (act for act in acts
         if not own.isdisjoint(act.beside) or (not act.beside and 2 * ours[act.report] > all_of[act.report])),
        key=lambda a: (a.scope is not Scope.INCIDENT, _ORDER.index(a.kind), a.form.value, a.when.start or "", a.id)))

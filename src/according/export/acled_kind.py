"""ACLED's types: which disorder, event and sub-event an incident is, from its means and its victims.

In: ``Event``. Out: ``Kind``. Where means and victims do not say it, the type is left empty rather than guessed.

Source: formats.md 2, the list of sub-events.

Example: an incident of shelling is ``("Explosions/Remote violence", "Shelling/artillery/missile attack")``
"""

from __future__ import annotations

from dataclasses import dataclass

from according.export.event import Event
from according.words import Harm, MeansType, VictimsClass

POLITICAL, STRATEGIC = "Political violence", "Strategic developments"
BATTLES, REMOTE, AGAINST = "Battles", "Explosions/Remote violence", "Violence against civilians"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What ACLED would call an incident."""

    disorder: str
    type: str | None
    sub: str | None
    targets_civilians: bool


_REMOTE = {
    MeansType.AIRSTRIKE: "Air/drone strike", MeansType.SHELLING: "Shelling/artillery/missile attack",
    MeansType.BOMBING: "Remote explosive/landmine/IED", MeansType.CHEMICAL: "Chemical weapon",
}
_PRINTED = (("suicide", "Suicide bomb"), ("grenade", "Grenade"))  # what the words of the means say of a bombing


def kind_of(event: Event) -> Kind:
    """Return ACLED's type of an incident."""
    means = event.incident.means
    alone = event.civilians and not event.fighters
    if means in _REMOTE:
        return Kind(disorder=POLITICAL, type=REMOTE, sub=_remote(event, _REMOTE[means]), targets_civilians=alone)
    if means is MeansType.ABDUCTION or (means is None and alone and _only_captured(event)):
        return Kind(disorder=POLITICAL, type=AGAINST, sub="Abduction/forced disappearance", targets_civilians=alone)
    if means is MeansType.ARREST and not event.toll.high:
        return Kind(disorder=STRATEGIC, type=STRATEGIC, sub="Arrests", targets_civilians=False)
    if means is MeansType.EXECUTION and alone:
        return Kind(disorder=POLITICAL, type=AGAINST, sub="Attack", targets_civilians=True)
    if means is MeansType.CLASH or event.fighters:
        return Kind(disorder=POLITICAL, type=BATTLES, sub="Armed clash", targets_civilians=False)
    if alone:
        return Kind(disorder=POLITICAL, type=AGAINST, sub="Attack", targets_civilians=True)
    return Kind(disorder=POLITICAL, type=None, sub=None, targets_civilians=False)


def _remote(event: Event, usual: str) -> str:
    if event.incident.means is not MeansType.BOMBING:
        return usual
    printed = " ".join(claim.means.printed.text.casefold() for claim in event.claims
                       if claim.means is not None and claim.means.printed is not None)
    return next((sub for word, sub in _PRINTED if word in printed), usual)


def _only_captured(event: Event) -> bool:
    return all(c.harm is Harm.CAPTURED and c.victims.klass is VictimsClass.CIVILIAN for c in event.claims)

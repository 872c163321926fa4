"""What one claim leaves open and the claims near it say: the means and the perpetrator.

In: the claims of a report. Out: the same claims, filled in; what was filled in has no printed words.

Example: "The attack left 20 others wounded" after a sentence on shelling is of shelling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from according.records import Claim, Count, Party, Victims
from according.words import Harm, MeansType, Scope, VictimsClass

_NEAR = 700  # characters: the near context of a claim (corpus guidelines)


def share_means(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Give a claim that names no means, or only "the attack", the telling means named nearest to it in the report."""
    told = [
        c for c in claims if c.means is not None and c.means.type is not MeansType.OTHER and c.harm is not Harm.CAPTURED
    ]
    out: list[Claim] = []
    for claim in claims:
        near = sorted(
            (
                abs(c.evidence.start - claim.evidence.start)
                + (_AFTER if c.evidence.start > claim.evidence.start else 0),
                c.id,
            )
            for c in told
            if _alike(c.scope, claim.scope) and abs(c.evidence.start - claim.evidence.start) <= _NEAR
        )
        open_means = claim.means is None or claim.means.type is MeansType.OTHER
        if near and open_means and claim.harm is not Harm.CAPTURED and claim.scope is not Scope.CUMULATIVE:
            means = next(c.means for c in told if c.id == near[0][1])
            printed = claim.means.printed if claim.means is not None else None
            claim = replace(claim, means=replace(means, printed=printed) if means is not None else None)
        out.append(claim)
    return tuple(out)


def _alike(one: Scope, other: Scope) -> bool:
    """Say whether two scopes can be of one attack: a day's total and its parts can."""
    return one is other or {one, other} == {Scope.INCIDENT, Scope.PERIOD}


_AFTER = 150  # characters by which a means told before a claim is preferred to one told after it


def may_share(party: Party, victims: Victims, scope: Scope, count: Count) -> bool:
    """Say whether a claim may be by a party that is told beside it.

    Not where nobody was harmed, not a figure of a war, and not of combatants, unless known to be of another side.
    """
    if scope in _APART or (count.low, count.high) == (0, 0):
        return False
    if victims.klass is not VictimsClass.COMBATANT:
        return True
    return None not in (party.id, victims.side_id) and party.id != victims.side_id


_APART = (Scope.CUMULATIVE, Scope.BACKGROUND)


def _parties(claims: Sequence[Claim]) -> dict[str | None, Party]:
    return {c.perpetrator.id or c.perpetrator.name: c.perpetrator for c in claims if c.perpetrator is not None}


def _fought(claim: Claim) -> bool:
    return claim.victims.klass is VictimsClass.COMBATANT


def share_perpetrators(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Give a claim that names no perpetrator the one named nearest to it, where its near context names only one."""
    out: list[Claim] = []
    for claim in claims:
        around = [
            c
            for c in claims
            if c.perpetrator is not None
            and c.perpetrator.id != claim.victims.side_id
            and abs(c.evidence.start - claim.evidence.start) <= _NEAR
            and (c.means is None or claim.means is None or c.means.type is claim.means.type)
        ]
        near = _parties(around)
        if len(near) > 1:  # who killed fighters is not thereby who killed residents
            near = _parties([c for c in around if _fought(c) == _fought(claim)])
        if claim.perpetrator is None and len(near) == 1:
            (party,) = near.values()
            if may_share(party, claim.victims, claim.scope, claim.count):
                party = Party(printed=None, name=party.name, id=party.id, unresolved=party.unresolved)
                claim = replace(claim, perpetrator=party)
        out.append(claim)
    return tuple(out)

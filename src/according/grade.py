"""How well an incident stands, after Airwars' scheme.

In: an incident, its origins and claims. Out: a ``Grade`` with the reason and the claims that decided.

Example: two monitors that speak independently make an incident Fair; when the side that bombed admits it, Confirmed.

Source: method.md, "Grade": Confirmed (a party admits), Fair (two or more independent origins), Weak (one), Contested
(origins name different perpetrators), Discounted (victims shown to be combatants only, or the claim withdrawn).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from according.records import Claim, Grade, Incident, Origin, Party
from according.words import Scope, SourceKind, Status, VictimsClass


def grade(incident: Incident, origins: Sequence[Origin], *, claims: Mapping[str, Claim],
          sides: Callable[[str], str | None] = lambda name: name.casefold()) -> Grade:
    """Return the grade of an incident.

    Args:
        incident: what is graded.
        origins: its origins.
        claims: at least its claims, by id.
        sides: actor id or name to the side that it fights on.
    """
    scoped = {c: claims[c] for c in incident.claims if claims[c].scope is Scope.INCIDENT}
    told = {c: claim for c, claim in scoped.items() if claim.withdrawn is None}
    if scoped and not told:
        return Grade(word="Discounted", why="its outlets withdrew every claim", claims=tuple(sorted(scoped)))
    if told and all(c.status is Status.DENIED for c in told.values()):
        return Grade(word="Discounted", why="every claim is reported as denied", claims=tuple(sorted(told)))
    if admitted := _admissions(origins, told, sides):
        return Grade(word="Confirmed", why="a party admits it", claims=admitted)
    if told and all(c.victims.klass is VictimsClass.COMBATANT for c in told.values()):
        return Grade(word="Discounted", why="only combatants are said to have been harmed", claims=tuple(sorted(told)))
    named = _perpetrators(origins, told, sides)
    if len(named) > 1:
        doers = sorted(min(_called(told[c]) for c in ids) for ids in named.values())
        return Grade(word="Contested", why=f"origins name different perpetrators: {', '.join(doers)}",
                     claims=tuple(sorted(c for ids in named.values() for c in ids)))
    independent = [o for o in origins if o.independent and any(c in told for c in o.claims)]
    behind = tuple(sorted(c for o in independent for c in o.claims if c in told))
    if len(independent) > 1:
        return Grade(word="Fair", why=f"{len(independent)} independent origins", claims=behind)
    why = "one independent origin" if independent else "no origin of known independence"
    return Grade(word="Weak", why=why, claims=behind or tuple(sorted(told)))


def _admissions(origins: Sequence[Origin], told: Mapping[str, Claim],
                sides: Callable[[str], str | None]) -> tuple[str, ...]:
    """Claims in which a party owns its deed, or its own losses; to boast of its enemy's dead is no admission."""
    found = []
    for origin in origins:
        if origin.kind is not SourceKind.PARTY or origin.party is None:
            continue
        party = sides(origin.party)
        for claim in (told[c] for c in origin.claims if c in told):
            doer, victims = claim.perpetrator, claim.victims.side_id or claim.victims.side
            owns_loss = victims is not None and sides(victims) == party
            owns_deed = (doer is not None and sides(doer.id or doer.name or "") == party
                         and claim.victims.klass is not VictimsClass.COMBATANT)
            if party is not None and claim.status is not Status.DENIED and (owns_loss or owns_deed):
                found.append(claim.id)
    return tuple(sorted(found))


def _perpetrators(origins: Sequence[Origin], told: Mapping[str, Claim],
                  sides: Callable[[str], str | None]) -> dict[str, list[str]]:
    """Whom origins name for harm to civilians and people of unknown class, each side once.

    Fighters on both sides die in a fight: that they have different killers is no dispute.
    """
    named: dict[str, list[str]] = {}
    for origin in origins:
        for claim in (told[c] for c in origin.claims if c in told):
            doer = claim.perpetrator
            if doer is None or not _is_named(doer) or claim.victims.klass is VictimsClass.COMBATANT:
                continue
            if side := sides(doer.id or doer.name or ""):
                named.setdefault(side, []).append(claim.id)
    return named


def _called(claim: Claim) -> str:
    """The perpetrator's name as the report has it: an id is for programs."""
    doer = claim.perpetrator
    return "" if doer is None else doer.name or doer.id or ""


def _is_named(doer: Party) -> bool:
    """Say whether a perpetrator is somebody: "gunmen" and "fighters" may be anybody, so they contest nothing."""
    return doer.id is not None or any(word[:1].isupper() for word in (doer.name or "").split()[1:])

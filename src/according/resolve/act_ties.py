"""Which claims an act is told with: it belongs to their incident. And which attack is only the one that they count.

In: an act, the claims of its report. Out: ids of claims; whether an attack has a count after all.

Example: a curfew told in the sentence after "13 soldiers were killed" is told with that claim.
"""

from __future__ import annotations

from collections.abc import Sequence

from according.records import Act, ActDraft, Claim, Phrase, Place, When
from according.resolve.act_merge import is_same_place
from according.words import ActKind, Scope

_COUNTRY = 6  # where_prec after UCDP


def is_counted(act: Act, claims: Sequence[Claim]) -> bool:
    """Say whether an attack is one that the report counts people of, or one that it says nothing of but that it was."""
    if act.kind is not ActKind.ATTACK:
        return False
    named = [
        p
        for p in (act.actor, act.target)
        if p is not None and (p.id is not None or any(c.isupper() for c in p.name or ""))
    ]
    if (
        act.place is None
        or act.place.printed is None
        or (act.place.id is None and not named and (act.place.name or "").islower())
    ):
        return True
    if (act.place.where_prec or _COUNTRY) >= _COUNTRY and not named:
        return True
    return any(
        is_same_place(act.place, c.place) and _same_days(act.when, c.when) and c.scope in (Scope.INCIDENT, Scope.PERIOD)
        for c in claims
    )


def _same_days(a: When, b: When) -> bool:
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return True
    return a.start <= b.end and b.start <= a.end


def told_with(
    draft: ActDraft, place: Place | None, when: When, evidence: Phrase, claims: Sequence[Claim]
) -> tuple[str, ...]:
    """Return the claims that an act is told with: of its sentence, of its place and days, else the nearest before."""
    counted = [c for c in claims if c.scope in (Scope.INCIDENT, Scope.PERIOD)]
    here = [c for c in counted if evidence.start <= c.evidence.start < evidence.end]
    if draft.kind is ActKind.ATTACK or here:
        return tuple(c.id for c in here)
    if draft.place is not None and place is not None and place.id is not None:
        return tuple(
            c.id
            for c in counted
            if (is_same_place(place, c.place) or is_same_place(c.place, place)) and _same_days(when, c.when)
        )
    before = [c for c in counted if c.evidence.start < evidence.start] or counted
    near = (
        max((c.evidence.start for c in before), default=-1)
        if before and before[0].evidence.start < evidence.start
        else min((c.evidence.start for c in before), default=-1)
    )
    return tuple(c.id for c in before if c.evidence.start == near)

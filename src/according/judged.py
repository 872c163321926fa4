"""Apply what people decided about single claims, before claims are joined.

In: claims as they were read, and judgements. Out: the claims without rejected ones, corrected fields in place.
The ledger keeps the claim as it was read; a correction is a view on it that can be taken back.

Example: a judgement ``reject`` on a claim leaves it out; ``undo`` on that judgement brings it back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from according.errors import BadRequest
from according.identity import judgement_id
from according.records import Claim, Judgement, Party, Place
from according.words import Harm, JudgementKind, Scope, Status, VictimsClass, Word

W = TypeVar("W", bound=Word)


def new_judgement(kind: JudgementKind, subject: str, *, who: str, when: str, why: str, other: str | None = None,
                  field: str | None = None, value: str | None = None) -> Judgement:
    """Return a judgement under its id.

    Args:
        kind: what was decided.
        subject: a claim; for ``undo`` a judgement.
        who: decided.
        when: ISO date-time, UTC.
        why: the reason.
        other: the second claim, for ``same`` and ``different``.
        field: the field that is corrected or pinned.
        value: JSON of its value.

    Raises:
        BadRequest: one claim was given twice.
    """
    if subject == other:
        raise BadRequest(f"{subject} twice: two claims are wanted")
    return Judgement(id=judgement_id(kind.value, subject, other, field, value, who, when), kind=kind, subject=subject,
                     other=other, field=field, value=value, who=who, when=when, why=why)


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return the judgements that stand, by time and id: undone ones and the undoings themselves are left out.

    An undoing can be undone: the latest word on a judgement rules.
    """
    ordered = sorted(judgements, key=lambda j: (j.when, j.id))
    undone: set[str] = set()
    for judgement in reversed(ordered):  # the latest first, so that an undone undoing has no effect
        if judgement.kind is JudgementKind.UNDO and judgement.id not in undone:
            undone.add(judgement.subject)
    return tuple(j for j in ordered if j.kind is not JudgementKind.UNDO and j.id not in undone)


def judged(claims: Iterable[Claim], judgements: Sequence[Judgement]) -> Iterator[Claim]:
    """Yield the claims that are not rejected, with corrected fields; of several corrections the latest rules.

    Args:
        claims: as they were read.
        judgements: those that stand, in order.
    """
    rejected = {j.subject for j in judgements if j.kind is JudgementKind.REJECT}
    corrections: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        if judgement.kind is JudgementKind.CORRECT:
            corrections.setdefault(judgement.subject, []).append(judgement)
    for claim in claims:
        if claim.id in rejected:
            continue
        for judgement in corrections.get(claim.id, ()):
            claim = correct(claim, judgement.field, judgement.value)
        yield claim


def correct(claim: Claim, field: str | None, value: str | None) -> Claim:
    """Return the claim with one field read otherwise.

    Args:
        claim: as it was read.
        field: one of ``FIELDS``.
        value: JSON of the value.

    Raises:
        BadRequest: the field cannot be corrected, or the value is none that it can take.
    """
    if field not in _FIELDS:
        raise BadRequest(f"field {field!r} cannot be corrected: choose {', '.join(FIELDS)}")
    try:
        return _FIELDS[field](claim, json.loads(value or "null"))
    except ValueError:
        raise BadRequest(f"{value} is no value that {field} can take") from None


def _word(vocabulary: type[W], value: object) -> W:
    for word in vocabulary:
        if word.value == value:
            return word
    raise ValueError(value)


def _count(claim: Claim, value: object) -> Claim:
    """Correct the count: ``[low, best, high]``, null for an open end."""
    if not isinstance(value, list) or len(value) != 3:
        raise ValueError(value)
    known = [end for end in value if end is not None]
    if any(isinstance(end, bool) or not isinstance(end, int) or end < 0 for end in known) or known != sorted(known):
        raise ValueError(value)
    low, best, high = value
    return replace(claim, count=replace(claim.count, low=low, best=best, high=high, approximate=False))


def _place(claim: Claim, value: object) -> Claim:
    """Correct the place: an entry of the book as an object with id, name, lat, lon, where_prec, country, adm1, adm2."""
    told = _told(value, {"id": str, "name": str, "lat": float, "lon": float, "where_prec": int, "country": str,
                         "adm1": str, "adm2": str})
    if told["id"] is None or told["name"] is None or told["where_prec"] not in range(1, 8):
        raise ValueError(value)
    return replace(claim, place=Place(printed=claim.place.printed if claim.place else None, **told))


def _perpetrator(claim: Claim, value: object) -> Claim:
    """Correct who did it: an entry of the book as an object with id and name."""
    told = _told(value, {"id": str, "name": str})
    if None in told.values():
        raise ValueError(value)
    return replace(claim, perpetrator=Party(printed=claim.perpetrator.printed if claim.perpetrator else None, **told))


def _told(value: object, kinds: dict[str, type]) -> dict[str, Any]:
    """Return the members of an object, those that are left out as None; refuse what has others, or another type."""
    if not isinstance(value, dict) or set(value) - set(kinds):
        raise ValueError(value)
    told: dict[str, Any] = {}
    for name, kind in kinds.items():
        member = value.get(name)
        if kind is float and type(member) is int:
            member = float(member)
        if member is not None and type(member) is not kind:
            raise ValueError(value)
        told[name] = member
    return told


_FIELDS: dict[str | None, Callable[[Claim, object], Claim]] = {
    "harm": lambda claim, value: replace(claim, harm=_word(Harm, value)),
    "status": lambda claim, value: replace(claim, status=_word(Status, value)),
    "scope": lambda claim, value: replace(claim, scope=_word(Scope, value)),
    "class": lambda claim, value: replace(claim, victims=replace(claim.victims, klass=_word(VictimsClass, value))),
    "count": _count,
    "place": _place,
    "perpetrator": _perpetrator,
}
FIELDS = tuple(name for name in _FIELDS if name)

"""What a report tells twice, kept once: the act that says most, with where the other stands.

In: the acts of one report in order of the text. Out: the same, each once.

Example: a curfew of the standfirst and of the body is one curfew, with the end that the body tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from according.records import Act, Place
from according.words import ActForm, ActKind, ActStage

_BACK = 200  # acts of one form that are compared: a report of any length costs as it is long
_PROVINCE = 4  # where_prec from which a place holds others


def keep_once(acts: Sequence[Act]) -> tuple[Act, ...]:
    """Return the acts of a report, those that tell the same thing as one."""
    kept: list[Act] = []
    alike: dict[tuple[ActForm, ActStage], list[int]] = {}
    for act in acts:
        before = alike.setdefault((act.form, act.stage), [])
        at = next((i for i in before[-_BACK:] if _is_same(act, kept[i])), None)
        if at is None:
            before.append(len(kept))
            kept.append(act)
            continue
        other = kept[at]
        best, rest = (act, other) if _says(act) > _says(other) else (other, act)
        again = {*best.again, *rest.again, (rest.evidence.start, rest.evidence.end)} - {
            (best.evidence.start, best.evidence.end)
        }
        kept[at] = replace(best, again=tuple(sorted(again)), beside=tuple(dict.fromkeys((*best.beside, *rest.beside))))
    return tuple(sorted({a.id: a for a in kept}.values(), key=lambda a: (a.words.start, a.form)))


def is_same_place(place: Place | None, other: Place | None) -> bool:
    """Say whether a place is the other one, or a province that holds it: "in the province" after "in the town"."""
    if place is None or other is None or place.id is None or other.id is None:
        return False
    if place.id == other.id:
        return True
    wide = (place.where_prec or 0) >= _PROVINCE or (
        place.adm1 is not None and place.name is not None and place.name.split(",")[0] == place.adm1
    )
    return wide and place.adm1 is not None and (place.country, place.adm1) == (other.country, other.adm1)


def _is_same(act: Act, other: Act) -> bool:
    if act.kind in (ActKind.STATEMENT, ActKind.CONDOLENCE):
        return (
            _name(act) is not None
            and _name(act) == _name(other)
            and (_target(act) == _target(other) or None in (_target(act), _target(other)))
        )
    if (
        act.when.start is not None
        and other.when.start is not None
        and act.when.start != other.when.start
        and act.when.printed
        and other.when.printed
    ):
        return False
    if act.kind in (ActKind.MEASURE, ActKind.TREND):
        return (
            _place_key(act) is None
            or _place_key(other) is None
            or is_same_place(act.place, other.place)
            or is_same_place(other.place, act.place)
        )
    return _place_key(act) == _place_key(other)


def _name(act: Act) -> str | None:
    return None if act.actor is None else act.actor.id or act.actor.name


def _target(act: Act) -> str | None:
    return None if act.target is None else act.target.id or act.target.name


def _place_key(act: Act) -> str | None:
    return None if act.place is None or act.place.printed is None else act.place.id or act.place.name


def _says(act: Act) -> int:
    """Return how much an act says: its end, its source, its place, its day and its actor, each where told."""
    told = (
        act.until,
        act.source,
        act.actor,
        act.target,
        act.when.printed,
        act.place.printed if act.place is not None else None,
    )
    return sum(one is not None for one in told)

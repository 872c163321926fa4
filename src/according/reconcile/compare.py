"""What changes between two profiles on one incident, and which rule makes the change.

In: the figures of an incident under two profiles, and the way to reconcile it under any. Out: ``Difference`` records.

Example: ``acled`` against ``ucdp``: best of the dead goes from 745 to 553, for acled takes the lowest credible figure.

Why is found by trying: where one rule of the other profile, put into this one alone, brings the other's value, that
rule is the reason; else all rules that differ are named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from according.books.profiles import Profile
from according.records import Bound, Difference, Figure

Under = Callable[[Profile], Iterable[Figure]]
_Thing = tuple[str, str, str | None]
_ENDS = ("low", "best", "high")
_RULES = ("best", "bounds", "unknown", "classes", "vague", "bare_low", "origins")
_NONE = Bound(value=None, claims=(), rule="this profile has no such figure")


def compare(profile: Profile, against: Profile, under: Under) -> tuple[Difference, ...]:
    """Return what differs between the figures of one incident, by harm, class and side, then end.

    Args:
        profile: whose figures are wanted.
        against: what they are compared with.
        under: reconciles the incident under a profile.
    """
    here, there = _rows(under(profile)), _rows(under(against))
    differing = [rule for rule in _RULES if getattr(profile, rule) != getattr(against, rule)]
    tried = {rule: _rows(under(replace(against, **{rule: getattr(profile, rule)}))) for rule in differing}
    found = []
    for thing in sorted({*here, *there}, key=lambda t: (t[0], t[1], t[2] or "")):
        for end in _ENDS:
            now, before = _end(here, thing, end), _end(there, thing, end)
            if now.value == before.value:
                continue
            alone = [rule for rule in differing if _end(tried[rule], thing, end).value == now.value]
            figure = here.get(thing) or there[thing]
            found.append(Difference(
                incident=figure.incident, harm=figure.harm, klass=figure.klass, side=figure.side,
                total="total" in figure.marks, end=end, profile=profile.name, against=against.name,
                now=now, before=before, why=tuple(_said(rule, profile, against) for rule in alone or differing)))
    return tuple(found)


def _rows(figures: Iterable[Figure]) -> Mapping[_Thing, Figure]:
    return {(f.harm.value, "all" if "total" in f.marks else f.klass.value, f.side): f for f in figures}


def _end(rows: Mapping[_Thing, Figure], thing: _Thing, end: str) -> Bound:
    figure = rows.get(thing)
    if figure is None:
        return _NONE
    bound: Bound = getattr(figure, end)
    return bound


def _said(rule: str, profile: Profile, against: Profile) -> str:
    here, there = getattr(profile, rule), getattr(against, rule)
    if rule == "vague":
        words = sorted({*here, *there})
        other = [word for word in words if here.get(word) != there.get(word)]
        return f"vague words are read otherwise: {', '.join(other)}"
    shown = ["none" if value is None else value for value in (there, here)]
    return f"{rule.replace('_', ' ')}: {shown[0]} -> {shown[1]}"

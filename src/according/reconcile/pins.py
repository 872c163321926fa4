"""What people fixed by a judgement ``pin``: a claim, a figure, where a source stands.

In: judgements that stand. Out: ``Pins``, and what a pinned figure makes of a reconciled one.

Example: ``{"harm": "killed", "class": "civilian", "side": null, "best": 745, ...}`` pinned on an incident sets best to
745, whatever the origins say; low and high give way where they must.

A pinned figure names the claims that it was pinned over. It belongs to the incident that holds more than half of them,
whatever that incident is called by then: so it survives re-joining, and the order in which names were given is nothing
to it (docs/decisions/0017).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from according.records import Bound, Figure, Incident, Judgement
from according.words import Harm, JudgementKind, SourceKind, VictimsClass

PINNED = "pinned by a person"
CHANGED = "its claims changed since it was pinned"
FIGURE, STANDING = "figure", "standing"  # fields that a pin may fix; none: the claim that it names
_HARMS, _CLASSES = {word.value: word for word in Harm}, {word.value: word for word in VictimsClass}
_KINDS = {word.value: word for word in SourceKind}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePin:
    """A figure as a person fixed it; an end that is None is left to the rules."""

    judgement: Judgement
    harm: Harm
    klass: VictimsClass
    side: str | None
    total: bool
    low: int | None
    best: int | None
    high: int | None
    profile: str  # under which it was pinned
    claims: tuple[str, ...]  # the live claims of the figure when it was pinned


@dataclass(frozen=True, slots=True, kw_only=True)
class Pins:
    """All that was pinned."""

    claims: frozenset[str] = frozenset()
    standings: Mapping[str, SourceKind] | None = None  # by ``source_key``
    figures: tuple[FigurePin, ...] = ()


def read_pins(judgements: Iterable[Judgement]) -> Pins:
    """Return what the pins among judgements fix; of two on one thing the later rules. One that spells nothing is none.

    Args:
        judgements: those that stand, by time.
    """
    claims, standings, figures = set(), {}, []
    for judgement in judgements:
        if judgement.kind is not JudgementKind.PIN:
            continue
        if judgement.field is None:
            claims.add(judgement.subject)
        elif judgement.field == STANDING and (kind := _KINDS.get(_spelled(judgement))) is not None:
            standings[source_key(judgement.subject)] = kind
        elif judgement.field == FIGURE and (pin := read_figure_pin(judgement)) is not None:
            figures.append(pin)
    return Pins(claims=frozenset(claims), standings=standings, figures=tuple(figures))


def read_figure_pin(judgement: Judgement) -> FigurePin | None:
    """Return the figure that a judgement pins, or None where its value spells none."""
    try:
        told = json.loads(judgement.value or "null")
        harm, klass = _HARMS[told["harm"]], _CLASSES[told["class"]]
        ends = tuple(told.get(end) for end in ("low", "best", "high"))
        claims, profile = tuple(sorted(map(str, told["claims"]))), str(told["profile"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    known = [end for end in ends if end is not None]
    whole = all(isinstance(end, int) and not isinstance(end, bool) and end >= 0 for end in known)
    if not known or not whole or known != sorted(known):
        return None
    side = told.get("side")
    return FigurePin(
        judgement=judgement, harm=harm, klass=klass, side=side if isinstance(side, str) else None,
        total=told.get("total") is True, low=ends[0], best=ends[1], high=ends[2], profile=profile, claims=claims)


def is_of(pin: FigurePin, incident: Incident) -> bool:
    """Say whether an incident is the one that a figure was pinned on: it holds more than half of the claims."""
    return 2 * len(set(pin.claims) & set(incident.claims)) > len(pin.claims)


def source_key(name: str) -> str:
    """Return a source's name as pins compare it."""
    return " ".join(name.casefold().split())


def pinned(figure: Figure, pin: FigurePin, incident: Incident) -> Figure:
    """Return a figure as a person fixed it; ends that the profile does not give stay away.

    Low gives way downward and high upward; a best that was not pinned is held within what was.
    """
    behind = figure.claims or tuple(sorted(set(pin.claims) & set(incident.claims)))
    rule = f"pinned by {pin.judgement.who} on {pin.judgement.when[:10]}: {pin.judgement.why}"

    def fixed(value: int | None, bound: Bound) -> Bound:
        keeps = value is None or bound.rule == NOT_GIVEN.rule
        return bound if keeps else Bound(value=value, claims=behind, rule=rule)

    low, best, high = fixed(pin.low, figure.low), fixed(pin.best, figure.best), fixed(pin.high, figure.high)
    if best.value is not None and pin.best is None:
        best = _held(best, pin.low, pin.high, behind, rule)
    fixed_ends = [b for b, v in ((low, pin.low), (best, pin.best), (high, pin.high)) if v is not None]
    reached = [b for b in (low, best, high) if b.value is not None]
    low, high = _ordered(low, high, [*fixed_ends, *reached], free=(pin.low is None, pin.high is None))
    changed = pin.profile == figure.profile and set(pin.claims) != set(figure.claims)
    marks = {*figure.marks, PINNED, *((CHANGED,) if changed else ())}
    return replace(figure, low=low, best=best, high=high, high_open=figure.high_open and pin.high is None,
                   marks=tuple(sorted(marks)))


def _held(best: Bound, low: int | None, high: int | None, behind: tuple[str, ...], rule: str) -> Bound:
    """Keep a best that the rules chose within the ends that a person pinned."""
    value = best.value or 0
    held = max(value, low) if low is not None else value
    held = min(held, high) if high is not None else held
    return best if held == value else Bound(value=held, claims=behind, rule=rule)


def _ordered(low: Bound, high: Bound, reached: Sequence[Bound], *, free: tuple[bool, bool]) -> tuple[Bound, Bound]:
    """Let low and high that were not pinned give way to what was."""
    if free[0] and low.value is not None:
        low = min((b for b in (low, *reached)), key=lambda b: b.value or 0)
    if free[1] and high.value is not None:
        high = max((b for b in (high, *reached)), key=lambda b: b.value or 0)
    return low, high


def _spelled(judgement: Judgement) -> str:
    try:
        return str(json.loads(judgement.value or "null"))
    except ValueError:
        return ""


NOT_GIVEN = Bound(value=None, claims=(), rule="this profile does not give it")

"""Figures and incidents for tests of what is done with them.

Example: ``a_figure(5, None, 9)``; an end may be a pair with the claim that set it: ``a_figure((5, "c-1"), 7, 9)``
"""

from __future__ import annotations

from dataclasses import replace

from according.records import Bound, Figure, Incident
from according.words import Harm, VictimsClass
from claim_factory import HOMS, make_when

End = int | None | tuple[int | None, str]


def bound(end: End, rule: str = "a rule") -> Bound:
    value, claim = end if isinstance(end, tuple) else (end, "c-0")
    return Bound(value=value, claims=(claim,), rule=rule)


def a_figure(low: End, best: End, high: End, *, klass: str = "unknown", **more: object) -> Figure:
    figure = Figure(incident="i-1", harm=Harm.KILLED, klass=VictimsClass(klass), side=None, profile="newest",
                    low=bound(low), best=bound(best), high=bound(high), high_open=False, origins=1, origins_unknown=0,
                    marks=(), aside=(), claims=("c-0",))
    return replace(figure, **more)  # type: ignore[arg-type]  # fields of a figure


def an_incident(*claims: str, **more: object) -> Incident:
    incident = Incident(name="i-1", key="k-1", claims=claims, reports=("r-1",), place=HOMS,
                        when=make_when("2025-03-06"), means=None, links=(), pending=())
    return replace(incident, **more)  # type: ignore[arg-type]  # fields of an incident


def ends(figure: Figure) -> tuple[int | None, int | None, int | None]:
    return figure.low.value, figure.best.value, figure.high.value

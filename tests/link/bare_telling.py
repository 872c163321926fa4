"""A telling of nothing, to which a test adds what it is about.

Example: ``bare(counts={("killed", 12)})``
"""

from __future__ import annotations

from dataclasses import fields, replace

from according.link.tell import NOWHERE, Around, Spot, Telling
from according.link.wording import EMPTY, Bag

_NOTHING = Telling(
    head="c-1", claims=("c-1",), report="r-1", start=0, end=0, sentences=frozenset(), in_title=False, background=False,
    wholes=frozenset(), published=None, first=None, last=None, dated=False, spots=(), countries=frozenset(),
    place_words=frozenset(), means=frozenset(), counts=frozenset(), head_counts=frozenset(), classes=frozenset(),
    doers=frozenset(), sides=frozenset(), voices=frozenset(), words=EMPTY, names=EMPTY, runs=frozenset(), leads=False,
    around=NOWHERE,
)
_SETS = {field.name for field in fields(Telling) if isinstance(getattr(_NOTHING, field.name), frozenset)}


def bare(**told: object) -> Telling:
    """Return a telling; sets may be given as any collection, words and names as a dictionary of weights."""
    given = {name: frozenset(value) if name in _SETS else bag(value) if name in ("words", "names") else value  # type: ignore[call-overload]  # by its name
             for name, value in told.items()}
    return replace(_NOTHING, **given)


def around(**told: object) -> Around:
    bags = ("title_words", "lead_words", "lead_names")
    return replace(NOWHERE, **{name: bag(value) if name in bags else value for name, value in told.items()})


def bag(weights: object) -> Bag:
    assert isinstance(weights, dict)
    return Bag(weights, sum(w * w for w in weights.values()) ** 0.5)


def spot(id: str | None = "g:1", *, lat: float | None = 34.0, lon: float | None = 36.0, prec: int = 1,
         adm1: str | None = "SY/homs") -> Spot:
    return Spot(id=id, lat=lat, lon=lon, prec=prec, adm1=adm1)

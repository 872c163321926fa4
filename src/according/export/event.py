"""An incident as the event data sets see it: two sides, the dead split over them, who reported it.

In: ``Holdings``. Out: ``Event``, from which the rows of UCDP, ACLED and PLOVER are made.

How the best figure of the dead is split (docs/exports.md): each class of victims takes its own best; combatants of a
side that is neither A nor B, and all of whom the class or the side is not told, are ``unknown``; so is what the total
counts beyond its classes. Where the classes together pass the total, no split is borne out by it: all are ``unknown``
and the event says so.

Example: a total of 15, two of them civilians and 13 soldiers of side A, gives a=13, b=0, civilians=2, unknown=0
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from according.export.rows import review
from according.holdings import Holdings, Side, State
from according.records import Claim, Figure, Incident, Origin, Place, Report
from according.words import Harm, MeansType, VictimsClass

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3  # UCDP's types of violence
CIVILIANS = "Civilians"
_STATES = ("state", "external")


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """The low, best and high of one harm; all three known, or none."""

    low: int | None = None
    best: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The best figure of the dead over sides and classes: the four always add up to it."""

    a: int = 0
    b: int = 0
    civilians: int = 0
    unknown: int = 0
    passed: bool = False  # the classes together pass the total: nothing was split


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One incident with what the event formats ask of it."""

    incident: Incident
    state: State | None
    side_a: Side | None
    side_b: Side | None
    violence: int | None  # UCDP's type; None: not told
    fighters: bool  # combatants were harmed, or it was a fight
    civilians: bool  # civilians are told of as harmed
    doers: tuple[Side, ...]  # named as perpetrators, most often named first
    killed: Figure | None
    toll: Toll
    split: Split
    claims: tuple[Claim, ...]
    reports: tuple[Report, ...]  # by day, outlet, id
    origins: tuple[Origin, ...]
    states: Mapping[str, State]  # of all countries, by ISO code
    review: str  # reviewed | candidate


def events(holdings: Holdings) -> Iterator[Event]:
    """Yield every incident as an event, in the order of the holdings."""
    claims = {claim.id: claim for claim in holdings.claims}
    for incident in holdings.incidents:
        told = tuple(claims[name] for name in incident.claims if name in claims)
        yield _event(incident, told, holdings)


def headline(figures: Iterable[Figure], harm: Harm) -> Figure | None:
    """Return the total of a harm, or its one figure."""
    found = [figure for figure in figures if figure.harm is harm]
    return next((figure for figure in found if "total" in figure.marks), found[0] if len(found) == 1 else None)


def toll_of(figure: Figure | None) -> Toll:
    """Return low <= best <= high, or nothing where no number is known.

    A profile that gives no best (or a vague word) leaves the low to stand for it; one that gives no range leaves the
    best to stand for both ends.
    """
    if figure is None:
        return Toll()
    low, best, high = figure.low.value, figure.best.value, figure.high.value
    known = [value for value in (best, low, high) if value is not None]
    if not known:
        return Toll()
    chosen = known[0]
    return Toll(low=min(chosen, chosen if low is None else low), best=chosen,
                high=max(chosen, chosen if high is None else high))


def split_of(figures: Sequence[Figure], total: int | None, side_a: Side | None, side_b: Side | None,
             sides: Mapping[str, Side]) -> Split:
    """Return how the dead of a total are split over sides and classes; see the head of this module."""
    if total is None:
        return Split()
    a = b = civilians = 0
    for figure in figures:
        if figure.harm is not Harm.KILLED or "total" in figure.marks:
            continue
        count = toll_of(figure).best or 0
        if figure.klass is VictimsClass.CIVILIAN:
            civilians += count
        elif figure.klass is VictimsClass.COMBATANT and figure.side is not None:
            key = _key(figure.side, sides)
            a += count if side_a is not None and key == side_a.key else 0
            b += count if side_b is not None and key == side_b.key else 0
    rest = total - a - b - civilians
    return Split(a=a, b=b, civilians=civilians, unknown=rest) if rest >= 0 else Split(unknown=total, passed=True)


def spot(place: Place) -> str | None:
    """Return the name of the place that the coordinates are of, without the larger one that it lies in."""
    small = place.where_prec is not None and place.where_prec <= 3
    return place.name.partition(", ")[0] if small and place.name is not None else place.name


def _event(incident: Incident, claims: tuple[Claim, ...], holdings: Holdings) -> Event:
    figures = holdings.figures.get(incident.name, ())
    fighters = incident.means is MeansType.CLASH or any(c.victims.klass is VictimsClass.COMBATANT for c in claims)
    civilians = any(c.victims.klass is VictimsClass.CIVILIAN for c in claims)
    harmed, doers = _victims(claims, holdings.sides), _doers(claims, holdings.sides)
    side_a, side_b = _pair(harmed, doers) if fighters or not civilians else (next(iter(doers), None), None)
    killed = headline(figures, Harm.KILLED)
    toll = toll_of(killed)
    reports = [holdings.reports[name] for name in incident.reports if name in holdings.reports]
    country = incident.place.country if incident.place is not None else None
    return Event(
        incident=incident, state=holdings.states.get(country) if country else None, side_a=side_a, side_b=side_b,
        violence=_violence(side_a, side_b, fighters=fighters, civilians=civilians), fighters=fighters,
        civilians=civilians, doers=doers, killed=killed, toll=toll,
        split=split_of(figures, toll.best, side_a, side_b, holdings.sides), claims=claims,
        reports=tuple(sorted(reports, key=lambda r: (r.published or "", r.outlet or "", r.id))),
        origins=tuple(holdings.origins.get(incident.name, ())), states=holdings.states,
        review=review(incident.name, holdings))


def _victims(claims: Iterable[Claim], sides: Mapping[str, Side]) -> list[Side]:
    told = (claim.victims.side_id or claim.victims.side for claim in claims
            if claim.victims.klass is not VictimsClass.CIVILIAN)
    return _known(told, sides)


def _doers(claims: Iterable[Claim], sides: Mapping[str, Side]) -> tuple[Side, ...]:
    """Return who is named as perpetrator, most often named first; a name that the book does not know comes last."""
    return _ranked(_known((claim.perpetrator.id or claim.perpetrator.name for claim in claims
                           if claim.perpetrator is not None), sides))


def _known(names: Iterable[str | None], sides: Mapping[str, Side]) -> list[Side]:
    """Return the sides of these names; "gunmen" and "General" may be anybody and are none."""
    found = [_side(name, sides) for name in names if name]
    return [side for side in found if side.role is not None or _is_proper(side.name)]


def _is_proper(name: str) -> bool:
    """Say whether a name that the book does not know is somebody's: capitals after the first word, or throughout."""
    words = name.split()
    return any(word[:1].isupper() for word in words[1:]) or (len(words) == 1 and len(name) > 1 and name.isupper())


def _pair(harmed: Sequence[Side], doers: Sequence[Side]) -> tuple[Side | None, Side | None]:
    """Return the two sides of a fight: a state first, as UCDP has it, then who is named most often."""
    ranked = _ranked([*harmed, *doers])
    states = [side for side in ranked if side.role in _STATES]
    first = states[0] if states else next(iter(ranked), None)
    second = next((side for side in ranked if first is not None and not _are_one(side, first)), None)
    return first, second


def _are_one(side: Side, other: Side) -> bool:
    """Say whether two names are of one side: a country has one government, whatever its forces are called."""
    return side.key == other.key or (side.role == other.role == "state" and side.country == other.country)


def _violence(side_a: Side | None, side_b: Side | None, *, fighters: bool, civilians: bool) -> int | None:
    """Return UCDP's type of violence; None where who fought is not told well enough to say."""
    if civilians and not fighters:
        return ONE_SIDED
    if side_a is not None and side_a.role in _STATES and (fighters or side_b is not None):
        return STATE_BASED
    return NON_STATE if side_a is not None and side_b is not None else None


def _ranked(named: Sequence[Side]) -> tuple[Side, ...]:
    """Return each side once: those of the book first, then by how often it is named, then by key."""
    counts = Counter(side.key for side in named)
    first = {side.key: side for side in sorted(named, key=lambda s: s.name, reverse=True)}
    return tuple(sorted(first.values(), key=lambda s: (s.role is None, -counts[s.key], s.key)))


def _side(name: str, sides: Mapping[str, Side]) -> Side:
    known = sides.get(name)
    return known or Side(key=name.casefold(), name=name, side_name=name, role=None, country=None)


def _key(name: str, sides: Mapping[str, Side]) -> str:
    return _side(name, sides).key

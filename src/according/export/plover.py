"""PLOVER: one JSON object an incident, after the manual of that ontology of political events.

In: ``Holdings``. Out: objects with PLOVER's required fields and those optional ones that we know; ours are the fields
that start with ``according_``, and the ranges in ``size``.

Captured combatants are ASSAULT with the mode abduct, as PLOVER has it; arrests in the name of an authority are COERCE.

Example: ``next(plover_lines(holdings))["size"]["dead"] == 13``
"""

from __future__ import annotations

from collections.abc import Iterator

from according.export.event import Event, Toll, events, headline, spot, toll_of
from according.export.forms import Form, LeftOut, Row
from according.export.lines import plain
from according.holdings import Holdings, Side
from according.words import Harm, MeansType

_SECTORS = {"state": "MIL", "external": "MIL", "rebel": "REB", "militia": "PRM", "communal": "PRM", "criminal": "CRM"}
_MODES = {
    MeansType.AIRSTRIKE: "aerial", MeansType.SHELLING: "heavy-weapons", MeansType.BOMBING: "explosives",
    MeansType.SHOOTING: "firearms", MeansType.EXECUTION: "execute", MeansType.ABDUCTION: "abduct",
    MeansType.ARREST: "arrest",
}
_MATERIAL_CONFLICT = 4  # quad code
_RESOLUTION = {1: 4, 2: 4, 3: 3, 4: 2, 5: 2, 6: 1}  # UCDP's where_prec -> PLOVER's resolution of a location
_SIZES = ((Harm.KILLED, "dead"), (Harm.WOUNDED, "injured"), (Harm.CAPTURED, "arrested"), (Harm.MISSING, "missing"),
          (Harm.DISPLACED, "displaced"), (Harm.CASUALTIES, "casualties"))


def plover_lines(holdings: Holdings) -> Iterator[Row]:
    """Yield one object an incident whose date is known."""
    for event in events(holdings):
        if event.incident.when.start is not None:
            yield _line(event, holdings)


def left_out(holdings: Holdings) -> LeftOut:
    """Return the incidents without a date, which PLOVER requires."""
    return tuple((i.name, "no date") for i in holdings.incidents if i.when.start is None)


def _line(event: Event, holdings: Holdings) -> Row:
    when, mode = event.incident.when, _mode(event)
    told: Row = {
        "id": event.incident.name, "date": when.start, "enddate": when.end,
        "actor": [_entity(side, event) for side in _actors(event)] or [_unknown(event)],
        "recipient": _recipients(event), "event": ["COERCE" if mode == "arrest" else "ASSAULT"],
        "mode": [mode] if mode else [], "quad_code": _MATERIAL_CONFLICT, "event_loc": _location(event),
        "size": _size(event, holdings),
        "cite_info": [{"url": report.url, "title": report.title, "publication": report.outlet,
                       "language": report.lang} for report in event.reports],
        "coder": "According" + (f" {holdings.version}" if holdings.version else ""),
        "according_profile": holdings.profile, "according_head": holdings.head, "according_review": event.review,
        "according_date_prec": when.date_prec, "according_origins": [origin.name for origin in event.origins],
        "according_grade": plain(holdings.grades.get(event.incident.name)),
    }
    return {name: value for name, value in told.items() if value is not None}


def _mode(event: Event) -> str | None:
    """Return PLOVER's mode; people held and nobody hurt is an abduction where no authority arrested them."""
    if all(claim.harm is Harm.CAPTURED for claim in event.claims) and event.incident.means is not MeansType.ARREST:
        return "abduct"
    return _MODES.get(event.incident.means) if event.incident.means is not None else None


def _actors(event: Event) -> tuple[Side, ...]:
    return event.doers or tuple(side for side in (event.side_a,) if side is not None and event.fighters)


def _recipients(event: Event) -> list[Row]:
    """Return who was harmed: sides whose combatants were, then civilians."""
    doers = {side.key for side in _actors(event)}
    sides = [side for side in (event.side_a, event.side_b) if side is not None and side.key not in doers]
    country = event.state.iso3 if event.state is not None else None
    civilians: list[Row] = [{"code": country, "sector": "CVL", "entity_text": "civilians"}] if event.civilians else []
    return [*(_entity(side, event) for side in sides), *civilians]


def _entity(side: Side, event: Event) -> Row:
    state = event.states.get(side.country or "")
    return {"code": state.iso3 if state is not None else None, "sector": _SECTORS.get(side.role or "", "UNK"),
            "entity_text": side.name, "according_side": side.side_name}


def _unknown(event: Event) -> Row:
    return {"code": event.state.iso3 if event.state is not None else None, "sector": "UAF" if event.fighters else "UNK",
            "entity_text": ""}


def _location(event: Event) -> Row | None:
    place, state = event.incident.place, event.state
    if place is None:
        return None
    point = place.where_prec != 6
    told: Row = {
        "extracted_place": place.printed.text if place.printed is not None else None, "resolved_place": spot(place),
        "geonameid": place.id.removeprefix("gn:") if place.id is not None and place.id.startswith("gn:") else None,
        "lat": place.lat if point else None, "lon": place.lon if point else None,
        "city": spot(place) if place.where_prec in (1, 2) else None, "district": place.adm2, "province": place.adm1,
        "country": state.name if state is not None else None, "country_code": state.iso3 if state is not None else None,
        "resolution": _RESOLUTION.get(place.where_prec or 0), "according_where_prec": place.where_prec,
    }
    return {name: value for name, value in told.items() if value is not None}


def _size(event: Event, holdings: Holdings) -> Row:
    """Return the figures of each harm: PLOVER's number is the best, the range stands beside it."""
    out: Row = {}
    for harm, word in _SIZES:
        found: Toll = toll_of(headline(holdings.figures.get(event.incident.name, ()), harm))
        if found.best is not None:
            out |= {word: found.best, f"{word}_low": found.low, f"{word}_high": found.high}
    return out


FORM = Form(about="PLOVER: incidents as events with actors, recipients, place and size", endings=(".jsonl",),
            lines=plover_lines, left_out=left_out)

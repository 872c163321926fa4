"""ACLED: one row an incident in the 31 columns of the Armed Conflict Location and Event Data, in its order.

In: ``Holdings``, by default under the profile ``acled``. Out: rows for CSV, a workbook or Parquet. The dispute stands
in ``notes`` in ACLED's manner ("Reports vary between 3 and 7 fatalities"). What the format cannot take is named with
the reason.

Source: formats.md 2 (columns, inter codes, sub-events); ACLED's actors "do not imply directionality".

Example: ``next(acled_rows(holdings))["sub_event_type"] == "Armed clash"``
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from according.export.acled_actors import Actor, actors_of, interaction
from according.export.acled_kind import Kind, kind_of
from according.export.acled_notes import notes
from according.export.event import Event, events, spot
from according.export.forms import Column, Form, LeftOut, Row, Sheet
from according.holdings import Holdings
from according.words import Harm

COLUMNS: dict[str, Column] = {
    "event_id_cnty": Column(str, "our incident's name; it outlives re-joining"),
    "event_date": Column(str, "first possible day, YYYY-MM-DD"),
    "year": Column(int, "of event_date"),
    "time_precision": Column(int, "1 the day, 2 within a week, 3 within a month"),
    "disorder_type": Column(str, "Political violence, or Strategic developments"),
    "event_type": Column(str, "ACLED's type; empty: not told well enough"),
    "sub_event_type": Column(str, "ACLED's sub-type, from means and victims"),
    "actor1": Column(str, "a side; implies no direction"),
    "assoc_actor_1": Column(str, "the group of the side that the reports name, by semicolon"),
    "inter1": Column(int, "1 state, 2 rebels, 3 political militia, 4 identity militia, 7 civilians, 8 external"),
    "actor2": Column(str, "the other side, or Civilians"),
    "assoc_actor_2": Column(str, "as assoc_actor_1"),
    "inter2": Column(int, "as inter1"),
    "interaction": Column(int, "both codes, the lower first; a single actor's code with 0"),
    "civilian_targeting": Column(str, "Civilian targeting, where civilians alone are told of as harmed"),
    "iso": Column(int, "ISO 3166 number of the country"),
    "region": Column(str, "ACLED's region"),
    "country": Column(str, "ACLED's name of the country"),
    "admin1": Column(str, "province"),
    "admin2": Column(str, "district"),
    "admin3": Column(str, "empty: not in our book of places"),
    "location": Column(str, "the place that the coordinates are of"),
    "latitude": Column(float, "degrees north; empty where only the country is known"),
    "longitude": Column(float, "degrees east"),
    "geo_precision": Column(int, "1 the town, 2 near it or in its district, 3 a larger region"),
    "source": Column(str, "outlets, by semicolon"),
    "source_scale": Column(str, "empty: not judged by us"),
    "notes": Column(str, "what happened, the dead, and how far reports differ"),
    "fatalities": Column(int, "after the profile; empty where deaths are told without a number"),
    "tags": Column(str, "review=reviewed or candidate; profile=; version=; by semicolon"),
    "timestamp": Column(int, "midnight UTC of the latest day of publication, in seconds since 1970", wide=True),
}
_EVENTLESS = frozenset({Harm.DISPLACED, Harm.MISSING})
_GEO = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}  # UCDP's where_prec -> ACLED's geo_precision
_TIME = {1: 1, 2: 2, 3: 2, 4: 3}  # UCDP's date_prec -> ACLED's time_precision; a year is too wide for ACLED
_TAGS = {
    "event_date": "#date+start", "year": "#date+year", "event_type": "#event+type", "sub_event_type": "#event+type+sub",
    "actor1": "#group+name+first", "actor2": "#group+name+second", "country": "#country+name", "region": "#region+name",
    "admin1": "#adm1+name", "admin2": "#adm2+name", "location": "#loc+name", "latitude": "#geo+lat",
    "longitude": "#geo+lon", "source": "#meta+source", "notes": "#description", "fatalities": "#affected+killed",
}


def acled_rows(holdings: Holdings) -> Iterator[Row]:
    """Yield one row an incident that ACLED can take."""
    for event in events(holdings):
        if _refusal(event) is None:
            yield _row(event, holdings)


def left_out(holdings: Holdings) -> LeftOut:
    """Return the incidents that ACLED cannot take, each with the reason."""
    told = ((event.incident.name, _refusal(event)) for event in events(holdings))
    return tuple((name, reason) for name, reason in told if reason is not None)


def _refusal(event: Event) -> str | None:
    when = event.incident.when
    if when.start is None:
        return "no date"
    if when.date_prec not in _TIME:
        return "no date within a month"
    if event.state is None:
        return "no country"
    if all(claim.harm in _EVENTLESS for claim in event.claims):
        return "no event of violence: people are told of as displaced or missing only"
    return None


def _row(event: Event, holdings: Holdings) -> Row:
    kind = kind_of(event)
    one, two = actors_of(event, kind)
    when, state = event.incident.when, event.state
    return {
        **dict.fromkeys(COLUMNS),
        "event_id_cnty": event.incident.name, "event_date": when.start,
        "year": int(when.start[:4]) if when.start else None, "time_precision": _TIME.get(when.date_prec or 0),
        "disorder_type": kind.disorder, "event_type": kind.type, "sub_event_type": kind.sub,
        **_actor_cells(one, "1"), **_actor_cells(two, "2"), "interaction": interaction(one, two),
        "civilian_targeting": "Civilian targeting" if kind.targets_civilians else None,
        "iso": state.numeric if state else None, "region": state.acled_region if state else None,
        "country": state.acled_name if state else None, **_place_cells(event),
        "source": "; ".join(dict.fromkeys(r.outlet for r in event.reports if r.outlet)) or None,
        "notes": notes(event, kind, (one, two), holdings.spread.get(event.incident.name, ())),
        "fatalities": _fatalities(event), "tags": _tags(event, holdings), "timestamp": _timestamp(event),
    }


def _actor_cells(actor: Actor | None, number: str) -> Row:
    return {f"actor{number}": actor.name if actor else None, f"inter{number}": actor.inter if actor else None,
            f"assoc_actor_{number}": actor.associate if actor else None}


def _place_cells(event: Event) -> Row:
    place = event.incident.place
    if place is None:
        return {}
    point = place.where_prec != 6 and place.lat is not None and place.lon is not None
    return {"admin1": place.adm1, "admin2": place.adm2, "location": spot(place),
            "latitude": place.lat if point else None, "longitude": place.lon if point else None,
            "geo_precision": _GEO.get(place.where_prec or 0)}


def _fatalities(event: Event) -> int | None:
    """Return the dead; 0 where no claim tells of any, nothing where some are told of without a number."""
    if event.toll.best is not None:
        return event.toll.best
    return None if any(claim.harm in (Harm.KILLED, Harm.CASUALTIES) for claim in event.claims) else 0


def _tags(event: Event, holdings: Holdings) -> str:
    version = f"; version={holdings.version}" if holdings.version else ""
    unsure = "; check=event type" if kind_of(event).type is None else ""
    return f"review={event.review}; profile={holdings.profile}{version}{unsure}"


def _timestamp(event: Event) -> int | None:
    days = [report.published for report in event.reports if report.published]
    if not days:
        return None
    noted = datetime.datetime.fromisoformat(max(days)).replace(tzinfo=datetime.UTC)
    return int(noted.timestamp())


FORM = Form(about="ACLED, 31 columns: incidents of violence within a known month in a known country",
            endings=(".csv", ".xlsx", ".parquet"), left_out=left_out, profile="acled",
            sheets=(Sheet(name="acled", columns=COLUMNS, rows=acled_rows, tags=_TAGS),))

__all__ = ["COLUMNS", "FORM", "Kind", "acled_rows", "left_out"]

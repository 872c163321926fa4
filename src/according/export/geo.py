"""GeoJSON: one feature an incident, its properties named as the columns of UCDP GED.

In: ``Holdings``. Out: a FeatureCollection (RFC 7946). An incident of which only the country is known has no geometry: a
country's centre is no place and "would invent a war" in the middle of it (formats.md 7).

Example: ``feature["geometry"] == {"type": "Point", "coordinates": [35.93, 35.36]}``
"""

from __future__ import annotations

from typing import BinaryIO

from according.export.event import Event, events
from according.export.forms import Form, Row
from according.export.ged import PREC_LABELS, ged_row
from according.export.lines import dump, plain
from according.export.package import metadata
from according.holdings import Holdings


def write_features(holdings: Holdings, stream: BinaryIO) -> int:
    """Write the incidents as a FeatureCollection and return how many features it has."""
    stream.write(dump(collection(holdings), indent=1) + b"\n")
    return len(holdings.incidents)


def collection(holdings: Holdings) -> Row:
    """Return every incident as a feature; the ledger's head, the profile and the version stand beside the features."""
    return {"type": "FeatureCollection", **metadata(holdings),
            "features": [_feature(event, holdings) for event in events(holdings)]}


def _feature(event: Event, holdings: Holdings) -> Row:
    row = ged_row(event)
    lat, lon = row["latitude"], row["longitude"]
    grade = holdings.grades.get(event.incident.name)
    for name in ("active_year", "geom_wkt"):  # the first needs the other rows, the second repeats the geometry
        row.pop(name)
    prec = event.incident.place.where_prec if event.incident.place is not None else None
    return {
        "type": "Feature",
        "id": event.incident.name,
        "geometry": {"type": "Point", "coordinates": [lon, lat]} if lat is not None and lon is not None else None,
        "properties": {
            **_without_split(row, event),
            "where_prec_label": PREC_LABELS.get(prec) if prec is not None else None,
            "iso3": event.state.iso3 if event.state is not None else None,
            "means": event.incident.means.value if event.incident.means else None,
            "grade": grade.word if grade else None, "review": event.review, "profile": holdings.profile,
            "claims": len(event.incident.claims), "reports": len(event.incident.reports),
            "origins": [origin.name for origin in event.origins], "pending": list(event.incident.pending),
            "figures": plain(list(holdings.figures.get(event.incident.name, ()))),
        },
    }


def _without_split(row: Row, event: Event) -> Row:
    """Return the row without noughts for the dead where no number of dead is known."""
    unknown = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")) \
        if event.toll.best is None else {}
    return {**row, **unknown}


FORM = Form(about="incidents on a map, properties named as in UCDP GED", endings=(".geojson",), whole=write_features)

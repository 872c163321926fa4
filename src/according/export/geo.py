"""GeoJSON: one feature an incident, with its figures and the precision of its place.

In: ``Holdings``. Out: a FeatureCollection (RFC 7946). An incident of which only the country is known has no
geometry: a country's centre is no place (method.md, "Place and time").

Example: ``feature["geometry"] == {"type": "Point", "coordinates": [35.93, 35.36]}``
"""

from __future__ import annotations

from according.export.lines import plain
from according.export.rows import Holdings, Row, place_row
from according.records import Incident


def collection(holdings: Holdings) -> Row:
    """Return the incidents as a FeatureCollection; the ledger's head stands beside the features."""
    features = [_feature(incident, holdings) for incident in holdings.incidents]
    return {"type": "FeatureCollection", "according:head": holdings.head, "features": features}


def _feature(incident: Incident, holdings: Holdings) -> Row:
    place = place_row(incident.place)
    lat, lon = place.pop("lat"), place.pop("lon")
    known = lat is not None and lon is not None
    grade = holdings.grades.get(incident.name)
    return {
        "type": "Feature",
        "id": incident.name,
        "geometry": {"type": "Point", "coordinates": [lon, lat]} if known else None,
        "properties": {
            **place,
            "start": incident.when.start, "end": incident.when.end, "date_prec": incident.when.date_prec,
            "means": incident.means.value if incident.means else None,
            "grade": grade.word if grade else None,
            "figures": plain(list(holdings.figures.get(incident.name, ()))),
            "claims": len(incident.claims), "reports": len(incident.reports),
            "origins": [origin.name for origin in holdings.origins.get(incident.name, ())],
            "pending": list(incident.pending),
        },
    }

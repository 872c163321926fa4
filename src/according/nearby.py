"""Which incidents happened near a place: within a distance of a point, or inside a province or country.

In: incidents and an entry of the book of places. Out: the incidents near it, as they came.

Example: ``nearby(incidents, [entry])`` with the entry of a town keeps what happened within 25 km of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import asin, cos, radians, sin, sqrt
from typing import Protocol, TypeVar

from according.books.places import PlaceEntry
from according.records import Place

KILOMETRES = 25.0  # what UCDP calls near (where_prec 2)
_REGION = 150.0  # around the middle of a landscape (Darfur, the Sahel), which has no borders in the book
_EARTH = 6371.0  # kilometres, mean radius
_VAGUE = 4  # from here on (province, vague, country) a place is no point that a distance could be taken from


class Placed(Protocol):
    """An incident, or a summary of one."""

    @property
    def place(self) -> Place | None:
        """Where it happened."""


P = TypeVar("P", bound=Placed)


def nearby(incidents: Iterable[P], entries: Iterable[PlaceEntry], *, kilometres: float = KILOMETRES) -> Iterator[P]:
    """Yield the incidents near a place.

    A country holds what happened in it, a province or district what happened in that province or district. Around a
    town, incidents placed exactly or within a district count by distance; those of which only the province is known do
    if it is the town's.

    Args:
        incidents: any.
        entries: the place, as the book has it; several where a town and its province bear one name.
        kilometres: how far from a town is still near it.
    """
    places = tuple(entries)
    for incident in incidents:
        if incident.place is not None and any(_is_near(incident.place, entry, kilometres) for entry in places):
            yield incident


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance of two points in kilometres."""
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(half))


def _is_near(place: Place, entry: PlaceEntry, kilometres: float) -> bool:
    if entry.kind == "country":
        return place.country == entry.country
    if place.country != entry.country:
        return False
    if entry.kind == "adm1":
        return place.adm1 == entry.name or place.id == entry.id
    if entry.kind == "adm2":
        return place.adm2 == entry.name or place.id == entry.id
    same_province = place.adm1 is not None and place.adm1 == entry.adm1
    if (place.where_prec or _VAGUE) >= _VAGUE or place.lat is None or place.lon is None:
        return place.id == entry.id or (same_province and entry.kind == "city")
    if entry.lat is None or entry.lon is None:
        return same_province
    return distance(place.lat, place.lon, entry.lat, entry.lon) <= (_REGION if entry.kind == "region" else kilometres)

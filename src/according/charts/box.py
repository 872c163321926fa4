"""A box of the earth, in degrees, and where a point of it stands on a drawing.

In: west, south, east, north. Out: ``Box``, and ``View``, a box fitted to a drawing: equirectangular, true to scale at
its middle.

Example: ``Box.parse("35,34,37,36").zoomed(0.5)`` is the middle half of it
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, isfinite, radians

_KM = 111.2  # of a degree of latitude
_LEAST = 0.05  # degrees across that a view shows at least


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees; ``str`` of it is what stands in an address."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        return ",".join(f"{end:.2f}".rstrip("0").rstrip(".") for end in (self.west, self.south, self.east, self.north))

    @classmethod
    def parse(cls, text: str) -> Box:
        """Read "west,south,east,north" as it stands in an address.

        Raises:
            ValueError: not four numbers in degrees, or the ends are the wrong way round.
        """
        try:
            west, south, east, north = (float(part) for part in text.split(","))
        except ValueError:
            raise ValueError(f"{text[:60]!r} is no box: write west,south,east,north in degrees") from None
        if not all(map(isfinite, (west, south, east, north))):
            raise ValueError("a box has four finite numbers, in degrees")
        if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
            raise ValueError("a box goes from west to east and from south to north, within the earth's degrees")
        return cls(west, south, east, north)

    def holds(self, lon: float, lat: float) -> bool:
        """Tell whether a point lies in the box."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def zoomed(self, factor: float) -> Box:
        """Return the box around the same middle, its sides so many times as long."""
        x, y = (self.west + self.east) / 2, (self.south + self.north) / 2
        wide, tall = (self.east - self.west) * factor / 2, (self.north - self.south) * factor / 2
        return _within(x - wide, y - tall, x + wide, y + tall)

    def moved(self, east: float, north: float) -> Box:
        """Return the box moved by such parts of its own width and height."""
        dx, dy = (self.east - self.west) * east, (self.north - self.south) * north
        dx = min(max(dx, -180 - self.west), 180 - self.east)
        dy = min(max(dy, -90 - self.south), 90 - self.north)
        return _within(self.west + dx, self.south + dy, self.east + dx, self.north + dy)


def around(points: list[tuple[float, float]]) -> Box:
    """Return the box that holds points (lon, lat) with some room; of none, the inhabited earth."""
    if not points:
        return Box(-180, -58, 180, 78)
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    room = max(0.35, 0.12 * max(east - west, north - south))
    return _within(west - room, south - room, east + room, north + room)


@dataclass(frozen=True, slots=True)
class View:
    """A box on a drawing of so many pixels."""

    box: Box
    width: int
    height: int
    across: float  # pixels for a degree of longitude
    down: float  # pixels for a degree of latitude

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Return a point's pixels from the left and from the top."""
        return (lon - self.box.west) * self.across, (self.box.north - lat) * self.down

    def km(self, length: float) -> float:
        """Return the pixels of a length in kilometres."""
        return length / _KM * self.down


def fit(box: Box, width: int, height: int) -> View:
    """Return the smallest view of a drawing's shape that holds a box."""
    middle = (box.south + box.north) / 2
    squeeze = max(cos(radians(middle)), 0.35)  # of a degree of longitude, at the middle
    tall = max(box.north - box.south, _LEAST)
    wide = max(box.east - box.west, _LEAST)
    down = min(height / tall, width / (wide * squeeze))
    across = down * squeeze
    x = (box.west + box.east) / 2
    half, rise = width / across / 2, height / down / 2
    return View(Box(x - half, middle - rise, x + half, middle + rise), width, height, across, down)


def _within(west: float, south: float, east: float, north: float) -> Box:
    return Box(*(round(end, 4) for end in (max(west, -180), max(south, -90), min(east, 180), min(north, 90))))

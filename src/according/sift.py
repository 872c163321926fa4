"""Which incidents a person asks for: filters and order, in one place for the command and the workbench.

In: sketches of incidents and a ``Query``. Out: those that it asks for, in its order. Pure.

Example: ``sift(sketches, Query(harm=("killed",), since="2025-03-06"))``; the same query is the permalink
``?since=2025-03-06&harm=killed`` (``query_pairs``, ``read_query``).

Within one filter any of its values will do; every filter given must hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from according.errors import BadRequest
from according.records import Place, Sketch
from according.words import Harm, Status, VictimsClass

GRADES = ("Confirmed", "Fair", "Weak", "Contested", "Discounted")
ORDERS: Mapping[str, str] = {
    "day": "earliest first",
    "latest": "latest first",
    "changed": "last report first",
    "size": "largest figure first",
    "dispute": "widest range first",
    "reports": "most reports first",
}
PENDING = ("place", "date", "number")
_NAMES = 400  # names offered for a filter by name, those of most incidents


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked for; a field that is empty asks for nothing."""

    since: str | None = None  # what may have happened on this day or later, YYYY-MM-DD
    until: str | None = None  # on this day or earlier
    place: str | None = None  # a name that the book of places knows
    box: str | None = None  # west,south,east,north in degrees: what is drawn inside it
    actor: str | None = None  # part of the name of a perpetrator, a victims' side or a party that speaks
    harm: tuple[str, ...] = ()
    victims: tuple[str, ...] = ()  # classes
    grade: tuple[str, ...] = ()
    outlet: str | None = None  # part of an outlet's name
    origin: str | None = None  # part of an origin's name
    status: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()  # what is missing
    text: str | None = None  # words that stand in titles and evidence, each of them somewhere
    sort: str = "reports"


_CHOICES: Mapping[str, tuple[str, ...]] = {
    "harm": tuple(word.value for word in Harm),
    "victims": tuple(word.value for word in VictimsClass),
    "grade": GRADES,
    "status": tuple(word.value for word in Status),
    "pending": PENDING,
}
NAMES = tuple(field.name for field in fields(Query))


def read_query(pairs: Iterable[tuple[str, str]]) -> Query:
    """Return the query that names and values write, as they stand in an address; other names are passed over.

    Raises:
        BadRequest: a date that is none, a word that no such filter has, a box that is none.
    """
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        if name in NAMES and value.strip():
            given.setdefault(name, []).append(value.strip())
    values: dict[str, object] = {}
    for name, texts in given.items():
        values[name] = _many(name, texts) if name in _CHOICES else texts[-1]
    query = Query(**values)  # type: ignore[arg-type]  # names and types come from the fields
    return check_query(query)


def check_query(query: Query) -> Query:
    """Return a query whose dates, box and order are such. Raises BadRequest as ``read_query``."""
    for name in ("since", "until"):
        if (text := getattr(query, name)) is not None:
            read_day(name, text)
    for name in _CHOICES:
        _many(name, getattr(query, name))
    if query.box is not None:
        read_box(query.box)
    if query.sort not in ORDERS:
        raise BadRequest(f"sort={query.sort!r}: choose {', '.join(ORDERS)}")
    return query


def query_pairs(query: Query) -> list[tuple[str, str]]:
    """Return names and values that write the query, in one order; what it does not ask for is left out."""
    pairs: list[tuple[str, str]] = []
    for field in fields(Query):
        value = getattr(query, field.name)
        if value == field.default:
            continue
        pairs += [(field.name, each) for each in value] if isinstance(value, tuple) else [(field.name, value)]
    return pairs


def read_day(name: str, text: str) -> str:
    """Return a day as it is written. Raises BadRequest, with the name of what was asked, where it is none."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise BadRequest(f"{name}={text!r} is no date: write YYYY-MM-DD") from None


def read_box(text: str) -> tuple[float, float, float, float]:
    """Return west, south, east, north. Raises BadRequest where the text is no box."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise BadRequest(f"box={text!r} is no box: write west,south,east,north in degrees") from None
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise BadRequest(f"box={text!r} is no box: west,south,east,north, each within the globe, west before east")
    return west, south, east, north


def fold(text: str) -> str:
    """Return the text as filters compare it: case folded, blanks made one."""
    return " ".join(text.casefold().split())


def sift(sketches: Iterable[Sketch], query: Query, *, near: frozenset[str] | None = None,
         said: frozenset[str] | None = None) -> tuple[Sketch, ...]:
    """Return the sketches that a query asks for, in its order.

    Args:
        sketches: of a ledger.
        query: what is asked.
        near: names of the incidents that lie near ``query.place``; whoever asks looks the place up in the book.
        said: names of the incidents whose text holds ``query.text``; whoever asks looks into the texts.
    """
    if query.place is not None and near is None:
        raise BadRequest(f"place={query.place!r}: the place was not looked up")
    if query.text is not None and said is None:
        raise BadRequest(f"text={query.text!r}: the words were not looked for")
    wanted = _Wanted(query, near, said)
    return tuple(sorted((s for s in sketches if wanted(s)), key=_ORDER[query.sort]))


def words_of(query: Query) -> tuple[str, ...]:
    """Return the words that a query looks for in titles and evidence, folded."""
    return tuple(fold(query.text).replace("\0", "\ufffd").split()) if query.text else ()


def without_text(query: Query) -> Query:
    """Return the query without its words."""
    return replace(query, text=None)


def without_days(query: Query) -> Query:
    """Return the query without its bounds in time: what a timeline shows around its brush."""
    return replace(query, since=None, until=None)


def without_box(query: Query) -> Query:
    """Return the query without its box: what a map shows around it."""
    return replace(query, box=None)


def known_names(sketches: Iterable[Sketch]) -> dict[str, tuple[str, ...]]:
    """Return the names that filters by name can be given, those of most incidents first."""
    counts: dict[str, Counter[str]] = {"actor": Counter(), "outlet": Counter(), "origin": Counter()}
    for sketch in sketches:
        counts["actor"].update(sketch.actors)
        counts["outlet"].update(sketch.outlets)
        counts["origin"].update(sketch.sources)
    return {name: tuple(sorted(n for n, _ in counter.most_common(_NAMES))) for name, counter in counts.items()}


class _Wanted:
    """One query made ready to be asked of many sketches."""

    def __init__(self, query: Query, near: frozenset[str] | None, said: frozenset[str] | None) -> None:
        self._query = query
        self._near = near if query.place is not None else None
        self._said = said if query.text is not None else None
        self._box = read_box(query.box) if query.box else None
        self._harms, self._classes = frozenset(query.harm), frozenset(query.victims)
        self._statuses, self._pending = frozenset(query.status), frozenset(query.pending)
        self._parts = tuple((name, fold(text)) for name, text in (
            ("actors", query.actor), ("outlets", query.outlet), ("sources", query.origin)) if text)

    def __call__(self, sketch: Sketch) -> bool:
        query, when = self._query, sketch.when
        last = when.end or when.latest
        return not (
            (query.since is not None and last is not None and last < query.since)
            or (query.until is not None and when.start is not None and when.start > query.until)
            or (self._near is not None and sketch.name not in self._near)
            or (self._said is not None and sketch.name not in self._said)
            or (query.grade and sketch.grade not in query.grade)
            or (self._harms and not self._harms & sketch.harms)
            or (self._classes and not self._classes & sketch.classes)
            or (self._statuses and not self._statuses & sketch.statuses)
            or (self._pending and not self._pending.intersection(sketch.pending))
            or (self._box is not None and not _inside(sketch.place, self._box))
            or not all(_names(getattr(sketch, field), part) for field, part in self._parts)
        )


def _names(names: tuple[str, ...], part: str) -> bool:
    return part in names or any(part in name for name in names)


def _inside(place: Place | None, box: tuple[float, float, float, float]) -> bool:
    """Say whether a place is drawn inside a box; of a bare country only its middle is known, so it is drawn nowhere."""
    if place is None or place.lat is None or place.lon is None or place.where_prec == 6:
        return False
    west, south, east, north = box
    return west <= place.lon <= east and south <= place.lat <= north


def _day_key(sketch: Sketch) -> tuple[str, str]:
    return (sketch.when.start or "9999", sketch.name)


def _falling(text: str | None) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in text or "0000")


_ORDER = {
    "day": _day_key,
    "latest": lambda s: (_falling(s.when.start), s.name),
    "changed": lambda s: (_falling(s.changed), s.name),
    "size": lambda s: (-s.size, *_day_key(s)),
    "dispute": lambda s: (-s.dispute, -s.size, *_day_key(s)),
    "reports": lambda s: (-s.reports, -s.claims, *_day_key(s)),
}


def _many(name: str, texts: Sequence[str]) -> tuple[str, ...]:
    allowed = _CHOICES[name]
    for text in texts:
        if text not in allowed:
            raise BadRequest(f"{name}={text!r}: choose {', '.join(allowed)}")
    return tuple(word for word in allowed if word in texts)

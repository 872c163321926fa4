"""Set the records of another data set beside the ledger's incidents: by day, place and actors, one to one.

In: ``Records`` and ``Holdings``. Out: ``Comparison``.

Each pair within reach of each other in days and place has a score; the best pair is taken first, then the best of
those that are left. Numbers of dead are what is compared, so they decide only between pairs that are else as good.

Example: their 12 on 7 March in Jableh beside our 9 to 15 of that day and place is one match, "within".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from according.books.folding import fold_name
from according.books.roles import read_side_words
from according.compare.record import Comparison, Match, Record, Records
from according.export.event import Event, events
from according.holdings import Holdings, Side, State
from according.nearby import distance
from according.records import Place

_REACH = 25.0  # kilometres, what UCDP calls near
_FAR = 100.0  # between a point and the middle of a province
_EXACT, _PROVINCE = 3, 5  # where_prec up to which a place is a point, or a province
_SLACK = 1  # days: a report of the night before
_VERDICTS = ("same", "within", "higher", "lower", "no number")
_ENOUGH = 2.5  # a score below this is no match
# what agreement adds to the score of a pair
_DAY, _NEXT_DAY, _SAME_SPAN = 3.0, 1.5, 2.0
_SAME_PLACE, _NEAR, _SAME_PROVINCE, _SAME_COUNTRY = 3.0, 2.0, 1.0, 0.3
_ACTORS, _OTHERS = 1.5, -1.0
_WORD = re.compile(r"[^\W\d_]+")


def compare(records: Records, holdings: Holdings) -> Comparison:
    """Return which records and incidents are of one event, what each says of the dead, and what each has alone."""
    found = [event for event in events(holdings) if event.incident.when.start is not None]
    ours, theirs = _our_span(found), _their_span(records.records)
    # a file holds the world, a ledger often one country
    home = [record for record in records.records if fold_name(record.country) in ours]
    pairs = sorted(_pairs(home, found, holdings), key=_order)
    taken: set[str] = set()
    matches: dict[int, Match] = {}
    for _, record, event, match in pairs:
        if record.line not in matches and event.incident.name not in taken:
            matches[record.line] = match
            taken.add(event.incident.name)
    within = [record for record in home if record.line in matches
              or _meets(ours.get(fold_name(record.country)), record.start, record.end)]
    return Comparison(
        data_set=records.data_set, matches=tuple(matches[line] for line in sorted(matches)),
        theirs=tuple(record for record in within if record.line not in matches),
        ours=tuple(event.incident.name for event in found
                   if event.incident.name not in taken and event.toll.high and _covered(event, theirs)),
        outside=len(records.records) - len(within))


def verdict(record: Record, low: int | None, best: int | None, high: int | None) -> str:
    """Say how their number of dead stands to ours: same, within, higher, lower, or no number on one side."""
    if record.best is None or low is None or high is None:
        return "no number"
    if record.best == best:
        return "same"
    return "within" if low <= record.best <= high else "higher" if record.best > high else "lower"


def _order(pair: tuple[float, Record, Event, Match]) -> tuple[float, int, int, str]:
    score, record, event, match = pair
    return -score, _VERDICTS.index(match.verdict), record.line, event.incident.name


def _pairs(records: Iterable[Record], found: Iterable[Event],
           holdings: Holdings) -> Iterator[tuple[float, Record, Event, Match]]:
    by_day: dict[str, list[Event]] = defaultdict(list)
    wide: list[Event] = []
    for event in found:
        days = list(_days(event.incident.when.start, event.incident.when.end))
        if len(days) > 31:
            wide.append(event)
        for day in days if len(days) <= 31 else ():
            by_day[day].append(event)
    for record in records:
        reached = {event.incident.name: event for day in _days(record.start, record.end, slack=_SLACK)
                   for event in by_day.get(day, ())}
        for event in [*reached.values(), *wide]:
            if (scored := _score(record, event, holdings)) is not None:
                yield scored[0], record, event, scored[1]


def _score(record: Record, event: Event, holdings: Holdings) -> tuple[float, Match] | None:
    """Return how well two accounts agree on day, place and actors; None where they cannot be of one event."""
    days = _gap(record, event)
    if days > _SLACK or event.state is None:
        return None
    place, kilometres = _place(record, event)
    if place is None:
        return None
    ours = [side for side in (event.side_a, event.side_b, *event.doers) if side is not None]
    shared = _shared(record.actors, ours, holdings)
    score = (_DAY if days == 0 else _NEXT_DAY) + _SAME_SPAN * _shared_days(record, event) + place
    score += _ACTORS if shared else _OTHERS if ours and record.actors else 0.0
    if score < _ENOUGH:
        return None
    toll = event.toll
    return score, Match(
        record=record, incident=event.incident.name, days=days,
        kilometres=None if kilometres is None else round(kilometres, 1), actors=shared, low=toll.low, best=toll.best,
        high=toll.high, verdict=verdict(record, toll.low, toll.best, toll.high))


def _gap(record: Record, event: Event) -> int:
    start, end = event.incident.when.start or record.start, event.incident.when.end or record.end
    if start <= record.end and record.start <= end:
        return 0
    first, last = (end, record.start) if end < record.start else (record.end, start)
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _shared_days(record: Record, event: Event) -> float:
    """Return the share of days that both accounts may mean, of those that either may."""
    ours = set(_days(event.incident.when.start, event.incident.when.end))
    theirs = set(_days(record.start, record.end))
    return len(ours & theirs) / len(ours | theirs)


def _place(record: Record, event: Event) -> tuple[float | None, float | None]:
    """Return what the places add to the score, None where they are apart; and how far apart their points are."""
    place, state = event.incident.place, event.state
    if place is None or state is None or not _same_country(record, event):
        return None, None
    prec = max(record.where_prec, place.where_prec or 6)
    apart = _kilometres(record, place) if prec <= _PROVINCE else None
    if prec <= _EXACT and apart is not None:
        return (_SAME_PLACE if apart <= _REACH / 5 else _NEAR if apart <= _REACH else None), apart
    if prec <= _PROVINCE:
        same = bool(record.province and place.adm1 and _words(record.province) & _words(place.adm1))
        return (_SAME_PROVINCE if same or (apart is not None and apart <= _FAR) else None), apart
    return _SAME_COUNTRY, None


def _kilometres(record: Record, place: Place) -> float | None:
    if record.lat is None or record.lon is None or place.lat is None or place.lon is None:
        return None
    return distance(record.lat, record.lon, place.lat, place.lon)


def _same_country(record: Record, event: Event) -> bool:
    return event.state is not None and fold_name(record.country) in _names(event.state)


def _shared(theirs: Iterable[str], ours: Iterable[Side], holdings: Holdings) -> bool:
    """Say whether a side is named by both: a government by its country, others by a telling word of their names."""
    told = [(name, _words(name)) for name in theirs]
    for side in ours:
        state = holdings.states.get(side.country or "")
        names = _words(f"{side.name} {side.side_name}")
        for name, words in told:
            governs = name.casefold().startswith(read_side_words().governs)
            if side.role == "state" and state is not None and governs:
                if words & _words(f"{state.ucdp_name} {state.acled_name}"):
                    return True
            elif words & names:
                return True
    return False


def _words(text: str) -> frozenset[str]:
    return frozenset(fold_name(word) for word in _WORD.findall(text)) - read_side_words().common


def _days(start: str | None, end: str | None, *, slack: int = 0) -> Iterator[str]:
    if start is None:
        return
    day, last = date.fromisoformat(start) - timedelta(days=slack), date.fromisoformat(end or start)
    while day <= last + timedelta(days=slack):
        yield day.isoformat()
        day += timedelta(days=1)


def _our_span(found: Iterable[Event]) -> dict[str, tuple[str, str]]:
    """Return the first and last day of each country of the ledger, by every name that it has."""
    spans: dict[str, tuple[str, str]] = {}
    for event in found:
        for name in _names(event.state) if event.state is not None else ():
            _widen(spans, name, event.incident.when.start or "", event.incident.when.end or "")
    return spans


def _their_span(records: Iterable[Record]) -> dict[str, tuple[str, str]]:
    spans: dict[str, tuple[str, str]] = {}
    for record in records:
        _widen(spans, fold_name(record.country), record.start, record.end)
    return spans


def _covered(event: Event, spans: Mapping[str, tuple[str, str]]) -> bool:
    """Say whether an incident is of the days and countries that the records speak of."""
    when, state = event.incident.when, event.state
    return state is not None and any(
        _meets(spans.get(name), when.start or "", when.end or "") for name in _names(state))


def _widen(spans: dict[str, tuple[str, str]], name: str, start: str, end: str) -> None:
    first, last = spans.get(name, (start, end))
    spans[name] = (min(first, start), max(last, end))


def _meets(span: tuple[str, str] | None, start: str, end: str) -> bool:
    return span is not None and start <= span[1] and span[0] <= end


def _names(state: State) -> frozenset[str]:
    return frozenset(fold_name(name) for name in (state.name, state.ucdp_name, state.acled_name, state.iso3))

"""One report's account of one incident, put into the form in which accounts are compared.

In: claims of one report that belong together, and the report. Out: a ``Telling``: places, days, means, counts, doers
and words as sets. A single claim is the smallest telling.

Example: two claims "12 people were killed in Homs" and "30 were wounded" become one telling with the counts
``{("killed", 12), ("wounded", 30)}``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from according.books.dates import find_dateline
from according.books.weights import Lexis
from according.link.wording import EMPTY, Bag, bag_of_names, bag_of_words, fold, runs_of, words_of
from according.records import Claim, Place, Report, When
from according.words import Scope

_LEAD = 700  # characters: headline and first paragraph
_DAYS_BEFORE_PRINT = 2  # an undated claim of a dated report speaks of the day of print or of the two days before


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place as far as joining needs it."""

    id: str | None
    lat: float | None
    lon: float | None
    prec: int
    adm1: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one report says of one incident, as sets."""

    head: str  # the claim that stands first
    claims: tuple[str, ...]
    report: str
    start: int  # where the first claim stands in the report
    end: int
    sentences: frozenset[int]  # where the evidence starts
    in_title: bool
    background: bool
    wholes: frozenset[str]  # claims whose parts are told here
    published: int | None  # day number
    first: int | None  # earliest possible day
    last: int | None
    dated: bool  # the text dates it; else first and last come from the day of print
    spots: tuple[Spot, ...]
    countries: frozenset[str]
    place_words: frozenset[str]
    means: frozenset[str]
    counts: frozenset[tuple[str, int]]
    head_counts: frozenset[tuple[str, int]]  # of the first sentence that counts
    classes: frozenset[tuple[str, str]]
    doers: frozenset[str]
    sides: frozenset[str]
    voices: frozenset[str]
    words: Bag
    names: Bag
    runs: frozenset[int]
    leads: bool  # the report begins with it
    around: Around


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the whole report says, beside each of its tellings."""

    published: int | None  # day number
    title_end: int  # where the headline ends that stands in the text
    title_words: Bag
    lead_words: Bag  # of its first lines
    lead_names: Bag
    countries: frozenset[str]
    lone: bool  # it names one place and one day at most


NOWHERE = Around(published=None, title_end=0, title_words=EMPTY, lead_words=EMPTY, lead_names=EMPTY,
                 countries=frozenset(), lone=False)


def tells_of_one(claims: Iterable[Claim]) -> bool:
    """Say whether all claims of a report name one exact place, one province and one day at most."""
    rows = list(claims)
    exact = {p.id for c in rows if (p := c.place) is not None and p.id and (p.where_prec or 9) <= 3}
    provinces = {(p.country, p.adm1) for c in rows if (p := c.place) is not None and p.adm1}
    days = {(c.when.start, c.when.end) for c in rows if c.when.start}
    return len(exact) < 2 and len(provinces) < 2 and len(days) < 2


def look_around(claims: Iterable[Claim], report: Report | None, *, lexis: Lexis) -> Around:
    """Return what a report says as a whole.

    The date line that stands in the text wins over the date that came with it, which is wrong more often.
    """
    rows = list(claims)
    if report is None:
        return replace(NOWHERE, lone=tells_of_one(rows))
    line = find_dateline(report.text)
    lead = report.text[:_LEAD]
    return Around(
        published=line.date.toordinal() if line is not None and line.date is not None else _day(report.published),
        title_end=title_end(report), title_words=bag_of_words([report.title or ""], lexis),
        lead_words=bag_of_words([lead], lexis), lead_names=bag_of_names([lead], lexis),
        countries=frozenset(c.place.country for c in rows if c.place is not None and c.place.country),
        lone=tells_of_one(rows))


def tell(claims: Iterable[Claim], around: Around, *, lexis: Lexis) -> Telling:
    """Return the telling that some claims of one report make together.

    Args:
        claims: at least one claim, all of one report.
        around: what the report says as a whole, from ``look_around``.
        lexis: which words say nothing, and how common the others are.
    """
    told = sorted(claims, key=lambda c: (c.evidence.start, c.id))
    texts = sorted({(c.evidence.start, c.evidence.text) for c in told})
    interval = _interval(told, around.published)
    places = [c.place for c in told if c.place is not None]
    return Telling(
        head=told[0].id, claims=tuple(sorted(c.id for c in told)), report=told[0].report,
        start=told[0].evidence.start, end=max(c.evidence.end for c in told),
        sentences=frozenset(start for start, _ in texts),
        in_title=any(c.evidence.start < around.title_end for c in told),
        background=all(c.scope is Scope.BACKGROUND for c in told),
        wholes=frozenset(c.part_of for c in told if c.part_of),
        published=around.published, first=interval[0], last=interval[1], dated=interval[2],
        spots=_spots(places), countries=frozenset(p.country for p in places if p.country) or around.countries,
        place_words=frozenset(w for p in places for t in _texts(p) for w in words_of(t) if w not in lexis.stop),
        means=frozenset(c.means.type.value for c in told if c.means),
        counts=frozenset(
            (c.harm.value, n) for c in told for n in (c.count.best, c.count.low, c.count.high) if n is not None),
        head_counts=frozenset((c.harm.value, n) for c in told if c.evidence.start == told[0].evidence.start
                              for n in (c.count.best, c.count.low) if n is not None),
        classes=frozenset((c.harm.value, c.victims.klass.value) for c in told),
        doers=frozenset(fold(p.id or p.name or "") for c in told if (p := c.perpetrator) is not None) - {""},
        sides=frozenset(fold(c.victims.side_id or c.victims.side or "") for c in told) - {""},
        voices=frozenset(_voices(told)),
        words=bag_of_words([text for _, text in texts], lexis), names=bag_of_names([text for _, text in texts], lexis),
        runs=frozenset(run for _, text in texts for run in runs_of(words_of(text))),
        leads=told[0].evidence.start < around.title_end + _LEAD, around=around,
    )


def _texts(place: Place) -> tuple[str, ...]:
    return tuple(t for t in (place.name, place.printed.text if place.printed else None) if t)


def _day(iso: str | None) -> int | None:
    return date.fromisoformat(iso).toordinal() if iso else None


def title_end(report: Report | None) -> int:
    """Where the headline ends that stands in the text, or 0."""
    if report is None or not report.title:
        return 0
    at = report.text.find(report.title)
    return at + len(report.title) if 0 <= at < 400 else 0


def _interval(told: Sequence[Claim], published: int | None) -> tuple[int | None, int | None, bool]:
    """The shortest interval that most claims tell dates the telling; else the day of print does, loosely."""
    dated = [w for c in told if (w := c.when).start and w.end]
    if dated:
        told_so = Counter((w.start, w.end) for w in dated)
        best = min(dated, key=lambda w: (_length(w), -told_so[w.start, w.end], w.start or "", w.end or ""))
        return _day(best.start), _day(best.end), True
    latest = [day for c in told if (day := _day(c.when.latest)) is not None]
    end = max(latest) if latest else published
    return (None, None, False) if end is None else (end - _DAYS_BEFORE_PRINT, end, False)


def _length(when: When) -> int:
    return (_day(when.end) or 0) - (_day(when.start) or 0)


def _spots(places: Iterable[Place]) -> tuple[Spot, ...]:
    found = {
        Spot(id=p.id, lat=p.lat, lon=p.lon, prec=p.where_prec or 6,
             adm1=f"{p.country}/{fold(p.adm1)}" if p.adm1 else None)
        for p in places if p.id is not None or p.adm1 is not None
    }
    return tuple(sorted(found, key=lambda s: (s.prec, s.id or "", s.adm1 or "", s.lat or 0.0, s.lon or 0.0)))


def _voices(told: Iterable[Claim]) -> Iterable[str]:
    for claim in told:
        if claim.source is not None and (name := claim.source.id or claim.source.name):
            yield fold(name)
        for carrier in claim.via:
            yield fold(carrier)

"""What each origin says now: one statement for each harm and kind of victims, the rest set aside with its reason.

In: the claims of one incident, its origins, a profile. Out: statements by ``Key`` (harm, class, side) and asides.

Example: the Observatory counted 16 on Thursday and 30 on Friday: its statement is 30, the 16 is set aside as superseded
and still stands in the toll history.

Source: method.md, "From claims to origins", rules 2 and 3.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from according.books.profiles import Profile, read_general_victims
from according.reconcile.pins import Pins
from according.reconcile.standing import ENEMY, Sides, standing
from according.records import Aside, Claim, Origin, Report
from according.words import CountKind, Harm, MeansType, Scope, Status, VictimsClass

Key = tuple[Harm, VictimsClass, str | None]
_Ends = tuple[int | None, int | None, int | None]  # low, best, high

_LETTERS = re.compile(r"[^\W\d_]+")
_NO_NUMBER = (CountKind.VAGUE, CountKind.BARE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The live word of one origin on one harm to one kind of victims."""

    claims: tuple[str, ...]  # more than one where parts of a whole were added
    origin: Origin
    day: str  # of print; "" where not known
    low: int | None
    best: int | None
    high: int | None
    rank: int  # index of STANDINGS
    marks: tuple[str, ...]

    @property
    def is_enemy_claim(self) -> bool:
        """Whether a party speaks of its enemy's losses."""
        return self.rank == ENEMY


def live(origins: Sequence[Origin], *, claims: Mapping[str, Claim], reports: Mapping[str, Report], profile: Profile,
         sides: Sides, pins: Pins) -> tuple[dict[Key, list[Statement]], dict[Key, list[Aside]]]:
    """Return the live statements of each key, and what was set aside under each."""
    statements: dict[Key, list[Statement]] = defaultdict(list)
    asides: dict[Key, list[Aside]] = defaultdict(list)
    for origin in origins:
        told: dict[Key, list[Claim]] = defaultdict(list)
        for claim in (claims[c] for c in origin.claims):
            key = key_of(claim, profile=profile, sides=sides)
            reason = _refusal(claim, claims, key, profile, sides)
            if reason:
                asides[key].append(Aside(claim=claim.id, reason=reason))
            else:
                told[key].append(claim)
        for key, rows in told.items():
            statement, left = _latest(rows, origin, reports, profile, sides, pins)
            asides[key] += left
            if statement is not None:
                statements[key].append(statement)
    return statements, asides


def key_of(claim: Claim, *, profile: Profile, sides: Sides) -> Key:
    """Return what the claim counts: harm, class, and for combatants the side they fought on."""
    klass = claim.victims.klass
    if klass is VictimsClass.UNKNOWN and profile.unknown == "civilian":
        klass = VictimsClass.CIVILIAN
    side = claim.victims.side_id or claim.victims.side
    return claim.harm, klass, sides(side) if side and klass is VictimsClass.COMBATANT else None


def read_count(claim: Claim, profile: Profile) -> _Ends:
    """Return the ends of a count as the profile reads them."""
    count = claim.count
    if count.kind is CountKind.BARE and profile.bare_low is not None:
        return profile.bare_low, None, None
    if count.kind is CountKind.VAGUE and claim.count_words is not None:
        printed = f" {' '.join(_LETTERS.findall(claim.count_words.text.casefold()))} "
        for word in sorted(profile.vague, key=lambda w: (-len(w), w)):
            if f" {word} " in printed:
                vague = profile.vague[word]
                battle = claim.means is not None and claim.means.type is MeansType.CLASH
                return count.low, vague.battle if battle else vague.value, count.high
    return count.low, count.best, count.high


def _refusal(claim: Claim, claims: Mapping[str, Claim], key: Key, profile: Profile, sides: Sides) -> str | None:
    """Say why a claim cannot count at all, or None."""
    if claim.withdrawn is not None:
        return claim.withdrawn
    if claim.scope is not Scope.INCIDENT:
        return f"scope {claim.scope}: such counts never enter an incident's figure"
    if claim.status is Status.DENIED:
        return "reported as denied"
    above, seen = claim.part_of, {claim.id}
    while above is not None and above in claims and above not in seen:
        seen.add(above)
        whole = claims[above]
        if whole.scope is Scope.INCIDENT and key_of(whole, profile=profile, sides=sides) == key:
            return "a part of a whole that is counted"
        above = whole.part_of
    return None


def _latest(rows: Sequence[Claim], origin: Origin, reports: Mapping[str, Report], profile: Profile, sides: Sides,
            pins: Pins) -> tuple[Statement | None, list[Aside]]:
    """Walk through an origin's words on one thing, day by day; what it said last stands.

    A number that the origin has left behind is no news when it is printed again: outlets reprint old tolls.
    On one day the largest number is taken for the latest, since tolls grow and parts are not always told as parts.
    """
    numbered = _weighty(rows)
    days: dict[str, list[Claim]] = defaultdict(list)
    for claim in numbered:
        days[_day(claim, reports)].append(claim)
    stands: Statement | None = None
    left_behind: set[_Ends] = set()
    for day in sorted(days):
        said = [s for s in _sayings(days[day], origin, day, profile, sides, pins) if _ends(s) not in left_behind]
        if not said:
            continue
        now = min(said, key=_largest_first)
        if stands is not None and _ends(now) != _ends(stands):
            left_behind.add(_ends(stands))
        if stands is None or _ends(now) != _ends(stands) or now.rank < stands.rank:
            stands = now
    if stands is None:
        return None, [Aside(claim=c.id, reason="gives no number") for c in rows]
    return stands, [Aside(claim=c.id, reason=_why_not(c, stands, numbered, reports, profile)) for c in rows
                    if c.id not in stands.claims]


def _weighty(rows: Sequence[Claim]) -> list[Claim]:
    """Numbers before single persons, single persons before vague words: the lesser never supersede the better."""
    for kinds in ((CountKind.SINGLE, *_NO_NUMBER), _NO_NUMBER):
        better = [c for c in rows if c.count.kind not in kinds]
        if better:
            return better
    return list(rows)


def _sayings(rows: Sequence[Claim], origin: Origin, day: str, profile: Profile, sides: Sides,
             pins: Pins) -> list[Statement]:
    """Each claim as a statement; parts of one whole that are other people each are added."""
    by_whole: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in rows:
        by_whole[claim.report, claim.part_of or claim.id].append(claim)
    said = []
    for parts in by_whole.values():
        for group in ([parts] if _other_people(parts) else [[c] for c in parts]):
            ends = [read_count(c, profile) for c in group]
            if all(end == (None, None, None) for end in ends):
                continue
            said.append(Statement(
                claims=tuple(sorted(c.id for c in group)), origin=origin, day=day, low=_add(e[0] for e in ends),
                best=_add(e[1] for e in ends), high=_add(e[2] for e in ends),
                rank=min(standing(c, origin, sides=sides, pins=pins) for c in group),
                marks=_marks(group)))
    return said


def _other_people(parts: Sequence[Claim]) -> bool:
    """Say whether parts of one whole are surely different people: women and children, not civilians and children."""
    words = [c.victims.printed.text.casefold() if c.victims.printed else "" for c in parts]
    stems = read_general_victims()
    general = any(w.startswith(stems) for text in words for w in _LETTERS.findall(text))
    return len(parts) > 1 and all(words) and len(set(words)) == len(words) and not general


def _marks(group: Iterable[Claim]) -> tuple[str, ...]:
    found = {str(c.status) for c in group if c.status in (Status.UNVERIFIED, Status.HEDGED)}
    found |= {"approximate" for c in group if c.count.approximate}
    return tuple(sorted(found))


def _why_not(claim: Claim, stands: Statement, numbered: Sequence[Claim], reports: Mapping[str, Report],
             profile: Profile) -> str:
    if claim not in numbered or read_count(claim, profile) == (None, None, None):
        return "gives no number where the same origin gives one"
    if read_count(claim, profile) == _ends(stands):
        return "the same number of the same origin again"
    if _day(claim, reports) == stands.day:
        return "a smaller number of the same origin on the same day"
    if _day(claim, reports) < stands.day:
        return "superseded by a later word of the same origin"
    return "an old number of the same origin, printed again"


def _largest_first(statement: Statement) -> tuple[int, int, int, tuple[str, ...]]:
    size = max(statement.best or 0, statement.low or 0, statement.high or 0)
    return -size, statement.rank, -(statement.low or 0), statement.claims


def _ends(statement: Statement) -> _Ends:
    return statement.low, statement.best, statement.high


def _add(ends: Iterable[int | None]) -> int | None:
    found = list(ends)
    return None if None in found else sum(end for end in found if end is not None)


def _day(claim: Claim, reports: Mapping[str, Report]) -> str:
    report = reports.get(claim.report)
    return report.published if report is not None and report.published else ""

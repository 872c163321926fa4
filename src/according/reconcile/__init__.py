"""From origins to low, best and high: the rules by which a figure is chosen, on one page.

In: an incident, its origins, claims and reports, a profile. Out: figures per harm, class and side, then totals; each
end names the claims that set it and the rule that chose, and what was set aside is named with its reason.

Example: state television (a party) counts 13 of its own soldiers dead, a monitor 16: low 13, high 16, and best 13,
since an admission against one's own interest stands above a monitor.

Source: method.md, "From origins to low / best / high"; docs/decisions/0004 and 0006. The rules in the order of the
page:

1. ``live.py``: denied claims, parts of counted wholes and counts of other scopes are set aside; the latest word of an
   origin is its figure.
2. low is the smallest low, high the largest known high or low; an ``at least`` with nothing above it leaves high open.
3. best is the latest figure of the best-standing origin (``standing.py``); among equals the later, then the one with
   more origins agreeing, then the lower number.
4. A party's claim on its enemy's losses never sets best while any other origin speaks; alone it is marked.
5. ``totals.py``: lows are added to lows and highs to highs over classes that do not overlap; a whole rules the total.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from according.books.profiles import Profile, get_profile
from according.reconcile.live import Key, Statement, live
from according.reconcile.pins import NOT_GIVEN, FigurePin, is_of, pinned, read_pins
from according.reconcile.sides import plain_side, side_names
from according.reconcile.standing import STANDINGS, Sides
from according.reconcile.totals import total
from according.records import Aside, Bound, Claim, Figure, Incident, Judgement, Origin, Report
from according.words import Harm, VictimsClass

__all__ = ["reconcile"]

_WHOLE = (VictimsClass.UNKNOWN, VictimsClass.MIXED)  # people of all classes together
_NOTHING = Bound(value=None, claims=(), rule="no claim gives it")


def reconcile(incident: Incident, origins: Sequence[Origin], *, claims: Mapping[str, Claim],
              reports: Mapping[str, Report], profile: Profile | None = None, judgements: Iterable[Judgement] = (),
              sides: Sides | None = None) -> tuple[Figure, ...]:
    """Return the figures of an incident under a profile.

    Args:
        incident: whose figures are wanted.
        origins: from ``origins``; only their claims are looked at.
        claims: at least theirs, by id.
        reports: the reports of those claims, by id.
        profile: by default ``ucdp``.
        judgements: those in force; a ``pin`` fixes a claim, a figure or where a source stands (``pins.py``).
        sides: actor id or name to the side that it fights on; by default the name itself.

    Returns:
        One figure for each harm, class and side, in that order; where a harm has more than one, its total comes last.
    """
    rules = profile or get_profile("ucdp")
    side_of = sides or plain_side
    pins = read_pins(judgements)
    fixed = {_pin_key(pin, side_of): pin for pin in pins.figures if is_of(pin, incident)}
    statements, asides = live(origins, claims=claims, reports=reports, profile=rules, sides=side_of, pins=pins)
    names = side_names(origins, claims, side_of)
    harms: dict[str, dict[Key, Figure]] = {}
    for key in sorted({*statements, *asides}, key=lambda k: (k[0].value, k[1].value, k[2] or "")):
        figure = _figure(incident, key, statements.get(key, []), asides.get(key, []), rules, names)
        harms.setdefault(key[0].value, {})[key] = pinned(figure, fixed[key], incident) if key in fixed else figure
    found: list[Figure] = []
    for figures in harms.values():
        whole = _last_words(s for key in figures if key[1] in _WHOLE for s in statements.get(key, []))
        rows = _finish(incident, figures, whole, rules, names)
        total_pin = fixed.get((rows[0].harm, None, None))
        found += [pinned(row, total_pin, incident) if total_pin is not None and "total" in row.marks else row
                  for row in rows]
    return tuple(found)


def _last_words(said: Iterable[Statement]) -> list[Statement]:
    """Return one word of each origin on people of all classes: its latest, of one day the largest (``live.py``)."""
    found: dict[str, Statement] = {}
    for one in said:
        known = found.get(one.origin.id)
        if known is None or (one.day, _size(one)) > (known.day, _size(known)):
            found[one.origin.id] = one
    return list(found.values())


def _size(said: Statement) -> int:
    return max(said.best or 0, said.low or 0, said.high or 0)


def _pin_key(pin: FigurePin, sides: Sides) -> tuple[Harm, VictimsClass | None, str | None]:
    """Return what a pinned figure counts; no class: the total of its harm."""
    return pin.harm, None if pin.total else pin.klass, sides(pin.side) if pin.side and not pin.total else None


def _figure(incident: Incident, key: Key, said: Sequence[Statement], asides: Sequence[Aside], profile: Profile,
            names: Mapping[str, str]) -> Figure:
    """Choose low, best and high among the live statements on one thing."""
    told = said
    best, best_marks = _best(said, profile)
    independent = [s for s in said if s.origin.independent]
    marks = {*best_marks, *(m for s in said if s.claims == best.claims for m in s.marks)}
    if said and profile.origins > 1 and len(independent) < profile.origins:
        marks.add(f"{profile.origins} independent origins are needed, {len(independent)} found")
        best, said = NOT_GIVEN, ()
    low = _low(said, best) if profile.bounds == "published" else NOT_GIVEN
    high, high_open = _high(said, best) if profile.bounds == "published" else (NOT_GIVEN, False)
    return Figure(
        incident=incident.name, harm=key[0], klass=key[1], side=names.get(key[2]) if key[2] else None,
        profile=profile.name, low=low, best=best, high=high, high_open=high_open, origins=len(independent),
        origins_unknown=len(said) - len([s for s in said if s.origin.independent]) if said else 0,
        marks=tuple(sorted(marks)), aside=tuple(sorted(asides, key=lambda a: a.claim)),
        claims=tuple(sorted(c for s in told for c in s.claims)))


def _low(said: Sequence[Statement], best: Bound) -> Bound:
    """The smallest low; a best below it is a low as well."""
    ends = [(s.low, s.claims) for s in said if s.low is not None]
    if best.value is not None:
        ends.append((best.value, best.claims))
    return _end(ends, min, "smallest low")


def _high(said: Sequence[Statement], best: Bound) -> tuple[Bound, bool]:
    """The largest known high, or low where the high is open; it is open where nothing closed stands above."""
    ends = [(max(e for e in (s.low, s.best, s.high) if e is not None), s.claims) for s in said]
    if best.value is not None:
        ends.append((best.value, best.claims))
    high = _end(ends, max, "largest high or low")
    return high, any(s.high is None and (s.low or 0) >= (high.value or 0) for s in said)


def _end(ends: Sequence[tuple[int, tuple[str, ...]]], pick: Callable[[Iterable[int]], int], rule: str) -> Bound:
    if not ends:
        return _NOTHING
    value = pick(value for value, _ in ends)
    setters = tuple(sorted({c for v, ids in ends if v == value for c in ids}))
    words = len({ids for _, ids in ends})  # a best that is one of them is no word of its own
    return Bound(value=value, claims=setters, rule=f"{rule} of {_many(words, 'word')}")


def _best(said: Sequence[Statement], profile: Profile) -> tuple[Bound, tuple[str, ...]]:
    """Choose the best figure by the profile's rule, with the marks that the choice carries."""
    if profile.best == "none":
        return NOT_GIVEN, ()
    valued = [s for s in said if s.best is not None]
    free = [s for s in valued if not s.is_enemy_claim]
    others_speak = any(not s.is_enemy_claim for s in said)
    fit = free if others_speak else valued
    if not fit:
        return Bound(value=None, claims=(), rule="no origin that may set it gives one number"), ()
    marks = () if others_speak else ("single belligerent claim" if len(fit) == 1 else "belligerents' claims only",)
    if profile.best == "lowest":
        chosen = min(fit, key=lambda s: (s.best or 0, s.rank, s.claims))
        return Bound(value=chosen.best, claims=chosen.claims, rule="lowest credible figure"), marks
    agreeing = {s.claims: sum(1 for other in fit if other.best == s.best) for s in fit}
    top = min(s.rank for s in fit)
    newest = max(s.day for s in fit if s.rank == top)
    equals = [s for s in fit if s.rank == top and s.day == newest]
    chosen = min(equals, key=lambda s: (-agreeing[s.claims], s.best or 0, s.claims))
    return Bound(value=chosen.best, claims=chosen.claims,
                 rule=f"latest figure of the best-standing origin: {STANDINGS[top]} ({chosen.origin.name})"), marks


def _finish(incident: Incident, figures: Mapping[Key, Figure], whole: Sequence[Statement], profile: Profile,
            names: Mapping[str, str]) -> list[Figure]:
    """Widen where the profile says so, add the total, leave out what the profile does not show."""
    rows = list(figures.values())
    if profile.unknown == "widens":
        rows = _widen(rows)
    harm = rows[0].harm
    whole_figure = _figure(incident, (harm, VictimsClass.MIXED, None), whole, (), profile, names) if whole else None
    if profile.classes == "total":
        return [total(rows, whole_figure)]
    return [*rows, total(rows, whole_figure)] if len(rows) > 1 else rows


def _widen(rows: Sequence[Figure]) -> list[Figure]:
    """People of unknown status may be civilians: they raise the civilian high, not the total (Iraq Body Count)."""
    unknown = next((f for f in rows if f.klass is VictimsClass.UNKNOWN and f.high.value is not None), None)
    out = []
    for row in rows:
        if (row.klass is VictimsClass.CIVILIAN and unknown is not None
                and (row.high.value or 0) < (unknown.high.value or 0)):
            row = replace(
                row, high=replace(unknown.high, rule="widened by people of unknown status"),
                high_open=unknown.high_open, marks=tuple(sorted({*row.marks, "civilian status uncertain"})))
        out.append(row)
    return out


def _many(n: int, word: str) -> str:
    return f"{n} {word}" if n == 1 else f"{n} {word}s"

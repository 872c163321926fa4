"""Which tellings are held against each other: those whose place and day can be the same.

In: tellings. Out: candidate pairs. The cost of one more telling is that of its blocks (a province on a day), however
large the ledger is. What is precise meets its own province and day, and the two days on either side; what is vague
(a month,
a whole country) meets everything of that country in its months, but two precise tellings never meet through a vague
block.

Example: a telling of Homs on 3 May 2016 stands under ``SY/homs 736087`` and the vague keys ``SY 2016-05``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from according.link.tell import Telling

_LONGEST = 8  # days; a longer interval is vague
_SLACK = 3  # the day itself and two more: fights go on, and days are read wrongly
_SMALL = 4  # a count above this is seldom shared by chance
_RARE = 0.4  # a name below this is in too many reports to lead to a partner
_COUNTRY_PREC = 5


def stands_in(telling: Telling) -> frozenset[str]:
    """Return the keys under which a ledger finds the telling: country and day, country and month.

    They are coarser than the blocks (a name or a count of a telling would make a hundred keys): what is found by them
    goes through ``candidates`` all the same.
    """
    kind = "vague" if is_vague(telling) else "precise"
    return frozenset((*_days(telling, 0, 0), *(f"{key} {kind}" for key in _coarse(telling))))


def looks_in(telling: Telling) -> frozenset[str]:
    """Return the keys under which everything stands that shares a block with the telling."""
    kinds = ("vague", "precise") if is_vague(telling) else ("vague",)
    months = (f"{key} {kind}" for key in _coarse(telling) for kind in kinds)
    return frozenset((*_days(telling, 1 - _SLACK, _SLACK - 1), *months))


def _days(telling: Telling, before: int, after: int) -> Iterator[str]:
    if telling.first is None or telling.last is None or telling.last - telling.first > _LONGEST:
        return
    countries = {*telling.countries, *(s.adm1.partition("/")[0] for s in telling.spots if s.adm1)}
    for country in sorted(countries):
        for day in range(telling.first + before, telling.last + after + 1):
            yield f"{country} {day}"


def candidates(tellings: Iterable[Telling], *, fresh: Collection[str] | None = None,
               ) -> Iterator[tuple[Telling, Telling]]:
    """Yield each pair of tellings of different reports that share a block, once, in the order of their heads.

    Args:
        tellings: any.
        fresh: heads of the tellings of which one is to be in each pair; None: all pairs.
    """
    ordered = sorted(tellings, key=lambda t: (fresh is not None and t.head not in fresh, t.head))
    fine: dict[str, list[int]] = defaultdict(list)
    coarse: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for at, telling in enumerate(ordered):
        precise = (*_fine(telling), *_telltale(telling))
        found = {other for key in precise for other in fine[key]}
        vague = is_vague(telling)
        for key in _coarse(telling):
            precise_there, vague_there = coarse[key]
            found.update(vague_there)
            if vague:
                found.update(precise_there)
        for other in sorted(found):
            if ordered[other].report != telling.report:
                a, b = ordered[other], telling
                yield (a, b) if a.head < b.head else (b, a)
        if fresh is not None and telling.head not in fresh:
            continue  # it meets the fresh ones, which came first, and not its like
        for key in precise:
            fine[key].append(at)
        for key in _coarse(telling):
            coarse[key][1 if vague else 0].append(at)


def is_vague(telling: Telling) -> bool:
    """Say whether a telling has no province or no day to the week."""
    if telling.first is None or telling.last is None or telling.last - telling.first > _LONGEST:
        return True
    return not any(s.adm1 and s.prec <= _COUNTRY_PREC for s in telling.spots)


def _fine(telling: Telling) -> tuple[str, ...]:
    if is_vague(telling) or telling.first is None or telling.last is None:
        return ()
    provinces = sorted({s.adm1 for s in telling.spots if s.adm1})
    return tuple(f"{p} {day}" for p in provinces for day in range(telling.first, telling.last + _SLACK))


def _telltale(telling: Telling) -> tuple[str, ...]:
    """Country, day and a count or a name: two reports of one event meet although one's place was read wrongly."""
    if telling.first is None or telling.last is None or telling.last - telling.first > _LONGEST:
        return ()
    marks = {f"{harm} {n}" for harm, n in telling.counts if n > _SMALL}
    named = {**telling.names.weights, **(telling.around.lead_names.weights if telling.leads else {})}
    marks |= {f"name {name}" for name, rarity in named.items() if rarity >= _RARE}
    days = range(telling.first, telling.last + 2)
    return tuple(sorted(f"{c} {day} {mark}" for c in telling.countries for day in days for mark in marks))


def _coarse(telling: Telling) -> tuple[str, ...]:
    """Country and month; a telling without a country or without any day meets nobody outside its report."""
    if telling.first is None or telling.last is None:
        return ()
    months = sorted({date.fromordinal(day).strftime("%Y-%m")
                     for day in (*range(telling.first, telling.last + 1, 28), telling.last)})
    return tuple(f"{c} {m}" for c in sorted(telling.countries) for m in months)

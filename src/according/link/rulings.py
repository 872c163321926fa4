"""What people's judgements bind: pairs of claims that must be, and that must not be, in one incident.

In: judgements, in any order. Out: ``(same, different)``. An undone judgement does not count (an undo can be undone); of
two judgements about the same pair the later counts; a chain of ``same`` never breaks a ``different``.

Source: method.md, "Joining claims into incidents": a judgement always wins and survives every re-reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from according.link.cluster import Pair, bind, pair
from according.records import Judgement
from according.words import JudgementKind


def rulings(judgements: Iterable[Judgement]) -> tuple[tuple[Pair, ...], frozenset[Pair]]:
    """Return the pairs that must be together, earliest first, and those that must stay apart."""
    last: dict[Pair, Judgement] = {}
    for judgement in in_force(judgements):
        if judgement.kind in (JudgementKind.SAME, JudgementKind.DIFFERENT) and judgement.other is not None:
            last[pair(judgement.subject, judgement.other)] = judgement
    ordered = sorted(last.items(), key=lambda row: (row[1].when, row[1].id))
    different = frozenset(p for p, j in ordered if j.kind is JudgementKind.DIFFERENT)
    same = [p for p, j in ordered if j.kind is JudgementKind.SAME]
    groups = bind({item for p in same for item in p}, same, different)
    home = {item: group for group in groups for item in group}
    return tuple(p for p in same if home[p[0]] is home[p[1]]), different


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the judgements that are not taken back, in order of time; ``undo`` rows themselves are left out."""
    rows = sorted({j.id: j for j in judgements}.values(), key=lambda j: (j.when, j.id))
    taken_back: set[str] = set()
    for judgement in reversed(rows):  # the last word first: an undo that is itself undone takes nothing back
        if judgement.kind is JudgementKind.UNDO and judgement.id not in taken_back:
            taken_back.add(judgement.subject)
    return [j for j in rows if j.kind is not JudgementKind.UNDO and j.id not in taken_back]


def parted_inside(same: Iterable[Pair], different: Iterable[Pair], reports: dict[str, str]) -> frozenset[Pair]:
    """Return pairs of claims of one report that judgements about other reports' claims drive apart.

    Claims a and c of one report may not share a telling where a is the same as b and b is different from c.
    """
    items = {item for p in (*same, *different) for item in p}
    groups = bind(items, list(same), set())
    home = {item: at for at, group in enumerate(groups) for item in group}
    found = set()
    for a, b in different:
        for x in groups[home[a]]:
            for y in groups[home[b]]:
                if x != y and reports.get(x) == reports.get(y):
                    found.add(pair(x, y))
    return frozenset(found)


def entangled(reports: Iterable[str], judgements: Iterable[Judgement], report_of: Mapping[str, str]) -> frozenset[str]:
    """Return some reports with all that judgements of same and different tie to them, however far.

    Taken-back judgements tie too: what they held together has to be looked at when they fall.

    Args:
        reports: ids.
        judgements: every one that was ever made.
        report_of: the report of each claim that a judgement names.
    """
    ties: dict[str, set[str]] = defaultdict(set)
    for judgement in judgements:
        if judgement.kind in (JudgementKind.SAME, JudgementKind.DIFFERENT) and judgement.other is not None:
            a, b = report_of.get(judgement.subject), report_of.get(judgement.other)
            if a is not None and b is not None:
                ties[a].add(b)
                ties[b].add(a)
    found, todo = set(reports), sorted(reports)
    while todo:
        more = ties[todo.pop()] - found
        found |= more
        todo += sorted(more)
    return frozenset(found)

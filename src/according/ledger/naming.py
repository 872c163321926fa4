"""How an incident keeps its name (docs/decisions/0005). Pure: what was, and what is now, in; what moves, out.

In: incidents as claims now join, and which name each claim bore. Out: a name for each incident, and the moves.

1. A name goes where most of its claims go; between equals, to the incident with the smallest of its claims.
   A name none of whose claims lives goes by its reports: to where most new claims of these reports went.
   A claim that a later version of its page says anew speaks through that one.
2. An incident that inherits several names keeps the oldest that has a living claim; the others lead to it.
3. What was merged and comes apart again, each with most of its first claims, gets its own names back.
4. An incident that inherits none gets a new name, after its first claim.

Example: claims a, b bore ``i-1`` and c bore ``i-2``, which is younger; now a, b, c are one incident. It is ``i-1``;
``i-2`` leads there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from according.identity import incident_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What the chain says about the names that matter here."""

    bearers: Mapping[str, str]  # claim -> the name that it last bore
    firsts: Mapping[str, str]  # claim -> the name that it first bore
    born: Mapping[str, int]  # name -> the entry that gave it: the smaller, the older
    entry: int  # the entry that will record this naming
    leads: Mapping[str, str]  # name -> the name that it leads to
    orphans: Mapping[str, Mapping[str, int]]  # name without a living claim -> how many claims it had, by report
    reports: Mapping[str, str]  # claim that bore no name yet -> its report
    # claim that bore no name yet -> those of the claims of an earlier version of its page that it says anew
    kin: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The names, one for each group as given, and what is new about them."""

    names: tuple[str, ...]
    moved: dict[str, tuple[str, ...]]  # name -> claims that did not bear it before, sorted
    leads: dict[str, str]  # name -> the name that it leads to from now on


def assign(groups: Sequence[Collection[str]], past: Past) -> Named:
    """Give each group of claims its name. Groups share no claim; in what order they stand changes no name."""
    home = {claim: number for number, group in enumerate(groups) for claim in group}
    heirs = _heirs(home, past)
    inherited: dict[int, list[str]] = {}
    for name in sorted(heirs, key=lambda name: (name in past.orphans, past.born[name], name)):
        inherited.setdefault(heirs[name], []).append(name)
    names = {number: given[0] for number, given in inherited.items()}
    leads = {old: given[0] for given in inherited.values() for old in given[1:] if past.leads.get(old) != given[0]}
    given = set(names.values())
    for number in sorted((n for n in range(len(groups)) if n not in names), key=lambda n: min(groups[n])):
        names[number] = _new_name(min(groups[number]), past, given)
        given.add(names[number])
    moved = {}
    for number, group in enumerate(groups):
        if claims := tuple(sorted(c for c in group if past.bearers.get(c) != names[number])):
            moved[names[number]] = claims
    return Named(names=tuple(names[number] for number in range(len(groups))), moved=moved, leads=leads)


def _heirs(home: Mapping[str, int], past: Past) -> dict[str, int]:
    """Return, for each name that has an heir, the number of the group that inherits it."""
    borne = [claim for claim in home if claim in past.bearers]
    by_first = _winners([(past.firsts[c], c, home[c], 1) for c in borne if _returns(c, past) or
                         past.firsts[c] == past.bearers[c]])
    votes = [(_bearing(c, past, by_first, home[c]), c, home[c], 1) for c in borne]
    fresh: dict[str, list[str]] = {}
    for claim, report in past.reports.items():
        if claim in home and claim not in past.bearers:
            fresh.setdefault(report, []).append(claim)
    votes += [(name, claim, home[claim], weight) for name, reports in past.orphans.items()
              for report, weight in reports.items() for claim in fresh.get(report, ())]
    votes += [(past.leads.get(name, name), claim, home[claim], 1)
              for claim, names in past.kin.items() for name in names if claim in home]
    return _winners(votes)


def _returns(claim: str, past: Past) -> bool:
    """Say whether the first name of a claim was merged into the one it bears."""
    return past.leads.get(past.firsts[claim]) == past.bearers[claim]


def _bearing(claim: str, past: Past, by_first: Mapping[str, int], group: int) -> str:
    """Return the name for which a claim speaks: the one it bears, or its first where a merge comes apart (rule 3)."""
    first, name = past.firsts[claim], past.bearers[claim]
    apart = _returns(claim, past) and by_first[first] == group and by_first.get(name, group) != group
    return first if apart else name


def _winners(votes: Sequence[tuple[str, str, int, int]]) -> dict[str, int]:
    """Return the group with most votes for each name. A vote: name, claim, the claim's group, weight."""
    counted: dict[str, Counter[int]] = {}
    smallest: dict[tuple[str, int], str] = {}
    for name, claim, group, weight in votes:
        counted.setdefault(name, Counter())[group] += weight
        smallest[name, group] = min(smallest.get((name, group), claim), claim)
    return {name: min((-votes, smallest[name, group], group) for group, votes in groups.items())[2]
            for name, groups in counted.items()}


def _new_name(claim: str, past: Past, given: Collection[str]) -> str:
    # A claim's own name may be taken: given after it once, and kept by the larger part when that claim left.
    own = incident_name(claim)
    return own if own not in past.born and own not in given else incident_name(f"{claim}/{past.entry}")

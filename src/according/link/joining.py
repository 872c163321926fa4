"""Joining, of everything or of the neighbourhood of what is new; both give the same incidents to the byte.

In: claims, reports, judgements; for a neighbourhood also what the last joining left in the ledger. Out: ``Joined``:
incidents, and what the next joining may build upon.

What is new can change only its neighbourhood: the pieces of accepted pairs that it stood in before or that it is tied
to now. A pair that met in a block is scored against the threshold; accepted pairs and judgements tie tellings into
pieces, and clusters grow inside a piece only (``cluster.py``). So a piece is fetched whole or not at all, and no
candidate pair is cut in two.

Example::

    joined = join_fresh(["r-7f3a"], claims=claims, reports=reports, judgements=judgements, past=ledger, fetch=fetch)
    joined.incidents, joined.stirred    # incidents of the neighbourhood; the claims that stood in it before

Source: docs/decisions/0015.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

from according.books.weights import Weights, read_weights
from according.link.block import candidates, looks_in
from according.link.cluster import Pair, cluster_pieces, pair
from according.link.incident import make_incident
from according.link.keep import pack, recipe, unpack
from according.link.rulings import rulings
from according.link.score import score
from according.link.tell import Telling
from according.link.tellings import lift, tell_all
from according.link.why import judged_link, scored_link
from according.link.within import Told
from according.records import Account, Claim, Incident, Joining, Judgement, Link, Report
from according.words import Scope

_JOINS = (Scope.INCIDENT, Scope.BACKGROUND)

Fetch = Callable[[Collection[str]], tuple[Iterable[Claim], Mapping[str, Report]]]


class Past(Protocol):
    """What a joining asks of the one before it; a ledger answers."""

    def accounts(self, reports: Iterable[str]) -> Iterable[Account]:
        """Yield the accounts of some reports."""

    def in_blocks(self, blocks: Iterable[str]) -> frozenset[str]:
        """Return the reports that stand in any of some blocks."""

    def in_pieces(self, pieces: Iterable[str]) -> frozenset[str]:
        """Return the reports that have a telling in any of some pieces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Incidents, and what the next joining may build upon."""

    incidents: tuple[Incident, ...]
    joining: Joining
    stirred: tuple[str, ...] = ()  # claims that stood in the neighbourhood before, whether they still live or not


def join_all(claims: Iterable[Claim], *, reports: Mapping[str, Report], judgements: Iterable[Judgement] = (),
             weights: Weights | None = None) -> Joined:
    """Join all claims; see ``link``."""
    table, given = weights or read_weights(), {c.id: c for c in claims}
    same, different = rulings(judgements)
    told = tell_all(_joining(given), reports, same, different, table)
    tellings = {t.head: t for report in told.values() for t in report.tellings}
    done = _group(tellings, told, same, different, table)
    incidents = _incidents(done, tellings, given, reports, told, table)
    return Joined(incidents=incidents, joining=Joining(
        recipe=recipe(table), accounts=_accounts(told, given.values(), done.piece), gone=(), pieces=()))


def join_fresh(fresh: Iterable[str], *, claims: Iterable[Claim], reports: Mapping[str, Report],
               judgements: Iterable[Judgement], past: Past, fetch: Fetch, weights: Weights | None = None) -> Joined:
    """Join the neighbourhood of reports that are new, were read anew, or that a judgement touches.

    Args:
        fresh: ids of these reports, with all that judgements tie to them (``rulings.entangled``).
        claims: all live claims of these reports, as judged.
        reports: at least these reports, by id.
        judgements: all judgements.
        past: what the last joining left.
        fetch: gives the live claims, as judged, and the reports of other reports, by their ids.
        weights: the table of weights, which must be that of the last joining.
    """
    table, given, anew = weights or read_weights(), {c.id: c for c in claims}, frozenset(fresh)
    same, different = rulings(judgements)
    told = tell_all(_joining(given), reports, same, different, table)
    tellings = {t.head: t for report in told.values() for t in report.tellings}
    before = {a.report: (a, unpack(a, table.lexis)) for a in past.accounts(anew)}
    stirred = {claim for _, old in before.values() for t in old.tellings for claim in t.claims}
    near = _Near(past, anew, table)
    near.tie(tellings, {piece for a, _ in before.values() for _, piece in a.tellings})
    members = near.members()
    tellings |= members
    everything = {**told, **{report: near.told[report] for report in {t.report for t in members.values()}}}
    done = _group(tellings, everything, same, different, table)
    more_claims, more_reports = fetch(sorted({t.report for t in members.values()}))
    whole = {**given, **{c.id: c for c in more_claims}}
    return Joined(
        incidents=_incidents(done, tellings, whole, {**reports, **more_reports}, everything, table),
        stirred=tuple(sorted(stirred | {claim for t in members.values() for claim in t.claims})),
        joining=Joining(
            recipe=recipe(table), accounts=_accounts(told, given.values(), done.piece),
            gone=tuple(sorted(anew - {c.report for c in given.values()})),
            pieces=tuple((head, done.piece[head]) for head in sorted(members) if done.piece[head] != near.piece[head])))


class _Near:
    """The tellings that what is new is tied to, fetched by block and by piece."""

    def __init__(self, past: Past, anew: frozenset[str], table: Weights) -> None:
        self._past, self._anew, self._table = past, anew, table
        self._tied: set[str] = set()
        self.told: dict[str, Told] = {}
        self.piece: dict[str, str] = {}  # of each telling seen, before

    def tie(self, tellings: Mapping[str, Telling], pieces: Iterable[str]) -> None:
        """Note the pieces that the new tellings left, and those to which an accepted pair ties them now."""
        self._tied.update(pieces)
        self._load(self._past.in_blocks({key for t in tellings.values() for key in looks_in(t)}))
        others = [t for told in self.told.values() for t in told.tellings]
        for a, b in candidates([*tellings.values(), *others], fresh=tellings.keys()):
            ends = {self.piece[t.head] for t in (a, b) if t.head not in tellings}
            if not ends <= self._tied and score(a, b, self._table.across) > self._table.threshold_across:
                self._tied |= ends

    def members(self) -> dict[str, Telling]:
        """Return every telling of the tied pieces, but those of the new reports."""
        self._load(self._past.in_pieces(self._tied))
        return {t.head: t for told in self.told.values() for t in told.tellings if self.piece[t.head] in self._tied}

    def _load(self, reports: Collection[str]) -> None:
        for account in self._past.accounts(set(reports) - self._anew - self.told.keys()):
            self.told[account.report] = unpack(account, self._table.lexis)
            self.piece.update(account.tellings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grouped:
    groups: tuple[tuple[str, ...], ...]  # heads of tellings
    piece: Mapping[str, str]  # of each telling: its first member
    scores: Mapping[Pair, float]
    bonds: frozenset[Pair]


def _group(tellings: Mapping[str, Telling], told: Mapping[str, Told], same: Collection[Pair],
           different: Collection[Pair], table: Weights) -> _Grouped:
    """Score the pairs that meet and cluster, piece by piece."""
    home = {claim: head for head, t in tellings.items() for claim in t.claims}
    scores = {pair(a.head, b.head): score(a, b, table.across) for a, b in candidates(tellings.values())}
    for report in told.values():  # the tellings of one report were parted once; their score speaks against joining them
        scores |= {p: s for p, s in report.apart.items() if p[0] in tellings and p[1] in tellings}
    bonds = lift(same, home)
    found = cluster_pieces(tellings, scores, apart=table.apart, threshold=table.threshold_across, must=bonds,
                           cannot=lift(different, home))
    piece = {head: min(map(min, groups)) for groups in found for group in groups for head in group}
    return _Grouped(groups=tuple(sorted(group for groups in found for group in groups)), piece=piece, scores=scores,
                    bonds=frozenset(bonds))


def _incidents(done: _Grouped, tellings: Mapping[str, Telling], claims: Mapping[str, Claim],
               reports: Mapping[str, Report], told: Mapping[str, Told], table: Weights) -> tuple[Incident, ...]:
    home = {claim: head for head, t in tellings.items() for claim in t.claims}
    inside: dict[str, list[Link]] = defaultdict(list)
    for report in told.values():
        for row in report.links:
            if row.a in home:
                inside[home[row.a]].append(row)
    incidents = [
        make_incident([claims[c] for head in group for c in tellings[head].claims], reports=reports, links=[
            *_links_across([tellings[head] for head in group], done.scores, done.bonds, table),
            *(row for head in group for row in inside[head])])
        for group in done.groups
    ]
    return tuple(sorted(incidents, key=lambda i: (i.name, i.key)))


def _accounts(told: Mapping[str, Told], claims: Iterable[Claim], piece: Mapping[str, str]) -> tuple[Account, ...]:
    counted = Counter(c.report for c in claims)
    nothing = Told(tellings=(), apart={}, links=())  # of a report that tells of whole wars only
    return tuple(pack(report, told.get(report, nothing), claims=n, pieces=piece)
                 for report, n in sorted(counted.items()))


def _joining(claims: Mapping[str, Claim]) -> dict[str, Claim]:
    return {c.id: c for c in claims.values() if c.scope in _JOINS}


def _links_across(group: Sequence[Telling], scores: Mapping[Pair, float], bonds: Collection[Pair],
                  table: Weights) -> list[Link]:
    """The strongest links that hold the group together: one less than it has tellings."""
    by_head = {t.head: t for t in group}
    ranked = sorted((p not in bonds, -scores.get(p, table.apart), p) for p in combinations(sorted(by_head), 2))
    reached = {head: head for head in by_head}
    found = []
    for _, _, (a, b) in ranked:
        if reached[a] == reached[b]:
            continue
        old, new = reached[b], reached[a]
        reached = {head: new if root == old else root for head, root in reached.items()}
        found.append(judged_link(a, b, same=True) if (a, b) in bonds else
                     scored_link(by_head[a], by_head[b], a, b, table))
    return found

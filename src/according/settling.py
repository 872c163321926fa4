"""What follows from a ledger's claims and judgements: settled whole, or only where something came.

In: a ledger. Out: its incidents, figures, origins and summaries, in the place of what was derived before. Both ways
leave the same, to the byte: which one is taken is a matter of time alone.

Example::

    settle(ledger)    # after one new report: its neighbourhood, well under a second at 100,000 claims

Source: docs/decisions/0015.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from according.books import open_books
from according.books.weights import read_weights
from according.errors import BadRequest
from according.held import origins_of, sides_of
from according.identity import incident_key
from according.judged import judged, standing
from according.ledger.base import Ledger
from according.link import (
    Between,
    Joined,
    between,
    entangled,
    join_all,
    join_fresh,
    recipe,
    unpack,
)
from according.reconcile import reconcile
from according.reconcile.pins import read_figure_pin
from according.records import (
    Changes,
    Claim,
    Figure,
    Incident,
    Judgement,
    Origin,
    Passed,
    Report,
    Supersession,
)
from according.summaries import keep_summaries
from according.versions import lineages, standing_claims, supersession
from according.words import JudgementKind

__all__ = ["Between", "Settlement", "hold_together", "settle"]

_MANY = 200  # reports that came: from here on, and from a fifth of the ledger, all is settled anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What a ledger holds after it was settled."""

    claims: int  # live ones, after judgements
    incidents: int
    figures: int
    touched: int  # incidents that were made anew


def settle(ledger: Ledger, *, rebuild: bool = False, progress: Callable[[int, int], None] | None = None) -> Settlement:
    """Join the ledger's claims into incidents and reconcile their figures, in the place of what was derived before.

    Args:
        ledger: where claims and judgements stand.
        rebuild: drop everything derived first, and index the chain anew.
        progress: told how many summaries of how many are made: many only after a first settle.
    """
    if rebuild:
        ledger.rebuild()
    upto = ledger.head().count  # before the claims are read: what comes in meanwhile is not settled
    judgements = tuple(ledger.judgements())
    fresh = _fresh(ledger, judgements)
    said = superseded(ledger, fresh)
    made = (_settle_all(ledger, judgements, upto, said) if fresh is None else
            _settle_near(ledger, judgements, upto, fresh | set(said.reports), said))
    keep_summaries(ledger, judgements, made={incident.name for incident in made}, progress=progress)
    claims, incidents, figures = ledger.counts()
    return Settlement(claims=claims, incidents=incidents, figures=figures, touched=len(made))


def hold_together(ledger: Ledger, one: str, other: str) -> Between:
    """Say what stands between two incidents, or between the accounts that two claims belong to.

    Args:
        ledger: settled.
        one: an incident or a claim.
        other: another of the same kind.

    Raises:
        BadRequest: an id that names nothing, the same thing twice, or a total, which joins nothing.
    """
    table = read_weights()
    claims = [{name} if name.startswith("c-") else set(ledger.incident(name).claims) for name in (one, other)]
    report_of = ledger.reports_of(claims[0] | claims[1])
    told = [t for a in ledger.accounts(set(report_of.values())) for t in unpack(a, table.lexis).tellings]
    left, right = ([t for t in told if not side.isdisjoint(t.claims)] for side in claims)
    for name, side in ((one, left), (other, right)):
        if not side:
            raise BadRequest(f"{name}: a total joins nothing; of what is newer, `according settle` comes first")
    if {t.head for t in left} & {t.head for t in right}:
        raise BadRequest(f"{one} and {other}: one report tells them as one; `according show` says why")
    return between(left, right, judgements=ledger.judgements(), weights=table)


# --- which way ------------------------------------------------------------------------------------------


def _fresh(ledger: Ledger, judgements: Sequence[Judgement]) -> frozenset[str] | None:
    """Return the reports whose claims, records or judgements changed; None: settle everything."""
    changes = ledger.changes()
    if changes is None or changes.recipe != recipe(read_weights()):
        return None
    claims = {c for j in judgements for c in (j.subject, j.other) if c is not None}
    report_of = ledger.reports_of(claims) if judgements else {}
    touched = _judged_reports(ledger, changes, judgements, report_of)
    if touched is None:
        return None
    fresh = entangled({*changes.reports, *touched}, judgements, report_of)
    known = ledger.counts()[0]  # claims stand for reports: a report has a few
    return None if len(fresh) > max(_MANY, known // 20) else fresh


def _judged_reports(ledger: Ledger, changes: Changes, judgements: Sequence[Judgement],
                    report_of: Mapping[str, str]) -> set[str] | None:
    """Return the reports that new judgements speak of; None where one speaks of nothing that has a report."""
    by_id = {j.id: j for j in judgements}
    found: set[str] = set()
    for name in changes.judgements:
        if name not in by_id:  # kept since the judgements were read, so after ``upto``: the next settle has it
            continue
        judgement = by_id[name]
        while judgement.kind is JudgementKind.UNDO and judgement.subject in by_id:
            judgement = by_id[judgement.subject]
        if (pin := read_figure_pin(judgement)) is not None:  # it is of the incident that holds its claims
            found.update(ledger.reports_of(set(pin.claims)).values())
        if judgement.subject in report_of:
            found.update(report_of[c] for c in (judgement.subject, judgement.other) if c is not None and c in report_of)
            continue
        try:
            found.update(ledger.incident(judgement.subject).reports)
        except BadRequest:
            return None  # of a source, or of what is there no more: it may bear on any incident
    return found


# --- both ways ------------------------------------------------------------------------------------------


def _settle_all(ledger: Ledger, judgements: Sequence[Judgement], upto: int, said: Supersession) -> tuple[Incident, ...]:
    """Settle everything; return the incidents that were made anew."""
    stand = standing(judgements)
    reports = {report.id: report for report in ledger.reports(every=True)}
    raw = ledger.claims_of(reports, raw=True)
    claims = {claim.id: claim for claim in judged(standing_claims(raw, said), stand)}
    joined = join_all(claims.values(), reports=reports, judgements=stand)
    incidents = ledger.name_incidents(_one_version(joined.incidents, claims, said.passed), heirs=said.heirs)
    figures, spoken = _reconciled(incidents, claims, reports, stand)
    ledger.replace_derived(incidents, figures, spoken, upto=upto, joining=joined.joining, superseded=said)
    return incidents


def _settle_near(ledger: Ledger, judgements: Sequence[Judgement], upto: int, fresh: frozenset[str],
                 said: Supersession) -> tuple[Incident, ...]:
    """Settle the neighbourhood of fresh reports; return the incidents that were made anew."""
    stand, looked_at = standing(judgements), frozenset(said.reports)
    claims: dict[str, Claim] = {}
    reports: dict[str, Report] = {}

    def fetch(names: Collection[str]) -> tuple[Iterable[Claim], Mapping[str, Report]]:
        anew = standing_claims(ledger.claims_of(looked_at & set(names), raw=True), said)
        told = sorted([*anew, *ledger.claims_of(set(names) - looked_at)], key=lambda claim: claim.report)
        found = {claim.id: claim for claim in judged(told, stand)}
        claims.update(found)
        reports.update({name: ledger.report(name) for name in names})
        return found.values(), reports

    told, _ = fetch(fresh)
    joined = join_fresh(fresh, claims=told, reports=reports, judgements=stand, past=ledger, fetch=fetch)
    passed = (*said.passed, *ledger.passed(set(reports) - looked_at))
    made, aside = _changed(ledger, replace(joined, incidents=_one_version(joined.incidents, claims, passed)), fresh)
    incidents = ledger.name_incidents(made, heirs=said.heirs)
    figures, spoken = _reconciled(incidents, claims, reports, stand)
    ledger.replace_derived(incidents, figures, spoken, upto=upto, scope=aside, joining=joined.joining, superseded=said)
    return incidents


def superseded(ledger: Ledger, fresh: Collection[str] | None = None) -> Supersession:
    """Return what later captures set aside, of some reports with those of their pages, or of all."""
    record = cache(ledger.report)
    notes = {n.id: n for n in (ledger.captures(changed=True) if fresh is None else ledger.captures(reports=fresh))}
    known: set[str] = set()
    while named := {v.report for page in lineages(notes.values(), record) for v in page.versions} - known:
        known |= named  # a report that changed at one address may stand, or have changed, at another
        notes.update((n.id, n) for n in ledger.captures(reports=named))
    return supersession(lineages(notes.values(), record, every=True), looked_at=fresh or (),
                        claims=cache(lambda name: tuple(ledger.claims_of([name], raw=True))))


def _one_version(incidents: Iterable[Incident], claims: Mapping[str, Claim],
                 passed: Iterable[Passed]) -> tuple[Incident, ...]:
    """Let one version of a page speak in an incident: what an earlier one said more is out where a later one speaks."""
    order = {one.report: (one.stands, one.since) for one in passed if one.kind == "changed"}

    def speaks(claim: str, within: Collection[str]) -> bool:
        page, since = order.get(claims[claim].report, (None, ""))
        return page is None or (page not in within and not any(
            order[other][0] == page and (since, claims[claim].report) < (order[other][1], other)
            for other in within if other in order))

    found = []
    for incident in incidents:
        kept = tuple(c for c in incident.claims if order.keys().isdisjoint(incident.reports)
                     or speaks(c, incident.reports))
        found.append(incident if kept == incident.claims else replace(
            incident, key=incident_key(kept), claims=kept, reports=tuple(sorted({claims[c].report for c in kept})),
            links=tuple(link for link in incident.links if link.a in kept and link.b in kept)))
    return tuple(found)


def _changed(ledger: Ledger, joined: Joined, fresh: frozenset[str]) -> tuple[list[Incident], set[str]]:
    """Return the incidents that are not as they were, and the names of those that they take the place of.

    An incident of the neighbourhood that holds the same claims and no fresh report is left alone.
    """
    homes = ledger.homes(joined.stirred)
    before: dict[str, set[str]] = {}
    for claim, name in homes.items():
        before.setdefault(name, set()).add(claim)
    made, kept = [], set()
    for incident in joined.incidents:
        old = homes.get(incident.claims[0])
        if old is not None and before[old] == set(incident.claims) and fresh.isdisjoint(incident.reports):
            kept.add(old)
        else:
            made.append(incident)
    return made, set(homes.values()) - kept


def _reconciled(incidents: Iterable[Incident], claims: Mapping[str, Claim], reports: Mapping[str, Report],
                judgements: Sequence[Judgement]) -> tuple[list[Figure], list[Origin]]:
    sides = sides_of(open_books())
    figures: list[Figure] = []
    spoken: list[Origin] = []
    for incident in incidents:
        found = origins_of(incident, claims, reports)
        spoken += found
        figures += reconcile(incident, found, claims=claims, reports=reports, judgements=judgements, sides=sides)
    return figures, spoken

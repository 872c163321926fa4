"""What outlets changed after it was read, as a ledger tells it: of some reports, of one, of one source.

In: a ledger. Out: ``Change`` records.

Example: ``report_changes(ledger, "r-1f3c")`` has the change that made it, if its page said otherwise before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from according.changes import changes
from according.earlier import lineages_of
from according.ledger.base import Ledger
from according.reconcile.pins import source_key
from according.records import Change, Claim, Lineage
from according.versions import lineages


def changes_of(ledger: Ledger, found: Iterable[Lineage]) -> tuple[Change, ...]:
    """Return what outlets changed, claim by claim."""
    return changes(found, text=lambda name: ledger.report(name).text,
                   claims=cache(lambda name: tuple(ledger.claims_of([name], raw=True))))


def report_changes(ledger: Ledger, report: str) -> tuple[Change, ...]:
    """Return what its outlet changed of a report, before or after the version that this one is."""
    return changes_of(ledger, lineages_of(ledger, [report]))


def source_changes(ledger: Ledger, source: str) -> tuple[Change, ...]:
    """Return what outlets changed of the counts that they gave on a source's word; of an outlet also its own.

    Args:
        ledger: any.
        source: its name as claims give it, in any case, or its id in the books; or an outlet.
    """
    found = []
    for change in changes_of(ledger, lineages(ledger.captures(changed=True), ledger.report)):
        own = source_key(ledger.report(change.before).outlet or "") == source_key(source)
        told = tuple(a for a in change.claims if own or any(
            _is_of(claim, source) for claim in (a.before, a.after) if claim is not None))
        if told:
            found.append(replace(change, claims=told))
    return tuple(found)


def _is_of(claim: Claim, source: str) -> bool:
    if claim.source is None:
        return False
    return source_key(source) in {source_key(name) for name in (claim.source.name, claim.source.id) if name}

"""The one implementation of ``Ledger``, for SQLite and PostgreSQL. It thinks nothing itself: each method is one call.

In: an address. Out: a ``SqlLedger``.

Example: ``open_sql("ledger.sqlite", read_only=False, patience=5.0, now=now).head() == Head(count=0, hash="000...")``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from types import TracebackType
from typing import Self

from according.errors import LedgerError
from according.jobs import Jobs
from according.ledger import (
    accounts,
    behind,
    captures,
    content,
    derived,
    dump,
    facts,
    judging,
    names,
    posting,
    proof,
    superseding,
)
from according.ledger.base import Behind, Entry, Head, Receipt, Shelved
from according.ledger.engines import Store, open_store
from according.ledger.jobs import SqlJobs
from according.ledger.migrations import MIGRATIONS, applied, upgrade
from according.ledger.summaries import SqlSummaries
from according.ledger.told import Summaries
from according.records import (
    Account,
    Act,
    CaptureNote,
    Changes,
    Claim,
    Figure,
    Incident,
    Joining,
    Judgement,
    Origin,
    Passed,
    Reading,
    Report,
    Supersession,
)


def open_sql(address: str, *, read_only: bool, patience: float, now: Callable[[], str]) -> SqlLedger:
    """Open a ledger, bring its tables to this version if it may be written, and return it. See ``open_ledger``."""
    store = open_store(address, read_only=read_only, patience=patience)
    try:
        with store.reading() as connection:
            number = applied(connection, store.place, shared=store.shared)
        if number < len(MIGRATIONS):
            if store.read_only:
                raise LedgerError(f"{store.place}: " + (
                    "there is no ledger yet; `according add` makes one" if number == 0 else
                    "it was written by an earlier version; `according ledger upgrade` brings it up"))
            with store.writing() as connection:
                upgrade(connection, store.place, shared=store.shared, now=now)
    except LedgerError:
        store.engine.dispose()
        raise
    return SqlLedger(store, now)


class SqlLedger:
    """A ledger in an SQL database; every method is documented in ``base.Ledger``."""

    def __init__(self, store: Store, now: Callable[[], str]) -> None:
        self._store = store
        self._now = now

    # --- facts ---------------------------------------------------------------------------------

    def post(self, readings: Iterable[Reading]) -> Receipt:
        """Keep readings, each whole or not at all."""
        return posting.post(self._store, readings, self._now)

    def wants(self, report: Report, reader: str) -> bool:
        """Say whether ``post`` would keep a reading of this report by this reader."""
        return posting.wanted(self._store, report, reader, acts=True)

    def judge(self, judgement: Judgement, *, seen: int | None = None) -> bool:
        """Append a judgement; False where it is there already."""
        return judging.judge(self._store, judgement, self._now, seen)

    def note_captures(self, notes: Iterable[CaptureNote]) -> int:
        """Append captures."""
        return captures.note(self._store, notes, self._now)

    def captures(self, *, reports: Iterable[str] | None = None, changed: bool = False) -> Iterator[CaptureNote]:
        """Yield captures by page, time and id."""
        return captures.captures(self._store, reports, changed)

    def passed(self, reports: Iterable[str] | None = None) -> tuple[Passed, ...]:
        """Return which reports stand no longer."""
        return superseding.passed(self._store, reports)

    def restated(self, heirs: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return the claims that some claims say anew."""
        return superseding.restated(self._store, heirs)

    def reports(self, *, every: bool = False) -> Iterator[Report]:
        """Yield reports, by id."""
        return facts.reports(self._store, every)

    def shelf(self) -> tuple[Shelved, ...]:
        """Return every report without its text."""
        return facts.shelf(self._store)

    def report(self, report: str) -> Report:
        """Return one report."""
        return facts.report(self._store, report)

    def reading(self, report: str) -> Reading:
        """Return the live reading of a report."""
        return facts.reading(self._store, report)

    def claims(self, *, incident: str | None = None, live: bool = True) -> Iterator[Claim]:
        """Yield claims by report and place in it."""
        name = None if incident is None else derived.incident(self._store, incident).name
        return facts.claims(self._store, name, live)

    def claims_of(self, reports: Iterable[str], *, raw: bool = False) -> Iterator[Claim]:
        """Yield the live claims of some reports."""
        return facts.claims_of(self._store, reports, raw)

    def reports_of(self, claims: Iterable[str]) -> dict[str, str]:
        """Return the report of each claim."""
        return facts.reports_of(self._store, claims)

    def claims_around(self, country: str, *, since: str, until: str) -> Iterator[Claim]:
        """Yield the live claims of a country and some days."""
        return facts.claims_around(self._store, country, since, until)

    def homes(self, claims: Iterable[str]) -> dict[str, str]:
        """Return the incident of each claim."""
        return derived.homes(self._store, claims)

    def claim(self, claim: str) -> Claim:
        """Return one claim."""
        return facts.claim(self._store, claim)

    def versions(self, claim: str) -> tuple[tuple[str, Claim], ...]:
        """Return every reading of a claim, oldest first."""
        return facts.versions(self._store, claim)

    def acts(self, *, reports: Iterable[str] | None = None) -> Iterator[Act]:
        """Yield live acts by report and place in it."""
        return facts.acts(self._store, reports)

    def act(self, act: str) -> Act:
        """Return one act."""
        return facts.act(self._store, act)

    def judgements(self) -> Iterator[Judgement]:
        """Yield every judgement, by time, then id."""
        return facts.judgements(self._store)

    def find(self, prefix: str, *, limit: int = 20) -> tuple[str, ...]:
        """Return the ids that start so."""
        return facts.find(self._store, prefix, limit)

    # --- derived -------------------------------------------------------------------------------

    def name_incidents(
        self, incidents: Iterable[Incident], *, heirs: Iterable[tuple[str, str, str]] = (),
    ) -> tuple[Incident, ...]:
        """Return the incidents with their lasting names."""
        return names.name(self._store, incidents, self._now, heirs)

    def replace_derived(
        self, incidents: Iterable[Incident], figures: Iterable[Figure], origins: Iterable[Origin], *,
        upto: int, scope: Iterable[str] | None = None, joining: Joining | None = None,
        superseded: Supersession | None = None,
    ) -> None:
        """Put derived records in the place of the old ones."""
        derived.replace(self._store, incidents, figures, origins, upto=upto, scope=scope, joining=joining,
                        superseded=superseded)

    def changes(self) -> Changes | None:
        """Return what came since the last settle."""
        return derived.changes(self._store)

    def counts(self) -> tuple[int, int, int]:
        """Return how many claims, incidents and figures there are."""
        return derived.counts(self._store)

    def accounts(self, reports: Iterable[str]) -> Iterator[Account]:
        """Yield what joining keeps of some reports."""
        return accounts.accounts(self._store, reports)

    def in_blocks(self, blocks: Iterable[str]) -> frozenset[str]:
        """Return the reports in some blocks."""
        return accounts.in_blocks(self._store, blocks)

    def in_pieces(self, pieces: Iterable[str]) -> frozenset[str]:
        """Return the reports with a telling in some pieces."""
        return accounts.in_pieces(self._store, pieces)

    def settled(self) -> bool:
        """Say whether the derived tables take in every fact."""
        return derived.settled(self._store)

    def incidents(self, *, since: str | None = None, until: str | None = None) -> Iterator[Incident]:
        """Yield incidents by day, then key."""
        return derived.incidents(self._store, since, until)

    def incident(self, name: str) -> Incident:
        """Return one incident, redirects followed."""
        return derived.incident(self._store, name)

    def figures(self, incident: str | None = None) -> Iterator[Figure]:
        """Yield the figures of one incident or of all."""
        return derived.figures(self._store, incident)

    def origins(self, incident: str) -> tuple[Origin, ...]:
        """Return the origins of one incident."""
        return derived.origins(self._store, incident)

    def behind(self, incidents: Sequence[str]) -> Behind:
        """Return incidents with what stands behind each."""
        return behind.behind(self._store, incidents)

    def seals(self) -> dict[str, str]:
        """Return the seal of every incident."""
        return derived.seals(self._store)

    def summaries(self) -> Summaries:
        """Return the table of summaries."""
        return SqlSummaries(self._store)

    def redirects(self) -> dict[str, str]:
        """Return every name that leads to another."""
        return names.redirects(self._store)

    def rebuild(self) -> None:
        """Drop everything derived and index the chain anew."""
        dump.rebuild(self._store)

    # --- proof ---------------------------------------------------------------------------------

    def head(self) -> Head:
        """Return the head of the chain."""
        with self._store.reading() as connection:
            return posting.chain_head(connection)

    def entries(self, *, after: int = 0) -> Iterator[Entry]:
        """Yield the chain."""
        return dump.entries(self._store.reading, after)

    def restore(self, entries: Iterable[Entry]) -> Head:
        """Write a dump into an empty ledger."""
        return dump.restore(self._store, entries)

    def verify(self, against: Head | None = None) -> tuple[str, ...]:
        """Return what is wrong; empty when whole."""
        return tuple(proof.problems(self._store, against))

    def digest(self) -> str:
        """Return the hash of the content."""
        return content.content_digest(self._store)

    # --- beside the facts ----------------------------------------------------------------------

    def jobs(self) -> Jobs:
        """Return the table of jobs."""
        return SqlJobs(self._store)

    # --- the end -------------------------------------------------------------------------------

    def close(self) -> None:
        """Let go of files and connections."""
        self._store.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

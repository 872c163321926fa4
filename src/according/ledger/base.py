"""The contract of a ledger: what may be asked of it, whatever keeps it.

In: records. Out: records. A ledger keeps reports, readings and judgements for good, under a hash chain; everything
else in it (indexes, incidents, figures, origins) is derived and may be dropped and rebuilt to the same bytes.

Example::

    with open_ledger("ledger.sqlite") as ledger:
        receipt = ledger.post(readings)
        seen = ledger.head()
        incidents = ledger.name_incidents(link(tuple(ledger.claims()), tuple(ledger.judgements())))
        ledger.replace_derived(incidents, figures, origins, upto=seen.count)

Every method may raise ``LedgerError`` (locked, read-only, full, damaged, gone) with one line that names the ledger
and the way out; a method that raised has changed nothing, save ``post``, which keeps the readings before the one that
failed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from according.errors import BadRequest
from according.jobs import Jobs
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

GENESIS = "0" * 64  # what the first entry names as the hash before it
_HEX = set("0123456789abcdef")


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a ``post`` did, in reports: ``new + known + replaced`` is the number of readings given."""

    new: int = 0
    known: int = 0  # in the ledger already, with the same reader: passed over
    replaced: int = 0  # read by another reader before: the old reading is retired and kept
    amended: int = 0  # of the known, those that came with a fuller record (a date, a title), which now stands
    claims: int = 0  # claims that the new, replacing and amended readings brought


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """How many entries the chain has and the hash of the last; kept elsewhere, it proves that none was cut off."""

    count: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A report as a list tells it."""

    id: str
    outlet: str | None
    published: str | None
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Incidents with what stands behind them, as one moment had it."""

    incidents: tuple[Incident, ...]
    figures: Mapping[str, tuple[Figure, ...]]  # by the incident's name, in the order in which they were given
    origins: Mapping[str, tuple[Origin, ...]]  # likewise
    claims: tuple[Claim, ...]  # as ``Ledger.claims`` yields them, in no order
    reports: tuple[Report, ...]  # by id


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One link of the chain. ``hash`` covers every other field; ``previous`` is the hash before it."""

    seq: int  # 1, 2, 3, ...
    kind: str  # report | reading | retirement | judgement | naming | capture
    key: str  # report id, judgement id or capture id; empty for a naming
    payload: str  # canonical JSON
    recorded: str  # when it was written: ISO date-time, UTC
    previous: str
    hash: str


def head_text(head: Head) -> str:
    """Return a head as people keep it: ``412:9f3c...``."""
    return f"{head.count}:{head.hash}"


def read_head(text: str) -> Head:
    """Return the head that ``head_text`` wrote.

    Raises:
        BadRequest: it is not of that form.
    """
    count, colon, value = text.strip().partition(":")
    if not colon or not count.isascii() or not count.isdigit() or len(value) != len(GENESIS) or not set(value) <= _HEX:
        raise BadRequest(f"{text!r} is no head of a chain: it reads COUNT:HASH, as `according verify` prints it")
    return Head(count=int(count), hash=value)


class Ledger(Protocol):
    """An append-only store of reports, readings and judgements, with what is derived from them beside it."""

    # --- facts go in ---------------------------------------------------------------------------

    def post(self, readings: Iterable[Reading]) -> Receipt:
        """Keep readings: each report with its claims, refusals and repeats goes in whole or not at all.

        Idempotent by report id. Same reader: passed over, unless the report's record says more than the one kept (then
        it is amended; which of two records stands does not depend on which came first). Another reader: the old reading
        is retired with a date and kept, the new one is live.

        What is drawn from ``readings`` within a fifth of a second is written in one transaction, since each waits for
        the disk; nothing is locked while a reading is drawn, and a kill costs at most the last such lot.

        Raises:
            BadRequest: a reading that cannot be kept: two claims with one id, a claim of another report.
            BadInput: a text in it holds half a character.
        """

    def wants(self, report: Report, reader: str) -> bool:
        """Say whether ``post`` would keep a reading of this report by this reader; else to read it is wasted work.

        It would where the live reading has no acts since it was kept before they were looked for.
        """

    def judge(self, judgement: Judgement, *, seen: int | None = None) -> bool:
        """Append a judgement; return False where one with its id is there already.

        Args:
            judgement: what was decided.
            seen: ``head().count`` when its maker looked at what it is about; None: do not ask. The question and the
                appending are one transaction: of two who decide at once, one is told.

        Raises:
            Overtaken: others decided on it since, its report was read again or changed by its outlet, or the incident
                whose figure is pinned gained claims; nothing was kept.
        """

    def note_captures(self, notes: Iterable[CaptureNote]) -> int:
        """Append captures in one transaction and return how many were new; those that are there are passed over.

        Raises:
            BadRequest: one names a report that the ledger does not have; none is appended.
        """

    # --- facts come out: live ones, in an order that does not depend on how they came in ------------

    def reports(self, *, every: bool = False) -> Iterator[Report]:
        """Yield reports, by id: those that stand; with ``every`` also those of which a later version stands."""

    def shelf(self) -> tuple[Shelved, ...]:
        """Return what tells each standing report from others, without its text: the latest published first, then by id.
        """

    def report(self, report: str) -> Report:
        """Return one report. Raises BadRequest where there is none of that id."""

    def reading(self, report: str) -> Reading:
        """Return the live reading of a report: claims, refusals and repeats. Raises BadRequest as ``report`` does."""

    def claims(self, *, incident: str | None = None, live: bool = True) -> Iterator[Claim]:
        """Yield claims by report and place in it; of one incident if named.

        What a later version of its page says anew is left out, and what an outlet says no longer is marked
        (``Claim.withdrawn``), as the last settle found it. With ``live`` False all come as they were read, retired
        ones too.
        """

    def claims_of(self, reports: Iterable[str], *, raw: bool = False) -> Iterator[Claim]:
        """Yield the live claims of some reports as ``claims`` does, or with ``raw`` all as they were read."""

    def reports_of(self, claims: Iterable[str]) -> dict[str, str]:
        """Return the report of each claim that the ledger knows, live or retired."""

    def claims_around(self, country: str, *, since: str, until: str) -> Iterator[Claim]:
        """Yield the live claims of a country whose first day lies within the days given, ends included."""

    def homes(self, claims: Iterable[str]) -> dict[str, str]:
        """Return the name of the incident of each claim that is in one."""

    def claim(self, claim: str) -> Claim:
        """Return one claim, the live one where several readings made it. Raises BadRequest where there is none."""

    def versions(self, claim: str) -> tuple[tuple[str, Claim], ...]:
        """Return every reading of a claim, retired ones too, each with when it was recorded, oldest first."""

    def acts(self, *, reports: Iterable[str] | None = None) -> Iterator[Act]:
        """Yield live acts by report and place in it; of some reports if named.

        A reading that was kept before acts were looked for has none until its report is added again.
        """

    def act(self, act: str) -> Act:
        """Return one act, the live one where several readings made it. Raises BadRequest where there is none."""

    def judgements(self) -> Iterator[Judgement]:
        """Yield every judgement, undone ones and ``undo`` too, by time, then id."""

    def captures(self, *, reports: Iterable[str] | None = None, changed: bool = False) -> Iterator[CaptureNote]:
        """Yield captures by page, time and id; of the pages of some reports if named, whatever stood there.

        With ``changed`` only those of pages that held more than one report or were gone. A text that stood at more than
        a hundred pages, as that of a wall of consent does, names none.

        A capture is of the page where it landed. Where a page was gone (404 or 410) it is also of the pages that were
        found before under the address that was asked.
        """

    def find(self, prefix: str, *, limit: int = 20) -> tuple[str, ...]:
        """Return the ids of reports, claims, acts, incidents (old names too) and judgements that start so, sorted."""

    # --- what is derived --------------------------------------------------------------------------

    def passed(self, reports: Iterable[str] | None = None) -> tuple[Passed, ...]:
        """Return which reports, of some or of all, stand at their address no longer, as the last settle found it."""

    def restated(self, heirs: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return the claims of earlier versions that some claims say anew, by these claims."""

    def name_incidents(
        self, incidents: Iterable[Incident], *, heirs: Iterable[tuple[str, str, str]] = (),
    ) -> tuple[Incident, ...]:
        """Return the incidents with the names that they keep or are now given; whatever name they came with is dropped.

        A claim that bore no name yet speaks for those of the claims that it says anew (``Supersession.heirs``).

        A name goes where most of its claims go; an incident that inherits several keeps the oldest and the others
        redirect to it (docs/decisions/0005). What moved is appended to the chain; naming the same incidents again
        moves nothing.
        """

    def replace_derived(
        self, incidents: Iterable[Incident], figures: Iterable[Figure], origins: Iterable[Origin], *,
        upto: int, scope: Iterable[str] | None = None, joining: Joining | None = None,
        superseded: Supersession | None = None,
    ) -> None:
        """Put incidents, figures and origins in the place of the old ones, in one transaction.

        Args:
            incidents: named by ``name_incidents``.
            figures: each of one of these incidents, by name.
            origins: each of one of these incidents, told by its first claim.
            upto: ``head().count`` as it was before the claims were read; ``settled`` measures from here.
            scope: names of the incidents to put aside; None: all. Incidents that share a claim with a given one
                always go.
            joining: what the next settle may build upon; without it, it begins from the start. With a scope it holds
                what changed, else everything.
            superseded: what later captures set aside, of the reports that it names; without a scope of all.

        Raises:
            BadRequest: a name the ledger never gave, or a figure or an origin of none of these incidents.
        """

    def changes(self) -> Changes | None:
        """Return what came since the last settle; None where there is none that the next one could build upon."""

    def counts(self) -> tuple[int, int, int]:
        """Return how many claims, incidents and figures the last settle left: zeros before the first."""

    def accounts(self, reports: Iterable[str]) -> Iterator[Account]:
        """Yield what joining keeps of some reports, by report; nothing for a report that it does not know."""

    def in_blocks(self, blocks: Iterable[str]) -> frozenset[str]:
        """Return the reports that stand in any of some blocks."""

    def in_pieces(self, pieces: Iterable[str]) -> frozenset[str]:
        """Return the reports that have a telling in any of some pieces."""

    def settled(self) -> bool:
        """Say whether the derived tables take in every report, reading and judgement."""

    def incidents(self, *, since: str | None = None, until: str | None = None) -> Iterator[Incident]:
        """Yield incidents by day, then key; only those that may have happened within the days given, ends included."""

    def incident(self, name: str) -> Incident:
        """Return one incident, redirects followed. Raises BadRequest if the name is unknown or has no claims left."""

    def figures(self, incident: str | None = None) -> Iterator[Figure]:
        """Yield the figures of one incident (redirects followed) or of all, in the order in which they were given."""

    def origins(self, incident: str) -> tuple[Origin, ...]:
        """Return the origins of one incident (redirects followed), in the order in which they were given."""

    def behind(self, incidents: Sequence[str]) -> Behind:
        """Return incidents of these names, in their order, with what stands behind each; redirects are not followed.

        Give some hundred at a time: what is held does not grow with the ledger.
        """

    def seals(self) -> dict[str, str]:
        """Return the seal of every incident by its name, in the order of ``incidents``.

        A seal changes when the incident, one of its figures or one of its origins does.
        """

    def summaries(self) -> Summaries:
        """Return the table of summaries; a settle fills it, see ``according.settling``."""

    def redirects(self) -> dict[str, str]:
        """Return every name that now leads to another incident, with the name that it leads to."""

    def rebuild(self) -> None:
        """Drop everything derived and index the chain anew; incidents and figures are empty until settled again."""

    # --- proof --------------------------------------------------------------------------------------

    def head(self) -> Head:
        """Return the head of the chain; an empty ledger has count 0."""

    def entries(self, *, after: int = 0) -> Iterator[Entry]:
        """Yield the chain from its start, or after an entry: a full dump."""

    def restore(self, entries: Iterable[Entry]) -> Head:
        """Write a dump into an empty ledger, entry by entry as it was. Raises LedgerBroken if its chain is broken."""

    def verify(self, against: Head | None = None) -> tuple[str, ...]:
        """Return what is wrong, one line each; empty when whole: the chain, every payload, the derived tables.

        Args:
            against: a head kept elsewhere. Without it a chain cannot show that its last entries were cut off or
                rewritten.
        """

    def digest(self) -> str:
        """Return a hash of the content: live reports and readings, judgements, incidents with figures and origins.

        It holds no time of recording and no incident name: the same reports in any order, interrupted or not, give
        the same.
        """

    # --- beside the facts -----------------------------------------------------------------------------

    def jobs(self) -> Jobs:
        """Return the table of what `according watch` has to do; it is no part of the chain."""

    # --- the end --------------------------------------------------------------------------------------

    def close(self) -> None:
        """Let go of files and connections."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None: ...

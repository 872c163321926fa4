"""What watching keeps in mind between two runs: addresses to be looked at, hosts and their rules.

In: nothing. Out: frozen records without behaviour, and the contract of the table that holds them. They are no facts:
a ledger without them is whole, and the next round of watching looks at everything anew.

Times are ISO date-times in UTC to the second, ``2025-03-07T08:00:00Z``: sorted as text they are sorted in time.

Example: ``Job(address="https://example.org/a", kind="page", host="example.org", since="2025-03-07T08:00:00Z")``
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

PAGE, FEED, FILE = "page", "feed", "file"  # kinds of a job: one report, a list of more jobs, a file of a folder

WAITING = "waiting"  # to be looked at when it is due
TAKEN = "taken"  # in hand; a run that was killed leaves it so, and the next takes it again
READ = "read"  # looked at; due again, where a later look is planned
GONE = "gone"  # read before, and then taken back by its outlet: 404, 410, or led to the front page
DEAD = "dead"  # given up; the reason says why
STATES = (WAITING, TAKEN, READ, GONE, DEAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a list says of one thing in it."""

    address: str
    kind: str = PAGE
    stamp: str | None = None  # the list's own mark of the version: its date of change, a file's size and time
    published: str | None = None  # as printed; not believed yet
    changed: str | None = None  # the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One address, or one file, to be looked at; with what was seen at the last look."""

    address: str
    kind: str
    host: str  # whose turn it takes; empty for a file
    since: str  # when it was first listed
    feed: str | None = None  # the list in which it was found; None: named by the user
    state: str = WAITING
    due: str | None = None  # not before; None: not again of itself
    tries: int = 0  # in a row, without a whole answer
    looks: int = 0  # whole answers
    at: str | None = None  # the last look
    landed: str | None = None  # where it was found in the end, redirects followed
    etag: str | None = None
    modified: str | None = None
    sha256: str | None = None  # of the last body
    stamp: str | None = None
    published: str | None = None
    reports: tuple[str, ...] = ()  # ids of what was read there last
    reason: str | None = None  # why it is dead, gone, or waits after a failure; or what was not believed


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """When a host may be asked again."""

    name: str
    free: str | None = None  # not before
    failures: int = 0  # of its robots.txt, in a row
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """What one place (``https://example.org``) answered when asked for its robots.txt."""

    place: str
    at: str
    text: str


class Jobs(Protocol):
    """The table of jobs beside a ledger; every method is one transaction."""

    def alone(self) -> AbstractContextManager[None]:
        """Hold the one right to watch into this ledger. Raises LedgerError where another process has it."""

    def recover(self) -> int:
        """Put what a killed run had in hand back to waiting; return how many."""

    def get(self, addresses: Iterable[str]) -> dict[str, Job]:
        """Return the jobs of some addresses."""

    def put(self, jobs: Sequence[Job], host: Host | None = None) -> None:
        """Keep jobs and the state of a host as they are given, in the place of what stood there."""

    def listed_in(self, feed: str, kind: str) -> tuple[Job, ...]:
        """Return the jobs of a kind that were found in a list."""

    def hosts_due(self, now: str) -> dict[str, str]:
        """Return the hosts that have a job due, each with the earliest of its due times."""

    def first(self, host: str, now: str) -> Job | None:
        """Return the job of a host that is due longest and not in hand."""

    def next_due(self, now: str) -> str | None:
        """Return the earliest time after now at which a job is due."""

    def waiting_at(self, host: str) -> Iterator[Job]:
        """Yield the jobs of a host that were never looked at and are not dead."""

    def in_state(self, state: str) -> Iterator[Job]:
        """Yield the jobs in a state, by address."""

    def counts(self) -> Mapping[str, int]:
        """Return how many jobs there are in each state."""

    def hosts(self) -> dict[str, Host]:
        """Return the hosts of which anything is known."""

    def robots(self, place: str) -> Robots | None:
        """Return what a place answered last."""

    def put_robots(self, robots: Robots, host: Host) -> None:
        """Keep what a place answered, and when its host may be asked again."""

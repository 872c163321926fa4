"""Who stands in line at which host: errands that were begun and wait for their turn, or for the rules of a place.

In: errands. Out: the same, when it is their turn.

Example: ``line.push(errand)`` and then ``line.pop(errand.host) == errand``
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Set

from according.jobs import Job
from according.watch.errand import Errand
from according.watch.robots import place_of


class Line:
    """The lines of one run."""

    def __init__(self) -> None:
        self._at: defaultdict[str, deque[Errand]] = defaultdict(deque)
        self.asked_for: set[str] = set()  # places whose rules are on their way

    def push(self, errand: Errand, *, first: bool = False) -> None:
        """Let an errand stand in line at its host, at the end or before all others."""
        (self._at[errand.host].appendleft if first else self._at[errand.host].append)(errand)

    def pop(self, host: str) -> Errand | None:
        """Return the errand whose turn it is at a host; None where nobody stands there."""
        return self._at[host].popleft() if self._at[host] else None

    def hosts(self, due: Mapping[str, str], asked: Set[str]) -> list[str]:
        """Return the hosts with something to do that are not being asked, those that wait longest first.

        Args:
            due: hosts with a job due, and since when.
            asked: hosts that are being asked now.
        """
        begun = {host for host, errands in self._at.items() if errands}
        held = {host for host in begun if self._needs_rules(self._at[host][0])}
        return sorted((begun | set(due)) - asked - held, key=lambda host: (host not in begun, due.get(host, ""), host))

    def leave(self) -> list[Job]:
        """Send everybody home; return the jobs that were redirected and did not get their turn."""
        jobs = [errand.job for errands in self._at.values() for errand in errands if errand.job and errand.hops]
        self._at.clear()
        self.asked_for.clear()
        return jobs

    def drop(self, host: str, place: str) -> list[Job]:
        """Take the jobs that wait for a place out of the line at its host."""
        errands = self._at[host]
        jobs = [errand.job for errand in errands if errand.job and place_of(errand.address) == place]
        self._at[host] = deque(errand for errand in errands if errand.job not in jobs)
        return jobs

    def _needs_rules(self, errand: Errand) -> bool:
        return errand.place is None and place_of(errand.address) in self.asked_for

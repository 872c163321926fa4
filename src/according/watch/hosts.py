"""Whose turn it is: when each host may be asked again, and by which rules.

In: what was asked and answered. Out: times and rules; what a restart must know is kept beside the jobs.

Example: ``hosts.asked("example.org", delay=10.0)`` and the host is free again in ten seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from according.errors import BadInput
from according.jobs import Host, Jobs, Robots
from according.watch.manners import Manners, clock_text, clock_time, later, now_text, pause
from according.watch.robots import Rules

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_RULES = 1_000  # places whose rules are held at once


class Hosts:
    """The hosts of one run."""

    def __init__(self, jobs: Jobs, manners: Manners, agent: str, now: Callable[[], datetime]) -> None:
        self._jobs, self._manners, self._agent, self._now = jobs, manners, agent, now
        self._known = jobs.hosts()
        self._free = {name: clock_time(host.free) for name, host in self._known.items() if host.free}
        self._rules: dict[str, tuple[datetime, Rules]] = {}

    def free(self, host: str) -> datetime:
        """Return when a host may be asked."""
        return self._free.get(host, _LONG_AGO)

    def asked(self, host: str, delay: float = 0.0) -> Host:
        """Note that a host has just answered, or failed to; return its state, to be kept."""
        return self.hold_back(host, max(self._manners.pause, delay))

    def hold_back(self, host: str, seconds: float) -> Host:
        """Leave a host alone for so long, if it is not left alone for longer; return its state, to be kept."""
        self._free[host] = max(self.free(host), later(self._now(), seconds))
        known = self._known.get(host, Host(name=host))
        self._known[host] = Host(name=host, free=clock_text(self._free[host]), failures=known.failures,
                                 reason=known.reason)
        return self._known[host]

    # --- robots.txt ------------------------------------------------------------------------------

    def rules(self, place: str) -> Rules | None:
        """Return the rules of a place; None where they must be asked for."""
        held = self._held(place)
        if held is None or later(held[0], self._manners.robots_for) < self._now():
            return None
        return held[1]

    def delay(self, place: str) -> float:
        """Return the seconds that a place wants between two requests, as far as is known, within what is waited."""
        held = self._held(place)
        return min(held[1].delay(), self._manners.longest_delay) if held is not None else 0.0

    def told(self, place: str, host: str, text: str) -> None:
        """Keep what a place answered when asked for its rules."""
        at = now_text(self._now())
        self._hold(place, clock_time(at), text)
        self._known[host] = Host(name=host, free=clock_text(self.free(host)))
        self._jobs.put_robots(Robots(place=place, at=at, text=text), self.asked(host, self.delay(place)))

    def silent(self, place: str, host: str, reason: str, wait: float | None) -> bool:
        """Note that a place has no rules to tell for now; say whether its host is to be given up.

        Rules that it told before stand for another day. Without any nothing is fetched, and the host is left alone for
        longer each time.
        """
        if (kept := self._jobs.robots(place)) is not None:
            self.told(place, host, kept.text)
            return False
        failures = self._known.get(host, Host(name=host)).failures + 1
        self._known[host] = Host(name=host, failures=failures, reason=reason)
        given_up = failures >= self._manners.tries
        seconds = self._manners.longest_pause if given_up else pause(failures, self._manners)
        self._jobs.put([], self.hold_back(host, max(seconds, wait or 0.0)))
        return given_up

    def _held(self, place: str) -> tuple[datetime, Rules] | None:
        held = self._rules.get(place)
        if held is None and (kept := self._jobs.robots(place)) is not None:
            held = self._hold(place, clock_time(kept.at), kept.text)
        return held

    def _hold(self, place: str, at: datetime, text: str) -> tuple[datetime, Rules]:
        if len(self._rules) >= _MOST_RULES:
            self._rules.clear()
        self._rules[place] = (at, Rules(text, self._agent))
        return self._rules[place]


def host_of(address: str) -> str:
    """Return the host whose turn an address takes.

    Raises:
        BadInput: it is no address of the web.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme.lower() not in ("http", "https"):
        raise BadInput(f"{address[:200]}: no address of the web")
    return host.lower()

"""Watching: feeds, sitemaps and folders are looked at again and again, and what is new in them is read.

In: names of feeds, a ledger, settings. Out: reports, captures and figures in the ledger; jobs beside it, so that a run
that was stopped or killed is gone on with.

Example::

    with ledger.jobs().alone():
        watch = open_watch(ledger, settings, tools=open_tools(settings), keep=keep)
        one_round(watch, ledger, ["https://example.org/feed"])

Source: docs/watching.md; docs/decisions/0029 and 0030.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Event

from according.errors import BadRequest
from according.fetch.ask import Answer, ask
from according.fetch.gate import Resolve
from according.jobs import DEAD, Job
from according.ledger.base import Ledger
from according.pipeline import Tools, settle
from according.settings import Settings
from according.watch.arrive import Desk
from according.watch.errand import Clock, Request
from according.watch.hosts import Hosts
from according.watch.looks import KeepCapture, Looks, Wants
from according.watch.manners import Manners
from according.watch.outcome import revived
from according.watch.robots import agent_name
from according.watch.rounds import Watch
from according.watch.tally import Tally

__all__ = ["Clock", "Manners", "Round", "Tally", "Wants", "Watch", "manners_of", "one_round", "open_watch", "revive",
           "rounds"]

ALL = "all"  # dead letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round, or what was due between two."""

    tally: Tally
    unread: tuple[str, ...] = ()  # folders, or parts of them, that could not be opened


def manners_of(settings: Settings) -> Manners:
    """Return the manners that the settings ask for."""
    return Manners(pause=settings.watch_pause)


def open_watch(ledger: Ledger, settings: Settings, *, tools: Tools, keep: KeepCapture, wants: Wants | None = None,
               manners: Manners | None = None, clock: Clock | None = None, resolve: Resolve | None = None,
               tell: Callable[[Tally], object] = lambda tally: None) -> Watch:
    """Return a run of watching; what an earlier run had in hand is put back.

    Args:
        ledger: where to; the right to watch into it is held (``Jobs.alone``).
        settings: bounds, the hosts that are allowed though private, the name we give ourselves.
        tools: what reads.
        keep: keeps a capture with the reports that it brought.
        wants: what of the lists is wanted.
        manners: how often and how slowly.
        clock: time; the machine's where none is given.
        resolve: host and port to addresses; the system's resolver where none is given.
        tell: called after each answer.
    """
    manners = manners or manners_of(settings)
    stopped = Event()
    clock = clock or Clock(now=lambda: datetime.now(UTC), sleep=stopped.wait)
    jobs = ledger.jobs()
    jobs.recover()
    looks = Looks(Desk(ledger=ledger, tools=tools, settings=settings), jobs, keep, wants=wants or Wants(),
                  manners=manners, now=clock.now)
    hosts = Hosts(jobs, manners, agent_name(settings.user_agent), clock.now)
    return Watch(looks, hosts, jobs, request=_request(settings, resolve), manners=manners, clock=clock,
                 stopped=stopped, tell=tell)


def one_round(watch: Watch, ledger: Ledger, feeds: Sequence[str]) -> Round:
    """Look once at every feed and do what is due; settle where something came.

    Raises:
        BadRequest: a feed is neither an address nor there.
    """
    unread = watch.begin(feeds)
    watch.work()
    return _settled(watch, ledger, unread)


def rounds(watch: Watch, ledger: Ledger, feeds: Sequence[str], *, every: float) -> Iterator[Round]:
    """Yield rounds until the watch is stopped, one every so many seconds.

    What falls due between two is done then, and settled and told with the next.
    """
    while not watch.stopped.is_set():
        end = watch.clock.now() + timedelta(seconds=every)
        yield one_round(watch, ledger, feeds)
        while not watch.stopped.is_set() and (left := (end - watch.clock.now()).total_seconds()) > 0:
            soon = watch.until_next()
            watch.clock.sleep(left if soon is None else min(soon, left))
            if soon is not None and soon < left and not watch.stopped.is_set():
                watch.work()
    if watch.has_worked():
        yield _settled(watch, ledger, ())


def revive(ledger: Ledger, names: Sequence[str]) -> int:
    """Make dead letters due again and return how many.

    Args:
        ledger: whose jobs.
        names: addresses, hosts, or ``all``.

    Raises:
        BadRequest: there is none of that name.
    """
    jobs, now = ledger.jobs(), datetime.now(UTC)
    dead = list(jobs.in_state(DEAD))
    chosen: dict[str, Job] = {}
    for name in names:
        found = [job for job in dead if name in (ALL, job.address, job.host)]
        if not found and name != ALL:
            raise BadRequest(f"{name}: no dead letter of this address or host; `according watch --dead` lists them")
        chosen.update((job.address, revived(job, now=now)) for job in found)
    jobs.put(list(chosen.values()))
    return len(chosen)


def _settled(watch: Watch, ledger: Ledger, unread: Sequence[str]) -> Round:
    if not ledger.settled():  # also where nothing came: an earlier run may have been killed before it settled
        settle(ledger)
    return Round(tally=watch.counted(), unread=tuple(unread))


def _request(settings: Settings, resolve: Resolve | None) -> Request:
    def request(address: str, etag: str | None, modified: str | None, most: int | None) -> Answer:
        return ask(address, settings=settings, etag=etag, modified=modified, most=most, resolve=resolve)
    return request

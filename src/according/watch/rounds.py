"""The rounds: one request a host at a time, several hosts at once, one writer.

In: the names of feeds and folders, what a look takes, a clock. Out: a ledger with what they brought, settled.

Requests are made by a few threads; whatever is kept is kept by the one that called. A job is marked as taken before its
request goes out and is put back by the next run where this one is killed. ``stopped`` lets what is in hand come home.

Example::

    watch.begin(["https://example.org/feed"])
    watch.work()
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from threading import Event

from according.errors import BadInput, Forbidden, Unreached
from according.fetch.ask import Answer
from according.jobs import DEAD, TAKEN, WAITING, Host, Job, Jobs
from according.watch import outcome
from according.watch.errand import Clock, Errand, Request, bare
from according.watch.hosts import Hosts, host_of
from according.watch.line import Line
from according.watch.listings import begin
from according.watch.looks import Looks, of_disk
from according.watch.manners import Manners, clock_time, now_text, pause, retry_after
from according.watch.robots import MOST, place_of, robots_address, text_of
from according.watch.tally import Tally


class Watch:
    """One run of watching."""

    def __init__(self, looks: Looks, hosts: Hosts, jobs: Jobs, *, request: Request, manners: Manners, clock: Clock,
                 stopped: Event, tell: Callable[[Tally], object]) -> None:
        self._looks, self._hosts, self._jobs = looks, hosts, jobs
        self.manners, self.clock, self.stopped = manners, clock, stopped
        self._request, self._tell = request, tell
        self._line = Line()
        self._flying: dict[Future[Answer], Errand] = {}

    def work(self) -> None:
        """Do what is due, until nothing is or every host that has something due asks for more than our patience."""
        with ThreadPoolExecutor(self.manners.at_once, thread_name_prefix="watch") as pool:
            while not self.stopped.is_set():
                seconds = self._send(pool)
                if self._flying:
                    self._come_home(seconds)
                elif seconds is None or seconds > self.manners.patience:
                    break
                elif seconds:
                    self.clock.sleep(min(seconds, self.until_next() or seconds))
            while self._flying:
                self._come_home(None)
        self._put_back()

    def _put_back(self) -> None:
        """Let what waits at a redirect for a host's turn begin anew: not its fault, so the try does not count."""
        self._jobs.put([replace(job, state=WAITING, tries=job.tries - 1) for job in self._line.leave()])

    def begin(self, feeds: Sequence[str]) -> Sequence[str]:
        """Make the feeds due; return what of the folders cannot be read."""
        found = begin(feeds, self._jobs, now=self.clock.now(), manners=self.manners)
        return [f"{failure.origin}: {failure.reason}" for failure in found]

    def counted(self) -> Tally:
        """Return what was done since this was asked last."""
        done, self._looks.tally = self._looks.tally, Tally()
        return done

    def has_worked(self) -> bool:
        """Say whether anything was done that was not told yet."""
        return self._looks.tally != Tally()

    def until_next(self) -> float | None:
        """Return the seconds until a host is free that has something due, or a job falls due; None: neither."""
        due = self._jobs.next_due(now_text(self.clock.now()))
        waits = [] if due is None else [(clock_time(due) - self.clock.now()).total_seconds()]
        if (seconds := self._until_free()) is not None:
            waits.append(seconds)
        return max(min(waits), 0.0) if waits else None

    # --- out --------------------------------------------------------------------------------------

    def _send(self, pool: ThreadPoolExecutor) -> float | None:
        """Send out what may go now; return the seconds until more may, None where nothing else is due."""
        waits: list[float] = []
        for host in self._in_line():
            if len(self._flying) >= self.manners.at_once:
                return None
            wait_for = (self._hosts.free(host) - self.clock.now()).total_seconds()
            if wait_for > 0:
                waits.append(wait_for)
            elif (errand := self._next(host)) is not None:
                self._fly(pool, errand)
            elif host == "":
                waits.append(0.0)  # a file was read, and there may be more
        return min(waits) if waits else None

    def _fly(self, pool: ThreadPoolExecutor, errand: Errand) -> None:
        job = errand.job
        known = job is not None and errand.address == (job.landed or job.address)
        etag, modified = (job.etag, job.modified) if job is not None and known else (None, None)
        most = MOST if job is None else self._looks.most(job)
        self._looks.tally.requests += 1
        self._flying[pool.submit(self._request, errand.address, etag, modified, most)] = errand

    def _in_line(self) -> list[str]:
        """Return the hosts with something to do that are not being asked, those that wait longest first."""
        due = self._jobs.hosts_due(now_text(self.clock.now()))
        return self._line.hosts(due, {errand.host for errand in self._flying.values()})

    def _next(self, host: str) -> Errand | None:
        """Return what a host is to be asked next: the rules of a place, or a job that they allow."""
        while not self.stopped.is_set():
            errand = self._line.pop(host) or self._fresh(host)
            if errand is None or errand.job is None:
                return errand
            if of_disk(errand.job):
                self._on_disk(errand.job)
                return None  # one at a time: answers may have come meanwhile
            place = place_of(errand.address)
            rules = self._hosts.rules(place)
            if rules is None:
                self._line.push(errand, first=True)
                self._line.asked_for.add(place)
                return Errand(address=robots_address(place), host=host, place=place)
            refused = self._refused(errand, rules.allows(errand.address), rules.delay())
            if refused is None:
                return self._taken(errand)
            self._keep((self._looks.given_up(errand.job, refused),))
        return None

    def _fresh(self, host: str) -> Errand | None:
        job = self._jobs.first(host, now_text(self.clock.now()))
        return None if job is None else Errand(address=job.address, host=host, job=job)

    def _refused(self, errand: Errand, allowed: bool, delay: float) -> str | None:
        if not allowed:
            return f"robots.txt of {place_of(errand.address)} does not allow it"
        if delay > self.manners.longest_delay:
            return (f"robots.txt of {place_of(errand.address)} asks for {delay:,.0f} s between two requests, over the "
                    f"{self.manners.longest_delay:,.0f} s that are waited")
        return None if errand.job is None or errand.hops else self._fatal(errand.job)

    def _fatal(self, job: Job) -> str | None:
        if job.state == DEAD or job.tries < self.manners.tries:
            return None
        return f"{job.tries} times begun and never finished: reading it may be what ends the run"

    def _taken(self, errand: Errand) -> Errand:
        assert errand.job is not None
        if errand.hops:
            return errand
        job = outcome.taken(errand.job)
        self._jobs.put([job])
        return replace(errand, job=job)

    def _on_disk(self, job: Job) -> None:
        if (fatal := self._fatal(job)) is not None:
            self._keep((self._looks.given_up(job, fatal),))
            return
        job = outcome.taken(job)
        self._jobs.put([job])
        self._keep(self._looks.on_disk(job))
        self._tell(self._looks.tally)

    def _until_free(self) -> float | None:
        """Return the seconds until a host may be asked that has something due; None where none has."""
        now = self.clock.now()
        waits = [(self._hosts.free(host) - now).total_seconds() for host in self._in_line()]
        return max(min(waits), 0.0) if waits else None

    # --- home -------------------------------------------------------------------------------------

    def _come_home(self, seconds: float | None) -> None:
        """Wait for an answer, or for so many seconds, and deal with what has come."""
        some = None if seconds is None or len(self._flying) >= self.manners.at_once else seconds
        for future in wait(self._flying, timeout=some, return_when=FIRST_COMPLETED).done:
            errand = self._flying.pop(future)
            host = self._hosts.asked(errand.host, self._hosts.delay(errand.place or place_of(errand.address)))
            if errand.place is not None:
                self._rules_came(errand, errand.place, future)
            else:
                self._answer_came(errand, future, host)
            self._tell(self._looks.tally)

    def _answer_came(self, errand: Errand, future: Future[Answer], host: Host) -> None:
        job = errand.job
        assert job is not None
        try:
            answer = future.result()
            if (onward := self._onward(errand, answer)) is not None:
                self._line.push(onward)
                return
        except Unreached as error:
            self._keep((self._looks.failed(job, bare(error, errand.address)),), host)
            return
        except BadInput as error:
            self._keep((self._looks.given_up(job, bare(error, errand.address)),), host)
            return
        if answer.status in outcome.HELD_BACK:
            seconds = retry_after(answer.header("retry-after"), self.clock.now(), self.manners)
            host = self._hosts.hold_back(errand.host, seconds or pause(job.tries, self.manners))
        self._keep(self._looks.answered(job, answer), host)

    def _onward(self, errand: Errand, answer: Answer) -> Errand | None:
        """Return the errand that a redirect makes, to stand in line at its own host."""
        where = answer.leads_to()
        if where is None:
            return None
        if errand.hops >= self.manners.redirects:
            raise BadInput(f"redirects more than {self.manners.redirects} times")
        return replace(errand, address=where, host=host_of(where), hops=errand.hops + 1)

    def _rules_came(self, errand: Errand, place: str, future: Future[Answer]) -> None:
        host = host_of(place)
        wait_for: float | None = None
        try:
            answer = future.result()
            if (onward := self._onward(errand, answer)) is not None:
                self._line.push(onward, first=True)
                return
            wait_for = retry_after(answer.header("retry-after"), self.clock.now(), self.manners)
            self._hosts.told(place, host, text_of(answer))
        except BadInput as error:
            if isinstance(error, Forbidden) and not errand.hops:  # the place itself is none of the public internet
                self._bury(host, place, bare(error, errand.address))
                self._line.asked_for.discard(place)
                return
            reason = f"robots.txt of {place} cannot be had ({bare(error, errand.address)}), and without it nothing is"
            if self._hosts.silent(place, host, reason, wait_for):
                self._bury(host, place, f"{reason} fetched")
        self._line.asked_for.discard(place)

    def _bury(self, host: str, place: str, reason: str) -> None:
        """Give up what waits for a place that lets nothing be had."""
        begun = self._line.drop(host, place)
        known = {job.address for job in begun}
        alike = [job for job in self._jobs.waiting_at(host) if job.address not in known and job.state != TAKEN]
        alike = [job for job in alike if place_of(job.address) == place]
        self._keep(tuple(self._looks.given_up(job, reason) for job in (*begun, *alike)))

    def _keep(self, jobs: tuple[Job, ...], host: Host | None = None) -> None:
        self._jobs.put(jobs, host)

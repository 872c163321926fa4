"""One look: what a server answered, or a file holds, becomes the next state of its job.

In: a job in hand and an answer. Out: the job as it is to be kept, after what it brought stands in archive and ledger:
first the reports, then the capture that names them, then the job. A kill between two of these costs a second look and
nothing else.

Example: ``looks.answered(job, answer)``
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from according.collect import collect
from according.collect.listing import TIMES, read_listing
from according.errors import BadInput, ReaderFailed
from according.fetch.ask import Answer
from according.jobs import DEAD, FEED, FILE, PAGE, READ, WAITING, Job, Jobs
from according.records import Capture, Hints, Page
from according.watch import outcome
from according.watch.arrive import Arrived, Desk, arrive, pages_in
from according.watch.listings import Found, from_listing, is_address, left
from according.watch.manners import Manners, now_text, retry_after
from according.watch.tally import Tally

KeepCapture = Callable[[Capture, Sequence[str]], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wants:
    """What of the lists is wanted."""

    since: str | None = None  # YYYY-MM-DD: nothing that a list dates before that day
    gdelt: bool = False


class Looks:
    """The looks of one run."""

    def __init__(self, desk: Desk, jobs: Jobs, keep: KeepCapture, *, wants: Wants, manners: Manners,
                 now: Callable[[], datetime]) -> None:
        self._desk, self._jobs, self._keep = desk, jobs, keep
        self._wants, self._manners, self._now = wants, manners, now
        self.tally = Tally()

    def most(self, job: Job) -> int | None:
        """Return how many bytes an answer may have; None: as many as one document."""
        return TIMES * self._desk.settings.max_bytes if job.kind == FEED else None

    # --- every kind ------------------------------------------------------------------------------

    def answered(self, job: Job, answer: Answer) -> tuple[Job, ...]:
        """Return what is to be kept after an answer that is no redirect: the job, and what it brought to do."""
        if answer.status == 304 and job.sha256 is not None:
            return (self._unchanged(job),)
        if answer.status in outcome.TAKEN_BACK and job.kind == PAGE and job.reports:
            return (self._gone(job, answer, f"answers with {answer.status}"),)
        if answer.status in outcome.AGAIN:
            wait = retry_after(answer.header("retry-after"), self._now(), self._manners)
            return (self.failed(job, f"answers with {answer.status}", wait),)
        if answer.status != 200:
            return (self.given_up(job, f"answers with {answer.status}"),)
        sha256 = hashlib.sha256(answer.body).hexdigest()
        if sha256 == job.sha256:
            return (self._unchanged(job),)
        return self._list(job, answer, sha256) if job.kind == FEED else (self._page(job, answer, sha256),)

    def failed(self, job: Job, reason: str, wait: float | None = None) -> Job:
        """Return a job that had no whole answer."""
        return self._counted(outcome.failed(job, reason, wait, now=self._now(), manners=self._manners))

    def given_up(self, job: Job, reason: str) -> Job:
        """Return a job that is not tried again of itself."""
        return self._counted(outcome.given_up(job, reason, now=self._now(), manners=self._manners))

    def _counted(self, job: Job) -> Job:
        self.tally.later += job.state == WAITING
        self.tally.dead += job.state == DEAD
        return job

    def _unchanged(self, job: Job) -> Job:
        self.tally.looks += 1
        self.tally.unchanged += 1
        return outcome.unchanged(job, now=self._now(), manners=self._manners)

    # --- pages -----------------------------------------------------------------------------------

    def _page(self, job: Job, answer: Answer, sha256: str) -> Job:
        if _is_front(answer.address) and not _is_front(job.address):
            # a site that takes a page back often leads to its front page, which would else be its next version
            reason = "leads to the front page of its site"
            return self._gone(job, answer, reason) if job.reports else self.given_up(job, reason)
        page = Page(kind="raw", content=answer.body, origin=job.address, encoding=answer.encoding,
                    captured=now_text(self._now()), hints=Hints(url=answer.address))
        try:
            came = arrive(pages_in(page, self._desk.settings), listed=job.published, desk=self._desk,
                          today=now_text(self._now())[:10])
        except ReaderFailed as error:
            return self.failed(job, str(error))
        self._capture(job, answer, came.reports)
        if not came.reports:
            return self.given_up(job, came.reason or "holds nothing that can be read")
        self._came(job, came)
        return outcome.read(job, answer, sha256=sha256, reports=came.reports, note=came.note or came.reason,
                            now=self._now(), manners=self._manners)

    def _came(self, job: Job, came: Arrived) -> None:
        self.tally.looks += 1
        self.tally.new += came.new
        self.tally.claims += came.claims
        self.tally.disbelieved += came.note is not None
        if job.reports and set(job.reports) != set(came.reports):
            self.tally.changed += 1

    def _gone(self, job: Job, answer: Answer, reason: str) -> Job:
        self.tally.looks += 1
        if job.sha256 is not None:  # else it was gone at the last look as well
            self._capture(job, answer, ())
            self.tally.gone += 1
        return outcome.gone(job, reason, now=self._now(), manners=self._manners)

    def _capture(self, job: Job, answer: Answer, reports: Sequence[str]) -> None:
        self._keep(Capture(address=job.address, landed=answer.address, at=self._now().astimezone(UTC),
                           status=answer.status, headers=answer.headers, body=answer.body), reports)

    # --- lists -----------------------------------------------------------------------------------

    def _list(self, job: Job, answer: Answer, sha256: str) -> tuple[Job, ...]:
        found = self._named(job, answer.body, answer.address, answer.encoding)
        if isinstance(found, Job):
            return (found,)
        done = outcome.read(job, answer, sha256=sha256, reports=(), note=None, now=self._now(), manners=self._manners)
        return (*found.jobs, _to_be_seen_again(done) if found.more else done)

    def _named(self, job: Job, body: bytes, origin: str, encoding: str | None) -> Found | Job:
        """Return what a list brings; the list's own job where it cannot be read."""
        now = self._now()
        try:
            listing = read_listing(body, origin=origin, settings=self._desk.settings, encoding=encoding,
                                   gdelt=self._wants.gdelt)
            pages = [replace(page, captured=now_text(now)) for page in listing.pages]
            came = arrive(pages, listed=None, desk=self._desk, today=now_text(now)[:10])
        except (BadInput, ReaderFailed) as error:  # a feed that breaks today may be whole tomorrow
            return self.failed(job, str(error).removeprefix(f"{origin}: "))
        found = from_listing(listing, job, self._jobs.get(one.address for one in listing.entries),
                             depth=self._depth(job), since=self._wants.since, now=now, manners=self._manners)
        self._came(job, came)
        self.tally.listed += found.new
        self.tally.passed_over += found.old + found.deep + found.more
        self.tally.empty += listing.empty
        return replace(found, jobs=(*found.jobs, *left(listing, self._jobs.listed_in(job.address, FEED))))

    def _depth(self, job: Job) -> int:
        depth = 1
        while job.feed is not None and depth < self._manners.deepest:
            above = self._jobs.get([job.feed]).get(job.feed)
            if above is None:
                break
            job, depth = above, depth + 1
        return depth

    # --- files -----------------------------------------------------------------------------------

    def on_disk(self, job: Job) -> tuple[Job, ...]:
        """Return what is to be kept after a look at a file of a folder, or at a list that is a file."""
        if job.kind == FILE:
            return (self._file(job),)
        try:
            with Path(job.address).open("rb") as stream:
                body = stream.read(TIMES * self._desk.settings.max_bytes + 1)
        except OSError as error:
            return (self.failed(job, (error.strerror or str(error)).lower()),)
        sha256 = hashlib.sha256(body).hexdigest()
        if sha256 == job.sha256:
            return (self._unchanged(job),)
        found = self._named(job, body, job.address, None)
        if isinstance(found, Job):
            return (found,)
        done = self._read(job, sha256, None)
        return (*found.jobs, _to_be_seen_again(done) if found.more else done)

    def _file(self, job: Job) -> Job:
        try:
            came = arrive(collect([job.address], settings=self._desk.settings), listed=None, desk=self._desk,
                          today=now_text(self._now())[:10])
        except ReaderFailed as error:
            return self.failed(job, str(error))
        if not came.reports:
            return self.given_up(job, came.reason or "holds nothing that can be read")
        self._came(job, came)
        return replace(self._read(job, job.sha256, came.reason), reports=came.reports)

    def _read(self, job: Job, sha256: str | None, note: str | None) -> Job:
        return replace(job, state=READ, tries=0, looks=job.looks + 1, at=now_text(self._now()), sha256=sha256,
                       reason=note, due=None)


def of_disk(job: Job) -> bool:
    """Say whether a job is looked at on this machine, without a fetch."""
    return job.kind == FILE or not is_address(job.address)


def _to_be_seen_again(job: Job) -> Job:
    """Return a list that named more than one round takes, as if its version had not been seen: the rest is to come."""
    return replace(job, sha256=None, etag=None, modified=None)


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query

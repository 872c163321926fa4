"""What becomes of a job after a look: pure, one function an outcome.

In: a job in hand, what came of it, the time. Out: the job as it is to be kept.

Example: ``failed(job, "answers with 503", None, now=now, manners=Manners()).due``
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from according.fetch.ask import Answer
from according.jobs import DEAD, FEED, GONE, PAGE, READ, TAKEN, WAITING, Job, Listed
from according.watch.manners import DAY, Manners, clock_text, clock_time, later, next_look, now_text, pause

AGAIN = (408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524)  # from 520 on: a proxy that cannot reach its host
HELD_BACK = (429, 503)  # these speak for the whole host
TAKEN_BACK = (404, 410)
_LONGEST_MARK = 1_000  # characters of an ETag


def new_job(listed: Listed, *, feed: str | None, host: str, now: datetime) -> Job:
    """Return the job that a list's word makes."""
    at = now_text(now)
    return Job(address=listed.address, kind=listed.kind, host=host, since=at, feed=feed, due=at, stamp=listed.stamp,
               published=listed.published)


def relisted(job: Job, listed: Listed, *, now: datetime, manners: Manners) -> Job | None:
    """Return what becomes of a known job when a list names it; None where that is nothing new.

    A changed word of the list on it brings it forward, also where it was given up.
    """
    if listed.stamp is None or listed.stamp == job.stamp or job.state == TAKEN:
        return None
    soonest = later(clock_time(job.at), manners.soonest) if job.at else now
    due = clock_text(soonest) if soonest > now else now_text(now)
    if job.state == WAITING:  # it waits after a failure: its turn comes, the tries go on
        return replace(job, stamp=listed.stamp, published=listed.published or job.published)
    return replace(job, stamp=listed.stamp, published=listed.published or job.published, state=WAITING, tries=0,
                   due=min(due, job.due) if job.due and job.state != DEAD else due)


def taken(job: Job) -> Job:
    """Return the job in hand: a try is counted before it is made, so that one that kills us is not made for ever."""
    return replace(job, state=TAKEN, tries=job.tries + 1)


def read(job: Job, answer: Answer, *, sha256: str, reports: tuple[str, ...], note: str | None, now: datetime,
         manners: Manners) -> Job:
    """Return a job after a whole answer. What is asked for next time is remembered only now that this was kept."""
    looks = job.looks + 1
    return replace(
        job, state=READ, tries=0, looks=looks, at=now_text(now), landed=answer.address, sha256=sha256,
        etag=_mark(answer.header("etag")), modified=_mark(answer.header("last-modified")),
        reports=reports or job.reports, reason=note, due=_due(job, looks, now, manners))


def unchanged(job: Job, *, now: datetime, manners: Manners) -> Job:
    """Return a job whose server said 304, or sent the same bytes again."""
    looks = job.looks + 1
    return replace(job, state=READ, tries=0, looks=looks, at=now_text(now), due=_due(job, looks, now, manners))


def failed(job: Job, reason: str, wait: float | None, *, now: datetime, manners: Manners) -> Job:
    """Return a job that had no whole answer; given up where it was tried often enough."""
    if job.tries >= manners.tries:
        tried = f" ({job.tries} times tried)" if job.tries > 1 else ""
        return given_up(job, f"{reason}{tried}", now=now, manners=manners)
    seconds = max(pause(job.tries, manners), wait or 0.0)
    return replace(job, state=WAITING, reason=reason, due=clock_text(later(now, seconds)))


def given_up(job: Job, reason: str, *, now: datetime, manners: Manners) -> Job:
    """Return a job that is not tried again of itself.

    A page that was read is in the ledger: that it cannot be looked at again is noted, and its later looks stand. A list
    is tried once a day: the desk that named it wants to know when it is back.
    """
    if job.kind == PAGE and job.looks:
        looks = job.looks + 1
        return replace(job, state=GONE if job.sha256 is None else READ, tries=0, looks=looks, reason=reason,
                       at=now_text(now), due=_due(job, looks, now, manners))
    due = clock_text(later(now, DAY)) if job.kind == FEED else None
    return replace(job, state=DEAD, reason=reason, at=now_text(now), due=due)


def gone(job: Job, reason: str, *, now: datetime, manners: Manners) -> Job:
    """Return a page that was read and is there no more; it is looked at again as planned, since some come back.

    What it had been is forgotten: a page that comes back is read whole.
    """
    looks = job.looks + 1
    return replace(job, state=GONE, tries=0, looks=looks, reason=reason, at=now_text(now), etag=None, modified=None,
                   sha256=None, due=_due(job, looks, now, manners))


def revived(job: Job, *, now: datetime) -> Job:
    """Return a dead letter as it is tried again on a person's word."""
    return replace(job, state=WAITING, tries=0, due=now_text(now), reason=None)


def _due(job: Job, looks: int, now: datetime, manners: Manners) -> str | None:
    # a list is due with each round, a file when it is new
    return next_look(looks, now, manners) if job.kind == PAGE else None


def _mark(value: str | None) -> str | None:
    """Return a server's mark of a version, if it can be sent back as it came."""
    return value if value and value.isascii() and value.isprintable() and len(value) <= _LONGEST_MARK else None

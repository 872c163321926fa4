"""Lists become jobs: what the user named, and what a list names.

In: names of feeds, folders and files; listings. Out: jobs to be kept.

Example: ``from_listing(listing, job, known, ...)`` gives a job for each report that is new in the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from according.collect.folder import walk
from according.collect.listing import Listing
from according.errors import BadInput, BadRequest
from according.jobs import DEAD, FEED, FILE, TAKEN, WAITING, Job, Jobs, Listed
from according.parse.published import after, read_published
from according.records import Failure
from according.watch.arrive import FIRST_PAGE
from according.watch.hosts import host_of
from according.watch.manners import DAY, Manners, later, now_text
from according.watch.outcome import new_job, relisted

_SITEMAP_DAYS = 7  # what a sitemap names is often all that a site ever printed: what changed before that is passed over


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a list brought."""

    jobs: tuple[Job, ...]  # new ones, and known ones whose word changed
    new: int
    old: int  # passed over: older than what is wanted
    deep: int  # passed over: lists within too many lists
    more: int  # left for the next round: too many for one


def is_address(name: str) -> bool:
    """Say whether what the user named is an address."""
    return name.lower().startswith(("http://", "https://"))


def begin(feeds: Sequence[str], jobs: Jobs, *, now: datetime, manners: Manners) -> Iterator[Failure]:
    """Make every list that the user named due, and those that these name; yield the folders that cannot be read.

    Raises:
        BadRequest: one is neither an address nor there.
    """
    for name in feeds:
        if not is_address(name) and Path(name).is_dir():
            yield from _folder(name, jobs, now, manners)
        else:
            _root(name, jobs, now, manners)


def _root(name: str, jobs: Jobs, now: datetime, manners: Manners) -> None:
    if not is_address(name) and not Path(name).exists():
        raise BadRequest(f"{name}: there is no such file or folder; addresses begin with http:// or https://")
    known = jobs.get([name]).get(name)
    host = host_of(name) if is_address(name) else ""
    root = known or new_job(Listed(address=name, kind=FEED), feed=None, host=host, now=now)
    line, ready = [root], []
    for _ in range(manners.deepest):
        ready += [_ready(job, now) for job in line if _rests(job)]
        # what its list gives a date of change waits until that changes
        line = [child for job in line for child in jobs.listed_in(job.address, FEED) if child.stamp is None]
    jobs.put(ready)


def _rests(job: Job) -> bool:
    """Say whether a list waits for the next round alone: one that failed has a time of its own."""
    return job.state not in (DEAD, TAKEN) and not (job.state == WAITING and job.tries)


def _ready(job: Job, now: datetime) -> Job:
    return replace(job, kind=FEED, state=WAITING, due=now_text(now))


def _folder(name: str, jobs: Jobs, now: datetime, manners: Manners) -> Iterator[Failure]:
    listed = []
    for path in walk(Path(name)):
        if isinstance(path, Failure):
            yield path
            continue
        try:
            told = path.stat()
        except OSError:  # taken away since the folder was read
            continue
        listed.append(Listed(address=str(path), kind=FILE, stamp=f"{told.st_size}-{told.st_mtime_ns}"))
    known = jobs.get(one.address for one in listed)
    jobs.put([job for one in listed if (job := _changed(one, known, name, now, manners)) is not None])


def _changed(listed: Listed, known: Mapping[str, Job], feed: str, now: datetime, manners: Manners) -> Job | None:
    if listed.address not in known:
        return new_job(listed, feed=feed, host="", now=now)
    return relisted(known[listed.address], listed, now=now, manners=replace(manners, soonest=0.0))


def from_listing(listing: Listing, feed: Job, known: Mapping[str, Job], *, depth: int, since: str | None,
                 now: datetime, manners: Manners) -> Found:
    """Return the jobs that a list makes.

    Args:
        listing: what it names.
        feed: the job of the list.
        known: the jobs that there are of its addresses.
        depth: how many lists lead to this one, itself included.
        since: YYYY-MM-DD: what the list dates before that day is passed over; None: for a sitemap a week ago.
        now: the time.
        manners: the bounds.
    """
    first = since or _usual_since(listing, now)
    jobs, new, old, deep, more = [], 0, 0, 0, 0
    for one in listing.entries:
        if one.address in known:
            job = relisted(known[one.address], one, now=now, manners=manners)
        elif first is not None and _is_before(one, first, now):
            old, job = old + 1, None
        elif one.kind == FEED and depth >= manners.deepest:
            deep, job = deep + 1, None
        elif new >= manners.most_listed:
            more, job = more + 1, None
        else:
            job = _made(one, feed.address, now)
            new += job is not None
        if job is not None:
            jobs.append(job)
    return Found(jobs=tuple(jobs), new=new, old=old, deep=deep, more=more)


def left(listing: Listing, children: Iterable[Job]) -> tuple[Job, ...]:
    """Return the lists that a list names no more, let go of."""
    named = {one.address for one in listing.entries}
    return tuple(replace(child, feed=None) for child in children if child.address not in named)


def _made(listed: Listed, feed: str, now: datetime) -> Job | None:
    try:
        return new_job(listed, feed=feed, host=host_of(listed.address), now=now)
    except BadInput:
        return None


def _usual_since(listing: Listing, now: datetime) -> str | None:
    return now_text(later(now, -_SITEMAP_DAYS * DAY))[:10] if listing.kind in ("sitemap", "sitemapindex") else None


def _is_before(listed: Listed, first: str, now: datetime) -> bool:
    """Say whether a list dates an entry before a day; a date that cannot be believed dates nothing."""
    days = []
    for printed in (listed.published, listed.changed):
        found = read_published(printed) if printed is not None else None
        if found is not None and found.day is not None and not after(found, now.isoformat()):
            days.append(found.day.isoformat())
    return bool(days) and FIRST_PAGE <= max(days) < first

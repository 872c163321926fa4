"""What a run sends out, and what it knows of time.

In: nothing. Out: records.

Example: ``Errand(address="https://example.org/robots.txt", host="example.org", place="https://example.org")``
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from according.fetch.ask import Answer
from according.jobs import Job

Request = Callable[[str, str | None, str | None, int | None], Answer]  # address, etag, modified, bytes at the most


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One request: for a job, or for the rules of a place."""

    address: str
    host: str
    hops: int = 0  # redirects so far
    job: Job | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Time, as the run knows it."""

    now: Callable[[], datetime]
    sleep: Callable[[float], object]  # seconds


def bare(error: Exception, address: str) -> str:
    """Return what an error says, in one line and without the address, which stands beside it."""
    return " ".join(str(error).removeprefix(f"{address}: ").split())

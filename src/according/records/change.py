"""Pages that change: versions of a report, what they took back and said otherwise.

In: nothing. Out: frozen records: Version, Lineage, Change and what they are made of.
"""

from __future__ import annotations

from dataclasses import dataclass

from according.records.claim import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One text of a page, and when it was seen there."""

    report: str
    seen: str  # ISO date-time of the first capture that found it
    last: str  # of the last, before another text stood there


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """A report whose page was captured more than once: its versions in the order in which they stood."""

    page: str  # its address
    versions: tuple[Version, ...]  # the last one stands; a text that came back is a version again
    gone: str | None = None  # ISO date-time of the capture that found the page gone, where it is
    status: int | None = None  # of HTTP, with ``gone``


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A report that no longer stands at its address."""

    report: str
    kind: str  # changed | gone
    stands: str | None  # the report that stands there now, if any
    since: str  # ISO date-time of the capture that found it so
    reason: str  # in words, for a claim that was set aside


@dataclass(frozen=True, slots=True, kw_only=True)
class Supersession:
    """What later captures set aside, of some reports."""

    reports: tuple[str, ...]  # all that were looked at, sorted
    passed: tuple[Passed, ...]  # by report
    heirs: tuple[tuple[str, str, str], ...]  # claim, its report, the claim of the standing version that says it anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One claim as two versions of a page have it."""

    what: str  # number: another count; dropped; added
    before: Claim | None
    after: Claim | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an outlet changed of a report after it was read."""

    page: str
    before: str  # report id
    after: str | None  # report id; None: the page is gone
    last: str  # ISO date-time at which the earlier text was last seen
    seen: str  # at which the later one was first seen
    notice: str | None  # what the later text prints of a correction; None: it says nothing
    claims: tuple[Amendment, ...]  # in order of the text

    @property
    def silent(self) -> bool:
        """Whether a count was changed or dropped and the later text says nothing of it."""
        return self.after is not None and self.notice is None and any(a.what != "added" for a in self.claims)

"""What a backfill did, added up.

In: what became of each shard. Out: ``Summary``, as a person or a program reads it; and what is to be said of each
archive whose records were lost.

Example::

    account = Account()
    for told in run(...):
        account.take(told)
    account.summary(seconds=81.0).documents
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from according.backfill.job import Manifest
from according.backfill.run import Posted
from according.collect.archive_walk import Tally
from according.collect.warc import said_of
from according.records import Failure

_NUMBERS = re.compile(r"\b\w*\d[\w,.]*\b")  # 0xe9 and utf-8, too: what is counted are kinds of reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run did. ``documents`` is ``reports`` and all refused that are documents of an archive."""

    archives: int
    shards: int
    shards_before: int  # of these, done by an earlier run
    documents: int  # HTML pages, those of earlier runs too
    reports: int  # pages that were read
    new: int  # reports that this run brought into the ledger
    known: int  # reports that it had already
    claims: int  # new ones
    refused: dict[str, int]  # reason, numbers left out -> how many
    undone: int  # files and shards of which nothing was read
    lost: int  # records that could not be had
    passed: int  # records that are no HTML pages
    seconds: float
    documents_a_second: float  # of those that this run read


class Account:
    """Adds up what became of shards."""

    def __init__(self) -> None:
        self._tallies: dict[str, Tally] = {}
        self._refused: Counter[str] = Counter()
        self._shards = self._before = self._reports = self._new = self._known = self._claims = self._undone = 0
        self._fresh = 0

    def take(self, told: Posted | Failure) -> list[Failure]:
        """Count what became of a shard or a file; return the failures to tell of."""
        if isinstance(told, Failure):
            self._undone += 1
            return [told]
        manifest = told.manifest
        tally = self._tallies.setdefault(manifest.archive, Tally())
        tally.pages += manifest.documents
        tally.passed += manifest.passed
        tally.lost += manifest.lost
        if tally.first_lost is None:
            tally.first_lost = manifest.first_lost
        self._shards += 1
        self._reports += manifest.reports
        self._refused.update(_NUMBERS.sub("N", failure.reason) for failure in manifest.refused)
        if told.receipt is None:
            self._before += 1
            self._known += manifest.reports
            return list(manifest.refused) + self._broken(manifest)
        self._fresh += manifest.documents
        self._new += told.receipt.new
        self._known += told.receipt.known + told.receipt.replaced
        self._claims += told.receipt.claims
        return list(manifest.refused) + self._broken(manifest)

    def faults(self) -> list[Failure]:
        """Return what is to be said of whole archives: that records were lost, or that none was a page."""
        return [Failure(origin=archive, reason=said) for archive, tally in self._tallies.items()
                if (said := said_of(tally))]

    def summary(self, seconds: float) -> Summary:
        """Return the sums of a run that took so many seconds."""
        tallies = self._tallies.values()
        return Summary(
            archives=len(self._tallies), shards=self._shards, shards_before=self._before,
            documents=sum(t.pages for t in tallies), reports=self._reports, new=self._new, known=self._known,
            claims=self._claims, refused=dict(self._refused.most_common()), undone=self._undone,
            lost=sum(t.lost for t in tallies), passed=sum(t.passed for t in tallies), seconds=round(seconds, 3),
            documents_a_second=round(self._fresh / max(seconds, 0.001), 2))

    def _broken(self, manifest: Manifest) -> list[Failure]:
        if manifest.broken is None:
            return []
        self._undone += 1
        return [Failure(origin=manifest.archive, reason=manifest.broken)]

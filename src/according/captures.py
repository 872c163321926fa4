"""What was fetched, and which reports it held: noted once its reports are in the ledger.

In: captures as they are made, pages on their way to the reader, what became of them. Out: notes in the ledger, and
records in the archive.

Example::

    catch = Catch(folder)
    outcomes = read_all(catch.pages(collect(sources, fetch=partial(fetch, seen=catch.seen))), ...)
    for outcome in outcomes:
        catch.read(report)
    catch.note(ledger)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from according.ledger.base import Ledger
from according.pipeline import caught, holding
from according.records import Capture, CaptureNote, Failure, Page, Report


class Catch:
    """The captures of one run, with the reports read out of each. Their bodies go into the archive at once."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._notes: list[tuple[CaptureNote, list[str]]] = []
        self._reading: list[str] | None = None  # the reports of the capture that is being read

    def seen(self, capture: Capture) -> None:
        """Take what came over the wire."""
        self._notes.append((caught(self._folder, capture), []))

    def pages(self, found: Iterable[Page | Failure]) -> Iterator[Page | Failure]:
        """Hand pages on, each fetched one with the capture that it came from in mind."""
        for page in found:
            # sources come one after the other, and the pages of an address bear it as their origin
            fetched = self._notes and page.origin.startswith(self._notes[-1][0].address)
            self._reading = self._notes[-1][1] if fetched else None
            yield page

    def read(self, report: Report) -> None:
        """Take the report that the page held which was handed on last."""
        if self._reading is not None:
            self._reading.append(report.id)

    def note(self, ledger: Ledger) -> int:
        """Note what was fetched; the reports must be in the ledger. Return how many captures were new."""
        notes, self._notes, self._reading = self._notes, [], None
        return ledger.note_captures(holding(note, reports) for note, reports in notes)

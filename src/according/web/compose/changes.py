"""What outlets changed of their reports, for the pages of a report and of an incident.

In: changes, outlets by report. Out: ``ChangeRow`` records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from according.phrasing import amendment_text, change_text, moment_text
from according.records import CaptureNote, Change, Claim
from according.web.changed import ChangeRow
from according.web.links import address_of


def change_rows(changes: Iterable[Change], outlets: Mapping[str, str | None]) -> tuple[ChangeRow, ...]:
    """Return changes as a page tells them; ``outlets`` names that of at least one report of each."""
    return tuple(ChangeRow(
        text=change_text(change, outlets.get(change.before) or outlets.get(change.after or "")
                         or change.page.partition("/")[0]),
        silent=change.silent, before=address_of("reports", change.before),
        after=None if change.after is None else address_of("reports", change.after),
        claims=tuple((amendment_text(a), _sentence(a.before), _sentence(a.after)) for a in change.claims),
    ) for change in changes)


def capture_rows(notes: Iterable[CaptureNote], report: str) -> tuple[tuple[str, str, str | None], ...]:
    """Return when the page of a report was captured, what came, and where the copy of it can be had."""
    return tuple((moment_text(note.at), _came(note, report),
                  address_of("reports", report, "captures", note.id) if note.kept is not None else None)
                 for note in notes)


def _came(note: CaptureNote, report: str) -> str:
    if report in note.reports:
        return "this text"
    if note.reports:
        return "another text"
    return f"no report (the server answered {note.status})" if note.status else "no report"


def _sentence(claim: Claim | None) -> str | None:
    return None if claim is None else " ".join(claim.evidence.text.split())

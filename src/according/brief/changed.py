"""What outlets changed after they printed it, as notes of a brief.

In: changes, the claims and reports of an incident. Out: lines of the role ``note``, carried by claims as they stand.

Example: "Wire changed "at least 12" killed to "15" between 7 March 2025 12:00 and 18:00 UTC, and did not say so."
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from according.phrasing import moment_text
from according.records import Amendment, Change, Claim, Line, Report


def change_lines(changes: Iterable[Change], *, claims: Mapping[str, Claim],
                 reports: Mapping[str, Report]) -> Iterator[Line]:
    """Yield a note for each count that an outlet changed or took back, of claims that the brief may cite."""
    for change in changes:
        report = reports.get(change.after or change.before) or reports.get(change.before)
        outlet = report.outlet if report is not None and report.outlet else change.page.partition("/")[0]
        for amendment in change.claims:
            cited = tuple(c.id for c in (amendment.before, amendment.after) if c is not None and c.id in claims)
            if cited and (text := _text(change, amendment, outlet)):
                yield Line(role="note", text=text, claims=cited)


def _text(change: Change, amendment: Amendment, outlet: str) -> str | None:
    if amendment.before is None:
        return None
    was = f"{_words(amendment.before)} {amendment.before.harm.value}"
    if change.after is None:
        return f"{outlet} took down the report with its count of {was}; it was gone on {moment_text(change.seen)}."
    said = "and said so" if change.notice is not None else "and did not say so"
    between = f"between {moment_text(change.last)} and {moment_text(change.seen)}, {said}."
    if amendment.after is None:
        return f"{outlet} took back its count of {was} {between}"
    return f"{outlet} changed its count of {was} to {_words(amendment.after)} {between}"


def _words(claim: Claim) -> str:
    """Return a count as the report prints it, which may be vague."""
    return f"\"{claim.count_words.text}\"" if claim.count_words is not None else "people"

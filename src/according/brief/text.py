"""A brief as Markdown, with numbered footnotes that quote the evidence.

In: a ``Brief``, claims and reports. Out: text.

Example: a body line ends in ``[1][2]``, and below stands ``[1] Wire, 7 March 2025: "..."``.
"""

from __future__ import annotations

from collections.abc import Mapping

from according.brief.phrases import day
from according.records import Brief, Claim, Report

_MOST = 4  # footnotes to one line: a summary rests on everything, and says so by the ones that follow


def brief_text(brief: Brief, *, claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> str:
    """Return the brief as Markdown.

    Args:
        brief: from ``brief``.
        claims: at least those that its lines name, by id.
        reports: their reports, by id.
    """
    numbers: dict[tuple[str, str], int] = {}
    blocks: list[str] = []
    for line in sorted(brief.lines, key=lambda line: _ORDER.index(line.role)):
        notes = "" if line.role == "summary" else _notes(line.claims, claims, numbers)
        blocks.append(_FORMS[line.role].format(text=line.text, notes=notes))
    feet = [f"[{n}] {_source(report, reports)}: “{' '.join(evidence.split())}”"
            for (report, evidence), n in numbers.items()]
    return "\n\n".join([*blocks, "\n".join(feet)]).strip() + "\n"


_ORDER = ("headline", "summary", "standfirst", "body", "background", "note")
_FORMS = {"headline": "# {text} {notes}", "summary": "*{text}*", "standfirst": "**{text}** {notes}",
          "body": "{text} {notes}", "background": "Background: {text} {notes}", "note": "Note: {text} {notes}"}


def _notes(line: tuple[str, ...], claims: Mapping[str, Claim], numbers: dict[tuple[str, str], int]) -> str:
    """Number the evidence of a line; one sentence of a report has one number however many claims it holds."""
    found = []
    for claim in (claims[c] for c in line):
        place = (claim.report, claim.evidence.text)
        found.append(numbers.setdefault(place, len(numbers) + 1))
    shown = sorted(set(found))
    return "".join(f"[{n}]" for n in shown[:_MOST]) + ("…" if len(shown) > _MOST else "")


def _source(report: str, reports: Mapping[str, Report]) -> str:
    known = reports.get(report)
    if known is None:
        return report
    outlet = known.outlet or "unknown outlet"
    return f"{outlet}, {day(known.published)}" if known.published else outlet

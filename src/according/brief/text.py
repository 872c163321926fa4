"""A brief as Markdown, with numbered footnotes that quote the evidence.

In: a ``Brief``, claims, acts and reports. Out: text.

Example: a body line ends in ``[1][2]``, and below stands ``[1] Wire, 7 March 2025: "..."``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from according.brief.notes import Notes
from according.records import Act, Brief, Claim, Report

_ORDER = ("headline", "summary", "standfirst", "body", "background", "note")
_FORMS = {"headline": "# {text} {notes}", "summary": "*{text}*", "standfirst": "**{text}** {notes}",
          "body": "{text} {notes}", "background": "Background: {text} {notes}", "note": "Note: {text} {notes}"}


def brief_text(brief: Brief, *, claims: Mapping[str, Claim], reports: Mapping[str, Report],
               acts: Iterable[Act] = ()) -> str:
    """Return the brief as Markdown.

    Args:
        brief: from ``brief``.
        claims: at least those that its lines name, by id.
        reports: their reports, by id.
        acts: at least those that its lines name.
    """
    notes, blocks = Notes(claims=claims, reports=reports, acts=acts), []
    for line in sorted(brief.lines, key=lambda line: _ORDER.index(line.role)):
        # A summary rests on everything, and says so by the notes of the lines that follow.
        feet = "" if line.role == "summary" else "".join(f"[{n}]" for n in notes.of(line.claims))
        blocks.append(_FORMS[line.role].format(text=line.text, notes=feet))
    told = "\n".join(f"[{n}] {source}: “{words}”" for n, source, words in notes.all())
    return "\n\n".join([*blocks, told]).strip() + "\n"

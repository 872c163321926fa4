"""The first account of an incident as a page, as one file, as a PDF.

In: a ``View`` and its ``Brief``. Out: ``BriefPage``; the lines of a PDF.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from according.charts import Drawing
from according.phrasing import heading
from according.records import Brief, Claim
from according.views import View
from according.web.compose.marking import sentence
from according.web.links import address_of
from according.web.pages import BriefPage
from according.web.parts import BriefLine, Download, Footnote, Frame

_MOST = 6  # footnotes to one line; further ones stand behind the last
_ORDER = ("headline", "summary", "standfirst", "body", "background", "note")
_WIDTH, _MARGIN = 595, 56  # A4, points
_At = tuple[str, int, int]  # a sentence: report, first and last character
_SIZES = {"headline": 17, "summary": 10, "standfirst": 12, "foot": 8.5}


def make_brief(frame: Frame, view: View, written: Brief, *, style: str = "") -> BriefPage:
    """Return the page of a brief.

    Args:
        frame: what stands around the page.
        view: the incident under a profile, as of a day.
        written: its brief.
        style: for a file of its own: its whole style sheet.
    """
    numbers: dict[_At, int] = {}
    lines = tuple(_line(role, text, claims, view, numbers) for role, text, claims in _ordered(written))
    asked = {"profile": view.profile, "as_of": view.as_of}
    name = view.incident.name
    forms = (("HTML", "html", "one file, with everything in it"), ("PDF", "pdf", "a page as long as its text"),
             ("Markdown", "md", "as `according brief` prints it"))
    return BriefPage(
        frame=frame, style=style, heading=heading(view.incident), back=address_of("incidents", name, **asked),
        profile=view.profile, as_of=view.as_of, lines=lines, notes=tuple(_feet(numbers, view)), head=frame.head,
        downloads=tuple(
            Download(label=label, what=what, href=address_of("incidents", name, "brief", form=form, **asked))
            for label, form, what in forms))


def brief_drawing(page: BriefPage) -> Drawing:
    """Return a brief as one long page that can be written as PDF."""
    y, parts = float(_MARGIN), list[str]()
    for role, text in _printed(page):
        size = _SIZES.get(role, 11)
        for row in textwrap.wrap(text, width=int((_WIDTH - 2 * _MARGIN) / (size * 0.56))) or [""]:
            y += size * 1.4
            weight = "700" if role in ("headline", "standfirst") else "400"
            parts.append(f'<text x="{_MARGIN}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" '
                         f'fill="#1f2a33">{escape(row)}</text>')
        y += size * 0.6
    return Drawing(name="brief", title=page.heading, text=page.heading, columns=(), rows=(), width=_WIDTH,
                   height=int(y + _MARGIN), inner="".join(parts))


def _printed(page: BriefPage) -> Iterator[tuple[str, str]]:
    for line in page.lines:
        marks = "".join(f"[{number}]" for number in line.notes)
        yield line.role, f"{line.label}{line.text} {marks}".strip()
    for note in page.notes:
        said = "".join(run.text for run in note.sentence)
        yield "foot", f"[{note.number}] {note.outlet}, {note.published}: “{' '.join(said.split())}”"
    as_of = f", as of {page.as_of}" if page.as_of else ""
    yield "foot", f"Figures under the rules of {page.profile}{as_of}. Ledger head {page.head}"


def _ordered(written: Brief) -> Iterator[tuple[str, str, Sequence[str]]]:
    for line in sorted(written.lines, key=lambda line: _ORDER.index(line.role)):
        yield line.role, line.text, line.claims


def _line(role: str, text: str, claims: Iterable[str], view: View, numbers: dict[_At, int]) -> BriefLine:
    found: list[int] = []
    if role != "summary":  # it rests on everything, and says so by the lines that follow
        places = [_place(view.claims[c]) for c in claims if c in view.claims]
        found = sorted({numbers.setdefault(place, len(numbers) + 1) for place in places})
    label = {"background": "Background: ", "note": "Note: "}.get(role, "")
    return BriefLine(role=role, label=label, text=text, notes=tuple(found[:_MOST]), more=len(found) > _MOST)


def _place(claim: Claim) -> _At:
    """Return where a claim's evidence stands: one sentence of a report has one number however many claims it holds."""
    return claim.report, claim.evidence.start, claim.evidence.end


def _feet(numbers: dict[_At, int], view: View) -> Iterator[Footnote]:
    by_place = {_place(claim): claim for claim in view.claims.values()}
    for place, number in numbers.items():
        claim, report = by_place[place], view.reports[place[0]]
        yield Footnote(
            number=number, outlet=report.outlet or "outlet not known", published=report.published or "date not known",
            href=address_of("reports", report.id, anchor=claim.id), sentence=sentence(claim))

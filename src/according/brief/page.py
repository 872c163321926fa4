"""A brief as HTML: the part of a page, or one file that needs nothing else.

In: a ``Brief``, evidence by id, charts as SVG. Out: HTML. Everything that came from outside is escaped; there is no
script and nothing is loaded.

Example: ``brief_page(brief, notes, charts=[drawing.svg])`` opens in any browser, offline.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from according.brief.notes import Notes
from according.records import Brief

_ORDER = ("headline", "summary", "standfirst", "body", "background", "note")
_TAGS = {"headline": "h1", "summary": "p", "standfirst": "p", "body": "p", "background": "p", "note": "p"}
_HEADS = {"background": "Background", "note": "Notes"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = ("body{font:1rem/1.5 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;"
          "background:#fff}h1{line-height:1.2}.summary{font-style:italic}.standfirst{font-weight:bold}"
          "sup a{text-decoration:none}ol{font-size:.875rem}svg{max-width:100%;height:auto}")


def brief_html(brief: Brief, notes: Notes) -> str:
    """Return the brief as the part of a page: an article with its footnotes."""
    blocks, last = [], ""
    for line in sorted(brief.lines, key=lambda line: _ORDER.index(line.role)):
        if line.role != last and line.role in _HEADS:
            blocks.append(f"<h2>{_HEADS[line.role]}</h2>")
        last = line.role
        feet = "" if line.role == "summary" else "".join(
            f'<a href="#note-{n}">[{n}]</a>' for n in notes.of(line.claims))
        marks = f"<sup>{feet}</sup>" if feet else ""
        tag = _TAGS[line.role]
        blocks.append(f'<{tag} class="{line.role}">{escape(line.text)}{marks}</{tag}>')
    feet = "".join(f'<li id="note-{n}" value="{n}">{escape(source)}: <q>{escape(words)}</q></li>'
                   for n, source, words in notes.all())
    return f'<article class="brief">{"".join(blocks)}<h2>Sources</h2><ol>{feet}</ol></article>\n'


def brief_page(brief: Brief, notes: Notes, *, charts: Iterable[str] = (), facts: str = "") -> str:
    """Return the brief as one file.

    Args:
        brief: what is told.
        notes: its evidence.
        charts: drawings as SVG of our own making; they stand in the page as they are.
        facts: a line on what the page was made of: the incident, the profile, the day.
    """
    title = next((line.text for line in brief.lines if line.role == "headline"), brief.incident)
    figures = "".join(f"<figure>{chart}</figure>" for chart in charts)
    head = (f'<meta charset="utf-8"><title>{escape(title)}</title><meta name="viewport" content="width=device-width">'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><style>{_STYLE}</style>')
    return (f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n'
            f"{brief_html(brief, notes)}{figures}<p><small>{escape(facts)}</small></p></body></html>\n")

"""The first account of an incident.

In: an incident's name. Out: its page, with footnotes that lead to the sentences; the same as HTML file, PDF, Markdown.
"""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import Response

from according.brief import brief as write_brief
from according.brief.text import brief_text
from according.charts import pdf
from according.errors import BadRequest
from according.phrasing import heading
from according.web.compose.briefing import brief_drawing, make_brief
from according.web.compose.frame import make_frame
from according.web.rendering import html, render
from according.web.routes.incidents import view_of
from according.web.state import bench_of, user_of
from according.web.tables import as_file

router = APIRouter(include_in_schema=False)
_STYLES = ("base.css", "parts.css", "pages.css")


@router.get("/incidents/{name}/brief")
def brief(request: Request, name: str, profile: str = "ucdp", as_of: str = "", form: str = "") -> Response:
    """Show the account, or give it as a file."""
    bench = bench_of(request)
    view = view_of(bench.ledger, name, profile, as_of)
    written = write_brief(view.incident, view.figures, view.origins, claims=view.claims, reports=view.reports,
                          changes=view.changes)
    frame = make_frame(bench, user_of(request), title=f"Account: {heading(view.incident)}", here="overview")
    if not form:
        return render(make_brief(frame, view, written))
    if form == "md":
        written = write_brief(view.incident, view.figures, view.origins, claims=view.claims, reports=view.reports,
                              acts=view.acts)
        text = brief_text(written, claims=view.claims, reports=view.reports, acts=view.acts)
        return as_file(text.encode("utf-8", "backslashreplace"), "text/markdown; charset=utf-8", f"{name}.md")
    if form == "pdf":
        return as_file(pdf(brief_drawing(make_brief(frame, view, written))), "application/pdf", f"{name}.pdf")
    if form != "html":
        raise BadRequest(f"an account has no form {form!r}: choose html, pdf or md")
    style = "\n".join((Path(__file__).parent.parent / "static" / name).read_text("utf-8") for name in _STYLES)
    whole = html(make_brief(frame, view, written, style=style))
    return as_file(whole.encode("utf-8", "backslashreplace"), "text/html; charset=utf-8", f"{name}.html")

"""Pages from their contexts: one template each, everything that comes from a report escaped.

In: a page dataclass (``pages.py``). Out: HTML. A name that the page does not have is an error, not an empty place.

Example: ``render(SignIn(frame=frame, wait=0, failed=False, to="/"))``
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from according.web.links import address, address_of

_FOLDER = Path(__file__).parent / "templates"


def environment() -> Environment:
    """Return the templates with what they may call."""
    made = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True)
    made.filters["number"] = lambda value: f"{value:,}"
    made.filters["safe_svg"] = Markup  # marks what charts/ drew: markup of our own, the words in it escaped there
    made.filters["own_style"] = Markup  # marks our own style sheet, inside a file that is given away
    made.globals["address"] = address
    made.globals["address_of"] = address_of
    return made


_ENVIRONMENT = environment()


def html(page: Any) -> str:
    """Return a page as text."""
    context = {field.name: getattr(page, field.name) for field in fields(page)}
    return _ENVIRONMENT.get_template(page.template).render(context)


def render(page: Any, status: int = 200) -> HTMLResponse:
    """Return a page as an answer."""
    return HTMLResponse(html(page), status)

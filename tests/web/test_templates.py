"""Every template has one typed context: it uses what its page holds, and every field is told."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Annotated, get_args, get_origin, get_type_hints

import pytest
from jinja2 import meta

from according.web import pages, rendering

TEMPLATES = Path(rendering.__file__).parent / "templates"
PAGES = [kind for kind in vars(pages).values() if is_dataclass(kind) and kind.__module__ == pages.__name__]
GLOBALS = {"address", "address_of", "m"}  # m: the macros
SHARED = {"base.html", "inset.html", "macros.html", "sheet.html"}  # sheet: a file that is given away, style and all


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_a_template_uses_what_its_page_holds(page):
    environment = rendering.environment()
    names = {"base.html", page.template} if "frame" in {f.name for f in fields(page)} else {page.template}
    used = set()
    for name in names:
        used |= meta.find_undeclared_variables(environment.parse((TEMPLATES / name).read_text()))
    assert used - GLOBALS <= {field.name for field in fields(page)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_every_field_of_a_page_has_its_help(page):
    hints = get_type_hints(page, include_extras=True)
    for field in fields(page):
        assert get_origin(hints[field.name]) is Annotated, field.name
        assert get_args(hints[field.name])[1].strip()


def test_every_template_belongs_to_one_page():
    assert sorted(page.template for page in PAGES) == sorted({p.name for p in TEMPLATES.glob("*.html")} - SHARED)


def test_no_template_holds_script_or_style_of_its_own():
    # The policy forbids both; a page that had them would look right only where nobody looks at the console.
    for path in set(TEMPLATES.glob("*.html")) - {TEMPLATES / "sheet.html"}:
        text = path.read_text()
        unwanted = r"<script(?! type=\"module\" src=)|<style|\sstyle=|\son[a-z]+=|javascript:"
        assert not re.search(unwanted, text), path.name


def test_what_is_printed_unescaped_is_drawn_by_charts_alone():
    for path in TEMPLATES.glob("*.html"):
        assert "|safe " not in path.read_text(), path.name
        for used in re.findall(r"\{\{([^}]*)\|safe_svg", path.read_text()):
            assert used.strip() in ("told.bar", "drawn.page", "drawn.narrow"), path.name

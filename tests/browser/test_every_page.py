"""Each page of the demo's workbench loads clean, asks for nothing off this machine, and can be read by everyone."""

from __future__ import annotations

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from page_walk import every_page
from workbench_site import PHONE, Site

# What must be among the pages that are found: a page that no link leads to is not looked at.
KINDS = {"/", "/incidents/ID", "/incidents/ID/why", "/incidents/ID/says", "/reports/ID", "/claims/ID"}
NAMED = ("origins", "outlets", "books")
SERIOUS = ("serious", "critical")


def test_every_page_is_accessible_in_light_and_dark(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(site)
    pages = every_page(page, site.url, named=NAMED)
    assert set(pages) >= KINDS
    axe, wrong = Axe(), []
    for kind, path in pages.items():
        page.goto(site.at(path))
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            for rule in axe.run(page).response["violations"]:
                if rule["impact"] in SERIOUS:
                    node = rule["nodes"][0]
                    wrong.append(f"{kind} {theme}: {rule['id']}, {len(rule['nodes'])} times: {node['html'][:200]} "
                                 f"{node['failureSummary'][:300]}")
    assert not wrong, "\n".join(wrong)


def test_every_page_is_read_without_script_and_on_a_phone(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(site, size=PHONE, script=False)
    pages, wide = every_page(page, site.url, named=NAMED), []
    for kind, path in pages.items():
        page.goto(site.at(path))
        assert page.locator("main h1").count() == 1, f"{kind} has no single heading"
        assert page.locator("main").inner_text().strip(), f"{kind} is empty"
        wide += [f"{kind} is {seen} pixels wide" for seen in (width_of(page),) if seen > PHONE[0]]
    assert not wide, "\n".join(wide)


def width_of(page: Page) -> int:
    """Return how wide a page is, with what has to be scrolled to."""
    box = page.locator("html").evaluate("root => root.scrollWidth")
    return int(box)

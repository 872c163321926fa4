"""Adding a report: pasted, read, and found among the incidents."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from workbench_site import Site

NOTE = "At least nine soldiers were killed in an ambush near Palmyra in Syria on Thursday, state television said."


def test_a_pasted_report_is_read_and_says_what_was_new(own_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(own_site, "/add")
    page.locator("textarea").first.fill(NOTE)
    page.get_by_label("Outlet").first.fill("Example Wire")
    page.get_by_label("Day of publication").first.fill("2025-05-09")
    page.locator("main form button.main, main form button").first.click()
    page.get_by_text("1 new").first.wait_for(timeout=20000)
    page.get_by_text("They tell of").wait_for(timeout=20000)  # joined in
    page.goto(own_site.at("/?text=palmyra"))
    page.locator("table.list tbody tr", has_text="Palmyra").first.wait_for()

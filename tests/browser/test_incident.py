"""One incident: profiles, as of a day, the drawer behind a number."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page

from according.ledger import open_ledger
from workbench_site import Site


@pytest.fixture(scope="session")
def largest(site: Site) -> str:
    """The address of the incident with most claims."""
    with open_ledger(str(site.ledger), read_only=True) as ledger:
        return f"/incidents/{max(ledger.incidents(), key=lambda i: (len(i.claims), i.name)).name}"


def figures(page: Page) -> list[str]:
    return page.locator(".figure-table tbody tr").all_inner_texts()


def test_a_profile_replays_the_figures(site: Site, open_page: Callable[..., Page], largest: str) -> None:
    page = open_page(site, largest)
    before = figures(page)
    page.locator(".switch a", has_text="range").first.click()
    assert parse_qs(urlsplit(page.url).query)["profile"] == ["range"]
    assert page.locator('.switch a[aria-current="true"]').first.inner_text() == "range"
    assert figures(page) != before


def test_as_of_an_earlier_day_only_what_was_in_print_counts(site: Site, open_page: Callable[..., Page],
                                                           largest: str) -> None:
    page = open_page(site, largest)
    before = figures(page)
    days = [value for value in page.locator("#as_of option").evaluate_all("all => all.map(o => o.value)") if value]
    page.locator("#as_of").select_option(days[0])
    page.locator(".as-of button").click()
    assert parse_qs(urlsplit(page.url).query)["as_of"] == [days[0]]
    assert f"in print by {days[0]}" in page.locator(".as-of").inner_text()
    assert figures(page) != before


def test_a_number_opens_its_sentences_and_the_rule_beside_the_page(site: Site, open_page: Callable[..., Page],
                                                                   largest: str) -> None:
    page = open_page(site, largest)
    number = page.locator(".figure-table a[data-drawer]", has_text="best").first
    number.click()
    drawer = page.locator("#drawer")
    drawer.locator("blockquote mark").first.wait_for()
    assert "best-standing origin" in drawer.inner_text()
    assert drawer.get_attribute("role") == "dialog"
    page.keyboard.press("Escape")
    assert drawer.is_hidden()
    assert number.evaluate("link => link === document.activeElement")


def test_without_script_the_same_number_opens_a_page(site: Site, open_page: Callable[..., Page], largest: str) -> None:
    page = open_page(site, largest, script=False)
    page.locator(".figure-table a[data-drawer]").first.click()
    assert "/why" in page.url
    assert page.locator("main blockquote mark").count() > 0


def test_every_chart_has_its_table(site: Site, open_page: Callable[..., Page], largest: str) -> None:
    page = open_page(site, largest)
    for figure in page.locator("figure.drawn").all():
        assert (figure.locator("svg.chart").first.get_attribute("aria-label") or "").strip()
        figure.locator("summary").click()
        assert figure.locator("table tbody tr").count() > 0

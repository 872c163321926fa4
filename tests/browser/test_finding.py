"""Finding incidents: filters, permalinks, the brush, the map's window."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

from workbench_site import Site


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def listed(page: Page) -> list[str]:
    return [link.get_attribute("href") or "" for link in page.locator("table.list tbody th a").all()]


def test_a_filter_is_a_permalink(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(site)
    every = listed(page)
    page.locator('input[name="grade"][value="Confirmed"]').check()
    page.get_by_role("button", name="Show", exact=True).click()
    assert asked(page)["grade"] == ["Confirmed"]
    confirmed = listed(page)
    assert 0 < len(confirmed) < len(every)
    again = open_page(site, page.url.removeprefix(site.url))
    assert listed(again) == confirmed
    assert again.locator('input[name="grade"][value="Confirmed"]').is_checked()
    again.locator(".chosen a").first.click()
    assert listed(again) == every


def test_a_brush_over_the_timeline_chooses_days(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(site)
    every = listed(page)
    chart = page.locator("svg.chart-timeline")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box is not None
    left, plot = (float(chart.get_attribute(name) or 0) for name in ("data-left", "data-plot"))
    scale = box["width"] / float(chart.get_attribute("width") or 1)
    page.mouse.move(box["x"] + left * scale + 0.5, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + (left + plot * 0.1) * scale, box["y"] + 60, steps=3)
    assert page.locator("svg.chart-timeline .brush").count() == 1
    with page.expect_navigation():
        page.mouse.up()
    chosen = asked(page)
    assert chosen["since"] == [chart.get_attribute("data-first")]
    assert chosen["since"][0] < chosen["until"][0] < (chart.get_attribute("data-last") or "")
    assert 0 < len(listed(page)) < len(every)
    assert page.locator("#since").input_value() == chosen["since"][0]


def test_the_map_is_shown_nearer_by_a_link_and_moved_by_a_drag(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(site)
    every = listed(page)
    page.locator('.wide a[aria-label="Show the map nearer"]').click()
    near = asked(page)["box"]
    assert 0 < len(listed(page)) < len(every)
    chart = page.locator(".wide svg.chart-map")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 60, steps=4)
    with page.expect_navigation():
        page.mouse.up()
    assert asked(page)["box"] != near


def test_a_circle_leads_to_its_incident(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(site)
    single = page.locator('.wide svg.chart-map a[href*="/incidents/"]').first
    href = single.get_attribute("href")
    single.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{href}")


def test_a_search_for_words_finds_and_nothing_found_says_so(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(site, "/?text=xyzzyxyzzy")
    assert "No incident is like that" in page.locator("main").inner_text()
    page.locator("#text").fill("curfew")
    page.locator("#text").press("Enter")
    assert asked(page)["text"] == ["curfew"]

"""No word of a report runs: not in any page, not in the drawer, not in a chart, not in a file for a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from hostile_reports import write_hostile
from page_walk import every_page
from workbench_site import Site, fill


@pytest.fixture(scope="session")
def hostile_site(serve: Callable[..., Site], tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("hostile")
    ledger = folder / "hostile.sqlite"
    fill(ledger, [str(write_hostile(folder / "hostile.jsonl"))])
    return serve(ledger, name="<script>window.taken=1</script>")


def test_nothing_of_a_hostile_article_runs_on_any_page(hostile_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(hostile_site)
    pages = every_page(page, hostile_site.url, named=("origins", "outlets", "books"))
    assert {"/", "/incidents/ID", "/reports/ID", "/claims/ID"} <= set(pages)
    for kind, path in pages.items():
        page.goto(hostile_site.at(path))
        for drawer in page.locator("main a[data-drawer]").all()[:3]:
            if drawer.is_visible():
                drawer.click()
                page.locator("#drawer #inset").wait_for()
                page.keyboard.press("Escape")
        assert page.evaluate("window.taken") is None, kind
        assert clean(page), kind


def clean(page: Page) -> bool:
    """Tell whether a page holds markup of ours alone: no handler, no foreign script, frame or address that runs."""
    return bool(page.evaluate("""() => {
      for (const element of document.querySelectorAll("*")) {
        for (const attribute of element.attributes) {
          if (attribute.name.startsWith("on") || ["style", "srcdoc"].includes(attribute.name)) return false;
          if (["href", "src", "action", "formaction"].includes(attribute.name)
              && /^\\s*(javascript|data|vbscript):/i.test(attribute.value)) return false;
        }
      }
      const scripts = [...document.querySelectorAll("script")];
      return scripts.every(s => s.src.startsWith(location.origin + "/static/") && !s.textContent.trim())
        && !document.querySelector("iframe, object, embed, base, style, meta[http-equiv=refresh]");
    }"""))


def test_what_the_guard_of_these_tests_looks_for_is_found(hostile_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(hostile_site, expected=("Content Security Policy", f"404 (Not Found) {hostile_site.url}/x"))
    assert clean(page)
    page.evaluate("document.body.setAttribute('onclick', 'x')")
    assert not clean(page)
    # and the policy itself holds: a handler in the page does nothing
    page.evaluate("document.body.click()")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.taken=1\">')")
    page.wait_for_timeout(100)
    assert page.evaluate("window.taken") is None

"""Signing in, what each role may do, and a workbench that only shows."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from according.web.access import Access, Role, hash_password
from workbench_site import Site

PASSWORD = "correct horse battery"  # of these tests' people


@pytest.fixture(scope="session")
def asking_site(serve: Callable[..., Site], demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    path = tmp_path_factory.mktemp("asking") / "asking.sqlite"
    shutil.copy(demo_ledger, path)
    hashed = hash_password(PASSWORD)
    users = {"rhea": (Role.READER, hashed), "rosa": (Role.REVIEWER, hashed), "olga": (Role.OWNER, hashed)}
    return serve(path, name="asking", access=Access(users=users))


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_who_signs_in_goes_on_to_the_page_that_was_asked_for(asking_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(asking_site, "/review", expected=("403 (Forbidden)",))
    assert "/sign-in" in page.url
    sign_in(page, "rosa", "wrong")
    assert page.locator('[role="alert"]').count() == 1
    sign_in(page, "rosa")
    assert page.url == asking_site.at("/review")
    assert page.locator(".who").inner_text().count("rosa") == 1
    page.get_by_role("button", name="Sign out").click()
    page.goto(asking_site.at("/"))
    assert "/sign-in" in page.url


@pytest.mark.parametrize(("name", "decides", "adds"), [("rhea", False, False), ("rosa", True, False),
                                                       ("olga", True, True)])
def test_each_role_is_shown_what_it_may_do_and_no_more(asking_site: Site, open_page: Callable[..., Page], name: str,
                                                       decides: bool, adds: bool) -> None:
    page = open_page(asking_site, "/", expected=("403 (Forbidden)",))
    sign_in(page, name)
    assert (page.locator('nav a[href="/add"]').count() == 1) is adds
    page.goto(asking_site.at("/review"))
    assert (page.locator(".decision button.main").count() == 1) is decides
    # and what is not shown is refused all the same
    status = page.evaluate("""async () => (await fetch("/review/skip", {method: "POST",
      body: new URLSearchParams({subject: "c-0", inset: "yes"})})).status""")
    assert (status == 403) is not decides
    assert (page.goto(asking_site.at("/add")).status == 403) is not adds  # type: ignore[union-attr]


def test_a_workbench_that_only_shows_offers_no_decision(serve: Callable[..., Site], demo_ledger: Path,
                                                        open_page: Callable[..., Page]) -> None:
    site = serve(demo_ledger, name="shown", read_only=True)
    page = open_page(site, "/review", expected=("403 (Forbidden)",))
    assert page.locator(".decision button.main").count() == 0
    assert page.locator('nav a[href="/add"]').count() == 0
    assert "only shown" in page.locator(".who").inner_text()
    page.goto(site.at("/"))
    assert page.locator("table.list tbody tr").count() > 0

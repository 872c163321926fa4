"""Two hundred hostile texts in every field of a report, through every page of the workbench in a real browser.

One page of each kind is found by following links and held against the application's own list of routes, so that a page
that is added is looked at; then the pages of each report and of its claims. Nothing may run, open a dialog, ask for
anything off this machine, or stand in the page as markup. Where Chromium cannot be had the proof says so.

Example: ``python -m prove --only browsed``
"""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import uvicorn
from fastapi.routing import APIRoute
from playwright.sync_api import Error, Page, sync_playwright

from according.collect import collect
from according.ledger import open_ledger
from according.pipeline import open_tools, post, read_all, settle
from according.records import Reading
from according.settings import Settings
from according.web import guard, rendering
from according.web.app import create_app
from according.web.state import Serving
from browser.test_hostile import clean
from page_walk import every_page
from prove.frame import Outcome, Proof, Scale
from prove.payloads import make_payloads, write_reports
from workbench_site import Watch

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_NAMED = ("origins", "outlets", "books")
# data and files (a capture is one: it leaves as an attachment); what needs an account or a job
_NO_PAGES = re.compile(r"^/(?:api|static)/|\{form\}|/captures/\{|^/sign-in|^/add/")


def run(scale: Scale) -> Outcome:
    """Open every page."""
    return _apart(scale, scale.pick(short=3, whole=200))


def control(scale: Scale) -> Outcome:
    """The same pages without escaping, and without the policy that keeps scripts out."""
    trusting = rendering.environment()
    trusting.autoescape = False
    headers = tuple(row for row in guard._HEADERS if row[0] != "Content-Security-Policy")
    with mock.patch.object(rendering, "_ENVIRONMENT", trusting), mock.patch.object(guard, "_HEADERS", headers):
        return _apart(scale, 3)


def _apart(scale: Scale, most: int) -> Outcome:
    """In a thread of its own: the caller's may hold a browser's loop already (a test of pages before this one)."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(_tried, scale, most).result()


def _tried(scale: Scale, most: int) -> Outcome:
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        return Outcome(tried=0, bad=0, said="skipped: no Chromium on the PATH; install your system's chromium package")
    ledger = scale.folder / "hostile.sqlite"
    reports, claims = _fill(ledger, scale.folder / "hostile.jsonl", most)
    with _served(ledger) as (home, routes), sync_playwright() as play:
        opened = play.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"])
        context = opened.new_context(locale="en-GB", timezone_id="UTC")
        context.set_default_timeout(60_000)  # the machine may be busy, and one page holds two hundred reports
        watch = Watch(home, ["404 (Not Found)", "Content Security Policy", "Failed to load resource"])
        watch.over(context)
        page = context.new_page()
        # The short form leaves the walk over every page to the tests of the browser, which do it.
        kinds = every_page(page, home, named=_NAMED) if scale.whole else {"/": "/", "/reports": "/reports"}
        missed = [route for route in routes if scale.whole and not any(_fits(kind, route) for kind in kinds)]
        bad = len(missed)
        paths = [*kinds.values(), *(f"/reports/{name}?refusals=shown" for name in reports),
                 *(f"/claims/{name}" for name in claims)]
        looked = 0
        for path in paths:
            if looked and scale.left() <= 0:
                break
            bad += not _harmless(page, home + path)
            looked += 1
        opened.close()
    bad += len(watch.wrong)
    said = (f"{most} texts in every field of {len(reports)} reports, {looked} of {len(paths)} pages of {len(kinds)} "
            f"kinds: {bad} where something ran or stood as markup")
    if missed:
        said += f"; no page of {missed} was found"
    return Outcome(tried=looked, bad=bad, said=said)


def _harmless(page: Page, address: str) -> bool:
    try:
        page.goto(address)
        return page.evaluate("window.taken") is None and clean(page)
    except Error:  # the page left, or a dialog holds it
        return False


def _fits(kind: str, route: str) -> bool:
    return re.fullmatch(re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(route)), kind) is not None


def _fill(ledger: Path, source: Path, most: int) -> tuple[list[str], list[str]]:
    write_reports(source, make_payloads()[:most])
    settings = Settings()
    tools = open_tools(settings, reader="patterns")
    found = read_all(collect([str(source)], settings=settings), tools=tools, settings=settings)
    readings = [one for one in found if isinstance(one, Reading)]
    with open_ledger(str(ledger)) as opened:
        post(readings, ledger=opened)
        settle(opened)
    return [one.report.id for one in readings], [one.claims[0].id for one in readings if one.claims]


@contextmanager
def _served(ledger: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve a ledger on a free loopback port; yields its address and the routes of its pages."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        app = create_app(Settings(), Serving(ledger=str(ledger), port=port, name="<script>window.taken=1</script>"))
        included = [inner for route in app.routes for inner in getattr(route, "original_router", app).routes]
        routes = sorted({route.path for route in (*app.routes, *included) if isinstance(route, APIRoute)
                         and "GET" in route.methods and not _NO_PAGES.search(route.path)})
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, ws="none",
                                               timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}", routes
        server.should_exit = True
        thread.join(timeout=10)


PROOF = Proof(
    key="browsed",
    title="Hostile texts in a browser",
    does="Texts that run where a page lets them stand in every field of reports and in the words of their claims; "
         "every page of the workbench is opened in Chromium, one of each kind and those of each report and claim.",
    passes="nothing runs, no dialog, no request off the machine, no markup but the workbench's own",
    guard="escaping, and the policy that keeps foreign scripts out",
    run=run, control=control, seconds=150,
)

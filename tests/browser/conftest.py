"""A real browser before a real workbench: the system's Chromium, one for all tests, and a server on a free port.

Where Chromium cannot be had these tests are skipped with a line that says so; ``ACCORDING_BROWSER=required``, which
``.ci/run`` sets, makes that a failure. A page that writes an error to the console, asks for anything off this machine,
opens a dialog or breaks the Content-Security-Policy fails the test that opened it.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from according.demo import demo_folder
from according.web.app import create_app
from according.web.state import Serving
from workbench_site import DESK, SETTINGS, Site, Watch, fill

_NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def demo_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    fill(path, [str(demo_folder())])
    return path


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., Site]]:
    """Serve a ledger on a free loopback port: ``serve(path, access=..., read_only=...)``."""
    running: list[tuple[uvicorn.Server, threading.Thread, socket.socket]] = []

    def start(ledger: Path, **serving: object) -> Site:
        bound = socket.socket()
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        app = create_app(SETTINGS, Serving(ledger=str(ledger), port=port, **serving))  # type: ignore[arg-type]
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, ws="none",
                                               timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        running.append((server, thread, bound))
        ends = time.monotonic() + 20
        while not server.started:
            assert time.monotonic() < ends, "the workbench did not start"
            time.sleep(0.02)
        return Site(f"http://127.0.0.1:{port}", ledger)

    yield start
    for server, _, _ in running:
        server.should_exit = True
    for _, thread, bound in running:
        thread.join(timeout=10)
        bound.close()


@pytest.fixture(scope="session")
def site(serve: Callable[..., Site], demo_ledger: Path) -> Site:
    """A workbench over the demo that no test changes."""
    return serve(demo_ledger, name="demo")


@pytest.fixture
def own_site(serve: Callable[..., Site], demo_ledger: Path, tmp_path: Path) -> Site:
    """A workbench over a copy of the demo that a test may change."""
    path = tmp_path / "own.sqlite"
    shutil.copy(demo_ledger, path)
    return serve(path, name="own")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        line = "no Chromium on the PATH: install your system's chromium package to run the browser tests"
        if os.environ.get("ACCORDING_BROWSER") == "required":
            pytest.fail(line, pytrace=False)
        pytest.skip(line)
    with sync_playwright() as play:
        # Without its own sandbox, which needs rights that a container does not give: it only ever opens our own pages.
        opened = play.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page of a site; what it did wrong fails the test at its end: ``open_page(site, "/", dark=True)``."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def start(site: Site, path: str = "/", *, size: tuple[int, int] = DESK, dark: bool = False, script: bool = True,
              expected: tuple[str, ...] = ()) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, java_script_enabled=script,
                                      color_scheme="dark" if dark else "light", reduced_motion="reduce",
                                      locale="en-GB", timezone_id="UTC")
        context.set_default_timeout(8000)
        watch = Watch(site.url, list(expected))
        watch.over(context)
        opened.append((context, watch))
        page = context.new_page()
        page.goto(site.at(path))
        return page

    yield start
    wrong = [line for _, watch in opened for line in watch.wrong]
    for context, _ in opened:
        context.close()
    assert not wrong, "\n".join(wrong)

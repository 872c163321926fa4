"""Make the pictures of the tutorial: the demo's workbench in the system's Chromium.

In: nothing but the package and a Chromium on the PATH. Out: ``docs/pictures/NAME.png``, or with ``--all FOLDER`` every
page at the sizes of a small laptop and a phone, light and dark, to be looked at before a release.

Example: ``python tools/make_screenshots.py`` (``make screenshots``)
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from according.demo import demo_folder

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))  # the walk over every page is the tests'
from small_png import smaller  # noqa: E402

from page_walk import every_page  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
DESK, PHONE = (1366, 768), (390, 844)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
NAMED = ("origins", "outlets", "books")


def main(arguments: list[str]) -> int:
    """Make the pictures."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        sys.stderr.write("no Chromium on the PATH: install your system's chromium package\n")
        return 1
    with tempfile.TemporaryDirectory() as folder, workbench(Path(folder)) as home, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"])
        if arguments[:1] == ["--all"] and len(arguments) == 2:
            every(browser, home, Path(arguments[1]))
        elif not arguments:
            tutorial(browser, home)
        else:
            sys.stderr.write(f"{__doc__}\n")
            return 2
        browser.close()
    return 0


@contextmanager
def workbench(folder: Path) -> Iterator[str]:
    """Serve the demo until the end; yield its address."""
    run = [sys.executable, "-m", "according"]
    ledger = ["--ledger", str(folder / "demo.sqlite")]
    subprocess.run([*run, "add", str(demo_folder()), *ledger], check=True, stdout=subprocess.DEVNULL)
    served = subprocess.Popen([*run, "serve", "--port", "0", *ledger], stdout=subprocess.PIPE, text=True)
    try:
        assert served.stdout is not None
        told = re.search(r"http://[\d.]+:\d+", served.stdout.readline())
        if told is None:
            raise RuntimeError("the workbench did not say its address")
        yield told[0]
    finally:
        served.terminate()
        served.wait(timeout=20)


def open_page(browser: Browser, home: str, path: str = "/", *, size: tuple[int, int] = DESK,
              dark: bool = False) -> Page:
    """Return a page at a size and in a theme."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if dark else "light",
                            reduced_motion="reduce", locale="en-GB", timezone_id="UTC")
    page.goto(home + path)
    return page


def tutorial(browser: Browser, home: str) -> None:
    """Make the pictures that docs/tutorial.md shows."""
    PICTURES.mkdir(exist_ok=True)
    page = open_page(browser, home)
    keep(page, "overview")
    page.locator("table.list tbody th a").first.click()
    keep(page, "incident")
    page.locator(".figure-table a[data-drawer]", has_text="best").first.click()
    page.locator("#drawer blockquote").first.wait_for()
    keep(page, "drawer")
    page.keyboard.press("Escape")
    page.locator("#toll").scroll_into_view_if_needed()
    page.locator("#toll").screenshot(path=PICTURES / "toll.png")
    page.goto(home + "/review")
    keep(page, "review")
    phone = open_page(browser, home, "/", size=PHONE, dark=True)
    phone.locator("table.list tbody th a").first.click()
    keep(phone, "phone")
    for picture in sorted(PICTURES.glob("*.png")):
        picture.write_bytes(smaller(picture.read_bytes()))
        sys.stdout.write(f"{picture.relative_to(ROOT)}: {picture.stat().st_size:,} bytes\n")


def keep(page: Page, name: str) -> None:
    """Write what a page shows."""
    page.screenshot(path=PICTURES / f"{name}.png")


def every(browser: Browser, home: str, folder: Path) -> None:
    """Write every kind of page, whole, at both sizes and in both themes."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = every_page(open_page(browser, home), home, named=NAMED)
    for size, called in ((DESK, "desk"), (PHONE, "phone")):
        page = open_page(browser, home, size=size)
        for kind, path in pages.items():
            page.goto(home + path)
            name = re.sub(r"[^A-Za-z]+", "-", kind).strip("-") or "overview"
            for theme in ("light", "dark"):
                page.emulate_media(color_scheme=theme)
                page.screenshot(path=folder / f"{name}-{called}-{theme}.png", full_page=True)
            sys.stdout.write(f"{name}: {path}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

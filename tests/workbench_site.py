"""A workbench that listens on a free port, and a watch over the pages that a browser opens on it.

In: a ledger. Out: ``Site``; ``Watch`` notes what a page must not do.

Example: ``fill(path, [str(demo_folder())])`` reads the demo into a ledger
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext

from according.collect import collect
from according.ledger import open_ledger
from according.pipeline import open_tools, post, read_all, settle
from according.records import Failure, Reading
from according.settings import Settings

SETTINGS = Settings()
DESK, PHONE = (1366, 768), (390, 844)


@dataclass
class Site:
    """A workbench that listens."""

    url: str
    ledger: Path

    def at(self, path: str) -> str:
        return self.url + path


@dataclass
class Watch:
    """What a browser's pages did that they must not do."""

    home: str
    expected: list[str] = field(default_factory=list)  # parts of console lines that a test expects
    wrong: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self._asked(request.url))
        context.on("console", lambda line: self._said(line.type, f"{line.text} {line.location.get('url', '')}"))
        context.on("weberror", lambda error: self.wrong.append(f"uncaught: {error.error}"))
        context.on("dialog", lambda dialog: (self.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob", "about") and f"{parts.scheme}://{parts.netloc}" != self.home:
            self.wrong.append(f"asked for {url}")

    def _said(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not any(part in text for part in self.expected):
            self.wrong.append(f"console {kind}: {text}")


def fill(ledger: Path, sources: list[str]) -> None:
    """Read sources into a ledger and settle it."""
    found = read_all(collect(sources, settings=SETTINGS), tools=open_tools(SETTINGS), settings=SETTINGS)
    readings = []
    for outcome in found:
        assert not isinstance(outcome, Failure)
        if isinstance(outcome, Reading):
            readings.append(outcome)
    with open_ledger(str(ledger)) as opened:
        post(readings, ledger=opened)
        settle(opened)

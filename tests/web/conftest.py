"""A workbench over the demo's reports, asked as a browser asks."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from according.collect import collect
from according.demo import demo_folder
from according.ledger import open_ledger
from according.pipeline import open_tools, post, read_all, settle
from according.records import Failure, Reading
from according.settings import Settings
from according.web.access import Access, Role
from according.web.app import create_app
from according.web.state import Serving

OURS = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
SETTINGS = Settings(reader="patterns")
HTML = {"Accept": "text/html"}


def fill(ledger: Path, sources: list[str]) -> None:
    """Read sources into a ledger and settle it."""
    tools = open_tools(SETTINGS)
    found = read_all(collect(sources, settings=SETTINGS), tools=tools, settings=SETTINGS)
    with open_ledger(str(ledger)) as opened:
        readings = []
        for outcome in found:
            assert not isinstance(outcome, Failure)
            if isinstance(outcome, Reading):
                readings.append(outcome)
        post(readings, ledger=opened)
        settle(opened)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's ledger; nobody writes to it."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    fill(path, [str(demo_folder())])
    return path


@pytest.fixture
def own(demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo's ledger that may be written to."""
    path = tmp_path / "own.sqlite"
    shutil.copy(demo, path)
    return path


@pytest.fixture
def open_bench() -> Iterator[Callable[..., TestClient]]:
    """Open a workbench: ``open_bench(path, access=..., read_only=...)``."""
    opened: list[TestClient] = []

    def make(path: Path, **serving: object) -> TestClient:
        app = create_app(SETTINGS, Serving(ledger=str(path), **serving))  # type: ignore[arg-type]
        client = TestClient(app, base_url="http://127.0.0.1:8321", headers=HTML, follow_redirects=False)
        client.__enter__()
        opened.append(client)
        return client

    yield make
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def client(open_bench: Callable[..., TestClient], own: Path) -> TestClient:
    """A workbench over a ledger of its own, as whoever sits at this machine uses it."""
    return open_bench(own)


@pytest.fixture
def shown(open_bench: Callable[..., TestClient], demo: Path) -> TestClient:
    """A workbench that only shows."""
    return open_bench(demo, read_only=True)


# Hashing costs a tenth of a second: once for all tests.
@pytest.fixture(scope="session")
def people() -> Access:
    from according.web.access import hash_password

    hashed = hash_password("correct horse battery")
    return Access(users={"rhea": (Role.READER, hashed), "rosa": (Role.REVIEWER, hashed), "olga": (Role.OWNER, hashed)})


def sign_in(client: TestClient, name: str, password: str = "correct horse battery") -> None:
    done = client.post("/sign-in", data={"name": name, "password": password}, headers=OURS)
    assert done.status_code == 303, done.text

"""The demo's ledger, read once for all tests of what leaves the house."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from according.cli import main
from according.gather import gather
from according.holdings import Holdings
from according.ledger import open_ledger


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Holdings]:
    """What the demo's ledger holds, under a profile."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    assert main(["demo", "--ledger", str(path)]) == 0

    def under(profile: str) -> Holdings:
        with open_ledger(str(path), read_only=True) as ledger:
            return gather(ledger, profile=profile)

    return under

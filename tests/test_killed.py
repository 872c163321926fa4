"""Killed at any moment, `according add` leaves every report whole or absent, and the next run goes on from there.

Few kills by default, since each is a run of the command; ACCORDING_KILLS=100 makes it the long test.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import according
from according.demo import demo_folder
from according.ledger import open_ledger

KILLS = int(os.environ.get("ACCORDING_KILLS", "4"))
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(according.__file__).parent.parent)}


def adding(ledger: Path) -> list[str]:
    return [sys.executable, "-m", "according", "add", str(demo_folder()), "--ledger", str(ledger)]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    path = tmp_path_factory.mktemp("undisturbed") / "ledger.sqlite"
    started = time.monotonic()
    done = subprocess.run(adding(path), capture_output=True, text=True, env=ENVIRONMENT)
    assert done.returncode == 0, done.stderr
    with open_ledger(str(path), read_only=True) as ledger:
        return ledger.digest(), time.monotonic() - started


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_run_goes_on_to_the_same_ledger(undisturbed, tmp_path, seed):
    digest, took = undisturbed
    path = tmp_path / "ledger.sqlite"
    process = subprocess.Popen(adding(path), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    time.sleep(random.Random(seed).uniform(0.2, 1.0) * took)
    process.send_signal(signal.SIGKILL)
    process.wait()
    if path.exists():
        with open_ledger(str(path)) as ledger:
            assert ledger.verify() == ()
    done = subprocess.run(adding(path), capture_output=True, text=True, env=ENVIRONMENT)
    assert done.returncode == 0, done.stderr
    with open_ledger(str(path), read_only=True) as ledger:
        assert ledger.verify() == ()
        assert ledger.digest() == digest

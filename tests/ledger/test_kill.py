"""Killed at any moment while it posts, a ledger holds every report whole or not at all, and the next run ends the same.

Eight kills by default; ACCORDING_KILLS=100 makes it the long test.
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
from according.ledger import open_ledger
from reading_factory import make_reading, settle

KILLS = int(os.environ.get("ACCORDING_KILLS", "8"))
REPORTS = 300
PATHS = os.pathsep.join((str(Path(according.__file__).parent.parent), str(Path(__file__).parent.parent)))
POSTING = f"""
import sys
from according.ledger import open_ledger
from reading_factory import make_reading, settle
with open_ledger(sys.argv[1]) as ledger:
    print("open", flush=True)
    for number in range({REPORTS}):
        ledger.post([make_reading(number)])
        if number % 20 == 19:
            settle(ledger)
        print(number, flush=True)
"""


def expected() -> str:
    with open_ledger(":memory:") as ledger:
        ledger.post(make_reading(number) for number in range(REPORTS))
        settle(ledger)
        return ledger.digest()


@pytest.mark.parametrize("store", ["file", "postgres"])
def test_kills_in_a_row(store, tmp_path, request):
    rng = random.Random(store)
    wanted, killed, acknowledged = expected(), 0, -1
    for attempt in range(KILLS // 2):
        if attempt % 4 == 0:  # a ledger is killed four times, then the next one begins
            address = (str(tmp_path / f"{attempt}.sqlite") if store == "file"
                       else request.getfixturevalue("postgres").new_address())
            acknowledged = -1
        process = subprocess.Popen([sys.executable, "-c", POSTING, address], stdout=subprocess.PIPE, text=True,
                                   env={**os.environ, "PYTHONPATH": PATHS})
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        time.sleep(rng.uniform(0.0, 0.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        said = [int(line) for line in process.stdout.read().split()]
        process.stdout.close()
        killed += process.returncode == -signal.SIGKILL
        acknowledged = max([acknowledged, *said])
        with open_ledger(address) as ledger:
            assert ledger.verify() == ()
            there = {report.id for report in ledger.reports()}
            assert {make_reading(number).report.id for number in range(acknowledged + 1)} <= there
            for number in range(acknowledged + 3):
                reading = make_reading(number)
                if reading.report.id in there:
                    assert ledger.reading(reading.report.id) == reading
    with open_ledger(address) as ledger:
        ledger.post(make_reading(number) for number in range(REPORTS))
        settle(ledger)
        assert ledger.verify() == ()
        assert ledger.digest() == wanted
    assert killed

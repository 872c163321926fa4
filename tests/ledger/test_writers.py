"""Many processes write into one ledger at once: the chain stays one line, and nothing is lost or kept twice."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import according
from according.ledger import open_ledger
from claim_factory import make_judgement
from reading_factory import make_reading, settle

WRITERS, EACH = 4, 25
PATHS = os.pathsep.join((str(Path(according.__file__).parent.parent), str(Path(__file__).parent.parent)))
WRITING = f"""
import sys
from according.ledger import open_ledger
from claim_factory import make_judgement
from reading_factory import make_reading, settle
me = int(sys.argv[2])
with open_ledger(sys.argv[1], patience=60.0) as ledger:
    for number in range({EACH}):
        ledger.post([make_reading(number), make_reading(1000 + me * {EACH} + number)])  # one of all, one of its own
        ledger.judge(make_judgement("reject", f"c-{{number}}"))
    settle(ledger)
"""


def test_many_writers(lasting):
    # The ledger is not there yet: the writers race for making it, too.
    writers = [subprocess.Popen([sys.executable, "-c", WRITING, lasting, str(me)], stderr=subprocess.PIPE, text=True,
                                env={**os.environ, "PYTHONPATH": PATHS}) for me in range(WRITERS)]
    said = [writer.communicate(timeout=300)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * WRITERS, said
    with open_ledger(lasting) as ledger:
        assert ledger.verify() == ()
        assert len(list(ledger.reports())) == EACH + WRITERS * EACH
        kinds = [entry.kind for entry in ledger.entries()]
        assert kinds.count("report") == kinds.count("reading") == EACH + WRITERS * EACH
        assert kinds.count("judgement") == EACH
        settle(ledger)
        digest = ledger.digest()
    with open_ledger(":memory:") as alone:
        alone.post(make_reading(number) for number in [*range(EACH), *range(1000, 1000 + WRITERS * EACH)])
        for number in range(EACH):
            alone.judge(make_judgement("reject", f"c-{number}"))
        settle(alone)
        assert alone.digest() == digest

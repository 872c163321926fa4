"""What grows with the ledger: python bench/growth.py LEDGER... [--postgres]

In: settled ledgers of several sizes (``bench/big_ledger.py --settle`` makes them). Out: a Markdown table, a row a
ledger: the first page of a workbench just started, a page of an incident, the overview under a filter nobody asked for
before and under words searched in titles and evidence, from the request to the last byte over real connections; a
settle after one new report in a process of its own; and the most memory that each process held. Beside the median stand
the processor's milliseconds, which others on the machine do not lengthen. A report is added to each ledger: name
copies.

``--postgres`` copies each into a PostgreSQL that is started for the run, settles it there and measures it too.

Example: ``python bench/growth.py /tmp/10k.sqlite /tmp/100k.sqlite /tmp/1m.sqlite``
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench"), str(ROOT / "tests")]

from big_ledger import DETAIL, readings  # noqa: E402  # from the path above
from workbench import Asked, timed  # noqa: E402

from according.ledger import open_ledger  # noqa: E402
from according.pipeline import settle  # noqa: E402
from postgres_server import find_programs, running_server  # noqa: E402

COLUMNS = ("claims", "incidents", "first page", "incident", "filter", "words", "memory of the workbench",
           "settle after a report", "its memory")
_SETTLE = """
import json, pathlib, re, sys, time
from according.ledger import open_ledger
from according.pipeline import settle
began = time.perf_counter()
with open_ledger(sys.argv[1]) as ledger:
    settle(ledger)
status = pathlib.Path("/proc/self/status").read_text()  # its own peak; what the system counts begins with its parent's
held = int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1]) / 1024
print(json.dumps([time.perf_counter() - began, time.process_time(), held]))
"""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("ledgers", nargs="+", metavar="LEDGER")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    sys.stdout.write(f"| ledger | {' | '.join(COLUMNS)} |\n| --- |{' ---: |' * len(COLUMNS)}\n")
    for ledger in options.ledgers:
        row("SQLite", ledger, options.rounds)
        if options.postgres:
            with copied(ledger) as address:
                row("PostgreSQL", address, options.rounds)
    return 0


def row(engine: str, ledger: str, rounds: int) -> None:
    """Measure one ledger and print its row."""
    with open_ledger(ledger) as opened:
        settle(opened)  # by the rules of now: a ledger of an earlier version has no summaries yet
        claims, incidents, _ = opened.counts()
        names = list(opened.seals())
    show([engine, f"{claims:,}", f"{incidents:,}"])
    show(pages(ledger, names, rounds))
    show(settled(ledger))
    sys.stdout.write("|\n")


def show(cells: list[str]) -> None:
    """Print cells of a row as soon as they are measured."""
    sys.stdout.write(f"| {' | '.join(cells)} ")
    sys.stdout.flush()


def pages(ledger: str, names: list[str], rounds: int) -> list[str]:
    """Return the times of pages, and the memory that serving them took."""
    served = subprocess.Popen([sys.executable, "-m", "according", "serve", "--port", "0", "--ledger", ledger],
                              stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert served.stdout is not None
        told = re.search(r"http://([\d.]+:\d+)", served.stdout.readline())
        assert told is not None, "the workbench did not say its address"
        site = Asked(told[1])
        first = timed(lambda: site.get("/")) / 1000
        chance = random.Random(7)
        incidents = [f"/incidents/{chance.choice(names)}" for _ in range(rounds)]
        filters = [{"since": f"2021-01-0{1 + n % 9}", "harm": "wounded", "sort": "size"} for n in range(rounds)]
        words = [{"text": DETAIL[n % len(DETAIL)]} for n in range(rounds)]
        return [f"{first:.1f} s ({spent(served.pid):.1f})", *(
            middle(site, served.pid, paths) for paths in (
                incidents, *([f"/?{urlencode(query)}" for query in queries] for queries in (filters, words)))),
            f"{peak(served.pid):,.0f} MB"]
    finally:
        served.terminate()
        served.wait(timeout=60)


def settled(ledger: str) -> list[str]:
    """Add one report and return the seconds and the memory of the settle after it."""
    with open_ledger(ledger) as opened:
        opened.post([next(readings(10, time.time_ns()))])
    done = subprocess.run([sys.executable, "-c", _SETTLE, ledger], capture_output=True, text=True, check=True,
                          env={"PYTHONPATH": str(ROOT / "src")})
    seconds, cpu, memory = json.loads(done.stdout)
    return [f"{seconds:.2f} s ({cpu:.2f})", f"{memory:,.0f} MB"]


@contextmanager
def copied(ledger: str) -> Iterator[str]:
    """Start a PostgreSQL, copy the ledger into it, settle it, and give its address."""
    programs = find_programs()
    if programs is None:
        raise SystemExit("no PostgreSQL here: initdb is neither on the PATH nor under /usr/lib/postgresql")
    with running_server(programs) as server:
        address = server.address()
        with open_ledger(ledger, read_only=True) as source, open_ledger(address) as target:
            target.restore(source.entries())
            settle(target)
        yield address


def middle(site: Asked, process: int, paths: list[str]) -> str:
    """Return the median of the milliseconds that pages take, and those of the processor for one."""
    before = spent(process)
    times = sorted(timed(lambda path=path: site.get(path)) for path in paths)
    return f"{times[len(times) // 2]:,.0f} ms ({(spent(process) - before) / len(paths) * 1_000:,.0f})"


def spent(process: int) -> float:
    """Return the processor's seconds that a process took."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak(process: int) -> float:
    """Return the most memory that a process and its children held, in MB."""
    total = 0.0
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    for one in (str(process), *children):
        status = Path(f"/proc/{one}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        total += int(found[1]) / 1024 if found else 0.0
    return total


if __name__ == "__main__":
    sys.exit(main())

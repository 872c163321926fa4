"""Measure the workbench over a large ledger: python bench/workbench.py --ledger FILE [--rounds 25]

In: a settled ledger (``bench/big_ledger.py --settle`` makes one); it is copied, so that decisions do not stay in it.
Out: a Markdown table of times from the request to the last byte, over real connections to a server of its own process.

Every request asks for something else than the one before, so that nothing is told from what was kept.

Example: ``python bench/workbench.py --ledger .bench/100k.sqlite``
"""

from __future__ import annotations

import argparse
import http.client
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

from according.ledger import open_ledger

ROOT = Path(__file__).resolve().parent.parent
OURS = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
FORM = {**OURS, "Content-Type": "application/x-www-form-urlencoded"}


class Asked:
    """One connection to the workbench, as a browser keeps one."""

    def __init__(self, address: str) -> None:
        """Connect to ``host:port``."""
        self._to = http.client.HTTPConnection(address, timeout=300)

    def get(self, path: str) -> str:
        """Return a page."""
        return self._ask("GET", path, None, OURS)

    def post(self, path: str, **form: str) -> str:
        """Return the page that answers a form."""
        return self._ask("POST", path, urlencode(form), FORM)

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> str:
        self._to.request(method, path, body, headers)
        answer = self._to.getresponse()
        text = answer.read().decode()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:200]}")
        return text


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--ledger", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=25)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "bench.sqlite"
        shutil.copy(options.ledger, copy)
        with open_ledger(str(copy), read_only=True) as ledger:
            names = [incident.name for incident in ledger.incidents()]
            claims = sum(1 for _ in ledger.claims())
        served = subprocess.Popen([sys.executable, "-m", "according", "serve", "--port", "0", "--ledger", str(copy)],
                                  stdout=subprocess.PIPE, text=True, cwd=ROOT)
        try:
            assert served.stdout is not None
            told = re.search(r"http://([\d.]+:\d+)", served.stdout.readline())
            assert told is not None, "the workbench did not say its address"
            measure(Asked(told[1]), names, claims, options.rounds)
        finally:
            served.terminate()
            served.wait(timeout=60)
    return 0


def measure(site: Asked, names: list[str], claims: int, rounds: int) -> None:
    """Print the table."""
    first = timed(lambda: site.get("/"))
    step = max(1, len(names) // rounds)
    rows = [
        ("overview, no filter", [timed(lambda: site.get("/")) for _ in range(rounds)]),
        ("overview, another filter each time", [timed(lambda path=path: site.get(path)) for path in queries(rounds)]),
        ("incident, another each time",
         [timed(lambda name=name: site.get(f"/incidents/{name}")) for name in names[::step][:rounds]]),
        ("review, the next task after a decision", decided(site, rounds)),
    ]
    out = [f"{claims:,} claims, {len(names):,} incidents; the first page {first:,.0f} ms", "",
           "| page | median | 90 of 100 | slowest |", "| --- | ---: | ---: | ---: |"]
    for name, times in rows:
        times.sort()
        out.append(f"| {name} | {times[len(times) // 2]:,.0f} ms | {times[int(len(times) * 0.9)]:,.0f} ms | "
                   f"{times[-1]:,.0f} ms |")
    sys.stdout.write("\n".join(out) + "\n")


def queries(rounds: int) -> Iterator[str]:
    """Yield addresses of the overview, each with other filters."""
    for number in range(rounds):
        month = 1 + number % 9
        yield "/?" + urlencode({"since": f"2021-0{month}-0{1 + number // 9}", "sort": "size",
                                "harm": ("killed", "wounded")[number % 2]})


def decided(site: Asked, rounds: int) -> list[float]:
    """Confirm or tell apart, task after task; each answer holds the next one."""
    page, times = site.get("/review"), []
    for _ in range(rounds):
        subject, other = (re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("subject", "other"))
        assert subject is not None
        form = {"subject": subject[1], "other": other[1] if other else "", "inset": "yes"}
        form["kind"] = "same" if form["other"] else "confirm"
        began = time.perf_counter()
        page = site.post("/review/decide", **form)
        times.append((time.perf_counter() - began) * 1000)
    return times


def timed(ask: Callable[[], object]) -> float:
    """Return how many milliseconds a call takes."""
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())

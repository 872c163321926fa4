"""How fast whole archives are read, and whether every way gives the same ledger: python bench/archives.py [--pages N]

In: how many invented pages (``made_up_pages``). Out: a Markdown table: documents a second with one process, with two,
with Ray on two cores, and how much of twice the speed two give. Each way is killed once when a quarter is done
(SIGKILL, without a word) and run again with the same line; the rate is that of the second run. The ledgers are compared
by their chain (times of recording left out) and by their digest.

The machine's load before and after each way is told: where others compute beside it, only ratios of one run say
something.

Example: ``nice python bench/archives.py --pages 20000 --reader patterns``
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
sys.path.insert(0, str(ROOT / "bench"))

from made_up_pages import write_archive  # noqa: E402  # from the path above

from according.ledger import open_ledger  # noqa: E402

WAYS = {
    "one process": ("--workers", "1"),
    "two processes": ("--workers", "2"),
    "Ray on two cores": ("--workers", "2", "--ray", "local"),
}
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one way did."""

    told: dict[str, object]  # the report of the second run
    killed_after: int  # shards
    content: str  # digest of the ledger
    chain: str  # hash over its entries, without times
    load: tuple[float, float]  # before and after


def main() -> int:
    """Make the archive, go every way, print the table; 1 where two ways differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--reader", default="patterns")
    parser.add_argument("--shard", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ways", nargs="+", choices=sorted(WAYS), default=list(WAYS))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "made-up.warc.gz"
        write_archive(archive, pages=options.pages, seed=options.seed)
        sys.stderr.write(f"{archive.stat().st_size:,} bytes of archive\n")
        outcomes = {}
        for way in options.ways:
            outcomes[way] = go(archive, Path(folder), way, options)
            sys.stderr.write(f"{way}: {json.dumps(outcomes[way].told)}\n")
    sys.stdout.write(table(outcomes, options))
    return int(len({(o.content, o.chain) for o in outcomes.values()}) > 1)


def go(archive: Path, folder: Path, way: str, options: argparse.Namespace) -> Outcome:
    """Read the archive one way: killed when a quarter of its shards is done, then run again."""
    home = folder / way.replace(" ", "-")
    ledger, work = home / "ledger.sqlite", home / "work"
    home.mkdir()
    command = [sys.executable, "-m", "according", "backfill", str(archive), "--ledger", str(ledger),
               "--work", str(work), "--reader", options.reader, "--shard", str(options.shard), "--json", *WAYS[way]]
    before, quarter = os.getloadavg()[0], max(1, options.pages // options.shard // 4)
    first = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    while first.poll() is None and len(list(work.glob("*.json"))) < quarter:
        time.sleep(0.05)
    first.send_signal(signal.SIGKILL)
    first.wait()
    killed_after = len(list(work.glob("*.json")))
    second = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=False)
    if not second.stdout:
        raise RuntimeError(f"{way}: {second.stderr[-2_000:]}")
    with open_ledger(str(ledger)) as opened:
        faults = opened.verify()
        if faults:
            raise RuntimeError(f"{way}: {faults[0]}")
        chain = hashlib.sha256()
        for entry in opened.entries():
            if entry.kind != "naming":  # tells how often it was settled
                chain.update(f"{entry.kind} {entry.key} {entry.payload}\n".encode())
        return Outcome(json.loads(second.stdout), killed_after, opened.digest(), chain.hexdigest(),
                       (before, os.getloadavg()[0]))


def table(outcomes: dict[str, Outcome], options: argparse.Namespace) -> str:
    """Return the outcomes as a Markdown table."""
    one = outcomes.get("one process")
    same = len({(o.content, o.chain) for o in outcomes.values()}) == 1
    what = f"{options.pages:,} pages, reader {options.reader}, shards of {options.shard:,}, {os.cpu_count()} cores"
    lines = [f"{what}; ledgers {'the same, byte for byte' if same else 'DIFFER'}", "",
             "| way | documents a second | efficiency | killed after | done before | refused | lost | load |",
             "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for way, outcome in outcomes.items():
        told, rate = outcome.told, float(str(outcome.told["documents_a_second"]))
        cores = 1 if way == "one process" else 2
        share = "" if one is None else f"{rate / (cores * float(str(one.told['documents_a_second']))):.0%}"
        refused = told["refused"]
        assert isinstance(refused, dict)
        lines.append(f"| {way} | {rate:.1f} | {share} | {outcome.killed_after} shards | {told['shards_before']} of "
                     f"{told['shards']} | {sum(refused.values())} of {told['documents']} | {told['lost']} | "
                     f"{outcome.load[0]:.1f} to {outcome.load[1]:.1f} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())

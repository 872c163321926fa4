"""``python -m prove``: every proof, or some; a table; docs/tested.md.

In: options. Out: the table on stdout, exit code 1 where a promise was broken or a control found nothing. Results are
kept in ``.prove/``, and docs/tested.md is written where every proof has one.

Example: ``python -m prove --short --only killed,tampered``
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from prove.frame import Proof
from prove.kept import keep, newest
from prove.page import write_page
from prove.running import Result, prove_all, prove_one, write_result
from prove.table import NAMES, proof, proofs

SEED = 20261126


def main() -> int:
    """Run what the options ask for and return the exit code."""
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that no process and no folder is left behind
    if options.one:
        one = proof(options.one)
        one = replace(one, seconds=options.seconds or one.seconds)
        write_result(prove_one(one, whole=not options.short, seed=options.seed), Path(options.to))
        return 0
    wanted = tuple(_within(one, options.share) for one in _wanted(options.only))
    if options.list:
        for one in wanted:
            _say(f"{one.key:12} {one.title}: {one.passes}")
        return 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="according-prove-") as logs:
        results = prove_all(wanted, whole=not options.short, seed=options.seed, logs=Path(logs), tell=_tell)
    seconds = time.monotonic() - began
    _print_table(wanted, results, seconds)
    if not options.short:
        keep(results, share=options.share)
        if (found := newest(NAMES)) is not None:
            _say(f"written: {write_page(proofs(), found[0], seed=options.seed, share=found[1])}")
    return 0 if all(result.holds for result in results) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m prove", description="Prove what According promises.")
    parser.add_argument("--only", metavar="KEY,KEY", default="",
                        help="these alone; of the others the newest results stay on docs/tested.md")
    parser.add_argument("--short", action="store_true", help="the short forms, as in `make test`")
    parser.add_argument("--list", action="store_true", help="name the proofs and end")
    parser.add_argument("--seed", type=int, default=SEED, help="of all chance; %(default)s unless given")
    parser.add_argument("--share", type=_share, default=1.0,
                        help="of the time that each proof has, from 0.05 to 1; the page says it")
    parser.add_argument("--one", metavar="KEY", help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--to", metavar="FILE", help=argparse.SUPPRESS)
    return parser.parse_args()


def _share(text: str) -> float:
    value = float(text)
    if not 0.05 <= value <= 1:
        raise argparse.ArgumentTypeError("from 0.05 to 1")
    return value


def _within(one: Proof, share: float) -> Proof:
    """Give a proof a part of its time; each stops by itself and says how far it came."""
    return one if share == 1 else replace(one, seconds=max(20, round(one.seconds * share)))


def _wanted(only: str) -> tuple[Proof, ...]:
    keys = [key for key in only.split(",") if key]
    if strangers := sorted(set(keys) - set(NAMES)):
        sys.exit(f"there is no proof {strangers[0]!r}: choose from {', '.join(NAMES)}")
    return tuple(one for one in proofs() if not keys or one.key in keys)


def _tell(one: Proof, result: Result) -> None:
    """Say at once what a proof gave: the whole run takes long."""
    if result.run is None or result.control is None:
        _say(f"{one.key}: NOT PROVEN: {result.fault}")
        return
    word = "holds" if result.holds else "NOT PROVEN"
    _say(f"{one.key}: {word}: {result.run.said} ({result.run.seconds:.0f} s); "
         f"without {one.guard}: {result.control.said} ({result.control.seconds:.0f} s)")


def _print_table(wanted: tuple[Proof, ...], results: tuple[Result, ...], seconds: float) -> None:
    rows = [("proof", "tried", "bad", "control: bad of tried", "seconds", "")]
    for one, result in zip(wanted, results, strict=True):
        run, control = result.run, result.control
        rows.append((
            one.title, f"{run.tried:,}" if run else "-", f"{run.bad:,}" if run else "-",
            f"{control.bad:,} of {control.tried:,}" if control else "-",
            f"{run.seconds + control.seconds:.0f}" if run and control else "-",
            "holds" if result.holds else "NOT PROVEN"))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    _say("")
    for row in rows:
        cells = [cell.ljust(width) if column in (0, 5) else cell.rjust(width)
                 for column, (cell, width) in enumerate(zip(row, widths, strict=True))]
        _say("  ".join(cells).rstrip())
    _say(f"\n{sum(result.holds for result in results)} of {len(results)} hold, {seconds:.0f} s in all")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

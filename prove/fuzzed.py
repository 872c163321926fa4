"""Coverage-guided fuzzing of the code that reads counts, dates, attributions, feeds and archives.

Each target is fuzzed by atheris for a fixed time, from the kept inputs on (``inputs/``, one file a target: a list of
texts, each letter a byte); an input that breaks it is written out, to be kept there once it is mended. Where atheris
cannot be had (it is for Linux), and in the short form, the kept inputs are gone through, and bytes that hypothesis
makes of them.

Example: ``python -m prove --only fuzzed``
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unittest import mock

import feedparser

from according.collect import feed
from prove import ROOT
from prove.frame import Outcome, Proof, Scale
from prove.fuzz_targets import TARGETS

_KEPT = ROOT / "prove" / "inputs"
_DONE = re.compile(r"Done (\d+) runs in")
_SHARE = 0.85  # of the time; the rest is for starting


def kept(name: str) -> list[bytes]:
    """Return the kept inputs of a target."""
    return [text.encode("latin-1") for text in json.loads((_KEPT / f"{name}.json").read_text(encoding="utf-8"))]


def run(scale: Scale) -> Outcome:
    """Fuzz each target; go through what is kept."""
    tried, broken = _replayed()
    said = f"{tried} kept inputs, {broken} broke"
    if not scale.whole or find_spec("atheris") is None:
        more, bad = _mutated(scale)
        why = "" if not scale.whole else "; atheris is not to be had here"
        return Outcome(tried=tried + more, bad=broken + bad, said=f"{said}; {more} made of them, {bad} broke{why}")
    seconds = int(scale.left() * _SHARE / len(TARGETS))
    lines = []
    for name in TARGETS:
        runs, bad = _fuzz(name, seconds, scale)
        tried, broken = tried + runs, broken + bad
        lines.append(f"{name} {runs:,}")
    crashes = "0 crashes" if not broken else f"{broken} broke"
    return Outcome(tried=tried, bad=broken, said=f"{seconds} s each of {', '.join(lines)} runs; {said}; {crashes}")


def control(scale: Scale) -> Outcome:
    """The kept inputs, with what breaks the parser of feeds let out."""
    def unguarded(xml: str) -> dict[str, Any]:
        feedparser.parse(io.BytesIO(xml.encode("utf-8")), response_headers={"content-type": "text/xml; charset=utf-8"})
        return {"entries": [], "broken": ""}

    with mock.patch.object(feed, "read_entries", unguarded):
        tried, broken = _replayed()
    return Outcome(tried=tried, bad=broken, said=f"{broken} of {tried} kept inputs broke")


def _replayed() -> tuple[int, int]:
    inputs = [(name, data) for name in TARGETS for data in kept(name)]
    return len(inputs), sum(_breaks(TARGETS[name], data) for name, data in inputs)


def _breaks(target: Callable[[bytes], None], data: bytes) -> bool:
    with mock.patch.object(feed, "run_confined", lambda function, *arguments, **_: function(*arguments)):
        try:
            target(data)
        except Exception:  # whatever it is: no input may cause one
            return True
    return False


def _mutated(scale: Scale) -> tuple[int, int]:
    """Go through inputs made of two kept ones: cut, joined, a byte changed."""
    tried = bad = 0
    for turn in scale.turns(short=150, whole=100_000, part=0.5):
        draw = scale.rng("fuzzed", turn)
        name = list(TARGETS)[turn % len(TARGETS)]
        tried += 1
        bad += _breaks(TARGETS[name], _made_of(kept(name), draw))
    return tried, bad


def _made_of(inputs: list[bytes], draw: random.Random) -> bytes:
    one, other = draw.choice(inputs), draw.choice(inputs)
    made = bytearray(one[: draw.randrange(len(one) + 1)] + other[draw.randrange(len(other) + 1):])
    for _ in range(draw.randrange(4)):
        if made:
            made[draw.randrange(len(made))] = draw.randrange(256)
    return bytes(made)


def _fuzz(name: str, seconds: int, scale: Scale) -> tuple[int, int]:
    """Return how many inputs were run and how many broke the target: one at most, for the fuzzer stops at it."""
    inputs, crashes = scale.room(f"{name}-inputs"), scale.room(f"{name}-crashes")
    for data in kept(name):
        (inputs / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    command = [sys.executable, "-m", "prove.fuzz_one", name, str(seconds), str(scale.seed), str(inputs), str(crashes)]
    paths = os.pathsep.join(str(ROOT / folder) for folder in (".", "src", "tests"))
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, cwd=ROOT,
                          env={**os.environ, "PYTHONPATH": paths}, timeout=seconds + 120)
    found = sorted(crashes.iterdir())
    for crash in found:  # a file of the folder that the proof was started in, to be kept among the inputs
        (Path.cwd() / f"broken-{name}-{crash.name}").write_bytes(crash.read_bytes())
    runs = _DONE.search(done.stderr)
    return int(runs[1]) if runs else 0, max(len(found), int(done.returncode != 0))


PROOF = Proof(
    key="fuzzed",
    title="Coverage-guided fuzzing",
    does="Counts, dates, attributions, feeds and archives are read out of bytes that a fuzzer changes so that they "
         "reach code that none reached before; what is found must stand in the text where it says, ends in order.",
    passes="0 crashes, 0 promises broken; the inputs of earlier runs are kept and gone through in `make test`",
    guard="what catches the breaking of the parser of feeds",
    run=run, control=control, seconds=240,
)

"""100,000 malformed documents of every kind: nobody dies, and each is accounted for.

They are read in lots by a process whose death would be seen (``malformed_reader.py``); a part of them goes through
``according add`` into a ledger, whose count of reports must be that of the readings that differ.

Example: ``python -m prove --only malformed``
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any

from according.ledger import open_ledger
from prove import ROOT
from prove.frame import Outcome, Proof, Scale
from prove.malformed_documents import make_malformed

_MOST_SECONDS, _MOST_MEMORY = 10.0, 512_000_000
_TOLD = re.compile(r"([\d,]+) reports?: ([\d,]+) new, ([\d,]+) known already[^;]*; ([\d,]+) sources? refused")
_WHOLE = "its counts add up"
_END_TO_END = 0.1  # the part of the time for `according add`


@dataclass
class _Tally:
    """What became of the documents that were read."""

    done: int = 0
    stored: int = 0
    refused: int = 0
    both: int = 0
    nothing: list[int] = field(default_factory=list)
    broke: list[list[Any]] = field(default_factory=list)
    deaths: int = 0
    slowest: float = 0.0
    memory: int = 0

    def add(self, said: dict[str, Any], begin: int) -> None:
        self.done += said["next"] - begin
        self.stored += said["stored"]
        self.refused += said["refused"]
        self.both += said["both"]
        self.nothing += said["nothing"]
        self.broke += said["broke"]
        self.slowest = max([self.slowest, *said["slow"][:1]])
        self.memory = max(self.memory, said["memory"])

    def bad(self) -> int:
        lost = self.done - self.stored - self.refused - self.both - len(self.nothing) - len(self.broke)
        return (self.deaths + len(self.broke) + len(self.nothing) + abs(lost) + (self.slowest > _MOST_SECONDS)
                + (self.memory > _MOST_MEMORY))


def run(scale: Scale) -> Outcome:
    """Read them all; put a part into a ledger."""
    most = scale.pick(short=60, whole=100_000)
    tally = _read(scale, most, scale.left() * (1 - _END_TO_END), [sys.executable, "-m", "prove.malformed_reader"])
    added, wrong = _add(scale, scale.pick(short=16, whole=500))
    said = (f"{tally.done:,} read: {tally.stored:,} stored, {tally.refused:,} refused with a reason, {tally.both:,} in "
            f"part; {tally.deaths} deaths, {len(tally.broke)} broke off, {len(tally.nothing)} unaccounted for; slowest "
            f"{tally.slowest:.1f} s, {tally.memory / 1e6:.0f} MB at most; {added:,} through `add`: {wrong}")
    return Outcome(tried=tally.done + added, bad=tally.bad() + (wrong != _WHOLE), said=said)


def control(scale: Scale) -> Outcome:
    """The same reader without the guard around what a source holds: what broke it off is seen."""
    code = ("import sys, json; import prove; from according import collect; "
            "collect._guarded = lambda found, origin: found; "
            "from prove.malformed_reader import main; main(json.loads(sys.argv[1]))")
    tally = _read(scale, 40, scale.left(), [sys.executable, "-c", code])
    return Outcome(tried=tally.done, bad=tally.bad(), said=f"{len(tally.broke)} of {tally.done} broke off")


def _read(scale: Scale, most: int, seconds: float, command: list[str]) -> _Tally:
    tally, begin, folder = _Tally(), 0, scale.room("documents")
    ends = scale.left() - seconds
    while begin < most and (left := scale.left() - ends) > 1:
        request = {"from": begin, "to": most, "seed": scale.seed, "folder": str(folder), "seconds": left}
        with subprocess.Popen([*command, json.dumps(request)], stdout=subprocess.PIPE, text=True, cwd=ROOT,
                              env=_environment()) as reader:
            assert reader.stdout is not None
            for line in reader.stdout:
                said = json.loads(line)
                tally.add(said, begin)
                begin = said["next"]
        if reader.returncode == 0:
            break
        tally.deaths += 1
        begin += 200  # what killed it is in this lot: on with the next
    return tally


def _add(scale: Scale, most: int) -> tuple[int, str]:
    """Put a folder of them through the command; its own counts, and those of the ledger, must add up."""
    folder, ledger = scale.room("added"), scale.folder / "added.sqlite"
    for number in range(most):
        name, content = make_malformed(number, seed=scale.seed)
        (folder / name).write_bytes(content)
    command = [sys.executable, "-m", "according", "add", str(folder), "--reader", "patterns", "--ledger", str(ledger)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=_environment(), cwd=ROOT)
    told = _TOLD.search(done.stdout)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr or told is None:
        return most, f"exit {done.returncode}: {done.stderr[-200:]}"
    of, new, known, refused = (int(number.replace(",", "")) for number in told.groups())
    lines = [line for line in done.stderr.splitlines() if line.startswith(f"according: {folder}")]
    named = {line.removeprefix(f"according: {folder}/").split(":")[0].split("#")[0] for line in lines}
    with open_ledger(str(ledger)) as opened:
        held = sum(1 for _ in opened.reports())
    whole = of == new + known and held == new and refused == len(lines) and most - len(named) <= of
    return most, _WHOLE if whole else f"its counts do not add up ({told[0]}; {held} held, {len(lines)} lines)"


def _environment() -> dict[str, str]:
    paths = [str(ROOT), str(ROOT / "src"), str(ROOT / "tests")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONHASHSEED": "0"}


PROOF = Proof(
    key="malformed",
    title="Malformed documents of every kind",
    does="Pages, feeds, archives, JSON, lines of JSON, texts and gzip of our own making have bytes changed, are cut, "
         "doubled, spliced, nested, told in other encodings, packed and blown up, and are read as `add` reads.",
    passes="no death of the process; each stored, refused with a reason or both; none over 10 s or 512 MB",
    guard="what keeps an error inside one source",
    run=run, control=control, seconds=750,
)

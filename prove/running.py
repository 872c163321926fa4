"""Proofs as processes: two at a time where each takes one core, each ended by force where it does not stop by itself.

In: proofs. Out: a ``Result`` of each, in the order given. A proof that dies, hangs or says nothing is a bad one, not
the end of the others.

Example: ``python -m prove --one killed --short --to result.json`` is what each process runs.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from postgres_server import find_programs, running_server
from prove import ROOT
from prove.frame import CONTROL_SHARE, Outcome, Proof, Scale, timed

SLOTS = 2  # cores
SHORT_SECONDS = 8.0  # of one short form, control and all; it stops at its count long before


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one proof gave."""

    key: str
    run: Outcome | None
    control: Outcome | None
    fault: str = ""  # why there is no outcome

    @property
    def holds(self) -> bool:
        """Say whether the promise was kept and the test was seen to fail without its guard."""
        return (self.run is not None and self.run.tried > 0 and self.run.bad == 0
                and self.control is not None and self.control.bad > 0)


# --- in the process of one proof ----------------------------------------------------------------------


def prove_one(proof: Proof, *, whole: bool, seed: int) -> Result:
    """Run the control of a proof, then the proof, each in a scratch folder of its own."""
    seconds = float(proof.seconds) if whole else SHORT_SECONDS
    began = time.monotonic()
    with scratch() as folder, servers() as new_address:
        def scale(name: str, time_left: float) -> Scale:
            place = folder / name
            place.mkdir()
            return Scale(whole=whole, folder=place, seed=seed, seconds=time_left, new_address=new_address)

        control = timed(proof.control, scale("control", CONTROL_SHARE * seconds))
        run = timed(proof.run, scale("run", seconds - (time.monotonic() - began)))
    return Result(key=proof.key, run=run, control=control)


@contextmanager
def scratch() -> Iterator[Path]:
    """Give an empty folder, in memory where the machine has such a place."""
    memory = Path("/dev/shm")
    where = memory if memory.is_dir() and os.access(memory, os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="according-prove-", dir=where))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def servers() -> Iterator[Callable[[], str] | None]:
    """Give what makes addresses of empty PostgreSQL schemas, starting a server when first asked; None: none here."""
    programs = find_programs()
    if programs is None:
        yield None
        return
    with ExitStack() as stack:
        running = []

        def new_address() -> str:
            if not running:
                running.append(stack.enter_context(running_server(programs)))
            return str(running[0].new_address())

        yield new_address


def write_result(result: Result, to: Path) -> None:
    """Write what one process found for the one that waits for it."""
    to.write_text(json.dumps(asdict(result)), encoding="utf-8")


def read_result(source: Path) -> Result:
    """Read what ``write_result`` wrote."""
    told = json.loads(source.read_text(encoding="utf-8"))
    run, control = (None if told[side] is None else Outcome(**told[side]) for side in ("run", "control"))
    return Result(key=told["key"], run=run, control=control, fault=told["fault"])


# --- in the process that waits ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Running:
    proof: Proof
    process: subprocess.Popen[bytes]
    result: Path
    log: Path
    until: float


def prove_all(
    proofs: Sequence[Proof], *, whole: bool, seed: int, logs: Path, tell: Callable[[Proof, Result], None],
) -> tuple[Result, ...]:
    """Run proofs, the longest first, those on both cores last; ``tell`` hears of each at its end.

    Returns:
        The results, in the order in which the proofs were given.
    """
    waiting = sorted(proofs, key=lambda proof: (proof.cores, -proof.seconds))
    running: list[_Running] = []
    done: dict[str, Result] = {}
    try:
        while waiting or running:
            for one in [one for one in running if _ended(one)]:
                running.remove(one)
                done[one.proof.key] = _result(one)
                tell(one.proof, done[one.proof.key])
            free = SLOTS - sum(one.proof.cores for one in running)
            fitting = next((proof for proof in waiting if proof.cores <= free), None)
            if fitting is None:
                time.sleep(0.1)
                continue
            waiting.remove(fitting)
            running.append(_start(fitting, whole=whole, seed=seed, logs=logs))
    finally:
        for one in running:
            _kill(one)
    return tuple(done[proof.key] for proof in proofs)


def _start(proof: Proof, *, whole: bool, seed: int, logs: Path) -> _Running:
    result, log = logs / f"{proof.key}.json", logs / f"{proof.key}.log"
    command = [sys.executable, "-m", "prove", "--one", proof.key, "--to", str(result), "--seed", str(seed),
               "--seconds", str(proof.seconds)]
    with log.open("wb") as out:
        process = subprocess.Popen([*command, *(() if whole else ("--short",))], cwd=ROOT, stdin=subprocess.DEVNULL,
                                   stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
    # A proof stops by itself well before: this is for one that hangs.
    limit = 1.5 * (proof.seconds if whole else SHORT_SECONDS) + 60
    return _Running(proof, process, result, log, time.monotonic() + limit)


def _ended(one: _Running) -> bool:
    if one.process.poll() is None and time.monotonic() > one.until:
        _kill(one)
    return one.process.poll() is not None


def _kill(one: _Running) -> None:
    try:
        os.killpg(one.process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    one.process.wait()


def _result(one: _Running) -> Result:
    if one.result.exists():
        return read_result(one.result)
    said = one.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    why = "it did not stop and was ended" if one.process.returncode == -signal.SIGKILL else (
        said[-1] if said else f"it ended with {one.process.returncode} and said nothing")
    return Result(key=one.proof.key, run=None, control=None, fault=why)



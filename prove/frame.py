"""What a proof is, and how long it may go on.

In: a scale (short or whole), a scratch folder, a seed. Out: how many were tried and how many were bad.

Example::

    PROOF = Proof(key="killed", title="SIGKILL at random points of `add`", does="...", passes="no partial report",
                  guard="one transaction for each lot", run=run, control=control, seconds=240)

    def run(scale: Scale) -> Outcome:
        for turn in scale.turns(short=8, whole=1000):
            ...
        return Outcome(tried=turn + 1, bad=bad, said="1,000 kills, 0 partial")

``control`` is the same test with the guard taken out of the code under test: it must give ``bad > 0``, else the test
sees nothing and the proof is worth nothing.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How far a proof goes. ``turns`` stops at its count or when the time is over, whichever comes first."""

    whole: bool  # False: the short form, a part of `make test`
    folder: Path  # scratch, empty, in memory where the machine has such a folder
    seed: int
    seconds: float  # the time that this run has
    new_address: Callable[[], str] | None = None  # of an empty PostgreSQL schema; None: there is no server
    began: float = field(default_factory=time.monotonic)

    def pick(self, *, short: int, whole: int) -> int:
        """Return the one of two numbers that fits the scale."""
        return whole if self.whole else short

    def left(self) -> float:
        """Return the seconds that are left; never below zero."""
        return max(0.0, self.began + self.seconds - time.monotonic())

    def turns(self, *, short: int, whole: int, part: float = 1.0) -> Iterator[int]:
        """Yield 0, 1, 2, ... up to the count of the scale, as long as there is time; at least one turn is taken.

        Args:
            short: turns of the short form.
            whole: turns of the whole form.
            part: the part of the time now left that these turns may take.
        """
        end = time.monotonic() + part * self.left()
        for turn in range(self.pick(short=short, whole=whole)):
            if turn and time.monotonic() > end:
                return
            yield turn

    def rng(self, *what: object) -> random.Random:
        """Return a source of chance that depends on the seed and on what it is for, nothing else."""
        return random.Random("/".join(map(str, (self.seed, *what))))

    def room(self, name: str) -> Path:
        """Return a new folder in the scratch folder."""
        folder = self.folder / name
        folder.mkdir(parents=True)
        return folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it. ``said`` is one line with the figures, for the table and the page."""

    tried: int
    bad: int
    said: str
    seconds: float = 0.0  # filled in by ``timed``


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One promise and how it is tried."""

    key: str  # names its module, too
    title: str
    does: str  # what is done, in plain words: a paragraph of the page
    passes: str  # the pass line
    guard: str  # what the control takes out
    run: Callable[[Scale], Outcome]
    control: Callable[[Scale], Outcome]
    seconds: int  # of the whole run, control and all, on two cores
    cores: int = 1  # 2: nothing runs beside it


CONTROL_SHARE = 0.25  # of a proof's time


def timed(call: Callable[[Scale], Outcome], scale: Scale) -> Outcome:
    """Run one side of a proof and say how long it took."""
    began = time.monotonic()
    return replace(call(scale), seconds=time.monotonic() - began)

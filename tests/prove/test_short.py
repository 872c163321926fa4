"""Every proof in its short form: the promise holds, and the same test without its guard is seen to fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from postgres_server import find_programs
from prove import ROOT
from prove.frame import Scale
from prove.running import SHORT_SECONDS, scratch
from prove.table import NAMES, proof, proofs


@pytest.fixture
def folder():
    with scratch() as place:
        yield place


@pytest.mark.parametrize("key", NAMES)
@pytest.mark.parametrize("side", ["control", "run"])
def test_short(key: str, side: str, folder: Path, request: pytest.FixtureRequest):
    def new_address() -> str:  # the server is started by the first that asks for it
        return request.getfixturevalue("postgres").new_address()

    scale = Scale(whole=False, folder=folder, seed=1, seconds=SHORT_SECONDS,
                  new_address=new_address if find_programs() else None)
    outcome = getattr(proof(key), side)(scale)
    assert outcome.tried > 0
    assert (outcome.bad > 0) == (side == "control"), outcome.said


def test_each_proof_says_what_it_does():
    for one in proofs():
        assert all((one.title, one.does, one.passes, one.guard)), one.key


def test_together_they_end_within_the_time_promised():
    """As ``prove_all`` has it: the longest first, each on the core that is free first, those on both at the end."""
    free = [0, 0]
    for one in sorted(proofs(), key=lambda one: (one.cores, -one.seconds)):
        free = sorted([free[0] + one.seconds, free[1]] if one.cores == 1 else [free[1] + one.seconds] * 2)
    assert free[1] <= 45 * 60


def test_every_module_of_a_proof_is_in_the_table():
    told = {path.stem for path in (ROOT / "prove").glob("*.py") if "\nPROOF = Proof(" in path.read_text("utf-8")}
    assert told == set(NAMES)

"""Mutation testing of counts, joining and reconciling: small changes to the code, each of which the tests must notice.

Of each of the three a seeded sample of mutants is run (``mutator.py``), as many as the time allows, each in a fork of
one pytest against the tests that come through the changed line (``mutant_loop.py``). Those that can change nothing that
anybody sees stand in ``equal_mutants.yaml`` with the reason, and are not counted.

Example: ``python -m prove --only mutants``
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from prove import ROOT
from prove.frame import Outcome, Proof, Scale

_KILLED = 0.85
_PARTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {  # modules under src/according, their own tests
    "counts": (("extract/number*.py", "extract/anchors.py", "extract/modifiers.py", "extract/vague_counts.py",
                "extract/lone_counts.py"),
               ("tests/extract/test_count_bounds.py", "tests/extract/test_anchors.py",
                "tests/extract/test_number_words.py", "-k", "not every and not time and not milliseconds")),
    "joining": (("link/*.py",), ("tests/link",)),
    "reconciling": (("reconcile/*.py",), ("tests/test_reconcile.py", "tests/test_pins.py", "tests/test_class_totals.py",
                                          "tests/test_matrix.py", "tests/test_figure_bounds.py")),
}
_SHORT = (("reconcile/totals.py",), ("tests/test_class_totals.py",))
_SHORT_SAMPLE = 25


def run(scale: Scale) -> Outcome:
    """Run a sample of the mutants of each part."""
    if not scale.whole:
        return _outcome({"totals of classes": _run(scale, *_SHORT, most=_SHORT_SAMPLE, seconds=scale.left())})
    left = len(_PARTS)
    answers = {}
    for name, (modules, tests) in _PARTS.items():
        answers[name] = _run(scale, modules, tests, most=10_000, seconds=scale.left() / left)
        left -= 1
    return _outcome(answers)


def control(scale: Scale) -> Outcome:
    """The same with tests that look at nothing: every mutant survives."""
    answer = _run(scale, *_SHORT, most=5, seconds=scale.left(), blind=True)
    return _outcome({"totals of classes": answer})


def _run(scale: Scale, modules: tuple[str, ...], tests: tuple[str, ...], *, most: int, seconds: float,
         blind: bool = False) -> dict[str, Any]:
    answer = scale.folder / f"mutants-{len(list(scale.folder.iterdir()))}.json"
    package = ROOT / "src" / "according"
    names = [_name(path.relative_to(package.parent)) for pattern in modules for path in sorted(package.glob(pattern))]
    request = {"modules": names, "tests": list(tests), "seed": scale.seed, "most": most, "seconds": seconds,
               "answer": str(answer), "blind": blind, "equal": _equal()}
    paths = os.pathsep.join(str(ROOT / folder) for folder in (".", "src", "tests"))
    done = subprocess.run([sys.executable, "-m", "prove.mutant_loop", json.dumps(request)], cwd=ROOT, check=False,
                          capture_output=True, text=True, env={**os.environ, "PYTHONPATH": paths})
    if not answer.exists():
        raise RuntimeError(f"the loop over mutants ended without an answer: {done.stdout[-500:]}{done.stderr[-500:]}")
    told: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    return told


def _name(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _equal() -> list[list[str]]:
    rows = yaml.safe_load((ROOT / "prove" / "equal_mutants.yaml").read_text(encoding="utf-8")) or []
    return [[row["module"], row["in"], row["was"], row["now"]] for row in rows]


def _outcome(answers: dict[str, dict[str, Any]]) -> Outcome:
    shares = {name: told["killed"] / told["tried"] for name, told in answers.items() if told["tried"]}
    lines = [f"{name} {shares[name]:.0%} of {told['tried']} (of {told['of']})" for name, told in answers.items()
             if name in shares]
    killed, tried = (sum(told[what] for told in answers.values()) for what in ("killed", "tried"))
    bad = 0 if killed >= _KILLED * tried else tried - killed
    equal = sum(told["equal"] for told in answers.values())
    return Outcome(tried=tried, bad=bad, said=f"{killed / tried:.0%} killed: {', '.join(lines)}; {equal} that are "
                   "equal to the code were not counted")


PROOF = Proof(
    key="mutants",
    title="Mutation testing of counts, joining and reconciling",
    does="Comparisons, bounds, arithmetic, and and or, numbers, truth values and what is returned are changed, one at "
         "a time, in a seeded sample of places, and the tests that come through the changed line are run.",
    passes="85 % of the changes are noticed",
    guard="the tests' looking at anything",
    run=run, control=control, seconds=300,
)

"""docs/tested.md: how According is tested, with the figures of the newest run of each proof.

In: proofs and their results. Out: the page. Every figure on it comes out of the run or is counted here; nothing about
the machine stands on it but how long the run took.

Example: ``write_page(proofs(), results, seed=1)``
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from prove import ROOT
from prove.frame import Outcome, Proof
from prove.limits import LIMITS
from prove.running import Result

PAGE = ROOT / "docs" / "tested.md"

_OPENING = """# How According is tested

<!-- written by `make prove`; do not edit -->

A ledger of who said how many were killed may one day be evidence. So what it promises is tried against the ways in
which such things break: killed processes, power cuts, full disks, many writers, tampering, hostile pages. `make prove`
does it; this page is written by it and by nothing else.

Each proof has a **control**: the same test with the guard taken out of the code. A control that finds nothing means
that the test is blind, and counts as a failure of the proof. A short form of each proof, control and all, runs with
every `make test`.
"""


def write_page(proofs: Sequence[Proof], results: Sequence[Result], *, seed: int, share: float = 1.0) -> str:
    """Write the page and return its path inside the repository."""
    text = "\n".join((_OPENING, *_figures(proofs, results, seed, share), *_each(proofs, results), *_counts(),
                      *_limits()))
    PAGE.write_text(text.rstrip() + "\n", encoding="utf-8")
    return str(PAGE.relative_to(ROOT))


def _figures(proofs: Sequence[Proof], results: Sequence[Result], seed: int, share: float) -> Iterator[str]:
    held = sum(result.holds for result in results)
    took = sum(part.seconds for result in results for part in (result.run, result.control) if part is not None)
    yield (f"## The newest run of each\n\n{held} of {len(results)} proofs hold, all chance drawn from seed {seed}; "
           f"together they took {took / 60:.0f} minutes, two at a time on two cores.\n")
    if share < 1:
        yield (f"Proofs were given {share:.0%} of their time or more, so those that time bounds came less far than "
               "they do with all of it.\n")
    yield "| proof | tried | bad | control: bad of tried | seconds | |\n| --- | ---: | ---: | ---: | ---: | --- |"
    for proof, result in zip(proofs, results, strict=True):
        run, control = result.run, result.control
        took = f"{run.seconds + control.seconds:.0f}" if run and control else "-"
        yield (f"| [{_cell(proof.title)}](#{proof.key}) | {_number(run, 'tried')} | {_number(run, 'bad')} | "
               f"{_number(control, 'bad')} of {_number(control, 'tried')} | {took} | "
               f"{'holds' if result.holds else '**not proven**'} |")
    yield ""


def _each(proofs: Sequence[Proof], results: Sequence[Result]) -> Iterator[str]:
    yield "## What each does\n"
    for proof, result in zip(proofs, results, strict=True):
        yield f'<a id="{proof.key}"></a>\n\n### {proof.title}\n\n{" ".join(proof.does.split())}\n'
        yield f"- Passes with: {proof.passes}."
        yield f"- Last run: {result.run.said if result.run else f'none ({_cell(result.fault)})'}."
        yield (f"- Control, without {proof.guard}: "
               f"{result.control.said if result.control else f'none ({_cell(result.fault)})'}.\n")


def _counts() -> Iterator[str]:
    code, tests, proofs = (_lines(ROOT / folder) for folder in ("src/according", "tests", "prove"))
    yield "## Counted\n"
    yield "| | |\n| --- | ---: |"
    yield f"| tests that `make test` runs, each case of a table counted | {_tests():,} |"
    stories = sum(1 for _ in (ROOT / "tests" / "stories").glob("*/claims.jsonl"))
    yield f"| of these stories: small reports, each with the claims that it must give | {stories:,} |"
    yield f"| lines of the package, without blank ones and comments | {code:,} |"
    yield f"| lines of tests | {tests:,} |"
    yield f"| lines of proofs | {proofs:,} |"
    yield ""


def _limits() -> Iterator[str]:
    yield "## What is not tested, and known limits\n"
    yield from (f"- {' '.join(line.split())}" for line in LIMITS)


def _lines(folder: Path) -> int:
    return sum(1 for path in folder.rglob("*.py") for line in path.read_text(encoding="utf-8").splitlines()
               if line.strip() and not line.lstrip().startswith("#"))


def _tests() -> int:
    done = subprocess.run([sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"], cwd=ROOT,
                          capture_output=True, text=True, check=False)
    counts = re.findall(r"^tests/\S+\.py: (\d+)$", done.stdout, re.MULTILINE)  # one line a file: so quiet is it set
    if not counts:
        raise RuntimeError(f"the tests could not be counted: {done.stdout[-500:]}{done.stderr[-500:]}")
    return sum(map(int, counts))


def _number(outcome: Outcome | None, what: str) -> str:
    return "-" if outcome is None else f"{getattr(outcome, what):,}"


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", " ")

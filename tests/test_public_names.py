"""The public names are pinned: taking one away breaks somebody's program."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import according

NAMES = [
    "AccordingError",
    "BadBook",
    "BadInput",
    "BadReader",
    "BadRequest",
    "Brief",
    "Claim",
    "Count",
    "CountKind",
    "Figure",
    "Forbidden",
    "Harm",
    "Hints",
    "Incident",
    "Judgement",
    "JudgementKind",
    "LedgerBroken",
    "LedgerError",
    "LedgerTooNew",
    "Means",
    "MeansType",
    "Origin",
    "Page",
    "Party",
    "Phrase",
    "Place",
    "Reading",
    "Refusal",
    "Report",
    "Scope",
    "Settings",
    "Settlement",
    "Source",
    "SourceKind",
    "Status",
    "Tools",
    "TooLarge",
    "Unresolved",
    "Victims",
    "VictimsClass",
    "View",
    "When",
    "judge",
    "look",
    "open_ledger",
    "open_tools",
    "post",
    "read",
    "read_report",
    "read_settings",
    "settle",
]


def test_the_public_names_are_these():
    assert sorted(according.__all__) == sorted(NAMES)


def test_every_public_name_is_there():
    missing = [name for name in according.__all__ if getattr(according, name, None) is None]
    assert not missing


def test_the_stub_names_the_same():
    stub = Path(according.__file__).with_suffix(".pyi").read_text(encoding="utf-8")
    told = [alias.asname for node in ast.parse(stub).body if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert sorted(told) == sorted(NAMES)


def test_a_name_that_is_none_is_refused_as_python_refuses_it():
    assert not hasattr(according, "publisher")


def test_importing_the_package_loads_nothing_else():
    code = "import sys, according; print([m for m in sys.modules if m.startswith('according.')])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(according.__file__).parent.parent)},
    )
    assert done.stdout.strip() == "[]"

"""`according --help` answers at once: it loads no reader, no ledger and no parser."""

from __future__ import annotations

import ast
import inspect
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import according
from according.cli import VERBS

HEAVY = (
    "sqlalchemy",
    "trafilatura",
    "lxml",
    "httpx2",
    "feedparser",
    "fastwarc",
    "resiliparse",
    "pyarrow",
    "rensa",
    "yaml",
    "ftfy",
    "sentencex",
    "rich",
    "psycopg",
    "pysqlite3",
)
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(according.__file__).parent.parent)}


def loaded(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sorted(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
        env=ENVIRONMENT,
    )
    return set(done.stdout.splitlines()[-1].split())


def test_help_loads_nothing_heavy():
    modules = loaded("from according.cli import main\nmain(['--help'])")
    assert not modules & set(HEAVY)
    assert {m for m in modules if m.startswith("according.")} == {"according.cli", "according.errors"}


# Verbs whose module loads what it always needs: the tables of a ledger are what `ledger` and `doctor` are about.
LOADS = {verb: {"sqlalchemy", "pysqlite3"} for verb in ("ledger", "doctor")}
NEVER = {*HEAVY, "ray", "onnxruntime", "tokenizers", "numpy", "fastapi", "uvicorn", "warcio", "protego"}
NEVER -= {"yaml", "ftfy", "sentencex"}  # whatever reads needs them


def test_no_verb_loads_before_its_work_what_only_its_work_needs():
    verbs = sorted(VERBS, key=lambda verb: (verb in LOADS, verb))
    code = "\n".join(["from according.cli import main", "told, before = {}, set()", *(
        f"try: main([{verb!r}, '--help'])\nexcept SystemExit: pass\n"
        f"told[{verb!r}] = sorted(set(sys.modules) & {NEVER!r} - before)\nbefore |= set(told[{verb!r}])"
        for verb in verbs), "print('told', told)"])
    done = subprocess.run([sys.executable, "-c", f"import sys\n{code}"], capture_output=True, text=True, check=True,
                          env=ENVIRONMENT)
    told = ast.literal_eval(done.stdout.splitlines()[-1].removeprefix("told "))
    assert {verb: set(heavy) - LOADS.get(verb, set()) for verb, heavy in told.items()} == {v: set() for v in verbs}


def test_a_verb_loads_neither_network_nor_database_that_it_does_not_use():
    modules = loaded("from according.cli import main\nmain(['read', '--help'])")
    assert not modules & {
        "sqlalchemy",
        "trafilatura",
        "lxml",
        "httpx2",
        "feedparser",
        "fastwarc",
        "resiliparse",
        "pyarrow",
        "rich",
    }


@pytest.mark.parametrize("verb", VERBS)
def test_the_line_in_the_list_is_the_first_of_the_verb_itself(verb):
    module, line = VERBS[verb]
    told = inspect.getdoc(getattr(import_module(module), verb))
    assert told is not None
    assert told.splitlines()[0] == line


def test_version(run):
    done = run("--version")
    assert done.code == 0
    assert done.out.startswith("according")


@pytest.mark.parametrize(
    "arguments",
    [
        ("reed", "a.txt"),  # no such verb
        ("read",),  # no report
        ("read", "a.txt", "--loud"),  # no such option
        ("read", "a.txt", "--json", "--jsonl"),
        ("read", "a.txt", "--published", "Friday"),
        ("read", "a.txt", "--published", "2025-02-30"),
        ("incidents", "--since", "March"),
        ("export", "claims"),  # no --to
        ("judge", "reject", "c-1"),  # no --why
        ("judge", "maybe", "c-1", "--why", "x"),
        ("judge", "same", "c-1", "--why", "x"),  # one claim
        ("judge", "correct", "c-1", "--why", "x", "--field", "harm"),  # no value
    ],
)
def test_a_command_written_wrong_ends_with_2_and_says_why(run, arguments):
    done = run(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert "Traceback" not in done.err
    assert done.err.strip()


def test_no_verb_at_all_prints_the_list(run):
    done = run()
    assert done.code == 2
    assert "incidents" in done.out + done.err

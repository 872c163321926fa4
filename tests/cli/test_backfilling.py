"""`according backfill` as a person runs it: the report at the end, what is refused, killed and run again, Ray."""

from __future__ import annotations

import ast
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import according
from archive_factory import added, archive_of, records_of, what_it_holds

ROOT = Path(according.__file__).parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT.parent)}


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(archive_of(records_of(24), "members"))
    return path


def arguments(archive, tmp_path, *more):
    return ["backfill", str(archive), "--ledger", str(tmp_path / "ledger.sqlite"), "--work", str(tmp_path / "work"),
            "--shard", "5", "--workers", "1", *more]


def test_the_report_at_the_end(run, archive, tmp_path):
    done = run(*arguments(archive, tmp_path))
    assert done.code == 0, done.err
    assert done.out.splitlines()[0] == "24 documents of 1 archive in 5 shards: 24 reports read, 24 new, 0 known already"
    assert "0 records lost, 5 records of other kinds passed over" in done.out
    assert what_it_holds(tmp_path / "ledger.sqlite")[0] == added([archive], tmp_path / "added.sqlite")[0]
    again = run(*arguments(archive, tmp_path, "--json"))
    told = json.loads(again.out)
    assert (told["shards"], told["shards_before"], told["new"], told["known"]) == (5, 5, 0, 24)
    assert done.out.splitlines()[-1] == f"head {told['head']}"


def test_what_is_no_archive_is_told_and_the_rest_is_read(run, archive, tmp_path):
    (tmp_path / "b.txt").write_text("Two died in Homs.")
    done = run(*arguments(tmp_path / "b.txt", tmp_path, str(archive), str(tmp_path / "c.warc")))
    assert done.code == 1
    assert "24 reports read" in done.out
    assert "b.txt: no web archive (text); `according add` reads single reports" in done.err
    assert "c.warc: no such file or directory" in done.err


def test_a_language_model_does_not_read_archives(run, archive, tmp_path):
    done = run(*arguments(archive, tmp_path, "--reader", "llm"))
    assert done.code == 1
    assert "backfill reads with trained or patterns, not with 'llm'" in done.err


def test_killed_and_run_again(archive, tmp_path):
    command = [sys.executable, "-m", "according", *arguments(archive, tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    manifests = tmp_path / "work"
    while process.poll() is None and len(list(manifests.glob("*.json"))) < 2:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, env=ENVIRONMENT)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["shards_before"] >= 1
    assert told["documents"] == 24
    assert what_it_holds(tmp_path / "ledger.sqlite") == added([archive], tmp_path / "added.sqlite")


def test_ray_gives_the_same_ledger(archive, tmp_path):
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'according[ray]'")
    command = [sys.executable, "-m", "according", *arguments(archive, tmp_path, "--ray", "local")]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT)
    assert done.returncode == 0, done.stderr
    assert what_it_holds(tmp_path / "ledger.sqlite") == added([archive], tmp_path / "added.sqlite")


def test_only_one_module_imports_ray():
    found = set()
    for path in ROOT.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)) if re.search(r"\bray\b", source) else ():
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [
                node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found |= {path.relative_to(ROOT).as_posix() for name in names if name.partition(".")[0] == "ray"}
    assert found == {"backfill/ray_pool.py"}


def test_without_ray_it_says_what_to_install(run, archive, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    done = run(*arguments(archive, tmp_path, "--ray", "local"))
    assert done.code == 1
    assert "pip install 'according[ray]'" in done.err

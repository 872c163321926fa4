"""`according ledger`: copy, backup, restore, upgrade."""

from __future__ import annotations

import pytest


def head(told: str) -> str:
    [found] = {line.rpartition("head ")[2] for line in told.splitlines() if "head " in line and ":" in line}
    return found


def test_a_ledger_is_backed_up_restored_and_copied_and_each_prints_the_head(run, ledger, tmp_path):
    told = run("verify", "--ledger", ledger).out
    kept = head(told.splitlines()[0])
    backed = run("ledger", "backup", tmp_path / "b.sqlite", "--ledger", ledger)
    assert (backed.code, backed.err, head(backed.out.splitlines()[0])) == (0, "", kept)
    restored = run("ledger", "restore", tmp_path / "b.sqlite", "--ledger", tmp_path / "r.sqlite", "--against", kept)
    assert (restored.code, head(restored.out)) == (0, kept)
    copied = run("ledger", "copy", ledger, tmp_path / "c.sqlite")
    assert (copied.code, head(copied.out)) == (0, kept)
    upgraded = run("ledger", "upgrade", "--ledger", ledger)
    assert (upgraded.code, head(upgraded.out)) == (0, kept)
    assert "as before" in upgraded.out
    lists = {run("incidents", "--json", "--ledger", each).out
             for each in (ledger, tmp_path / "b.sqlite", tmp_path / "r.sqlite", tmp_path / "c.sqlite")}
    assert len(lists) == 1


@pytest.mark.parametrize("arguments", [
    ("copy", "a.sqlite"), ("copy", "a", "b", "--ledger", "c"), ("backup",), ("backup", "a", "--against", "1:aa"),
    ("upgrade", "a"), ("move", "a", "b"),
])
def test_written_wrong(run, arguments):
    done = run("ledger", *arguments)
    assert (done.code, done.out) == (2, "")


def test_a_head_that_is_none_or_another_is_refused_in_one_line(run, ledger, tmp_path):
    for against in ("7", f"3:{'0' * 64}", f"99999:{'0' * 64}"):
        done = run("ledger", "copy", ledger, tmp_path / "c.sqlite", "--against", against)
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)

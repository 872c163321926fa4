"""Run the command as a person does, in this process."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pytest

from according.cli import main

STATE_TV = "At least 13 soldiers were killed in an ambush near Homs in Syria on Thursday, state television said.\n"
MONITOR = (
    "The ambush near Homs in Syria on Thursday killed 15 soldiers, the Syrian Observatory for Human Rights said.\n"
)
CALM = "The museum in Homs will open four new rooms in spring, its director said.\n"


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


@pytest.fixture
def run(capfdbinary, monkeypatch, tmp_path):
    """Run `according` with arguments; standard input is given as bytes."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "100")
    for variable in ("ACCORDING_LEDGER", "ACCORDING_ALLOW_HOSTS"):
        monkeypatch.delenv(variable, raising=False)

    def call(*arguments: object, stdin: bytes = b"") -> Done:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return Done(code, out.decode(), err.decode())

    return call


@pytest.fixture
def reports(tmp_path):
    """A folder with three reports of two outlets: two of one ambush, one of nothing that harms."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "state.txt").write_text(STATE_TV, encoding="utf-8")
    (folder / "monitor.txt").write_text(MONITOR, encoding="utf-8")
    (folder / "calm.txt").write_text(CALM, encoding="utf-8")
    return folder


@pytest.fixture
def ledger(run, reports, tmp_path):
    """A ledger that holds the reports."""
    path = tmp_path / "ledger.sqlite"
    for name, outlet in (("state", "Wire"), ("monitor", "Courier"), ("calm", "Courier")):
        done = run("add", reports / f"{name}.txt", "--ledger", path, "--published", "2025-03-07", "--outlet", outlet)
        assert done.code == 0, done.err
    return path

"""The gate itself: it closes on a lost point, and floors only fall where somebody says so."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def gate():
    spec = importlib.util.spec_from_file_location("gate", ROOT / "eval" / "gate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["gate"] = module  # its worker processes find it by name
    spec.loader.exec_module(module)
    return module


FLOORS = {"all": {"claims F1": 0.8}}


def test_a_figure_below_its_floor_closes_the_gate(gate):
    assert gate.broken({"all": {"claims F1": 0.79}}, FLOORS) == ["all: claims F1 is 0.7900, its floor is 0.8000"]


def test_noise_does_not(gate):
    assert gate.broken({"all": {"claims F1": 0.799}}, FLOORS) == []
    assert gate.broken({"all": {"claims F1": 0.9}}, FLOORS) == []


def test_a_floor_that_nothing_measures_closes_it(gate):
    assert gate.broken({"all": {}}, FLOORS) == ["all: claims F1 has a floor of 0.8000 and was not measured"]


def test_an_update_raises_and_never_lowers(gate):
    assert gate.raised({"all": {"claims F1": 0.85}}, FLOORS, allow_regression=False) == {"all": {"claims F1": 0.85}}
    assert gate.raised({"all": {"claims F1": 0.7}}, FLOORS, allow_regression=False) == FLOORS
    assert gate.raised({"all": {"claims F1": 0.7}}, FLOORS, allow_regression=True) == {"all": {"claims F1": 0.7}}


def test_an_update_keeps_floors_of_what_was_not_measured(gate):
    kept = gate.raised({"stories": {"claims F1": 1.0}}, FLOORS, allow_regression=True)
    assert kept == {**FLOORS, "stories": {"claims F1": 1.0}}


@pytest.fixture
def measured(gate, monkeypatch, tmp_path):
    """Run the gate on given scores, with floors of its own."""

    def run(score, *arguments):
        monkeypatch.setattr(gate, "corpora_folder", lambda: None)
        monkeypatch.setattr(gate, "measure_stories", lambda folder: {"stories": {"claims F1": score}})
        monkeypatch.setattr(gate, "ROOT", tmp_path)
        monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
        return gate.run(list(arguments))

    return run


def test_the_gate_opens_and_closes(measured, tmp_path, capsys):
    assert measured(0.9, "--update") == 0
    assert measured(0.9) == 0
    assert "every floor holds" in capsys.readouterr().out
    assert measured(0.8) == 1
    assert "the gate is closed" in capsys.readouterr().out
    assert measured(0.8, "--update") == 1
    assert json.loads((tmp_path / "floors.json").read_text()) == {"stories": {"claims F1": 0.9}}
    assert "--allow-regression" in capsys.readouterr().out
    assert measured(0.8, "--update", "--allow-regression") == 0
    assert measured(0.8) == 0


def test_where_the_corpora_are_absent_it_says_so(gate, monkeypatch, tmp_path, measured, capsys):
    monkeypatch.setenv("ACCORDING_CORPORA", str(tmp_path))
    assert gate.corpora_folder() is None
    measured(1.0)
    assert "the corpora are absent" in capsys.readouterr().out


def test_the_table_shows_figures_beside_their_floors(gate):
    assert gate.table({"all": {"claims F1": 0.8123}}, FLOORS).splitlines()[2] == "| claims F1 | 0.812 | 0.800 |"


def test_a_tally_counts_each_claim_once(gate):
    tally = gate.Tally()
    tally.add(
        [{"harm": "killed", "low": 1}] * 2,
        [{"harm": "killed", "low": 1}, {"harm": "wounded", "low": 1}],
        ("harm", "low"),
    )
    assert (tally.agree, tally.f1()) == (1, 0.5)

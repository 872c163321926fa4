"""The book of places is up to date with its lists, and is the same bytes each time."""

import hashlib
import importlib.util
import sqlite3
from pathlib import Path
from types import ModuleType

import pytest

HOOK = Path(__file__).resolve().parents[2] / "books" / "build_hook.py"


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_hook", HOOK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_compiled_file_is_of_these_lists(hook: ModuleType) -> None:
    # otherwise: python books/build_hook.py
    with sqlite3.connect(f"file:{hook.TARGET}?mode=ro", uri=True) as connection:
        assert connection.execute("SELECT value FROM meta").fetchone()[0] == hook.fingerprint()


def test_own_places_stand_in_a_province_and_in_the_world(hook: ModuleType) -> None:
    with sqlite3.connect(f"file:{hook.TARGET}?mode=ro", uri=True) as connection:
        rows = connection.execute(
            "SELECT o.key, abs(o.lat - p.lat), abs(o.lon - p.lon) FROM places o JOIN places p ON p.id = o.adm1"
            " WHERE o.key LIKE 'own:%' AND o.lat IS NOT NULL AND p.lat IS NOT NULL"
        ).fetchall()
    assert len(rows) > 500
    # a slip of a digit or of the province's code would put a place far from its province's middle
    assert [key for key, lat, lon in rows if lat > 4.5 or lon > 7] == []


def test_every_country_of_the_lists_is_known(hook: ModuleType) -> None:
    with sqlite3.connect(f"file:{hook.TARGET}?mode=ro", uri=True) as connection:
        known = {row[0] for row in connection.execute("SELECT country FROM places WHERE kind = 'country'")}
    for name in hook.OWN:
        assert {row["country"] for row in hook._rows(name)} - known - {""} == set()


def test_the_same_rows_give_the_same_bytes(hook: ModuleType, tmp_path: Path) -> None:
    digests = []
    for name in ("a.sqlite", "b.sqlite"):
        book = hook.Book(hook._folding())
        province = book.add("adm1:SY.02", "Latakia", "adm1", "SY", prec=4, ours=["Lattakia"])
        book.add("gn:1", "Jablah", "city", "SY", adm1=province, at=(35.36, 35.93), population=65915, aliases=["Jableh"])
        hook._write(book, tmp_path / name, "mark")
        digests.append(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert digests[0] == digests[1]


@pytest.mark.parametrize(
    ("name", "usable"),
    [
        ("Jableh", True),
        ("Jablé", True),
        ("HOD", False),
        ("جبلة", False),
        ("Джабла", False),
        ("Ḩamāh", True),
        ("x", False),
    ],
)
def test_only_names_that_an_english_report_can_hold_are_kept(hook: ModuleType, name: str, usable: bool) -> None:
    assert hook._usable(name) is usable

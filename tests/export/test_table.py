import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.export.table import defuse, write_table

DEFUSED = [
    ("=1+1", True),  # a formula
    ("+4420", True),  # read as a formula too
    ("-12", True),
    ("@SUM(A1)", True),
    ("\t=1", True),  # a tab is trimmed, then the formula runs
    ("\r=1", True),
    ("\n=1", True),
    ("  =1", True),
    ("＝1+1", True),  # full-width, read as its ASCII twin
    ("'=1", True),  # else taking one apostrophe off would give another text back
    ("'tis", False),  # an apostrophe alone runs nothing
    ("at least 13", False),
    ("13 - 15", False),  # a dash inside
    ("", False),
]


@pytest.mark.parametrize(("text", "changed"), DEFUSED)
def test_a_cell_that_would_run_is_defused(text, changed):
    assert defuse(text) == ("'" + text if changed else text)


@given(st.text())
def test_taking_one_apostrophe_off_gives_the_text_back(text):
    cell = defuse(text)
    undone = cell[1:] if cell.startswith("'") and defuse(cell[1:]) == cell else cell
    assert undone == text


@given(st.text(st.characters(codec="utf-8")))
def test_no_cell_starts_with_what_a_spreadsheet_runs(text):
    assert defuse(text).lstrip(" \u00a0")[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def written(columns, rows):
    stream = io.BytesIO()
    count = write_table(columns, rows, stream)
    return count, stream.getvalue()


def test_numbers_stay_numbers_and_open_ends_are_empty():
    count, data = written(("low", "high", "lon", "open"), [{"low": -3, "high": None, "lon": -71.5, "open": True}])
    assert count == 1
    assert data == b"\xef\xbb\xbflow,high,lon,open\r\n-3,,-71.5,true\r\n"


@given(
    st.lists(
        st.fixed_dictionaries({"a": st.text(st.characters(codec="utf-8")), "b": st.text(st.characters(codec="utf-8"))})
    )
)
def test_what_is_written_is_read_back(rows):
    _, data = written(("a", "b"), rows)
    back = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert back[0] == ["a", "b"]
    assert back[1:] == [[defuse(row["a"]), defuse(row["b"])] for row in rows]


def test_half_a_character_is_written_as_its_escape():
    assert b"\\ud83d" in written(("a",), [{"a": "\ud83d"}])[1]

"""A proof that was mended is run again alone, and the others keep their newest results."""

from __future__ import annotations

from prove.frame import Outcome
from prove.kept import keep, newest
from prove.running import Result


def result(key: str, bad: int) -> Result:
    return Result(key=key, run=Outcome(tried=9, bad=bad, said="nine", seconds=1.0),
                  control=Outcome(tried=3, bad=2, said="two", seconds=1.0))


def test_the_newest_result_of_each_is_kept(tmp_path):
    keep([result("killed", 1), result("power", 0)], share=1.0, folder=tmp_path)
    assert newest(["killed", "power", "writers"], folder=tmp_path) is None
    keep([result("killed", 0)], share=0.5, folder=tmp_path)
    found = newest(["killed", "power"], folder=tmp_path)
    assert found == ((result("killed", 0), result("power", 0)), 0.5)
    assert all(one.holds for one in found[0])

"""The book of outlets: names, hosts, sides, and credits at the head or foot of a report."""

from pathlib import Path

import pytest

from according.books.outlets import Outlets, open_outlets
from according.errors import BadBook


@pytest.fixture(scope="module")
def outlets() -> Outlets:
    return open_outlets()


def test_there_are_at_least_120(outlets: Outlets) -> None:
    assert len(outlets) >= 120


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("BBC News", "bbc"),
        ("the BBC", "bbc"),
        ("Syrian Arab News Agency", "sana"),
        ("Al Manar TV", "al-manar"),
        ("Press TV", "press-tv"),
        ("The Hindu", "the-hindu"),
        ("dawn", "dawn"),
        ("nobody's herald", None),
    ],
)
def test_an_outlet_by_its_name(outlets: Outlets, name: str, key: str | None) -> None:
    found = outlets.lookup(name)
    assert (found.id if found is not None else None) == key


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://www.aljazeera.com/news/2025/3/7/x", "al-jazeera"),
        ("english.ahram.org.eg", "ahram"),
        ("http://user@edition.cnn.com:8080/path", "cnn"),
        ("https://REUTERS.com", "reuters"),
        ("https://notreuters.com/x", None),
        ("", None),
        ("not an address", None),
    ],
)
def test_an_outlet_by_its_host(outlets: Outlets, address: str, key: str | None) -> None:
    found = outlets.by_host(address)
    assert (found.id if found is not None else None) == key


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("RT", "russia-forces"),
        ("Al-Manar", "hezbollah"),
        ("Press TV", "iran-forces"),
        ("SANA", "syria-transitional"),
        ("Reuters", None),
    ],
)
def test_whose_side_an_outlet_speaks_for(outlets: Outlets, name: str, side: str | None) -> None:
    found = outlets.lookup(name)
    assert found is not None
    assert found.speaks_for == side


CREDITS = [
    ("BEIRUT (Reuters) - Shells hit a market on Monday.", ["reuters"]),
    ("Ten dead in shelling\nAFP Friday 2 May 2014\nTen people died on Friday.", ["afp"]),
    ("Ten people died on Friday, the monitor said. --AFP", ["afp"]),
    ("Ten people died on Friday.\n(AP, Reuters)", ["ap", "reuters"]),
    ("Ten people died on Friday. Source: Xinhua", ["xinhua"]),
    # an agency as a source in a sentence is no credit
    ("A doctor told AFP that ten people died. The army denied it.", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "ids"), CREDITS)
def test_agencies_credited_at_head_or_foot(outlets: Outlets, text: str, ids: list[str]) -> None:
    found = outlets.find_credits(text)
    assert [c.outlet.id for c in found] == ids
    assert all(text[c.start : c.end] == c.text for c in found)


HEAD = "id,name,kind,country,speaks_for,agency,hosts,aliases\n"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("a,Alpha,outlet,SY,,no,a.org,\na,Beta,outlet,SY,,no,b.org,\n", "id a"),
        ("a,Alpha,outlet,SY,,no,a.org,\nb,Beta,outlet,SY,,no,a.org,\n", "host a.org"),
        ("a,Alpha,outlet,SY,,no,,\nb,alpha,outlet,SY,,no,,\n", "name alpha"),
        ("a,Alpha,herald,SY,,no,,\n", "unknown kind"),
        ("a,Alpha,outlet,SY,,perhaps,,\n", "agency is yes or no"),
        ("a,Alpha,outlet,SY,x|y,no,,\n", "no side with its last day"),
    ],
)
def test_a_list_that_breaks_its_rules_is_refused(tmp_path: Path, rows: str, message: str) -> None:
    path = tmp_path / "outlets.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(BadBook, match=message):
        open_outlets(path)

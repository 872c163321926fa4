from __future__ import annotations

import contextlib
import time

import pytest

from according.errors import TooLarge
from according.html_bounds import bound_html
from according.settings import Settings

SETTINGS = Settings()


def bound(html: str) -> str:
    return bound_html(html, settings=SETTINGS, what="a.html")


UNCHANGED = [
    "",
    "Two died.",
    "<p>Two died.</p>",
    "<p title='a > b' lang=en>1 < 2</p",
    "<!-- <div><div> --><p>a<!--></p>",
    "<script>if (a < b) document.write('<div>'.repeat(9))</script><p>a",
    "<br>" * 5_000,  # void: they do not nest
    "<p>a" * 5_000,  # implied ends: neither do these
    "<ul>" + "<li>a<p>b" * 5_000 + "</ul>",
    "<table>" + "<tr><td>a<td><p>b" * 5_000,
    "<dl>" + "<dt>a<dd>b" * 5_000,
    "<select>" + "<option>a" * 5_000,
    "<div>" * 900 + "</div>" * 900 + "<div>" * 900,
    "<svg>" + "<path d='M0 0'/>" * 5_000,
    "<p>data: 12 people, data:text/plain,short</p>",
    "<p " + " ".join(f"a{n}=1" for n in range(900)) + ">",
]


@pytest.mark.parametrize("html", UNCHANGED)
def test_within_bounds_nothing_changes(html: str) -> None:
    assert bound(html) == html


TOO_LARGE = [
    ("<p " + " ".join(f"a{n}=1" for n in range(1_001)) + ">", "a tag of over 1,000 attributes"),
    ("<p " + "/a" * 1_001 + ">", "a tag of over 1,000 attributes"),
    ("<p " + "".join(f"a{n}='>'" for n in range(1_001)) + ">", "a tag of over 1,000 attributes"),  # no space between
    ("<p " + "\n".join(f'a{n} = ""' for n in range(1_001)) + ">", "a tag of over 1,000 attributes"),
    ("<p " + "a=1 " * 200_000 + ">", "a tag of over 65,536 characters"),
    ("</p " + "a=1 " * 200_000 + ">", "a tag of over 65,536 characters"),
    ("<p " + "a=1 " * 200_000, "a tag of over 65,536 characters"),  # never closed
    ("<p title='" + "a" * 70_000 + "'>", "a tag of over 65,536 characters"),
    ("<div>" * 200_000, "tags nested over 1,000 deep"),
    ("<b>" * 200_000, "tags nested over 1,000 deep"),
    ("<b></i>" * 200_000, "tags nested over 1,000 deep"),  # end tags that close nothing
    ("<p>a</p>" * 100_001, "over 200,000 tags"),
    ("<p><b>" * 200_000, "tags nested over 1,000 deep"),
]


@pytest.mark.parametrize(("html", "bound_passed"), TOO_LARGE)
def test_beyond_a_bound(html: str, bound_passed: str) -> None:
    begin = time.perf_counter()
    with pytest.raises(TooLarge, match=rf"^a\.html: line 3: {bound_passed}; .*plain text file$"):
        bound("<html>\n<body>\n" + html)
    assert time.perf_counter() - begin < 2


def test_pictures_in_attributes_are_cut_away() -> None:
    html = '<p><img src="data:image/png;base64,' + "A" * 500_000 + '" alt="a map"></p>'
    assert bound(html) == '<p><img src="data:," alt="a map"></p>'


HOSTILE = ["<", "<!--", "<a ", "<a b=", '<a b="', "<a b='\"", "</", "<script>", "</script", "data:", "data:a/", "<a =",
           "<p>", "<li><p>", "<td><tr>", "&", "<![CDATA[", "<a\0", "<a b=c>", "=\"'>"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str) -> None:
    # A million characters of one hostile piece take a few tenths of a second; quadratic code would take hours.
    html = piece * (1_000_000 // len(piece))
    begin = time.perf_counter()
    with contextlib.suppress(TooLarge):
        bound(html)
    assert time.perf_counter() - begin < 5

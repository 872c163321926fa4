"""Bounds on HTML before any parser sees it: length of a tag, attributes of a tag, number and depth of tags. Linear.

In: the page as text. Out: the same page with ``data:`` addresses cut away (pictures written into attributes: bytes
without news), or ``TooLarge`` naming the bound and the line. A page of 1.9 MB with 200,000 attributes on one tag
hangs every extractor and cleaner that was tried; on 1,120 real pages the longest tag had 27,001 characters, 135
attributes was the most on one tag and 51 the greatest depth, so the bounds in ``settings`` cost nothing.

Example::

    bound_html("<p>Two dead.</p>", settings=Settings(), what="a.html") == "<p>Two dead.</p>"
"""

from __future__ import annotations

import re

from according.errors import TooLarge
from according.settings import Settings

_MOST_TAGS = 200_000  # a page of half a megabyte, larger than 99 in 100, has some 10,000
_SPACE = r" \t\n\r\f"
# The address in an attribute or a style sheet: `data:`, a type, and a body too long and too dense to be prose.
_DATA = re.compile(r"data:[a-z]+/[^\"'\s<>]{64,}", re.IGNORECASE | re.ASCII)
# Where markup begins: a comment, an end tag or a start tag (name in group 2), another declaration.
_MARKUP = re.compile(rf"<(?:(!--)|(/?[a-z][^{_SPACE}/>]*)|[!?/])", re.IGNORECASE | re.ASCII)
# What follows a tag's name, to its end. A quote opens a value only after "="; possessive, so it never goes back.
_REST = re.compile(rf"""(?:[^>=]++|=[{_SPACE}]*+(?:"[^"]*+"|'[^']*+')?+)*+>""")
_QUOTED = re.compile(rf"""[{_SPACE}]*+=[{_SPACE}]*+(?:"[^"]*+"|'[^']*+')""")
_EQUALS = re.compile(rf"[{_SPACE}]*+=[{_SPACE}]*+")
_NAME = re.compile(rf"[^{_SPACE}/>]+")
_VOID = frozenset([
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
])
# Elements whose body is text to the parser, whatever it looks like.
_RAW = {
    name: re.compile(f"</{name}", re.IGNORECASE | re.ASCII)
    for name in ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"]
}
# A start tag of the first closes open tags of the second on top: the HTML standard's implied end tags.
_CLOSES = {
    "p": {"p"},
    "li": {"li", "p"},
    "dt": {"dt", "dd", "p"},
    "dd": {"dt", "dd", "p"},
    "option": {"option"},
    "optgroup": {"option", "optgroup"},
    "td": {"td", "th", "p"},
    "th": {"td", "th", "p"},
    "tr": {"td", "th", "tr", "p"},
    "tbody": {"td", "th", "tr", "tbody", "thead", "p"},
    "tfoot": {"td", "th", "tr", "tbody", "thead", "p"},
    "div": {"p"},
    "ul": {"p"},
    "ol": {"p"},
    "table": {"p"},
}


def bound_html(html: str, *, settings: Settings, what: str) -> str:
    """Return the page without its ``data:`` addresses.

    Raises:
        TooLarge: there are too many tags, or one is too long, has too many attributes, or stands too deep.
    """
    html = _DATA.sub("data:,", html)
    opened: list[str] = []
    count: dict[str, int] = {}
    at = tags = 0
    while (markup := _MARKUP.search(html, at)) is not None:
        start, at = markup.span()
        if markup[1]:
            end = html.find("-->", start + 2)  # "<!-->" is a whole comment
            at = len(html) if end < 0 else end + 3
            continue
        if markup[2] is None:
            continue
        tags += 1
        if tags > _MOST_TAGS:
            raise _passed(what, html, start, f"over {_MOST_TAGS:,} tags")
        rest = _REST.match(html, at, start + settings.max_tag_bytes)
        if rest is None:
            if len(html) - start > settings.max_tag_bytes:
                raise _passed(what, html, start, f"a tag of over {settings.max_tag_bytes:,} characters")
            at = len(html)  # the page breaks off inside a tag
        else:
            at = rest.end()
        # An attribute takes two characters at least, so a short tag need not be counted.
        if at - start > 2 * settings.max_attributes and _attributes(html[start:at]) > settings.max_attributes:
            raise _passed(what, html, start, f"a tag of over {settings.max_attributes:,} attributes")
        name = markup[2].lower()
        if name[0] == "/":
            _close(name[1:], opened, count)
        elif name not in _VOID and html[at - 2:at] != "/>":
            _open(name, opened, count)
            if len(opened) > settings.max_depth:
                raise _passed(what, html, start, f"tags nested over {settings.max_depth:,} deep")
            if name in _RAW:
                body = _RAW[name].search(html, at)
                at = len(html) if body is None else body.start()
    return html


def _open(name: str, opened: list[str], count: dict[str, int]) -> None:
    closes = _CLOSES.get(name, ())
    while opened and opened[-1] in closes:
        # A paragraph ends before a new item, but the item that holds it stays open when a paragraph begins.
        count[opened.pop()] -= 1
    opened.append(name)
    count[name] = count.get(name, 0) + 1


def _close(name: str, opened: list[str], count: dict[str, int]) -> None:
    if not count.get(name):
        return  # closes nothing; the parser passes it over as well
    while True:
        last = opened.pop()
        count[last] -= 1
        if last == name:
            return


def _attributes(tag: str) -> int:
    return len(_NAME.findall(_EQUALS.sub("=", _QUOTED.sub('=" ', tag)))) - 1


def _passed(what: str, html: str, at: int, bound: str) -> TooLarge:
    line = html.count("\n", 0, at) + 1
    return TooLarge(f"{what}: line {line}: {bound}; no news page has that: give its text as a plain text file")

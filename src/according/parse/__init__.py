"""The second step: one page becomes one report.

In: a ``Page`` (bytes of a text, an HTML page or one JSON record). Out: a ``Report`` whose text is, for texts and
records, the text to the letter, and for HTML the main text; with title, outlet, day of publication, address and
language as far as they can be told. What the caller knows (``Page.hints``) wins over what the page says of itself;
what nobody says is ``None`` with the reason in ``Report.unknown``.

Example::

    page = Page(kind="text", content=b"Two civilians died in Idlib.", origin="a.txt")
    parse(page, settings=Settings()).unknown[0] == ("outlet", "a plain text does not say; give --outlet")
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from according.charset import byte_order_mark, decode, mend_halves
from according.confine import Bounds, run_confined
from according.errors import BadInput, TooLarge
from according.html_bounds import bound_html
from according.identity import report_id, text_hash
from according.parse.page import read_page, warm_up
from according.parse.published import Published, after, read_published
from according.records import Page, Report
from according.settings import Settings

_DECLARED = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4_096  # bytes; the HTML standard asks for the first 1,024
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*$")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_NUL = "\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What a page says of itself, as printed; ``silent`` is the reason for what it does not say."""

    text: str
    silent: str
    key: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: tuple[tuple[str, str], ...] = ()  # printed, where it stood
    url: str | None = None
    lang: str | None = None
    note: str | None = None  # about its encoding
    wrong: dict[str, str] = field(default_factory=dict)  # field -> why its value could not be taken


def parse(page: Page, *, settings: Settings, today: str | None = None) -> Report:
    """Return the report that the page holds.

    Args:
        page: one document, as ``collect`` found it.
        settings: the bounds.
        today: an ISO day; a publication date after the page's capture, or without one after this day, is refused
            (method.md, "Place and time").

    Raises:
        BadInput: the page holds no text, or its bytes no encoding; the message names the page.
        TooLarge: a bound was passed.
    """
    if len(page.content) > settings.max_bytes:
        raise TooLarge(f"{page.origin}: over {settings.max_bytes:,} bytes; "
                       "raise ACCORDING_MAX_BYTES if it is one report")
    if page.kind not in _KINDS:
        raise BadInput(f"{page.origin}: a page whose kind was not told yet; hand its source to collect first")
    said = _KINDS[page.kind](page, settings)
    if not said.text.strip():
        raise BadInput(f"{page.origin}: holds no text; nothing can be read from it")
    return _report(page, said, today)


def _report(page: Page, said: _Said, today: str | None) -> Report:
    hints, unknown = page.hints, dict(said.wrong)
    url = _web(hints.url) or _web(said.url)
    title = _clean(hints.title) or _clean(said.title)
    outlet = _clean(hints.outlet) or _clean(said.outlet) or _host(url)
    lang = _language(hints.lang, said.lang, unknown)
    published, printed = _published(page, said, url, today, unknown)
    for name, value in (("outlet", outlet), ("title", title), ("published", published), ("lang", lang)):
        if value is None:
            unknown.setdefault(name, said.silent + (f"; give --{name}" if name in ("outlet", "published") else ""))
        else:
            unknown.pop(name, None)
    if said.note:
        unknown["encoding"] = said.note
    fields = ("outlet", "title", "published", "lang", "encoding")
    return Report(
        id=report_id(outlet, said.text), key=_clean(hints.id) or said.key, outlet=outlet, title=title,
        published=published.isoformat() if published else None, published_printed=printed, url=url, lang=lang,
        text=said.text, sha256=text_hash(said.text), captured=page.captured,
        unknown=tuple((name, unknown[name]) for name in fields if name in unknown),
    )


# --- the three kinds -------------------------------------------------------------------------


def _read_text(page: Page, settings: Settings) -> _Said:
    decoded = decode(page.content, what=page.origin, declared=page.encoding)
    if _NUL in decoded.text:
        line = decoded.text.count("\n", 0, decoded.text.index(_NUL)) + 1
        raise BadInput(f"{page.origin}: line {line}: a NUL, so a binary file, not a text; export its text first")
    return _Said(text=decoded.text, silent="a plain text does not say", note=decoded.note)


def _read_html(page: Page, settings: Settings) -> _Said:
    declared = page.encoding or _declared(page.content)
    decoded = decode(page.content, what=page.origin, declared=declared, lenient=True)
    whole = mend_halves(decoded.text.replace(_NUL, "\ufffd"))
    html = bound_html(whole.text, settings=settings, what=page.origin)
    bounds = Bounds(seconds=settings.max_seconds, memory=settings.max_memory)
    found = run_confined(read_page, html, bounds=bounds, what=page.origin, first=warm_up)
    if not found["text"]:
        raise BadInput(f"{page.origin}: an HTML page without text (a script may put it in, or it stands in pictures); "
                       "save it from a browser, or give its text as a plain text file")
    return _Said(
        text=mend_halves(found["text"]).text, silent="the page does not say",
        title=found["title"], outlet=found["outlet"],
        published=tuple((printed, where) for printed, where in found["published"]),
        url=found["url"], lang=found["lang"], note=decoded.note,
    )


def _read_record(page: Page, settings: Settings) -> _Said:
    record = _json_object(page)
    text = record.get("text")
    if not isinstance(text, str):
        raise BadInput(f"{page.origin}: a record without \"text\"; a report needs its text as a string")
    mended = mend_halves(text)
    wrong: dict[str, str] = {}
    values = {name: _string(record, name, wrong) for name in ("title", "outlet", "published", "url", "lang")}
    return _Said(
        text=mended.text, silent="the record does not say", title=values["title"], outlet=values["outlet"],
        key=_key(record.get("id")),
        published=((values["published"], "the record"),) if values["published"] else (),
        url=values["url"], lang=values["lang"], note=mended.note, wrong=wrong,
    )


_KINDS = {"text": _read_text, "html": _read_html, "record": _read_record}


def _json_object(page: Page) -> dict[str, Any]:
    text = decode(page.content, what=page.origin, declared=page.encoding or "utf-8").text
    try:
        record = json.loads(text)
    except RecursionError:
        raise TooLarge(f"{page.origin}: JSON nested too deep; a report is a flat record") from None
    except ValueError as error:
        raise BadInput(f"{page.origin}: broken JSON ({error}); mend it or leave it out") from None
    if not isinstance(record, dict):
        raise BadInput(f"{page.origin}: a JSON value that is no record; a report is an object with \"text\"")
    return record


def _key(value: object) -> str | None:
    """Return the record's own id as printed; numbers are ids as well."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return mend_halves(str(value)).text or None


def _string(record: dict[str, Any], name: str, wrong: dict[str, str]) -> str | None:
    value = record.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        wrong[name] = f"the record gives {name} as a {type(value).__name__}, not as a string"
        return None
    return _clean(mend_halves(value).text)


# --- the fields ------------------------------------------------------------------------------


def _published(page: Page, said: _Said, url: str | None, today: str | None,
               unknown: dict[str, str]) -> tuple[date | None, str | None]:
    given = [(page.hints.published, "given")] if _clean(page.hints.published) else []
    dates = [*given, *said.published]
    if not dates and url is not None and (match := _IN_ADDRESS.search(urlsplit(url).path)):
        dates = [("-".join((match[1], match[2].zfill(2), match[3].zfill(2))), "the address")]
    first: tuple[Published, str] | None = None
    for printed, where in dates:
        assert printed is not None
        found = read_published(printed)
        if found.day is not None:
            latest = page.captured or today
            if latest is not None and after(found, latest):
                unknown["published"] = f"{printed!r} ({where}) lies after {latest}, when it was fetched or read"
                return None, printed
            return found.day, printed
        first = first or (found, printed)
    if first is None:
        return None, None
    unknown["published"] = first[0].reason or ""
    return None, first[1]


def _language(hint: str | None, said: str | None, unknown: dict[str, str]) -> str | None:
    for value in (hint, said):
        if cleaned := _clean(value):
            if match := _LANGUAGE.match(cleaned):
                return match[1].lower()
            unknown["lang"] = f"{cleaned[:40]!r} is no language tag"
    return None


def _web(url: str | None) -> str | None:
    """Return the address if it is one of the web; a page may call anything its address."""
    try:
        parts = urlsplit(url.strip()) if url else None
        return url.strip() if url and parts and parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:  # "http://[": no address after all
        return None


def _host(url: str | None) -> str | None:
    """Name the outlet by its host where nothing better is known."""
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def _clean(value: str | None) -> str | None:
    """Return the value in one line, without the control characters that could steer a terminal; None for nothing."""
    return (" ".join(_CONTROLS.sub(" ", value).split()) or None) if value is not None else None


def _declared(content: bytes) -> str | None:
    if byte_order_mark(content)[0]:
        return None
    if (match := _DECLARED.search(content[:_DECLARED_WITHIN])) is None:
        return None
    name: str = (match[1] or match[2]).decode("ascii", "replace")
    # A page in UTF-16 could not have been searched so: the word is wrong (the HTML standard reads such pages as UTF-8).
    return None if name.lower().startswith(("utf-16", "utf-32")) else name

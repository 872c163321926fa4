"""What a look brought becomes reports of the ledger.

In: a page as it came, or the path of a file. Out: ``Arrived``: the ids of its reports, and what could not be read.

Example: ``arrive(page, listed="2031-01-01", desk=desk).note`` says that the list's date was not believed.

Dates that lie. What a page prints of itself comes first; what a list says of it fills a gap. Neither is believed where
it lies after the moment of the fetch, or before there was a web: clocks that were never set say 1970. What was not
believed is said with the reason, and the report has no date rather than a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from according.collect import collect
from according.errors import BadInput, ReaderFailed
from according.ledger.base import Ledger
from according.parse import parse
from according.parse.published import after, read_published
from according.pipeline import Tools, post, read_report
from according.records import Failure, Page, Reading, Report
from according.settings import Settings

FIRST_PAGE = "1991-08-06"  # the day from which there was a web


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What reading into a ledger takes."""

    ledger: Ledger
    tools: Tools
    settings: Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What came of one look."""

    reports: tuple[str, ...]  # ids, in the order of the page
    new: int = 0  # reports that the ledger did not have
    claims: int = 0  # that they brought
    reason: str | None = None  # why nothing, or not all, was read
    note: str | None = None  # what was not believed


def arrive(pages: Iterable[Page | Failure], *, listed: str | None, desk: Desk, today: str) -> Arrived:
    """Read pages and post them; what cannot be read is said, and the others are read.

    Args:
        pages: as they were collected.
        listed: the date that a list gave, as printed.
        desk: where to.
        today: the day on which they were had, YYYY-MM-DD.

    Raises:
        ReaderFailed: the reader had no answer for now.
    """
    seen: list[str] = []
    told: list[tuple[str | None, str | None]] = []  # (why it was not read, what was not believed)
    receipt = post(_readings(pages, listed, desk, today, seen, told), ledger=desk.ledger)
    reasons, notes = ([said for said in column if said] for column in zip(*told, strict=True)) if told else ([], [])
    return Arrived(reports=tuple(dict.fromkeys(seen)), new=receipt.new, claims=receipt.claims,
                   reason=next(iter(reasons), None), note=next(iter(notes), None))


def pages_in(page: Page, settings: Settings) -> Iterator[Page | Failure]:
    """Yield what a fetched body holds; what it is, its content says."""
    return collect([page.origin], settings=settings, fetch=lambda _: page)


def _readings(pages: Iterable[Page | Failure], listed: str | None, desk: Desk, today: str, seen: list[str],
              told: list[tuple[str | None, str | None]]) -> Iterator[Reading]:
    for page in pages:
        if isinstance(page, Failure):
            told.append((page.reason, None))
            continue
        try:
            report, note = dated(parse(page, settings=desk.settings, today=today), listed, page.captured or today)
        except BadInput as error:
            told.append((str(error).removeprefix(f"{page.origin}: "), None))
            continue
        told.append((None, note))
        if desk.ledger.wants(report, desk.tools.reader.name):
            yield _reading(report, desk, page.origin)
        seen.append(report.id)


def _reading(report: Report, desk: Desk, origin: str) -> Reading:
    try:
        return read_report(report, tools=desk.tools)
    except ReaderFailed as error:
        raise ReaderFailed(f"{origin}: {error}") from None


def dated(report: Report, listed: str | None, had: str) -> tuple[Report, str | None]:
    """Return a report with the date that is to be believed, and what was not believed.

    Args:
        report: as it was parsed: a date that it prints for a day to come is refused already.
        listed: the date that a list gave, as printed.
        had: when the page was had: ISO day or date-time.
    """
    wrong = dict(report.unknown)
    if report.published is not None and report.published < FIRST_PAGE:
        wrong["published"] = f"{report.published_printed!r} lies before there was a web: not believed"
        report = replace(report, published=None)
    day, note = _believed(listed, had)
    if report.published is None and day is not None:
        wrong.pop("published", None)
        report = replace(report, published=day, published_printed=listed)
    elif report.published is None and note is not None:
        wrong["published"] = f"{wrong['published']}; {note}" if "published" in wrong else note
    return replace(report, unknown=tuple(sorted(wrong.items(), key=_place))), note


def _believed(listed: str | None, had: str) -> tuple[str | None, str | None]:
    """Return the day of a list's date, or why it is not believed."""
    if listed is None:
        return None, None
    found = read_published(listed)
    if found.day is None:
        return None, f"the list's date: {found.reason}"
    if after(found, had):
        return None, f"the list's date {listed!r} lies after {had}, when it was fetched: not believed"
    if found.day.isoformat() < FIRST_PAGE:
        return None, f"the list's date {listed!r} lies before there was a web: not believed"
    return found.day.isoformat(), None


def _place(item: tuple[str, str]) -> int:
    """Return where a field stands among those that are not known: in the order in which a parsed report has them."""
    order = ("outlet", "title", "published", "lang", "encoding")
    return order.index(item[0]) if item[0] in order else len(order)

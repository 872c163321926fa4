"""The order of the steps, written once: read, post, judge, settle.

In: pages and judgements. Out: readings, and a ledger whose incidents and figures follow from what it holds.
Doors call these four and nothing lower; what they show of an incident, ``views.py`` gathers.

Example::

    tools = open_tools(settings)
    reading = read(page, tools=tools, settings=settings)
    with open_ledger(address) as ledger:
        post([reading], ledger=ledger)
        settle(ledger)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from according.archive import keep, moment
from according.books import Books, open_books
from according.clean import clean
from according.errors import BadInput, BadReader, ReaderFailed, TooLarge
from according.extract import Reader, extract
from according.extract.acts import find_acts
from according.extract.llm import LlmReader
from according.extract.patterns import PatternReader
from according.fetch.endpoint import open_endpoint
from according.identity import bytes_hash, capture_id
from according.judged import correct
from according.ledger.base import Ledger, Receipt
from according.parse import parse
from according.records import (
    Capture,
    CaptureNote,
    Claim,
    Failure,
    Judgement,
    Page,
    Phrase,
    Reading,
    Refusal,
    Report,
    Text,
)
from according.resolve import resolve
from according.resolve.acts import resolve_acts
from according.resolve.context import open_context
from according.resolve.second_view import Second
from according.settings import Settings
from according.settling import Between, Settlement, hold_together, settle
from according.split import split

__all__ = [
    "READERS", "Between", "Settlement", "Tools", "caught", "check_correction", "hold_together", "holding", "judge",
    "note_capture", "open_tools", "post", "read", "read_all", "read_report", "settle",
]

READERS: tuple[str, ...] = ("trained", "patterns", "llm")
_TRAINED = "according.extract.model"  # loaded by name: only this reader needs the runtime of models
_SECOND = "according.resolve.second"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What reading needs beside the page: a reader and the books. Opened once, shared by every page."""

    reader: Reader
    books: Books
    second: Second | None = None  # of the trained reader: looks again at class and scope with the report settled


def open_tools(settings: Settings, *, reader: str | None = None) -> Tools:
    """Open the reader and the books.

    Args:
        settings: what the door read from the environment.
        reader: one of ``READERS``; None: the one that the settings name.

    Raises:
        BadReader: there is no reader of that name, its weights are absent or damaged, or the settings do not
            say where it is.
        BadBook: a book breaks its own rules.
    """
    name = reader or settings.reader
    if name == "llm" and reader is None:
        raise BadReader("ACCORDING_READER: a language model reads only where --reader llm asks for it by name, since "
                        "it sends sentences away; set it to trained or patterns")
    if name not in READERS:
        raise BadReader(f"there is no reader {name!r}: choose {', '.join(READERS)}")
    if name == "patterns":
        return Tools(reader=PatternReader(), books=open_books())
    if name == "llm":
        return Tools(reader=LlmReader(open_endpoint(settings), model=settings.llm_model or ""), books=open_books())
    model = import_module(_TRAINED).open_model_reader()
    return Tools(reader=model, books=open_books(), second=import_module(_SECOND).open_second(model.second))


def read(page: Page, *, tools: Tools, settings: Settings, today: str | None = None) -> Reading:
    """Return what the reader reads out of one page. Pure: same page, same tools, same reading.

    Args:
        page: one document as it came.
        tools: from ``open_tools``.
        settings: the bounds for documents.
        today: the day on which the page was had, YYYY-MM-DD: a later date of publication is refused.

    Raises:
        BadInput: the page cannot be read; the message is one line that names it.
    """
    report = parse(page, settings=settings, today=today)
    try:
        return read_report(report, tools=tools)
    except TooLarge as error:
        raise TooLarge(f"{page.origin}: {error}") from None


def read_report(report: Report, *, tools: Tools) -> Reading:
    """Return what the reader reads out of one report.

    Raises:
        TooLarge: it claims more than a report can (``extract``).
        ReaderFailed: the reader had no answer for it.
    """
    text = clean(report)
    sentences = split(text, title=report.title)
    found = extract(sentences, reader=tools.reader)
    acts = find_acts(sentences, found.drafts)
    refusals = tuple(_as_it_came(refusal, text) for refusal in found.refusals)
    name = tools.reader.name
    empty = Reading(report=report, reader=name, claims=(), refusals=refusals, repeats=text.repeats, acts=())
    if not found.drafts and not acts:
        return empty
    context = open_context(report, text, sentences, tools.books)
    claims = resolve(found.drafts, report=report, text=text, sentences=sentences, books=tools.books, context=context,
                     second=tools.second)
    return replace(empty, claims=claims, acts=resolve_acts(acts, claims=claims, context=context))


def read_all(
    found: Iterable[Page | Failure], *, tools: Tools, settings: Settings, today: str | None = None,
    wanted: Callable[[Report], bool] = lambda report: True,
) -> Iterator[Reading | Report | Failure]:
    """Yield what becomes of each page, in order: a reading, the report alone where none is wanted, or why it failed.

    Args:
        found: pages and failures, as they were collected.
        tools: from ``open_tools``.
        settings: the bounds for documents.
        today: see ``read``.
        wanted: says of a report whether it is to be read; a ledger that holds it already saves the work.
    """
    for page in found:
        if isinstance(page, Failure):
            yield page
            continue
        try:
            report = parse(page, settings=settings, today=today)
        except BadInput as error:
            yield Failure(origin=page.origin, reason=str(error).removeprefix(f"{page.origin}: "))
            continue
        try:
            outcome = read_report(report, tools=tools) if wanted(report) else report
        except (TooLarge, ReaderFailed) as error:
            yield Failure(origin=page.origin, reason=str(error))
            continue
        yield outcome


def post(readings: Iterable[Reading], *, ledger: Ledger) -> Receipt:
    """Keep readings, one transaction each, and say what was new. Posting again changes nothing."""
    return ledger.post(readings)


def judge(judgement: Judgement, *, ledger: Ledger, seen: int | None = None) -> bool:
    """Keep what a person decided; False where it was there already. It takes effect when the ledger is settled.

    Args:
        judgement: what was decided.
        ledger: where it is kept.
        seen: how many entries there were when its maker looked; None: do not ask whether others came between.

    Raises:
        Overtaken: they did, and nothing was kept.
    """
    return ledger.judge(judgement, seen=seen)


def note_capture(
    ledger: Ledger, archive_folder: Path | None, capture: Capture, report_ids: Iterable[str],
) -> CaptureNote:
    """Keep a capture in the archive, then note in the ledger when its address held which reports.

    The record is on the disk before its row is written: a kill between the two leaves a record that no row names.

    Args:
        ledger: where the reports are already.
        archive_folder: None: the capture is noted with its hash and not kept.
        capture: what came over the wire.
        report_ids: what was read out of it; none where nothing could be, or the page was gone.

    Raises:
        OSError: the archive cannot be written.
        BadRequest: the ledger has no report of one of the ids.
    """
    note = holding(caught(archive_folder, capture), report_ids)
    ledger.note_captures([note])
    return note


def caught(archive_folder: Path | None, capture: Capture) -> CaptureNote:
    """Keep a capture in the archive, if there is one, and return its note, which names no report yet."""
    kept = None if archive_folder is None else keep(archive_folder, capture)
    sha256 = bytes_hash(capture.body) if kept is None else kept.sha256
    return holding(CaptureNote(
        id="", address=capture.address, landed=capture.landed, at=moment(capture), status=capture.status,
        sha256=sha256, size=len(capture.body), kept=kept, reports=()), ())


def holding(note: CaptureNote, report_ids: Iterable[str]) -> CaptureNote:
    """Return the note of a capture that held these reports."""
    reports = tuple(sorted(set(report_ids)))
    name = capture_id(note.address, note.landed, note.at, note.status, note.sha256, reports)
    return replace(note, id=name, reports=reports)


def check_correction(claim: Claim, field: str | None, value: str | None) -> None:
    """Raise BadRequest where a judgement ``correct`` could not be applied to the claim."""
    correct(claim, field, value)


def _as_it_came(refusal: Refusal, text: Text) -> Refusal:
    """Return a refusal whose offsets point into the text as it came."""
    return replace(refusal, words=_raw(refusal.words, text), sentence=_raw(refusal.sentence, text))


def _raw(phrase: Phrase, text: Text) -> Phrase:
    start, end = text.map.to_raw(phrase.start, phrase.end)
    return Phrase(text=text.raw[start:end], start=start, end=end)

"""Pages that their outlet changes, read as the command reads them."""

from __future__ import annotations

from collections.abc import Iterable

from according.ledger.base import Ledger
from according.pipeline import open_tools, post, read, settle
from according.records import CaptureNote, Hints, Page, Reading
from according.settings import Settings
from capture_factory import make_note

A, B = "https://wire.example/a", "https://herald.example/b"
REST = (" The road to the city was closed for the rest of the day and the governor asked people to stay at home."
        " Hospitals in the city asked for blood, and schools stayed closed until the end of the week, officials said.")
TWELVE = "At least 12 soldiers were killed in an ambush near Homs in Syria on Thursday, state television said."
HAMA = " Five civilians were wounded in Hama on Thursday, medics said."
FIFTEEN = TWELVE.replace("12", "15")
NOTICE = " Correction: an earlier version of this report gave another number."
WALL = "We value your privacy. Please accept all cookies to go on reading, or subscribe to our newsletter instead."


def read_page(text: str, *, url: str = A, outlet: str = "Wire") -> Reading:
    hints = Hints(url=url, outlet=outlet, published="2025-03-07", lang="en")
    page = Page(kind="text", content=text.encode(), origin="page", hints=hints)
    return read(page, tools=open_tools(Settings(), reader="patterns"), settings=Settings())


FIRST = read_page(TWELVE + HAMA + REST)
LATER = read_page(FIFTEEN + REST)
SAID = read_page(FIFTEEN + REST + NOTICE)
OTHER = read_page("The ambush near Homs in Syria on Thursday killed 14 soldiers, the Syrian Observatory for Human"
                  " Rights said. It quoted its own network of people in the city.", url=B, outlet="Herald")
CONSENT = read_page(WALL)
DAY = 24 * 60  # minutes
ONE, TWO, THREE = FIRST.report.id, LATER.report.id, SAID.report.id


def seen(minutes: int, reading: Reading, **fields: object) -> CaptureNote:
    """Return the capture of a page that held a report."""
    return make_note(minutes, [reading.report.id], address=reading.report.url, **fields)


def fill(ledger: Ledger, steps: Iterable[Reading | CaptureNote], *, often: bool = False) -> Ledger:
    """Post readings and note captures in the order given; settle at the end, or after each with ``often``."""
    for step in steps:
        if isinstance(step, Reading):
            post([step], ledger=ledger)
        else:
            ledger.note_captures([step])
        if often:
            settle(ledger)
    settle(ledger)
    return ledger

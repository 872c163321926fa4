"""Captures for tests: an address, a moment, a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from according.pipeline import caught, holding
from according.records import Capture, CaptureNote

NOON = datetime(2025, 3, 7, 12, tzinfo=UTC)


def make_capture(minutes: int = 0, *, address: str = "https://wire.example/a", landed: str | None = None,
                 status: int = 200, body: bytes = b"<p>Shells killed 3 people in Homs.</p>",
                 headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html"),)) -> Capture:
    return Capture(address=address, landed=landed or address, at=NOON + timedelta(minutes=minutes), status=status,
                   headers=headers, body=body)


def make_note(minutes: int = 0, reports: Iterable[str] = (), **fields) -> CaptureNote:
    return holding(caught(None, make_capture(minutes, **fields)), reports)

"""What each kind of entry says, as canonical JSON, and its way back.

In: records. Out: payloads, and records from payloads. A report's payload is its record; a judgement's too. A reading is
told apart from its report: the record of the report is the newest one before it in the chain.

Example: ``reading_payload(reading)`` begins ``{"claims":[{"again":[],...`` and ends ``"report":"r-..."}``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

import msgspec

from according.codec import decode, encode
from according.errors import BadInput, BadRequest, LedgerBroken
from according.records import Act, CaptureNote, Judgement, Reading, Refusal, Repeat, Report

T = TypeVar("T")

KINDS = ("report", "reading", "retirement", "judgement", "naming", "capture")
REPORT, READING, RETIREMENT, JUDGEMENT, NAMING, CAPTURE = KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingKept:
    """A reading as the chain keeps it. Its claims and acts stay bytes: the index copies them to the letter."""

    report: str
    reader: str
    claims: tuple[msgspec.Raw, ...]
    refusals: tuple[Refusal, ...]
    repeats: tuple[Repeat, ...]
    acts: tuple[msgspec.Raw, ...] | None = None  # None: kept by a version that did not look for them


@dataclass(frozen=True, slots=True, kw_only=True)
class Retirement:
    """The end of a reading: which entry it was, who read it, and whose reading took its place."""

    reading: int
    reader: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What a naming moved: the claims that each name has gained, and the names that lead elsewhere."""

    names: dict[str, tuple[str, ...]]
    leads: dict[str, str]


_SHAPES: dict[str, type] = {
    REPORT: Report, READING: ReadingKept, RETIREMENT: Retirement, JUDGEMENT: Judgement, NAMING: Naming,
    CAPTURE: CaptureNote,
}


def payload(record: Report | Judgement | Retirement | Naming | CaptureNote) -> str:
    """Return the payload of an entry that is one record."""
    return encode(record).decode()


def reading_payload(reading: Reading) -> str:
    """Return the payload of a reading.

    Raises:
        BadRequest: two claims or two acts share an id, or one of them is of another report.
        BadInput: a text holds half a character.
    """
    report, seen = reading.report.id, set()
    for claim in reading.claims:
        if claim.id in seen:
            raise BadRequest(f"report {report}: two claims of one reading have the id {claim.id}")
        if claim.report != report:
            raise BadRequest(f"report {report}: claim {claim.id} says that it is of {claim.report}")
        seen.add(claim.id)
    body = {"report": report, "reader": reading.reader, "claims": reading.claims,
            "refusals": reading.refusals, "repeats": reading.repeats}
    if reading.acts is not None:
        body["acts"] = reading.acts
        _check_acts(report, reading.acts)
    return encode(body).decode()


def _check_acts(report: str, acts: Iterable[Act]) -> None:
    seen = set()
    for act in acts:
        if act.id in seen:
            raise BadRequest(f"report {report}: two acts of one reading have the id {act.id}")
        if act.report != report:
            raise BadRequest(f"report {report}: act {act.id} says that it is of {act.report}")
        seen.add(act.id)


def unpack(text: str, kind: type[T], what: str) -> T:
    """Return the record that stored JSON spells; ``what`` names the row for the message.

    Raises:
        LedgerBroken: it spells none.
    """
    try:
        return decode(text, kind)
    except BadInput as error:
        raise LedgerBroken(f"{what} cannot be read: {error}; `according verify` says what else is wrong") from None


def unpack_entry(kind: str, text: str, seq: int) -> object:
    """Return the record of an entry, whatever its kind. Raises LedgerBroken as ``unpack``, and for a kind unknown."""
    if kind not in _SHAPES:
        raise LedgerBroken(f"entry {seq} is of an unknown kind: {kind}")
    return unpack(text, _SHAPES[kind], f"entry {seq} ({kind})")


def says_more(new: Report, standing: Report) -> bool:
    """Say whether a record of a report is to stand in the place of another of the same report.

    The outlet and the text are the same, else it were another report. The one with a date wins, then the one with
    more of title, language and address; between equals the one whose JSON sorts first. So which of two stands does
    not depend on which came first. When a page was captured is no part of what it says.
    """
    return _rank(new) < _rank(standing)


def _rank(report: Report) -> tuple[bool, int, str]:
    unknown = sum(value is None for value in (report.title, report.lang, report.url))
    return report.published is None, unknown, payload(without_capture(report))


def without_capture(report: Report) -> Report:
    """Return the record without the moment of its capture, which differs from fetch to fetch."""
    return replace(report, captured=None)

"""What is done with one record of an archive, in the worker that may die of it.

In: the frame of a record and the job, as plain values. Out: a plain mapping that says what it is: the canonical JSON
of a reading with the number of its claims, a refusal, or that the record is damaged or no page.

The whole way of a document runs here, from the opening of its record to its claims; within it the parsing of HTML runs
under the same bounds, and so with the same outcome, as when a single report is added.

Example::

    run_confined(read_block, frame, job, bounds=bounds, what="a.warc#http://...", first=OPENERS["patterns"])
"""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from according.codec import encode
from according.collect.record_stream import Block
from according.collect.warc import open_block
from according.pipeline import Tools, open_tools, read_all
from according.records import Failure, Reading
from according.settings import Settings


def open_trained() -> None:
    """Open the trained reader and the books, before the first document and outside its bounds."""
    _tools("trained")


def open_patterns() -> None:
    """Open the reader of patterns and the books."""
    _tools("patterns")


OPENERS = {"trained": open_trained, "patterns": open_patterns}


def read_block(frame: dict[str, Any], job: dict[str, Any]) -> dict[str, Any]:
    """Return what one record of an archive is.

    Args:
        frame: a ``Block`` as a mapping.
        job: ``reader``, ``settings`` (the bounds, as a mapping), ``today``, and ``origin``: how the archive is called.
    """
    settings = msgspec.convert(job["settings"], Settings)
    block = msgspec.convert(frame, Block, builtin_types=(bytes,))
    page = open_block(block, origin=job["origin"], settings=settings)
    if page is None:
        return {"is": "passed"}
    if isinstance(page, str):
        return {"is": "damaged"}
    tools = _tools(job["reader"])
    (outcome,) = read_all([page], tools=tools, settings=settings, today=job["today"])
    if isinstance(outcome, Failure):
        return {"is": "refused", "reason": outcome.reason}
    assert isinstance(outcome, Reading)
    return {"is": "read", "reading": encode(outcome), "claims": len(outcome.claims), "reader": outcome.reader}


@cache
def _tools(reader: str) -> Tools:
    return open_tools(Settings(), reader=reader)

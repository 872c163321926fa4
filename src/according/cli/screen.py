"""Where output goes: people's text on stdout, remarks on stderr, colour and columns only on a terminal.

In: text and rows. Out: what is printed. Control characters and direction overrides that a report may hold never
reach a terminal: a sentence cannot move the cursor or turn the letters around it.

Example: ``table(("harm", "low"), [("killed", "13")])``
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Sequence
from typing import Any

import typer

# C0 and C1 controls but for the line break, and the characters that override writing direction
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")


def safe(text: str) -> str:
    """Return the text with everything that could steer a terminal made a space."""
    return _UNSAFE.sub(" ", text)


def flat(text: str) -> str:
    """Return the text on one line."""
    return _SPACE.sub(" ", safe(text)).strip()


def say(text: str = "") -> None:
    """Print to stdout."""
    typer.echo(safe(text))


def say_bytes(data: bytes) -> None:
    """Print UTF-8 to stdout as it is, whatever the terminal's own encoding."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def note(text: str) -> None:
    """Print a remark to stderr, where it does not mix with output that another program reads."""
    typer.echo(safe(text), err=True)


def complain(what: str, why: str) -> None:
    """Print one line to stderr about something that failed."""
    note(f"according: {flat(what)}: {flat(why)}")


def is_terminal() -> bool:
    """Say whether a person looks at stdout."""
    return sys.stdout.isatty()


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, lines: bool = False) -> None:
    """Print rows under headings: with rules and wrapping on a terminal, else aligned and whole.

    Args:
        headings: one a column.
        rows: cells of text.
        lines: on a terminal, rule off each row (for rows of several lines).
    """
    clean = [[safe(cell) for cell in row] for row in rows]
    if is_terminal():
        _rich_table(headings, clean, lines=lines)
        return
    flattened = [[flat(cell) for cell in row] for row in clean]
    widths = [max(len(row[i]) for row in [list(headings), *flattened]) for i in range(len(headings))]
    for row in [list(headings), *flattened]:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _rich_table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, lines: bool) -> None:
    box, text = _rich("rich.box"), _rich("rich.text")
    drawn = _rich("rich.table").Table(box=box.HORIZONTALS if lines else box.SIMPLE_HEAD, show_lines=lines)
    for heading in headings:
        drawn.add_column(heading, overflow="fold")
    for row in rows:
        drawn.add_row(*(text.Text(cell) for cell in row))  # Text, since a report may hold what rich takes for markup
    _rich("rich.console").Console().print(drawn)


def _rich(module: str) -> Any:
    # loaded here: rich costs a tenth of a second that piped output need not pay
    return importlib.import_module(module)

"""``according verify`` and ``settle``: the ledger proven whole, and what is derived in it made anew.

In: a ledger. Out: what is wrong, one line each, and exit code 1; or the head of the chain to keep elsewhere.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Annotated

import typer

from according.cli.looking import reading_ledger
from according.cli.options import LedgerOption, address, settings_here
from according.cli.screen import note, say
from according.ledger import open_ledger
from according.ledger.base import head_text, read_head
from according.phrasing import plural
from according.pipeline import settle as settle_ledger

_EVERY = 10.0  # seconds between lines of progress


def verify(
    ledger: LedgerOption = None,
    against: Annotated[str | None, typer.Option(
        "--against", metavar="HEAD", show_default=False,
        help="A head kept elsewhere: proves that nothing was cut off or written anew since.")] = None,
) -> None:
    """Prove that the ledger is whole."""
    with reading_ledger(ledger, settings_here()) as opened:
        wrong = opened.verify(read_head(against) if against is not None else None)
        head = opened.head()
    for line in wrong:
        say(line)
    if wrong:
        raise typer.Exit(1)
    say(f"whole: {plural(head.count, 'entry', 'entries')}, head {head_text(head)}")
    if against is None:
        say("keep the head elsewhere: `according verify --against HEAD` then shows that nothing was cut off")


def settle(
    ledger: LedgerOption = None,
    rebuild: Annotated[bool, typer.Option(
        "--rebuild", help="Drop everything derived first and index the chain anew.")] = False,
) -> None:
    """Join the ledger's claims anew into incidents and figures."""
    with open_ledger(address(ledger, settings_here())) as opened:
        done = settle_ledger(opened, rebuild=rebuild, progress=_now_and_then(time.monotonic()))
    say(f"{plural(done.claims, 'claim')} joined into {plural(done.incidents, 'incident')} "
        f"with {plural(done.figures, 'figure')}")


def _now_and_then(began: float) -> Callable[[int, int], None]:
    """Return what tells how far the summaries are, now and then: of a large ledger they take minutes."""
    told = began

    def tell(made: int, of: int) -> None:
        nonlocal told
        if time.monotonic() - told >= _EVERY:
            told = time.monotonic()
            note(f"summaries of {made:,} of {of:,} incidents")

    return tell

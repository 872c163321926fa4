"""``according ledger``: copy, backup, restore, upgrade.

In: addresses. Out: a ledger elsewhere, and the head of its chain on stdout, to keep.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from according.cli.options import LedgerOption, address, archive, settings_here
from according.cli.screen import say
from according.ledger import moving, open_ledger
from according.ledger.base import Head, head_text, read_head
from according.phrasing import plural
from according.pipeline import settle

_WANTED = {"copy": ("FROM", "TO"), "backup": ("FILE",), "restore": ("FILE",), "upgrade": ()}
_AGAINST = ("copy", "restore")


def ledger(
    action: Annotated[str, typer.Argument(
        metavar="ACTION", help="copy FROM TO, backup FILE, restore FILE, upgrade. FROM and TO: a file, or postgresql://...")],
    places: Annotated[list[str] | None, typer.Argument(metavar="[PLACE]...", show_default=False)] = None,
    against: Annotated[str | None, typer.Option(
        "--against", metavar="HEAD", show_default=False,
        help="For copy and restore: a head kept elsewhere, which what is read must have had. "
             "Default for restore: the one in FILE.head.")] = None,
    ledger: LedgerOption = None,
) -> None:
    """Copy, back up, restore or upgrade a ledger; each prints the head."""
    if action not in _WANTED:
        raise typer.BadParameter(f"{action!r} is none of {', '.join(_WANTED)}")
    given, wanted = places or [], _WANTED[action]
    if len(given) != len(wanted):
        raise typer.BadParameter(f"write: according ledger {' '.join((action, *wanted))}")
    if against is not None and action not in _AGAINST:
        raise typer.BadParameter("--against goes with copy and restore")
    if ledger is not None and action == "copy":
        raise typer.BadParameter("copy takes both ledgers as FROM and TO, without --ledger")
    head = None if against is None else read_head(against)
    if action == "copy":
        _filled(given[1], moving.copy(given[0], given[1], against=head))
        return
    here = address(ledger, settings_here())
    if action == "backup":
        _backed_up(here, Path(given[0]).expanduser(), archive(None, here, settings_here()))
    elif action == "restore":
        _filled(here, moving.restore(Path(given[0]).expanduser(), here, against=head))
    else:
        _upgraded(here)


def _filled(target: str, head: Head) -> None:
    """Say what came into a ledger, and join its claims."""
    say(f"{plural(head.count, 'entry', 'entries')}, head {head_text(head)}")
    with open_ledger(target) as opened:
        if not opened.settled():
            settle(opened)
        now = opened.head()
    if now != head:  # what was copied had not been settled
        say(f"joining its claims gave incidents names: head {head_text(now)}")


def _backed_up(here: str, to: Path, pages: Path | None) -> None:
    head = moving.back_up(here, to)
    say(f"{to}: {plural(head.count, 'entry', 'entries')}, head {head_text(head)}")
    say(f"keep {moving.head_file(to)} elsewhere too: restoring against it shows that nothing was cut off")
    with open_ledger(str(to), read_only=True) as kept:
        records = sum(1 for capture in kept.captures() if capture.kept is not None)
    if records:
        where = f"in {pages}" if pages is not None and pages.is_dir() else "where ACCORDING_ARCHIVE named a folder"
        came = "as it came lies" if records == 1 else "as they came lie"
        say(f"{plural(records, 'page')} {came} {where}: copy that folder as files, too; "
            "`according doctor` holds it against the hashes in the ledger")


def _upgraded(here: str) -> None:
    before, now, head = moving.upgrade(here)
    say(f"tables number {now}" + (", as before" if before == now else f", from {before}"))
    say(f"{plural(head.count, 'entry', 'entries')}, head {head_text(head)}")

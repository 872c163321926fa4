"""``according doctor``: is everything here and whole.

In: a ledger. Out: one line a finding, ok, warning or bad; exit code 1 where anything is bad.
"""

from __future__ import annotations

from datetime import UTC, datetime

import typer

from according.cli.options import ArchiveOption, JsonOption, LedgerOption, address, settings_here
from according.cli.options import archive as archive_folder
from according.cli.screen import flat, say, say_bytes
from according.doctor import BAD, examine
from according.export.lines import dump, plain


def doctor(ledger: LedgerOption = None, archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Look whether everything is here and whole.

    Reader, books, disk, clock, ledger, archive and jobs, a line each: ok, warning or bad.
    """
    settings = settings_here()
    place = address(ledger, settings)
    found = []
    for finding in examine(settings, place, archive_folder(archive, place, settings), lambda: datetime.now(UTC)):
        found.append(finding)
        if not as_json:
            say(f"{finding.state:8}{finding.what:12}{flat(finding.said)}")
    if as_json:
        say_bytes(dump([plain(finding) for finding in found], indent=1) + b"\n")
    if any(finding.state == BAD for finding in found):
        raise typer.Exit(1)

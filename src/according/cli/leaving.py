"""``according export``: what the ledger holds, to a file.

In: a ledger, what to write and where to. Out: the file, and the ledger's head on stderr, which proves later what the
file was written from.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from according.cli.looking import by_incident, reading_ledger
from according.cli.options import LedgerOption, settings_here
from according.cli.screen import note
from according.cli.teaching import TRAINING, teach
from according.export import FORMS, KINDS, Holdings
from according.export import export as write
from according.ledger.base import Ledger, head_text
from according.phrasing import plural
from according.views import assess


def export(
    what: Annotated[str, typer.Argument(metavar="WHAT", help=f"One of {', '.join((*KINDS, TRAINING))}.")],
    to: Annotated[Path, typer.Option(
        "--to", metavar="FILE", help=f"Its ending says the form: {', '.join(FORMS)}. For training: a folder.")],
    ledger: LedgerOption = None,
    partial: Annotated[bool, typer.Option(
        "--partial", help="For training: reports of which only some claims were judged, too.")] = False,
) -> None:
    """Write claims, incidents or reports to a file; its ending says the form."""
    if partial and what != TRAINING:
        raise typer.BadParameter("--partial goes with training alone")
    if what == TRAINING:
        teach(ledger, settings_here(), to=to, partial=partial)
        return
    with reading_ledger(ledger, settings_here()) as opened:
        holdings = gather(opened)
    written = write(what, holdings, to=to)
    note(f"{to}: {plural(written, 'row')}, ledger head {holdings.head}")


def gather(ledger: Ledger) -> Holdings:
    """Return what a ledger holds, as an export takes it."""
    head, incidents, claims = ledger.head(), tuple(ledger.incidents()), tuple(ledger.claims())
    by_id = {claim.id: claim for claim in claims}
    origins = {incident.name: ledger.origins(incident.name) for incident in incidents}
    return Holdings(
        reports={report.id: report for report in ledger.reports()}, claims=claims, incidents=incidents,
        figures=by_incident(ledger), origins=origins,
        grades={i.name: assess(i, origins[i.name], claims=by_id) for i in incidents}, head=head_text(head),
    )

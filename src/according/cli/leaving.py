"""``according export``: what the ledger holds, to a file in a form that others read.

In: a ledger, the name of a form and where to. Out: the file, with ``--describe`` a data dictionary beside it, and on
stderr the ledger's head, which proves later what the file was written from, and what the form could not take.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from according.cli.looking import names_of, one_id, reading_ledger
from according.cli.options import LedgerOption, NearOption, QueryOption, SinceOption, UntilOption, settings_here
from according.cli.screen import note
from according.cli.teaching import TRAINING, teach
from according.export import FORMS, form_of
from according.export import export as write
from according.export.forms import LeftOut
from according.export.package import write_description
from according.gather import gather
from according.phrasing import plural

_TOLD = 5  # incidents named of those that a form cannot take


def export(
    form: Annotated[str, typer.Argument(metavar="FORM", help=f"One of {', '.join((*FORMS, TRAINING))}.")],
    to: Annotated[Path, typer.Option(
        "--to", metavar="FILE", help="Its ending says how it is written. For training: a folder.",
        show_default=False)],
    profile: Annotated[str | None, typer.Option(
        "--profile", metavar="NAME|FILE", show_default=False,
        help="Rules by which figures are chosen: ucdp, acled, airwars, ibc, range, or a YAML file of your own. "
             "Default: the form's own.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    near: NearOption = None,
    query: QueryOption = None,
    of: Annotated[str | None, typer.Option(
        "--of", metavar="ID", show_default=False, help="Only one incident, or one report with its claims.")] = None,
    hxl: Annotated[bool, typer.Option("--hxl", help="HXL tags as the second row.")] = False,
    describe: Annotated[bool, typer.Option(
        "--describe", help="Write FILE.datapackage.json beside it: columns, head, profile, SHA-256.")] = False,
    ledger: LedgerOption = None,
    partial: Annotated[bool, typer.Option(
        "--partial", help="For training: reports of which only some claims were judged, too.")] = False,
) -> None:
    """Write the ledger's tables to a file, or its incidents as others have them."""
    if partial and form != TRAINING:
        raise typer.BadParameter("--partial goes with training alone")
    if form == TRAINING:
        teach(ledger, settings_here(), to=to, partial=partial)
        return
    wanted = form_of(form, to.suffix.lower())
    with reading_ledger(ledger, settings_here()) as opened:
        names, report = names_of(query, opened), None
        if of is not None:
            one = one_id(of, opened)
            if not one.startswith(("i-", "r-")):
                raise typer.BadParameter(f"--of takes an incident or a report: {one} is neither")
            names, report = (frozenset([one]), None) if one.startswith("i-") else (names, one)
        holdings = gather(opened, profile=profile or wanted.profile, since=since, until=until, near=near, names=names,
                          report=report)
    written = write(form, holdings, to=to, hxl=hxl)
    if describe:
        write_description(to, wanted, holdings)
    note(f"{to}: {plural(written.rows, 'row')}, profile {holdings.profile}, ledger head {holdings.head}")
    _tell_left_out(written.left_out)


def _tell_left_out(left_out: LeftOut) -> None:
    """Say which incidents the form could not take, by reason."""
    reasons: dict[str, list[str]] = {}
    for name, reason in left_out:
        reasons.setdefault(reason, []).append(name)
    for reason, names in sorted(reasons.items()):
        more = f" and {len(names) - _TOLD} more" if len(names) > _TOLD else ""
        note(f"left out, {reason}: {', '.join(names[:_TOLD])}{more}")

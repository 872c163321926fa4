"""``according demo``: the bundled reports, read into a ledger of their own and shown.

In: nothing. Out: the incidents of the bundled reports, and the one with most origins whole; then, on a terminal, the
workbench over them. A second run adds nothing.
"""

from __future__ import annotations

from pathlib import Path

import typer

from according.cli.adding import keep
from according.cli.incident import show_incident
from according.cli.looking import by_incident, list_incidents
from according.cli.options import LedgerOption, settings_here
from according.cli.screen import is_terminal, say
from according.cli.serving import open_workbench
from according.demo import demo_folder
from according.ledger import open_ledger
from according.ledger.base import Ledger
from according.phrasing import plural
from according.records import Hints
from according.views import look

_LEDGER = Path(".demo") / "ledger.sqlite"
_INCIDENTS = 12  # shown, those that most reports tell of
_ORIGINS = 6  # shown of the first of them


def demo(ledger: LedgerOption = None) -> None:
    """Read the bundled reports, show what comes out, open the workbench over them."""
    where = ledger or str(_LEDGER)
    if "://" not in where:
        Path(where).parent.mkdir(parents=True, exist_ok=True)
    with open_ledger(where) as opened:
        failed = keep([str(demo_folder())], opened, settings_here(), hints=Hints())
        _show(opened, where)
    if failed:
        raise typer.Exit(1)
    say()
    if is_terminal():
        open_workbench(where, settings_here())
    else:
        say(f"To open the workbench over it: according serve --ledger {where}")


def _show(ledger: Ledger, where: str) -> None:
    """Print the incidents of most reports, and of the first of them figures, origins and evidence."""
    figures = by_incident(ledger)
    found = tuple(ledger.incidents())
    ranked = sorted((i for i in found if i.name in figures), key=lambda i: (-len(i.reports), -len(i.claims), i.name))
    shown = {incident.name for incident in ranked[:_INCIDENTS]}
    say()
    list_incidents([incident for incident in found if incident.name in shown], figures)
    if len(found) > len(shown):
        say(f"and {plural(len(found) - len(shown), 'more incident')}: according incidents --ledger {where}")
    if ranked:
        say()
        show_incident(look(ledger, ranked[0].name), most=_ORIGINS)
        say(f"Next: according show {ranked[0].name} --ledger {where}")
        say(f"      according brief {ranked[0].name} --ledger {where}")

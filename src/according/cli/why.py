"""Why figures are what they are.

In: ``View``. Out: text on stdout.

Example: ``according show i-7f3a --why`` prints of each end its value, the claims that set it, the rule, and why it is
one.
"""

from __future__ import annotations

from itertools import groupby

from according.cli.screen import flat, say
from according.phrasing import count_text, source_text
from according.records import Difference, Ground
from according.views import View, explain


def show_why(view: View) -> None:
    """Print what set each end of each figure and why every other claim set none."""
    say(f"Why these figures (profile {view.profile}" + (f", as of {view.as_of}" if view.as_of else "") + ")")
    for _, lines in groupby(explain(view), key=lambda g: (g.harm, g.klass, g.side, g.total)):
        told = list(lines)
        say(f"{told[0].harm.value} {whom(told[0])}")
        for ground in told:
            _show_ground(ground, view)
    say()


def whom(row: Ground | Difference) -> str:
    """Return whom a figure counts."""
    return "all" if row.total else row.klass.value + (f", {flat(row.side)}" if row.side else "")


def _show_ground(ground: Ground, view: View) -> None:
    if ground.what == "aside":
        say(f"  set aside: {flat(ground.rule)}")
    else:
        say(f"  {ground.what} {'open' if ground.value is None else f'{ground.value:,}'}: {flat(ground.rule)}")
    say(f"    because {ground.reason}")
    for claim in (view.claims[c] for c in ground.claims if c in view.claims):
        report = view.reports[claim.report]
        said = f"{count_text(claim)}, {source_text(claim.source, claim.via)}, in {report.outlet or 'no named outlet'}"
        say(f"    {claim.id}  {report.published or 'no date'}  {flat(said)}")

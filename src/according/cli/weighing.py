"""``according figures``, ``toll`` and ``review``: another profile's figures, a source's count, what to look at again.

In: a settled ledger. Out: differences with the rule that makes each; judgements whose claims are not as they were.

Example: ``according figures i-7f3a --profile acled --against ucdp``
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Annotated

import typer

from according.cli.incident import show_changes
from according.cli.looking import one_id, reading_ledger
from according.cli.options import AsOfOption, JsonOption, LedgerOption, ProfileOption, day, settings_here
from according.cli.screen import flat, note, say, say_bytes, table
from according.cli.why import whom
from according.corrections import source_changes
from according.export.lines import dump, plain
from according.phrasing import ends, plural
from according.records import Bound, Difference
from according.reviewing import review as review_ledger
from according.surveys import differences
from according.trails import trail


def figures(
    identifier: Annotated[str | None, typer.Argument(
        metavar="[ID]", show_default=False, help="An incident, shortened or whole. Default: all.")] = None,
    profile: ProfileOption = "ucdp",
    against: Annotated[str, typer.Option(
        "--against", metavar="NAME|FILE", help="The profile to compare with.")] = "ucdp",
    as_of: AsOfOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what another profile makes of the figures, and by which rule."""
    with reading_ledger(ledger, settings_here()) as opened:
        name = one_id(identifier, opened, start="i-") if identifier is not None else None
        found = differences(opened, name, profile=profile, against=against, as_of=as_of)
    if as_json:
        say_bytes(dump([plain(row) for row in found], indent=1) + b"\n")
    elif found:
        _show_differences(found)
    else:
        note(f"no figure differs between {profile} and {against}")


def _show_differences(found: Sequence[Difference]) -> None:
    for incident, rows in groupby(found, key=lambda d: d.incident):
        told = list(rows)
        say(f"{incident}  {plural(len(told), 'end')} of figures differ: {told[0].against} -> {told[0].profile}")
        for row in told:
            say(f"  {row.harm.value} {whom(row)}, {row.end}: {_bound(row.before)} -> {_bound(row.now)}")
            say(f"    {'; '.join(row.why) or 'no rule of the two differs'}")
            setters = f" ({', '.join(row.now.claims)})" if row.now.claims else ""
            say(f"    {row.profile}: {flat(row.now.rule)}{setters}")


def _bound(bound: Bound) -> str:
    return "none" if bound.value is None else f"{bound.value:,}"


def toll(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Its name as claims give it, in quotation marks.")],
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", callback=day, show_default=False,
                                              help="Only what was published on this day or later.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", callback=day, show_default=False,
                                              help="Only what was published on this day or earlier.")] = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say how far one source's count went, day by day, over all incidents."""
    with reading_ledger(ledger, settings_here()) as opened:
        found = trail(opened, source, since=since, until=until)
        changed = source_changes(opened, source)
        outlets = {change.before: opened.report(change.before).outlet for change in changed}
    if as_json:
        say_bytes(dump([plain(row) for row in found], indent=1) + b"\n")
        return
    say(f"{flat(source)}: the largest number of each day of print, over all places; no figure is made of it")
    table(("day", "who", "count", "change", "until", "claims"), [
        (m.day or "no date", f"{m.harm.value} {m.klass.value}" + (f", {flat(m.side)}" if m.side else ""),
         ends(m.low, m.high), m.change, m.until or "", f"{len(m.claims)}, {m.claims[0]}") for m in found])
    if changed:
        say()
        show_changes(changed, outlets)


def review(ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """List the judgements to look at again: their claims are not as they were."""
    with reading_ledger(ledger, settings_here()) as opened:
        found = review_ledger(opened)
    if as_json:
        say_bytes(dump([plain(row) for row in found], indent=1) + b"\n")
    elif not found:
        note("every judgement fits what it was made on")
    for row in () if as_json else found:
        told = row.judgement
        who = f"{told.when[:10]} by {flat(told.who)}"
        say(f"{told.id}  {told.kind.value} {flat(told.subject)}, {who}: {flat(told.why)}")
        say(f"  {flat(row.reason)}")
        if row.claims:
            say(f"  look at {', '.join(row.claims)}")

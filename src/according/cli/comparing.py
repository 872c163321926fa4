"""``according compare``: the records of another data set beside the ledger's incidents.

In: a CSV file of UCDP GED or ACLED, and a ledger. Out: the dead as both have them, and what each has alone. Nothing is
stored. Exit code 1 where rows of the file could not be read.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from according.cli.looking import reading_ledger
from according.cli.options import JsonOption, LedgerOption, NearOption, SinceOption, UntilOption, settings_here
from according.cli.screen import complain, flat, say, say_bytes
from according.compare import Comparison, Match, Record, Records, read_records
from according.compare import compare as set_beside
from according.errors import BadInput
from according.export.lines import dump, plain
from according.gather import gather
from according.holdings import Holdings
from according.phrasing import place_name, plural, when_text

_PROFILES = {"UCDP GED": "ucdp", "ACLED": "acled"}
_SHOWN = 20  # rows told of each list; --json has all


def compare(
    records: Annotated[Path, typer.Argument(metavar="RECORDS", help="A CSV file of UCDP GED or ACLED.")],
    profile: Annotated[str | None, typer.Option(
        "--profile", metavar="NAME|FILE", show_default=False,
        help="Rules by which the ledger's figures are chosen. Default: ucdp; acled for records of ACLED's.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    near: NearOption = None,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Set records of UCDP GED or ACLED beside the ledger's incidents.

    Nothing is stored: a record is somebody's account of the same reports, no report of its own.
    """
    found = read_records(_content(records), name=str(records))
    with reading_ledger(ledger, settings_here()) as opened:
        holdings = gather(opened, profile=profile or _PROFILES[found.data_set], since=since, until=until, near=near)
    told = set_beside(found, holdings)
    if as_json:
        unread = [{"line": line, "reason": reason} for line, reason in found.unread]
        whole = {**_plain(told), "profile": holdings.profile, "head": holdings.head, "unread": unread}
        say_bytes(dump(whole, indent=1) + b"\n")
    else:
        _show(told, found, holdings)
    for line, reason in found.unread:
        complain(f"{records}:{line}", reason)
    if found.unread:
        raise typer.Exit(1)


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise BadInput(f"{path}: is no file")
    return path.read_bytes()


def _plain(told: Comparison) -> dict[str, object]:
    return {"data_set": told.data_set, "matches": plain(list(told.matches)), "theirs": plain(list(told.theirs)),
            "ours": list(told.ours), "outside": told.outside}


def _show(told: Comparison, found: Records, holdings: Holdings) -> None:
    say(f"{plural(len(found.records), 'record')} of {told.data_set}, "
        f"{told.outside} of other days or countries than the ledger's (profile {holdings.profile})")
    counts = Counter(match.verdict for match in told.matches)
    say(f"{plural(len(told.matches), 'record')} of an incident"
        + (f": {', '.join(f'{n} {verdict}' for verdict, n in sorted(counts.items()))}" if counts else ""))
    for match in told.matches:
        say(f"  {_match_text(match)}")
    _list(f"{plural(len(told.theirs), 'record')} of no incident", [_record_text(record) for record in told.theirs])
    alone = [f"{incident.name} {when_text(incident.when)} {flat(place_name(incident.place))}"
             for incident in holdings.incidents if incident.name in told.ours]
    _list(f"{plural(len(told.ours), 'deadly incident')} of no record", alone)


def _list(head: str, lines: list[str]) -> None:
    say(head)
    for line in lines[:_SHOWN]:
        say(f"  {line}")
    if len(lines) > _SHOWN:
        say(f"  and {len(lines) - _SHOWN} more: --json has them all")


def _match_text(match: Match) -> str:
    apart = [*((plural(match.days, "day") + " apart",) if match.days else ()),
             *((f"{match.kilometres:g} km apart",) if match.kilometres else ()),
             *(() if match.actors or not match.record.actors else ("no side in common",))]
    return (f"{_record_text(match.record)}: they have {_number(match.record.best)} where the ledger has "
            f"{_ours(match)} ({match.verdict}; {match.incident}" + "".join(f", {word}" for word in apart) + ")")


def _ours(match: Match) -> str:
    if match.best is None:
        return "no number"
    if match.low == match.high:
        return str(match.best)
    return f"{match.low} to {match.high}, best {match.best}"


def _record_text(record: Record) -> str:
    days = record.start if record.start == record.end else f"{record.start} to {record.end}"
    return flat(f"{record.id} {days} {record.place or record.country}")


def _number(value: int | None) -> str:
    return "no number" if value is None else str(value)

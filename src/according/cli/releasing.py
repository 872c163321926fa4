"""``according diff``: a release set against the last.

In: two ledgers, or two files that ``according export`` wrote. Out: what was added, changed field by field, merged into
another and withdrawn; with ``--tombstones`` a CSV file of the last two, for those who keep a copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from according.cli.looking import reading_ledger
from according.cli.options import JsonOption, settings_here
from according.cli.screen import flat, note, say, say_bytes
from according.errors import BadInput
from according.export.lines import dump, plain
from according.export.table import write_table
from according.export.whole import put_whole
from according.gather import gather
from according.holdings import Holdings
from according.phrasing import plural
from according.releases import Change, Changes, Release, compare_releases, read_release, release_of

_SQLITE = b"SQLite format 3\x00"  # how a ledger's file begins
_SHOWN = 20  # rows told of each kind; --json has all


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A ledger, or a .csv or .jsonl file that export wrote.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same, later.")],
    profile: Annotated[str, typer.Option(
        "--profile", metavar="NAME|FILE", help="Rules by which the figures of ledgers are chosen.")] = "ucdp",
    ledger: Annotated[str | None, typer.Option(
        "--ledger", metavar="PATH|URL", show_default=False,
        help="For two files: the ledger that wrote NEW, which knows what was merged into what.")] = None,
    tombstones: Annotated[Path | None, typer.Option(
        "--tombstones", metavar="FILE", show_default=False,
        help="Write what was merged or withdrawn to a CSV file.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Tell what a release added, changed, merged and withdrew since the last."""
    before, _ = _release(old, profile)
    after, redirects = _release(new, profile)
    if ledger is not None:
        with reading_ledger(ledger, settings_here()) as opened:
            redirects = opened.redirects()
    changes = compare_releases(before, after, redirects=redirects)
    if tombstones is not None:
        rows = _tombstones(changes)
        put_whole(tombstones, lambda stream: write_table(("id", "status", "into"), rows, stream))
        note(f"{tombstones}: {plural(len(rows), 'row')}")
    if as_json:
        say_bytes(dump(plain(changes), indent=1) + b"\n")
    else:
        _show(changes)


def _release(given: str, profile: str) -> tuple[Release, Mapping[str, str]]:
    """Return a release and, where it is a ledger, the names that were given up in it."""
    if "://" not in given:
        path = Path(given)
        if not path.is_file():
            raise BadInput(f"{given}: is no file and no address of a ledger")
        with path.open("rb") as stream:
            is_ledger = stream.read(len(_SQLITE)) == _SQLITE
        if not is_ledger:
            return read_release(path.read_bytes(), name=given), {}
    with reading_ledger(given, settings_here()) as opened:
        holdings: Holdings = gather(opened, profile=profile)
    return release_of(holdings), holdings.redirects


def _tombstones(changes: Changes) -> list[dict[str, object]]:
    merged: list[dict[str, object]] = [{"id": name, "status": "merged", "into": into} for name, into in changes.merged]
    gone: list[dict[str, object]] = [{"id": name, "status": "gone", "into": None} for name in changes.gone]
    return [*merged, *gone]


def _show(changes: Changes) -> None:
    say(f"{changes.form}: {len(changes.added)} added, {len(changes.changed)} changed, {len(changes.merged)} merged, "
        f"{len(changes.gone)} gone, {changes.same} the same")
    _list("added", list(changes.added))
    _list("changed", [f"{change.id}  {_cells(change)}" for change in changes.changed])
    _list("merged", [f"{name} into {into}" for name, into in changes.merged])
    _list("gone", list(changes.gone))


def _cells(change: Change) -> str:
    return "; ".join(f"{column}: {_told(old)} -> {_told(new)}" for column, old, new in change.cells)


def _list(head: str, lines: list[str]) -> None:
    if not lines:
        return
    say(head)
    for line in lines[:_SHOWN]:
        say(f"  {flat(line)}")
    if len(lines) > _SHOWN:
        say(f"  and {len(lines) - _SHOWN} more: --json has them all")


def _told(cell: str) -> str:
    return cell if cell else "nothing"

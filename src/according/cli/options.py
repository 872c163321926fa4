"""Options that several verbs share, and what they turn into.

In: what was typed. Out: settings, the ledger's address, dates that are dates.

Example: ``address(None, settings)`` is the ledger in the user's data folder.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated

import platformdirs
import typer

from according.archive import archive_beside
from according.settings import Settings, default_ledger, read_settings


def day(text: str | None) -> str | None:
    """Return a date as it was typed, if it is one: YYYY-MM-DD."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no date: write YYYY-MM-DD") from None


LedgerOption = Annotated[str | None, typer.Option(
    "--ledger", metavar="PATH|URL", show_default=False,
    help="A file, or postgresql://... Default: ACCORDING_LEDGER, else a file in your data folder.")]
ArchiveOption = Annotated[str | None, typer.Option(
    "--archive", metavar="FOLDER|off", show_default=False,
    help="Where fetched pages are kept as they came. Default: ACCORDING_ARCHIVE, else beside the ledger.")]
ReportsArgument = Annotated[list[str], typer.Argument(
    metavar="SOURCE...",
    help="Files of text, HTML, JSON, JSONL, RSS, Atom or WARC; folders; addresses; - for standard input.")]
ReaderOption = Annotated[str | None, typer.Option(
    "--reader", metavar="NAME", show_default=False,
    help="What reads: trained, patterns, or llm (docs/llm-reader.md). Default: ACCORDING_READER, else trained.")]
PublishedOption = Annotated[str | None, typer.Option(
    "--published", metavar="DATE", callback=day, show_default=False,
    help="Day of publication, YYYY-MM-DD; wins over what a page says.")]
OutletOption = Annotated[str | None, typer.Option(
    "--outlet", metavar="NAME", show_default=False, help="Who published; wins over what a page says.")]
TitleOption = Annotated[str | None, typer.Option("--title", metavar="TEXT", show_default=False, help="The headline.")]
LangOption = Annotated[str | None, typer.Option(
    "--lang", metavar="CODE", show_default=False, help="The language, as ISO 639 code: en.")]
ProfileOption = Annotated[str, typer.Option(
    "--profile", metavar="NAME|FILE",
    help="Rules by which figures are chosen: ucdp, acled, airwars, ibc, range, or a YAML file of your own.")]
AsOfOption = Annotated[str | None, typer.Option(
    "--as-of", metavar="DATE", callback=day, show_default=False,
    help="Only what was in print by the end of this day, YYYY-MM-DD; joined as it is today.")]
SinceOption = Annotated[str | None, typer.Option(
    "--since", metavar="DATE", callback=day, show_default=False,
    help="Only what may have happened on this day or later.")]
UntilOption = Annotated[str | None, typer.Option(
    "--until", metavar="DATE", callback=day, show_default=False,
    help="Only what may have happened on this day or earlier.")]
NearOption = Annotated[str | None, typer.Option(
    "--near", metavar="PLACE", show_default=False,
    help="Only within 25 km of a town or inside a province or country of this name.")]
QueryOption = Annotated[str | None, typer.Option(
    "--query", metavar="TEXT", show_default=False,
    help="Filters as an address of the workbench has them: 'harm=killed&grade=Fair&origin=observatory'.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON: whole records (docs/records.md).")]


def settings_here() -> Settings:
    """Return the settings that the environment gives."""
    return read_settings(os.environ)


def archive(given: str | None, ledger: str, settings: Settings) -> Path | None:
    """Return the folder for pages as they came: as typed, as the environment says, beside the ledger; None: off."""
    told = given or settings.archive
    if told == "off":
        return None
    if told is not None:
        return Path(told).expanduser()
    if ledger == ":memory:":
        return None
    # a server's ledger has no folder of its own
    return archive_beside(ledger) or platformdirs.user_data_path("according", appauthor=False) / "archive"


def address(given: str | None, settings: Settings) -> str:
    """Return where the ledger is: as typed, as the environment says, or in the user's data folder, then made."""
    if given or settings.ledger:
        return str(given or settings.ledger)
    return str(default_ledger(platformdirs.user_data_path("according", appauthor=False, ensure_exists=True)))

"""The command: one verb a module, loaded only when it is asked for.

In: arguments. Out: an exit code: 0 done, 1 something failed and was said on stderr, 2 the command was wrong, 130
stopped by the keyboard. Every error that According raises on purpose becomes one line here; nothing else catches it.

Example: ``according read report.html --json``
"""

from __future__ import annotations

import importlib
import io
import sys
from collections.abc import Iterable, Sequence
from typing import Annotated

import typer
from typer.main import get_command

from according.errors import AccordingError

# verb -> (module that holds it, its line in the list of verbs). The modules are loaded by name, and only the one that
# is asked for, so that `according --help` loads no reader, no ledger and no parser (tests/cli/test_start.py).
VERBS: dict[str, tuple[str, str]] = {
    "read": ("according.cli.reading", "Print the claims of reports; nothing is stored."),
    "add": ("according.cli.adding", "Read reports and keep them in the ledger, then join their claims."),
    "backfill": ("according.cli.backfilling",
                 "Read whole web archives into the ledger, by many processes or machines; resumes."),
    "watch": ("according.cli.watching",
              "Look at feeds, sitemaps and folders again and again, and read what is new."),
    "incidents": ("according.cli.looking", "List the incidents of the ledger with their figures."),
    "show": ("according.cli.looking", "Show a report, a claim or an incident whole."),
    "why": ("according.cli.asking", "Say why two incidents, or two claims, are joined or are not."),
    "brief": ("according.cli.looking", "Write a first account of an incident, every sentence with its footnote."),
    "export": ("according.cli.leaving", "Write the ledger's tables to a file, or its incidents as others have them."),
    "compare": ("according.cli.comparing", "Set records of UCDP GED or ACLED beside the ledger's incidents."),
    "diff": ("according.cli.releasing", "Tell what a release added, changed, merged and withdrew since the last."),
    "evaluate": ("according.cli.evaluating", "Score a reader, or claims in a file, against annotated claims."),
    "figures": ("according.cli.weighing", "Say what another profile makes of the figures, and by which rule."),
    "toll": ("according.cli.weighing", "Say how far one source's count went, day by day, over all incidents."),
    "review": ("according.cli.weighing", "List the judgements to look at again: their claims are not as they were."),
    "judge": ("according.cli.judging", "Keep what you decided about claims, and join them anew."),
    "settle": ("according.cli.keeping", "Join the ledger's claims anew into incidents and figures."),
    "verify": ("according.cli.keeping", "Prove that the ledger is whole."),
    "doctor": ("according.cli.doctoring", "Look whether everything is here and whole."),
    "ledger": ("according.cli.moving", "Copy, back up, restore or upgrade a ledger; each prints the head."),
    "serve": ("according.cli.serving", "Open the workbench over the ledger in a browser."),
    "demo": ("according.cli.trying", "Read the bundled reports, show what comes out, open the workbench over them."),
}


def build(wanted: Iterable[str] = ()) -> typer.Typer:
    """Return the command with the wanted verbs loaded; the others stand there with their line of help alone."""
    loaded = set(wanted)
    app = typer.Typer(
        name="according", add_completion=False, rich_markup_mode=None, no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    )
    app.callback()(_top)
    for verb, (module, line) in VERBS.items():
        if verb in loaded:
            app.command(verb)(getattr(importlib.import_module(module), verb))
        else:
            app.command(verb, help=line)(_elsewhere)
    return app


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    verb = next((argument for argument in given if not argument.startswith("-")), "")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a report's letters must not stop a terminal that has none of them
            stream.reconfigure(errors="backslashreplace")
    try:
        get_command(build([verb] if verb in VERBS else []))(args=given, prog_name="according")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1
    except KeyboardInterrupt:  # while a verb was still being loaded; later the command itself answers it
        return 130
    except AccordingError as error:
        return _fail(str(error))
    except OSError as error:  # a file that cannot be written, a full disk: the system's own words
        return _fail(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    return 0


def _fail(message: str) -> int:
    typer.echo(f"according: {' '.join(message.split())}", err=True)
    return 1


def _version(asked: bool) -> None:
    if asked:
        metadata = importlib.import_module("importlib.metadata")  # 40 ms that no other call need pay
        try:
            typer.echo(f"according {metadata.version('according')}")
        except metadata.PackageNotFoundError:
            typer.echo("according, run from its source")
        raise typer.Exit


def _top(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True,
                                          help="Print the version and exit.")] = False,
) -> None:
    """Read reports on armed conflict and keep the ledger of who said what."""


def _elsewhere() -> None:
    raise AssertionError("a verb that is run is always loaded")

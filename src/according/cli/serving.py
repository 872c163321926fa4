"""``according serve``: the workbench over a ledger, for this machine alone unless people sign in.

In: a ledger, an address to listen on, who may come in. Out: pages, until it is stopped by the keyboard.
"""

from __future__ import annotations

import getpass
import importlib
import socket
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from according.cli.options import ArchiveOption, LedgerOption, address, settings_here
from according.cli.options import archive as archive_folder
from according.cli.screen import note, say
from according.errors import BadRequest
from according.settings import Settings

_PORT = 8321
_TRIED = 20  # ports after the default one that are tried where nobody named one


def serve(
    ledger: LedgerOption = None,
    archive: ArchiveOption = None,
    host: Annotated[str, typer.Option(
        "--host", metavar="ADDRESS",
        help="Where to listen. Any address but this machine's own needs people to sign in.")] = "127.0.0.1",
    port: Annotated[int | None, typer.Option(
        "--port", metavar="NUMBER", min=0, max=65535, show_default=False,
        help=f"Default: {_PORT}, or the next one that is free; 0: any.")] = None,
    password_file: Annotated[Path | None, typer.Option(
        "--password-file", metavar="FILE", show_default=False,
        help="One owner signs in with the password that stands in this file.")] = None,
    users: Annotated[Path | None, typer.Option(
        "--users", metavar="FILE", show_default=False,
        help="People sign in by name: a file of name:role:hash. Default: ACCORDING_USERS.")] = None,
    names: Annotated[list[str] | None, typer.Option(
        "--name", metavar="HOST", show_default=False,
        help="A name by which browsers may ask for it, such as desk.example.org; may be given again.")] = None,
    read_only: Annotated[bool, typer.Option(
        "--read-only", help="Only show: nobody judges or adds anything.")] = False,
    hash_for: Annotated[str | None, typer.Option(
        "--hash", metavar="NAME", show_default=False,
        help="Ask for a password and print the line of the file of users; serve nothing.")] = None,
    role: Annotated[str, typer.Option(
        "--role", metavar="ROLE", help="For --hash: reader, reviewer or owner.")] = "reviewer",
) -> None:
    """Open the workbench over the ledger in a browser."""
    if hash_for is not None:
        _print_user(hash_for, role)
        return
    settings = settings_here()
    if users is None and password_file is None and settings.users is not None:
        users = Path(settings.users).expanduser()
    access = _access(password_file, users)
    open_workbench(address(ledger, settings), settings, host=host, port=port, access=access, names=tuple(names or ()),
                   read_only=read_only, archive=archive)


def open_workbench(where: str, settings: Settings, *, host: str = "127.0.0.1", port: int | None = None,
                   access: Any = None, names: tuple[str, ...] = (), read_only: bool = False,
                   archive: str | None = None) -> None:
    """Serve a ledger until the keyboard stops it.

    Args:
        where: the ledger.
        settings: what the door read from the environment.
        host: the address to listen on.
        port: None: the usual one, or the next that is free.
        access: who may come in; None: whoever sits at this machine.
        names: by which browsers may ask for it, beside loopback ones.
        read_only: only show.
        archive: folder for fetched pages as it was typed; None: as the environment says, else beside the ledger.
    """
    web, state = importlib.import_module("according.web.app"), importlib.import_module("according.web.state")
    door = access or state.Access()
    bound = _listen(host, port)
    chosen = bound.getsockname()[1]
    serving = state.Serving(ledger=where, host=host, port=chosen, hosts=names, access=door, read_only=read_only,
                            name=ledger_name(where), archive=archive_folder(archive, where, settings))
    try:
        app = web.create_app(settings, serving)
        shown = f"[{host}]" if ":" in host else host
        say(f"the workbench is at http://{shown}:{chosen}/ (Ctrl-C ends it)")
        uvicorn = importlib.import_module("uvicorn")
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, ws="none",
                                timeout_graceful_shutdown=3)
        uvicorn.Server(config).run(sockets=[bound])
    finally:
        bound.close()


def ledger_name(where: str) -> str:
    """Return what pages call a ledger: its file's name without ending, or the database's name; never a folder."""
    return Path(where.rpartition("/")[2].partition("?")[0]).stem or "ledger"


def _listen(host: str, port: int | None) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    ports = range(_PORT, _PORT + _TRIED) if port is None else (port,)
    trouble: OSError | None = None
    for number in ports:
        opened = socket.socket(family, socket.SOCK_STREAM)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind((host, number))
            opened.listen()  # from here on a browser waits for the first page instead of being turned away
        except OSError as error:
            opened.close()
            trouble = error
        else:
            return opened
    why = trouble.strerror if trouble is not None else "no port is free"
    raise BadRequest(f"{host}:{ports[0]}: {why}; choose another with --port, or another --host")


def _access(password_file: Path | None, users: Path | None) -> Any:
    if password_file is None and users is None:
        return None
    if password_file is not None and users is not None:
        raise typer.BadParameter("choose one of --password-file and --users")
    access = importlib.import_module("according.web.access")
    if users is not None:
        return access.read_users(users.read_text(encoding="utf-8"), where=str(users))
    assert password_file is not None
    return access.one_password(password_file.read_text(encoding="utf-8").rstrip("\r\n"))


def _print_user(name: str, role: str) -> None:
    access = importlib.import_module("according.web.access")
    if ":" in name or not name.strip() or role.upper() not in access.Role.__members__:
        raise typer.BadParameter("a name without colon, and a role: reader, reviewer or owner")
    if sys.stdin.isatty():
        password = getpass.getpass("Password: ")
        if getpass.getpass("Again: ") != password:
            raise BadRequest("the two passwords differ")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    say(f"{name}:{role.lower()}:{access.hash_password(password)}")
    note("add this line to the file that --users names")

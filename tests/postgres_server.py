"""A PostgreSQL that the tests start and stop themselves: a folder and a socket of its own, gone afterwards.

As root the server will not run, so it runs as ``postgres``, or as ``nobody`` where there is no such user.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path


class Server:
    """A running server; ``new_address()`` gives one under which there is nothing yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def address(self, database: str = "postgres") -> str:
        return f"postgresql://according@/{database}?host={self._folder}"

    def new_address(self) -> str:
        import psycopg  # an extra of the package, as it is of the tests

        name = f"ledger{next(self._numbers)}"
        # A schema of its own and not a database: one takes 10 ms and no room, the other 200 ms and 8 MB.
        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"{self.address()}&options=-csearch_path%3D{name}"


def find_programs() -> Path | None:
    """Return the folder of initdb and pg_ctl: the newest one installed, else the one on the PATH."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    folders.sort(key=lambda folder: int(folder.parent.name) if folder.parent.name.isdigit() else 0)
    if folders:
        return folders[-1]
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def running_server(programs: Path) -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="accordpg", dir="/tmp"))  # a socket's path may have 107 characters
    who = _somebody_else()
    if who is not None:
        os.chown(folder, who.pw_uid, who.pw_gid)
    options = f"-c fsync=off -c listen_addresses= -c unix_socket_directories={folder} -c max_connections=40"
    try:
        _run(who, folder, programs / "initdb", "-D", folder / "data", "-U", "according", "-A", "trust", "-E", "UTF8",
             "--no-sync")
        _run(who, folder, programs / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-o", options, "-w",
             "start")
        try:
            yield Server(folder)
        finally:
            _run(who, folder, programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _somebody_else() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("PostgreSQL does not run as root, and there is neither a user postgres nor nobody")


def _run(who: pwd.struct_passwd | None, folder: Path, *command: object) -> None:
    as_whom = {} if who is None else {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
    environment = {**os.environ, "HOME": str(folder), "LC_ALL": "C"}
    # The server keeps what it was started with open: a pipe for its output would never end.
    with tempfile.TemporaryFile() as out:
        done = subprocess.run([str(word) for word in command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                              stdout=out, stderr=out, timeout=120, check=False, **as_whom)
        out.seek(0)
        said = out.read().decode(errors="replace")
    if done.returncode:
        log = folder / "log"
        raise RuntimeError(f"{command[0]} failed: {said}{log.read_text() if log.exists() else ''}")

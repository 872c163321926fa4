"""What the machine offers: SQLite, PostgreSQL, room on the disk.

In: addresses. Out: findings.

Example: ``sqlite().said == "SQLite 3.54.1, free of the WAL-reset bug"``
"""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path

from according.archive import archive_beside
from according.doctor.finding import BAD, OK, WARNING, Finding
from according.errors import LedgerError
from according.ledger.health import health, sqlite_in_use

_LITTLE, _NONE = 2_000_000_000, 200_000_000  # bytes free: 100,000 claims take about 1 GB with what is derived


def sqlite() -> Finding:
    """Look at the SQLite that keeps ledgers in files."""
    version, safe = sqlite_in_use()
    if safe:
        return Finding(what="sqlite", state=OK, said=f"SQLite {version}, free of the WAL-reset bug")
    return Finding(what="sqlite", state=WARNING, said=f"SQLite {version} has the WAL-reset bug: ledgers are kept with "
                   "the rollback journal, which is safe and lets one process in at a time; install pysqlite3-binary")


def postgresql(ledger: str) -> Finding:
    """Reach the server, where the ledger is on one."""
    driver = find_spec("psycopg") is not None
    if "://" not in ledger or ledger.startswith("sqlite:"):
        return Finding(what="postgresql", state=OK, said="not asked for; the extra is "
                       + ("installed" if driver else "not installed (pip install 'according[postgres]')"))
    if not driver:
        raise LedgerError("the ledger is on PostgreSQL, and the extra is missing: pip install 'according[postgres]'")
    found = health(ledger)
    return Finding(what="postgresql", state=OK, said=f"{found.engine} answers at {found.place}")


def disk(ledger: str, archive: Path | None) -> Finding:
    """Look at the room that is left where the ledger and the archive grow."""
    beside = archive_beside(ledger)
    wanted = [path for path in (None if beside is None else beside.with_suffix(""), archive) if path is not None]
    if not wanted:
        return Finding(what="disk", state=OK, said="nothing of the ledger is kept on this machine")
    free, where = min((shutil.disk_usage(_there(path)).free, str(_there(path))) for path in wanted)
    state = BAD if free < _NONE else WARNING if free < _LITTLE else OK
    way_out = "" if state == OK else "; make room: a full disk stops adding, and what is there stays whole"
    return Finding(what="disk", state=state, said=f"{free / 1e9:,.1f} GB free at {where}{way_out}")


def _there(path: Path) -> Path:
    """Return the nearest folder that exists."""
    return next(folder for folder in (path, *path.absolute().parents) if folder.is_dir())

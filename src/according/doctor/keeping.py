"""What is kept: the ledger, its chain, its archive, what waits to be done.

In: the address of a ledger. Out: findings.

Example: ``Looked("ledger.sqlite").chain().said.startswith("whole: 412 entries")``
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from according.archive import problems, torn
from according.doctor.finding import BAD, OK, WARNING, Finding
from according.errors import LedgerError
from according.ledger import open_ledger
from according.ledger.base import head_text
from according.ledger.health import Health, health
from according.phrasing import plural

_AHEAD = 5.0  # seconds by which another machine's clock may be ahead
_NONE = "there is no ledger yet; `according add` makes one"


class Looked:
    """One ledger, looked at once for several questions."""

    def __init__(self, address: str) -> None:
        self._address = address

    @cached_property
    def _health(self) -> Health | None:
        """What it says of itself; None where there is none yet, or it cannot be opened, which ``ledger`` tells."""
        try:
            return self._asked
        except LedgerError:
            return None

    @cached_property
    def _asked(self) -> Health | None:
        scheme = "://" in self._address and not self._address.startswith("sqlite:")
        path = self._address.removeprefix("sqlite:///")
        if not scheme and (path == ":memory:" or not Path(path).expanduser().exists()):
            return None
        found = health(self._address)
        return found if found.tables[0] else None

    def ledger(self) -> Finding:
        """Look at its tables and whether what follows from it was made."""
        found = self._asked
        if found is None:
            return Finding(what="ledger", state=OK, said=_NONE)
        have, wanted = found.tables
        said = f"{found.place}: {found.engine}, {plural(found.entries, 'entry', 'entries')}, tables number {have}"
        if have < wanted:
            return Finding(what="ledger", state=WARNING, said=f"{said} of {wanted}: `according ledger upgrade`")
        with open_ledger(self._address, read_only=True) as opened:
            settled = opened.settled()
        if not settled:
            return Finding(what="ledger", state=WARNING, said=f"{said}; it is not settled: `according settle`")
        return Finding(what="ledger", state=OK, said=f"{said}, settled")

    def chain(self) -> Finding:
        """Prove the ledger whole, as ``according verify`` does."""
        found = self._health
        if found is None or found.tables[0] < found.tables[1]:
            return Finding(what="chain", state=OK, said="no ledger to prove" if found is None else
                           "not looked at before the upgrade; `according verify` then")
        with open_ledger(self._address, read_only=True) as opened:
            wrong, head = opened.verify(), opened.head()
        if wrong:
            more = f", and {plural(len(wrong) - 1, 'more line')}: `according verify`" if len(wrong) > 1 else ""
            return Finding(what="chain", state=BAD, said=f"{wrong[0]}{more}")
        return Finding(what="chain", state=OK,
                       said=f"whole: {plural(head.count, 'entry', 'entries')}, head {head_text(head)}")

    def clock(self, now: datetime) -> Finding:
        """Hold the clock against the last entry: time does not run backwards in a chain."""
        found = self._health
        told = now.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        if found is None or found.last is None:
            return Finding(what="clock", state=OK, said=told)
        behind = (datetime.fromisoformat(found.last) - now).total_seconds()
        if behind > _AHEAD:
            return Finding(what="clock", state=BAD, said=f"{told} lies before the last entry, {found.last}: set the "
                           "clock, or find out which machine wrote it")
        return Finding(what="clock", state=OK, said=f"{told}, after the last entry")

    def archive(self, folder: Path | None) -> Finding:
        """Read every record of the archive that the ledger names."""
        found = self._health
        if found is None or found.tables[0] < found.tables[1]:
            return Finding(what="archive", state=OK, said="no ledger to look through" if found is None else
                           "not looked at before the upgrade")
        with open_ledger(self._address, read_only=True) as opened:
            kept = sum(1 for note in opened.captures() if note.kept is not None)
            if folder is None:
                return Finding(what="archive", state=WARNING if kept else OK, said="turned off" + (
                    f"; {plural(kept, 'record')} of the ledger cannot be looked for" if kept else ""))
            if kept and not folder.is_dir():
                return Finding(what="archive", state=BAD, said=f"{folder}: it is not there, and the ledger names "
                               f"{plural(kept, 'record')} of it; name its folder with --archive")
            wrong = tuple(problems(folder, opened.captures()))
        if wrong:
            more = f", and {len(wrong) - 1:,} more" if len(wrong) > 1 else ""
            return Finding(what="archive", state=BAD, said=f"{wrong[0]}{more}")
        left = torn(folder)
        tail = f"; {', '.join(left)} ends in a record that a crash tore: left behind" if left else ""
        return Finding(what="archive", state=OK, said=f"{folder}: {plural(kept, 'record')}, each there and as captured"
                       f"{tail}")

    def jobs(self) -> Finding:
        """Tell what watching has left to do, and what it gave up."""
        jobs = {} if self._health is None else dict(self._health.jobs)
        if not jobs:
            return Finding(what="jobs", state=OK, said="nobody watches into this ledger")
        told = ", ".join(f"{count:,} {state}" for state, count in sorted(jobs.items()))
        dead = jobs.get("dead", 0)
        return Finding(what="jobs", state=WARNING if dead else OK,
                       said=told + ("; `according watch --dead` says why" if dead else ""))

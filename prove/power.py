"""A power cut at any moment: whatever of the unsynced writes reached the disk, the ledger is whole and has all that it
acknowledged.

In: sessions of a ledger on a disk that logs (``disk``). Out: how many of so many crash images were damaged or had lost
something.

Example: an image is bad where its file is damaged, or where its tables are not, row for row, those after the last
acknowledged commit or a later one.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from according.errors import AccordingError
from according.ledger import engines, open_ledger
from according.ledger.base import Ledger
from according.records import Reading
from according.settling import settle
from claim_factory import make_judgement
from prove.apsw_module import Module, mounted
from prove.disk import Event, Image, images, logging_disk
from prove.frame import Outcome, Proof, Scale
from prove.swapped import swapped
from reading_factory import make_reading

NAME = "ledger.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How the ledger of a session writes."""

    wal: bool
    checkpoint: int = 1000  # what SQLite does by itself
    instead: dict[str, str] = field(default_factory=dict)


SHIPPED = Kind(wal=True)
KINDS = (SHIPPED, Kind(wal=True, checkpoint=40), Kind(wal=False))  # the last: where no safe SQLite is to be had


@dataclass(slots=True, kw_only=True)
class Session:
    """What was asked of the disk, and what the tables held after each commit, by number from 1 on."""

    log: list[Event]
    states: list[str]
    reports: int
    digest: str

    def allowed(self, marks: dict[str, int]) -> set[str]:
        """Return the states that may be found where the log ends with these marks."""
        # The commit that was under way may have reached the disk before it was acknowledged.
        return set(self.states[marks.get("acknowledged", 0):marks.get("committed", 0) + 2])


# --- a session -------------------------------------------------------------------------------------------


def record(folder: Path, kind: Kind, reports: int) -> Session:
    """Run a session of a ledger on a logged disk: posts, judgements, settles, another reader, a second opening."""
    path, states = folder / NAME, [_content([])]
    with logging_disk() as disk:
        def committed(raw: Any) -> None:
            states.append(_state(lambda statement: raw.execute(statement).fetchall()))
            disk.mark("committed", len(states) - 1)

        module = Module(disk.name, instead=kind.instead, checkpoint=kind.checkpoint, committed=committed)
        with mounted(module), swapped(engines, "wal_is_safe", lambda version: kind.wal):
            for half in (range(reports // 2), range(reports // 2, reports)):
                with open_ledger(str(path)) as ledger:
                    for _ in _steps(ledger, half):
                        disk.mark("acknowledged", len(states) - 1)
                    digest = ledger.digest()
    return Session(log=disk.log, states=states, reports=reports, digest=digest)


def _steps(ledger: Ledger, numbers: range) -> Iterator[None]:
    for number in numbers:
        ledger.post([make_reading(number)])
        yield
        if number % 7 == 6:
            ledger.post(make_reading(n, reader="patterns 2") for n in range(number - 1, number + 1))
            yield
            ledger.judge(make_judgement("reject", make_reading(number).claims[0].id))
            yield
        if number % 15 == 14:
            settle(ledger)
            yield
    settle(ledger)
    yield


def final_readings(reports: int) -> Iterator[Reading]:
    """Yield the readings that stand at the end of a session."""
    for number in range(reports):
        again = number % 7 in (5, 6) and number - number % 7 + 6 < reports
        yield make_reading(number, reader="patterns 2" if again else "patterns 1")


def finish(ledger: Ledger, reports: int) -> str:
    """Do a session again over what is there, as one does who runs the command again; return the digest."""
    ledger.post(final_readings(reports))
    for number in range(6, reports, 7):
        ledger.judge(make_judgement("reject", make_reading(number).claims[0].id))
    settle(ledger)
    return ledger.digest()


# --- what is in a file -----------------------------------------------------------------------------------------


def _state(ask: Callable[[str], list[Any]]) -> str:
    tables = [name for name, in ask("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return _content([ask("SELECT sql FROM sqlite_master ORDER BY name"),
                     *(ask(f"SELECT * FROM {table} ORDER BY rowid") for table in tables)])


def _content(tables: list[list[Any]]) -> str:
    return hashlib.sha256(repr([rows for rows in tables if rows]).encode()).hexdigest()


def fault(path: Path, session: Session, marks: dict[str, int], known: set[str]) -> str | None:
    """Return what is wrong with what a power cut left; None if nothing is.

    Every image is held against the tables as they were; ``verify`` speaks on the first of each content.
    """
    connection = engines.SQLITE.connect(str(path), isolation_level=None)
    try:
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            return "corrupt"
        state = _state(lambda statement: connection.execute(statement).fetchall())
    except engines.SQLITE.Error:
        return "corrupt"
    finally:
        connection.close()
    if state not in session.allowed(marks):
        return "lost" if state in session.states else "partial"
    if state in known or state == session.states[0]:
        return None
    known.add(state)
    try:
        with open_ledger(str(path)) as ledger:
            return "not whole" if ledger.verify() else None
    except AccordingError:
        return "does not open"


def resumes(path: Path, session: Session) -> bool:
    """Say whether the same work, done again over an image, ends with the same content."""
    with open_ledger(str(path)) as ledger:
        return finish(ledger, session.reports) == session.digest and ledger.verify() == ()


def laid_out(image: Image, folder: Path) -> Path:
    """Write an image into a folder that holds nothing else of it."""
    for left in folder.iterdir():
        left.unlink()
    for name, data in image.files.items():
        (folder / name).write_bytes(data)
    return folder / NAME


def points(log: list[Event], count: int, rng: Random) -> list[int]:
    """Draw moments: half from the whole session, half where the file itself or the folder changes."""
    hot = [at for at, event in enumerate(log, start=1) if event.file == NAME or event.what in ("make", "delete")]
    return sorted(rng.choice(hot) if hot and rng.random() < 0.5 else rng.randint(1, len(log)) for _ in range(count))


# --- the proof -----------------------------------------------------------------------------------------------


def cut(scale: Scale, kinds: tuple[Kind, ...], reports: int, count: int) -> tuple[Counter[str], int]:
    """Try crash images of sessions of some kinds, as many of each; return what was found, and how many were resumed."""
    found, resumed = Counter[str](), 0
    for number, kind in enumerate(kinds):
        rng, end = scale.rng("power", number), scale.left() * (len(kinds) - number - 1) / (len(kinds) - number)
        session = record(scale.room(f"session{number}"), kind, reports)
        folder, known = scale.room(f"images{number}"), set[str]()
        for turn, image in enumerate(images(session.log, points(session.log, count, rng), rng)):
            path = laid_out(image, folder)
            wrong = fault(path, session, image.marks, known)
            if wrong is None and turn % 100 == 50:
                resumed += 1
                wrong = None if resumes(path, session) else "does not resume"
            found[wrong or "whole"] += 1
            if scale.left() <= end:
                break
    return found, resumed


def run(scale: Scale) -> Outcome:
    count = scale.pick(short=30, whole=10_000)
    found, resumed = cut(scale, KINDS, scale.pick(short=15, whole=150), -(-count // len(KINDS)))
    bad = found.total() - found["whole"]
    return Outcome(tried=found.total(), bad=bad, said=(
        f"{found.total():,} crash images: {found['corrupt']} corrupt, {found['lost']} with acknowledged work lost, "
        f"{bad - found['corrupt'] - found['lost']} otherwise not whole; {resumed} worked on to the same digest"))


def control(scale: Scale) -> Outcome:
    off = {"PRAGMA synchronous=EXTRA": "PRAGMA synchronous=OFF"}
    kinds = tuple(Kind(wal=kind.wal, checkpoint=kind.checkpoint, instead=off) for kind in KINDS)
    found, _ = cut(scale, kinds, scale.pick(short=16, whole=60), scale.pick(short=10, whole=200))
    bad = found.total() - found["whole"]
    return Outcome(tried=found.total(), bad=bad, said=(
        f"of {found.total():,} crash images {found['corrupt']} were corrupt, {found['lost']} had lost acknowledged "
        f"work, {bad - found['corrupt'] - found['lost']} were otherwise not whole"))


PROOF = Proof(
    key="power",
    title="Power cuts",
    does="""A ledger works on a disk that logs every write, truncation, deletion and sync: reports are added, read anew
        by another reader, judged, settled, the ledger is closed and opened again. Then files are built as a power cut
        may leave them at some moment: what was synced is there; of what was written since, all, nothing, the first
        part, a random half, any part in any order, or torn pieces of 512 bytes. Each image is opened with the shipped
        SQLite: it must be undamaged, and hold row for row what stood there after the last commit that was
        acknowledged, or after the one under way. One of a hundred is worked on to the end. A third of the images are of
        the ledger as shipped, a third of one that checkpoints often, a third of one with a rollback journal.""",
    passes="0 corrupt, 0 acknowledged lost, 0 that do not go on",
    guard="`synchronous=EXTRA` (OFF in its place)",
    run=run, control=control, seconds=330,
)

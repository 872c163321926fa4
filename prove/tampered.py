"""Tampering with the ledger behind its back: whatever was done to whichever table, `verify` must say so.

In: a ledger with something in every table. Out: how many tamperings of how many went unseen.

Example: one cell edited, rows taken out, exchanged or put in, a table dropped, the chain cut off, its tail rewritten
and hashed anew with all that is derived made to agree.
"""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from according.errors import AccordingError
from according.identity import capture_id
from according.ledger import open_ledger
from according.ledger.base import Head, Ledger
from according.ledger.engines import SQLITE
from according.ledger.tables import METADATA
from according.records import CaptureNote, Reading
from according.settling import settle
from claim_factory import make_act, make_judgement
from prove.frame import Outcome, Proof, Scale
from prove.limits import UNSEALED
from prove.tampering import FORGERIES, KINDS, hide
from reading_factory import make_reading


def fill(path: Path) -> Head:
    """Make a ledger that holds something in every table: settled whole and in part, retired readings, a merge."""
    with open_ledger(str(path)) as ledger:
        for numbers in (range(6), range(6, 9)):
            ledger.post(make_reading(number) for number in numbers)
            settle(ledger)
        told = make_reading(20)
        ledger.post([replace(told, acts=(make_act(told.report),)), make_reading(1, reader="patterns 2")])
        ledger.judge(make_judgement("reject", make_reading(7).claims[0].id))
        settle(ledger)
        first, second = list(ledger.incidents())[:2]
        ledger.judge(make_judgement("same", first.claims[0], second.claims[0]))
        ledger.post(make_reading(30, claims=claims) for claims in (2, 3))  # two versions of one page
        ledger.note_captures(_capture(hour, make_reading(30, claims=hour)) for hour in (2, 3))
        settle(ledger)
        assert ledger.verify() == ()
        return ledger.head()


def _capture(hour: int, reading: Reading) -> CaptureNote:
    page, at = "https://wire.example/homs", f"2025-03-07T0{hour}:00:00.000000Z"
    reports = (reading.report.id,)
    return CaptureNote(id=capture_id(page, page, at, 200, None, reports), address=page, landed=page, at=at, status=200,
                       sha256=None, size=None, kept=None, reports=reports)


def run(scale: Scale) -> Outcome:
    base = scale.folder / "base.sqlite"
    head = fill(base)
    tables = [table for table in METADATA.sorted_tables if table.name not in UNSEALED]
    if empty := [table.name for table in tables if not _filled(base, table.name)]:
        raise AssertionError(f"nothing in {empty}: fill them, or say why they are outside the promise")
    rng, done, missed = scale.rng("tampered"), Counter[str](), []
    path = _copy(base)
    with open_ledger(str(path)) as ledger:
        for _ in scale.turns(short=25, whole=10_000):
            kind = rng.choices(list(KINDS), [kind.weight for kind in KINDS.values()])[0]
            what = None
            while what is None:  # what changes nothing, or what the database itself refuses, is no tampering
                what = KINDS[kind].do(path, rng, tables, UNSEALED)
            done[kind] += 1
            if not _found(ledger, head):
                missed.append(what)
            _put_back(base, path)
        whole = not _found(ledger, head)  # else everything would be found
    kinds = ", ".join(f"{kind} {count:,}" for kind, count in sorted(done.items()))
    return Outcome(tried=done.total(), bad=len(missed) + (not whole), said=(
        f"{done.total():,} tamperings of {len(tables)} tables ({kinds}): {done.total() - len(missed):,} found"
        + "".join(f"; unseen: {what}" for what in missed[:3]) + ("" if whole else "; found where there was none")))


def control(scale: Scale) -> Outcome:
    """Verify without the head kept elsewhere, after the chain was cut or rewritten and all else made to agree."""
    base = scale.folder / "base.sqlite"
    fill(base)
    rng, tried, missed = scale.rng("control"), 0, 0
    path = _copy(base)
    for _ in scale.turns(short=4, whole=100):
        if rng.choice(FORGERIES)(path, rng, [], UNSEALED) is None:
            continue
        hide(path)
        tried += 1
        with open_ledger(str(path)) as ledger:
            missed += not _found(ledger, None)
        _put_back(base, path)
    return Outcome(tried=tried, bad=missed, said=(
        f"{missed} of {tried} cut or rewritten chains went unseen"))


def _found(ledger: Ledger, head: Head | None) -> bool:
    try:
        return bool(ledger.verify(against=head))
    except AccordingError:  # so damaged that it cannot be read: that is said, too
        return True


def _put_back(base: Path, path: Path) -> None:
    """Make a ledger's file as it was, while the ledger stays open: to open one takes longer than to verify it."""
    with closing(SQLITE.connect(str(base))) as source, closing(SQLITE.connect(str(path))) as target:
        source.backup(target)


def _filled(path: Path, table: str) -> bool:
    with open_ledger(str(path), read_only=True) as ledger:
        store = ledger._store  # type: ignore[attr-defined]  # a proof looks behind the door
        with store.reading() as connection:
            return connection.exec_driver_sql(f"SELECT 1 FROM {table} LIMIT 1").first() is not None


def _copy(base: Path) -> Path:
    path = base.with_name("tampered.sqlite")
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    shutil.copyfile(base, path)
    return path


PROOF = Proof(
    key="tampered",
    title="Tampering with the ledger",
    does="""A ledger with something in every table is changed behind its back, in one way at a time: a cell is edited,
        rows are deleted, exchanged, copied or put in, a table is dropped, the chain is cut off, or its tail is
        rewritten and hashed anew, in half of these cases with everything derived made anew to agree. Then the ledger
        is verified against a head that was kept elsewhere. Which table, row, cell and value is drawn by chance, over
        all tables.""",
    passes="every tampering is found",
    guard="the head kept elsewhere, where the chain was cut or rewritten",
    run=run, control=control, seconds=450,
)

"""A ledger carried elsewhere while it is written, and ledgers of every earlier version brought up: the same, to the
byte.

In: ledgers in SQLite and PostgreSQL with a writer at work. Out: how many backups, restores, copies and upgrades were
not alike.

Example: a backup is made of a file while a process posts into it; restored into PostgreSQL, it has every entry up to
its head and gives the digest of a ledger that was given just these entries.
"""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, text

from according.errors import AccordingError, LedgerTooNew
from according.ledger import migrations, open_ledger
from according.ledger.base import Head
from according.ledger.engines import open_store
from according.ledger.moving import back_up, copy, restore, upgrade
from according.settling import settle
from claim_factory import make_judgement
from older_ledgers import taken_back
from prove.forked import Forked, Say
from prove.frame import Outcome, Proof, Scale
from prove.swapped import swapped
from reading_factory import make_reading

Addresses = Iterator[tuple[str, str]]  # of stores, taken in turns: a name, an address under which there is nothing yet


def _addresses(scale: Scale) -> Addresses:
    number = 0
    while True:
        number += 1
        yield "SQLite", str(scale.folder / f"{number}.sqlite")
        if scale.new_address is not None:
            yield "PostgreSQL", scale.new_address()


def _content(address: str) -> tuple[object, ...]:
    """Return all that may be compared; settles what is not."""
    with open_ledger(address) as ledger:
        if not ledger.settled():
            settle(ledger)
        return ledger.digest(), ledger.verify(), tuple(ledger.entries()), tuple(ledger.incidents())


# --- a backup while others write ---------------------------------------------------------------------------


def _writing(address: str) -> Callable[[Say], None]:
    def work(say: Say) -> None:
        with open_ledger(address) as ledger:
            for number in range(1, 10_000):
                ledger.post([make_reading(number)])
                ledger.judge(make_judgement("reject", make_reading(number).claims[0].id))

    return work


def backed_up(scale: Scale, addresses: Addresses, take: Callable[[str, Path], Head]) -> str | None:
    """Back a ledger up while a process writes into it, restore it elsewhere; return what is not alike."""
    (_, source), (_, target) = next(addresses), next(addresses)
    rng, backup = scale.rng("backup", source), scale.folder / "backup.sqlite"
    for left in scale.folder.glob("backup.sqlite*"):
        left.unlink()
    with open_ledger(source) as ledger:
        ledger.post([make_reading(0)])
        settle(ledger)
    writer = Forked(_writing(source))
    try:
        time.sleep(rng.uniform(0.05, 0.3))
        with open_ledger(source, read_only=True) as ledger:
            before = ledger.head()
        head = take(source, backup)
        restore(backup, target)
    except AccordingError as error:
        return f"failed: {error}"
    finally:
        os.kill(writer.pid, signal.SIGKILL)
        writer.ended()
    return _unlike(source, target, before, head)


def _unlike(source: str, target: str, before: Head, head: Head) -> str | None:
    if head.count < before.count:
        return "behind"
    with open_ledger(source) as ledger:
        chain = tuple(ledger.entries())[:head.count]
    with open_ledger(":memory:") as alone:
        alone.restore(chain)
        settle(alone)
        named = tuple(alone.entries())[:head.count]
        digest = alone.digest()
    found, wrong, entries, _ = _content(target)
    if wrong or entries[:head.count] != chain or named != chain:  # type: ignore[index]
        return "another chain"
    return None if found == digest else "another content"


def _plain_copy(source: str, backup: Path) -> Head:
    """Copy the file as one would who knows no better."""
    with open_ledger(source, read_only=True) as ledger:
        head = ledger.head()
    shutil.copyfile(source, backup)
    return head


# --- earlier versions -----------------------------------------------------------------------------------------


def brought_up(addresses: Addresses, number: int, reports: int, back: tuple[str, ...]) -> str | None:
    """Make a ledger with the tables of an earlier version, bring it up, copy it; return what is not alike."""
    (_, address), (_, other) = next(addresses), next(addresses)
    with open_ledger(address) as ledger:
        ledger.post(replace(make_reading(each), acts=None) for each in range(reports))
        ledger.judge(make_judgement("reject", make_reading(0).claims[0].id))
        settle(ledger)
    before = _content(address)
    _behind(address, *back)
    try:
        if upgrade(address)[:2] != (number, len(migrations.MIGRATIONS)):
            return "another number"
        if _content(address) != before:
            return "another content"
        with open_ledger(address) as ledger:
            ledger.post(make_reading(each) for each in range(reports + 3))  # now with acts
            settle(ledger)
        wanted = _content(address)
        copy(address, other)
        if _content(other)[:2] != wanted[:2] or wanted[1]:
            return "another copy"
        _behind(address, "INSERT INTO migrations VALUES (999, 'm999_later', '2030-01-01')")
        return _not_refused(address)
    except AccordingError as error:
        return f"failed: {error}"


def _not_refused(address: str) -> str | None:
    try:
        open_ledger(address).close()
    except LedgerTooNew:
        return None
    return "a later version's ledger was opened"


def _behind(address: str, *statements: str) -> None:
    store = open_store(address, read_only=False, patience=1.0)
    with store.writing() as connection:
        for statement in statements:
            connection.execute(text(statement))
    store.engine.dispose()


# --- the proof ----------------------------------------------------------------------------------------------


def _backups(scale: Scale, addresses: Addresses, take: Callable[[str, Path], Head], turns: Iterator[int],
             ) -> Counter[str]:
    found = Counter[str]()
    for _ in turns:
        wrong = backed_up(scale, addresses, take)
        found.update(["backups", *([wrong, "bad"] if wrong else [])])
    return found


def _upgrades(addresses: Addresses, turns: Iterator[int], backs: dict[int, tuple[str, ...]]) -> Counter[str]:
    found = Counter[str]()
    for turn in turns:
        for number, back in backs.items():
            wrong = brought_up(addresses, number, 3 + turn % 9, back)
            found.update(["upgrades", *([wrong, "bad"] if wrong else [])])
    return found


def run(scale: Scale) -> Outcome:
    addresses = _addresses(scale)
    found = _backups(scale, addresses, back_up, scale.turns(short=2, whole=120, part=0.6))
    every = {number: taken_back(number) for number in range(1, len(migrations.MIGRATIONS))}
    found += _upgrades(addresses, scale.turns(short=1, whole=20), every if scale.whole else {1: every[1]})
    wrong = [word for word in found if word not in ("backups", "upgrades", "bad")]
    return Outcome(tried=found["backups"] + found["upgrades"], bad=found["bad"], said=(
        f"{found['backups']} backups while others wrote, restored elsewhere; {found['upgrades']} upgrades from "
        f"{len(every)} earlier versions: {', '.join(wrong) or 'all alike'}"))


def control(scale: Scale) -> Outcome:
    files = ((name, address) for name, address in _addresses(scale) if name == "SQLite")
    copied = _backups(scale, files, _plain_copy, scale.turns(short=1, whole=12, part=0.5))
    before_acts, third = {2: taken_back(2)}, migrations.m003_acts
    skipping = tuple(_nothing if one is third else one for one in migrations.MIGRATIONS)
    with swapped(migrations, "MIGRATIONS", skipping):
        skipped = _upgrades(files, scale.turns(short=1, whole=4), before_acts)
    return Outcome(tried=copied["backups"] + skipped["upgrades"], bad=min(copied["bad"], skipped["bad"]), said=(
        f"{copied['bad']} of {copied['backups']} plain copies of the file and {skipped['bad']} of "
        f"{skipped['upgrades']} upgrades that leave a migration out were seen to be wrong"))


def _nothing(connection: Connection) -> None:
    """Stand in the place of a migration."""


PROOF = Proof(
    key="moved",
    title="Backups while others write, restores, copies and upgrades",
    does="""While a process posts and judges without pause, the ledger is backed up, and the backup is restored into
        another store: SQLite and PostgreSQL in turns. What is restored must have every entry up to the head of the
        backup, nothing that was acknowledged before may be missing, and it must give the digest of a ledger that was
        given just these entries. And ledgers with the tables of every earlier version are brought up: same content,
        same chain, then worked on, copied to another store and compared again; a ledger of a later version is
        refused.""",
    passes="all alike",
    guard="the backup's one moment (a plain copy of the file in its place), or one of the migrations",
    run=run, control=control, seconds=180,
)

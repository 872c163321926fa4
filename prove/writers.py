"""Many at once on one ledger: eight writers, two readers and, on a file, one who checkpoints all the time.

In: a ledger in SQLite or PostgreSQL. Out: how many of all that was asked was answered with an error, or left a trace
that should not be.

Example: each writer posts reports of its own and ones that all post, and judges; nobody may be told of a lock.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import cycle, islice
from tempfile import TemporaryDirectory

from according.errors import AccordingError
from according.ledger import engines, open_ledger
from according.ledger.base import Ledger
from according.ledger.chain import faults
from according.settling import settle
from claim_factory import make_judgement
from prove.forked import Forked, Say
from prove.frame import Outcome, Proof, Scale
from reading_factory import make_reading

WRITERS, READERS = 8, 2
PATIENCE = 5.0  # what every command gives a writer; the default of ``open_ledger``


def _writer(address: str, me: int, until: float, patience: float) -> Callable[[Say], None]:
    def post(ledger: Ledger, number: int, say: Say) -> None:
        own, shared = make_reading(10_000 * (me + 1) + number), make_reading(number)
        ledger.post([own, shared])
        ledger.judge(make_judgement("reject", own.claims[0].id))
        say(f"kept {own.report.id}")
        say(f"kept {shared.report.id}")

    def work(say: Say) -> None:
        numbers = iter(range(10_000))
        while time.monotonic() < until:
            with _told(say), open_ledger(address, patience=patience) as ledger:
                for number in islice(numbers, 20):
                    if time.monotonic() < until:
                        post(ledger, number, say)
                if me == 0:
                    settle(ledger)

    return work


def _reader(address: str, until: float, patience: float) -> Callable[[Say], None]:
    def work(say: Say) -> None:
        while time.monotonic() < until:
            with _told(say), open_ledger(address, read_only=True, patience=patience) as ledger:
                list(ledger.reports())
                list(ledger.incidents())
                for wrong in faults(ledger.entries()):
                    say(f"broken {wrong}")
                say("read")

    return work


@contextmanager
def _told(say: Say) -> Iterator[None]:
    try:
        yield
    except AccordingError as error:
        say(f"error {error}")


def _checkpointer(address: str, until: float) -> Callable[[Say], None]:
    def work(say: Say) -> None:
        with closing(engines.SQLITE.connect(address, timeout=0.5, isolation_level=None)) as connection:
            for how in cycle(("PASSIVE", "FULL", "RESTART", "TRUNCATE")):
                if time.monotonic() > until:
                    return
                connection.execute(f"PRAGMA wal_checkpoint({how})").fetchall()
                say("checkpoint")
                time.sleep(0.002)

    return work


def crowd(address: str, seconds: float, patience: float) -> Counter[str]:
    """Let them all at one ledger for some seconds and return what was counted."""
    open_ledger(address).close()
    until = time.monotonic() + seconds
    children = [Forked(_writer(address, me, until, patience)) for me in range(WRITERS)]
    children += [Forked(_reader(address, until, patience)) for _ in range(READERS)]
    if not address.startswith("postgresql"):
        children.append(Forked(_checkpointer(address, until)))
    found, kept = Counter[str](), set[str]()
    for child in children:
        lines, code = child.ended()
        found["died"] += code != 0
        for line in lines:
            what, _, which = line.partition(" ")
            found[what] += 1
            if what == "kept":
                kept.add(which)
    with open_ledger(address) as ledger:
        found["broken"] += len(ledger.verify())
        there = Counter(entry.key for entry in ledger.entries() if entry.kind == "report")
    found["lost"], found["doubled"] = len(kept - set(there)), sum(count > 1 for count in there.values())
    return found


def _all(scale: Scale, seconds: float, patience: float) -> Outcome:
    with TemporaryDirectory(prefix="according-prove-") as folder:  # on the disk: waiting for it is what makes a crowd
        addresses = {"SQLite": f"{folder}/ledger.sqlite"}
        if scale.new_address is not None:
            addresses["PostgreSQL"] = scale.new_address()
        counted = {name: crowd(address, seconds, patience) for name, address in addresses.items()}
    tried = bad = 0
    lines = []
    for name, found in counted.items():
        tried += found["kept"] + found["read"] + found["error"]
        wrong = {word: found[word] for word in ("error", "broken", "lost", "doubled", "died")}
        bad += sum(wrong.values())
        lines.append(f"{name} {found['kept']:,} reports posted, read whole {found['read']:,} times, "
                     f"{found['checkpoint']:,} checkpoints: {wrong['error']} errors shown, {wrong['lost']} lost, "
                     f"{wrong['doubled']} doubled, {wrong['broken']} faults of the chain, {wrong['died']} died")
    return Outcome(tried=tried, bad=bad, said="; ".join(lines))


def run(scale: Scale) -> Outcome:
    return _all(scale, min(55.0, scale.left() / 3) if scale.whole else 1.2, PATIENCE)


def control(scale: Scale) -> Outcome:
    return _all(scale, min(8.0, scale.left() / 3) if scale.whole else 0.8, 0.0)


PROOF = Proof(
    key="writers",
    title="Many writers, readers and a checkpointer at once",
    does="""Eight processes write into one ledger at once: each posts reports of its own, reports that all of them post,
        and judgements, and one settles; two read all of it again and again; on a file, one more moves the write-ahead
        log into the file without pause. Over a file on the disk and over PostgreSQL. Each waits for its turn as long
        as a command does. Afterwards the chain must be one line and hold each report once.""",
    passes="no error shown, none lost, none doubled, the chain linear",
    guard="the patience with which a writer waits for its turn",
    run=run, control=control, seconds=150, cores=2,
)

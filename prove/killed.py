"""SIGKILL at any moment of `add`: every report is whole or absent, none that was acknowledged is gone, none is there
twice, and the next run ends with the same content.

In: processes that add reports to a ledger in SQLite or PostgreSQL. Out: how many of so many kills left something
wrong.

Example: a process is forked with everything loaded, posts prepared reports one by one and says so of each; it is killed
after a random time, or kills itself at a random statement; then the ledger is verified and held against what was said.
"""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from according.cli import main
from according.demo import demo_folder
from according.errors import AccordingError
from according.ledger import open_ledger
from according.ledger.base import Ledger
from according.ledger.engines import Store
from according.ledger.trouble import told
from according.records import Reading
from according.settling import settle
from prove.forked import Forked, Say, silence
from prove.frame import Outcome, Proof, Scale
from prove.swapped import swapped
from reading_factory import make_reading

Work = Callable[[str, Say], None]  # on an address; says the id of each report once it is kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How the work is killed."""

    by_time: float  # the part of the kills that come after a random time; the others come at a random statement
    often: int  # kills of one ledger
    to_the_end: bool = True  # then the work is done to the end


@dataclass(slots=True, kw_only=True)
class Job:
    """Work on one ledger that can be begun again after a kill."""

    do: Work
    seconds: float  # that it takes undisturbed
    statements: int  # that it runs undisturbed
    digest: str
    readings: dict[str, Reading]  # that it keeps, by report


# --- the work -------------------------------------------------------------------------------------------


def _posting(reports: int) -> Work:
    def do(address: str, say: Say) -> None:
        with open_ledger(address) as ledger:
            for number in range(reports):
                reading = make_reading(number)
                ledger.post([reading])
                say(reading.report.id)
                if number % 10 == 9:
                    settle(ledger)
            settle(ledger)

    return do


def _command(address: str, say: Say) -> None:
    """Run the command itself on a few reports of the demo."""
    reports = sorted(demo_folder().iterdir())[:8]
    if main(["add", *map(str, reports), "--reader", "patterns", "--ledger", address]):
        raise RuntimeError("add failed")


def undisturbed(do: Work, address: str) -> Job:
    """Do the work once to its end, to know what must come of it."""
    statements = 0

    def count(*_: object) -> None:
        nonlocal statements
        statements += 1

    event.listen(Engine, "after_cursor_execute", count)
    began = time.monotonic()
    try:
        with silence():
            do(address, lambda report: None)
    finally:
        event.remove(Engine, "after_cursor_execute", count)
    took = time.monotonic() - began
    with open_ledger(address) as ledger:
        assert ledger.verify() == ()
        return Job(do=do, seconds=took, statements=statements, digest=ledger.digest(),
                   readings={report.id: ledger.reading(report.id) for report in ledger.reports()})



# --- the kill -------------------------------------------------------------------------------------------


def killed(job: Job, address: str, rng: Random, ways: Ways, left: float) -> tuple[set[str], str]:
    """Begin the work in a process and kill it within the part that is left; return what it said, and how it ended."""
    at = None if rng.random() < ways.by_time else rng.randint(1, max(1, int(left * job.statements)))

    def work(say: Say) -> None:
        if at is not None:
            _die_at(at)
        job.do(address, say)

    child = Forked(work)
    if at is None:
        time.sleep(rng.uniform(0.0, left * job.seconds))
        os.kill(child.pid, signal.SIGKILL)
    said, code = child.ended()
    return set(said), "killed" if code < 0 else "failed" if code else "ended before"


def _die_at(number: int) -> None:
    """Kill this process before or after its statement of a number: so kills fall where the ledger works."""
    left = number

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute" if number % 2 else "after_cursor_execute", count)


# --- what must hold ---------------------------------------------------------------------------------------


def faults(ledger: Ledger, job: Job, said: set[str]) -> Iterator[str]:
    """Yield what a kill did to a ledger."""
    if ledger.verify():
        yield "not whole"
    counted = Counter(entry.key for entry in ledger.entries() if entry.kind == "report")
    if any(count > 1 for count in counted.values()):
        yield "doubled"
    if said - set(counted):
        yield "lost"
    for report in counted:
        try:
            if ledger.reading(report) != job.readings[report]:
                yield "partial"
        except AccordingError:
            yield "partial"


def kill_often(rng: Random, job: Job, new_address: Callable[[], str], turns: Iterator[int], ways: Ways,
               ) -> Counter[str]:
    """Kill the work again and again, a few times a ledger; return what was found."""
    found = Counter[str]()
    address, said, here, left = new_address(), set[str](), 0, 1.0
    for _ in turns:
        if here == ways.often or left < 0.1:
            found.update(_at_the_end(job, address, ways))
            address, said, here, left = new_address(), set(), 0, 1.0
        told, end = killed(job, address, rng, ways, left)
        said, here = said | told, here + 1
        found.update(["kills", end])
        try:
            with open_ledger(address) as ledger:
                wrong = {*faults(ledger, job, said), *(["failed"] if end == "failed" else [])}
                left = 1 - len(ledger.shelf()) / len(job.readings)
        except AccordingError:
            wrong = {"does not open"}
        found.update(wrong - {"failed"})
        found["bad"] += bool(wrong)
        if wrong:  # what follows in this ledger would tell of the same
            address, said, here, left = new_address(), set(), 0, 1.0
    found.update(_at_the_end(job, address, ways))
    return found


def _at_the_end(job: Job, address: str, ways: Ways) -> tuple[str, ...]:
    """Do the work to its end, if that is wanted, and return what is to be counted."""
    if not ways.to_the_end:
        return ()
    try:
        with silence():
            job.do(address, lambda report: None)
        with open_ledger(address) as ledger:
            alike = ledger.verify() == () and ledger.digest() == job.digest
    except AccordingError:
        alike = False
    return ("finished",) if alike else ("unlike", "bad")


# --- the proof --------------------------------------------------------------------------------------------


def _stores(scale: Scale) -> Iterator[tuple[str, Callable[[], str]]]:
    numbers = iter(range(10_000_000))
    yield "SQLite", lambda: str(scale.folder / f"{next(numbers)}.sqlite")
    if scale.new_address is not None:
        yield "PostgreSQL", scale.new_address


def _tried(scale: Scale, *, short: int, whole: int, ways: Ways) -> Outcome:
    total, lines = Counter[str](), []
    works = [("posting", _posting(scale.pick(short=11, whole=40)), 0.8)]
    if scale.whole:
        works.append(("`according add`", _command, 0.2))
    parts = [(store, new, name, do, share) for store, new in _stores(scale) for name, do, share in works]
    for number, (store, new_address, name, do, share) in enumerate(parts):
        turns = scale.turns(short=short, whole=int(whole * share), part=share / sum(p[4] for p in parts[number:]))
        found = kill_often(scale.rng(store, name), undisturbed(do, new_address()), new_address, turns, ways)
        total += found
        lines.append(f"{found['kills']:,} of {name} over {store}")
    wrong = ("partial", "lost", "doubled", "not whole", "failed", "does not open", "unlike")
    return Outcome(tried=total["kills"], bad=total["bad"], said=(
        f"{total['kills']:,} kills ({', '.join(lines)}; {total['killed']:,} in its course): "
        f"{', '.join(f'{total[word]} {word}' for word in wrong)}; {total['finished']:,} ledgers worked on to the same "
        "digest"))


def run(scale: Scale) -> Outcome:
    return _tried(scale, short=4, whole=1000, ways=Ways(by_time=0.5, often=6))


def control(scale: Scale) -> Outcome:
    with swapped(Store, "writing", _each_by_itself):
        return _tried(scale, short=6, whole=40, ways=Ways(by_time=0.0, often=1, to_the_end=False))


@contextmanager
def _each_by_itself(store: Store) -> Iterator[Connection]:
    """Stand in the place of ``Store.writing``: every statement is kept by itself."""
    engine: Any = store.engine.execution_options(isolation_level="AUTOCOMMIT") if store.shared else store.engine
    with told(store.place), engine.connect() as connection:
        yield connection


PROOF = Proof(
    key="killed",
    title="SIGKILL at random points of `add`",
    does="""A process adds reports to a ledger, one commit a report, and says of each when it is kept; it settles from
        time to time. It is killed after a random time, or kills itself at a random statement. Then the ledger is
        verified, every report in it is compared with what was read, and what was said to be kept must be there, once.
        The same work is begun again on the same ledger, and killed again; after six kills it is done to the end, and
        the digest must be that of a run nobody disturbed. A fifth of the kills are of the command `according add`
        itself, which reads, too. Over SQLite and PostgreSQL.""",
    passes="0 partial, 0 lost, 0 doubled, 0 that end otherwise",
    guard="the transaction around each lot",
    run=run, control=control, seconds=780,
)

"""The proof of watching: a careful reader and `according watch` have the same in the end.

In: a scale. Out: how many items were set out and how many ended otherwise than the script says they must.

Example: ``python -m prove --only watched --short``
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from according.ledger import open_ledger
from according.pipeline import Tools, note_capture, open_tools
from according.records import Capture
from according.settings import Settings
from according.watch import Clock, Manners, one_round, open_watch
from prove.feed_reader import differences
from prove.feed_script import DOINGS, HOSTS, HUB, START, ZONE, Script, make_script
from prove.feed_server import FeedServer
from prove.frame import Outcome, Proof, Scale

# Rounds, in days: every six hours at first, then when something falls due.
_QUARTERS = tuple(number / 4 for number in range(15))
_ROUNDS = (*_QUARTERS, 5.5, 6.5, 7.5)
# Of the whole form: three more after each of the first, since hosts that ask to come later do so all the time.
_MANY_ROUNDS = (*(day + part / 72 for day in _QUARTERS for part in range(4)), 5.5, 6.5, 6.6, 7.5, 7.6, 12.5, 13.0)
_FEW_ROUNDS = tuple(number / 2 for number in range(9))  # of the short control
_TIMES = 5.0  # what the whole trial takes, in times of the small one on PostgreSQL, with some to spare
_RESTART = 30.0  # seconds that a killed reader is away
_MANNERS = Manners()
_FEW = ("silent", "announced", "ill", "busy", "torn", "limited", "plain")  # of the short control
_LONG = ("mute",)  # what takes seconds of the machine's own time


class Killed(BaseException):
    """The reader dies here: nothing of ours may catch it."""


class Time:
    """The clock of a trial: it moves where the reader sleeps, and stands still while he waits for an answer."""

    def __init__(self) -> None:
        self._now = START

    def now(self) -> datetime:
        """Return the time."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self._now += timedelta(seconds=seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One run over the server of a script."""

    script: Script
    ledger: str  # its address
    archive: Path
    seed: int
    kills: int = 0
    rounds: Sequence[float] = _ROUNDS
    manners: Manners = _MANNERS

    def run(self) -> tuple[list[str], str]:
        """Return what is otherwise than it must be, one line each, and what was done in figures."""
        time = Time()
        with FeedServer(self.script, time.now, pause=_MANNERS.pause) as server:
            tools = open_tools(Settings(), reader="patterns")
            killed = self._rounds(server, time, tools)
            with open_ledger(self.ledger) as ledger:
                wrong = [*differences(self.script, ledger, server), *dict.fromkeys(server.faults),
                         *ledger.verify()]
                said = (f"{len(self.script.items):,} items, {sum(server.hits.values()):,} requests, "
                        f"{sum(1 for _ in ledger.reports(every=True)):,} reports, {killed} kills")
        return wrong, said

    def _rounds(self, server: FeedServer, time: Time, tools: Tools) -> int:
        rng = random.Random(f"kills/{self.seed}")
        fatal = rng.sample(range(len(self.rounds) - 1), min(self.kills, len(self.rounds) - 1))
        for number, day in enumerate(self.rounds):
            time.sleep(max((START + timedelta(days=day) - time.now()).total_seconds(), 1.0))
            for _ in range(fatal.count(number)):
                self._round(server, time, tools, dies_after=rng.randrange(4))
                server.forgive()
                time.sleep(_RESTART)
            self._round(server, time, tools)
        return len(fatal)

    def _round(self, server: FeedServer, time: Time, tools: Tools, *, dies_after: int | None = None) -> None:
        settings = Settings(allow_hosts=tuple(f"{host}{ZONE}" for host in (*HOSTS, HUB, "down", "nowhere")),
                            fetch_seconds=2.0, max_bytes=300_000)
        left = iter(range(dies_after if dies_after is not None else 1_000_000_000))
        with open_ledger(self.ledger) as ledger, ledger.jobs().alone(), _dying():
            def keep(capture: Capture, reports: Sequence[str]) -> None:
                if next(left, None) is None:  # the report is posted, its capture and its job are not
                    raise Killed
                note_capture(ledger, self.archive, capture, reports)

            watch = open_watch(ledger, settings, tools=tools, keep=keep, manners=self.manners, resolve=server.resolve,
                               clock=Clock(now=time.now, sleep=time.sleep))
            one_round(watch, ledger, [f"{server.address(HUB)}/all.opml"])


@contextmanager
def _dying() -> Iterator[None]:
    try:
        yield
    except Killed:
        return


# --- the proof ------------------------------------------------------------------------------------------


def run(scale: Scale) -> Outcome:
    """Watch the server; on PostgreSQL as well, in small, where there is a server."""
    done: list[tuple[int, list[str], str]] = []
    items = 1_000
    if not scale.whole:
        script = make_script(40, seed=scale.seed, hosts=4, doings=[does for does in DOINGS if does not in _LONG])
        done.append(_ran(_trial(scale, "short", script, kills=2)))
    elif scale.new_address is not None:
        before = scale.left()
        done.append(_ran(_trial(scale, "server", make_script(100, seed=scale.seed + 1), kills=6, rounds=_MANY_ROUNDS,
                                ledger=scale.new_address())))
        # ten times the items take four times as long; a machine that is busy otherwise tries fewer, and says so
        items = min(items, max(100, int(items * scale.left() / (_TIMES * (before - scale.left())))))
    if scale.whole:
        done.append(_ran(_trial(scale, "whole", make_script(items, seed=scale.seed), kills=12, rounds=_MANY_ROUNDS)))
    wrong = [line for _, lines, _ in done for line in lines]
    return Outcome(tried=sum(tried for tried, _, _ in done), bad=len(wrong),
                   said="; ".join([*(said for _, _, said in done),
                                   f"{len(wrong)} otherwise than a careful reader has it", *wrong[:3]]))


def _ran(trial: Trial) -> tuple[int, list[str], str]:
    wrong, said = trial.run()
    return len(trial.script.items), wrong, said


def _trial(scale: Scale, name: str, script: Script, *, ledger: str | None = None, kills: int = 0,
           rounds: Sequence[float] = _ROUNDS, manners: Manners = _MANNERS) -> Trial:
    room = scale.room(name)
    return Trial(script=script, ledger=ledger or str(room / "ledger.sqlite"), archive=room / "archive", seed=scale.seed,
                 kills=kills, rounds=rounds, manners=manners)


def control(scale: Scale) -> Outcome:
    """The same without trying again, without looking again: each must be seen; the lesser of the two counts."""
    without = {"trying again": replace(_MANNERS, tries=1), "looking again": replace(_MANNERS, looks=())}
    items = scale.pick(short=7, whole=100)
    doings = tuple(DOINGS) if scale.whole else _FEW
    script = make_script(items, seed=scale.seed, doings=doings, hosts=scale.pick(short=2, whole=len(HOSTS)))
    rounds = _ROUNDS if scale.whole else _FEW_ROUNDS
    bad = {name: len(_trial(scale, name.replace(" ", "-"), script, manners=manners, rounds=rounds).run()[0])
           for name, manners in without.items()}
    return Outcome(tried=items * len(bad), bad=min(bad.values()),
                   said="; ".join(f"without {name} {count} otherwise" for name, count in bad.items()))


PROOF = Proof(
    key="watched",
    title="A careful reader and `according watch` over outlets that correct, retract, stall, redirect, lie and bomb",
    does="""A server on the same machine is ten outlets of which a script says beforehand what each will do with each of
        its reports over thirteen days: print it, correct it in silence or say so, take it back, say nothing, break off,
        ask to come later, lead elsewhere, lead into a private network, date it in 2031 or 1970, send ten gigabytes or
        a bomb. `watch` reads them in rounds by a clock of its own, is killed in mid-round now and then
        with a report posted whose job is not done, and goes on. What a careful reader has in the end follows from the
        script alone: which reports, in which versions, of which day, which were taken back, and which were given up and
        why. The server takes down whether it was asked too early, too much at once, or against its robots.txt, and
        whether it was asked for a version again that it had given.""",
    passes="the same reports, versions, days, retractions and dead letters; no fault of manners",
    guard="trying again and looking again",
    run=run, control=control, seconds=330,
)

"""What goes wrong around a ledger: it is said in one clear line, the ledger is whole, the same work done again ends
alike.

In: work on a ledger, and something that goes wrong in its course. Out: how often the ledger or the line was not as
promised.

Example: the disk fails at the 41st write; ``add`` says "...: no room left on the disk; ...: make room and run the same
command again"; after that the ledger verifies, and the same command ends with the digest of a run without trouble.
"""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from according.errors import AccordingError
from according.ledger import engines, open_ledger
from according.ledger.base import Ledger
from according.settling import settle
from prove.apsw_module import Module, mounted
from prove.failing import HOW, Disk, failing_disk
from prove.forked import Forked, Say
from prove.frame import Outcome, Proof, Scale
from prove.swapped import swapped
from reading_factory import make_reading

REPORTS = 8


def work(address: str, keep: Callable[[str], None] = lambda report: None,
         now: Callable[[], str] | None = None) -> str:
    """Add reports one by one, settling in between; return the digest."""
    with open_ledger(address, now=now) as ledger:
        for number in range(REPORTS):
            reading = make_reading(number)
            ledger.post([reading])
            keep(reading.report.id)
            if number % 4 == 3:
                settle(ledger)
        return ledger.digest()


def unclear(error: BaseException, address: str) -> bool:
    """Say whether an error is other than one line of ours that names the ledger and a way out."""
    text = str(error)
    way_out = ("run the same command again", "look at", "make it writable", "restore a dump", "name another")
    return not (isinstance(error, AccordingError) and "\n" not in text and address in text
                and "sqlalche.me" not in text and any(way in text for way in way_out))


def after(address: str, kept: set[str], digest: str) -> str | None:
    """Return what is wrong once the trouble is over; None where the ledger is whole and the work ends alike."""
    try:
        with open_ledger(address) as ledger:
            if ledger.verify():
                return "not whole"
            if kept - _reports(ledger):
                return "lost"
        return None if work(address) == digest else "unlike"
    except AccordingError:
        return "does not go on"


def _reports(ledger: Ledger) -> set[str]:
    return {report.id for report in ledger.reports()}


# --- a disk that fails ------------------------------------------------------------------------------------


def disk_fails(folder: Path, disk: Disk, how: str, at: int, digest: str) -> str | None:
    """Work on a disk that fails at some request; return what is wrong afterwards."""
    address, kept = str(folder / "ledger.sqlite"), set[str]()
    for left in folder.iterdir():
        left.unlink()
    disk.break_at(at, how)
    wrong = None
    try:
        work(address, kept.add)
    except Exception as error:
        wrong = "unclear" if unclear(error, address) else None
    disk.heal()
    return wrong or after(address, kept, digest)


def failing(scale: Scale, hows: tuple[str, ...], short: int, whole: int, part: float) -> Counter[str]:
    """Let a disk fail in some ways, one after another; count what came of it."""
    found, rng = Counter[str](), scale.rng(*hows)
    with failing_disk() as disk, mounted(Module(disk.name, checkpoint=20)):
        digest = work(str(scale.room("-".join(hows)) / "usual.sqlite"))
        usual = {how: disk.counted(how) for how in hows}
        folder = scale.room("fails-" + "-".join(hows))
        for turn in scale.turns(short=short, whole=whole, part=part):
            how = hows[turn % len(hows)]
            wrong = disk_fails(folder, disk, how, rng.randint(0, usual[how]), digest)
            found.update([how, *([wrong, "bad"] if wrong else [])])
    return found


# --- room, rights, handles, clock -----------------------------------------------------------------------------


def little_room(folder: Path, rng: Random) -> Iterator[str | None]:
    """Work where the system lets no file grow beyond some size."""
    digest, address = work(str(folder / "usual.sqlite")), str(folder / "ledger.sqlite")

    def limit() -> None:
        size = rng.randint(40_000, 350_000)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    yield _in_child(address, limit) or after(address, set(), digest)


def full_disk(folder: Path, rng: Random) -> Iterator[str | None]:
    """Work on a small file system of its own, where one may be mounted."""
    digest, place = work(str(folder / "usual.sqlite")), folder / "small"
    place.mkdir()
    size = rng.randint(200, 900)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(place)], capture_output=True,
                      check=False).returncode:
        return
    try:
        address = str(place / "ledger.sqlite")
        wrong = _in_child(address, lambda: None)
        if wrong is None:
            subprocess.run(["mount", "-o", "remount,size=64m", str(place)], capture_output=True, check=True)
        yield wrong or after(address, set(), digest)
    finally:
        subprocess.run(["umount", str(place)], capture_output=True, check=False)


def no_rights(folder: Path, rng: Random) -> Iterator[str | None]:
    """Work on a ledger that may be read and not written, as a user who is not root."""
    place = Path(tempfile.mkdtemp(dir="/tmp"))  # pytest's folders are closed to others
    try:
        place.chmod(0o755)
        address = str(place / "ledger.sqlite")
        with open_ledger(address) as ledger:
            ledger.post([make_reading(0)])
        Path(address).chmod(0o444)
        place.chmod(rng.choice((0o555, 0o755)))
        wrong = _in_child(address, _be_nobody, must_fail=True)
        place.chmod(0o755)
        Path(address).chmod(0o644)
        yield wrong or after(address, set(), work(str(folder / "usual.sqlite")))
    finally:
        for left in place.iterdir():
            left.unlink()
        place.rmdir()


def _be_nobody() -> None:
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


def few_handles(folder: Path, rng: Random) -> Iterator[str | None]:
    """Work with 64 file handles, all but a few of them taken; and again and again, so that none may leak."""
    digest, address = work(str(folder / "usual.sqlite")), str(folder / "ledger.sqlite")

    def few() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
        free = rng.randint(0, 14)
        taken = []
        while True:
            try:
                taken.append(os.open(os.devnull, os.O_RDONLY))
            except OSError:
                break
        for handle in taken[:free]:
            os.close(handle)

    yield _in_child(address, few) or after(address, set(), digest)

    def again() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
        for _ in range(70):
            with open_ledger(address) as ledger:
                ledger.verify()

    yield _in_child(address, again) or after(address, set(), digest)


def clock_back(folder: Path, rng: Random) -> Iterator[str | None]:
    """Work while the clock jumps back and forth by up to a year."""
    moment = datetime(2026, 1, 1, tzinfo=UTC)

    def now() -> str:
        return (moment + timedelta(seconds=rng.randint(-31_000_000, 31_000_000))).isoformat(timespec="milliseconds")

    digest, address = work(str(folder / "usual.sqlite")), str(folder / "ledger.sqlite")
    yield ("unlike" if work(address, now=now) != digest else None) or after(address, set(), digest)


def _in_child(address: str, before: Callable[[], None], *, must_fail: bool = False) -> str | None:
    """Work in a process under some condition; return what is wrong with how it ended."""
    def child(say: Say) -> None:
        try:
            before()
            work(address)
        except BaseException as error:
            say("unclear" if unclear(error, address) else "clear")
        else:
            say("done")

    with _warm():
        said, code = Forked(child).ended()
    if code or not said:
        return "died"
    return "unclear" if said == ["unclear"] else "no error" if must_fail and said == ["done"] else None


@contextmanager
def _warm() -> Iterator[None]:
    """Load what the work needs: without handles or rights nothing can be."""
    with open_ledger(":memory:") as ledger:
        ledger.post([make_reading(0)])
        settle(ledger)
        ledger.verify()
    yield


# --- the proof -----------------------------------------------------------------------------------------------

CONDITIONS = {"a limit on files": little_room, "a full disk": full_disk, "no right to write": no_rights,
              "64 handles": few_handles, "a clock going back": clock_back}
BREAKS = tuple(how for how in HOW if how != "lies")


def run(scale: Scale) -> Outcome:
    found = failing(scale, BREAKS, 10, 1500, 0.7)
    for name, condition in CONDITIONS.items():
        for turn in scale.turns(short=1, whole=40, part=0.25):
            for wrong in condition(scale.room(f"{name.replace(' ', '-')}-{turn}"), scale.rng(name, turn)):
                found.update([name, *([wrong, "bad"] if wrong else [])])
    names = [*BREAKS, *CONDITIONS]
    wrong = [word for word in found if word not in names and word != "bad"]
    return Outcome(tried=sum(found[name] for name in names), bad=found["bad"], said=(
        "the disk failed " + ", ".join(f"{found[how]:,} times at {how}" for how in BREAKS) + "; "
        + ", ".join(f"{name} {found[name]} times" for name in CONDITIONS)
        + ": " + (", ".join(f"{found[word]} {word}" for word in wrong)
                  or "each said in one line, the ledger whole, worked on to the same digest")))


def control(scale: Scale) -> Outcome:
    """What the driver says is told as it comes; and a disk that loses writes in silence is to be seen."""
    with swapped(engines, "told", lambda place: nullcontext()):
        raw = failing(scale, BREAKS, 5, 30, 0.5)
    lied = failing(scale, ("lies",), 4, 40, 1.0)
    tried = sum(raw[how] for how in BREAKS) + lied["lies"]
    return Outcome(tried=tried, bad=raw["bad"] + lied["bad"], said=(
        f"{raw['bad']} of {sum(raw[how] for how in BREAKS)} failures were not said in one line; of {lied['lies']} runs "
        f"on a disk that lost writes in silence {lied['bad']} were seen not to be whole"))


PROOF = Proof(
    key="trouble",
    title="A disk that fails, no room, no rights, no handles, a clock going back",
    does="""Reports are added and settled while something goes wrong: at some request, drawn by chance, the simulated
        disk finds no room or fails to write, sync, read or truncate, from then on; a real file system of its own is
        full (where one may be mounted); the system lets no file grow; the ledger may be read only, as a user who is not
        root; 64 file handles are all there are, and nearly all are taken; the clock jumps back and forth by a year. The
        one who works must be told in one line that names the ledger and a way out. Afterwards the ledger must verify,
        hold all that was acknowledged, and end with the digest of undisturbed work when the work is done again.""",
    passes="one clear line, the ledger whole, 0 lost, the work resumed to the same digest",
    guard="the one place that turns what a driver says into a line, and, apart from it, with a disk that loses writes",
    run=run, control=control, seconds=200,
)

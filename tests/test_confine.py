from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from according import confine
from according.confine import Bounds, close_worker, run_confined
from according.errors import BadInput, TooLarge
from confined_jobs import (
    chatter,
    die,
    double,
    environment,
    hang,
    hold,
    process_id,
    refuse,
    spin,
    stumble,
    swell,
    warm,
    warmed,
)

BOUNDS = Bounds(seconds=8.0, memory=480_000_000)

def call(function: object, *arguments: object, bounds: Bounds = BOUNDS) -> object:
    return run_confined(function, *arguments, bounds=bounds, what="a.html")  # type: ignore[arg-type]  # test functions


def test_it_returns_what_the_function_returns() -> None:
    assert call(double, "Two died. ") == "Two died. Two died. "
    assert call(process_id) != os.getpid()


def test_one_worker_serves_many_calls() -> None:
    assert len({call(process_id) for _ in range(20)}) == 1


def test_first_runs_once_in_a_worker() -> None:
    close_worker()
    for _ in range(3):
        assert run_confined(warmed, bounds=BOUNDS, what="a", first=warm) == 1


def test_a_large_text_goes_both_ways() -> None:
    text = "Zginęło dwóch. " * 400_000
    assert call(double, text) == text * 2


@pytest.mark.parametrize("function", [hang, spin])
def test_wall_clock(function: object) -> None:
    call(process_id)
    begin = time.monotonic()
    with pytest.raises(TooLarge, match=r"a\.html: reading it takes more than 0\.5 s"):
        call(function, bounds=Bounds(seconds=0.5, memory=480_000_000))
    assert time.monotonic() - begin < 5
    assert call(double, "a") == "aa"  # a new worker is there


def test_memory() -> None:
    with pytest.raises(TooLarge, match="more than 480,000,000 bytes of memory"):
        call(swell)
    assert call(double, "a") == "aa"


def test_a_worker_that_holds_much_is_replaced() -> None:
    first = call(hold, 300_000_000)
    assert call(process_id) != first


def test_death_in_a_library() -> None:
    with pytest.raises(TooLarge, match="signal 11"):
        call(die)


def test_a_page_is_not_refused_for_what_was_read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    call(process_id)  # the worker is no longer fresh
    calls = confine._CURRENT[0]
    os.kill(int(str(call(process_id))), signal.SIGKILL)
    assert call(double, "a") == "aa"  # read again in a new worker, without a word
    assert confine._CURRENT[0] is not calls


def test_errors_of_ours_come_through() -> None:
    with pytest.raises(BadInput, match=r"^a\.html: no text$"):
        call(refuse)


def test_errors_of_others_are_told_in_one_line() -> None:
    with pytest.raises(TooLarge, match=r"its reader broke off \(ValueError: a stumble over two lines\)"):
        call(stumble)
    assert call(double, "a") == "aa"


def test_printing_does_not_disturb_the_answer() -> None:
    assert call(chatter) == "fine"


def test_the_worker_gets_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    close_worker()
    monkeypatch.setenv("ACCORDING_LEDGER", "postgresql://user:secret@host/db")
    monkeypatch.setenv("HTTP_PROXY", "http://proxy")
    names = call(environment)
    assert isinstance(names, list)
    assert not {"ACCORDING_LEDGER", "HTTP_PROXY"} & set(names)
    close_worker()


def test_threads_share_the_worker() -> None:
    out: list[object] = []
    threads = [threading.Thread(target=lambda n=n: out.append(call(double, str(n)))) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, out)) == sorted(str(n) * 2 for n in range(8))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Python 3.12 warns of fork beside threads; that is the point
def test_a_forked_child_has_a_worker_of_its_own() -> None:
    mine = call(process_id)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, str(call(process_id)).encode())
        close_worker()
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        theirs = int(pipe.read())
    os.waitpid(child, 0)
    assert theirs != mine
    assert call(process_id) == mine


def test_the_worker_ends_with_its_caller() -> None:
    source = ("import os, sys; from according.confine import Bounds, run_confined; "
              "print(run_confined(os.getpid, bounds=Bounds(seconds=5, memory=480_000_000), what='a'), flush=True); "
              "os.kill(os.getpid(), 9)")
    # os.getpid is told by its module's name, posix, which the worker can import.
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False,
                          env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)})
    worker = Path(f"/proc/{done.stdout.strip()}")
    for _ in range(100):
        if not worker.exists():
            return
        time.sleep(0.1)
    raise AssertionError(f"the worker {done.stdout} outlived its caller: {done.stderr}")

"""Run a function on hostile input in a worker process that can be killed.

In: a function of ours, plain arguments, bounds. Out: what it returned; or ``TooLarge`` with the bound that was
passed. One page can hang or blow up every HTML parser that was tried, so no parser ever runs in the process that
holds the ledger.

The worker is one long-lived process that is used for many pages and started anew when it died. It has its own session
(the terminal's interrupt does not reach it), no environment to speak of, a bound on memory and on processor time, and
ends when its caller does. Answers come back as MessagePack, which cannot carry code: a page that takes over the worker
gains nothing in the caller.

Example::

    run_confined(read_page, html, url, bounds=Bounds(seconds=8.0, memory=480_000_000), what="a.html", first=warm_up)
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from according.confine.pipe import hear, tell
from according.errors import BadInput, TooLarge

_START_SECONDS = 60.0  # for starting and importing, which no page can influence
# The package's own top pulls in the pipeline; the worker wants the one module that it was asked for, so it stands in
# for it.
_START = (
    "import sys, types; top = types.ModuleType('according'); top.__path__ = [sys.argv[2]]; "
    "sys.modules['according'] = top; from according.confine.worker import serve; serve(int(sys.argv[1]))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one call may use."""

    seconds: float  # wall clock, and processor time
    memory: int  # bytes of address space beyond what the bare worker holds


def run_confined(function: Callable[..., object], *arguments: object, bounds: Bounds, what: str,
                 first: Callable[[], object] | None = None) -> Any:
    """Return ``function(*arguments)``, computed in the worker.

    Args:
        function: stands at the top of a module of ours and returns plain values (str, bytes, numbers, lists, dicts).
        arguments: plain values.
        bounds: what the call may use.
        what: the name of the input, for the message.
        first: run once in a worker before its first call, outside the bounds of time: the imports.

    Raises:
        TooLarge: a bound was passed; the worker is gone and the next call gets a new one.
        BadInput: the function raised it, or broke off in another way.
    """
    with _LOCK:
        again = True
        while True:
            worker = _worker(bounds.memory)
            fresh = worker.calls == 0
            try:
                answer = worker.call(_name(function), arguments, bounds, first and _name(first))
            except _Dead as death:
                _drop()
                # A worker that has read other pages may hold their leavings: the page gets a second chance in a clean
                # one, so that what is refused never depends on what was read before. Time is not given twice.
                if again and not fresh and not death.late:
                    again = False
                    continue
                raise TooLarge(f"{what}: {death.reason(bounds)}") from None
            break
        if answer.get("tired"):
            _drop()
    if "value" in answer:
        return answer["value"]
    kind = TooLarge if answer["error"] == TooLarge.__name__ else BadInput
    raise kind(answer["message"])


def close_worker() -> None:
    """End the worker, if there is one. Also done when the interpreter exits."""
    with _LOCK:
        _drop()


class _Dead(Exception):
    """The worker is no more; says why."""

    def __init__(self, *, late: bool = False, memory: bool = False, code: int | None = None, said: str = "") -> None:
        super().__init__()
        self.late, self.memory, self.code, self.said = late, memory, code, said

    def reason(self, bounds: Bounds) -> str:
        if self.late or self.code == -getattr(signal, "SIGXCPU", 0):
            return f"reading it takes more than {bounds.seconds:g} s; raise ACCORDING_MAX_SECONDS if it is worth it"
        if self.memory:
            return (f"reading it takes more than {bounds.memory:,} bytes of memory; "
                    "raise ACCORDING_MAX_MEMORY if it is worth it")
        if self.said:
            return f"its reader broke off ({self.said}); give its text as a plain text file"
        ended = f"signal {-self.code}" if self.code is not None and self.code < 0 else f"exit code {self.code}"
        return (f"its reader died ({ended}) within the bounds of {bounds.seconds:g} s and {bounds.memory:,} bytes of "
                "memory; give its text as a plain text file")


class _Worker:
    """The caller's end of one worker process."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        self.calls = 0
        self._warm: set[str] = set()
        package = str(Path(__file__).parent.parent)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-s", "-c", _START, str(memory), package],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=_environment(), start_new_session=True,
        )

    def call(self, function: str, arguments: tuple[object, ...], bounds: Bounds, first: str | None) -> dict[str, Any]:
        if first is not None and first not in self._warm:
            self._ask({"function": first, "arguments": [], "seconds": _START_SECONDS}, _START_SECONDS)
            self._warm.add(first)
        answer = self._ask({"function": function, "arguments": arguments, "seconds": bounds.seconds}, bounds.seconds)
        self.calls += 1
        return answer

    def _ask(self, question: dict[str, object], seconds: float) -> dict[str, Any]:
        late = threading.Event()

        def end() -> None:
            late.set()
            self._process.kill()

        pipe_in, pipe_out = self._process.stdin, self._process.stdout
        assert pipe_in is not None
        assert pipe_out is not None
        timer = threading.Timer(seconds, end)
        timer.start()
        try:
            tell(pipe_in, question)
            answer = hear(pipe_out)
        except (BrokenPipeError, EOFError, msgspec.DecodeError):
            answer = None
        finally:
            timer.cancel()
            timer.join()  # it may be on its way to kill: after this it has or it has not
        if late.is_set():
            raise _Dead(late=True)
        if answer is None:
            raise _Dead(code=self._process.wait())
        if answer.get("error") == "MemoryError":
            raise _Dead(memory=True)
        if answer.get("error") == "broke":
            raise _Dead(said=answer["message"])
        return answer

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self.let_go()

    def let_go(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:  # it died with a question half asked
                    continue

    def disown(self) -> None:
        """In a forked child: the worker is the parent's. Close our copies of its pipes and forget it."""
        self.let_go()
        self._process.returncode = 0  # keeps the object from warning, or waiting, for a process that is not our child


_LOCK = threading.RLock()
_CURRENT: list[_Worker] = []  # none or one


def _worker(memory: int) -> _Worker:
    if _CURRENT and _CURRENT[0].memory != memory:
        _drop()
    if not _CURRENT:
        _CURRENT.append(_Worker(memory))
    return _CURRENT[0]


def _drop() -> None:
    while _CURRENT:
        _CURRENT.pop().end()


def _forked() -> None:
    global _LOCK
    _LOCK = threading.RLock()  # another thread of the parent may have held it
    while _CURRENT:
        _CURRENT.pop().disown()


atexit.register(close_worker)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)


def _name(function: Callable[..., object]) -> str:
    return f"{function.__module__}:{function.__qualname__}"


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}
    paths = os.pathsep.join(path for path in sys.path if path)
    # The hash seed and the zone are fixed: the same page gives the same text in every worker.
    return {**kept, "PYTHONPATH": paths, "PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}

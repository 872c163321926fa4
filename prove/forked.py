"""A process forked with everything loaded, and what it says line by line.

In: a call that is given a way to say a line. Out: the lines, and how the process ended.

Example: ``with_lines = Forked(lambda say: say("done")).ended()`` is ``(["done"], 0)``
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Say = Callable[[str], None]


class Forked:
    """One such process."""

    def __init__(self, call: Callable[[Say], None]) -> None:
        source, sink = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(source)
            _run(call, sink)
        os.close(sink)
        self._source = source

    def ended(self) -> tuple[list[str], int]:
        """Wait for the end; return the lines that were said whole, and the exit code, below zero for a signal."""
        with os.fdopen(self._source, "rb") as pipe:
            said = pipe.read().decode()
        _, status = os.waitpid(self.pid, 0)
        return said.split("\n")[:-1], os.waitstatus_to_exitcode(status)


def _run(call: Callable[[Say], None], sink: int) -> None:
    code = 1
    try:
        with silence():
            call(lambda line: _write(sink, line))
        code = 0
    except BaseException:
        traceback.print_exc(file=sys.stderr)
    finally:
        os._exit(code)  # not the parent's way out: it would run the parent's clean-up


def _write(sink: int, line: str) -> None:
    os.write(sink, f"{line}\n".encode())


@contextmanager
def silence() -> Iterator[None]:
    """Let what a command prints go nowhere."""
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)

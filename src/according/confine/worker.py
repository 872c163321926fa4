"""The worker's end: questions in on standard input, answers out; runs in the worker, never in the caller.

In: the name of a function and its arguments. Out: its value, or the error it ended in.

Example::

    python -c "from according.confine.worker import serve; serve(480_000_000)"
"""

from __future__ import annotations

import importlib
import os
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from according.confine.pipe import hear, tell
from according.errors import BadInput, TooLarge

try:
    import resource
except ImportError:  # not on Windows: there the wall clock alone holds
    resource = None  # type: ignore[assignment]  # the module's absence is the value

_TIRED_SHARE = 0.5  # a worker that holds more than this share of its memory is replaced after the call


def serve(memory: int) -> None:
    """Answer questions on standard input until it closes."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not speak on the pipe

    def broke(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        tell(answers, {"error": "broke", "message": f"{kind.__name__}: {' '.join(str(error).split())[:200]}"})

    sys.excepthook = broke  # what is not named below ends the worker, and its caller learns what it was
    _limit_memory(memory)
    while True:
        try:
            question = hear(sys.stdin.buffer)
        except EOFError:
            return
        _limit_time(question["seconds"])
        tell(answers, _answer(question, memory))


def _answer(question: dict[str, Any], memory: int) -> dict[str, Any]:
    module, _, name = question["function"].partition(":")
    function = getattr(importlib.import_module(module), name)
    try:
        value = function(*question["arguments"])
        answer: dict[str, Any] = {"value": value}
        msgspec.msgpack.encode(value)
    except (BadInput, TooLarge) as error:
        answer = {"error": type(error).__name__, "message": str(error)}
    except MemoryError:
        answer = {"error": "MemoryError"}
    answer["tired"] = _held() > memory * _TIRED_SHARE
    return answer


def _limit_memory(memory: int) -> None:
    if resource is not None:
        bound = _held() + memory
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))


def _limit_time(seconds: float) -> None:
    # Also ends a worker whose caller was killed while it worked.
    if resource is not None:
        soft = int(time.process_time() + seconds) + 2
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _held() -> int:
    """Return the bytes of address space in use; 0 where the system does not say."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")

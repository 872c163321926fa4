"""What tests/test_confine.py runs in the worker, which finds it by the name of this module."""

from __future__ import annotations

import os
import signal
import time

from according.errors import BadInput

_WARM: list[int] = []


def process_id() -> int:
    return os.getpid()


def double(text: str) -> str:
    return text * 2


def warm() -> None:
    _WARM.append(1)


def warmed() -> int:
    return len(_WARM)


def hang() -> None:
    time.sleep(600)


def spin() -> None:
    while True:
        pass


def swell() -> int:
    return len(bytearray(2_000_000_000))


def hold(size: int) -> int:
    globals()["_HELD"] = bytearray(size)
    return os.getpid()


def die() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def refuse() -> None:
    raise BadInput("a.html: no text")


def stumble() -> None:
    raise ValueError("a stumble\nover two lines")


def chatter() -> str:
    print("noise on standard output", flush=True)  # noqa: T201  # what a library might do
    return "fine"


def environment() -> list[str]:
    return sorted(os.environ)

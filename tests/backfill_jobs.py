"""What tests/backfill runs in the confined worker in the place of a reader: some documents are its death."""

from __future__ import annotations

import os
import signal
import time
from typing import Any


def read_or_break(frame: dict[str, Any], job: dict[str, Any]) -> dict[str, Any]:
    content = frame["content"]
    if b"This page kills" in content:
        os.kill(os.getpid(), signal.SIGSEGV)
    if b"This page hangs" in content:
        time.sleep(600)
    if b"This page swells" in content:
        bytearray(8_000_000_000)
    return {"is": "read", "reading": b"{}", "claims": 0, "reader": job["reader"]}

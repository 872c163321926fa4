"""Read malformed documents in a process of its own, so that its death is seen and its memory is its own.

In: on the command line a JSON request: from which document to which, the seed, a folder, a time. Out: one JSON line a
lot of documents on standard output, so that the parent knows how far it came when it dies: how many were done, how many
of them gave readings, refusals, nothing; what broke; the slowest; the peak of memory.

Example: ``python -m prove.malformed_reader '{"from": 0, "to": 100, "seed": 1, "folder": "/tmp/x", "seconds": 60}'``
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

from according import confine
from according.collect import collect
from according.confine import close_worker
from according.pipeline import Tools, open_tools, read_all
from according.records import Failure, Reading
from according.settings import Settings
from prove.malformed_documents import make_malformed

_SETTINGS = Settings()
_LOT = 200


def read_one(path: Path, tools: Tools) -> tuple[bool, bool, int]:
    """Read a file as ``according add`` does; return whether it gave readings, and refusals, and how many both."""
    found = read_all(collect([str(path)], settings=_SETTINGS), tools=tools, settings=_SETTINGS, today="2025-06-01")
    kinds = [type(one) for one in found]
    return Reading in kinds, Failure in kinds, len(kinds)


def read_lot(begin: int, end: int, request: dict[str, Any], tools: Tools) -> dict[str, Any]:
    """Read documents ``begin`` to before ``end``."""
    said: dict[str, Any] = {"next": end, "both": 0, "stored": 0, "refused": 0, "nothing": [], "broke": [], "slow": []}
    for number in range(begin, end):
        name, content = make_malformed(number, seed=request["seed"])
        path = Path(request["folder"]) / name
        path.write_bytes(content)
        began = time.monotonic(), _processor()
        try:
            stored, refused, held = read_one(path, tools)
        except Exception as error:  # what it is does not matter: no document may cause one
            said["broke"].append([number, f"{type(error).__name__}: {error}"[:200]])
            continue
        finally:
            path.unlink()
        # Processor time where the machine does ten other things; a worker that ended in between took no more than its
        # own bound, which is one of the clock.
        took, worked = time.monotonic() - began[0], _processor() - began[1]
        took = min(took, worked) if worked >= 0 else took
        took /= max(1, held)  # an archive of two thousand pages is two thousand documents
        said["slow"] = max(said["slow"], [took, number, len(content)])
        key = "both" if stored and refused else "stored" if stored else "refused" if refused else "nothing"
        said[key] = [*said[key], number] if key == "nothing" else said[key] + 1
    return said


def _processor() -> float:
    """Return the processor time of this process and of the worker that it has now, in seconds."""
    used = time.process_time()
    for worker in confine._CURRENT:
        stat = Path(f"/proc/{worker._process.pid}/stat")
        if stat.exists():  # not on every system
            fields = stat.read_text(encoding="ascii").rpartition(")")[2].split()
            used += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


def _own_peak() -> int:
    """Return the peak of this program in kB: getrusage begins with the size of the process that started it."""
    status = Path("/proc/self/status")
    if not status.exists():  # not Linux
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return next(int(line.split()[1]) for line in status.read_text(encoding="ascii").splitlines()
                if line.startswith("VmHWM:"))


def main(request: dict[str, Any]) -> None:
    """Serve one request."""
    tools = open_tools(_SETTINGS, reader="patterns")
    ends = time.monotonic() + request["seconds"]
    begin = request["from"]
    while begin < request["to"] and time.monotonic() < ends:
        end = min(begin + request.get("lot", _LOT), request["to"])
        said = read_lot(begin, end, request, tools)
        close_worker() if end == request["to"] or time.monotonic() >= ends else None
        said["memory"] = 1024 * max(_own_peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
        print(json.dumps(said), flush=True)  # noqa: T201  # its standard output is what the parent reads
        begin = end


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))

"""The newest result of every proof, kept in ``.prove/``: a proof that was mended is run again alone.

In: results of a run. Out: files, and the newest results of all, for docs/tested.md.

Example: ``keep(results, share=1.0); newest(NAMES)``
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from prove import ROOT
from prove.running import Result, read_result, write_result

FOLDER = ROOT / ".prove"


def keep(results: Iterable[Result], *, share: float, folder: Path = FOLDER) -> None:
    """Keep each result in place of the one before it, with the share of its time that the proof was given."""
    folder.mkdir(exist_ok=True)
    for result in results:
        write_result(result, folder / f"{result.key}.json")
        (folder / f"{result.key}.share").write_text(json.dumps(share), encoding="utf-8")


def newest(names: Sequence[str], *, folder: Path = FOLDER) -> tuple[tuple[Result, ...], float] | None:
    """Return the newest result of every proof and the least share of time that one had; None where one has none."""
    if not all((folder / f"{name}.{end}").exists() for name in names for end in ("json", "share")):
        return None
    shares = [float(json.loads((folder / f"{name}.share").read_text(encoding="utf-8"))) for name in names]
    return tuple(read_result(folder / f"{name}.json") for name in names), min(shares)

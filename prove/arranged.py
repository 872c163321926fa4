"""The same reports in a hundred orders, by one worker or eight, in a pool or under Ray, into a file or a server.

All must come to one canonical export: what every form of the ledger's content holds, with incidents called by their
claims, since an incident keeps the name that it was first given and the first is another in another order. Readings are
prepared once and posted in lots; workers read a WARC archive by ``according backfill``.

Example: ``python -m prove --only arranged``
"""

from __future__ import annotations

import hashlib
import io
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from unittest import mock

from according.collect import collect
from according.demo import demo_folder
from according.export import render
from according.export.ged import number_of
from according.gather import gather
from according.ledger import open_ledger
from according.ledger.base import Ledger, head_text
from according.link import block
from according.link.tell import Telling
from according.pipeline import open_tools, post, read_all, settle
from according.records import Reading
from according.settings import Settings
from prove import ROOT
from prove.frame import Outcome, Proof, Scale
from source_factory import packed, page_of, record

_FORMS = ("claims", "incidents", "acts", "links", "reports", "ucdp-aec")
_TOWNS = ("Homs", "Hama", "Idlib", "Aleppo", "Latakia", "Raqqa", "Daraa", "Palmyra")


def canonical(ledger: Ledger) -> str:
    """Return a digest of all that leaves a ledger, the names of incidents and origins replaced by what they are."""
    held = gather(ledger)
    named = {incident.name: incident.key for incident in ledger.incidents()}
    # Which part of an incident keeps its name is history (docs/decisions/0005), and so are the numbers made of names.
    keys = named | {str(number_of(name)): key for name, key in named.items()}
    keys |= {origin.id: f"{key} {origin.name}" for name, key in named.items() for origin in ledger.origins(name)}
    keys[head_text(ledger.head())] = "the head"  # of the chain, which is one of the order in which things came
    lines: list[str] = []
    for form in _FORMS:
        stream = io.BytesIO()
        render(form, held, stream, ending=".jsonl")
        text = stream.getvalue().decode()
        for name, key in sorted(keys.items()):
            text = text.replace(name, key)
        lines += sorted(f"{form} {line}" for line in text.splitlines())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def run(scale: Scale) -> Outcome:
    """Post in every order; read with every kind of worker."""
    readings, wanted = _readings(), set[str]()
    orders = 0
    for turn in scale.turns(short=3, whole=100, part=0.5):
        draw = scale.rng("order", turn)
        server = scale.new_address() if scale.new_address and turn % 10 == 1 else None
        address = server or (str(scale.folder / f"order-{turn}.sqlite") if turn % 10 == 2 else ":memory:")
        wanted.add(_posted(readings, address, draw))
        orders += 1
    said = f"{orders} orders of {len(readings)} reports, {len(wanted)} export"
    bad, ways = len(wanted) - 1, 0
    if scale.whole:
        exports, why = _workers(scale)
        ways, bad = len(exports), bad + len(set(exports.values())) - 1 + bool(why)
        said += f"; {', '.join(exports)}: {len(set(exports.values()))} export{why}"
    return Outcome(tried=orders + ways, bad=bad, said=said)


def control(scale: Scale) -> Outcome:
    """The same with joining that holds a report against those alone that came before it in the ledger's order."""
    strict = block.candidates

    def as_they_come(tellings: Iterable[Telling], **more: object) -> Iterable[tuple[Telling, Telling]]:
        given = list(tellings)
        random.Random(len(given) + sum(map(ord, _DRAWN[-1]))).shuffle(given)
        return strict(given[: len(given) * 2 // 3], **more)  # type: ignore[arg-type]  # what it was given is handed on

    readings, found = _readings(), set[str]()
    with mock.patch("according.link.joining.candidates", as_they_come):
        for turn in range(3):
            _DRAWN.append(str(turn))
            found.add(_posted(readings, ":memory:", scale.rng("order", turn)))
    return Outcome(tried=3, bad=len(found) - 1, said=f"3 orders, {len(found)} exports")


_DRAWN = [""]


def _readings() -> list[Reading]:
    settings = Settings()
    tools = open_tools(settings, reader="patterns")
    found = read_all(collect([str(demo_folder())], settings=settings), tools=tools, settings=settings)
    return [one for one in found if isinstance(one, Reading)]


def _posted(readings: Sequence[Reading], address: str, draw: random.Random) -> str:
    """Post in a drawn order, in lots; half of the time join after every lot, else once."""
    order, step = draw.sample(list(readings), len(readings)), draw.choice((True, False))
    with open_ledger(address) as ledger:
        while order:
            lot = draw.randint(1, max(1, len(readings) // 3))
            post(order[:lot], ledger=ledger)
            order = order[lot:]
            if step:
                settle(ledger)
        settle(ledger)
        return canonical(ledger)


# --- workers ------------------------------------------------------------------------------------


def make_archive(path: Path, pages: int) -> Path:
    """Write an archive of our own pages."""
    draw = random.Random(pages)
    records = [
        record(page_of(f"{draw.choice(('Two', 'At least 12', 'Nine'))} civilians of {draw.choice(_TOWNS)} {n}"),
               url=f"https://post.example/{n}") for n in range(pages)]
    path.write_bytes(packed(records))
    return path


def _workers(scale: Scale) -> tuple[dict[str, str], str]:
    """Read one archive every way, and return the export of each and what could not be tried."""
    archive = make_archive(scale.folder / "pages.warc.gz", 100)
    ways = {"add": ["add", str(archive)], "1 worker": ["backfill", str(archive), "--workers", "1"],
            "8 workers": ["backfill", str(archive), "--workers", "8", "--shard", "20"]}
    if find_spec("ray") is not None:
        ways["Ray"] = ["backfill", str(archive), "--ray", "local", "--shard", "20"]
    if scale.new_address is not None:
        ways["8 workers into PostgreSQL"] = ways["8 workers"]
    exports, why = {}, ""
    for name, arguments in ways.items():
        address = str(scale.folder / f"{len(exports)}.sqlite")
        if name.endswith("PostgreSQL"):
            assert scale.new_address is not None
            address = scale.new_address()
        work = ["--work", str(scale.folder / f"work-{len(exports)}")] if arguments[0] == "backfill" else []
        done = subprocess.run(
            [sys.executable, "-m", "according", *arguments, "--ledger", address, "--reader", "patterns", *work],
            capture_output=True, text=True, check=False, cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, timeout=max(120.0, scale.left()))
        if done.returncode not in (0, 1) or "Traceback" in done.stderr:
            why += f"; {name} ended with {done.returncode}: {done.stderr.strip()[-120:]}"
            continue
        with open_ledger(address) as ledger:
            exports[name] = canonical(ledger)
    return exports, why


PROOF = Proof(
    key="arranged",
    title="One export, whatever the order and the workers",
    does="The demo's reports are posted in a hundred orders, in lots, joined once or after every lot, in memory, in a "
         "file and on a server; an archive is read by `add`, by one worker, by eight, under Ray and into PostgreSQL.",
    passes="one canonical export each, byte for byte",
    guard="that joining looks at every candidate, whatever came first",
    run=run, control=control, seconds=120,
)

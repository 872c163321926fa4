"""How fast and how large: reports a core-second, cold start, peak memory; a Markdown table with the machine in it.

In: reports of our own making, so that every run measures the same. Out: the table on stdout.
Each figure is the best of three runs in a process of its own on one core; the corpora, where they are, add a row.

Example: ``python bench/bench.py``
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

RUNS = 3
REPORTS = 200  # of each kind
CORPUS = 400  # of the corpora's
# Shapes of sentences, not reports: places and numbers are put in by turns so that no two reports are alike.
HARM = (
    "At least {n} people were killed and {m} wounded when rockets struck a market in {place} on Tuesday, doctors said.",
    "The defence ministry said {n} soldiers died near {place}, while a monitoring group put the toll at {m}.",
    "State media reported that {n} fighters had been captured after an ambush on the road to {place} overnight.",
    "The United Nations said more than {m} families had fled {place} since the fighting began.",
    "Reports from {place} could not be independently verified.",
)
CALM = (
    "The city council of {place} approved a budget of {n} million for roads and schools on Tuesday.",
    "Farmers around {place} expect {m} per cent more wheat than last year after {n} days of rain.",
    "The museum in {place} will open {n} new rooms, its director said, and hopes for {m} visitors a day.",
    "A spokesman for the railway said {n} trains would run to {place} every day from {m} March.",
)
PLACES = (
    "Aleppo", "Homs", "Latakia", "Mosul", "Kirkuk", "Kharkiv", "Kherson", "Maiduguri", "Goma", "Quetta", "Peshawar",
    "Gaza City", "Jenin", "Hodeidah", "Marib", "El Fasher", "Khartoum", "Mekelle", "Mogadishu", "Baidoa",
)


def texts(shapes: tuple[str, ...], *, paragraphs: int = 14) -> Iterator[str]:
    """Yield reports of about 1,600 characters, the length of the median report of the corpora."""
    for number in range(REPORTS):
        yield "\n\n".join(
            shapes[(number + line) % len(shapes)].format(
                n=2 + (number * 7 + line * 3) % 90, m=3 + (number * 5 + line) % 200,
                place=PLACES[(number + line // 3) % len(PLACES)])
            for line in range(paragraphs))


def pages_of(kind: str) -> list[object]:
    """Return the pages of one kind: text, html or calm."""
    from according.records import Hints, Page  # imported in the measured process only

    hints = Hints(outlet="Bench", published="2025-03-07")
    if kind == "html":
        return [Page(kind="html", origin=f"{i}.html", hints=hints, content=_html(text).encode())
                for i, text in enumerate(texts(HARM))]
    shapes = CALM if kind == "calm" else HARM
    return [Page(kind="text", origin=f"{i}.txt", hints=hints, content=text.encode())
            for i, text in enumerate(texts(shapes))]


def measure_rate(kind: str) -> dict[str, float]:
    """Return reports a core-second of one kind, the worker's time counted, and claims found."""
    from according.pipeline import open_tools, read
    from according.settings import Settings

    settings = Settings()
    reader, _, kind = kind.rpartition(" ")
    tools = open_tools(settings, reader=reader or "patterns")
    pages = corpus_pages()[:CORPUS] if kind == "corpora" else pages_of(kind)
    read(pages[0], tools=tools, settings=settings)  # books and the worker are opened before the clock starts
    spent = _watch_encoder(tools.reader)
    before = _cpu()
    claims = sum(len(read(page, tools=tools, settings=settings).claims) for page in pages)
    took = _cpu() - before
    return {"rate": len(pages) / took, "claims": claims, "reports": len(pages), "encoder": sum(spent) / took}


def _watch_encoder(reader: object) -> list[float]:
    """Return a list that takes the processor seconds of every pass of the encoder, where the reader has one."""
    spent: list[float] = []
    session = getattr(reader, "_session", None)
    if session is not None:
        run = session.run

        def timed(window: object) -> object:
            before = time.process_time()
            answer = run(window)
            spent.append(time.process_time() - before)
            return answer

        session.run = timed
    return spent


def measure_memory(_: str) -> dict[str, float]:
    """Return the peak memory of a process that read text with everything loaded, and of its HTML worker."""
    measure_rate("trained text")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    measure_rate("html")
    _close_worker()
    return {"text": own, "worker": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024}


def measure_start(_: str) -> dict[str, float]:
    """Return the seconds from the start of the command to its end for one report of one claim."""
    report = ROOT / "bench" / ".first.txt"
    report.write_text("At least 13 soldiers were killed in Latakia on Thursday, state television said.\n", "utf-8")
    try:
        took = [_timed("read", str(report), "--published", "2025-03-07", "--json") for _ in range(RUNS)]
        listed = [_timed("--help") for _ in range(RUNS)]
    finally:
        report.unlink()
    return {"claim": min(took), "help": min(listed)}


def corpus_pages() -> list[object]:
    """Return the reports of the corpora, where they are."""
    from according.records import Page

    folder = Path(os.environ.get("ACCORDING_CORPORA", ROOT.parent / "shared" / "corpora"))
    lines = [line for name in ("fa-kes", "satp") if (path := folder / name / "articles.jsonl").is_file()
             for line in path.read_text(encoding="utf-8").splitlines()]
    return [Page(kind="record", origin=str(i), content=line.encode()) for i, line in enumerate(lines)]


MEASURES: dict[str, Callable[[str], dict[str, float]]] = {
    "text": measure_rate, "html": measure_rate, "calm": measure_rate, "corpora": measure_rate,
    "trained text": measure_rate, "trained corpora": measure_rate,
    "memory": measure_memory, "start": measure_start,
}


def machine() -> str:
    """Return one line on the machine: processor, cores, memory, system, Python."""
    cpus = [line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    cpu = cpus[0] if cpus else platform.processor() or platform.machine()
    sizes = [int(line.split()[1]) // 1_048_576 for line in _lines("/proc/meminfo") if line.startswith("MemTotal")]
    total = sizes[0] if sizes else 0
    return f"{cpu}, {os.cpu_count()} cores, {total} GiB, {platform.system()}, Python {platform.python_version()}"


def best(name: str) -> dict[str, float]:
    """Measure in a process of its own, three times, and return the best."""
    runs = []
    for _ in range(1 if name in ("memory", "start") else RUNS):
        done = subprocess.run([sys.executable, __file__, "--only", name], capture_output=True, text=True, check=True)
        runs.append(json.loads(done.stdout))
    return max(runs, key=lambda run: run.get("rate", 0.0))


def run() -> int:
    """Measure everything, or one thing in this process."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", choices=sorted(MEASURES), help=argparse.SUPPRESS)
    only = parser.parse_args().only
    if only is not None:
        sys.stdout.write(json.dumps(MEASURES[only](only)) + "\n")
        return 0
    rows = [(f"reports a core-second, {told}", f"{best(name)['rate']:.0f}", bound) for name, told, bound in (
        ("text", "text", "at least 60"), ("html", "HTML", ""), ("calm", "ordinary news that the gate turns away", ""))]
    kinds = ("corpora", "text") if corpus_pages() else ("text",)
    if corpus_pages():
        rows.append(("reports a core-second, the corpora", f"{best('corpora')['rate']:.0f}", ""))
    for kind in kinds:
        found = best(f"trained {kind}")
        rows.append((f"trained reader: reports a core-second, {kind}", f"{found['rate']:.0f}", "at least 15"))
        rows.append((f"trained reader: the encoder's share of that, {kind}", f"{found['encoder']:.2f}", ""))
    start, memory = best("start"), best("memory")
    rows += [
        ("seconds from cold start to the first claim", f"{start['claim']:.2f}", "under 2"),
        ("seconds of `according --help`", f"{start['help']:.2f}", "under 0.5"),
        ("peak memory with the gazetteer and the trained reader, MB", f"{memory['text']:.0f}", "under 450"),
        ("peak memory of the HTML worker, MB", f"{memory['worker']:.0f}", ""),
    ]
    sys.stdout.write(f"{machine()}\n\n| measured | value | promised |\n| --- | ---: | --- |\n")
    sys.stdout.write("".join(f"| {what} | {value} | {bound} |\n" for what, value, bound in rows))
    return 0


def _html(text: str) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    links = "".join(f'<li><a href="/{i}">Section {i}</a></li>' for i in range(40))
    return (f"<!doctype html><html lang='en'><head><title>Report</title></head><body><nav><ul>{links}</ul></nav>"
            f"<article><h1>Report</h1>{body}</article><footer><ul>{links}</ul></footer></body></html>")


def _cpu() -> float:
    """Return processor seconds of this process, of ended children and of the living HTML worker."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used) + sum(_living_children())


def _living_children() -> Iterator[float]:
    tick = os.sysconf("SC_CLK_TCK")
    for task in Path("/proc/self/task").glob("*/children"):
        for child in task.read_text().split():
            fields = _lines(f"/proc/{child}/stat")
            if fields:
                after = fields[0].rpartition(")")[2].split()
                yield (int(after[11]) + int(after[12])) / tick


def _close_worker() -> None:
    from according.confine import close_worker

    close_worker()


def _timed(*arguments: str) -> float:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a person's second call is meant, not the very first
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "according", *arguments], check=True, capture_output=True, env=environment)
    return time.perf_counter() - started


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


if __name__ == "__main__":
    sys.exit(run())

"""How well reports are joined, and their dead counted, against the corpora: a table.

In: the corpora (``ACCORDING_CORPORA``, or ``../shared/corpora`` beside the repository); where they are absent it says
so and ends. Out: three tables on stdout, and exit code 1 where a promise is not kept.

joining     pairs and B-cubed over clusters/dev.jsonl, weights and threshold learned without the reports that are scored
            (training/link_folds.py)
exported    the corpus' own scorer over `export reports` of a ledger of all reports, under the weights that ship: these
            have seen the clusters
FA-KES      killed civilians and killed others of each report, from the figures of its main incident, that report alone;
            where its first lines add up several places, from that total (docs/decisions/0016)

Example: ``python eval/incidents.py``
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "training")]

import link_folds  # noqa: E402  # the path is set just above
import link_weights  # noqa: E402

from according.books.weights import read_weights  # noqa: E402
from according.export import render  # noqa: E402
from according.gather import gather  # noqa: E402
from according.ledger import open_ledger  # noqa: E402
from according.link.score import FEATURES  # noqa: E402
from according.pipeline import post, settle  # noqa: E402
from according.records import Claim, Figure, Reading, Report  # noqa: E402
from according.views import look  # noqa: E402
from according.words import CountKind, Harm, Scope, VictimsClass  # noqa: E402

_LEAD = 400  # characters: the headline and the first sentence
_WHOLE = (VictimsClass.UNKNOWN, VictimsClass.MIXED)
PROMISES = {"precision": 0.85, "f1": 0.72, "b_cubed": 0.92}
CIVILIANS, OTHERS = 0.65, 0.75

Dead = tuple[int, int]  # civilians, others


def joining(corpora: Path, reports: Mapping[str, Report], claims: Mapping[str, Claim]) -> link_folds.Result:
    """Cross-validate joining, with the tellings of the weights that ship."""
    table, cluster_of = read_weights(), link_weights.read_clusters(corpora, reports)
    pool = link_folds.make_pool(claims, reports, cluster_of, table)
    rows = list(link_weights.rows_across(claims, reports, cluster_of, table))
    features = sorted(set(FEATURES) - link_weights.INSIDE)
    return link_folds.nested(pool, lambda held: link_weights.fit([r for r in rows if not r.groups & held], features))


def exported(corpora: Path, readings: Iterable[Reading]) -> str:
    """Return what the corpus' scorer says of the export of a ledger of all reports."""
    with open_ledger(":memory:") as ledger:
        post(readings, ledger=ledger)
        settle(ledger)
        stream = io.BytesIO()
        render("reports", gather(ledger), stream, ending=".jsonl")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reports.jsonl"
        file.write_bytes(stream.getvalue())
        scorer, gold = corpora / "clusters" / "score.py", corpora / "clusters" / "dev.jsonl"
        return subprocess.run([sys.executable, str(scorer), str(gold), str(file)], capture_output=True, text=True,
                              check=True).stdout


def dead(reading: Reading) -> Dead:
    """Return the killed civilians and the killed others of a report, read alone.

    Civilians are what its figures count as such, or what the dead of no told class leave beside the combatants.
    Others are the largest figure of combatants: two sides' names for one loss are not added.
    """
    with open_ledger(":memory:") as ledger:
        post([reading], ledger=ledger)
        settle(ledger)
        main = gather(ledger).main.get(reading.report.id)
        figures = look(ledger, main).figures if main else ()
    numbers: dict[VictimsClass, list[int]] = {}
    for figure in figures:
        if figure.harm is Harm.KILLED and "total" not in figure.marks:
            numbers.setdefault(figure.klass, []).append(best_of(figure))
    for claim in reading.claims:
        if (claim.scope is Scope.PERIOD and claim.harm is Harm.KILLED and claim.evidence.start < _LEAD
                and claim.count.kind is not CountKind.VAGUE):
            numbers.setdefault(claim.victims.klass, []).append(claim.count.best or claim.count.low or 0)
    others = max(numbers.get(VictimsClass.COMBATANT, ()), default=0)
    whole = max((n for klass in _WHOLE for n in numbers.get(klass, ())), default=0)
    return max([*numbers.get(VictimsClass.CIVILIAN, ()), whole - others, 0]), others


def best_of(figure: Figure) -> int:
    """Return the best of a figure, else its low, else its high."""
    return next((b.value for b in (figure.best, figure.low, figure.high) if b.value is not None), 0)


def compare(corpora: Path, readings: Sequence[Reading]) -> tuple[list[tuple[str, Dead, Dead]], list[float]]:
    """Return (report, ours, theirs) and the shares that agree: civilians and others, exact and within ten per cent."""
    articles = link_weights.lines(corpora / "fa-kes" / "articles.jsonl")
    theirs: dict[str, Any] = {row["id"]: row["gold"] for row in articles}
    rows = []
    for reading in readings:
        key = reading.report.key or ""
        gold = theirs[key]
        rows.append((key, dead(reading), (gold["killed_civilians"], gold["killed_noncivilians"])))
    shares = [sum(fits(ours[i], gold[i]) for _, ours, gold in rows) / len(rows)
              for fits in (exact, near) for i in (0, 1)]
    return rows, shares


def exact(ours: int, theirs: int) -> bool:
    """Say whether two numbers are one."""
    return ours == theirs


def near(ours: int, theirs: int) -> bool:
    """Say whether two numbers are within ten per cent of the larger."""
    return abs(ours - theirs) <= 0.1 * max(ours, theirs)


def run() -> int:
    """Print the tables; 1 where a promise is not kept."""
    corpora = Path(os.environ.get("ACCORDING_CORPORA", ROOT.parent / "shared" / "corpora"))
    if not (corpora / "clusters" / "dev.jsonl").is_file():
        sys.stdout.write(f"no clusters in {corpora}: name the corpora by ACCORDING_CORPORA; nothing is measured\n")
        return 0
    readings = link_weights.read_readings(corpora)
    reports, claims = {r.report.id: r.report for r in readings}, {c.id: c for r in readings for c in r.claims}
    result = joining(corpora, reports, claims)
    sys.stdout.write(f"joining, cross-validated\n{link_folds.report_of(result)}\n\n")
    scored = exported(corpora, readings)
    sys.stdout.write(f"exported under the weights that ship (these have seen the clusters)\n{scored}\n")
    rows, (civilians, others, near_civilians, near_others) = compare(corpora, readings)
    sys.stdout.write(f"FA-KES, {len(rows)} reports: killed civilians exact {civilians:.3f}, within a tenth "
                     f"{near_civilians:.3f}; killed others exact {others:.3f}, within a tenth {near_others:.3f}\n")
    scores = link_folds.rates(result.sums)
    broken = [f"{name} {scores[name]:.3f} below {least}" for name, least in PROMISES.items() if scores[name] < least]
    broken += [f"{name} {got:.3f} below {least}" for name, got, least in (
        ("civilians", civilians, CIVILIANS), ("others", others, OTHERS)) if got < least]
    sys.stdout.write("".join(f"not kept: {line}\n" for line in broken))
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(run())

"""Learn the weights by which claims are joined: python training/link_weights.py CORPORA [--reader READER] [--write]

In: the corpora folder (fa-kes/articles.jsonl, claims/dev.jsonl, clusters/dev.jsonl). The reports are read by the
pipeline as any user's would be, so that the weights know the reader's mistakes: by the trained reader, whose weights in
the package have seen the annotated ones, unless another is named. Nothing is taken from the environment. Out: the
cross-validated scores on standard output and, with --write, src/according/books/data/link_weights.yaml.

Two columns of one table of features are learned, each by logistic regression under sign constraints (a feature that
speaks for joining may not get a weight against it: a share must read as a reason):

within  pairs of claims of one report; right where the annotated incidents of the two claims are the same. Some places
and
        days are hidden at random (with a fixed seed), since a reader misses them more often than an annotator.
across  pairs of main tellings of two reports that meet in a block; right where the reports are in one cluster.

Cross-validation is by cluster and nested (link_folds.py): no report of a cluster is in training when its cluster is
scored, nor when the threshold is chosen with which it is scored. About two minutes of one core.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from link_folds import make_pool, nested, report_of

from according.books.weights import Lexis, Weights, read_stop
from according.identity import report_id, text_hash
from according.link.block import candidates
from according.link.incident import make_incident
from according.link.main import main_incidents
from according.link.score import BIAS, FEATURES
from according.link.tell import Telling
from according.link.within import singles, tell_report
from according.link.wording import names, stems
from according.pipeline import open_tools, read_report
from according.records import Claim, Reading, Report, Unresolved, When
from according.settings import Settings
from according.words import Scope

DATA = Path(__file__).parent.parent / "src" / "according" / "books" / "data"
AGAINST = frozenset((
    "far", "other_province", "day_apart", "days_apart", "print_apart", "other_means", "other_class",
    "other_doer", "characters_apart", "background", "place_unknown",
))
INSIDE = frozenset((
    "same_sentence", "whole_and_part", "characters_apart", "title_and_lead", "background", "lone", "place_missing",
    "day_missing",
))  # only two claims of one report can have these
OUTSIDE = frozenset((
    "print_apart", "runs", "same_voice", "counts_shared", "count_near", "same_class", "place_unknown",
    "title_words", "lead_words", "same_toll", "same_head",
))  # only two reports
# Least weights inside one report, for what the corpus has too few cases of: a part is rarely told of another incident
# than its whole, and the losses of the two sides of one fight are told side by side.
LEAST = {"whole_and_part": 2.0, "foes": 1.5}
HIDDEN = 0.35  # chance that a place, or a day, is hidden in the second pass over the claims of one report
COMMON = 12  # reports of the corpus: a word in fewer is rare
APART = -1.5


@dataclass(frozen=True, slots=True)
class Row:
    """One pair of the training set: the features that speak, whether it is one incident, its weight, and its groups."""

    features: Mapping[str, float]
    same: bool
    weight: float
    groups: frozenset[object]  # reports or clusters that may not be in training when this is tested


def main() -> int:
    """Read, learn, cross-validate, print, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--reader", default="trained", choices=("trained", "patterns"))
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    reports, claims = read_corpus(args.corpora, args.reader)
    cluster_of = read_clusters(args.corpora, reports)
    lexis = learn_lexis(reports.values())
    within_rows = list(rows_within(claims, reports, read_incidents(args.corpora, claims, reports), lexis))
    within = fit(within_rows, sorted(set(FEATURES) - OUTSIDE), least=LEAST)
    table = Weights(within=within, across={}, apart=APART, threshold_within=-0.7, threshold_across=0.0,
                    lexis=lexis)
    across_rows = list(rows_across(claims, reports, cluster_of, table))
    features = sorted(set(FEATURES) - INSIDE)
    print(f"within: {len(within_rows)} pairs, {sum(r.same for r in within_rows)} the same; "
          f"across: {len(across_rows)} pairs, {sum(r.same for r in across_rows)} the same")
    pool = make_pool(claims, reports, cluster_of, table)

    def learn(held: frozenset[int]) -> Mapping[str, float]:
        return fit([r for r in across_rows if not r.groups & held], features)

    result = nested(pool, learn)
    print(report_of(result))
    final = replace(table, across=fit(across_rows, features), threshold_across=result.threshold)
    if args.write:
        write(final)
        print(f"wrote link_weights.yaml and link_common.csv to {DATA}")
    return 0


# --- reading the corpora -------------------------------------------------------------------------


def lines(path: Path) -> Iterable[dict[str, Any]]:
    """Yield the objects of a JSONL file."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def read_corpus(corpora: Path, reader: str) -> tuple[dict[str, Report], dict[str, Claim]]:
    """Read every report of the clusters' corpus as a user's would be read."""
    readings = read_readings(corpora, reader)
    return {r.report.id: r.report for r in readings}, {c.id: c for r in readings for c in r.claims}


def read_readings(corpora: Path, reader: str = "trained") -> list[Reading]:
    """Read every report of the clusters' corpus."""
    tools = open_tools(Settings(), reader=reader)
    found: dict[str, Reading] = {}
    for row in lines(corpora / "fa-kes" / "articles.jsonl"):
        text, outlet = row["text"], row.get("outlet")
        report = Report(
            id=report_id(outlet, text), key=row["id"], outlet=outlet, title=row.get("title"),
            published=row.get("published"), published_printed=None, url=None, lang="en", text=text,
            sha256=text_hash(text))
        found[report.id] = read_report(report, tools=tools)
    return list(found.values())


def read_clusters(corpora: Path, reports: Mapping[str, Report]) -> dict[str, int]:
    """Return the cluster of each report, by our ids."""
    by_key = {report.key: report.id for report in reports.values()}
    return {by_key[key]: n for n, row in enumerate(lines(corpora / "clusters" / "dev.jsonl"))
            for key in row["reports"]}


def read_incidents(corpora: Path, claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> dict[str, str]:
    """Return the annotated incident of each claim that stands where an annotated one does: same harm, same words."""
    by_key: dict[str | None, list[Claim]] = defaultdict(list)
    for claim in claims.values():
        by_key[reports[claim.report].key].append(claim)
    found: dict[str, str] = {}
    for row in lines(corpora / "claims" / "dev.jsonl"):
        for gold in row["claims"]:
            words = (gold["count"]["text"] or "").casefold()
            for claim in by_key[str(row["id"])]:
                printed = claim.count_words.text.casefold() if claim.count_words else ""
                same_words = bool(words and printed) and (words in printed or printed in words)
                same_place = claim.evidence.text in gold["evidence"] or gold["evidence"] in claim.evidence.text
                if (gold["incident"] and claim.harm.value == gold["effect"]["type"] and same_place
                        and (same_words or not (words or printed))):
                    found.setdefault(claim.id, f"{row['id']} {gold['incident']}")
    return found


# --- words ---------------------------------------------------------------------------------------


def learn_lexis(reports: Iterable[Report]) -> Lexis:
    """Count in how many reports each word and name stands; what stands in few is left out and counts as rare."""
    stop, texts = read_stop(), [report.text for report in reports]

    def table(parts: Callable[[str, frozenset[str]], frozenset[str]]) -> dict[str, float]:
        counted = Counter(part for text in texts for part in parts(text, stop))
        return {part: _rarity(n, len(texts)) for part, n in sorted(counted.items()) if n >= COMMON}

    return Lexis(stop=stop, words=table(stems), names=table(names), rare=_rarity(COMMON // 3, len(texts)))


def _rarity(n: int, reports: int) -> float:
    """From 0 for a word of every report to 1 for a word of three."""
    return round(min(1.0, max(0.0, math.log(reports / (1 + n)) / math.log(reports / 3))), 2)


# --- pairs ---------------------------------------------------------------------------------------


def rows_within(claims: Mapping[str, Claim], reports: Mapping[str, Report],
                incident_of: Mapping[str, str], lexis: Lexis) -> Iterable[Row]:
    """Pairs of annotated claims of one report, as they are and with places and days hidden."""
    table = Weights(within={}, across={}, apart=APART, threshold_within=0, threshold_across=0, lexis=lexis)
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims.values(), key=lambda c: c.id):
        if claim.id in incident_of and claim.scope in (Scope.INCIDENT, Scope.BACKGROUND):
            by_report[claim.report].append(claim)
    for report, told in sorted(by_report.items()):
        chance = random.Random(report)
        for hide in (False, True):
            rows = [_hidden(c, chance) if hide else c for c in told]
            single = singles(rows, reports[report], table)
            for a, b in combinations(sorted(single), 2):
                yield Row(_features(single[a], single[b]), incident_of[a] == incident_of[b],
                          2.0 / max(4, len(told)), frozenset((report,)))


def _hidden(claim: Claim, chance: random.Random) -> Claim:
    place = None if chance.random() < HIDDEN else claim.place
    unknown = When(printed=None, start=None, end=None, latest=claim.when.latest, unresolved=Unresolved(reason="hidden"))
    return replace(claim, place=place, when=unknown if chance.random() < HIDDEN else claim.when)


def rows_across(claims: Mapping[str, Claim], reports: Mapping[str, Report], cluster_of: Mapping[str, int],
                table: Weights) -> Iterable[Row]:
    """Pairs of main tellings of two reports that meet in a block."""
    tellings = tell_all(claims, reports, table)
    heads = main_heads(tellings, claims, reports)
    for a, b in candidates(tellings):
        if a.head in heads and b.head in heads and a.report in cluster_of and b.report in cluster_of:
            clusters = cluster_of[a.report], cluster_of[b.report]
            yield Row(_features(a, b), clusters[0] == clusters[1], 1.0, frozenset(clusters))


def tell_all(claims: Mapping[str, Claim], reports: Mapping[str, Report], table: Weights) -> list[Telling]:
    """Return the tellings of every report."""
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims.values():
        if claim.scope in (Scope.INCIDENT, Scope.BACKGROUND):
            by_report[claim.report].append(claim)
    return [t for report, told in sorted(by_report.items())
            for t in tell_report(told, reports[report], weights=table).tellings]


def main_heads(tellings: Iterable[Telling], claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> set[str]:
    """Return the head of the main telling of each report."""
    alone = {t.head: make_incident([claims[c] for c in t.claims], reports=reports, links=()) for t in tellings}
    chosen = {name for _, name in main_incidents(alone.values(), claims=claims, reports=reports)}
    return {head for head, incident in alone.items() if incident.name in chosen}


def _features(a: Telling, b: Telling) -> dict[str, float]:
    return {name: value for name, feature in FEATURES.items() if (value := feature(a, b))}


# --- learning ------------------------------------------------------------------------------------


def fit(rows: Sequence[Row], features: Sequence[str], *, least: Mapping[str, float] | None = None,
        ridge: float = 0.5, steps: int = 400) -> dict[str, float]:
    """Logistic regression by accelerated projected gradient descent; the signs are given, the bias is free."""
    at = {name: n + 1 for n, name in enumerate(features)}
    sparse = [([(0, 1.0), *((at[k], v) for k, v in r.features.items() if k in at)], r.same, r.weight) for r in rows]
    low = [-99.0, *(-99.0 if n in AGAINST else (least or {}).get(n, 0.0) for n in features)]
    high = [99.0, *(0.0 if n in AGAINST else 99.0 for n in features)]
    rate = 1.0 / (_largest_curvature(sparse, len(low)) + ridge)
    weights = [max(lo, min(hi, 0.0)) for lo, hi in zip(low, high, strict=True)]
    ahead, momentum = list(weights), 1.0
    for _ in range(steps):
        slope = [0.0, *(ridge * w for w in ahead[1:])]
        for told, same, weight in sparse:
            z = sum(ahead[i] * v for i, v in told)
            error = weight * (1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, z)))) - same)
            for i, v in told:
                slope[i] += error * v
        new = [max(lo, min(hi, a - rate * s)) for a, s, lo, hi in zip(ahead, slope, low, high, strict=True)]
        next_momentum = (1 + math.sqrt(1 + 4 * momentum * momentum)) / 2
        ahead = [n + (momentum - 1) / next_momentum * (n - w) for n, w in zip(new, weights, strict=True)]
        weights, momentum = new, next_momentum
    return {name: round(w, 3) for name, w in zip((BIAS, *features), weights, strict=True)
            if round(w, 3) or name == BIAS}


def _largest_curvature(sparse: Sequence[tuple[Sequence[tuple[int, float]], bool, float]], size: int) -> float:
    """Bound the curvature of the loss: a quarter of the largest eigenvalue of the squared rows, by power iteration."""
    direction, found = [1.0 / math.sqrt(size)] * size, 1.0
    for _ in range(20):
        image = [0.0] * size
        for told, _, weight in sparse:
            z = weight * sum(direction[i] * v for i, v in told)
            for i, v in told:
                image[i] += z * v
        found = math.sqrt(sum(x * x for x in image)) or 1.0
        direction = [x / found for x in image]
    return 1.05 * found / 4


def write(weights: Weights) -> None:
    """Write the two files that the package reads."""
    out = ["# Log-odds by which claims are joined; link/score.py names the features.",
           "# Written by training/link_weights.py."]
    for column in ("within", "across"):
        out += [f"{column}:", *(f"  {name}: {value}" for name, value in getattr(weights, column).items())]
    out += [f"apart: {weights.apart}", f"threshold_within: {weights.threshold_within}",
            f"threshold_across: {weights.threshold_across}"]
    (DATA / "link_weights.yaml").write_text("\n".join(out) + "\n", encoding="utf-8")
    common = [f"{kind},{word},{rarity}"
              for kind, table in (("word", weights.lexis.words), ("name", weights.lexis.names))
              for word, rarity in sorted(table.items())]
    (DATA / "link_common.csv").write_text("\n".join([*common, f"rare,*,{weights.lexis.rare}"]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

"""Cross-validation of joining, nested, over the development clusters.

In: claims, reports, their clusters, and a function that learns weights without some clusters. Out: B-cubed and pairs
on clusters that took no part in learning the weights, nor in choosing the threshold with which they are scored.

For each fold k the threshold is the one that does best on the other folds j, each joined by weights learned without j
and without k. A pair of reports that is joined wrongly across two folds counts against both.

Example: ``nested(pool, learn).sums`` are n, B-cubed precision and recall, pairs right, predicted and gold.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from according.books.weights import Weights
from according.link.block import candidates
from according.link.cluster import Pair, cluster, pair
from according.link.incident import make_incident
from according.link.main import main_incidents
from according.link.score import BIAS, FEATURES
from according.link.tell import Telling
from according.link.tellings import tell_all
from according.records import Claim, Report
from according.words import Scope

FOLDS = 5
THRESHOLDS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5)
Learn = Callable[[frozenset[int]], Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Pool:
    """Everything that one joining needs, with the features of each pair counted once."""

    tellings: Mapping[str, Telling]
    features: Mapping[Pair, Mapping[str, float]]
    inside: Mapping[Pair, float]  # scores of two tellings of one report
    claims: Mapping[str, Claim]
    reports: Mapping[str, Report]
    cluster_of: Mapping[str, int]
    folds: Sequence[frozenset[int]]
    apart: float


@dataclass(frozen=True, slots=True)
class Result:
    """What a nested cross-validation gave."""

    sums: Sequence[float]
    chosen: Sequence[float]  # the threshold of each fold
    threshold: float  # that does best over all folds: the one to ship
    by_threshold: Mapping[float, Sequence[float]]
    main_of: Sequence[Mapping[str, str]]  # of each fold: report to its main incident, by the fold's own weights


def make_pool(claims: Mapping[str, Claim], reports: Mapping[str, Report], cluster_of: Mapping[str, int],
              table: Weights) -> Pool:
    """Tell every report and count the features of every pair that meets."""
    joining = {c.id: c for c in claims.values() if c.scope in (Scope.INCIDENT, Scope.BACKGROUND)}
    told = tell_all(joining, reports, (), frozenset(), table)
    tellings = {t.head: t for report in told.values() for t in report.tellings}
    found = {pair(a.head, b.head): {name: value for name, f in FEATURES.items() if (value := f(a, b))}
             for a, b in candidates(tellings.values())}
    clusters = sorted(set(cluster_of.values()))
    random.Random(2).shuffle(clusters)
    return Pool(tellings=tellings, features=found, inside={p: s for r in told.values() for p, s in r.apart.items()},
                claims=claims, reports=reports, cluster_of=cluster_of, apart=table.apart,
                folds=[frozenset(clusters[k::FOLDS]) for k in range(FOLDS)])


def nested(pool: Pool, learn: Learn) -> Result:
    """Cross-validate, choosing each fold's threshold on the others."""
    every = range(len(pool.folds))
    outer = {k: score_all(pool, learn(pool.folds[k])) for k in every}
    mains = {(k, t): join(pool, outer[k], t) for k in every for t in THRESHOLDS}
    held = {key: measure(pool.cluster_of, main, pool.folds[key[0]]) for key, main in mains.items()}
    inner: dict[tuple[int, float], list[float]] = defaultdict(lambda: [0.0] * 6)  # without k, over the other folds
    for j, k in combinations(every, 2):
        scores = score_all(pool, learn(pool.folds[j] | pool.folds[k]))
        for t in THRESHOLDS:
            main = join(pool, scores, t)
            inner[k, t] = plus(inner[k, t], measure(pool.cluster_of, main, pool.folds[j]))
            inner[j, t] = plus(inner[j, t], measure(pool.cluster_of, main, pool.folds[k]))
    chosen = [best({t: inner[k, t] for t in THRESHOLDS}) for k in every]
    by_threshold = {t: total(held[k, t] for k in every) for t in THRESHOLDS}
    return Result(sums=total(held[k, chosen[k]] for k in every), chosen=chosen, threshold=best(by_threshold),
                  by_threshold=by_threshold, main_of=[mains[k, chosen[k]] for k in every])


def score_all(pool: Pool, weights: Mapping[str, float]) -> dict[Pair, float]:
    """Return the score of every pair that met."""
    bias = weights.get(BIAS, 0.0)
    scores = {p: bias + sum(weights.get(name, 0.0) * value for name, value in found.items())
              for p, found in pool.features.items()}
    return {**scores, **pool.inside}


def join(pool: Pool, scores: Mapping[Pair, float], threshold: float) -> dict[str, str]:
    """Return the main incident of each report."""
    groups = cluster(pool.tellings, scores, apart=pool.apart, threshold=threshold)
    incidents = [make_incident([pool.claims[c] for head in group for c in pool.tellings[head].claims],
                               reports=pool.reports, links=()) for group in groups]
    return dict(main_incidents(incidents, claims=pool.claims, reports=pool.reports))


def best(by_threshold: Mapping[float, Sequence[float]]) -> float:
    """Return the threshold with the best F0.5 of pairs: to join what is two does more harm than to leave apart."""
    def f_half(sums: Sequence[float]) -> float:
        scores = rates(sums)
        p, r = scores["precision"], scores["recall"]
        return 1.25 * p * r / (0.25 * p + r) if p and r else 0.0
    return max(by_threshold, key=lambda t: f_half(by_threshold[t]))


def measure(cluster_of: Mapping[str, int], main_of: Mapping[str, str], held: frozenset[int]) -> list[float]:
    """Return n, the sums of B-cubed precision and recall, and pairs (both, predicted, gold) of held-out clusters."""
    gold, predicted = defaultdict(set), defaultdict(set)
    for report, number in cluster_of.items():
        gold[number].add(report)
        predicted[main_of.get(report, report)].add(report)
    sums = [0.0] * 6
    for report, number in cluster_of.items():
        if number in held:
            g, p = gold[number], predicted[main_of.get(report, report)]
            both = len(g & p)
            pairs = [(n - 1) / 2 for n in (both, len(p), len(g))]
            sums = plus(sums, (1, both / len(p), both / len(g), *pairs))
    return sums


def plus(a: Sequence[float], b: Sequence[float]) -> list[float]:
    """Return the sums, one by one."""
    return [x + y for x, y in zip(a, b, strict=True)]


def total(rows: Iterable[Sequence[float]]) -> list[float]:
    """Return the sums over folds."""
    found = [0.0] * 6
    for row in rows:
        found = plus(found, row)
    return found


def rates(sums: Sequence[float]) -> dict[str, float]:
    """Return precision, recall and F1 of pairs, and B-cubed F1."""
    n, b_p, b_r, both, predicted, gold = sums
    precision, recall = both / max(1.0, predicted), both / max(1.0, gold)
    return {"precision": precision, "recall": recall, "f1": _f1(precision, recall), "b_cubed": _f1(b_p / n, b_r / n)}


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def line(name: str, sums: Sequence[float]) -> str:
    """Return one line of scores."""
    r: dict[str, Any] = rates(sums)
    return (f"{name:<34} pairs P {r['precision']:.3f} R {r['recall']:.3f} F1 {r['f1']:.3f}   "
            f"B-cubed F1 {r['b_cubed']:.3f}")


def report_of(result: Result) -> str:
    """Return the scores of each threshold, and of the nested choice."""
    rows = [line(f"threshold {t:+.2f}", sums) for t, sums in result.by_threshold.items()]
    chosen = " ".join(f"{t:+.2f}" for t in result.chosen)
    ships = f"chosen in each fold: {chosen}; to ship: {result.threshold:+.2f}"
    return "\n".join([*rows, line("nested", result.sums), ships])

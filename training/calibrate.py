"""Make scores mean what they say: a claim scored 0.9 is right nine times of ten.

In: held-out answers and gold claims. Out: slope and offset for the log-odds, and the reliability table.

Example: ``fit_calibration(told, answers, policy, scorer) == {"slope": 0.8, "offset": 0.1}``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import ModuleType

import numpy as np
from corpus import Told
from scoring import Answers, read_with_model

from according.extract.decode import Policy

_BINS = 10


def scored(told: Sequence[Told], answers: Answers, policy: Policy, scorer: ModuleType) -> tuple[np.ndarray, np.ndarray]:
    """Return the score of each numbered claim that was read, and whether the gold has it."""
    scores, right = [], []
    for one in told:
        drafts = [
            d for d in read_with_model(one, answers, policy) if d.count_words is not None or d.count.low is not None
        ]
        gold = scorer.numbered(one.gold)
        read = [
            {
                "effect": {"type": d.harm.value},
                "count": {"low": d.count.low, "high": d.count.high, "text": ""},
                "victims": None,
                "evidence": dict(
                    zip(
                        ("start", "end"),
                        one.text.map.to_raw(one.sentences[d.sentence].start, one.sentences[d.sentence].end),
                        strict=True,
                    )
                ),
            }
            for d in drafts
        ]
        found = {j for _, j in scorer.match(gold, read, one.report.text)}
        scores += [d.score or 0.0 for d in drafts]
        right += [j in found for j in range(len(drafts))]
    return np.asarray(scores), np.asarray(right, dtype=float)


def fit_calibration(told: Sequence[Told], answers: Answers, policy: Policy, scorer: ModuleType) -> dict[str, float]:
    """Return slope and offset of the log-odds, by Newton steps on the likelihood."""
    raw, right = scored(told, answers, replace(policy, slope=1.0, offset=0.0), scorer)
    raw = np.clip(raw, 1e-4, 1 - 1e-4)
    x = np.stack([np.log(raw / (1 - raw)), np.ones_like(raw)], 1)
    w = np.array([1.0, 0.0])
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(2)
        w = w + np.linalg.solve(hessian, x.T @ (right - p) - 1e-3 * (w - [1, 0]))
    return {"slope": round(float(w[0]), 4), "offset": round(float(w[1]), 4)}


def error_of(told: Sequence[Told], answers: Answers, policy: Policy, scorer: ModuleType) -> list[str]:
    """Return the reliability table and the expected calibration error, as lines of Markdown."""
    scores, right = scored(told, answers, policy, scorer)
    out = ["| score | claims | mean score | right |", "| --- | --- | --- | --- |"]
    error = 0.0
    for low in np.arange(_BINS) / _BINS:
        inside = (scores >= low) & (scores < low + 1 / _BINS) if low < 1 - 1 / _BINS else scores >= low
        if inside.any():
            said, was = scores[inside].mean(), right[inside].mean()
            error += inside.mean() * abs(said - was)
            out.append(f"| {low:.1f} to {low + 1 / _BINS:.1f} | {int(inside.sum())} | {said:.3f} | {was:.3f} |")
    return [f"Calibration over the held-out folds: expected error {error:.3f}.", "", *out]

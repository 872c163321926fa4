"""Make scores mean what they say: a claim scored 0.9 is right nine times of ten.

In: held-out answers and gold claims. Out: slope and offsets for the log-odds, and the reliability table.

Example: ``fit_calibration(told, answers, policy)["slope"] == 0.8``.

A count that the pattern reader reads too is a claim more often than the model alone would have it, so claims that only
the model reads have an offset of their own. Three numbers, fitted on some two thousand claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from corpus import Told
from scoring import Answers, as_told, read_with_model

from according.evaluate.match import match
from according.extract.decode import Policy
from according.records import Draft

_BINS = 10


@dataclass(frozen=True, slots=True)
class Scored:
    """The claims that were read: score, whether the patterns read it too, whether the gold has it."""

    scores: np.ndarray
    new: np.ndarray
    right: np.ndarray
    reports: np.ndarray


def scored(told: Sequence[Told], answers: Answers, policy: Policy) -> Scored:
    """Return every numbered claim that was read with its score."""
    rows: list[tuple[float, bool, bool, str]] = []
    for one in told:
        drafts = [d for d in read_with_model(one, answers, policy) if d.count_words or d.count.low is not None]
        known = {(d.at, d.harm) for c in one.candidates for d in c.drafts}
        gold = [c for c in as_told(one, one.gold) if c.numbered]
        pairs = match(gold, as_told(one, [_plain(d, one) for d in drafts]))
        found = {j for _, j in pairs}
        key = str(one.report.key)
        rows += [(d.score or 0.0, (d.at, d.harm) not in known, j in found, key) for j, d in enumerate(drafts)]
    scores, new, right, reports = zip(*rows, strict=True)
    return Scored(np.asarray(scores), np.asarray(new), np.asarray(right, dtype=float), np.asarray(reports))


def _plain(draft: Draft, told: Told) -> dict[str, object]:
    sentence = told.sentences[draft.sentence]
    start, end = told.text.map.to_raw(sentence.start, sentence.end)
    return {
        "effect": {"type": draft.harm.value},
        "count": {"low": draft.count.low, "high": draft.count.high, "text": ""},
        "victims": None,
        "evidence": {"start": start, "end": end},
    }


def fit_calibration(told: Sequence[Told], answers: Answers, policy: Policy) -> dict[str, float]:
    """Return slope and offsets of the log-odds, by Newton steps on the likelihood."""
    return _fit(scored(told, answers, replace(policy, slope=1.0, offset=0.0, offset_new=0.0)))


def _fit(rows: Scored) -> dict[str, float]:
    raw = np.clip(rows.scores, 1e-4, 1 - 1e-4)
    x = np.stack([np.log(raw / (1 - raw)), ~rows.new, rows.new], 1).astype(float)
    start = np.array([0.5, 0.0, 0.0])
    w = start
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.eye(3)
        w = w + np.linalg.solve(hessian, x.T @ (rows.right - p) - (w - start))
    return {k: round(float(v), 4) for k, v in zip(("slope", "offset", "offset_new"), w, strict=True)}


def reliability(told: Sequence[Told], answers: Answers, policy: Policy) -> tuple[float, list[str]]:
    """Return the expected calibration error and the reliability table as lines of Markdown.

    The numbers are fitted on half of the reports and measured on the other, both ways.
    """
    raw = scored(told, answers, replace(policy, slope=1.0, offset=0.0, offset_new=0.0))
    half = np.asarray([hash_half(r) for r in raw.reports])
    scores = np.zeros(len(raw.scores))
    for side in (False, True):
        part = Scored(*(getattr(raw, n)[half == side] for n in ("scores", "new", "right", "reports")))
        fitted = _fit(part)
        clipped = np.clip(raw.scores, 1e-4, 1 - 1e-4)
        odds = fitted["slope"] * np.log(clipped / (1 - clipped))
        odds = odds + np.where(raw.new, fitted["offset_new"], fitted["offset"])
        scores[half != side] = (1 / (1 + np.exp(-odds)))[half != side]
    lines, error = ["| score | claims | mean score | right |", "| --- | --- | --- | --- |"], 0.0
    for low in np.arange(_BINS) / _BINS:
        inside = (scores >= low) & (scores < low + 1 / _BINS) if low < 1 - 1 / _BINS else scores >= low
        if inside.any():
            said, was = scores[inside].mean(), raw.right[inside].mean()
            error += inside.mean() * abs(said - was)
            lines.append(f"| {low:.1f} to {low + 1 / _BINS:.1f} | {int(inside.sum())} | {said:.3f} | {was:.3f} |")
    return float(error), lines


def hash_half(key: str) -> bool:
    """Say in which half of the reports a report is, the same wherever it is run."""
    return sum(key.encode()) % 2 == 1

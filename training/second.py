"""Learn the second step: boosted trees for class and scope over the whole report.

In: reports with what the reader drafts in them from held-out answers. Out: a ``SecondStep``, and its file.

Example: ``fit_second(gather(told, reader, books))`` is what ``according.resolve`` calls as ``second``.

The trees learn from answers of networks that had not seen the report: on its own training reports the encoder is
surer than it will ever be again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from corpus import Told
from scoring import Reader, as_told
from sklearn.ensemble import GradientBoostingClassifier

from according.books import Books
from according.evaluate.match import match
from according.export.corpus import corpus_claim
from according.resolve import resolve
from according.resolve.second import HEADS, SecondStep, Trees
from according.resolve.second_view import Seen, view
from according.words import Scope, VictimsClass

DEPTH = 3
RECIPE = {
    "n_estimators": 120,
    "max_depth": DEPTH,
    "learning_rate": 0.06,
    "subsample": 0.6,
    "max_features": 25,
    "min_samples_leaf": 5,
}
_WORDS = {"klass": [c.value for c in VictimsClass], "scope": [s.value for s in Scope]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What the second step looks at and what the gold says, a row a claim that the gold has."""

    reports: list[str]  # the key of each row's report
    views: list[dict[str, float]]
    klass: list[int]
    scope: list[int]

    def without(self, keys: set[str]) -> Rows:
        """Return the rows of other reports than these."""
        kept = [i for i, key in enumerate(self.reports) if key not in keys]
        parts = {n: [getattr(self, n)[i] for i in kept] for n in ("reports", "views", "klass", "scope")}
        return Rows(**parts)


def gather(told: Sequence[Told], reader: Reader, books: Books) -> Rows:
    """Return the rows of reports."""
    out = Rows(reports=[], views=[], klass=[], scope=[])
    for one in told:
        rows: list[dict[str, float]] = []
        claims = resolve(
            sorted(reader(one), key=lambda d: (d.at, d.harm, d.harm_words.start)),
            report=one.report,
            text=one.text,
            sentences=one.sentences,
            books=books,
            second=_looking(rows),
        )
        read = [corpus_claim(c) for c in claims]
        for i, j in match(as_told(one, one.gold), as_told(one, read)):
            gold = one.gold[i]
            out.reports.append(str(one.report.key))
            out.views.append(rows[j])
            out.klass.append(_WORDS["klass"].index(gold["victims"]["class"] if gold["victims"] else "unknown"))
            out.scope.append(_WORDS["scope"].index(gold["scope"]))
    return out


def _looking(rows: list[dict[str, float]]) -> Callable[[Seen], tuple[tuple[VictimsClass, ...], tuple[Scope, ...]]]:
    """Return a second step that changes nothing and keeps what it would look at."""

    def keep(seen: Seen) -> tuple[tuple[VictimsClass, ...], tuple[Scope, ...]]:
        rows.extend(view(seen))
        return tuple(seen.classes), tuple(seen.scopes)

    return keep


def fit_second(rows: Rows, seed: int = 0) -> SecondStep:
    """Return the second step that was learned from rows."""
    columns = tuple(sorted(rows.views[0]))
    table = np.asarray([[v[c] for c in columns] for v in rows.views], dtype=np.float32)
    heads = {h: _fit(table, np.asarray(getattr(rows, h)), columns, len(_WORDS[h]), seed) for h in HEADS}
    return SecondStep(**heads)


def _fit(table: np.ndarray, wanted: np.ndarray, columns: tuple[str, ...], words: int, seed: int) -> Trees:
    model = GradientBoostingClassifier(random_state=seed, **RECIPE).fit(table, wanted)
    inner, trees = 2**DEPTH - 1, len(model.estimators_)
    features = np.zeros((words, trees, inner), dtype=np.int64)
    thresholds = np.full((words, trees, inner), np.inf)
    leaves = np.zeros((words, trees, inner + 1))
    start = np.full(words, -20.0)  # a word that the gold never gives is never said
    for place, word in enumerate(model.classes_):
        start[word] = np.log(model.init_.class_prior_[place])
        for t in range(trees):
            tree = model.estimators_[t, place].tree_
            _copy(tree, 0, 0, features[word, t], thresholds[word, t], leaves[word, t])
    return Trees(
        columns=columns,
        start=start,
        features=features,
        thresholds=thresholds,
        leaves=leaves * RECIPE["learning_rate"],
    )


def _copy(tree: object, node: int, at: int, features: np.ndarray, thresholds: np.ndarray, leaves: np.ndarray) -> None:
    """Copy a tree into its full shape: a leaf that comes early goes left to the last row."""
    inner = len(features)
    left, right = tree.children_left[node], tree.children_right[node]  # type: ignore[attr-defined]  # of sklearn
    if at >= inner:
        leaves[at - inner] = tree.value[node, 0, 0]  # type: ignore[attr-defined]  # of sklearn
    elif left < 0:
        _copy(tree, node, 2 * at + 1, features, thresholds, leaves)
    else:
        features[at], thresholds[at] = tree.feature[node], tree.threshold[node]  # type: ignore[attr-defined]  # of sklearn
        _copy(tree, left, 2 * at + 1, features, thresholds, leaves)
        _copy(tree, right, 2 * at + 2, features, thresholds, leaves)


def save_second(step: SecondStep, path: Path) -> None:
    """Write the trees."""
    arrays: dict[str, np.ndarray] = {"columns": np.asarray(step.klass.columns)}
    for head in HEADS:
        trees: Trees = getattr(step, head)
        arrays |= {
            f"{head}_start": trees.start,
            f"{head}_features": trees.features.astype(np.int16),
            f"{head}_thresholds": trees.thresholds,
            f"{head}_leaves": trees.leaves.astype(np.float32),
        }
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]  # arrays by name

"""The second step of the trained reader: class and scope of every claim, looked at again with the whole report settled.

In: the file of its trees and, for a report, ``Seen``. Out: a class and a scope for each claim.

Example: ``open_second(folder / "second.npz")(seen)`` gives a claim ``period`` whose number is told of five towns.

Small boosted trees over the columns of ``second_view``, learned by training/second.py from answers that the encoder
gave on reports which it had not seen. Evaluated in plain numpy, all trees at once.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from according.errors import BadReader
from according.resolve.second_view import Seen, view
from according.words import Scope, VictimsClass

HEADS = ("klass", "scope")
_CLASSES, _SCOPES = tuple(VictimsClass), tuple(Scope)
_SURE_KLASS, _SURE_SCOPE = 0.3, 0.4  # by how much another word must be likelier than the rules' (training/CARD.md)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees of one depth, as full binary trees: the children of node ``n`` are ``2n + 1`` and ``2n + 2``."""

    columns: tuple[str, ...]  # what the features are, by position
    start: Floats  # log-odds before the first tree, one a word
    features: npt.NDArray[np.int64]  # words x trees x inner nodes
    thresholds: Floats  # the same shape; at or below goes left
    leaves: Floats  # words x trees x leaves

    def probabilities(self, rows: list[dict[str, float]]) -> Floats:
        """Return a probability for each word, a row a claim."""
        table = np.asarray([[row[c] for c in self.columns] for row in rows], dtype=np.float32)
        words, trees, inner = self.features.shape
        at = np.zeros((len(rows), words, trees), dtype=np.int64)
        word, tree = np.arange(words)[:, None], np.arange(trees)[None, :]
        while at[0, 0, 0] < inner:
            claim = np.arange(len(rows))[:, None, None]
            right = table[claim, self.features[word, tree, at]] > self.thresholds[word, tree, at]
            at = 2 * at + 1 + right
        raw = self.start + self.leaves[word, tree, at - inner].sum(axis=2)
        raised = np.exp(raw - raw.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True))


class SecondStep:
    """Judges class and scope. Pure: the same claims of the same report give the same words."""

    def __init__(self, klass: Trees, scope: Trees) -> None:
        self.klass, self.scope = klass, scope

    def __call__(self, seen: Seen) -> tuple[tuple[VictimsClass, ...], tuple[Scope, ...]]:
        """Return the class and the scope of each claim, in order."""
        rows = view(seen)
        klass = _overrule(self.klass.probabilities(rows), [_CLASSES.index(c) for c in seen.classes], _SURE_KLASS)
        scope = _overrule(self.scope.probabilities(rows), [_SCOPES.index(s) for s in seen.scopes], _SURE_SCOPE)
        return tuple(_CLASSES[i] for i in klass), tuple(_SCOPES[i] for i in scope)


def _overrule(probabilities: Floats, ruled: list[int], sure: float) -> list[int]:
    """Return for each claim the likeliest word, or the one that the rules gave where it is not much less likely."""
    best = probabilities.argmax(axis=1)
    rows = range(len(ruled))
    return [int(best[i]) if probabilities[i, best[i]] - probabilities[i, ruled[i]] > sure else ruled[i] for i in rows]


def open_second(path: Path) -> SecondStep:
    """Open the trees of the second step.

    Raises:
        BadReader: the file is absent or holds no such trees; the message is one line with the way out.
    """
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            return SecondStep(*(_trees(file, head) for head in HEADS))
    except OSError:
        raise BadReader(f"{path} is not there: install the package anew, or read with --reader patterns") from None
    except (KeyError, ValueError, EOFError, BadZipFile):
        raise BadReader(f"{path} holds no trees: install the package anew, or read with --reader patterns") from None


def _trees(file: np.lib.npyio.NpzFile, head: str) -> Trees:
    return Trees(
        columns=tuple(str(c) for c in file["columns"]),
        start=file[f"{head}_start"].astype(np.float64),
        features=file[f"{head}_features"].astype(np.int64),
        thresholds=file[f"{head}_thresholds"].astype(np.float64),
        leaves=file[f"{head}_leaves"].astype(np.float64),
    )

"""The reader that learned: its weights, one session of the ONNX runtime, and the reader made of them.

In: the folder of weights (the packaged one by default). Out: ``ModelReader``.

Example: ``open_model_reader().read(gated).drafts[0].score``.

No torch here: ONNX runtime, tokenizers and numpy are all that reading needs. One session a process, one thread a
session; each window is a pass of its own, so that what is read in a report does not hang on its neighbours.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from according.errors import BadReader
from according.extract import Gated, Read
from according.extract.answers import OUTPUTS, Floats, read_answers
from according.extract.candidates import find_candidates
from according.extract.decode import Policy, decode
from according.extract.patterns import PatternReader
from according.extract.windows import Window, make_batch, make_windows

FOLDER = Path(__file__).parent / "weights"
_FILES = ("reader.onnx", "tokenizer.json", "second.npz")
_WAY_OUT = "install the package anew, or read with --reader patterns"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What lies in a folder of weights, checked."""

    folder: Path
    name: str  # version, training run and the start of the weights' hashes: kept with every claim
    policy: Policy


class ModelReader:
    """Reads with the trained model. Pure: the same sentences give the same drafts on the same machine."""

    def __init__(self, session: Session, patterns: PatternReader | None = None) -> None:
        self._session = session
        self._patterns = patterns or PatternReader()

    @property
    def name(self) -> str:
        """Name and version, kept with every claim."""
        return self._session.weights.name

    @property
    def second(self) -> Path:
        """Return the file of the trees that look again at what was read (``resolve/second.py``)."""
        return self._session.weights.folder / "second.npz"

    def read(self, gated: Sequence[Gated]) -> Read:
        """Return the drafts of the sentences of one report, and why each other count is none."""
        patterns = self._patterns.read(gated)
        candidates = find_candidates(gated, patterns)
        if not candidates:
            return patterns
        windows = make_windows(gated, candidates, self._session.tokenizer)
        answers = read_answers(windows, [self._session.run(w) for w in windows], len(candidates))
        drafts = decode(gated, candidates, answers, reader=self.name, policy=self._session.weights.policy)
        taken = {d.at for d in drafts}
        reasons = {
            c.at: f"the model does not take it for a count of harm ({max(a.harms):.2f})"
            for c, a in zip(candidates, answers, strict=True)
            if c.at not in taken
        }
        return Read(drafts=drafts, reasons=dict(patterns.reasons) | reasons)


class Session:
    """The weights in memory."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.tokenizer = Tokenizer.from_file(str(weights.folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(weights.folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def run(self, window: Window) -> list[Floats]:
        """Return the arrays of ``OUTPUTS`` for one window."""
        batch = make_batch([window])
        told = {"ids": batch.ids, "channels": batch.channels, "anchors": batch.anchors, "features": batch.features}
        return [np.asarray(a, dtype=np.float32) for a in self._session.run(list(OUTPUTS), told)]


@cache
def open_model_reader(folder: Path | None = None) -> ModelReader:
    """Open the trained reader, once a process.

    Args:
        folder: where its weights lie; None: in the package.

    Raises:
        BadReader: they are absent or damaged; the message is one line with the way out.
    """
    weights = check_weights(folder or FOLDER)
    try:
        return ModelReader(Session(weights))
    except RuntimeError as error:  # what the runtime raises on a file that it cannot use
        first = str(error).splitlines()[0]
        raise BadReader(f"the weights in {weights.folder} cannot be used ({first}): {_WAY_OUT}") from None


def check_weights(folder: Path) -> Weights:
    """Return what a folder of weights holds, its hashes compared with its card.

    Raises:
        BadReader: a file is absent, cut short or not the one that the card names.
    """
    card_path = folder / "card.json"
    try:
        card = json.loads(card_path.read_text(encoding="utf-8"))
        told: Mapping[str, str] = card["sha256"]
        for name in _FILES:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
            if found != told[name]:
                words = f"are damaged (sha256 {found[:12]}, not {told[name][:12]})"
                raise BadReader(f"the weights in {folder / name} {words}: {_WAY_OUT}")
        known = {f.name for f in fields(Policy)}
        values: dict[str, Any] = {k: v for k, v in card["policy"].items() if k in known}
        values["own_roles"] = tuple(values.get("own_roles", ()))
        return Weights(
            folder=folder,
            name=f"trained {card['version']} {card['run']} {told['reader.onnx'][:12]}+{told['second.npz'][:8]}",
            policy=Policy(**values),
        )
    except OSError as error:
        raise BadReader(f"the weights of the trained reader are not there ({error.filename}): {_WAY_OUT}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadReader(f"{card_path} is no card of weights: {_WAY_OUT}") from None

"""The model's arrays as answers: what it says of each candidate, with offsets in the clean text. Pure.

In: the windows of a report and the arrays of each. Out: one ``Answer`` a candidate.

Example: ``read_answers(windows, outputs, len(candidates))[0].harms[0]`` is the probability of the first harm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from according.extract.candidates import ROLES
from according.extract.windows import Window

Floats = npt.NDArray[np.float32]
OUTPUTS: tuple[str, ...] = ("harm", "klass", "scope", "status", "means", "starts", "ends", "wholes")
_LONGEST_SPAN = 24  # word pieces
_SURE = 50.0  # log-odds: more makes no difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the model says of one candidate."""

    harms: tuple[float, ...]  # a probability each, not yet calibrated
    klass: tuple[float, ...]
    scope: tuple[float, ...]
    status: tuple[float, ...]
    means: tuple[float, ...]  # the first: none named
    spans: tuple[tuple[int, int] | None, ...]  # clean offsets, a span or none a role
    margins: tuple[float, ...]  # by how many log-odds the best span of each role beats "none"
    whole: int  # the candidate that it is part of; itself: of none


def read_answers(windows: Sequence[Window], outputs: Sequence[Sequence[Floats]], count: int) -> tuple[Answer, ...]:
    """Return the answers for the candidates of a report, in their order.

    Args:
        windows: the windows of the report.
        outputs: for each window the arrays of ``OUTPUTS``, a row a candidate.
        count: how many candidates there are.
    """
    found: dict[int, Answer] = {}
    for window, arrays in zip(windows, outputs, strict=True):
        harm, klass, scope, status, means, starts, ends, wholes = arrays
        for row, candidate in enumerate(window.candidates):
            roles = [_span(starts[row, r], ends[row, r], window) for r in range(len(ROLES))]
            found[candidate] = Answer(
                harms=tuple(float(x) for x in 1.0 / (1.0 + np.exp(-harm[row].astype(np.float64)))),
                klass=softmax(klass[row]),
                scope=softmax(scope[row]),
                status=softmax(status[row]),
                means=softmax(means[row]),
                spans=tuple(span for span, _ in roles),
                margins=tuple(margin for _, margin in roles),
                whole=window.candidates[int(np.argmax(wholes[row, : len(window.candidates)]))],
            )
    return tuple(found[i] for i in range(count))


def softmax(row: npt.NDArray[np.floating]) -> tuple[float, ...]:
    """Return scores as probabilities."""
    raised = np.exp(row.astype(np.float64) - float(row.max()))
    return tuple(float(x) for x in raised / raised.sum())


def _span(starts: Floats, ends: Floats, window: Window) -> tuple[tuple[int, int] | None, float]:
    """Return the best pair of start and end, in order and not too far apart, and by how much it beats "none"."""
    length = len(window.ids)
    s, e = starts[:length].astype(np.float64), ends[:length].astype(np.float64)
    best, at = -np.inf, None
    for first in np.argsort(-s, kind="stable")[:6]:
        if first == 0 or window.starts[first] < 0:
            continue
        stretch = e[first : first + _LONGEST_SPAN]
        last = int(first) + int(np.argmax(stretch))
        if window.starts[last] >= 0 and s[first] + e[last] > best and window.ends[last] > window.starts[first]:
            best, at = s[first] + e[last], (window.starts[first], window.ends[last])
    margin = float(max(best - s[0] - e[0], -_SURE))
    return (at if margin > 0 else None), min(margin, _SURE)

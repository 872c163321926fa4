"""Lay gold claims on candidates: what the model is to answer for each.

In: a ``Told`` and its windows. Out: ``Labels``, one row a candidate.

Example: a candidate that no gold claim fits is a negative: no harm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from corpus import Told

from according.extract.candidates import HARMS, ROLES
from according.extract.windows import Window
from according.words import MeansType, Scope, Status, VictimsClass

Plain = dict[str, Any]
CLASSES, SCOPES, STATUSES, MEANS = tuple(VictimsClass), tuple(Scope), tuple(Status), tuple(MeansType)
_GOLD_ROLE = {"harm_words": "effect"}


@dataclass(slots=True)
class Labels:
    """What the gold says of one candidate; -1 where it says nothing."""

    harms: list[int] = field(default_factory=lambda: [0] * len(HARMS))
    klass: int = -1
    scope: int = -1
    status: int = -1
    means: int = -1
    spans: list[tuple[int, int]] = field(default_factory=lambda: [(-1, -1)] * len(ROLES))  # clean offsets; (0, 0) none
    whole: int = -1  # index of the candidate that it is part of; own index: of none
    claims: list[str] = field(default_factory=list)


def label(told: Told) -> tuple[list[Labels], list[Plain]]:
    """Return the labels of the candidates, and the gold claims that no candidate stands for."""
    rows = [Labels() for _ in told.candidates]
    spans = [_evidence(told, claim) for claim in told.gold]
    pairs = sorted(
        (pair for g, claim in enumerate(told.gold) for pair in _pairs(told, g, claim, spans[g])), reverse=True
    )
    taken_gold: dict[str, int] = {}
    taken: set[tuple[int, str]] = set()
    for *_, g, c in pairs:
        claim = told.gold[-g]
        key = (-c, claim["effect"]["type"])
        if claim["id"] in taken_gold or key in taken:
            continue
        taken.add(key)
        taken_gold[claim["id"]] = -c
        _fill(rows[-c], claim, told, spans[-g], told.candidates[-c].at)
    for claim in told.gold:
        if claim["id"] in taken_gold:
            own = taken_gold[claim["id"]]
            rows[own].whole = taken_gold.get(claim.get("part_of"), own if claim.get("part_of") is None else -1)
    return rows, [c for c in told.gold if c["id"] not in taken_gold]


def _evidence(told: Told, claim: Plain) -> tuple[int, int]:
    at = told.report.text.find(claim["evidence"])
    return told.text.map.to_clean(at, at + len(claim["evidence"]))


def _pairs(told: Told, g: int, claim: Plain, span: tuple[int, int]) -> list[tuple[float, ...]]:
    """Return the candidates that a gold claim may be, with how well each fits."""
    out: list[tuple[float, ...]] = []
    count = claim["count"]
    near = _find(told, claim["victims"]["text"], span) if claim["victims"] else None
    effect = _find(told, claim["effect"]["text"], span)
    for c, candidate in enumerate(told.candidates):
        sentence = told.gated[candidate.index].sentence
        if min(sentence.end, span[1]) <= max(sentence.start, span[0]):
            continue
        if (candidate.count.low, candidate.count.high) != (count["low"], count["high"]):
            continue
        words = candidate.phrase.text.lower() if candidate.phrase is not None else ""
        told_words = (count["text"] or "").lower()
        if told_words in ("", "a", "an", "the"):
            same = float(words in ("", "a", "an", "the"))
        else:
            same = float(words in told_words or told_words in words) if words else 0.0
        if not same and count["low"] != 1 and not (count["text"] is None and words):
            continue
        harm = float(any(d.harm.value == claim["effect"]["type"] for d in candidate.drafts))
        distance = abs(candidate.at - near[0]) if near else abs(candidate.at - effect[0]) if effect else 0
        if candidate.phrase is None and not harm:
            continue
        if not same and not harm:
            continue
        out.append((same + harm * 1.5, -distance, -g, -c))
    return out


def _find(told: Told, words: str | None, span: tuple[int, int], near: int | None = None) -> tuple[int, int] | None:
    """Return where the words stand in the evidence, nearest to a place if given; clean offsets."""
    if not words:
        return None
    squeezed = r"\s+".join(re.escape(w) for w in words.split())
    found = [(m.start(), m.end()) for m in re.compile(squeezed).finditer(told.text.clean, span[0], span[1])]
    if not found:
        return None
    return found[0] if near is None else min(found, key=lambda f: abs(f[0] - near))


def _fill(row: Labels, claim: Plain, told: Told, span: tuple[int, int], at: int) -> None:
    first = not row.claims
    row.harms[[h.value for h in HARMS].index(claim["effect"]["type"])] = 1
    row.claims.append(claim["id"])
    if not first:
        return
    row.klass = [c.value for c in CLASSES].index(claim["victims"]["class"]) if claim["victims"] else -1
    row.scope = [s.value for s in SCOPES].index(claim["scope"])
    row.status = [s.value for s in STATUSES].index(claim["status"])
    row.means = 0 if claim["means"] is None else 1 + [m.value for m in MEANS].index(claim["means"]["type"])
    row.spans = [_role(claim, role, told, span, at) for role in ROLES]


def _role(claim: Plain, role: str, told: Told, span: tuple[int, int], at: int) -> tuple[int, int]:
    if role == "cue":
        words = claim["source"]["cue"] if claim["source"] else None
    else:
        value = claim[_GOLD_ROLE.get(role, role)]
        words = value["text"] if value else None
    if words is None:
        return (0, 0)
    return _find(told, words, span, at) or (-1, -1)


def pieces(window: Window, span: tuple[int, int], place: tuple[int, int, int, int]) -> tuple[int, int]:
    """Return the first and last piece of a clean span in a candidate's sentence; (0, 0) none, (-1, -1) not known."""
    if span[0] == span[1]:
        return span
    found = [
        i
        for i in range(place[2], place[3] + 1)
        if window.starts[i] >= 0 and window.starts[i] < span[1] and span[0] < window.ends[i]
    ]
    return (found[0], found[-1]) if found else (-1, -1)
